#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/db/transaction.h"
#include "core/records/record_type.h"

namespace thucdia::core::records {

/// SQL for: the column names this record. By the id's last bytes, which are random and all that indexes of such columns
/// hold.
[[nodiscard]] std::string idIs(std::string_view column, std::string_view value);
/// The same of a visit, by the first bytes, its time of making: an index of those grows at its end.
[[nodiscard]] std::string visitIs(std::string_view column, std::string_view value);

/// A record as its table holds it.
struct RecordRow {
  RecordId id;
  std::string body;                    ///< the serialised message without its id: the values shown
  std::string meta;                    ///< its stamps (core/changes)
  std::uint64_t own = 0;               ///< the highest counter of this replica's device in it
  std::uint64_t acked = 0;             ///< up to which of those the hub has acknowledged
  int conflicts = 0;                   ///< leaves with more than one value
  std::optional<std::int64_t> number;  ///< of the row in its table; nothing: it is not there yet
};

/// Thrown SqliteErrors as everywhere below Store.
[[nodiscard]] std::optional<RecordRow> loadRow(db::ReadTransaction& transaction, const RecordType& type, RecordId id);

/// What of a stored row may differ from what is there: body and stamps always do.
struct ChangedParts {
  bool columns = true;  ///< a plain field
  bool search = true;   ///< a field that is searched
};

/// Writes the row, new where it has no number: then it gets one. `message`: what the body says. `packed`: the body as
/// packing.h packs it or says which seal, stored already, holds it; empty where that has not been done.
void storeRow(db::WriteTransaction& transaction, const RecordType& type, RecordRow& row, ChangedParts changed,
              const google::protobuf::Message& message, std::string_view packed);

/// Rows of kinds that begin at a time (`started_at`) are numbered by it, eight to a second, so that lists and indexes
/// of them are in order of time: the least number of what began in this second. Where more began in one second they go
/// on into the next; a beginning that is corrected later keeps its number.
[[nodiscard]] std::int64_t firstRowOf(Timestamp beginning);

/// Takes the row away (commands: RecordWriter::remove).
void removeRow(db::WriteTransaction& transaction, const RecordType& type, RecordId id);

/// The hub has everything of the row up to this counter of ours.
void acknowledgeRow(db::WriteTransaction& transaction, const RecordType& type, RecordId id, std::uint64_t counter);

/// Records with something of one's own that the hub has not acknowledged, in order of their making; at most `limit`.
/// What is about to be sent is read in a write transaction after changes::exposeStamps.
[[nodiscard]] std::vector<RecordRow> unsentRows(db::ReadTransaction& transaction, const RecordType& type, int limit);
[[nodiscard]] std::int64_t countUnsent(db::ReadTransaction& transaction, const RecordType& type);

/// The record as its message, with its id; nothing when there is none.
[[nodiscard]] std::unique_ptr<google::protobuf::Message> loadMessage(db::ReadTransaction& transaction,
                                                                     const RecordType& type, RecordId id);
template <class Record, class AnyId>
[[nodiscard]] std::optional<Record> get(db::ReadTransaction& transaction, const AnyId& id) {
  auto message = loadMessage(transaction, RecordType::of<Record>(), idAs<RecordId>(id));
  if (!message) return std::nullopt;
  return std::move(static_cast<Record&>(*message));
}

/// Reads a record from columns (id, body) of a statement's current row.
template <class Record>
[[nodiscard]] Record recordAt(const db::Statement& statement, int idColumn, int bodyColumn) {
  Record record;
  record.ParseFromArray(statement.blob(bodyColumn).data(), static_cast<int>(statement.blob(bodyColumn).size()));
  record.set_id(std::string(statement.blob(idColumn)));
  return record;
}

}  // namespace thucdia::core::records
