#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/disk.h"
#include "core/base/error.h"

namespace thucdia::core::replica {

/// A stored file: the SHA-256 of its bytes (32 raw bytes, as records name it) and its length.
struct BlobInfo {
  std::string sha256;
  std::uint64_t size = 0;
  bool operator==(const BlobInfo&) const = default;
};

/// Photos, signatures and other files, each under the hash of its bytes: `<folder>/<first two hex digits>/<hex>`.
/// Bytes are durable before a row may speak of them: what put, putFile and finish return survives a power loss, and a
/// file under its name is whole.
///
/// Thread contract: thread-safe, and several programs may use one folder. Only one at a time may append to one file
/// that is being received. Errors: InvalidArgument for a hash that has not 32 bytes, NotFound, DiskFull, IoError.
class BlobStore {
 public:
  /// Makes the folder (its parent must be there) and removes what crashed programs left half written. `disk` outlives
  /// the store.
  [[nodiscard]] static Result<std::unique_ptr<BlobStore>> open(Disk& disk, std::string folder);

  [[nodiscard]] Result<BlobInfo> put(std::string_view bytes);
  /// Copies a file of the same disk; it stays where it is.
  [[nodiscard]] Result<BlobInfo> putFile(const std::string& path);

  [[nodiscard]] Result<bool> has(std::string_view sha256) const;
  /// NotFound when it is not here.
  [[nodiscard]] Result<std::uint64_t> sizeOf(std::string_view sha256) const;
  /// The whole file.
  [[nodiscard]] Result<std::string> read(std::string_view sha256) const;
  /// At most `size` bytes from `offset`: fewer at the end.
  [[nodiscard]] Result<std::string> readPiece(std::string_view sha256, std::uint64_t offset, std::size_t size) const;
  /// Where the file is or would be, for what reads files itself (image viewers, PDF).
  [[nodiscard]] Result<std::string> path(std::string_view sha256) const;
  /// Reads it all: CorruptData when the bytes are no longer those of the hash.
  [[nodiscard]] Result<> verify(std::string_view sha256) const;
  /// NotFound when it is not here.
  [[nodiscard]] Result<> remove(std::string_view sha256);

  // A file that arrives in pieces lies in `<folder>/receiving/<hex>` until it is whole, also over a restart.

  /// How many bytes have arrived; 0 when none.
  [[nodiscard]] Result<std::uint64_t> received(std::string_view sha256) const;
  /// Writes a piece durably and returns how many bytes have arrived now. A piece may come again or overlap what is
  /// there; InvalidArgument when it would leave a gap, LimitExceeded when it reaches beyond `total`, the announced
  /// length in bytes.
  [[nodiscard]] Result<std::uint64_t> append(std::string_view sha256, std::uint64_t total, std::uint64_t offset,
                                             std::string_view bytes);
  /// Checks the hash and puts the file in its place. InvalidArgument when bytes are missing; BadHash when they are not
  /// those of the hash: then they are dropped and the file must be received again.
  [[nodiscard]] Result<BlobInfo> finish(std::string_view sha256, std::uint64_t total);
  /// Drops what has arrived; no error when nothing has.
  [[nodiscard]] Result<> abandon(std::string_view sha256);

 private:
  struct Draft;

  BlobStore(Disk& disk, std::string folder) : m_disk(disk), m_folder(std::move(folder)) {}
  [[nodiscard]] Result<Draft> newDraft();
  [[nodiscard]] Result<BlobInfo> keep(Draft draft, std::string sha256, std::uint64_t size);
  [[nodiscard]] Result<> moveIn(const std::string& from, std::string_view sha256);
  [[nodiscard]] Result<> syncReceived(DiskFile& file, const std::string& where);
  [[nodiscard]] Result<std::string> receivingPath(std::string_view sha256) const;
  [[nodiscard]] Result<std::string> hashOf(DiskFile& file) const;

  Disk& m_disk;
  std::string m_folder;
  std::mutex m_mutex;
  std::bitset<256> m_madeFolders;  ///< durable folders of two hex digits
};

}  // namespace thucdia::core::replica
