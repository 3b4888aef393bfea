#include "sync/hub/hashing.h"

#include <openssl/evp.h>

#include "core/base/error.h"

namespace thucdia::hub {

namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

struct QuickSha256::State {
  std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
};

QuickSha256::QuickSha256() : m_state(std::make_unique<State>()) {
  THUCDIA_ASSERT(EVP_DigestInit_ex(m_state->context.get(), EVP_sha256(), nullptr) == 1);
}
QuickSha256::~QuickSha256() = default;
QuickSha256::QuickSha256(QuickSha256&&) noexcept = default;
QuickSha256& QuickSha256::operator=(QuickSha256&&) noexcept = default;

void QuickSha256::add(std::string_view bytes) {
  THUCDIA_ASSERT(EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size()) == 1);
}

core::Sha256Digest QuickSha256::finish() {
  core::Sha256Digest digest;
  THUCDIA_ASSERT(EVP_DigestFinal_ex(m_state->context.get(), digest.data(), nullptr) == 1);
  return digest;
}

core::Sha256Digest quickSha256(std::string_view bytes) {
  // The context is kept: making one costs more than hashing a short message.
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  static const EVP_MD* const kind = EVP_sha256();
  core::Sha256Digest digest;
  THUCDIA_ASSERT(EVP_DigestInit_ex(context.get(), kind, nullptr) == 1);
  THUCDIA_ASSERT(EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1);
  THUCDIA_ASSERT(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace thucdia::hub
