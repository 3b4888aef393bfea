#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

#include "core/base/dates.h"
#include "core/base/random.h"
#include "core/forms/session_host.h"

namespace thucdia::core::forms::testing {

/// A host whose clock stands, whose randomness repeats and whose zone is UTC unless told otherwise.
class TestHost final : public SessionHost {
 public:
  explicit TestHost(std::string_view now = "2024-03-15T10:30:00.000Z", std::uint64_t seed = 1)
      : clockAt(parseRfc3339(now).value()), m_random(seed) {}

  [[nodiscard]] Timestamp now() const override { return clockAt; }
  [[nodiscard]] int zoneMinutes() const override { return zone; }
  [[nodiscard]] std::string property(std::string_view name) const override {
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
  }
  [[nodiscard]] std::string newRowId() override { return "t-" + std::to_string(++m_rows); }
  [[nodiscard]] std::uint64_t random() override { return m_random.next(); }
  [[nodiscard]] std::string position() const override { return "10 20 30 4"; }
  [[nodiscard]] std::string lastSaved(std::string_view path) const override {
    const auto found = saved.find(path);
    return found == saved.end() ? std::string() : found->second;
  }
  [[nodiscard]] const ExternalData& externalData() const override { return data; }
  [[nodiscard]] char decimalMark(std::string_view language) const override {
    return language == "Tiếng Việt (vi)" ? ',' : '.';
  }

  Timestamp clockAt;
  int zone = 0;
  std::map<std::string, std::string, std::less<>> properties;
  std::map<std::string, std::string, std::less<>> saved;
  MemoryData data;

 private:
  SeededRandom m_random;
  int m_rows = 0;
};

/// The folder of real forms that may lie beside a checkout: named by THUCDIA_SHARED, or "shared" beside the source or
/// one folder further up. Nothing when it is not there.
inline std::optional<std::filesystem::path> sharedFolder() {
  std::vector<std::filesystem::path> places;
  if (const char* named = std::getenv("THUCDIA_SHARED")) places.emplace_back(named);
  places.push_back(std::filesystem::path(THUCDIA_SOURCE_DIR) / ".." / "shared");
  places.push_back(std::filesystem::path(THUCDIA_SOURCE_DIR) / ".." / ".." / "shared");
  for (const auto& place : places)
    if (std::filesystem::exists(place / "forms-corpus")) return place;
  return std::nullopt;
}

inline std::string readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

}  // namespace thucdia::core::forms::testing
