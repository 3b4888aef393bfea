#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace thucdia::core::forms {

/// digest(text, algorithm, encoding) of the form language: "MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512" (RFC 1321,
/// FIPS 180-4); encoding "base64" or "hex". Nothing when one of them is not known. Not for secrets.
[[nodiscard]] std::optional<std::string> digest(std::string_view text, std::string_view algorithm,
                                                std::string_view encoding);

[[nodiscard]] std::string base64(std::string_view bytes);
/// Nothing when the text is no base64.
[[nodiscard]] std::optional<std::string> fromBase64(std::string_view text);

}  // namespace thucdia::core::forms
