#include "core/base/crypto.h"

#include <sodium.h>

#include "core/base/error.h"

namespace thucdia::core {

namespace {

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void ensureReady() {
  static const bool ready = sodium_init() >= 0;
  THUCDIA_ASSERT(ready);
}

}  // namespace

struct Sha256::State {
  crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) { crypto_hash_sha256_init(&m_state->sodium); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(&m_state->sodium, bytesOf(bytes), bytes.size());
  return *this;
}

Sha256Digest Sha256::finish() {
  Sha256Digest digest;
  crypto_hash_sha256_final(&m_state->sodium, digest.data());
  crypto_hash_sha256_init(&m_state->sodium);
  return digest;
}

Sha256Digest sha256(std::string_view bytes) {
  Sha256Digest digest;
  crypto_hash_sha256(digest.data(), bytesOf(bytes), bytes.size());
  return digest;
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0F];
  }
  return text;
}

bool unhex(std::string_view text, std::string& bytes) {
  bytes.clear();
  if (text.size() % 2 != 0) return false;
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) {
      bytes.clear();
      return false;
    }
    bytes += static_cast<char>(high * 16 + low);
  }
  return true;
}

KeyPair KeyPair::make(RandomSource& random) {
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed;
  random.fill(seed);
  return fromSeed({reinterpret_cast<const char*>(seed.data()), seed.size()});
}

KeyPair KeyPair::fromSeed(std::string_view seed) {
  ensureReady();
  THUCDIA_ASSERT(seed.size() == crypto_sign_SEEDBYTES);
  KeyPair pair;
  pair.m_seed = seed;
  pair.m_publicKey.resize(crypto_sign_PUBLICKEYBYTES);
  pair.m_secretKey.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_seed_keypair(bytesOf(pair.m_publicKey), bytesOf(pair.m_secretKey), bytesOf(seed));
  return pair;
}

std::string KeyPair::sign(std::string_view message) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytesOf(signature), nullptr, bytesOf(message), message.size(),
                       bytesOf(std::string_view(m_secretKey)));
  return signature;
}

bool verify(std::string_view publicKey, std::string_view message, std::string_view signature) {
  ensureReady();
  if (publicKey.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(bytesOf(signature), bytesOf(message), message.size(), bytesOf(publicKey)) == 0;
}

std::uint32_t deviceTag(std::string_view publicKey) {
  const auto digest = sha256(publicKey);
  return (std::uint32_t{digest[0]} << 24) | (std::uint32_t{digest[1]} << 16) | (std::uint32_t{digest[2]} << 8) |
         std::uint32_t{digest[3]};
}

}  // namespace thucdia::core
