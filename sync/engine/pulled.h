#pragma once

#include <vector>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_writer.h"
#include "sync/engine/sync_state.h"

namespace thucdia::sync {

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
/// are damaged, are passed over: one of them does not keep the replica from the rest.
[[nodiscard]] PullCounts applyPulled(core::changes::RecordWriter& writer, const v1::ExchangeResponse& reply);

/// Drops records of provinces that the account no longer holds: never one's own work, never what is unsent.
void leaveScope(core::db::WriteTransaction& transaction, const v1::Account& account);

}  // namespace thucdia::sync
