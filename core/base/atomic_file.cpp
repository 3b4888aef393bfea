#include "core/base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace thucdia::core {
namespace {

int processId() {
#ifdef _WIN32
  return _getpid();
#else
  return static_cast<int>(getpid());
#endif
}

bool flushToDisk(std::FILE* file) {
#ifdef _WIN32
  return std::fflush(file) == 0 && _commit(_fileno(file)) == 0;
#else
  return std::fflush(file) == 0 && fsync(fileno(file)) == 0;
#endif
}

/// Makes a rename in this folder durable; where folders cannot be synced the rename is as durable as the system makes
/// it.
void flushFolder([[maybe_unused]] const std::filesystem::path& folder) {
#ifndef _WIN32
  const int handle = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  fsync(handle);
  close(handle);
#endif
}

Error systemError(int number, const char* doing, const std::filesystem::path& path) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  return {full ? ErrorCode::DiskFull : ErrorCode::IoError,
          fmt::format("{} {}: {}", doing, path.string(), std::strerror(number))};
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, std::FILE* file)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_file(file) {}

Result<AtomicFile> AtomicFile::create(std::filesystem::path path) {
  static std::atomic<unsigned> counter = 0;
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}-{}.tmp", processId(), ++counter);
  std::FILE* file = std::fopen(temporary.string().c_str(), "wbx");
  if (file == nullptr) return fail(systemError(errno, "cannot write", path));
  std::setvbuf(file, nullptr, _IOFBF, std::size_t{1} << 18);
  return AtomicFile(std::move(path), std::move(temporary), file);
}

AtomicFile::~AtomicFile() {
  if (!m_file) return;
  m_file.reset();
  std::error_code ignored;
  std::filesystem::remove(m_temporary, ignored);
}

Result<> AtomicFile::refuse(const char* doing) {
  m_state = fail(systemError(errno, doing, m_path));
  return m_state;
}

Result<> AtomicFile::write(std::string_view bytes) {
  THUCDIA_ASSERT(m_file != nullptr);
  if (!m_state) return m_state;
  if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size()) return refuse("cannot write");
  return {};
}

Result<> AtomicFile::sync() {
  THUCDIA_ASSERT(m_file != nullptr);
  if (!m_state) return m_state;
  if (!flushToDisk(m_file.get())) return refuse("cannot write");
  return {};
}

Result<> AtomicFile::commit() {
  THUCDIA_TRY(sync());
  std::error_code error;
  std::filesystem::rename(m_temporary, m_path, error);
  if (error) {
    errno = error.value();
    return refuse("cannot put in place");
  }
  m_file.reset();
  flushFolder(m_path.parent_path());
  return {};
}

Result<> AtomicFile::save(const std::filesystem::path& path, std::string_view bytes) {
  THUCDIA_ASSIGN(AtomicFile file, create(path));
  THUCDIA_TRY(file.write(bytes));
  return file.commit();
}

}  // namespace thucdia::core
