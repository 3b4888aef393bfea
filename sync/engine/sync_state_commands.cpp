#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/record_state.h"
#include "core/changes/stamp_commands.h"
#include "core/records/body_rows.h"
#include "core/records/record_rows.h"
#include "core/replica/settings.h"
#include "sync/engine/hand_back.h"
#include "sync/engine/sync_settings.h"
#include "sync/engine/sync_state.h"
#include "sync/wire/compression.h"
#include "sync/wire/refusals.h"

namespace thucdia::sync {

namespace db = core::db;
namespace records = ::thucdia::records::v1;
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

/// Bytes of a record that others wrote, from which on it is handed back when nothing else waits.
constexpr std::size_t kLargeRow = 16u << 10;

class BatchMaker {
 public:
  BatchMaker(db::WriteTransaction& transaction, core::changes::DeviceTag device, bool wholeRecords,
             const SyncOptions& options, core::Timestamp now, const OwnWrites& passed)
      : m_transaction(transaction),
        m_device(device),
        m_wholeRecords(wholeRecords),
        m_options(options),
        m_now(now),
        m_behind(refusedOwn(transaction)) {
    for (const auto& [id, own] : passed) m_behind[id] = std::max(m_behind[id], own);
  }

  /// As many rows of a kind as may be looked at before the batch is known to be full.
  [[nodiscard]] int mostRows() const {
    return m_options.pushChanges + 1 + static_cast<int>(m_behind.size() + m_taken.size());
  }
  [[nodiscard]] bool empty() const { return m_batch.changes.empty(); }
  [[nodiscard]] bool full() const {
    return m_batch.changes.size() >= static_cast<std::size_t>(m_options.pushChanges) || m_bytes >= m_options.pushBytes;
  }
  /// Not in the batch yet, and not to stay behind as it is.
  [[nodiscard]] bool mayAdd(const core::records::RecordRow& row) const {
    const auto before = m_behind.find(row.id);
    return (before == m_behind.end() || before->second < row.own) && !m_taken.contains(row.id);
  }

  /// `again`: how much of it stands in the batch already.
  void add(const RecordType& type, core::records::RecordRow row, std::size_t again = 0) {
    m_taken.insert(row.id);
    Outgoing outgoing{&type, row.id, row.own, {}};
    if (m_wholeRecords) {
      outgoing.patch = {std::move(row.body), std::move(row.meta)};
    } else {
      const auto state = core::changes::decode(row.body, row.meta);
      if (!state) {
        // Shown as refused, so that somebody looks; the rest does not wait for it.
        saveRefusal(m_transaction, type, row.id, row.own,
                    {type.table(), row.id, state.error().code, state.error().detail}, m_now);
        return;
      }
      outgoing.patch = core::changes::encode(core::changes::patchAbove(*state, m_device, row.acked));
    }
    m_bytes += outgoing.patch.body.size() - std::min(outgoing.patch.body.size(), again) + outgoing.patch.meta.size();
    m_batch.changes.push_back(std::move(outgoing));
  }

  /// A visit's seals and decisions right behind it, in order of making, for each rests on those before: what is sealed
  /// is the visit's own bytes, which cost next to nothing once more in one packed message, and a whole visit arrives
  /// with one batch.
  void addBelongings(core::VisitId visit) {
    const auto sealed = m_batch.changes.empty() ? 0 : m_batch.changes.back().patch.body.size();
    const auto& sealType = RecordType::of<records::VisitSeal>();
    std::vector<std::pair<const RecordType*, core::records::RecordRow>> belongings;
    for (const auto* type : {&sealType, &RecordType::of<records::VisitDecision>()}) {
      auto rows = core::records::unsentRowsOf(m_transaction, *type, visit);
      if (m_wholeRecords) std::ranges::move(forgottenRowsOf(m_transaction, *type, visit), std::back_inserter(rows));
      for (auto& row : rows) belongings.emplace_back(type, std::move(row));
    }
    std::ranges::sort(belongings, {}, [](const auto& each) { return each.second.id; });
    for (auto& [type, row] : belongings) {
      if (full()) return;
      if (mayAdd(row)) add(*type, std::move(row), type == &sealType ? sealed : 0);
    }
  }

  [[nodiscard]] OutgoingBatch finish(bool all) {
    m_batch.all = all;
    m_batch.whole = m_wholeRecords;
    if (!m_batch.changes.empty()) core::changes::exposeStamps(m_transaction);
    return std::move(m_batch);
  }

 private:
  db::WriteTransaction& m_transaction;
  core::changes::DeviceTag m_device;
  bool m_wholeRecords;
  const SyncOptions& m_options;
  core::Timestamp m_now;
  OwnWrites m_behind;  ///< stays behind as it is
  std::set<core::RecordId> m_taken;
  OutgoingBatch m_batch;
  std::size_t m_bytes = 0;
};

std::set<std::uint32_t> passedOver(db::ReadTransaction& transaction) {
  std::set<std::uint32_t> kinds;
  std::istringstream words(replica::setting(transaction, kPassedOverSetting).value_or(""));
  for (std::uint32_t kind = 0; words >> kind;) kinds.insert(kind);
  return kinds;
}

void savePassedOver(db::WriteTransaction& transaction, const std::set<std::uint32_t>& kinds) {
  if (kinds.empty()) return replica::clearSetting(transaction, kPassedOverSetting);
  replica::setSetting(transaction, kPassedOverSetting, fmt::format("{}", fmt::join(kinds, " ")));
}

}  // namespace

