#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::core::replica {

/// Keeps a device's secrets where the platform keeps them best.
class KeyStore {
 public:
  virtual ~KeyStore() = default;
  /// The secret of this name; nothing when there is none.
  [[nodiscard]] virtual Result<std::optional<std::string>> load(std::string_view name) = 0;
  /// Durable when it returns.
  [[nodiscard]] virtual Result<> save(std::string_view name, std::string_view secret) = 0;
};

/// Files `<name>.key` in a folder, readable by their owner only: for desktops, command lines and tests.
class FileKeyStore final : public KeyStore {
 public:
  explicit FileKeyStore(std::filesystem::path folder) : m_folder(std::move(folder)) {}
  [[nodiscard]] Result<std::optional<std::string>> load(std::string_view name) override;
  [[nodiscard]] Result<> save(std::string_view name, std::string_view secret) override;

 private:
  std::filesystem::path m_folder;
};

}  // namespace thucdia::core::replica
