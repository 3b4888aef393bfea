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
};
/// Merges what was pulled and drops what has left the scope. Kinds that this program does not know are passed over and
/// remembered: a newer program pulls them again. CorruptData when a change is damaged: then nothing of it is kept.
[[nodiscard]] core::Result<PullCounts> applyPulled(core::changes::RecordWriter& writer,
                                                   const v1::ExchangeResponse& reply);

/// Drops records of provinces that the account no longer holds: never one's own work, never what is unsent.
void leaveScope(core::db::WriteTransaction& transaction, const v1::Account& account);

}  // namespace thucdia::sync
