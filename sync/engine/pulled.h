#pragma once

#include <set>
#include <vector>

#include <google/protobuf/arena.h>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_writer.h"
#include "sync/engine/sync_state.h"

namespace thucdia::sync {

/// What a reply pulled, made ready to be written: needs no replica, so that it is done while the page before is
/// written.
class PulledChanges {
 public:
  /// Takes the changes' bytes out of the reply. `device`: this replica's.
  PulledChanges(v1::ExchangeResponse& reply, core::changes::DeviceTag device);
  /// In the order in which they are to be written.
  [[nodiscard]] const std::vector<core::changes::Incoming>& changes() const { return m_changes; }
  /// Kinds that this program does not know.
  [[nodiscard]] const std::set<std::uint32_t>& unknownKinds() const { return m_unknownKinds; }
  /// How many changes are damaged.
  [[nodiscard]] int damaged() const { return m_damaged; }

 private:
  google::protobuf::Arena m_arena;
  std::vector<core::changes::Incoming> m_changes;
  std::set<std::uint32_t> m_unknownKinds;
  int m_damaged = 0;
};

/// Marks what the hub took as acknowledged and keeps what it refused; gives the latter.
[[nodiscard]] core::Result<std::vector<RefusedChange>> takeReceipts(core::db::WriteTransaction& transaction,
                                                                    const OutgoingBatch& batch,
                                                                    const v1::ExchangeResponse& reply,
                                                                    core::Timestamp now);

struct PullCounts {
  std::int64_t changed = 0;  ///< records that are not what they were
  int newConflicts = 0;
  int setAside = 0;  ///< changes that could not be applied
};
/// Merges what was pulled and drops what has left the scope. Kinds that this program does not know, and changes that
/// are damaged, are passed over: one of them does not keep the replica from the rest. `pulled` is there until the
/// writer has settled.
[[nodiscard]] PullCounts applyPulled(core::changes::RecordWriter& writer, const v1::ExchangeResponse& reply,
                                     const PulledChanges& pulled);

/// Drops records of provinces that the account no longer holds: never one's own work, never what is unsent, nor what a
/// restored hub may lack, or have elsewhere.
void leaveScope(core::changes::RecordWriter& writer, const v1::Account& account);

}  // namespace thucdia::sync
