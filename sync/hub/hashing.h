#pragma once

#include <memory>
#include <string_view>

#include "core/base/crypto.h"

namespace thucdia::hub {

/// SHA-256 by OpenSSL, which uses the processor's instructions: five times as quick as libsodium's on a server.
[[nodiscard]] core::Sha256Digest quickSha256(std::string_view bytes);

/// The same in pieces. Not thread-safe.
class QuickSha256 {
 public:
  QuickSha256();
  ~QuickSha256();
  QuickSha256(QuickSha256&&) noexcept;
  QuickSha256& operator=(QuickSha256&&) noexcept;
  void add(std::string_view bytes);
  /// The digest of all that was added; nothing more may be added afterwards.
  [[nodiscard]] core::Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace thucdia::hub
