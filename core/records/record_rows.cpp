#include "core/records/record_rows.h"

#include <map>
#include <memory>
#include <mutex>

#include <fmt/format.h>

#include "core/base/text.h"

namespace thucdia::core::records {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

/// The SQL of one record type, put together once.
struct Sql {
  explicit Sql(const RecordType& type) {
    std::string names;
    std::string marks;
    std::string updates;
    for (const FieldInfo& column : type.columns()) {
      names += fmt::format(", \"{}\"", column.options.column());
      marks += ", ?";
      updates += fmt::format(", \"{0}\" = excluded.\"{0}\"", column.options.column());
    }
    const std::string& table = type.table();
    load = fmt::format("SELECT id, body, meta, own, acked, conflicts FROM \"{}\" WHERE id = ?", table);
    store = fmt::format(
        "INSERT INTO \"{}\" (id, body, meta, own, acked, conflicts{}) VALUES (?, ?, ?, ?, ?, ?{}) "
        "ON CONFLICT (id) DO UPDATE SET body = excluded.body, meta = excluded.meta, own = excluded.own, "
        "acked = excluded.acked, conflicts = excluded.conflicts{} RETURNING row",
        table, names, marks, updates);
    remove = fmt::format("DELETE FROM \"{}\" WHERE id = ? RETURNING row", table);
    acknowledge = fmt::format("UPDATE \"{}\" SET acked = max(acked, ?) WHERE id = ?", table);
    unsent = fmt::format(
        "SELECT id, body, meta, own, acked, conflicts FROM \"{}\" WHERE own > acked ORDER BY row LIMIT ?", table);
    countUnsent = fmt::format("SELECT count(*) FROM \"{}\" WHERE own > acked", table);
    if (!type.searched().empty()) {
      unindex = fmt::format("DELETE FROM \"{}_search\" WHERE rowid = ?", table);
      index = fmt::format("INSERT INTO \"{}_search\" (rowid, text) VALUES (?, ?)", table);
    }
  }

  std::string load, store, remove, acknowledge, unsent, countUnsent, unindex, index;
};

const Sql& sqlOf(const RecordType& type) {
  static const auto kAll = [] {
    std::map<std::uint32_t, Sql> all;
    for (const RecordType& each : RecordType::all()) all.emplace(each.number(), Sql(each));
    return all;
  }();
  return kAll.at(type.number());
}

RecordRow rowAt(const db::Statement& statement) {
  RecordRow row;
  row.id = RecordId::fromBytes(statement.blob(0)).value_or(RecordId());
  row.body = statement.blob(1);
  row.meta = statement.blob(2);
  row.own = static_cast<std::uint64_t>(statement.integer(3));
  row.acked = static_cast<std::uint64_t>(statement.integer(4));
  row.conflicts = static_cast<int>(statement.integer(5));
  return row;
}

/// An unset field is NULL where the description says `optional`, else the type's zero; an unset id is NULL.
void bindField(db::Statement& statement, int parameter, const Message& message, const FieldInfo& info) {
  const FieldDescriptor* field = info.descriptor;
  const auto* reflection = message.GetReflection();
  if (field->has_presence() && !reflection->HasField(message, field)) {
    statement.bindNull(parameter);
    return;
  }
  std::string scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string& value = reflection->GetStringReference(message, field, &scratch);
      if (field->type() != FieldDescriptor::TYPE_BYTES)
        statement.bind(parameter, std::string_view(value));
      else if (value.empty())
        statement.bindNull(parameter);
      else
        statement.bindBlob(parameter, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_INT32:
      statement.bind(parameter, reflection->GetInt32(message, field));
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      statement.bind(parameter, reflection->GetInt64(message, field));
      break;
    case FieldDescriptor::CPPTYPE_UINT32:
      statement.bind(parameter, static_cast<std::int64_t>(reflection->GetUInt32(message, field)));
      break;
    case FieldDescriptor::CPPTYPE_UINT64:
      statement.bind(parameter, static_cast<std::int64_t>(reflection->GetUInt64(message, field)));
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      statement.bind(parameter, reflection->GetBool(message, field));
      break;
    case FieldDescriptor::CPPTYPE_ENUM:
      statement.bind(parameter, reflection->GetEnumValue(message, field));
      break;
    default:
      THUCDIA_ASSERT(false && "a field of this type cannot be a column");
  }
}

std::string searchText(const RecordType& type, const Message& message) {
  std::string text;
  std::string scratch;
  for (const FieldInfo& info : type.searched()) {
    const std::string& value = message.GetReflection()->GetStringReference(message, info.descriptor, &scratch);
    if (value.empty()) continue;
    if (!text.empty()) text += ' ';
    text += value;
  }
  return fold(text);
}

}  // namespace

