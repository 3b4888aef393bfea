#include "platforms/cli/files.h"

#include <cstdint>

#include "core/base/disk.h"

namespace thucdia::cli {

core::Result<std::string> readFile(const std::string& path) {
  constexpr std::uint64_t kMost = 256ULL << 20;
  core::SystemDisk disk;
  THUCDIA_ASSIGN(const auto file, disk.openToRead(path));
  THUCDIA_ASSIGN(const auto size, file->size());
  if (size > kMost) return core::fail(core::ErrorCode::LimitExceeded, path + " is larger than 256 MiB");
  return file->read(0, size);
}

}  // namespace thucdia::cli