void notePassedOver(db::WriteTransaction& transaction, const std::set<std::uint32_t>& kinds) {
  auto all = passedOver(transaction);
  const auto before = all.size();
  all.insert(kinds.begin(), kinds.end());
  if (all.size() > before) savePassedOver(transaction, all);
}

void pullWhatWasPassedOver(db::WriteTransaction& transaction, SyncState& state) {
  auto kinds = passedOver(transaction);
  if (std::erase_if(kinds, [](std::uint32_t kind) { return RecordType::byNumber(kind) != nullptr; }) == 0) return;
  savePassedOver(transaction, kinds);
  state.cursor.clear();
  saveSyncState(transaction, state);
}

void saveSyncState(db::WriteTransaction& transaction, const SyncState& state) {
  replica::setSetting(transaction, kEpochSetting, std::to_string(state.epoch));
  replica::setSetting(transaction, kCursorSetting, state.cursor);
  replica::setSetting(transaction, kAccountMarkSetting, std::to_string(state.accountMark));
  const auto flag = [&](std::string_view name, bool set) {
    if (set) return replica::setSetting(transaction, name, "1");
    replica::clearSetting(transaction, name);
  };
  flag(kResendingSetting, state.resending);
  flag(kReadsColumnsSetting, state.hubReadsColumns);
}

core::Result<OutgoingBatch> nextBatch(db::WriteTransaction& transaction, core::changes::DeviceTag device,
                                      bool wholeRecords, const SyncOptions& options, core::Timestamp now,
                                      const OwnWrites& passed) {
  BatchMaker maker(transaction, device, wholeRecords, options, now, passed);
  std::vector<std::pair<const RecordType*, core::records::RecordRow>> large;
  // Kinds by number: facilities and projects before visits.
  for (const auto& type : RecordType::all()) {
    auto rows = core::records::unsentRows(transaction, type, maker.mostRows());
    if (wholeRecords) std::ranges::move(forgottenRows(transaction, type, maker.mostRows()), std::back_inserter(rows));
    for (auto& row : rows) {
      if (!maker.mayAdd(row)) continue;
      if (row.own == 0 && row.body.size() > kLargeRow) {
        large.emplace_back(&type, std::move(row));
        continue;
      }
      if (maker.full()) return maker.finish(false);
      const auto id = row.id;
      maker.add(type, std::move(row));
      if (&type == &RecordType::of<records::Visit>()) maker.addBelongings(core::records::idAs<core::VisitId>(id));
    }
  }
  // One's own work, and what is small, does not wait for the large.
  if (!maker.empty()) return maker.finish(large.empty());
  for (auto& [type, row] : large) {
    if (maker.full()) return maker.finish(false);
    if (compress(row.body).size() > options.handBackBytes) {
      postpone(transaction, *type, row.id);
    } else {
      maker.add(*type, std::move(row));
    }
  }
  return maker.finish(true);
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

void clearRefusals(db::WriteTransaction& transaction, std::span<const core::ErrorCode> codes) {
  for (const auto code : codes) {
    transaction.prepare("DELETE FROM refusal WHERE code = ?1").bind(1, core::name(code)).run();
  }
}

void offerAgain(db::WriteTransaction& transaction) { clearRefusals(transaction, kMayYetBeTaken); }

void offerAgain(db::WriteTransaction& transaction, const RecordType& type, core::RecordId id) {
  if (&type != &RecordType::of<records::Visit>()) return clearRefusal(transaction, id);
  static const std::string kOfVisit = "DELETE FROM refusal WHERE " + isOfVisit("id");
  transaction.prepare(kOfVisit).with(id).run();
}

void offerDailyAgain(db::WriteTransaction& transaction, core::Timestamp now) {
  // Those of a clock that was ahead too.
  auto old = transaction.prepare("DELETE FROM refusal WHERE refused_at NOT BETWEEN ?1 AND ?2");
  old.with(core::toMicros(now - std::chrono::days(1)), core::toMicros(now)).run();
}

void forgetIdleRefusals(db::WriteTransaction& transaction) {
  for (const auto& type : RecordType::all()) {
    auto idle =
        transaction.prepare("DELETE FROM refusal WHERE type = ?1 AND id NOT IN (SELECT r.id FROM refusal r JOIN " +
                            type.table() + " t ON t.id = r.id WHERE t.acked < r.own)");
    idle.with(type.number()).run();
  }
}

void forgetAcknowledgements(db::WriteTransaction& transaction) {
  for (const auto& type : RecordType::all()) {
    transaction.execute("UPDATE " + type.table() + " SET acked = 0 WHERE own > 0 AND acked > 0");
  }
  // Those of no visit too: they are asked for once an answer names them again.
  transaction.execute(
      "UPDATE blob SET to_send = 1 WHERE to_send = 0 AND here = 1 AND (visit_id IS NULL OR visit_id IN (SELECT id FROM "
      "visit WHERE own > 0))");
  transaction.execute("DELETE FROM refusal");
}

}  // namespace thucdia::sync
