#include "sync/hub/blob_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/crypto.h"
#include "sync/hub/hashing.h"

namespace thucdia::hub {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

class File {
 public:
  File(const std::string& path, int flags) : m_descriptor(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~File() {
    if (m_descriptor >= 0) ::close(m_descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] bool open() const { return m_descriptor >= 0; }
  [[nodiscard]] int get() const { return m_descriptor; }

 private:
  int m_descriptor;
};

auto failed(std::string_view what, const std::string& path) {
  const auto code = errno == ENOSPC || errno == EDQUOT ? ErrorCode::DiskFull : ErrorCode::IoError;
  return core::fail(code, fmt::format("{} {}: {}", what, path, std::strerror(errno)));
}

core::Result<> syncFolder(const std::string& path) {
  const File folder(path, O_RDONLY | O_DIRECTORY);
  if (!folder.open() || ::fsync(folder.get()) != 0) return failed("cannot sync", path);
  return {};
}

core::Result<core::Sha256Digest> hashOf(const std::string& path) {
  const File file(path, O_RDONLY);
  if (!file.open()) return failed("cannot open", path);
  QuickSha256 hash;
  std::string buffer(256u << 10, '\0');
  for (;;) {
    const auto got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("cannot read", path);
    if (got == 0) return hash.finish();
    hash.add(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }
}

}  // namespace

BlobFiles::BlobFiles(std::string folder) : m_folder(std::move(folder)) {}

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
  std::error_code error;
  const auto size = fs::file_size(pathOf(sha256), error);
  return error ? std::nullopt : std::optional<std::uint64_t>(size);
}

std::uint64_t BlobFiles::have(std::string_view sha256) const {
  if (const auto whole = sizeOf(sha256)) return *whole;
  std::error_code error;
  const auto size = fs::file_size(partOf(sha256), error);
  return error ? 0 : size;
}

core::Result<BlobFiles::Stored> BlobFiles::add(std::string_view sha256, std::uint64_t size, std::uint64_t offset,
                                               std::string_view piece) {
  const std::scoped_lock lock(lockOf(sha256));
  if (const auto whole = sizeOf(sha256)) return Stored{*whole, true};
  const auto part = partOf(sha256);
  const auto path = pathOf(sha256);
  std::error_code ignored;
  fs::create_directories(fs::path(part).parent_path(), ignored);
  const File file(part, O_RDWR | O_CREAT);
  if (!file.open()) return failed("cannot make", part);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return failed("cannot look at", part);
  auto have = static_cast<std::uint64_t>(status.st_size);
  if (have > size) {
    // Announced with another size before: what is there is of no use.
    if (::ftruncate(file.get(), 0) != 0) return failed("cannot shorten", part);
    have = 0;
  }
  if (offset > have || offset + piece.size() > size) return Stored{have, false};
  auto fresh = piece.substr(std::min<std::uint64_t>(have - offset, piece.size()));
  while (!fresh.empty()) {
    const auto wrote = ::pwrite(file.get(), fresh.data(), fresh.size(), static_cast<off_t>(have));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return failed("cannot write", part);
    have += static_cast<std::uint64_t>(wrote);
    fresh = fresh.substr(static_cast<std::size_t>(wrote));
  }
  if (have < size) return Stored{have, false};

  THUCDIA_ASSIGN(const auto digest, hashOf(part));
  if (core::raw(digest) != sha256) {
    ::unlink(part.c_str());
    return core::fail(ErrorCode::BadHash, "the bytes have another SHA-256 than announced");
  }
  if (::fsync(file.get()) != 0) return failed("cannot sync", part);
  const auto folder = fs::path(path).parent_path().string();
  if (fs::create_directories(folder, ignored)) THUCDIA_TRY(syncFolder(fs::path(folder).parent_path().string()));
  if (::rename(part.c_str(), path.c_str()) != 0) return failed("cannot rename", part);
  THUCDIA_TRY(syncFolder(folder));
  return Stored{size, true};
}

core::Result<std::string> BlobFiles::read(std::string_view sha256, std::uint64_t offset, std::size_t limit) const {
  const auto path = pathOf(sha256);
  const File file(path, O_RDONLY);
  if (!file.open()) return core::fail(ErrorCode::NotFound, "no blob " + core::hex(sha256));
  std::string bytes(limit, '\0');
  std::size_t got = 0;
  while (got < limit) {
    const auto now = ::pread(file.get(), bytes.data() + got, limit - got, static_cast<off_t>(offset + got));
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return failed("cannot read", path);
    if (now == 0) break;
    got += static_cast<std::size_t>(now);
  }
  bytes.resize(got);
  return bytes;
}

core::Result<bool> BlobFiles::verify(std::string_view sha256) const {
  if (!sizeOf(sha256)) return core::fail(ErrorCode::NotFound, "no blob " + core::hex(sha256));
  THUCDIA_ASSIGN(const auto digest, hashOf(pathOf(sha256)));
  return core::raw(digest) == sha256;
}

std::vector<std::string> BlobFiles::list() const {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::recursive_directory_iterator at(m_folder + "/blobs", error), end; !error && at != end; at.increment(error)) {
    std::string hash;
    if (at->is_regular_file(error) && core::unhex(at->path().filename().string(), hash) && hash.size() == 32) {
      found.push_back(hash);
    }
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace thucdia::hub
