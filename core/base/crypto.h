#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/random.h"

namespace thucdia::core {

/// A SHA-256 digest.
constexpr std::size_t kSha256Bytes = 32;
using Sha256Digest = std::array<std::uint8_t, kSha256Bytes>;

/// SHA-256 (FIPS 180-4) of bytes that come in pieces. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  Sha256& add(std::string_view bytes);
  /// The digest of all that was added; afterwards it begins anew.
  [[nodiscard]] Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

[[nodiscard]] Sha256Digest sha256(std::string_view bytes);
/// The digest's raw bytes, as Protobuf `bytes` fields and SQLite blobs hold them.
[[nodiscard]] inline std::string_view raw(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

/// Lower-case hexadecimal digits, two a byte.
[[nodiscard]] std::string hex(std::string_view bytes);
/// The bytes of hexadecimal digits in either case; false when the text is none, and then `bytes` is empty.
[[nodiscard]] bool unhex(std::string_view text, std::string& bytes);

/// An Ed25519 key pair (RFC 8032), kept as its 32-byte seed; the public key is derived from it.
class KeyPair {
 public:
  /// A new pair from 32 bytes of `random`.
  [[nodiscard]] static KeyPair make(RandomSource& random);
  /// The pair of a 32-byte seed. A seed of another length is a programmer's error.
  [[nodiscard]] static KeyPair fromSeed(std::string_view seed);

  [[nodiscard]] const std::string& seed() const { return m_seed; }            ///< 32 bytes, secret
  [[nodiscard]] const std::string& publicKey() const { return m_publicKey; }  ///< 32 bytes
  /// The 64-byte detached signature of `message`.
  [[nodiscard]] std::string sign(std::string_view message) const;

 private:
  KeyPair() = default;
  std::string m_seed;
  std::string m_publicKey;
  std::string m_secretKey;
};

/// Whether `signature` (64 bytes) is `publicKey`'s (32 bytes) over `message`. False for other lengths.
[[nodiscard]] bool verify(std::string_view publicKey, std::string_view message, std::string_view signature);

/// How stamps name a device: the first four bytes of SHA-256(publicKey), big-endian. 0 is no device: such a key is not
/// to be used.
[[nodiscard]] std::uint32_t deviceTag(std::string_view publicKey);

}  // namespace thucdia::core
