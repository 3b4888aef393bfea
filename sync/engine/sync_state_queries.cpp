#include <algorithm>

#include <fmt/format.h>

#include "core/records/blob_rows.h"
#include "core/records/record_rows.h"
#include "core/replica/settings.h"
#include "sync/engine/hand_back.h"
#include "sync/engine/sync_settings.h"
#include "sync/engine/sync_state.h"

namespace thucdia::sync {

namespace db = core::db;
namespace replica = core::replica;
using core::records::RecordType;

namespace {

std::uint64_t numberSetting(db::ReadTransaction& transaction, std::string_view name) {
  const auto value = replica::setting(transaction, name);
  return value ? std::stoull(*value) : 0;
}

RefusedChange refusedAt(const db::Statement& row) {
  RefusedChange refused;
  if (const auto* type = RecordType::byNumber(static_cast<std::uint32_t>(row.integer(0))))
    refused.table = type->table();
  refused.id = core::RecordId::fromBytes(row.blob(1)).value_or(core::RecordId());
  refused.code = core::errorCode(row.text(2));
  refused.detail = row.text(3);
  return refused;
}

}  // namespace

SyncState syncState(db::ReadTransaction& transaction) {
  return {numberSetting(transaction, kEpochSetting), replica::setting(transaction, kCursorSetting).value_or(""),
          numberSetting(transaction, kAccountMarkSetting), replica::setting(transaction, kResendingSetting).has_value(),
          replica::setting(transaction, kReadsColumnsSetting).has_value()};
}

std::int64_t countOutgoing(db::ReadTransaction& transaction) {
  std::int64_t count = 0;
  for (const auto& type : RecordType::all()) {
    if (core::records::countUnsent(transaction, type) == 0) continue;
    // What was changed since it was refused goes out again.
    auto row = transaction.prepare(fmt::format(
        "SELECT count(*) FROM \"{}\" t WHERE own > acked AND NOT EXISTS (SELECT 1 FROM refusal r WHERE r.id = t.id AND "
        "r.own >= t.own)",
        type.table()));
    if (row.step()) count += row.integer(0);
  }
  return count;
}

std::int64_t countLackedByHub(db::ReadTransaction& transaction) {
  auto row = transaction.prepare("SELECT count(*) FROM not_at_hub WHERE id NOT IN (SELECT id FROM refusal)");
  return row.step() ? row.integer(0) : 0;
}

std::vector<RefusedChange> refusedChanges(db::ReadTransaction& transaction) {
  std::vector<RefusedChange> found;
  auto row = transaction.prepare("SELECT type, id, code, detail FROM refusal ORDER BY refused_at, id");
  while (row.step()) found.push_back(refusedAt(row));
  return found;
}

bool hasRefusals(db::ReadTransaction& transaction) {
  return transaction.prepare("SELECT 1 FROM refusal LIMIT 1").step();
}

VisitSyncStatus visitSyncStatus(db::ReadTransaction& transaction, core::VisitId visit) {
  VisitSyncStatus status;
  {
    static const std::string kRefusal =
        "SELECT type, id, code, detail FROM refusal WHERE " + isOfVisit("id") + " ORDER BY refused_at LIMIT 1";
    auto row = transaction.prepare(kRefusal);
    row.bindBlob(1, visit.raw());
    if (row.step()) status.refused = refusedAt(row);
  }
  for (const auto& blob : core::records::blobsOfVisit(transaction, visit)) {
    if (!blob.here) {
      ++status.blobsAway;
      continue;
    }
    ++status.blobs;
    if (!blob.toSend) ++status.blobsSent;
  }
  bool sent = false;
  bool waits = false;
  {
    static const std::string kReach = fmt::format(
        "SELECT own, acked FROM visit WHERE id = ?1 UNION ALL SELECT own, acked FROM visit_seal WHERE {0} "
        "UNION ALL SELECT own, acked FROM visit_decision WHERE {0}",
        core::records::visitIs("visit_id", "?1"));
    auto row = transaction.prepare(kReach);
    row.bindBlob(1, visit.raw());
    while (row.step()) {
      waits = waits || row.integer(0) > row.integer(1);
      // What another device made came from the hub.
      sent = sent || row.integer(1) > 0 || row.integer(0) == 0;
    }
  }
  if (status.refused) {
    status.reach = VisitReach::Refused;
  } else if (waits || isVisitInDoubt(transaction, visit)) {
    status.reach = sent ? VisitReach::ChangesWait : VisitReach::OnThisDevice;
  } else if (isVisitNotAtHub(transaction, visit)) {
    status.reach = VisitReach::HubLacksPart;
  } else {
    const bool whole = status.blobsSent == status.blobs && status.blobsAway == 0;
    status.reach = whole ? VisitReach::ReceivedWhole : VisitReach::DataReceived;
  }
  return status;
}

}  // namespace thucdia::sync
