#pragma once

#include "core/changes/stamp.h"
#include "core/db/transaction.h"

namespace thucdia::core::changes {

/// The stamp for a write now. Writes share one until it is exposed or five minutes old (also when the clock was
/// turned), so that a visit's answers cost one stamp and not forty. The counter is in the database: it never goes back.
[[nodiscard]] Stamp currentStamp(db::WriteTransaction& transaction, DeviceTag device, Timestamp now);

/// The next write gets a new stamp. To be called in the transaction that reads what is then sent or handed out: a stamp
/// that somebody else has seen must never name another value.
void exposeStamps(db::WriteTransaction& transaction);

}  // namespace thucdia::core::changes
