#pragma once

#include <istream>
#include <memory>
#include <string>

#include "core/base/disk.h"

namespace thucdia::hub {

/// A file of a disk as a stream to read and seek in; what the disk fails to read leaves it bad. NotFound, IoError.
[[nodiscard]] core::Result<std::unique_ptr<std::istream>> readStream(core::Disk& disk, const std::string& path);

}  // namespace thucdia::hub
