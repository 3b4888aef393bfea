#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace thucdia::core {

/// A file that was put into the program by thucdia_embed (platforms/cmake/Embed.cmake).
struct EmbeddedFile {
  std::string_view name;   ///< without folder: "norms.csv"
  std::string_view bytes;  ///< lives as long as the program
};

}  // namespace thucdia::core
