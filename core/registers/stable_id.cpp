#include "core/registers/stable_id.h"

#include <algorithm>
#include <string>

#include "core/base/crypto.h"

namespace thucdia::core::registers {

UuidBytes stableUuid(std::string_view kind, std::string_view key) {
  std::string text = "thucdia ";
  text.append(kind).append(1, ' ').append(key);
  const auto hash = sha256(text);
  UuidBytes bytes;
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  constexpr std::uint64_t kMillis = 1'767'225'600'000;  // 2026-01-01T00:00:00Z
  for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(kMillis >> (8 * (5 - i)));
  bytes[6] = static_cast<std::uint8_t>(0x70 | (bytes[6] & 0x0F));
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3F));
  return bytes;
}

}  // namespace thucdia::core::registers
