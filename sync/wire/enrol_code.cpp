#include "sync/wire/enrol_code.h"

#include <array>

#include "core/base/crypto.h"
#include "sync/wire/encoding.h"

namespace thucdia::sync {

using core::ErrorCode;

namespace {

constexpr std::string_view kScheme = "thucdia:enrol?";

char check(std::string_view secretAndFingerprint) { return static_cast<char>(core::sha256(secretAndFingerprint)[0]); }

std::string percentEncode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += core::hex(std::string_view(&c, 1));
    }
  }
  return encoded;
}

std::string percentDecode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string byte;
    if (text[i] == '%' && i + 2 < text.size() && core::unhex(text.substr(i + 1, 2), byte)) {
      decoded += byte;
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

}  // namespace

std::string keyFingerprint(std::string_view publicKey) {
  return std::string(core::raw(core::sha256(publicKey)).substr(0, kFingerprintBytes));
}

EnrolCode makeEnrolCode(core::RandomSource& random, std::string_view hubPublicKey) {
  std::array<std::uint8_t, kSecretBytes> secret;
  random.fill(secret);
  return {std::string(reinterpret_cast<const char*>(secret.data()), secret.size()), keyFingerprint(hubPublicKey)};
}

std::string enrolCodeText(const EnrolCode& code) {
  auto bytes = code.secret + code.fingerprint;
  bytes += check(bytes);
  const auto digits = base32(bytes);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i % 4 == 0) text += '-';
    text += digits[i];
  }
  return text;
}

core::Result<EnrolCode> parseEnrolCode(std::string_view text) {
  const auto bytes = fromBase32(text);
  if (!bytes || bytes->size() != kSecretBytes + kFingerprintBytes + 1) {
    return core::fail(ErrorCode::CodeInvalid, "an enrolment code has 32 letters and digits");
  }
  const std::string_view said(bytes->data(), bytes->size() - 1);
  if (check(said) != bytes->back()) return core::fail(ErrorCode::CodeInvalid, "the code was mistyped");
  return EnrolCode{std::string(said.substr(0, kSecretBytes)), std::string(said.substr(kSecretBytes))};
}

std::string enrolQrText(const EnrolCode& code, std::string_view hubUrl) {
  auto text = std::string(kScheme) + "code=" + enrolCodeText(code);
  if (!hubUrl.empty()) text += "&hub=" + percentEncode(hubUrl);
  return text;
}

core::Result<EnrolInvitation> parseInvitation(std::string_view text) {
  EnrolInvitation invitation;
  std::string code(text);
  if (text.substr(0, kScheme.size()) == kScheme) {
    code.clear();
    auto rest = text.substr(kScheme.size());
    while (!rest.empty()) {
      const auto end = rest.find('&');
      const auto part = rest.substr(0, end);
      if (part.substr(0, 5) == "code=") code = percentDecode(part.substr(5));
      if (part.substr(0, 4) == "hub=") invitation.hubUrl = percentDecode(part.substr(4));
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  THUCDIA_ASSIGN(invitation.code, parseEnrolCode(code));
  return invitation;
}

}  // namespace thucdia::sync
