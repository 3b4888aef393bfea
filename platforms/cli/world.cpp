#include "platforms/cli/world.h"

#include <filesystem>
#include <system_error>

namespace thucdia::cli {

core::Result<std::unique_ptr<core::replica::Replica>> World::open(const std::string& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    return core::fail(core::ErrorCode::NotFound, "no replica in " + folder + "; enrol one first");
  }
  return openOrMake(folder);
}

core::Result<std::unique_ptr<core::replica::Replica>> World::openOrMake(const std::string& folder) {
  core::replica::Replica::Options options;
  options.folder = folder;
  options.clock = &clock;
  options.random = &random;
  return core::replica::Replica::open(options);
}

}  // namespace thucdia::cli
