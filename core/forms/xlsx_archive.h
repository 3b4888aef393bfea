#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/forms/workbook.h"

struct zip;

namespace thucdia::core::forms {

/// The parts of a zip archive held in memory, read under the limits of WorkbookLimits. The bytes must outlive it. One
/// thread.
class XlsxArchive {
 public:
  /// Errors: ParseError for what is no archive, LimitExceeded.
  [[nodiscard]] static Result<XlsxArchive> open(std::string_view bytes, const std::string& file,
                                                const WorkbookLimits& limits);

  [[nodiscard]] bool has(const std::string& part) const;
  /// A part as a whole; at most limits.smallPartBytes.
  [[nodiscard]] Result<std::string> read(const std::string& part) const;
  /// A part piece by piece; at most limits.entryBytes. Stops at the first error that `take` gives.
  [[nodiscard]] Result<> stream(const std::string& part, const std::function<Result<>(std::string_view)>& take) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Close> m_archive;
  std::string m_file;
  WorkbookLimits m_limits;
  mutable std::uint64_t m_unpacked = 0;
};

}  // namespace thucdia::core::forms
