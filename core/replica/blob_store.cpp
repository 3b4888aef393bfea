#include "core/replica/blob_store.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "core/base/crypto.h"

namespace thucdia::core::replica {

namespace {

constexpr std::size_t kChunk = 256 * 1024;
constexpr std::size_t kHashBytes = 32;
constexpr int kDraftNames = 10'000;

Result<> checkHash(std::string_view sha256) {
  if (sha256.size() == kHashBytes) return {};
  return fail(ErrorCode::InvalidArgument, fmt::format("a SHA-256 has 32 bytes, this has {}", sha256.size()));
}

Error missing(std::string_view sha256) { return {ErrorCode::NotFound, "blob " + hex(sha256), {}}; }

/// NotFound on a blob's path means that the blob is not here.
Error named(Error error, std::string_view sha256) {
  return error.code == ErrorCode::NotFound ? missing(sha256) : std::move(error);
}

/// Hands the file's bytes to `sink(offset, bytes)` piece by piece and returns how many there were.
template <class Sink>
Result<std::uint64_t> readThrough(DiskFile& file, Sink sink) {
  for (std::uint64_t offset = 0;;) {
    THUCDIA_ASSIGN(const std::string piece, file.read(offset, kChunk));
    if (piece.empty()) return offset;
    THUCDIA_TRY(sink(offset, piece));
    offset += piece.size();
  }
}

}  // namespace

/// A file being written under a name of its own; removed unless it was moved to its place.
struct BlobStore::Draft {
  Draft(Disk& where, std::string name, std::unique_ptr<DiskFile> held)
      : disk(&where), path(std::move(name)), file(std::move(held)) {}
  Draft(Draft&& other) noexcept
      : disk(std::exchange(other.disk, nullptr)), path(std::move(other.path)), file(std::move(other.file)) {}
  Draft& operator=(Draft&&) = delete;
  ~Draft() {
    if (disk) (void)disk->remove(path);
  }

  Disk* disk;  ///< null once it is in its place
  std::string path;
  std::unique_ptr<DiskFile> file;
};

Result<std::unique_ptr<BlobStore>> BlobStore::open(Disk& disk, std::string folder) {
  std::unique_ptr<BlobStore> store(new BlobStore(disk, std::move(folder)));
  for (const auto* inner : {"", "/unfinished", "/receiving"}) THUCDIA_TRY(disk.makeFolders(store->m_folder + inner));
  THUCDIA_TRY(disk.removeAbandoned(store->m_folder + "/unfinished"));
  return store;
}

Result<BlobStore::Draft> BlobStore::newDraft() {
  for (int number = 0; number < kDraftNames; ++number) {
    auto path = fmt::format("{}/unfinished/{}", m_folder, number);
    auto file = m_disk.createHeld(path);
    if (file) return Draft(m_disk, std::move(path), std::move(*file));
    if (file.error().code != ErrorCode::AlreadyExists) return fail(file.error());
  }
  return fail(ErrorCode::LimitExceeded, fmt::format("{} unfinished files in {}", kDraftNames, m_folder));
}

Result<BlobInfo> BlobStore::keep(Draft draft, std::string sha256, std::uint64_t size) {
  THUCDIA_TRY(draft.file->sync());
  THUCDIA_TRY(moveIn(draft.path, sha256));
  draft.disk = nullptr;
  return BlobInfo{std::move(sha256), size};
}

Result<> BlobStore::moveIn(const std::string& from, std::string_view sha256) {
  THUCDIA_ASSIGN(const std::string to, path(sha256));
  const auto number = static_cast<unsigned char>(sha256.front());
  bool made = false;
  {
    const std::scoped_lock lock(m_mutex);
    made = m_madeFolders[number];
  }
  if (!made) {
    // Synced even when it was there: another program may have made it a moment ago.
    const auto folder = std::filesystem::path(to).parent_path().string();
    THUCDIA_TRY(m_disk.makeFolder(folder));
    THUCDIA_TRY(m_disk.syncNameOf(folder));
    const std::scoped_lock lock(m_mutex);
    m_madeFolders[number] = true;
  }
  THUCDIA_TRY(m_disk.rename(from, to));
  return m_disk.syncNameOf(to);
}

Result<BlobInfo> BlobStore::put(std::string_view bytes) {
  THUCDIA_ASSIGN(Draft draft, newDraft());
  THUCDIA_TRY(draft.file->write(0, bytes));
  return keep(std::move(draft), std::string(raw(sha256(bytes))), bytes.size());
}

Result<BlobInfo> BlobStore::putFile(const std::string& path) {
  THUCDIA_ASSIGN(const auto source, m_disk.openToRead(path));
  THUCDIA_ASSIGN(Draft draft, newDraft());
  Sha256 hash;
  THUCDIA_ASSIGN(const auto size, readThrough(*source, [&](std::uint64_t offset, const std::string& piece) {
                   hash.add(piece);
                   return draft.file->write(offset, piece);
                 }));
  return keep(std::move(draft), std::string(raw(hash.finish())), size);
}

Result<bool> BlobStore::has(std::string_view sha256) const {
  THUCDIA_ASSIGN(const std::string where, path(sha256));
  THUCDIA_ASSIGN(const auto size, m_disk.sizeOf(where));
  return size.has_value();
}

Result<std::uint64_t> BlobStore::sizeOf(std::string_view sha256) const {
  THUCDIA_ASSIGN(const std::string where, path(sha256));
  THUCDIA_ASSIGN(const auto size, m_disk.sizeOf(where));
  if (!size) return fail(missing(sha256));
  return *size;
}

Result<std::string> BlobStore::read(std::string_view sha256) const {
  THUCDIA_ASSIGN(const auto size, sizeOf(sha256));
  return readPiece(sha256, 0, static_cast<std::size_t>(size));
}

Result<std::string> BlobStore::readPiece(std::string_view sha256, std::uint64_t offset, std::size_t size) const {
  THUCDIA_ASSIGN(const std::string where, path(sha256));
  auto file = m_disk.openToRead(where);
  if (!file) return fail(named(file.error(), sha256));
  return (*file)->read(offset, size);
}

Result<std::string> BlobStore::path(std::string_view sha256) const {
  THUCDIA_TRY(checkHash(sha256));
  const auto name = hex(sha256);
  return fmt::format("{}/{}/{}", m_folder, name.substr(0, 2), name);
}

Result<> BlobStore::verify(std::string_view sha256) const {
  THUCDIA_ASSIGN(const std::string where, path(sha256));
  auto file = m_disk.openToRead(where);
  if (!file) return fail(named(file.error(), sha256));
  THUCDIA_ASSIGN(const auto found, hashOf(**file));
  if (found != sha256) return fail(ErrorCode::CorruptData, where + ": its bytes are no longer those of its hash");
  return {};
}

Result<> BlobStore::remove(std::string_view sha256) {
  THUCDIA_ASSIGN(const std::string where, path(sha256));
  const auto removed = m_disk.remove(where);
  if (!removed) return fail(named(removed.error(), sha256));
  return m_disk.syncNameOf(where);
}

Result<std::uint64_t> BlobStore::received(std::string_view sha256) const {
  THUCDIA_ASSIGN(const std::string where, receivingPath(sha256));
  THUCDIA_ASSIGN(const auto size, m_disk.sizeOf(where));
  return size.value_or(0);
}

Result<std::uint64_t> BlobStore::append(std::string_view sha256, std::uint64_t total, std::uint64_t offset,
                                        std::string_view bytes) {
  THUCDIA_ASSIGN(const std::string where, receivingPath(sha256));
  THUCDIA_ASSIGN(const auto before, m_disk.sizeOf(where));
  const auto held = before.value_or(0);
  if (offset > held) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("a piece at {} of blob {}, of which {} bytes are here", offset, hex(sha256), held));
  }
  if (offset > total || bytes.size() > total - offset) {
    return fail(ErrorCode::LimitExceeded, fmt::format("a piece of {} bytes at {} of blob {}, which has {} bytes",
                                                      bytes.size(), offset, hex(sha256), total));
  }
  THUCDIA_ASSIGN(const auto file, m_disk.openToWrite(where));
  THUCDIA_TRY(file->write(offset, bytes));
  THUCDIA_TRY(syncReceived(*file, where));
  if (!before) THUCDIA_TRY(m_disk.syncNameOf(where));
  return std::max<std::uint64_t>(held, offset + bytes.size());
}

