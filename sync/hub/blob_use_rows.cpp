#include "sync/hub/blob_use_rows.h"

namespace thucdia::hub {

namespace {

/// By the hash's first bytes, which an index knows: whole hashes, in no order, would touch a page of it each.
const std::string kOfBlob = "FROM blob_use WHERE substr(sha256, 1, 4) = substr(?1, 1, 4) AND sha256 = ?1 ";

}  // namespace

std::vector<std::string> loadUsedBlobs(core::db::ReadTransaction& transaction) {
  std::vector<std::string> found;
  auto row = transaction.prepare("SELECT DISTINCT sha256 FROM blob_use ORDER BY sha256");
  while (row.step()) found.emplace_back(row.blob(0));
  return found;
}

std::vector<RecordId> loadUsersOfBlob(core::db::ReadTransaction& transaction, std::string_view sha256) {
  std::vector<RecordId> found;
  auto row = transaction.prepare("SELECT DISTINCT record " + kOfBlob);
  row.bindBlob(1, sha256);
  while (row.step()) found.push_back(RecordId::fromBytes(row.blob(0)).value_or(RecordId()));
  return found;
}

bool hasUploader(core::db::ReadTransaction& transaction, std::string_view sha256, DeviceId device) {
  auto row = transaction.prepare("SELECT 1 " + kOfBlob + "AND device = ?2 LIMIT 1");
  row.bindBlob(1, sha256).bindBlob(2, device.raw());
  return row.step();
}

void storeBlobUse(core::db::WriteTransaction& transaction, std::string_view sha256, RecordId record, DeviceId device) {
  static const std::string kPut =
      "INSERT INTO blob_use (sha256, record, device) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 " + kOfBlob +
      "AND substr(record, 13, 4) = substr(?2, 13, 4) AND record = ?2 AND device = ?3)";
  auto put = transaction.prepare(kPut);
  put.bindBlob(1, sha256).bindBlob(2, record.raw()).bindBlob(3, device.raw());
  put.run();
}

}  // namespace thucdia::hub
