#include "core/base/disk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thucdia::core {

namespace {

// Photos and signatures are the inspector's: nobody else on the machine reads them.
constexpr mode_t kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;

/// The last system call's error as ours.
tl::unexpected<Error> failed(const std::string& path, int why = errno) {
  const auto code = [why] {
    switch (why) {
      case ENOENT:
      case ENOTDIR:
        return ErrorCode::NotFound;
      case EEXIST:
        return ErrorCode::AlreadyExists;
      case ENOSPC:
      case EDQUOT:
        return ErrorCode::DiskFull;
      default:
        return ErrorCode::IoError;
    }
  }();
  return fail(code, fmt::format("{}: {}", path, std::strerror(why)));
}

/// A file descriptor that closes when it goes; -1 for none.
class Descriptor {
 public:
  explicit Descriptor(int number) : m_number(number) {}
  ~Descriptor() {
    if (m_number >= 0) ::close(m_number);
  }
  Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return m_number; }
  explicit operator bool() const { return m_number >= 0; }

 private:
  int m_number;
};

Descriptor openDescriptor(const std::string& path, int flags) {
  int number = -1;
  do {
    number = ::open(path.c_str(), flags | O_CLOEXEC, kFileMode);
  } while (number < 0 && errno == EINTR);
  return Descriptor(number);
}

class SystemFile final : public DiskFile {
 public:
  SystemFile(std::string path, Descriptor descriptor) : m_path(std::move(path)), m_descriptor(std::move(descriptor)) {}

  Result<std::string> read(std::uint64_t offset, std::size_t size) override {
    THUCDIA_ASSIGN(const std::uint64_t length, this->size());
    if (offset >= length) return std::string();
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(size, length - offset)), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto count =
          ::pread(m_descriptor.number(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return failed(m_path);
      if (count == 0) break;  // cut meanwhile
      done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    return bytes;
  }

  Result<> write(std::uint64_t offset, std::string_view bytes) override {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto count =
          ::pwrite(m_descriptor.number(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return failed(m_path);
      done += static_cast<std::size_t>(count);
    }
    return {};
  }

  Result<std::uint64_t> size() override {
    struct stat about {};
    if (::fstat(m_descriptor.number(), &about) != 0) return failed(m_path);
    return static_cast<std::uint64_t>(about.st_size);
  }

  Result<> sync() override {
    if (::fsync(m_descriptor.number()) != 0) return failed(m_path);
    return {};
  }

 private:
  std::string m_path;
  Descriptor m_descriptor;
};

bool sameFile(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// The folder that a file or folder lies in, as its path says.
std::string folderOf(std::string_view path) {
  const auto named = path.find_last_not_of('/');
  const auto slash = path.substr(0, named + 1).find_last_of('/');
  if (slash == std::string_view::npos) return named == std::string_view::npos ? "/" : ".";
  return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

}  // namespace

Result<> Disk::syncNameOf(const std::string& path) { return syncFolder(folderOf(path)); }

Result<> Disk::makeFolders(const std::string& path) {
  auto made = makeFolder(path);
  if (!made && made.error().code == ErrorCode::NotFound && folderOf(path) != path) {
    THUCDIA_TRY(makeFolders(folderOf(path)));
    made = makeFolder(path);
  }
  if (!made) return fail(made.error());
  if (*made) return syncNameOf(path);
  return {};
}

Result<std::unique_ptr<DiskFile>> SystemDisk::openToRead(const std::string& path) {
  auto descriptor = openDescriptor(path, O_RDONLY);
  if (!descriptor) return failed(path);
  struct stat about {};
  if (::fstat(descriptor.number(), &about) != 0) return failed(path);
  if (!S_ISREG(about.st_mode)) return fail(ErrorCode::IoError, path + ": no file");
  return std::make_unique<SystemFile>(path, std::move(descriptor));
}

Result<std::unique_ptr<DiskFile>> SystemDisk::openToWrite(const std::string& path) {
  auto descriptor = openDescriptor(path, O_RDWR | O_CREAT);
  if (!descriptor) return failed(path);
  return std::make_unique<SystemFile>(path, std::move(descriptor));
}

Result<std::unique_ptr<DiskFile>> SystemDisk::createHeld(const std::string& path) {
  for (;;) {
    auto descriptor = openDescriptor(path, O_RDWR | O_CREAT | O_EXCL);
    if (!descriptor) return failed(path);
    if (::flock(descriptor.number(), LOCK_EX | LOCK_NB) == 0) {
      // Somebody's removeAbandoned may have come between making and locking it.
      struct stat about {};
      if (::fstat(descriptor.number(), &about) != 0) return failed(path);
      if (about.st_nlink > 0) return std::make_unique<SystemFile>(path, std::move(descriptor));
    } else if (errno != EWOULDBLOCK) {
      return failed(path);
    }
  }
}

Result<> SystemDisk::removeAbandoned(const std::string& folder) {
  THUCDIA_ASSIGN(const auto names, list(folder));
  for (const auto& name : names) {
    const auto path = folder + "/" + name;
    const auto descriptor = openDescriptor(path, O_RDONLY | O_NOFOLLOW);
    if (!descriptor || ::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) continue;
    // The name may meanwhile belong to another program's new file: only the one that is locked here goes.
    struct stat locked {};
    struct stat named {};
    if (::fstat(descriptor.number(), &locked) != 0 || ::lstat(path.c_str(), &named) != 0) continue;
    if (!S_ISREG(locked.st_mode) || !sameFile(locked, named)) continue;
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return failed(path);
  }
  return {};
}

Result<> SystemDisk::rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return failed(from + " to " + to);
  return {};
}

Result<> SystemDisk::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return failed(path);
  return {};
}

Result<std::optional<std::uint64_t>> SystemDisk::sizeOf(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return failed(path);
  }
  if (!S_ISREG(about.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(about.st_size);
}

Result<bool> SystemDisk::makeFolder(const std::string& path) {
  if (::mkdir(path.c_str(), kFolderMode) == 0) return true;
  const int why = errno;
  struct stat about {};
  if (why == EEXIST && ::stat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode)) return false;
  return failed(path, why);
}

Result<> SystemDisk::syncFolder(const std::string& path) {
  const auto descriptor = openDescriptor(path, O_RDONLY | O_DIRECTORY);
  if (!descriptor || ::fsync(descriptor.number()) != 0) return failed(path);
  return {};
}

Result<std::vector<std::string>> SystemDisk::list(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), &::closedir);
  if (!entries) return failed(folder);
  std::vector<std::string> names;
  for (;;) {
    errno = 0;
    const auto* entry = ::readdir(entries.get());
    if (!entry && errno != 0) return failed(folder);
    if (!entry) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Disk& orSystemDisk(Disk* disk) {
  static SystemDisk system;
  return disk ? *disk : system;
}

}  // namespace thucdia::core
