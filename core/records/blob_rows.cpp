#include "core/records/blob_rows.h"

#include "core/records/record_rows.h"

namespace thucdia::core::records {

namespace {

constexpr std::string_view kWaiting = "WHERE to_send = 1 AND visit_id IS NOT NULL";

constexpr std::string_view kSelect = "SELECT sha256, size, mime, name, visit_id, to_send, here, added_at FROM blob ";
/// By the first bytes of the hash in ?1: those the index knows.
constexpr std::string_view kOfHash = "WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1";
std::string ofVisit() { return "WHERE " + visitIs("visit_id", "?1"); }

std::string sql(std::string_view what, std::string_view where, std::string_view more = {}) {
  return std::string(what).append(where).append(more);
}

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

void update(db::WriteTransaction& transaction, std::string_view set, std::string_view sha256,
            std::string_view more = {}) {
  auto statement = transaction.prepare(sql(std::string("UPDATE blob SET ").append(set).append(" "), kOfHash, more));
  statement.with(db::Blob{sha256}).run();
}

}  // namespace

void addBlob(db::WriteTransaction& transaction, const BlobRow& blob) {
  static const std::string kKnown = sql("SELECT row FROM blob ", kOfHash);
  auto known = transaction.prepare(kKnown);
  if (known.with(db::Blob{blob.sha256}).step()) {
    transaction
        .prepare(
            "UPDATE blob SET to_send = max(to_send, ?2), here = max(here, ?3), visit_id = coalesce(visit_id, ?4) "
            "WHERE row = ?1")
        .with(known.integer(0), blob.toSend, blob.here, blob.visit)
        .run();
    return;
  }
  auto add = transaction.prepare(
      "INSERT INTO blob (sha256, size, mime, name, visit_id, to_send, here, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  add.with(db::Blob{blob.sha256}, static_cast<std::int64_t>(blob.size), blob.mime, blob.name, blob.visit, blob.toSend,
           blob.here, blob.addedAt)
      .run();
}

std::optional<BlobRow> blobRow(db::ReadTransaction& transaction, std::string_view sha256) {
  static const std::string kBlob = sql(kSelect, kOfHash);
  auto statement = transaction.prepare(kBlob);
  statement.bindBlob(1, sha256);
  if (!statement.step()) return std::nullopt;
  return rowAt(statement);
}

std::vector<BlobRow> blobsOfVisit(db::ReadTransaction& transaction, VisitId visit) {
  static const std::string kBlobs = sql(kSelect, ofVisit(), " ORDER BY added_at, sha256");
  auto statement = transaction.prepare(kBlobs);
  statement.with(visit);
  return rowsOf(statement);
}

std::vector<BlobRow> blobsToSend(db::ReadTransaction& transaction, int limit) {
  static const std::string kBlobs = sql(kSelect, kWaiting, " ORDER BY size > 65536, added_at, sha256 LIMIT ?");
  auto statement = transaction.prepare(kBlobs);
  statement.bind(1, limit);
  return rowsOf(statement);
}

std::int64_t countBlobsToSend(db::ReadTransaction& transaction) {
  static const std::string kCount = sql("SELECT count(*) FROM blob ", kWaiting);
  auto statement = transaction.prepare(kCount);
  return statement.step() ? statement.integer(0) : 0;
}

std::vector<BlobRow> blobsToFetch(db::ReadTransaction& transaction, int limit) {
  static const std::string kBlobs = sql(kSelect, "WHERE here = 0 AND visit_id IS NOT NULL",
                                        " ORDER BY size <= 65536 DESC, added_at DESC, row DESC LIMIT ?");
  auto statement = transaction.prepare(kBlobs);
  statement.bind(1, limit);
  return rowsOf(statement);
}

void giveBlob(db::WriteTransaction& transaction, std::string_view sha256, const std::optional<VisitId>& visit) {
  static const std::string kGive = sql("UPDATE blob SET visit_id = ?2 ", kOfHash);
  transaction.prepare(kGive).with(db::Blob{sha256}, visit).run();
}

void forgetBlobsElsewhere(db::WriteTransaction& transaction, VisitId visit) {
  static const std::string kForget = sql("DELETE FROM blob ", ofVisit(), " AND here = 0");
  transaction.prepare(kForget).with(visit).run();
}

void markBlobsOfVisit(db::WriteTransaction& transaction, VisitId visit, bool toSend) {
  static const std::string kMark = sql("UPDATE blob SET to_send = ?2 ", ofVisit(), " AND to_send <> ?2 AND here >= ?2");
  transaction.prepare(kMark).with(visit, toSend).run();
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
  update(transaction, "to_send = 0", sha256);
}

void markBlobUnsent(db::WriteTransaction& transaction, std::string_view sha256) {
  update(transaction, "to_send = 1", sha256, " AND here = 1");
}

void markBlobHere(db::WriteTransaction& transaction, std::string_view sha256, bool here) {
  update(transaction, here ? "here = 1" : "here = 0", sha256);
}

}  // namespace thucdia::core::records
