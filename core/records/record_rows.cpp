#include "core/records/record_rows.h"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/text.h"
#include "core/db/corrupt.h"
#include "core/records/body_rows.h"
#include "core/records/packing.h"

namespace thucdia::core::records {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string idIs(std::string_view column, std::string_view value) {
  return fmt::format("substr({0}, 13, 4) = substr({1}, 13, 4) AND {0} = {1}", column, value);
}

std::string visitIs(std::string_view column, std::string_view value) {
  return fmt::format("substr({0}, 1, 6) = substr({1}, 1, 6) AND {0} = {1}", column, value);
}

namespace {

constexpr std::string_view kBeginning = "started_at";
constexpr std::int64_t kRowsOfSecond = 8;
/// 2025-06-01: until 2034 a number takes four bytes.
constexpr std::int64_t kFirstSecond = 1'748'736'000;
/// The columns of every record table, in the order of rowAt.
constexpr std::string_view kRow = "id, body, meta, own, acked, conflicts, row";
/// Of storing's parameters, the first that is a promoted column.
constexpr int kFirstColumn = 8;

/// The SQL of one record type, put together once.
struct Sql {
  explicit Sql(const RecordType& type) {
    std::string names;
    std::string marks;
    std::string columns;
    int marked = kFirstColumn;
    for (const FieldInfo& column : type.columns()) {
      names += fmt::format(", \"{}\"", column.options.column());
      marks += fmt::format(", ?{}", marked);
      columns += fmt::format(", \"{}\" = ?{}", column.options.column(), marked++);
    }
    const std::string& table = type.table();
    load = fmt::format("SELECT {} FROM \"{}\" WHERE id = ?", kRow, table);
    insert = fmt::format(
        "INSERT INTO \"{}\" (id, body, meta, own, acked, conflicts, row{}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7{})",
        table, names, marks);
    const auto update = [&](std::string_view more) {
      return fmt::format(
          "UPDATE \"{}\" SET body = ?2, meta = ?3, own = ?4, acked = ?5, conflicts = ?6{} WHERE row = ?7 AND id = ?1",
          table, more);
    };
    updateBody = update("");
    updateAll = update(columns);
    place = fmt::format("SELECT max(row) FROM \"{}\" WHERE row BETWEEN ?1 AND ?1 + {}", table, kRowsOfSecond - 1);
    remove = fmt::format("DELETE FROM \"{}\" WHERE id = ? RETURNING row", table);
    acknowledge = fmt::format("UPDATE \"{}\" SET acked = max(acked, ?) WHERE id = ?", table);
    unsent = fmt::format("SELECT {} FROM \"{}\" WHERE own > acked ORDER BY row LIMIT ?", kRow, table);
    unsentOf = fmt::format("SELECT {} FROM \"{}\" WHERE {} AND own > acked ORDER BY row", kRow, table,
                           visitIs("visit_id", "?1"));
    countUnsent = fmt::format("SELECT count(*) FROM \"{}\" WHERE own > acked", table);
    if (!type.searched().empty()) {
      unindex = fmt::format("DELETE FROM \"{}_search\" WHERE rowid = ?", table);
      index = fmt::format("INSERT INTO \"{}_search\" (rowid, text) VALUES (?, ?)", table);
    }
  }

