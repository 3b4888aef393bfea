#include "sync/hub/bundle_rows.h"

#include <algorithm>

namespace thucdia::hub {

namespace db = core::db;

namespace {

constexpr std::string_view kAccepted = "accepted";
constexpr std::string_view kDismissed = "dismissed";

BundleRow bundleAt(const db::Statement& row) {
  BundleRow bundle;
  bundle.sha256 = row.blob(0);
  bundle.id = row.blob(1);
  bundle.device = DeviceId::fromBytes(row.blob(2)).value_or(DeviceId());
  bundle.madeAt = core::fromMicros(row.integer(3));
  bundle.takenAt = core::fromMicros(row.integer(4));
  bundle.refused = row.text(5);
  bundle.receipts = row.blob(6);
  bundle.epoch = static_cast<std::uint64_t>(row.integer(7));
  bundle.cursor = row.blob(8);
  return bundle;
}

}  // namespace

std::optional<BundleRow> loadBundle(db::ReadTransaction& transaction, std::string_view sha256) {
  auto row = transaction.prepare(
      "SELECT sha256, id, device, made_at, taken_at, refused, receipts, epoch, cursor FROM bundle WHERE sha256 = ?1");
  row.bindBlob(1, sha256);
  return row.step() ? std::optional(bundleAt(row)) : std::nullopt;
}

std::vector<BundleRow> loadBundles(db::ReadTransaction& transaction, DeviceId device, int limit) {
  std::vector<BundleRow> found;
  auto row = transaction.prepare(
      "SELECT sha256, id, device, made_at, taken_at, refused, receipts, epoch, cursor FROM bundle "
      "WHERE device = ?1 AND refused = '' ORDER BY made_at DESC, row DESC LIMIT ?2");
  row.bindBlob(1, device.raw()).bind(2, limit);
  while (row.step()) found.push_back(bundleAt(row));
  std::ranges::reverse(found);
  return found;
}

void storeBundle(db::WriteTransaction& transaction, const BundleRow& bundle) {
  auto put = transaction.prepare(
      "INSERT INTO bundle (sha256, id, device, made_at, taken_at, refused, receipts, epoch, cursor) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (sha256) DO UPDATE SET id = ?2, device = ?3, made_at = "
      "?4, taken_at = ?5, refused = ?6, receipts = ?7, epoch = ?8, cursor = ?9 WHERE refused <> ''");
  put.bindBlob(1, bundle.sha256).bindBlob(2, bundle.id).bindBlob(3, bundle.device.raw());
  put.bind(4, core::toMicros(bundle.madeAt)).bind(5, core::toMicros(bundle.takenAt));
  put.bind(6, std::string_view(bundle.refused)).bindBlob(7, bundle.receipts);
  put.bind(8, static_cast<std::int64_t>(bundle.epoch)).bindBlob(9, bundle.cursor);
  put.run();
}

std::vector<QuarantineRow> loadQuarantine(db::ReadTransaction& transaction, bool settledToo) {
  std::vector<QuarantineRow> found;
  auto row = transaction.prepare(
      settledToo ? "SELECT row, log_entry, place, type, id, settled_at, outcome FROM quarantine ORDER BY row"
                 : "SELECT row, log_entry, place, type, id, settled_at, outcome FROM quarantine WHERE settled_at IS "
                   "NULL ORDER BY row");
  while (row.step()) {
    QuarantineRow kept;
    kept.row = row.integer(0);
    kept.logEntry = row.integer(1);
    kept.place = static_cast<int>(row.integer(2));
    kept.type = static_cast<std::uint32_t>(row.integer(3));
    kept.id = RecordId::fromBytes(row.blob(4)).value_or(RecordId());
    if (!row.isNull(5)) kept.settledAt = core::fromMicros(row.integer(5));
    if (!row.isNull(6)) {
      kept.outcome = row.text(6) == kAccepted ? QuarantineOutcome::Accepted : QuarantineOutcome::Dismissed;
    }
    found.push_back(kept);
  }
  return found;
}

void storeQuarantine(db::WriteTransaction& transaction, const QuarantineRow& row) {
  auto put = transaction.prepare("INSERT INTO quarantine (log_entry, place, type, id) VALUES (?1, ?2, ?3, ?4)");
  put.bind(1, row.logEntry).bind(2, row.place).bind(3, static_cast<std::int64_t>(row.type)).bindBlob(4, row.id.raw());
  put.run();
}

void storeOutcome(db::WriteTransaction& transaction, std::int64_t row, QuarantineOutcome outcome, Timestamp at) {
  auto put = transaction.prepare("UPDATE quarantine SET outcome = ?2, settled_at = ?3 WHERE row = ?1");
  put.bind(1, row).bind(2, outcome == QuarantineOutcome::Accepted ? kAccepted : kDismissed).bind(3, core::toMicros(at));
  put.run();
}

}  // namespace thucdia::hub
