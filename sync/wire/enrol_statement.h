#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <thucdia/sync/v1/enrol.pb.h>

namespace thucdia::sync {

/// What a device signs to enrol, and the statement that the hub's signed reply answers: "thucdia enrol v1\n",
/// SHA-256(secret), public key.
[[nodiscard]] std::string enrolStatement(std::string_view secret, std::string_view publicKey);

/// The first 8 bytes of SHA-256 over the account's fields: changes whenever it does. Never 0.
[[nodiscard]] std::uint64_t accountMark(const v1::Account& account);

}  // namespace thucdia::sync
