#pragma once

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace thucdia::tests {

/// Compares with a file beside this one; THUCDIA_WRITE_GOLDEN=1 writes it anew, to be read before it is committed.
inline std::string golden(const std::string& name, const std::string& actual) {
  const std::string path = std::string(THUCDIA_SOURCE_DIR) + "/tests/core/reports/" + name;
  if (std::getenv("THUCDIA_WRITE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace thucdia::tests
