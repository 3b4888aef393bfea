#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/crypto.h"
#include "core/base/error.h"

namespace thucdia::core {

/// Encrypts pieces, in order, for one reader: libsodium's secretstream (XChaCha20-Poly1305) under a new key that is
/// sealed (crypto_box_seal, X25519) for the reader's Ed25519 key. Keys come from the system's randomness. It hides what
/// is said; who says it must be signed beside.
class StreamSealer {
 public:
  /// InvalidArgument when it is no Ed25519 public key (32 bytes).
  [[nodiscard]] static Result<StreamSealer> make(std::string_view readerPublicKey);
  ~StreamSealer();
  StreamSealer(StreamSealer&&) noexcept;
  StreamSealer& operator=(StreamSealer&&) = delete;

  [[nodiscard]] const std::string& sealedKey() const { return m_sealedKey; }  ///< 80 bytes
  [[nodiscard]] const std::string& header() const { return m_header; }        ///< 24 bytes
  /// The next piece, 17 bytes longer. The last one ends the stream: what follows it, or its lack, is noticed.
  [[nodiscard]] std::string seal(std::string_view piece, bool last);

 private:
  struct State;
  StreamSealer();
  std::unique_ptr<State> m_state;
  std::string m_sealedKey;
  std::string m_header;
};

/// Reads what a StreamSealer wrote for this key.
class StreamOpener {
 public:
  /// NotPermitted when it was sealed for another key.
  [[nodiscard]] static Result<StreamOpener> make(const KeyPair& reader, std::string_view sealedKey,
                                                 std::string_view header);
  ~StreamOpener();
  StreamOpener(StreamOpener&&) noexcept;
  StreamOpener& operator=(StreamOpener&&) = delete;

  struct Piece {
    std::string bytes;
    bool last = false;
  };
  /// The next piece. CorruptData when it is not that.
  [[nodiscard]] Result<Piece> open(std::string_view sealed);

 private:
  struct State;
  StreamOpener();
  std::unique_ptr<State> m_state;
};

}  // namespace thucdia::core
