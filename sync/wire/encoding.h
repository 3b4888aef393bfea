#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thucdia::sync {

/// Crockford's base 32 (no I, L, O, U) without padding; the last digit is filled with zero bits.
[[nodiscard]] std::string base32(std::string_view bytes);
/// Reads base 32 in either case, taking O for 0 and I or L for 1, and skipping spaces and hyphens. Nothing when
/// anything else is met.
[[nodiscard]] std::optional<std::string> fromBase32(std::string_view text);

/// RFC 4648 §5 (base64url) without padding.
[[nodiscard]] std::string base64(std::string_view bytes);
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

/// Big-endian, 8 bytes.
void appendBigEndian(std::string& bytes, std::uint64_t value);
[[nodiscard]] std::uint64_t readBigEndian(std::string_view bytes);

}  // namespace thucdia::sync
