#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/random.h"

namespace thucdia::sync {

/// What an enrolment code says: a secret that the hub has given out once, and whose key will answer.
///
/// As text it is 32 digits of Crockford's base 32 in groups of four: 80 bits of secret, 72 bits of SHA-256 of the hub's
/// public key, 8 bits of SHA-256 of the two (a mistyped digit is noticed before anything is sent).
struct EnrolCode {
  std::string secret;       ///< 10 bytes
  std::string fingerprint;  ///< 9 bytes
  bool operator==(const EnrolCode&) const = default;
};

inline constexpr std::size_t kSecretBytes = 10;
inline constexpr std::size_t kFingerprintBytes = 9;

/// A code with a new secret for the hub of this public key.
[[nodiscard]] EnrolCode makeEnrolCode(core::RandomSource& random, std::string_view hubPublicKey);
/// The start of SHA-256(public key) that codes carry.
[[nodiscard]] std::string keyFingerprint(std::string_view publicKey);

/// "A1B2-C3D4-…", eight groups.
[[nodiscard]] std::string enrolCodeText(const EnrolCode& code);
/// CodeInvalid when it is no code or was mistyped. Case, spaces and hyphens do not matter.
[[nodiscard]] core::Result<EnrolCode> parseEnrolCode(std::string_view text);

/// What a QR code holds: "thucdia:enrol?code=A1B2-…&hub=http%3A%2F%2F127.0.0.1%3A8080"; without a URL, no hub.
[[nodiscard]] std::string enrolQrText(const EnrolCode& code, std::string_view hubUrl);

struct EnrolInvitation {
  EnrolCode code;
  std::string hubUrl;  ///< empty when the text names none
};
/// Reads a QR's text, or a code alone. CodeInvalid when it is neither.
[[nodiscard]] core::Result<EnrolInvitation> parseInvitation(std::string_view text);

}  // namespace thucdia::sync
