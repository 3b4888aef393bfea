#include "core/visits/seal.h"

#include <cstdint>

namespace thucdia::core::visits {

std::string signedBytes(const v1::VisitSeal& seal, HashFunction hash) {
  std::string bytes = "thucdia visit seal v1\n";
  const auto bigEndian = [&bytes](std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>(value >> (8 * i));
  };
  bytes += seal.visit_id();
  bigEndian(static_cast<std::uint32_t>(seal.revision()), 4);
  bigEndian(static_cast<std::uint64_t>(seal.sealed_at()), 8);
  bytes += raw(hash(seal.content()));
  return bytes;
}

Result<> verifySeal(const v1::VisitSeal& seal, std::string_view publicKey, HashFunction hash) {
  if (!verify(publicKey, signedBytes(seal, hash), seal.signature())) {
    return fail(ErrorCode::BadSignature, "the seal is not what this device signed");
  }
  return {};
}

}  // namespace thucdia::core::visits
