#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::sync {

/// One zstd frame (RFC 8878) that states its content size.
[[nodiscard]] std::string compress(std::string_view bytes, int level = 3);

/// The content of one whole zstd frame. CorruptData when it is none, does not state its size or anything follows it;
/// LimitExceeded when it would be longer than `limit` bytes: nothing is allocated beyond that.
[[nodiscard]] core::Result<std::string> decompress(std::string_view frame, std::size_t limit);

}  // namespace thucdia::sync
