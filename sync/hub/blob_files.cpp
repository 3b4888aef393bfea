#include "sync/hub/blob_files.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "core/base/crypto.h"
#include "sync/hub/hashing.h"

namespace thucdia::hub {

namespace fs = std::filesystem;
using core::DiskFile;
using core::ErrorCode;

namespace {

constexpr std::size_t kChunk = 256u << 10;

core::Result<core::Sha256Digest> hashOf(DiskFile& file) {
  QuickSha256 hash;
  for (std::uint64_t offset = 0;;) {
    THUCDIA_ASSIGN(const std::string bytes, file.read(offset, kChunk));
    if (bytes.empty()) return hash.finish();
    hash.add(bytes);
    offset += bytes.size();
  }
}

}  // namespace

BlobFiles::BlobFiles(core::Disk& disk, std::string folder) : m_disk(disk), m_folder(std::move(folder)) {}

std::string BlobFiles::pathOf(std::string_view sha256) const {
  const auto name = core::hex(sha256);
  return fmt::format("{}/blobs/{}/{}", m_folder, name.substr(0, 2), name);
}

std::string BlobFiles::partOf(std::string_view sha256) const {
  return fmt::format("{}/incoming/{}", m_folder, core::hex(sha256));
}

std::mutex& BlobFiles::lockOf(std::string_view sha256) const {
  return m_locks[static_cast<unsigned char>(sha256.back()) % m_locks.size()];
}

std::optional<std::uint64_t> BlobFiles::sizeOf(std::string_view sha256) const {
  const auto path = pathOf(sha256);
  auto& folder = m_folders[static_cast<unsigned char>(sha256.front())];
  const std::scoped_lock lock(folder.mutex);
  const auto size = m_disk.sizeOf(path);
  if (!size || !*size) return std::nullopt;
  if (!folder.namesDurable) folder.namesDurable = m_disk.syncNameOf(path).has_value();
  return folder.namesDurable ? *size : std::nullopt;
}

std::uint64_t BlobFiles::have(std::string_view sha256) const {
  if (const auto whole = sizeOf(sha256)) return *whole;
  const auto part = m_disk.sizeOf(partOf(sha256));
  return part ? part->value_or(0) : 0;
}

core::Result<std::unique_ptr<DiskFile>> BlobFiles::openPart(const std::string& part) {
  auto file = m_disk.openToWrite(part);
  if (file || file.error().code != ErrorCode::NotFound) return file;
  THUCDIA_TRY(m_disk.makeFolder(m_folder + "/incoming"));
  return m_disk.openToWrite(part);
}

core::Result<> BlobFiles::moveIn(const std::string& part, std::string_view sha256) {
  const auto path = pathOf(sha256);
  auto& folder = m_folders[static_cast<unsigned char>(sha256.front())];
  const std::scoped_lock lock(folder.mutex);
  if (!folder.made) {
    // Synced even when they were there: another process may have made them a moment ago.
    const fs::path inner = fs::path(path).parent_path();
    for (const auto& made : {inner.parent_path().string(), inner.string()}) {
      THUCDIA_TRY(m_disk.makeFolder(made));
      THUCDIA_TRY(m_disk.syncNameOf(made));
    }
    folder.made = true;
  }
  THUCDIA_TRY(m_disk.rename(part, path));
  folder.namesDurable = false;
  THUCDIA_TRY(m_disk.syncNameOf(path));
  folder.namesDurable = true;
  return {};
}

core::Result<BlobFiles::Stored> BlobFiles::add(std::string_view sha256, std::uint64_t size, std::uint64_t offset,
                                               std::string_view piece) {
  const std::scoped_lock lock(lockOf(sha256));
  if (const auto whole = sizeOf(sha256)) return Stored{*whole, true};
  const auto part = partOf(sha256);
  THUCDIA_ASSIGN(auto file, openPart(part));
  THUCDIA_ASSIGN(std::uint64_t have, file->size());
  if (have > size) {
    // Announced with another size before: what is there is of no use.
    file.reset();
    THUCDIA_TRY(m_disk.remove(part));
    THUCDIA_ASSIGN(file, openPart(part));
    have = 0;
  }
  if (offset > have || offset + piece.size() > size) return Stored{have, false};
  const auto fresh = piece.substr(std::min<std::uint64_t>(have - offset, piece.size()));
  if (!fresh.empty()) THUCDIA_TRY(file->write(have, fresh));
  have += fresh.size();
  if (have < size) return Stored{have, false};

  THUCDIA_ASSIGN(const auto digest, hashOf(*file));
  if (core::raw(digest) != sha256) {
    THUCDIA_TRY(m_disk.remove(part));
    return core::fail(ErrorCode::BadHash, "the bytes have another SHA-256 than announced");
  }
  if (const auto synced = file->sync(); !synced) {
    // What was not written counts as written from then on, whatever a later sync says: it begins anew.
    static_cast<void>(m_disk.remove(part));
    return core::fail(synced.error());
  }
  THUCDIA_TRY(moveIn(part, sha256));
  return Stored{size, true};
}

core::Result<std::string> BlobFiles::read(std::string_view sha256, std::uint64_t offset, std::size_t limit) const {
  const auto file = m_disk.openToRead(pathOf(sha256));
  if (!file && file.error().code == ErrorCode::NotFound) {
    return core::fail(ErrorCode::NotFound, "no blob " + core::hex(sha256));
  }
  if (!file) return core::fail(file.error());
  return (*file)->read(offset, limit);
}

core::Result<bool> BlobFiles::verify(std::string_view sha256) const {
  if (!sizeOf(sha256)) return core::fail(ErrorCode::NotFound, "no blob " + core::hex(sha256));
  THUCDIA_ASSIGN(const auto file, m_disk.openToRead(pathOf(sha256)));
  THUCDIA_ASSIGN(const auto digest, hashOf(*file));
  return core::raw(digest) == sha256;
}

core::Result<> BlobFiles::remove(std::string_view sha256) {
  const std::scoped_lock lock(lockOf(sha256));
  const auto removed = m_disk.remove(pathOf(sha256));
  if (!removed && removed.error().code != ErrorCode::NotFound) return removed;
  return {};
}

core::Result<std::vector<std::string>> BlobFiles::list() const {
  std::vector<std::string> found;
  const auto blobs = m_folder + "/blobs";
  const auto folders = m_disk.list(blobs);
  if (!folders && folders.error().code == ErrorCode::NotFound) return found;
  if (!folders) return core::fail(folders.error());
  for (const auto& folder : *folders) {
    THUCDIA_ASSIGN(const auto names, m_disk.list(blobs + "/" + folder));
    for (const auto& name : names) {
      std::string hash;
      if (core::unhex(name, hash) && hash.size() == 32) found.push_back(std::move(hash));
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace thucdia::hub
