#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/sync/v1/bundle.pb.h>

#include "core/base/atomic_file.h"
#include "core/base/crypto.h"
#include "core/base/sealed_stream.h"

namespace thucdia::sync {

/// Writes a bundle: signed by its maker, readable by one reader, never more than one entry in memory. The file appears
/// whole or not at all.
class BundleWriter {
 public:
  /// `header` says kind, id, hub, device and time; what belongs to the encryption is filled in. IoError, DiskFull,
  /// InvalidArgument when the reader's key is none.
  [[nodiscard]] static core::Result<BundleWriter> create(std::filesystem::path path, v1::BundleHeader header,
                                                         const core::KeyPair& maker, std::string_view readerPublicKey);
  /// LimitExceeded for an entry above kMaxBundleFrame.
  [[nodiscard]] core::Result<> add(const v1::BundleEntry& entry);
  /// Puts the file in its place; its size in bytes.
  [[nodiscard]] core::Result<std::uint64_t> finish();

 private:
  BundleWriter(core::AtomicFile file, core::StreamSealer sealer)
      : m_file(std::move(file)), m_sealer(std::move(sealer)) {}
  [[nodiscard]] core::Result<> write(std::string_view bytes);
  [[nodiscard]] core::Result<> writeFrame(std::string_view content, bool last);

  core::AtomicFile m_file;
  core::StreamSealer m_sealer;
  core::Sha256 m_hash;
  std::uint64_t m_size = 0;
};

/// Reads a bundle. Its wholeness is checked first, by anybody who has the file; its contents by its reader alone.
class BundleReader {
 public:
  /// Reads the file once through. NotFound, IoError; CorruptData when it is no bundle, cut or damaged; ProtocolTooNew;
  /// LimitExceeded.
  [[nodiscard]] static core::Result<BundleReader> open(const std::filesystem::path& path);
  [[nodiscard]] static core::Result<BundleReader> open(std::unique_ptr<std::istream> bytes);

  [[nodiscard]] const v1::BundleHeader& header() const { return m_header; }
  [[nodiscard]] const std::string& sha256() const { return m_sha256; }  ///< of the file, 32 bytes
  [[nodiscard]] std::uint64_t size() const { return m_size; }           ///< of the file

  /// Begins to read the entries. BadSignature when it was not made by `makerPublicKey`, NotPermitted when it is for
  /// another reader, CorruptData.
  [[nodiscard]] core::Result<> unseal(const core::KeyPair& reader, std::string_view makerPublicKey);
  /// The next entry; nothing behind the last. CorruptData: what came before may have been used, for each entry stands
  /// for itself.
  [[nodiscard]] core::Result<std::optional<v1::BundleEntry>> next();

 private:
  BundleReader() = default;
  [[nodiscard]] core::Result<std::string> read(std::uint64_t bytes);
  [[nodiscard]] core::Result<> measure();
  [[nodiscard]] core::Result<> readHeader();

  std::unique_ptr<std::istream> m_bytes;
  std::uint64_t m_size = 0;
  std::uint64_t m_left = 0;  ///< of the frames, not read yet
  std::string m_sha256;
  std::string m_headerBytes;
  std::string m_signature;
  v1::BundleHeader m_header;
  std::unique_ptr<core::StreamOpener> m_opener;
};

}  // namespace thucdia::sync
