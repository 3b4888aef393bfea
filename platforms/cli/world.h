#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/replica/replica.h"

namespace thucdia::cli {

/// What the commands have of the world. One for the whole run.
struct World {
  std::ostream& out;
  std::ostream& err;  ///< for what is worth knowing beside what was asked for
  core::SystemClock clock = {};
  core::SystemRandom random = {};

  /// The replica of a folder. NotFound where there is none: only `enrol` makes one.
  [[nodiscard]] core::Result<std::unique_ptr<core::replica::Replica>> open(const std::string& folder);
  /// The same, made where there is none.
  [[nodiscard]] core::Result<std::unique_ptr<core::replica::Replica>> openOrMake(const std::string& folder);
};

/// An id typed on the command line. InvalidArgument when it is no UUID.
template <class IdType>
[[nodiscard]] core::Result<IdType> typedId(std::string_view text) {
  if (const auto id = IdType::parse(text)) return *id;
  return core::fail(core::ErrorCode::InvalidArgument, "not an id: " + std::string(text));
}

}  // namespace thucdia::cli
