#include "sync/hub/request_window.h"

#include <fmt/format.h>

#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::uint64_t kWindow = 64;

tl::unexpected<core::Error> replayed() {
  return core::fail(ErrorCode::Replayed,
                    fmt::format("the request's number was used, or is more than {} below the highest", kWindow));
}

}  // namespace

core::Result<> checkRequestNumber(std::uint64_t number) {
  if (number <= sync::kMaxRequestNumber) return {};
  return core::fail(ErrorCode::LimitExceeded, "a request's number leaves none for later");
}

core::Result<> RequestWindow::accept(core::DeviceId device, std::uint64_t number, std::uint64_t known) {
  THUCDIA_TRY(checkRequestNumber(number));
  const std::scoped_lock lock(m_mutex);
  const auto [at, fresh] = m_seen.try_emplace(device);
  auto& seen = at->second;
  // What was used before this process began is not told apart: all of it counts as used.
  if (fresh) seen = {known, ~std::uint64_t{0}};
  if (number > seen.highest) {
    const auto by = number - seen.highest;
    seen.below = by > kWindow ? 0 : (by == kWindow ? 0 : seen.below << by) | (std::uint64_t{1} << (by - 1));
    if (seen.highest == 0) seen.below = 0;
    seen.highest = number;
    return {};
  }
  if (number == seen.highest) return replayed();
  const auto back = seen.highest - number - 1;
  if (back >= kWindow) return replayed();
  const auto bit = std::uint64_t{1} << back;
  if ((seen.below & bit) != 0) return replayed();
  seen.below |= bit;
  return {};
}

std::uint64_t RequestWindow::highest(core::DeviceId device) const {
  const std::scoped_lock lock(m_mutex);
  const auto at = m_seen.find(device);
  return at == m_seen.end() ? 0 : at->second.highest;
}

}  // namespace thucdia::hub
