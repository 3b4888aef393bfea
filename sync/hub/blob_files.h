#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/disk.h"
#include "core/base/error.h"

namespace thucdia::hub {

/// Blobs on disk: `folder`/blobs/<first two digits>/<sha-256>, and what has not come whole in `folder`/incoming. A blob
/// under its name is whole, was hashed and is durable. Thread-safe; several processes may share the folder.
class BlobFiles {
 public:
  /// `folder` is there; `disk` outlives this.
  BlobFiles(core::Disk& disk, std::string folder);

  /// The size of a whole blob; nothing when it is not there, or a power loss might take it. Hashes are 32 raw bytes.
  [[nodiscard]] std::optional<std::uint64_t> sizeOf(std::string_view sha256) const;
  /// How much there is of it, from the front: its size when it is whole.
  [[nodiscard]] std::uint64_t have(std::string_view sha256) const;

  struct Stored {
    std::uint64_t have = 0;
    bool complete = false;
  };
  /// Adds a piece that begins at `offset` of a blob of `size` bytes. A piece that begins beyond what is there changes
  /// nothing (what is there is said); one that overlaps is taken from where it is new. With the last piece the whole is
  /// hashed: BadHash, and it begins anew, when it is not what it was announced as. DiskFull, IoError.
  [[nodiscard]] core::Result<Stored> add(std::string_view sha256, std::uint64_t size, std::uint64_t offset,
                                         std::string_view piece);

  /// At most `limit` bytes from `offset` of a whole blob. NotFound when it is not there.
  [[nodiscard]] core::Result<std::string> read(std::string_view sha256, std::uint64_t offset, std::size_t limit) const;
  /// Whether the stored bytes still have their hash. NotFound when it is not there.
  [[nodiscard]] core::Result<bool> verify(std::string_view sha256) const;
  /// Where a whole blob lies.
  [[nodiscard]] std::string pathOf(std::string_view sha256) const;
  /// Removes a whole blob; no error when it is not there.
  [[nodiscard]] core::Result<> remove(std::string_view sha256);
  /// Hashes of all whole blobs, sorted.
  [[nodiscard]] core::Result<std::vector<std::string>> list() const;

 private:
  [[nodiscard]] std::string partOf(std::string_view sha256) const;
  [[nodiscard]] std::mutex& lockOf(std::string_view sha256) const;
  [[nodiscard]] core::Result<std::unique_ptr<core::DiskFile>> openPart(const std::string& part);
  /// Gives what has come whole its name.
  [[nodiscard]] core::Result<> moveIn(const std::string& part, std::string_view sha256);

  /// One of two hex digits. Its mutex is held while a name in it is made or asked for.
  struct Folder {
    std::mutex mutex;
    bool made = false;          ///< it is there, durably
    bool namesDurable = false;  ///< those in it; not until they were synced by this process without failing
  };

  core::Disk& m_disk;
  std::string m_folder;
  mutable std::array<std::mutex, 64> m_locks;
  mutable std::array<Folder, 256> m_folders;
};

}  // namespace thucdia::hub
