#include "sync/hub/blob_use_rows.h"

namespace thucdia::hub {

namespace {

/// The uses of blob ?1, the newest part first. The index holds the hashes' first bytes in parts (migrations/005.sql):
/// each part is asked.
std::string usesOfBlob(std::string_view columns) {
  return "WITH RECURSIVE part (number) AS (SELECT max(row) >> 14 FROM blob_use "
         "UNION ALL SELECT number - 1 FROM part WHERE number > 0) SELECT " +
         std::string(columns) +
         " FROM part CROSS JOIN blob_use ON row >> 14 = number AND substr(sha256, 1, 4) = substr(?1, 1, 4) "
         "AND sha256 = ?1 ";
}

}  // namespace

std::vector<std::string> loadUsedBlobs(core::db::ReadTransaction& transaction) {
  std::vector<std::string> found;
  auto row = transaction.prepare("SELECT DISTINCT sha256 FROM blob_use ORDER BY sha256");
  while (row.step()) found.emplace_back(row.blob(0));
  return found;
}

std::vector<RecordId> loadUsersOfBlob(core::db::ReadTransaction& transaction, std::string_view sha256) {
  static const std::string kUsers = usesOfBlob("DISTINCT record");
  std::vector<RecordId> found;
  auto row = transaction.prepare(kUsers);
  row.bindBlob(1, sha256);
  while (row.step()) found.push_back(RecordId::fromBytes(row.blob(0)).value_or(RecordId()));
  return found;
}

bool hasUploader(core::db::ReadTransaction& transaction, std::string_view sha256, DeviceId device) {
  static const std::string kOfDevice = usesOfBlob("1") + "AND device = ?2 LIMIT 1";
  auto row = transaction.prepare(kOfDevice);
  row.bindBlob(1, sha256).bindBlob(2, device.raw());
  return row.step();
}

void storeBlobUse(core::db::WriteTransaction& transaction, std::string_view sha256, RecordId record, DeviceId device) {
  // What is said again is mostly said soon: the last two parts are looked through, and to hold one twice does no harm.
  auto put = transaction.prepare(
      "INSERT INTO blob_use (sha256, record, device) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM blob_use "
      "WHERE row >> 14 IN ((SELECT max(row) >> 14 FROM blob_use), (SELECT (max(row) >> 14) - 1 FROM blob_use)) "
      "AND substr(sha256, 1, 4) = substr(?1, 1, 4) AND substr(record, 13, 4) = substr(?2, 13, 4) "
      "AND sha256 = ?1 AND record = ?2 AND device = ?3)");
  put.bindBlob(1, sha256).bindBlob(2, record.raw()).bindBlob(3, device.raw());
  put.run();
}

}  // namespace thucdia::hub
