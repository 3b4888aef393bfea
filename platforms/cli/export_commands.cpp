#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/dates.h"
#include "core/registers/administrative_units.h"
#include "core/reports/export_queries.h"
#include "core/visits/form_library.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/minutes_export.h"
#include "platforms/cli/output.h"

namespace thucdia::cli {

namespace {

using core::ErrorCode;
using core::Result;

struct ExportOptions {
  std::string replica, format, out, from, to, province, form, visit, language = "vi";
  std::vector<std::string> statuses;
  std::optional<std::int32_t> revision;
  bool personal = false;
};

/// Days are Viet Nam's; --to is the last day that counts.
Result<core::reports::ExportFilter> filterOf(const ExportOptions& options) {
  core::reports::ExportFilter filter;
  const auto day = [](const std::string& text, int later) -> Result<std::optional<core::Timestamp>> {
    if (text.empty()) return std::nullopt;
    const auto date = core::parseIsoDate(text);
    if (!date) return core::fail(ErrorCode::InvalidArgument, "not a date like 2026-07-15: " + text);
    return core::startOfDay(core::addDays(*date, later));
  };
  THUCDIA_ASSIGN(filter.from, day(options.from, 0));
  THUCDIA_ASSIGN(filter.to, day(options.to, 1));
  filter.province = options.province;
  filter.formId = options.form;
  for (const std::string& word : options.statuses) {
    const auto status = core::visits::visitStatus(word);
    if (!status) return core::fail(ErrorCode::InvalidArgument, "no visit is ever " + word);
    filter.statuses.push_back(*status);
  }
  if (!options.visit.empty()) {
    THUCDIA_ASSIGN(filter.visit, typedId<core::VisitId>(options.visit));
  }
  return filter;
}

/// A form or a province that there is not would choose nothing, and say nothing.
Result<> checkKnown(core::replica::Replica& replica, const ExportOptions& options) {
  if (!options.province.empty()) {
    const auto units = core::registers::AdministrativeUnits::shipped();
    if (units.province(options.province) == nullptr && units.province(options.province, core::Date()) == nullptr) {
      return core::fail(ErrorCode::InvalidArgument, "no province has the code " + options.province);
    }
  }
  if (options.form.empty()) return {};
  THUCDIA_ASSIGN(const auto forms, replica.read([&](core::db::ReadTransaction& transaction) {
    return core::visits::formIds(transaction);
  }));
  if (std::ranges::find(forms, options.form) != forms.end()) return {};
  return core::fail(ErrorCode::InvalidArgument, fmt::format("no form on this device is called {}; there are {}",
                                                            options.form, fmt::join(forms, ", ")));
}

Result<> exportVisits(World& world, const ExportOptions& options) {
  THUCDIA_ASSIGN(const auto filter, filterOf(options));
  THUCDIA_ASSIGN(const auto replica, world.open(options.replica));
  THUCDIA_TRY(checkKnown(*replica, options));
  std::vector<std::filesystem::path> files;
  if (options.format == "csv") {
    if (options.revision) return core::fail(ErrorCode::InvalidArgument, "only minutes can be had of a revision");
    const auto units = core::registers::AdministrativeUnits::shipped();
    THUCDIA_ASSIGN(const auto written, replica->store().read([&](core::db::ReadTransaction& transaction) {
      return core::reports::exportCsv(transaction, filter, units, options.out, {.personal = options.personal});
    }));
    files = written.files;
  } else {
    THUCDIA_ASSIGN(files, exportMinutes(*replica, filter, options.out,
                                        options.language == "en" ? core::Language::English : core::Language::Vietnamese,
                                        options.revision));
  }
  for (const auto& file : files) world.out << file.string() << '\n';
  return {};
}

}  // namespace

void addExportCommands(CLI::App& app, World& world, Chosen& chosen) {
  const auto options = std::make_shared<ExportOptions>();
  CLI::App* group = app.add_subcommand("export", "Files for others; prints what was written");
  group->require_subcommand(1);
  CLI::App* visits = addReplicaCommand(*group, "visits", "Visits as tables or as minutes", options->replica);
  visits->add_option("--format", options->format, "csv: F.csv and F.<repeat>.csv; pdf: the minutes of each visit")
      ->required()
      ->check(CLI::IsMember({"csv", "pdf"}));
  visits
      ->add_option("--out", options->out,
                   "The file; minutes: one of them all when it ends in .pdf, else a folder of one each")
      ->required()
      ->type_name("PATH");
  visits->add_option("--from", options->from, "Begun on or after this day")->type_name("DATE");
  visits->add_option("--to", options->to, "Begun on or before this day")->type_name("DATE");
  visits->add_option("--province", options->province, "Its code")->type_name("CODE");
  visits->add_option("--form", options->form, "The form's id")->type_name("FORM_ID");
  visits->add_option("--status", options->statuses, "A status, or several separated by commas; else all")
      ->delimiter(',')
      ->type_name("STATUS");
  auto* one = visits->add_option("--visit", options->visit, "This one only")->type_name("ID");
  visits->add_option("--revision", options->revision, "Its minutes as this revision was signed; else as it stands")
      ->needs(one)
      ->type_name("N");
  visits->add_option("--language", options->language, "Of the minutes")->check(CLI::IsMember({"vi", "en"}));
  visits->add_flag("--personal", options->personal, "With personal data as it is, in tables");
  visits->callback(
      [&world, &chosen, options] { chosen.run = [&world, options] { return exportVisits(world, *options); }; });
}

}  // namespace thucdia::cli
