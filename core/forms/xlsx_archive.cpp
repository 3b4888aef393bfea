#include "core/forms/xlsx_archive.h"

#include <array>
#include <vector>

#include <fmt/format.h>
#include <zip.h>

namespace thucdia::core::forms {

void XlsxArchive::Close::operator()(zip* archive) const { zip_discard(archive); }

Result<XlsxArchive> XlsxArchive::open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  const Place place = placeIn(file);
  if (bytes.size() > limits.fileBytes) {
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the file has {} bytes, the limit is {}", bytes.size(), limits.fileBytes), place);
  }
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    if (source != nullptr) zip_source_free(source);
    auto reason = fmt::format("no Excel workbook: {}", zip_error_strerror(&error));
    zip_error_fini(&error);
    return fail(ErrorCode::ParseError, std::move(reason), place);
  }
  zip_error_fini(&error);
  XlsxArchive opened;
  opened.m_archive.reset(archive);
  opened.m_file = file;
  opened.m_limits = limits;
  const auto entries = zip_get_num_entries(archive, 0);
  if (entries < 0 || static_cast<std::uint64_t>(entries) > limits.archiveEntries) {
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the archive has {} parts, the limit is {}", entries, limits.archiveEntries), place);
  }
  return opened;
}

bool XlsxArchive::has(const std::string& part) const {
  return zip_name_locate(m_archive.get(), part.c_str(), ZIP_FL_NOCASE) >= 0;
}

Result<std::string> XlsxArchive::read(const std::string& part) const {
  std::string whole;
  THUCDIA_TRY(stream(part, [&](std::string_view piece) -> Result<> {
    if (whole.size() + piece.size() > m_limits.smallPartBytes) {
      return fail(ErrorCode::LimitExceeded,
                  fmt::format("the part is larger than {} bytes unpacked", m_limits.smallPartBytes),
                  placeIn(m_file, part));
    }
    whole.append(piece);
    return {};
  }));
  return whole;
}

Result<> XlsxArchive::stream(const std::string& part, const std::function<Result<>(std::string_view)>& take) const {
  const Place place = placeIn(m_file, part);
  const auto index = zip_name_locate(m_archive.get(), part.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return fail(ErrorCode::ParseError, "the workbook lacks this part", place);
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_stat_index(m_archive.get(), static_cast<zip_uint64_t>(index), 0, &stat);
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
    return fail(ErrorCode::ParseError, "the workbook is protected by a password", place);
  }
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> opened(
      zip_fopen_index(m_archive.get(), static_cast<zip_uint64_t>(index), 0), zip_fclose);
  if (!opened)
    return fail(ErrorCode::ParseError, fmt::format("cannot be unpacked: {}", zip_strerror(m_archive.get())), place);
  std::vector<char> buffer(std::size_t{1} << 16);
  std::uint64_t total = 0;
  while (true) {
    const auto count = zip_fread(opened.get(), buffer.data(), buffer.size());
    if (count < 0)
      return fail(ErrorCode::ParseError, fmt::format("cannot be unpacked: {}", zip_file_strerror(opened.get())), place);
    if (count == 0) return {};
    total += static_cast<std::uint64_t>(count);
    m_unpacked += static_cast<std::uint64_t>(count);
    if (m_unpacked > m_limits.unpackedBytes) {
      return fail(ErrorCode::LimitExceeded,
                  fmt::format("the archive's parts have more than {} bytes unpacked", m_limits.unpackedBytes), place);
    }
    if (total > m_limits.entryBytes) {
      return fail(ErrorCode::LimitExceeded,
                  fmt::format("the part is larger than {} bytes unpacked", m_limits.entryBytes), place);
    }
    if (total > (8u << 20) && (stat.valid & ZIP_STAT_COMP_SIZE) != 0 &&
        total / std::max<zip_uint64_t>(stat.comp_size, 1) > m_limits.entryRatio) {
      return fail(ErrorCode::LimitExceeded,
                  fmt::format("the part unpacks to more than {} times its size", m_limits.entryRatio), place);
    }
    THUCDIA_TRY(take(std::string_view(buffer.data(), static_cast<std::size_t>(count))));
  }
}

}  // namespace thucdia::core::forms
