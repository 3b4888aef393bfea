#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thucdia::hub {

/// For each leaf of a head, in canonical order, the sequence of the change that last touched it. Stored as runs of
/// (count, sequence), varints: one change, the ordinary case, costs three or four bytes for any number of leaves.
[[nodiscard]] std::string encodeLeafSequences(const std::vector<std::uint64_t>& sequences);
/// Nothing when the bytes are damaged or are not for `leaves` leaves.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> decodeLeafSequences(std::string_view bytes, std::size_t leaves);

}  // namespace thucdia::hub
