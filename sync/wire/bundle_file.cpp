#include "sync/wire/bundle_file.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "sync/wire/limits.h"

namespace thucdia::sync {

using core::ErrorCode;

namespace {

constexpr std::string_view kMagic = "TDBUNDLE";
constexpr std::uint32_t kFormat = 1;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kSignatureBytes = 64;
constexpr std::uint32_t kMaxHeaderBytes = 4096;
constexpr std::size_t kReadBytes = 256u << 10;

std::string lengthOf(std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  return {static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
          static_cast<char>(size)};
}

std::uint32_t readLength(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, kLengthBytes)) value = (value << 8) | static_cast<unsigned char>(c);
  return value;
}

std::string statementOf(std::string_view headerBytes) {
  std::string statement = "thucdia bundle v1\n";
  statement += core::raw(core::sha256(headerBytes));
  return statement;
}

auto damaged(std::string detail) { return core::fail(ErrorCode::CorruptData, std::move(detail)); }

}  // namespace

core::Result<BundleWriter> BundleWriter::create(std::filesystem::path path, v1::BundleHeader header,
                                                const core::KeyPair& maker, std::string_view readerPublicKey) {
  THUCDIA_ASSIGN(auto sealer, core::StreamSealer::make(readerPublicKey));
  header.set_format(kFormat);
  header.set_sealed_key(sealer.sealedKey());
  header.set_stream_header(sealer.header());
  THUCDIA_ASSIGN(auto file, core::AtomicFile::create(std::move(path)));
  BundleWriter writer(std::move(file), std::move(sealer));
  const auto bytes = header.SerializeAsString();
  THUCDIA_TRY(writer.write(kMagic));
  THUCDIA_TRY(writer.write(lengthOf(bytes)));
  THUCDIA_TRY(writer.write(bytes));
  THUCDIA_TRY(writer.write(maker.sign(statementOf(bytes))));
  return writer;
}

core::Result<> BundleWriter::write(std::string_view bytes) {
  m_hash.add(bytes);
  m_size += bytes.size();
  return m_file.write(bytes);
}

core::Result<> BundleWriter::writeFrame(std::string_view content, bool last) {
  const auto sealed = m_sealer.seal(content, last);
  THUCDIA_TRY(write(lengthOf(sealed)));
  return write(sealed);
}

core::Result<> BundleWriter::add(const v1::BundleEntry& entry) {
  const auto bytes = entry.SerializeAsString();
  if (bytes.size() > kMaxBundleFrame) return core::fail(ErrorCode::LimitExceeded, "an entry of more than 16 MiB");
  return writeFrame(bytes, false);
}

core::Result<std::uint64_t> BundleWriter::finish() {
  THUCDIA_TRY(writeFrame({}, true));
  const auto hash = m_hash.finish();
  m_size += core::kSha256Bytes;
  THUCDIA_TRY(m_file.write(core::raw(hash)));
  if (m_size > kMaxBundleBytes) return core::fail(ErrorCode::LimitExceeded, "a bundle of more than 4 GiB");
  THUCDIA_TRY(m_file.commit());
  return m_size;
}

core::Result<BundleReader> BundleReader::open(const std::filesystem::path& path) {
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) return core::fail(ErrorCode::NotFound, "cannot read " + path.string());
  return open(std::unique_ptr<std::istream>(std::move(file)));
}

core::Result<BundleReader> BundleReader::open(std::unique_ptr<std::istream> bytes) {
  BundleReader reader;
  reader.m_bytes = std::move(bytes);
  THUCDIA_TRY(reader.measure());
  THUCDIA_TRY(reader.readHeader());
  return reader;
}

core::Result<std::string> BundleReader::read(std::uint64_t size) {
  std::string bytes(static_cast<std::size_t>(size), '\0');
  m_bytes->read(bytes.data(), static_cast<std::streamsize>(size));
  if (m_bytes->bad()) return core::fail(ErrorCode::IoError, "the bundle cannot be read");
  if (static_cast<std::uint64_t>(m_bytes->gcount()) != size) return damaged("the bundle is cut");
  return bytes;
}

