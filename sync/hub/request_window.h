#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "core/base/error.h"
#include "core/base/id.h"

namespace thucdia::hub {

/// LimitExceeded for a number so high that it leaves none for later.
[[nodiscard]] core::Result<> checkRequestNumber(std::uint64_t number);

/// Refuses a request that was made before: remembers the highest number of each device and which of the 64 numbers
/// below it were used. Requests that are under way together and have consecutive numbers may overtake one another.
/// Thread-safe.
class RequestWindow {
 public:
  /// Notes `number` as used. `known`: the highest number that the storage knows of, for a device not yet seen by this
  /// process. Replayed when it was used or is further below the highest; LimitExceeded.
  [[nodiscard]] core::Result<> accept(core::DeviceId device, std::uint64_t number, std::uint64_t known);
  /// The highest number accepted; 0 for none.
  [[nodiscard]] std::uint64_t highest(core::DeviceId device) const;

 private:
  struct Seen {
    std::uint64_t highest = 0;
    std::uint64_t below = 0;  ///< bit i: highest - 1 - i was used
  };
  mutable std::mutex m_mutex;
  std::map<core::DeviceId, Seen> m_seen;
};

}  // namespace thucdia::hub
