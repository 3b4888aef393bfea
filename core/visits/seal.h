#pragma once

#include <string>
#include <string_view>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/error.h"

namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

/// The bytes that a seal's signature is over.
[[nodiscard]] std::string signedBytes(const v1::VisitSeal& seal);
/// BadSignature when the seal is not what the device with this public key signed.
[[nodiscard]] Result<> verifySeal(const v1::VisitSeal& seal, std::string_view publicKey);

}  // namespace thucdia::core::visits
