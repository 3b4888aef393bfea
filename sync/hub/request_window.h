#pragma once

#include <cstdint>
#include <map>
#include <mutex>

#include "core/base/id.h"

namespace thucdia::hub {

/// Refuses a request that was made before: remembers the highest number of each device and which of the 64 below it
/// were used. Requests of one device may overtake one another by that much (parallel pieces of photos). Thread-safe.
class RequestWindow {
 public:
  /// True when `number` was not used before. `known`: the highest number that the storage knows of, for a device not
  /// yet seen by this process.
  [[nodiscard]] bool accept(core::DeviceId device, std::uint64_t number, std::uint64_t known);
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
