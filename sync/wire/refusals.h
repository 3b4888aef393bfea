#pragma once

#include <algorithm>
#include <array>

#include "core/base/error.h"

namespace thucdia::sync {

/// Refusals that speak of how things stand at the hub: they may be otherwise once another change is taken.
inline constexpr std::array kMayYetBeTaken = {core::ErrorCode::NotFound, core::ErrorCode::Locked,
                                              core::ErrorCode::IllegalMove};
[[nodiscard]] inline bool mayYetBeTaken(core::ErrorCode code) {
  return std::ranges::find(kMayYetBeTaken, code) != kMayYetBeTaken.end();
}

}  // namespace thucdia::sync
