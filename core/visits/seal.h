#pragma once

#include <string>
#include <string_view>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/crypto.h"
#include "core/base/error.h"

namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

/// SHA-256, so that the hub can bring a quicker one.
using HashFunction = Sha256Digest (*)(std::string_view);

/// The bytes that a seal's signature is over.
[[nodiscard]] std::string signedBytes(const v1::VisitSeal& seal, HashFunction hash = sha256);
/// BadSignature when the seal is not what the device with this public key signed.
[[nodiscard]] Result<> verifySeal(const v1::VisitSeal& seal, std::string_view publicKey, HashFunction hash = sha256);

}  // namespace thucdia::core::visits
