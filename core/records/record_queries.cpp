#include "core/records/record_queries.h"

#include <string>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/records/body_rows.h"

namespace thucdia::core::records {

std::vector<std::unique_ptr<google::protobuf::Message>> newestRecords(db::ReadTransaction& transaction,
                                                                      const RecordType& type, std::string_view search,
                                                                      int limit) {
  std::vector<std::unique_ptr<google::protobuf::Message>> found;
  std::string where;
  std::string words;
  if (!search.empty()) {
    words = ftsPrefixQuery(search);
    if (words.empty() || type.searched().empty()) return found;
    where = fmt::format(" WHERE row IN (SELECT rowid FROM \"{0}_search\" WHERE \"{0}_search\" MATCH ?)", type.table());
  }
  auto statement =
      transaction.prepare(fmt::format("SELECT id, body FROM \"{}\"{} ORDER BY row DESC LIMIT ?", type.table(), where));
  if (where.empty()) {
    statement.with(limit);
  } else {
    statement.with(words, limit);
  }
  while (statement.step()) {
    auto message = type.make();
    std::string scratch;
    const auto body = bodyOf(transaction, statement.blob(1), scratch);
    message->ParseFromArray(body.data(), static_cast<int>(body.size()));
    setId(*message, RecordId::fromBytes(statement.blob(0)).value_or(RecordId()));
    found.push_back(std::move(message));
  }
  return found;
}

std::vector<RecordRow> conflictedRows(db::ReadTransaction& transaction, const RecordType& type, int limit) {
  std::vector<RecordId> ids;
  {
    auto statement = transaction.prepare(
        fmt::format("SELECT id FROM \"{}\" WHERE conflicts > 0 ORDER BY row DESC LIMIT ?", type.table()));
    statement.with(limit);
    while (statement.step()) ids.push_back(RecordId::fromBytes(statement.blob(0)).value_or(RecordId()));
  }
  std::vector<RecordRow> rows;
  for (const RecordId id : ids) {
    if (auto row = loadRow(transaction, type, id)) rows.push_back(std::move(*row));
  }
  return rows;
}

const RecordType* kindOf(db::ReadTransaction& transaction, RecordId id) {
  for (const RecordType& type : RecordType::all()) {
    if (loadRow(transaction, type, id)) return &type;
  }
  return nullptr;
}

}  // namespace thucdia::core::records
