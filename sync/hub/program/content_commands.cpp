#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "sync/hub/content.h"
#include "sync/hub/program/commands.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

struct ImportCommand {
  std::string data;
  std::string kind;
  std::string file;
  ImportOptions import;
};

constexpr std::uintmax_t kMostFileBytes = 256u << 20;

core::Result<> initNow(const std::string& data) {
  THUCDIA_ASSIGN(const auto hub, Hub::create(hubOptions(data)));
  THUCDIA_TRY(loadShipped(*hub));
  fmt::print("{}\n", data);
  return {};
}

core::Result<std::string> readFile(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return core::fail(ErrorCode::NotFound, fmt::format("cannot read {}: {}", path, error.message()));
  if (size > kMostFileBytes) return core::fail(ErrorCode::LimitExceeded, path + " is larger than 256 MiB");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file) return core::fail(ErrorCode::IoError, "cannot read " + path);
  return std::move(bytes).str();
}

core::Result<> importNow(const ImportCommand& options) {
  THUCDIA_ASSIGN(const auto bytes, readFile(options.file));
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  core::Result<ImportReport> report = core::fail(ErrorCode::InvalidArgument, "unknown kind");
  if (options.kind == "facilities") report = importFacilities(*hub, bytes, options.import);
  if (options.kind == "projects") report = importProjects(*hub, bytes, options.import);
  if (options.kind == "people") report = importPeople(*hub, bytes, options.import);
  if (options.kind == "forms") {
    const std::filesystem::path form(options.file);
    const auto beside = [folder = form.parent_path()](std::string_view name) -> std::optional<std::string> {
      auto file = readFile((folder / std::filesystem::path(name).filename()).string());
      return file ? std::optional(std::move(*file)) : std::nullopt;
    };
    report = importForm(*hub, bytes, form.filename().string(), options.import, beside);
  }
  if (!report) return core::fail(report.error());
  // Of a form each says itself where it stands.
  const bool form = options.kind == "forms";
  const std::string place = form ? "" : options.file + ": ";
  for (const auto& issue : report->issues) fmt::print("{}{}\n", place, issue);
  for (const auto& doubt : report->doubts) fmt::print("{}{}\n", place, doubt);
  if (!report->issues.empty() && (form || !options.import.skipBad)) {
    return core::fail(
        form ? ErrorCode::InvalidForm : ErrorCode::ParseError,
        fmt::format("{}{}; {} in all, nothing was imported", place, report->issues.front(),
                    report->issues.size() == 1 ? "1 fault" : fmt::format("{} faults", report->issues.size())));
  }
  fmt::print("{} records read, {} {}\n", report->records, options.import.dryRun ? 0 : report->changed,
             options.import.dryRun ? "written (dry run)" : "written");
  return {};
}

}  // namespace

void addInit(CLI::App& program, Chosen& chosen) {
  const auto data = std::make_shared<std::string>();
  auto* command =
      addDataCommand(program, "init", "Create a hub with the forms and reference data that ship with it", *data);
  command->callback([data, &chosen] { chosen.run = [data] { return initNow(*data); }; });
}

void addImport(CLI::App& program, Chosen& chosen) {
  auto* import = program.add_subcommand("import", "Bring facilities, projects, people or forms in from a file");
  import->require_subcommand(1);
  const auto options = std::make_shared<ImportCommand>();
  for (const auto* kind : {"facilities", "projects", "people", "forms"}) {
    const bool isForm = std::string_view(kind) == "forms";
    auto* command = addDataCommand(*import, kind, isForm ? "XLSForm .xlsx or .md" : "CSV", options->data);
    command->add_option("FILE", options->file)->required();
    if (!isForm) command->add_flag("--skip-bad", options->import.skipBad, "take the good lines, report the bad ones");
    command->add_flag("--dry-run", options->import.dryRun, "read and check, write nothing");
    command->callback([options, kind, &chosen] {
      options->kind = kind;
      chosen.run = [options] { return importNow(*options); };
    });
  }
}

}  // namespace thucdia::hub
