#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/base/clock.h"
#include "core/db/transaction.h"

namespace thucdia::sync {

/// The last sync that came through, as people are told of it.
struct LastSync {
  core::Timestamp at;
  std::int64_t received = 0;                ///< records
  std::chrono::microseconds clockAhead{0};  ///< this device's clock of the hub's
  bool operator==(const LastSync&) const = default;
};
[[nodiscard]] std::optional<LastSync> lastSync(core::db::ReadTransaction& transaction);
void saveLastSync(core::db::WriteTransaction& transaction, const LastSync& last);

}  // namespace thucdia::sync