Result<BlobInfo> BlobStore::finish(std::string_view sha256, std::uint64_t total) {
  THUCDIA_ASSIGN(const std::string where, receivingPath(sha256));
  THUCDIA_ASSIGN(const auto held, m_disk.sizeOf(where));
  if (!held) {
    // A power loss may have come between moving it in and noting so.
    THUCDIA_ASSIGN(const auto kept, sizeOf(sha256));
    if (kept == total) {
      // Or the sync of its name has failed.
      THUCDIA_ASSIGN(const std::string to, path(sha256));
      THUCDIA_TRY(m_disk.syncNameOf(to));
      return BlobInfo{std::string(sha256), total};
    }
  }
  if (held.value_or(0) < total) {
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} of {} bytes of blob {} are here", held.value_or(0), total, hex(sha256)));
  }
  THUCDIA_ASSIGN(const auto file, m_disk.openToWrite(where));
  THUCDIA_ASSIGN(const auto found, hashOf(*file));
  if (*held != total || found != sha256) {
    THUCDIA_TRY(m_disk.remove(where));
    return fail(ErrorCode::BadHash, "what was received as blob " + hex(sha256));
  }
  THUCDIA_TRY(syncReceived(*file, where));
  THUCDIA_TRY(moveIn(where, sha256));
  return BlobInfo{std::string(sha256), total};
}

Result<> BlobStore::syncReceived(DiskFile& file, const std::string& where) {
  auto synced = file.sync();
  // What was not written counts as written from then on, whatever a later sync says: it begins anew.
  if (!synced) static_cast<void>(m_disk.remove(where));
  return synced;
}

Result<> BlobStore::abandon(std::string_view sha256) {
  THUCDIA_ASSIGN(const std::string where, receivingPath(sha256));
  const auto removed = m_disk.remove(where);
  if (!removed && removed.error().code != ErrorCode::NotFound) return fail(removed.error());
  return {};
}

Result<std::string> BlobStore::receivingPath(std::string_view sha256) const {
  THUCDIA_TRY(checkHash(sha256));
  return fmt::format("{}/receiving/{}", m_folder, hex(sha256));
}

Result<std::string> BlobStore::hashOf(DiskFile& file) const {
  Sha256 hash;
  THUCDIA_ASSIGN([[maybe_unused]] const auto size, readThrough(file, [&](std::uint64_t, const std::string& piece) {
                   hash.add(piece);
                   return Result<>();
                 }));
  return std::string(raw(hash.finish()));
}

}  // namespace thucdia::core::replica
