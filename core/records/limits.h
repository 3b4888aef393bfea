#pragma once

#include <cstdint>

namespace thucdia::core::records {

/// The largest photo or other file: what is above is refused when it is attached, and by the hub.
inline constexpr std::uint64_t kMaxBlobBytes = 64u << 20;

}  // namespace thucdia::core::records
