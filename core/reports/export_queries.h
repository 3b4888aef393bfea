#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/db/transaction.h"
#include "core/registers/administrative_units.h"
#include "core/reports/csv_export.h"
#include "core/visits/life_cycle.h"

namespace thucdia::core::reports {

/// Which visits are exported; what is not set does not restrict.
struct ExportFilter {
  std::optional<Timestamp> from = {};  ///< started at or after
  std::optional<Timestamp> to = {};    ///< started before
  std::string province = {};           ///< code
  std::string formId = {};
  std::vector<visits::VisitStatus> statuses = {};  ///< any of them
  std::optional<VisitId> visit = {};               ///< this one only
};

/// The columns of all forms, in all their versions here, by which the chosen visits were filled in; by form, newest
/// version first.
[[nodiscard]] FormColumns columnsOf(db::ReadTransaction& transaction, const ExportFilter& filter);

/// Calls `take` with each chosen visit, oldest first, as it was sealed where it is sealed. Stops at the first error and
/// gives it. What `take` is given lives for that call only.
[[nodiscard]] Result<> forEachVisit(db::ReadTransaction& transaction, const ExportFilter& filter,
                                    const registers::AdministrativeUnits& units,
                                    const std::function<Result<>(const ExportedVisit&)>& take);

/// The chosen visits as CSV (see CsvExport) from one state of the database. IoError, DiskFull: then nothing was
/// written.
[[nodiscard]] Result<CsvFiles> exportCsv(db::ReadTransaction& transaction, const ExportFilter& filter,
                                         const registers::AdministrativeUnits& units, const std::filesystem::path& file,
                                         const CsvOptions& options = {});

}  // namespace thucdia::core::reports
