#include "core/records/blob_rows.h"

namespace thucdia::core::records {

namespace {

/// The plus keeps SQLite from the index of visits, which nearly all blobs are in: few wait.
constexpr std::string_view kWaiting = "to_send = 1 AND +visit_id IS NOT NULL";

BlobRow rowAt(const db::Statement& statement) {
  BlobRow row;
  row.sha256 = statement.blob(0);
  row.size = static_cast<std::uint64_t>(statement.integer(1));
  row.mime = statement.text(2);
  row.name = statement.text(3);
  row.visit = VisitId::fromBytes(statement.blob(4));
  row.toSend = statement.integer(5) != 0;
  row.here = statement.integer(6) != 0;
  row.addedAt = fromMicros(statement.integer(7));
  return row;
}

std::vector<BlobRow> rowsOf(db::Statement& statement) {
  std::vector<BlobRow> rows;
  while (statement.step()) rows.push_back(rowAt(statement));
  return rows;
}

void mark(db::WriteTransaction& transaction, std::string_view sql, std::string_view sha256) {
  auto statement = transaction.prepare(sql);
  statement.bindBlob(1, sha256).run();
}

}  // namespace

void addBlob(db::WriteTransaction& transaction, const BlobRow& blob) {
  auto statement = transaction.prepare(
      "INSERT INTO blob (sha256, size, mime, name, visit_id, to_send, here, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (sha256) DO UPDATE SET to_send = max(to_send, excluded.to_send), here = max(here, excluded.here), "
      "visit_id = coalesce(visit_id, excluded.visit_id)");
  statement.bindBlob(1, blob.sha256).bind(2, static_cast<std::int64_t>(blob.size));
  statement.bind(3, std::string_view(blob.mime)).bind(4, std::string_view(blob.name));
  if (blob.visit)
    statement.bindBlob(5, blob.visit->raw());
  else
    statement.bindNull(5);
  statement.bind(6, blob.toSend).bind(7, blob.here).bind(8, toMicros(blob.addedAt)).run();
}

std::optional<BlobRow> blobRow(db::ReadTransaction& transaction, std::string_view sha256) {
  auto statement = transaction.prepare(
      "SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob WHERE sha256 = ?");
  statement.bindBlob(1, sha256);
  if (!statement.step()) return std::nullopt;
  return rowAt(statement);
}

std::vector<BlobRow> blobsOfVisit(db::ReadTransaction& transaction, VisitId visit) {
  auto statement = transaction.prepare(
      "SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob WHERE visit_id = ? "
      "ORDER BY added_at, sha256");
  statement.bindBlob(1, visit.raw());
  return rowsOf(statement);
}

std::vector<BlobRow> blobsToSend(db::ReadTransaction& transaction, int limit) {
  auto statement =
      transaction.prepare("SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob WHERE " +
                          std::string(kWaiting) + " ORDER BY size > 65536, added_at, sha256 LIMIT ?");
  statement.bind(1, limit);
  return rowsOf(statement);
}

std::int64_t countBlobsToSend(db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT count(*) FROM blob WHERE " + std::string(kWaiting));
  return statement.step() ? statement.integer(0) : 0;
}

std::vector<BlobRow> blobsToFetch(db::ReadTransaction& transaction, int limit) {
  auto statement = transaction.prepare(
      "SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob WHERE here = 0 "
      "ORDER BY size > 65536, added_at DESC, sha256 LIMIT ?");
  statement.bind(1, limit);
  return rowsOf(statement);
}

void giveBlob(db::WriteTransaction& transaction, std::string_view sha256, const std::optional<VisitId>& visit) {
  auto give = transaction.prepare("UPDATE blob SET visit_id = ?2 WHERE sha256 = ?1");
  give.bindBlob(1, sha256).bind(2, visit).run();
}

std::vector<VisitId> visitsWithOwnWork(db::ReadTransaction& transaction) {
  std::vector<VisitId> found;
  auto row = transaction.prepare("SELECT id FROM visit WHERE own > 0");
  while (row.step()) {
    if (const auto id = VisitId::fromBytes(row.blob(0))) found.push_back(*id);
  }
  return found;
}

void markBlobSent(db::WriteTransaction& transaction, std::string_view sha256) {
  mark(transaction, "UPDATE blob SET to_send = 0 WHERE sha256 = ?", sha256);
}

void markBlobUnsent(db::WriteTransaction& transaction, std::string_view sha256) {
  mark(transaction, "UPDATE blob SET to_send = 1 WHERE sha256 = ? AND here = 1", sha256);
}

void markBlobHere(db::WriteTransaction& transaction, std::string_view sha256, bool here) {
  mark(transaction, here ? "UPDATE blob SET here = 1 WHERE sha256 = ?" : "UPDATE blob SET here = 0 WHERE sha256 = ?",
       sha256);
}

}  // namespace thucdia::core::records
