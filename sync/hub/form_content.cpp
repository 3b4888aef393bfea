#include "sync/hub/form_content.h"

#include <algorithm>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>

#include "core/forms/form_check.h"
#include "core/forms/form_files.h"
#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"
#include "core/registers/datasets.h"
#include "core/registers/form_tables.h"
#include "core/registers/stable_id.h"
#include "sync/hub/hub_records.h"

namespace thucdia::hub {

using core::ErrorCode;
namespace forms = core::forms;

namespace {

/// What a change may have on the wire, less what goes with it (sync/wire/limits.h).
constexpr std::size_t kMostTableBytes = 7u << 20;

/// The title in English where the form's settings give one.
std::string englishTitle(const records::CompiledForm& form) {
  for (const auto& [name, value] : form.settings()) {
    if (name.find("title") != std::string::npos && name.find("(en)") != std::string::npos) return value;
  }
  return form.title();
}

struct Compiled {
  records::FormVersion version;
  std::vector<records::Dataset> datasets;  ///< from the files beside the form
  std::vector<std::string> errors;
  std::vector<std::string> doubts;
};

/// The form's tables from the files beside it, as CSV.
std::vector<records::Dataset> datasetsBeside(const records::CompiledForm& form, const forms::FormFiles& files,
                                             std::vector<std::string>& errors) {
  std::vector<records::Dataset> datasets;
  for (const auto& beside : forms::externalFiles(form, files)) {
    if (beside.problem) {
      errors.push_back(beside.file + ": error: " + beside.problem->detail);
      continue;
    }
    auto& dataset = datasets.emplace_back();
    dataset.set_name(core::registers::formDataset(form.form_id(), form.version(), beside.table));
    dataset.set_id(core::registers::stableId<core::DatasetId>("dataset", dataset.name()).rawString());
    dataset.set_csv(forms::csvOf(*beside.rows));
    if (dataset.csv().size() > kMostTableBytes)
      errors.push_back(fmt::format("{} is larger than {} MiB (kMostTableBytes)", beside.file, kMostTableBytes >> 20));
  }
  return datasets;
}

core::Result<Compiled> compile(std::string_view bytes, const std::string& fileName, Timestamp now,
                               const forms::FormFiles& files = {}) {
  THUCDIA_ASSIGN(const auto read, forms::readForm(bytes, fileName, files));
  Compiled compiled;
  // What is wrong in its expressions is found here, not on a tablet.
  const core::registers::Datasets known;
  const auto report = forms::checkForm(bytes, fileName, files, &known);
  for (const auto& found : report.diagnostics) {
    auto& told = found.severity == forms::Severity::Error ? compiled.errors : compiled.doubts;
    if (found.severity != forms::Severity::Note) told.push_back(forms::describe(report, found));
  }
  if (files) compiled.datasets = datasetsBeside(read.form, files, compiled.errors);
  if (!compiled.errors.empty()) return compiled;
  auto& version = compiled.version;
  const auto key = read.form.form_id() + '\n' + read.form.version();
  version.set_id(core::registers::stableId<RecordId>("form_version", key).rawString());
  version.set_form_id(read.form.form_id());
  version.set_version(read.form.version());
  version.set_title_vi(read.form.title());
  version.set_title_en(englishTitle(read.form));
  version.set_compiled(read.form.SerializeAsString());
  version.set_source(std::string(bytes));
  version.set_source_name(fileName);
  version.set_published_at(core::toMicros(now));
  return compiled;
}

/// Writes a version. One of that id and version with other bytes is refused: visits already begun with it would read
/// otherwise.
core::Result<bool> publish(HubWrite& write, const records::FormVersion& version, Timestamp now) {
  if (const auto known = get<records::FormVersion>(write, *RecordId::fromBytes(version.id()))) {
    if (known->source() == version.source()) return false;
    return core::fail(ErrorCode::AlreadyExists,
                      fmt::format("form {} has a version {} already: give the changed form another version",
                                  version.form_id(), version.version()));
  }
  THUCDIA_TRY(writeRecord(write, version, now));
  return true;
}

}  // namespace

core::Result<> loadShippedForms(Hub& hub) {
  for (const auto& file : forms::shippedForms()) {
    THUCDIA_ASSIGN(const auto compiled, compile(file.bytes, std::string(file.name), hub.now()));
    if (!compiled.errors.empty()) return core::fail(ErrorCode::InvalidForm, compiled.errors.front());
    THUCDIA_TRY(hub.write([&](HubWrite& write) { return publish(write, compiled.version, hub.now()); }));
  }
  return {};
}

core::Result<ImportReport> importForm(Hub& hub, std::string_view bytes, const std::string& fileName,
                                      const ImportOptions& options, const forms::FormFiles& files) {
  THUCDIA_ASSIGN(const auto compiled, compile(bytes, fileName, hub.now(), files));
  ImportReport report;
  report.records = compiled.errors.empty() ? 1 + static_cast<std::int64_t>(compiled.datasets.size()) : 0;
  report.issues = compiled.errors;
  report.doubts = compiled.doubts;
  if (options.dryRun || !report.issues.empty()) return report;
  THUCDIA_ASSIGN(report.changed, hub.write([&](HubWrite& write) -> core::Result<std::int64_t> {
    THUCDIA_ASSIGN(const bool wrote, publish(write, compiled.version, hub.now()));
    std::int64_t changed = wrote ? 1 : 0;
    for (const auto& dataset : compiled.datasets) {
      const auto known = get<records::Dataset>(write, *RecordId::fromBytes(dataset.id()));
      if (known && known->csv() == dataset.csv()) continue;
      THUCDIA_TRY(writeRecord(write, dataset, hub.now()));
      ++changed;
    }
    return changed;
  }));
  return report;
}

}  // namespace thucdia::hub
