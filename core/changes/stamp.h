#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace thucdia::core::changes {

/// How stamps name a device: the first four bytes of SHA-256 of its public key, big-endian. Never 0.
using DeviceTag = std::uint32_t;

/// Which write this is: the device and that device's counter (from 1, growing).
struct Dot {
  DeviceTag device = 0;
  std::uint64_t counter = 0;
  auto operator<=>(const Dot&) const = default;
};

/// A dot and the time as the device knew it. Time only picks which of several values is shown first.
struct Stamp {
  Dot dot;
  Timestamp time;
  bool operator==(const Stamp&) const = default;
};

/// Device → the highest counter known of it. A dot is known when it is not above.
class VersionVector {
 public:
  struct Entry {
    DeviceTag device;
    std::uint64_t counter;
    auto operator<=>(const Entry&) const = default;
  };

  [[nodiscard]] std::uint64_t counterOf(DeviceTag device) const;
  [[nodiscard]] bool knows(Dot dot) const { return dot.counter <= counterOf(dot.device); }
  /// Knows everything that `other` knows.
  [[nodiscard]] bool covers(const VersionVector& other) const;
  void include(Dot dot);
  void include(const VersionVector& other);
  /// Sorted by device, counters above 0.
  [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
  bool operator==(const VersionVector&) const = default;

 private:
  std::vector<Entry> m_entries;
};

}  // namespace thucdia::core::changes
