#include "core/base/sealed_stream.h"

#include <sodium.h>

namespace thucdia::core {

namespace {

const unsigned char* bytesOf(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytesOf(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void ensureReady() {
  static const bool ready = sodium_init() >= 0;
  THUCDIA_ASSERT(ready);
}

constexpr std::size_t kSealedKeyBytes = crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES;

}  // namespace

struct StreamSealer::State {
  crypto_secretstream_xchacha20poly1305_state stream;
};

StreamSealer::StreamSealer() : m_state(std::make_unique<State>()) {}
StreamSealer::~StreamSealer() = default;
StreamSealer::StreamSealer(StreamSealer&&) noexcept = default;

Result<StreamSealer> StreamSealer::make(std::string_view readerPublicKey) {
  ensureReady();
  std::string boxKey(crypto_box_PUBLICKEYBYTES, '\0');
  if (readerPublicKey.size() != crypto_sign_PUBLICKEYBYTES ||
      crypto_sign_ed25519_pk_to_curve25519(bytesOf(boxKey), bytesOf(readerPublicKey)) != 0) {
    return fail(ErrorCode::InvalidArgument, "not an Ed25519 public key");
  }
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  crypto_secretstream_xchacha20poly1305_keygen(bytesOf(key));
  StreamSealer sealer;
  sealer.m_header.resize(crypto_secretstream_xchacha20poly1305_HEADERBYTES);
  crypto_secretstream_xchacha20poly1305_init_push(&sealer.m_state->stream, bytesOf(sealer.m_header), bytesOf(key));
  sealer.m_sealedKey.resize(kSealedKeyBytes);
  const bool sealed =
      crypto_box_seal(bytesOf(sealer.m_sealedKey), bytesOf(std::string_view(key)), key.size(), bytesOf(boxKey)) == 0;
  sodium_memzero(key.data(), key.size());
  if (!sealed) return fail(ErrorCode::InvalidArgument, "nothing can be sealed for that key");
  return sealer;
}

std::string StreamSealer::seal(std::string_view piece, bool last) {
  std::string sealed(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
  crypto_secretstream_xchacha20poly1305_push(&m_state->stream, bytesOf(sealed), nullptr, bytesOf(piece), piece.size(),
                                             nullptr, 0, tag);
  return sealed;
}

struct StreamOpener::State {
  crypto_secretstream_xchacha20poly1305_state stream;
};

StreamOpener::StreamOpener() : m_state(std::make_unique<State>()) {}
StreamOpener::~StreamOpener() = default;
StreamOpener::StreamOpener(StreamOpener&&) noexcept = default;

Result<StreamOpener> StreamOpener::make(const KeyPair& reader, std::string_view sealedKey, std::string_view header) {
  ensureReady();
  if (sealedKey.size() != kSealedKeyBytes || header.size() != crypto_secretstream_xchacha20poly1305_HEADERBYTES) {
    return fail(ErrorCode::CorruptData, "a sealed key has 80 bytes, a stream's header 24");
  }
  // libsodium's secret key is the seed and the public key behind it.
  std::string secret = reader.seed() + reader.publicKey();
  std::string boxSecret(crypto_box_SECRETKEYBYTES, '\0');
  std::string boxPublic(crypto_box_PUBLICKEYBYTES, '\0');
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  const bool opened =
      crypto_sign_ed25519_sk_to_curve25519(bytesOf(boxSecret), bytesOf(secret)) == 0 &&
      crypto_sign_ed25519_pk_to_curve25519(bytesOf(boxPublic), bytesOf(std::string_view(reader.publicKey()))) == 0 &&
      crypto_box_seal_open(bytesOf(key), bytesOf(sealedKey), sealedKey.size(), bytesOf(boxPublic),
                           bytesOf(boxSecret)) == 0;
  StreamOpener opener;
  const bool begun = opened && crypto_secretstream_xchacha20poly1305_init_pull(&opener.m_state->stream, bytesOf(header),
                                                                               bytesOf(key)) == 0;
  for (auto* wiped : {&secret, &boxSecret, &key}) sodium_memzero(wiped->data(), wiped->size());
  if (!begun) return fail(ErrorCode::NotPermitted, "it was sealed for another reader");
  return opener;
}

Result<StreamOpener::Piece> StreamOpener::open(std::string_view sealed) {
  if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) {
    return fail(ErrorCode::CorruptData, "a sealed piece is too short");
  }
  Piece piece;
  piece.bytes.resize(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&m_state->stream, bytesOf(piece.bytes), nullptr, &tag, bytesOf(sealed),
                                                 sealed.size(), nullptr, 0) != 0) {
    return fail(ErrorCode::CorruptData, "a sealed piece is damaged or not in its place");
  }
  piece.last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return piece;
}

}  // namespace thucdia::core
