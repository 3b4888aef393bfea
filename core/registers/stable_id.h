#pragma once

#include <string_view>

#include "core/base/id.h"

namespace thucdia::core::registers {

/// A UUIDv7 that depends on `kind` and `key` alone: what is imported or shipped twice keeps its id. Its time is
/// 2026-01-01T00:00:00Z, the rest is of SHA-256("thucdia <kind> <key>").
[[nodiscard]] UuidBytes stableUuid(std::string_view kind, std::string_view key);

template <class IdType>
[[nodiscard]] IdType stableId(std::string_view kind, std::string_view key) {
  return IdType(stableUuid(kind, key));
}

}  // namespace thucdia::core::registers
