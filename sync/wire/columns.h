#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/crypto.h"
#include "core/base/error.h"

namespace thucdia::sync {

/// A message whose changes stand column by column: all answers to one question beside one another, names and lengths
/// said once. Packed, a batch of visits takes a third less than as a message; the message comes out byte for byte but
/// for the order of its fields. What nothing of the kind helps is left to zstd, which these bytes go through next.
///
/// In varints unless said otherwise, lengths before bytes:
///   the message without its changes · the changes' field number · their number
///   the changes' kinds · their ids, 16 bytes each · their stamps: lengths, then the bytes of all
///   columns: count, then kind, field number, and 0 or 1 and the name of a map's entry
///   for each change its values in order: count, then zigzag difference to the column before (first: to column 0)
///   for each column: its form, then what that asks for:
///     0  the values: lengths and bytes of all. A plain field's value is the field with its tag, an entry's its message
///     1  values that are one length-delimited field each: its tag, lengths of the contents, contents
///     2  values that are one varint field each: its tag, the varints
///     3  as 1, but before the lengths for each value where its content is: 0 here (only these have a length), else
///        3 (d - 1) + 1: the body of the change d before, + 2: that body's SHA-256, + 3: that change's id; d up to 8
///   Lengths: 0 and the one that all have, or 1 and each.
///
/// `field`: the number of the message's field of changes (exchange.proto). Nothing when the message does not take this
/// form: it has no changes, or one that the library would have written otherwise.
[[nodiscard]] std::optional<std::string> toColumns(std::string_view message, std::uint32_t field);

/// The message again. CorruptData when the bytes are not what toColumns makes; LimitExceeded when it would be longer
/// than `limit` bytes or has more changes than a batch may: nothing is allocated far beyond that.
/// `hash`: SHA-256, so that the hub can bring a quicker one.
[[nodiscard]] core::Result<std::string> fromColumns(std::string_view columns, std::size_t limit,
                                                    core::Sha256Digest (*hash)(std::string_view) = core::sha256);

}  // namespace thucdia::sync