core::Result<> BundleReader::measure() {
  m_bytes->seekg(0, std::ios::end);
  const auto end = m_bytes->tellg();
  m_bytes->seekg(0);
  if (end < 0 || !*m_bytes) return core::fail(ErrorCode::IoError, "the bundle cannot be read");
  m_size = static_cast<std::uint64_t>(end);
  if (m_size > kMaxBundleBytes) return core::fail(ErrorCode::LimitExceeded, "a bundle of more than 4 GiB");
  if (m_size < kMagic.size() + kLengthBytes + kSignatureBytes + core::kSha256Bytes) return damaged("not a bundle");
  core::Sha256 whole;
  core::Sha256 content;
  std::string seal;
  for (auto left = m_size; left > 0;) {
    const bool inside = left > core::kSha256Bytes;
    THUCDIA_ASSIGN(const auto bytes,
                   read(std::min<std::uint64_t>(inside ? left - core::kSha256Bytes : left, kReadBytes)));
    if (left == m_size && bytes.substr(0, kMagic.size()) != kMagic) return damaged("not a bundle");
    whole.add(bytes);
    if (inside) {
      content.add(bytes);
    } else {
      seal += bytes;
    }
    left -= bytes.size();
  }
  if (core::raw(content.finish()) != seal) return damaged("the bundle is cut or damaged: copy it again");
  m_sha256 = core::raw(whole.finish());
  m_bytes->clear();
  m_bytes->seekg(0);
  return {};
}

core::Result<> BundleReader::readHeader() {
  THUCDIA_ASSIGN(const auto start, read(kMagic.size() + kLengthBytes));
  const auto size = readLength(std::string_view(start).substr(kMagic.size()));
  const auto around = start.size() + kSignatureBytes + core::kSha256Bytes;
  if (size > kMaxHeaderBytes || around + size > m_size) return damaged("a bundle's header is too long");
  THUCDIA_ASSIGN(m_headerBytes, read(size));
  THUCDIA_ASSIGN(m_signature, read(kSignatureBytes));
  m_left = m_size - around - size;
  if (!m_header.ParseFromString(m_headerBytes)) return damaged("a bundle's header cannot be read");
  if (m_header.format() > kFormat)
    return core::fail(ErrorCode::ProtocolTooNew, "the bundle was made by a newer version");
  const bool known = m_header.kind() == v1::BUNDLE_KIND_TO_HUB || m_header.kind() == v1::BUNDLE_KIND_TO_DEVICE;
  if (!known || m_header.id().size() != 16 || m_header.hub_id().size() != 16 || m_header.device_id().size() != 16) {
    return damaged("a bundle's header does not say from whom to whom");
  }
  return {};
}

core::Result<> BundleReader::unseal(const core::KeyPair& reader, std::string_view makerPublicKey) {
  if (!core::verify(makerPublicKey, statementOf(m_headerBytes), m_signature)) {
    return core::fail(ErrorCode::BadSignature, "the bundle is not signed by who is said to have made it");
  }
  THUCDIA_ASSIGN(auto opener, core::StreamOpener::make(reader, m_header.sealed_key(), m_header.stream_header()));
  m_opener = std::make_unique<core::StreamOpener>(std::move(opener));
  return {};
}

core::Result<std::optional<v1::BundleEntry>> BundleReader::next() {
  THUCDIA_ASSERT(m_opener);
  if (m_left < kLengthBytes) return damaged("the bundle has no end");
  THUCDIA_ASSIGN(const auto length, read(kLengthBytes));
  m_left -= kLengthBytes;
  const auto size = readLength(length);
  // Room for what the encryption adds to the largest entry.
  if (size > m_left || size > kMaxBundleFrame + 64) return damaged("a frame is longer than it may be");
  THUCDIA_ASSIGN(const auto sealed, read(size));
  m_left -= size;
  THUCDIA_ASSIGN(const auto piece, m_opener->open(sealed));
  if (piece.last) {
    if (m_left > 0 || !piece.bytes.empty()) return damaged("something stands behind the bundle's end");
    return std::optional<v1::BundleEntry>();
  }
  v1::BundleEntry entry;
  if (!entry.ParseFromString(piece.bytes) || entry.what_case() == v1::BundleEntry::WHAT_NOT_SET) {
    return damaged("an entry cannot be read");
  }
  return std::optional(std::move(entry));
}

}  // namespace thucdia::sync
