#include "sync/hub/request_window.h"

namespace thucdia::hub {

bool RequestWindow::accept(core::DeviceId device, std::uint64_t number, std::uint64_t known) {
  const std::scoped_lock lock(m_mutex);
  const auto [at, fresh] = m_seen.try_emplace(device);
  auto& seen = at->second;
  // What was used before this process began is not told apart: all of it counts as used.
  if (fresh) seen = {known, ~std::uint64_t{0}};
  if (number > seen.highest) {
    const auto by = number - seen.highest;
    seen.below = by > 64 ? 0 : (by == 64 ? 0 : seen.below << by) | (std::uint64_t{1} << (by - 1));
    if (seen.highest == 0) seen.below = 0;
    seen.highest = number;
    return true;
  }
  if (number == seen.highest) return false;
  const auto back = seen.highest - number - 1;
  if (back >= 64) return false;
  const auto bit = std::uint64_t{1} << back;
  if ((seen.below & bit) != 0) return false;
  seen.below |= bit;
  return true;
}

std::uint64_t RequestWindow::highest(core::DeviceId device) const {
  const std::scoped_lock lock(m_mutex);
  const auto at = m_seen.find(device);
  return at == m_seen.end() ? 0 : at->second.highest;
}

}  // namespace thucdia::hub