std::optional<RecordRow> loadRow(db::ReadTransaction& transaction, const RecordType& type, RecordId id) {
  auto statement = transaction.prepare(sqlOf(type).load);
  statement.bindBlob(1, id.raw());
  if (!statement.step()) return std::nullopt;
  return rowAt(statement);
}

Result<> storeRow(db::WriteTransaction& transaction, const RecordType& type, const RecordRow& row, bool searchChanged) {
  const auto message = type.make();
  if (!message->ParseFromString(row.body)) {
    return fail(ErrorCode::CorruptData, fmt::format("{} {} does not parse", type.table(), row.id.text()));
  }
  const Sql& sql = sqlOf(type);
  std::int64_t rowNumber = 0;
  {
    auto statement = transaction.prepare(sql.store);
    statement.bindBlob(1, row.id.raw()).bindBlob(2, row.body).bindBlob(3, row.meta);
    statement.bind(4, static_cast<std::int64_t>(row.own))
        .bind(5, static_cast<std::int64_t>(row.acked))
        .bind(6, row.conflicts);
    int parameter = 7;
    for (const FieldInfo& column : type.columns()) bindField(statement, parameter++, *message, column);
    THUCDIA_ASSERT(statement.step());
    rowNumber = statement.integer(0);
    statement.run();
  }
  if (searchChanged && !sql.index.empty()) {
    auto unindex = transaction.prepare(sql.unindex);
    unindex.with(rowNumber).run();
    auto index = transaction.prepare(sql.index);
    index.with(rowNumber, std::string_view(searchText(type, *message))).run();
  }
  transaction.note({type.number(), row.id});
  return {};
}

void removeRow(db::WriteTransaction& transaction, const RecordType& type, RecordId id) {
  const Sql& sql = sqlOf(type);
  auto statement = transaction.prepare(sql.remove);
  statement.bindBlob(1, id.raw());
  if (!statement.step()) return;
  const std::int64_t rowNumber = statement.integer(0);
  statement.run();
  if (!sql.unindex.empty()) transaction.prepare(sql.unindex).with(rowNumber).run();
  transaction.note({type.number(), id});
}

void acknowledgeRow(db::WriteTransaction& transaction, const RecordType& type, RecordId id, std::uint64_t counter) {
  auto statement = transaction.prepare(sqlOf(type).acknowledge);
  statement.bind(1, static_cast<std::int64_t>(counter)).bindBlob(2, id.raw()).run();
  transaction.note({type.number(), id});
}

std::vector<RecordRow> unsentRows(db::ReadTransaction& transaction, const RecordType& type, int limit) {
  auto statement = transaction.prepare(sqlOf(type).unsent);
  statement.bind(1, limit);
  std::vector<RecordRow> rows;
  while (statement.step()) rows.push_back(rowAt(statement));
  return rows;
}

std::int64_t countUnsent(db::ReadTransaction& transaction, const RecordType& type) {
  auto statement = transaction.prepare(sqlOf(type).countUnsent);
  return statement.step() ? statement.integer(0) : 0;
}

std::unique_ptr<Message> loadMessage(db::ReadTransaction& transaction, const RecordType& type, RecordId id) {
  const auto row = loadRow(transaction, type, id);
  if (!row) return nullptr;
  auto message = type.make();
  if (!message->ParseFromString(row->body)) return nullptr;
  setId(*message, id);
  return message;
}

}  // namespace thucdia::core::records
