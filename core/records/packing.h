#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/id.h"

namespace thucdia::core::records {

/// How a visit's or seal's body lies in its row: short ones as they are; those of 400 bytes and more as a zero byte (no
/// field of a message begins so), the dictionary's version, and a zstd frame (RFC 8878) made with that dictionary,
/// without checksum and without naming it. Dictionaries are shipped with the program and never change: a new one is the
/// next version, and what older ones packed stays readable.
[[nodiscard]] std::string pack(std::string_view body);

/// What lies in a visit's row when its body is, byte for byte, what this seal holds: a zero byte, 255, the seal's id.
[[nodiscard]] std::string heldIn(RecordId seal);
/// The seal of such bytes; nothing for others.
[[nodiscard]] std::optional<RecordId> sealHolding(std::string_view stored);

/// The body that a row's bytes hold: `stored` itself where it lies plain, else unpacked into `scratch`. Throws an error
/// that Store::read turns into CorruptData when it is damaged or longer than any record.
[[nodiscard]] std::string_view unpack(std::string_view stored, std::string& scratch);

}  // namespace thucdia::core::records
