#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::core {

/// A file that appears whole or not at all: written beside its place under a temporary name, flushed to the disk, then
/// renamed over it. What is not committed is removed. For one thread.
class AtomicFile {
 public:
  /// Begins to write `path`, whose folder must exist. IoError, DiskFull.
  [[nodiscard]] static Result<AtomicFile> create(std::filesystem::path path);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept = default;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Appends. After an error nothing more is written and commit() repeats it.
  [[nodiscard]] Result<> write(std::string_view bytes);
  /// What was written is on the disk once this returns, still under the temporary name: of several files that belong
  /// together all can be made sure of before the first is put in its place.
  [[nodiscard]] Result<> sync();
  /// Puts the file in its place, durably. Once.
  [[nodiscard]] Result<> commit();

  /// Writes all of `bytes`: create, write, commit.
  [[nodiscard]] static Result<> save(const std::filesystem::path& path, std::string_view bytes);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  AtomicFile(std::filesystem::path path, std::filesystem::path temporary, std::FILE* file);
  [[nodiscard]] Result<> refuse(const char* doing);

  std::filesystem::path m_path;
  std::filesystem::path m_temporary;
  std::unique_ptr<std::FILE, Close> m_file;
  Result<> m_state;
};

}  // namespace thucdia::core
