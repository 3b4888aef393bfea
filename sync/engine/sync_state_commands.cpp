#include <algorithm>
#include <string>

#include "core/changes/record_state.h"
#include "core/changes/stamp_commands.h"
#include "core/records/record_rows.h"
#include "core/replica/settings.h"
#include "sync/engine/sync_settings.h"
#include "sync/engine/sync_state.h"

namespace thucdia::sync {

namespace db = core::db;
namespace replica = core::replica;
using core::records::RecordType;

namespace {

OwnWrites refusedOwn(db::ReadTransaction& transaction) {
  OwnWrites refused;
  auto row = transaction.prepare("SELECT id, own FROM refusal");
  while (row.step()) {
    if (const auto id = core::RecordId::fromBytes(row.blob(0))) {
      refused.emplace(*id, static_cast<std::uint64_t>(row.integer(1)));
    }
  }
  return refused;
}

}  // namespace

void saveSyncState(db::WriteTransaction& transaction, const SyncState& state) {
  replica::setSetting(transaction, kEpochSetting, std::to_string(state.epoch));
  replica::setSetting(transaction, kCursorSetting, state.cursor);
  replica::setSetting(transaction, kAccountMarkSetting, std::to_string(state.accountMark));
  if (state.resending) {
    replica::setSetting(transaction, kResendingSetting, "1");
  } else {
    replica::clearSetting(transaction, kResendingSetting);
  }
}

core::Result<OutgoingBatch> nextBatch(db::WriteTransaction& transaction, core::changes::DeviceTag device,
                                      bool wholeRecords, const SyncOptions& options, core::Timestamp now,
                                      const OwnWrites& passed) {
  OutgoingBatch batch;
  std::size_t bytes = 0;
  auto behind = refusedOwn(transaction);
  for (const auto& [id, own] : passed) behind[id] = std::max(behind[id], own);
  // Kinds by number: facilities and projects before visits, visits before their seals and decisions.
  for (const auto& type : RecordType::all()) {
    const auto wanted = options.pushChanges - static_cast<int>(batch.changes.size()) + 1;
    for (auto& row : core::records::unsentRows(transaction, type, wanted + static_cast<int>(behind.size()))) {
      const auto before = behind.find(row.id);
      if (before != behind.end() && before->second >= row.own) continue;
      if (batch.changes.size() >= static_cast<std::size_t>(options.pushChanges) || bytes >= options.pushBytes) {
        batch.all = false;
        break;
      }
      Outgoing outgoing{&type, row.id, row.own, {}};
      if (wholeRecords) {
        outgoing.patch = {std::move(row.body), std::move(row.meta)};
      } else {
        const auto state = core::changes::decode(row.body, row.meta);
        if (!state) {
          // Shown as refused, so that somebody looks; the rest does not wait for it.
          saveRefusal(transaction, type, row.id, row.own,
                      {type.table(), row.id, state.error().code, state.error().detail}, now);
          continue;
        }
        outgoing.patch = core::changes::encode(core::changes::patchAbove(*state, device, row.acked));
      }
      bytes += outgoing.patch.body.size() + outgoing.patch.meta.size();
      batch.changes.push_back(std::move(outgoing));
    }
    if (!batch.all) break;
  }
  if (!batch.changes.empty()) core::changes::exposeStamps(transaction);
  return batch;
}

void saveRefusal(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id, std::uint64_t own,
                 const RefusedChange& refused, core::Timestamp at) {
  auto put = transaction.prepare(
      "INSERT OR REPLACE INTO refusal (type, id, own, code, detail, refused_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
  put.bind(1, static_cast<std::int64_t>(type.number())).bindBlob(2, id.raw()).bind(3, static_cast<std::int64_t>(own));
  put.bind(4, core::name(refused.code)).bind(5, std::string_view(refused.detail)).bind(6, core::toMicros(at));
  put.run();
}

void clearRefusal(db::WriteTransaction& transaction, core::RecordId id) {
  transaction.prepare("DELETE FROM refusal WHERE id = ?1").bindBlob(1, id.raw()).run();
}

void clearRefusals(db::WriteTransaction& transaction, const std::vector<core::ErrorCode>& codes) {
  for (const auto code : codes) {
    transaction.prepare("DELETE FROM refusal WHERE code = ?1").bind(1, core::name(code)).run();
  }
}

void clearEarlierRefusals(db::WriteTransaction& transaction, core::ErrorCode code, core::Timestamp before) {
  transaction.prepare("DELETE FROM refusal WHERE code = ?1 AND refused_at < ?2")
      .bind(1, core::name(code))
      .bind(2, core::toMicros(before))
      .run();
}

void forgetAcknowledgements(db::WriteTransaction& transaction) {
  for (const auto& type : RecordType::all()) {
    transaction.execute("UPDATE " + type.table() + " SET acked = 0 WHERE own > 0 AND acked > 0");
  }
  transaction.execute(
      "UPDATE blob SET to_send = 1 WHERE to_send = 0 AND here = 1 AND visit_id IN (SELECT id FROM visit WHERE own > "
      "0)");
  transaction.execute("DELETE FROM refusal");
}

}  // namespace thucdia::sync
