#pragma once

#include <string>

#include "core/base/error.h"

namespace thucdia::cli {

/// A file's bytes. NotFound, IoError, LimitExceeded (256 MiB).
[[nodiscard]] core::Result<std::string> readFile(const std::string& path);

}  // namespace thucdia::cli
