#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core {

/// An open file. For one thread at a time. Closes when it goes.
class DiskFile {
 public:
  virtual ~DiskFile() = default;
  /// The bytes from `offset`, at most `size` of them: fewer at the file's end, none beyond it.
  [[nodiscard]] virtual Result<std::string> read(std::uint64_t offset, std::size_t size) = 0;
  /// All of `bytes` at `offset`; the file grows as needed.
  [[nodiscard]] virtual Result<> write(std::uint64_t offset, std::string_view bytes) = 0;
  [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
  /// What was written survives a power loss once this returns (the file's name only after syncFolder).
  [[nodiscard]] virtual Result<> sync() = 0;
};

/// Files and folders, for what is kept outside the database. Passed in, so that tests and the simulator may lose power
/// or space at any step. Paths are UTF-8. Thread-safe. Errors: NotFound, AlreadyExists, DiskFull, else IoError.
class Disk {
 public:
  virtual ~Disk() = default;
  /// A file that is there, to read. A folder is an IoError.
  [[nodiscard]] virtual Result<std::unique_ptr<DiskFile>> openToRead(const std::string& path) = 0;
  /// A file to write and read; made empty when it is not there.
  [[nodiscard]] virtual Result<std::unique_ptr<DiskFile>> openToWrite(const std::string& path) = 0;
  /// A new file that removeAbandoned leaves alone as long as it is open. AlreadyExists when there is such a file.
  [[nodiscard]] virtual Result<std::unique_ptr<DiskFile>> createHeld(const std::string& path) = 0;
  /// Removes the folder's files that no process holds open by createHeld: what a crash left behind.
  [[nodiscard]] virtual Result<> removeAbandoned(const std::string& folder) = 0;
  /// Puts `from` in the place of `to` at once; what was there goes. Durable after syncFolder.
  [[nodiscard]] virtual Result<> rename(const std::string& from, const std::string& to) = 0;
  [[nodiscard]] virtual Result<> remove(const std::string& path) = 0;
  /// The file's size; nothing when there is no such file.
  [[nodiscard]] virtual Result<std::optional<std::uint64_t>> sizeOf(const std::string& path) = 0;
  /// Makes the folder in a folder that is there. True when it was not there before.
  [[nodiscard]] virtual Result<bool> makeFolder(const std::string& path) = 0;
  /// The names of files and folders made in, moved into or removed from this folder survive a power loss.
  [[nodiscard]] virtual Result<> syncFolder(const std::string& path) = 0;
  /// The names in a folder, without "." and "..", sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;

  /// The name of this file or folder survives a power loss.
  [[nodiscard]] Result<> syncNameOf(const std::string& path);
  /// Makes the folder and those that it lies in, where they are not there, each with a name that survives a power loss.
  [[nodiscard]] Result<> makeFolders(const std::string& path);
};

/// The machine's disk, by POSIX calls. Held files carry a lock (flock), which the system frees when a process dies.
class SystemDisk final : public Disk {
 public:
  [[nodiscard]] Result<std::unique_ptr<DiskFile>> openToRead(const std::string& path) override;
  [[nodiscard]] Result<std::unique_ptr<DiskFile>> openToWrite(const std::string& path) override;
  [[nodiscard]] Result<std::unique_ptr<DiskFile>> createHeld(const std::string& path) override;
  [[nodiscard]] Result<> removeAbandoned(const std::string& folder) override;
  [[nodiscard]] Result<> rename(const std::string& from, const std::string& to) override;
  [[nodiscard]] Result<> remove(const std::string& path) override;
  [[nodiscard]] Result<std::optional<std::uint64_t>> sizeOf(const std::string& path) override;
  [[nodiscard]] Result<bool> makeFolder(const std::string& path) override;
  [[nodiscard]] Result<> syncFolder(const std::string& path) override;
  [[nodiscard]] Result<std::vector<std::string>> list(const std::string& folder) override;
};

/// `disk`, or the machine's when there is none.
[[nodiscard]] Disk& orSystemDisk(Disk* disk);

}  // namespace thucdia::core