  std::string load, insert, updateBody, updateAll, place, remove, acknowledge, unsent, unsentOf, countUnsent, unindex,
      index;
};

const Sql& sqlOf(const RecordType& type) {
  static const auto kAll = [] {
    std::map<std::uint32_t, Sql> all;
    for (const RecordType& each : RecordType::all()) all.emplace(each.number(), Sql(each));
    return all;
  }();
  return kAll.at(type.number());
}

RecordRow rowAt(db::ReadTransaction& transaction, const db::Statement& statement) {
  RecordRow row;
  row.id = RecordId::fromBytes(statement.blob(0)).value_or(RecordId());
  std::string scratch;
  row.body = bodyOf(transaction, statement.blob(1), scratch);
  row.meta = statement.blob(2);
  row.own = static_cast<std::uint64_t>(statement.integer(3));
  row.acked = static_cast<std::uint64_t>(statement.integer(4));
  row.conflicts = static_cast<int>(statement.integer(5));
  row.number = statement.integer(6);
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

/// The next free number of the second that the record began in; nothing, for SQLite's own, where its kind has no
/// beginning.
std::optional<std::int64_t> placeOf(db::ReadTransaction& transaction, const RecordType& type, const Message& message) {
  const auto* field = type.descriptor().FindFieldByName(std::string(kBeginning));
  if (!field) return std::nullopt;
  auto last = transaction.prepare(sqlOf(type).place);
  for (auto at = firstRowOf(fromMicros(message.GetReflection()->GetInt64(message, field)));; at += kRowsOfSecond) {
    last.with(at);
    if (!last.step() || last.isNull(0)) return at;
    if (last.integer(0) < at + kRowsOfSecond - 1) return last.integer(0) + 1;
    last.reset();
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

/// The body as it is to lie in its row: a visit's in the seal that holds the very same bytes, should there be one.
std::string_view storedBody(db::ReadTransaction& transaction, const RecordType& type, const RecordRow& row,
                            const Message& message, std::string_view packed, std::string& scratch) {
  if (!isPacked(type)) return row.body;
  if (sealHolding(packed)) return packed;
  if (message.GetDescriptor() == v1::Visit::descriptor()) {
    static const std::string kSeal =
        "SELECT id, body FROM visit_seal WHERE revision = ?2 AND " + visitIs("visit_id", "?1");
    auto seal = transaction.prepare(kSeal);
    seal.with(row.id, static_cast<const v1::Visit&>(message).revision());
    v1::VisitSeal record;
    while (seal.step()) {
      const auto id = RecordId::fromBytes(seal.blob(0));
      const auto body = unpack(seal.blob(1), scratch);
      if (id && record.ParseFromArray(body.data(), static_cast<int>(body.size())) && record.content() == row.body) {
        return scratch = heldIn(*id);
      }
    }
  }
  return packed.empty() ? scratch = pack(row.body) : packed;
}

}  // namespace

std::optional<RecordRow> loadRow(db::ReadTransaction& transaction, const RecordType& type, RecordId id) {
  auto statement = transaction.prepare(sqlOf(type).load);
  statement.bindBlob(1, id.raw());
  if (!statement.step()) return std::nullopt;
  return rowAt(transaction, statement);
}

std::int64_t firstRowOf(Timestamp beginning) {
  const auto second = std::chrono::floor<std::chrono::seconds>(beginning).time_since_epoch().count();
  return (second - kFirstSecond) * kRowsOfSecond;
}

void storeRow(db::WriteTransaction& transaction, const RecordType& type, RecordRow& row, ChangedParts changed,
              const Message& message, std::string_view packed) {
  const Sql& sql = sqlOf(type);
  const bool isNew = !row.number;
  if (isNew) row.number = placeOf(transaction, type, message);
  {
    auto statement = transaction.prepare(isNew ? sql.insert : changed.columns ? sql.updateAll : sql.updateBody);
    std::string scratch;
    const auto body = storedBody(transaction, type, row, message, packed, scratch);
    statement.with(row.id, db::Blob{body}, db::Blob{row.meta}, static_cast<std::int64_t>(row.own),
                   static_cast<std::int64_t>(row.acked), row.conflicts, row.number);
    int parameter = kFirstColumn;
    if (isNew || changed.columns) {
      for (const FieldInfo& column : type.columns()) bindField(statement, parameter++, message, column);
    }
    statement.run();
  }
  if (!row.number) row.number = transaction.lastInsertRow();
  if ((isNew || changed.search) && !sql.index.empty()) {
    if (!isNew) transaction.prepare(sql.unindex).with(*row.number).run();
    auto index = transaction.prepare(sql.index);
    index.with(*row.number, std::string_view(searchText(type, message))).run();
  }
  transaction.note({type.number(), row.id});
}

void fillSearch(db::WriteTransaction& transaction, const RecordType& type) {
  transaction.execute(fmt::format("INSERT INTO \"{0}_search\" (\"{0}_search\") VALUES ('delete-all')", type.table()));
  auto row = transaction.prepare(fmt::format("SELECT row, body FROM \"{}\" ORDER BY row", type.table()));
  auto index = transaction.prepare(sqlOf(type).index);
  const auto message = type.make();
  std::string scratch;
  while (row.step()) {
    const auto body = bodyOf(transaction, row.blob(1), scratch);
    if (!message->ParseFromArray(body.data(), static_cast<int>(body.size()))) continue;
    index.with(row.integer(0), searchText(type, *message)).run();
    index.reset();
  }
}

bool isPacked(const RecordType& type) {
  return type.number() == RecordType::of<v1::Visit>().number() || holdsBodies(type);
}

bool holdsBodies(const RecordType& type) { return type.number() == RecordType::of<v1::VisitSeal>().number(); }

std::string_view bodyOf(db::ReadTransaction& transaction, std::string_view stored, std::string& scratch) {
  const auto seal = sealHolding(stored);
  if (!seal) return unpack(stored, scratch);
  const auto row = loadRow(transaction, RecordType::of<v1::VisitSeal>(), *seal);
  v1::VisitSeal record;
  if (!row || !record.ParseFromString(row->body)) db::throwCorrupt("the seal that holds a visit's body is not there");
  scratch = std::move(*record.mutable_content());
  return scratch;
}

void keepBodyInSeal(db::WriteTransaction& transaction, VisitId visit, VisitSealId seal) {
  const auto held = heldIn(idAs<RecordId>(seal));
  transaction.prepare("UPDATE visit SET body = ?2 WHERE id = ?1 AND body <> ?2").with(visit, db::Blob{held}).run();
}

std::optional<VisitSealId> sealOfBody(db::ReadTransaction& transaction, VisitId visit) {
  auto row = transaction.prepare("SELECT body FROM visit WHERE id = ?");
  row.with(visit);
  const auto seal = row.step() ? sealHolding(row.blob(0)) : std::nullopt;
  return seal ? std::optional(idAs<VisitSealId>(*seal)) : std::nullopt;
}

namespace {

/// Visits whose body lies in this seal get their own again.
void giveBackBody(db::WriteTransaction& transaction, RecordId seal) {
  const auto held = heldIn(seal);
  auto visit = transaction.prepare("SELECT visit_id FROM visit_seal WHERE id = ?");
  visit.with(seal);
  const auto id = visit.step() ? RecordId::fromBytes(visit.blob(0)) : std::nullopt;
  if (!id) return;
  std::string scratch;
  const auto body = pack(bodyOf(transaction, held, scratch));
  transaction.prepare("UPDATE visit SET body = ?3 WHERE id = ?1 AND body = ?2")
      .with(*id, db::Blob{held}, db::Blob{body})
      .run();
}

}  // namespace

void removeRow(db::WriteTransaction& transaction, const RecordType& type, RecordId id) {
  if (holdsBodies(type)) giveBackBody(transaction, id);
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
  while (statement.step()) rows.push_back(rowAt(transaction, statement));
  return rows;
}

std::vector<RecordRow> unsentRowsOf(db::ReadTransaction& transaction, const RecordType& type, VisitId visit) {
  auto statement = transaction.prepare(sqlOf(type).unsentOf);
  statement.with(visit);
  std::vector<RecordRow> rows;
  while (statement.step()) rows.push_back(rowAt(transaction, statement));
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
