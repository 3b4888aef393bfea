#include <algorithm>

#include "core/changes/stamp.h"

namespace thucdia::core::changes {

namespace {

auto position(auto& entries, DeviceTag device) {
  return std::ranges::lower_bound(entries, device, {}, &VersionVector::Entry::device);
}

}  // namespace

std::uint64_t VersionVector::counterOf(DeviceTag device) const {
  const auto at = position(m_entries, device);
  return at != m_entries.end() && at->device == device ? at->counter : 0;
}

bool VersionVector::covers(const VersionVector& other) const {
  return std::ranges::all_of(other.m_entries, [this](const Entry& entry) {
    return knows({entry.device, entry.counter});
  });
}

void VersionVector::include(Dot dot) {
  if (dot.counter == 0) return;
  const auto at = position(m_entries, dot.device);
  if (at != m_entries.end() && at->device == dot.device) {
    at->counter = std::max(at->counter, dot.counter);
  } else {
    m_entries.insert(at, {dot.device, dot.counter});
  }
}

void VersionVector::include(const VersionVector& other) {
  for (const Entry& entry : other.m_entries) include(Dot{entry.device, entry.counter});
}

}  // namespace thucdia::core::changes
