#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/form_reader.h"
#include "sync/hub/hub.h"

namespace thucdia::hub {

/// Puts the forms and the reference data that ship with the program into the hub; what is there already as it is stays.
[[nodiscard]] core::Result<> loadShipped(Hub& hub);

struct ImportOptions {
  bool skipBad = false;  ///< take the good lines, report the bad ones
  bool dryRun = false;   ///< read and check, write nothing
};

/// What an import did, or would do.
struct ImportReport {
  std::int64_t lines = 0;
  std::int64_t records = 0;         ///< that the file describes
  std::int64_t changed = 0;         ///< written; the others were known as they are
  std::vector<std::string> issues;  ///< one line each
  std::vector<std::string> doubts;  ///< that let a form through; one line each
};

// Each takes the bytes of one CSV file (core/registers/import_csv.h says its columns). With issues and without skipBad
// nothing is written.
[[nodiscard]] core::Result<ImportReport> importFacilities(Hub& hub, std::string_view csv, const ImportOptions& options);
[[nodiscard]] core::Result<ImportReport> importProjects(Hub& hub, std::string_view csv, const ImportOptions& options);
/// Adds accounts, or changes those of the same name.
[[nodiscard]] core::Result<ImportReport> importPeople(Hub& hub, std::string_view csv, const ImportOptions& options);
/// An XLSForm (.xlsx, .md) or XForm (.xml) with the files beside it that it names (CSV, GeoJSON, XML): they are stored
/// as datasets of that version of the form. What `thucdia-cli form check` calls errors are issues, its warnings doubts,
/// in the same words.
[[nodiscard]] core::Result<ImportReport> importForm(Hub& hub, std::string_view bytes, const std::string& fileName,
                                                    const ImportOptions& options,
                                                    const core::forms::FormFiles& files = {});

/// Records in one transaction, where many are written.
constexpr std::size_t kWriteBatch = 500;

/// Writes records in batches, each its own transaction; how many changed.
[[nodiscard]] core::Result<std::int64_t> writeInBatches(Hub& hub,
                                                        const std::vector<const google::protobuf::Message*>& messages);

}  // namespace thucdia::hub
