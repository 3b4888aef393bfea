#pragma once

#include <vector>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/records/blob_rows.h"
#include "core/replica/replica.h"
#include "sync/engine/pulled.h"
#include "sync/engine/sync_state.h"

namespace thucdia::sync {

/// What became of a reply.
struct TakenReply {
  SyncState state;             ///< from now on
  bool hubIsRestored = false;  ///< nothing but a new epoch was taken: all own work is to be sent again
  bool gaveBack = false;       ///< the hub took something that others had written
  bool goesOn = false;         ///< the hub is to be asked again: for more, or to hand back what it has forgotten
  std::vector<RefusedChange> refused;
  PullCounts counts;
};

/// Takes the hub's reply to an exchange, over the network or in a bundle, in one transaction: receipts for `batch`,
/// what was `pulled`, the account, which of the `asked` blobs the hub has, and the cursor behind it. `before` is what
/// the replica knew when it asked. The account counts as heard, and what has left the scope goes, only when all that
/// the hub has is here (`upToDate`): before, whose a seal's visit is may still be to come. NotAHub when the receipts
/// are not for what was sent.
[[nodiscard]] core::Result<TakenReply> takeReply(core::replica::Replica& replica, const SyncState& before,
                                                 const OutgoingBatch& batch,
                                                 const std::vector<core::records::BlobRow>& asked,
                                                 const v1::ExchangeResponse& reply, const PulledChanges& pulled,
                                                 bool upToDate);

/// Where the replica stands once it has taken this reply, of the same epoch as before or of the first. `upToDate`:
/// there is nothing more to push or to pull.
[[nodiscard]] SyncState stateAfter(const SyncState& before, const v1::ExchangeResponse& reply, bool upToDate);

}  // namespace thucdia::sync
