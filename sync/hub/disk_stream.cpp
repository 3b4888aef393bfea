#include "sync/hub/disk_stream.h"

#include <stdexcept>

namespace thucdia::hub {

namespace {

constexpr std::size_t kPiece = 256u << 10;

class FileBuffer final : public std::streambuf {
 public:
  FileBuffer(std::unique_ptr<core::DiskFile> file, std::uint64_t size) : m_file(std::move(file)), m_size(size) {}

 protected:
  int_type underflow() override {
    auto piece = m_file->read(m_next, kPiece);
    // The stream catches it, and is bad.
    if (!piece) throw std::runtime_error("the disk does not read");
    if (piece->empty()) return traits_type::eof();
    m_piece = std::move(*piece);
    m_next += m_piece.size();
    setg(m_piece.data(), m_piece.data(), m_piece.data() + m_piece.size());
    return traits_type::to_int_type(m_piece.front());
  }
  pos_type seekpos(pos_type to, std::ios_base::openmode) override { return goTo(off_type(to)); }
  pos_type seekoff(off_type by, std::ios_base::seekdir from, std::ios_base::openmode) override {
    const auto here = static_cast<off_type>(m_next) - (egptr() - gptr());
    if (from == std::ios_base::cur && by == 0) return here;
    return goTo(by + (from == std::ios_base::beg   ? 0
                      : from == std::ios_base::cur ? here
                                                   : static_cast<off_type>(m_size)));
  }

 private:
  pos_type goTo(off_type to) {
    if (to < 0 || static_cast<std::uint64_t>(to) > m_size) return pos_type(off_type(-1));
    m_next = static_cast<std::uint64_t>(to);
    setg(nullptr, nullptr, nullptr);
    return to;
  }

  std::unique_ptr<core::DiskFile> m_file;
  std::uint64_t m_size;
  std::uint64_t m_next = 0;  ///< behind what is buffered
  std::string m_piece;
};

/// Owns the buffer that it reads from.
class FileStream final : public std::istream {
 public:
  FileStream(std::unique_ptr<core::DiskFile> file, std::uint64_t size)
      : std::istream(nullptr), m_buffer(std::move(file), size) {
    rdbuf(&m_buffer);
  }

 private:
  FileBuffer m_buffer;
};

}  // namespace

core::Result<std::unique_ptr<std::istream>> readStream(core::Disk& disk, const std::string& path) {
  THUCDIA_ASSIGN(auto file, disk.openToRead(path));
  THUCDIA_ASSIGN(const auto size, file->size());
  return std::make_unique<FileStream>(std::move(file), size);
}

}  // namespace thucdia::hub
