#include "core/replica/key_store.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace thucdia::core::replica {

namespace {

Error ioError(const std::filesystem::path& path, int error) {
  return {error == ENOSPC ? ErrorCode::DiskFull : ErrorCode::IoError, path.string() + ": " + std::strerror(error)};
}

/// Closes a descriptor when it goes.
struct File {
  explicit File(int opened) : descriptor(opened) {}
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor;
};

}  // namespace

Result<std::optional<std::string>> FileKeyStore::load(std::string_view name) {
  const auto path = m_folder / (std::string(name) + ".key");
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.descriptor < 0) {
    if (errno == ENOENT) return std::nullopt;
    return fail(ioError(path, errno));
  }
  std::string secret(4096, '\0');
  const auto got = ::read(file.descriptor, secret.data(), secret.size());
  if (got < 0) return fail(ioError(path, errno));
  secret.resize(static_cast<std::size_t>(got));
  return secret;
}

Result<> FileKeyStore::save(std::string_view name, std::string_view secret) {
  const auto path = m_folder / (std::string(name) + ".key");
  const auto fresh = m_folder / (std::string(name) + ".key.new");
  {
    const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (file.descriptor < 0) return fail(ioError(fresh, errno));
    const auto written = ::write(file.descriptor, secret.data(), secret.size());
    if (written != static_cast<ssize_t>(secret.size())) return fail(ioError(fresh, written < 0 ? errno : ENOSPC));
    if (::fsync(file.descriptor) != 0) return fail(ioError(fresh, errno));
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return fail(ioError(path, errno));
  const File folder(::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.descriptor >= 0) ::fsync(folder.descriptor);
  return {};
}

}  // namespace thucdia::core::replica
