#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/reports/answer_reader.h"
#include "core/reports/form_columns.h"

namespace thucdia::core::reports {

/// A visit as exports name it: what its records and the registers say, in words and codes.
struct ExportedVisit {
  VisitId id;
  std::string number;  ///< the clerk's, or the device's while there is none
  std::string status;  ///< a word of the visit's life cycle
  int revision = 1;
  std::string facility;
  std::string facilityCode;
  std::string project;  ///< code
  std::string projectName;
  std::string province;  ///< code
  std::string provinceName;
  std::string commune;  ///< code
  std::string communeName;
  std::string inspector;      ///< account
  std::string inspectorName;  ///< personal data
  Timestamp startedAt{};
  std::optional<Timestamp> sealedAt;
  std::string_view formId;
  std::string_view formVersion;
  std::span<const ExportedAnswer> answers;
};

struct CsvOptions {
  bool personal = false;       ///< with personal data as it is; otherwise masked
  bool byteOrderMark = false;  ///< for Excel, which does not know UTF-8 without
  char separator = ',';
};

/// What an export wrote.
struct CsvFiles {
  std::vector<std::filesystem::path> files;  ///< the visits first
  std::int64_t visits = 0;
};

/// Visits as CSV (RFC 4180, UTF-8): one row a visit in `F.csv`, one row an instance of each repeat in `F.<repeat>.csv`.
/// The columns of a visit: id, number, status, revision, form, version, facility, facility_code, project, project_name,
/// province, province_name, commune, commune_name, inspector, started_at, sealed_at; then every question by its path,
/// in form order. With several forms the columns of a later form follow those of the earlier ones; what they share,
/// they share. A row of a repeat begins with visit, number, parent (row of the repeat around it), row and position
/// (from 1). Choices are codes, several separated by blanks; positions `path.lat`, `.lon`, `.alt`, `.accuracy`
/// (degrees, metres); times RFC 3339 at +07:00; attachments the name of their file. Answers that no form has a place
/// for go to `F.other.csv` (visit, number, key, value).
///
/// Text that a spreadsheet would run as a formula is preceded by an apostrophe (OWASP, CSV injection). Personal answers
/// keep their last three characters.
///
/// Nothing is seen in the folder before finish(): each file is written beside its place and renamed when all are whole.
class CsvExport {
 public:
  /// Begins; `file` is F.csv, in a folder that is there. IoError, DiskFull.
  [[nodiscard]] static Result<CsvExport> begin(const std::filesystem::path& file, FormColumns columns,
                                               CsvOptions options = {});
  ~CsvExport();
  CsvExport(CsvExport&&) noexcept;
  CsvExport& operator=(CsvExport&&) = delete;

  [[nodiscard]] Result<> add(const ExportedVisit& visit);
  [[nodiscard]] Result<CsvFiles> finish();

 private:
  class Impl;
  explicit CsvExport(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace thucdia::core::reports
