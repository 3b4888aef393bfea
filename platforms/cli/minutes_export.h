#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/language.h"
#include "core/replica/replica.h"
#include "core/reports/export_queries.h"

namespace thucdia::cli {

/// Writes the minutes of the chosen visits, those without an answer left out, and returns the files: one PDF of them
/// all when `out` ends in .pdf, else `<number>.pdf` each in the folder `out`, made where it is not there. NotFound when
/// none is chosen. `revision`: as it was signed then.
[[nodiscard]] core::Result<std::vector<std::filesystem::path>> exportMinutes(core::replica::Replica& replica,
                                                                             const core::reports::ExportFilter& filter,
                                                                             const std::filesystem::path& out,
                                                                             core::Language language,
                                                                             std::optional<std::int32_t> revision = {});

}  // namespace thucdia::cli
