#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/changes/record_writer.h"
#include "core/db/transaction.h"
#include "core/records/record_type.h"
#include "sync/engine/sync_engine.h"

namespace thucdia::sync {

/// No account's: one has begun to come since the last that was taken in.
inline constexpr std::uint64_t kMarkOfNone = 1;

/// What a replica remembers between syncs.
struct SyncState {
  std::uint64_t epoch = 0;  ///< the hub's; 0: never synced
  std::string cursor;
  std::uint64_t accountMark = 0;  ///< of the account that was taken in; 0: none yet
  bool resending = false;         ///< the hub was restored: what is pushed is whole records, not patches
  bool hubReadsColumns = false;   ///< it has said so
};
[[nodiscard]] SyncState syncState(core::db::ReadTransaction& transaction);
void saveSyncState(core::db::WriteTransaction& transaction, const SyncState& state);

/// Remembers that records of these kinds came, which this program does not know.
void notePassedOver(core::db::WriteTransaction& transaction, const std::set<std::uint32_t>& kinds);
/// Where this program knows a kind that an older one passed over, everything is pulled anew: the cursor begins again.
void pullWhatWasPassedOver(core::db::WriteTransaction& transaction, SyncState& state);

/// A record with own writes that the hub has not acknowledged, packed to be pushed.
struct Outgoing {
  const core::records::RecordType* type = nullptr;
  core::RecordId id;
  std::uint64_t own = 0;  ///< to be acknowledged when the hub takes it
  core::changes::EncodedState patch;
};
struct OutgoingBatch {
  std::vector<Outgoing> changes;
  bool all = true;     ///< nothing waits beside it
  bool whole = false;  ///< whole records, with what others wrote of them
};
/// Records, and up to which of their own writes.
using OwnWrites = std::map<core::RecordId, std::uint64_t>;
/// The next batch in an order in which records come before those that name them. Exposes the stamps: what is written
/// from now on gets new ones. What the hub has refused, and what has gone into a bundle being written (`passed`), stays
/// behind until it was changed.
[[nodiscard]] core::Result<OutgoingBatch> nextBatch(core::db::WriteTransaction& transaction,
                                                    core::changes::DeviceTag device, bool wholeRecords,
                                                    const SyncOptions& options, core::Timestamp now,
                                                    const OwnWrites& passed = {});

/// Records that wait to be sent, refused ones left out.
[[nodiscard]] std::int64_t countOutgoing(core::db::ReadTransaction& transaction);

/// Records of which a restored hub lacks what others wrote, and did not take it back; refused ones left out.
[[nodiscard]] std::int64_t countLackedByHub(core::db::ReadTransaction& transaction);

/// What the hub did not take, and not been changed since.
[[nodiscard]] std::vector<RefusedChange> refusedChanges(core::db::ReadTransaction& transaction);
void saveRefusal(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id,
                 std::uint64_t own, const RefusedChange& refused, core::Timestamp at);
void clearRefusal(core::db::WriteTransaction& transaction, core::RecordId id);
/// Those of these codes: the account has changed.
void clearRefusals(core::db::WriteTransaction& transaction, std::span<const core::ErrorCode> codes);
/// Something has come or was taken: those that spoke of how things stood (a record that was not there, a visit that was
/// signed) may go now.
void offerAgain(core::db::WriteTransaction& transaction);
/// This record has changed at the hub: what was refused of it, or of what belongs to it, may be taken now, whatever the
/// reason was.
void offerAgain(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id);
/// What was refused more than a day ago may be taken by now, though nothing has come that would tell.
void offerDailyAgain(core::db::WriteTransaction& transaction, core::Timestamp now);
/// Those of records that are gone, or were acknowledged since.
void forgetIdleRefusals(core::db::WriteTransaction& transaction);
[[nodiscard]] bool hasRefusals(core::db::ReadTransaction& transaction);

/// The hub has begun a new epoch: nothing of one's own counts as acknowledged or uploaded any more.
void forgetAcknowledgements(core::db::WriteTransaction& transaction);

/// How far a visit has travelled.
enum class VisitReach {
  OnThisDevice,   ///< the hub has nothing of it
  ChangesWait,    ///< the hub has an older state, or may have since it was restored
  DataReceived,   ///< the hub has all its data; photos are under way, to it or from it
  ReceivedWhole,  ///< with all its photos
  Refused,        ///< something of it was refused
  HubLacksPart,   ///< of what others wrote: the hub was restored from a backup, and did not take it back from here
};
struct VisitSyncStatus {
  VisitReach reach = VisitReach::OnThisDevice;
  int blobs = 0;      ///< photos and signatures that are here
  int blobsSent = 0;  ///< of these
  int blobsAway = 0;  ///< those that have not come here: whether the hub has them is not known
  std::optional<RefusedChange> refused;
  bool operator==(const VisitSyncStatus&) const = default;
};
/// For the visit, its seals and its decisions together.
[[nodiscard]] VisitSyncStatus visitSyncStatus(core::db::ReadTransaction& transaction, core::VisitId visit);

}  // namespace thucdia::sync
