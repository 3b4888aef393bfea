#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/forms/form_check.h"
#include "core/forms/form_script.h"
#include "core/registers/datasets.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/files.h"
#include "platforms/cli/output.h"

namespace thucdia::cli {

namespace {

using core::Result;
/// The files beside a form.
core::forms::FormFiles filesBeside(const std::string& form) {
  const auto folder = std::filesystem::path(form).parent_path();
  return [folder](std::string_view name) -> std::optional<std::string> {
    auto bytes = readFile((folder / std::filesystem::path(name).filename()).string());
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  };
}

Result<> check(World& world, const std::string& path, bool json) {
  THUCDIA_ASSIGN(const auto bytes, readFile(path));
  const core::registers::Datasets known;
  const auto report = core::forms::checkForm(bytes, path, filesBeside(path), &known);
  if (json) {
    world.out << core::forms::toJson(report) << '\n';
  } else {
    for (const auto& diagnostic : report.diagnostics) world.out << core::forms::describe(report, diagnostic) << '\n';
    if (report.ok()) {
      world.out << fmt::format("{}: {} version {} compiles, {} questions\n", path, report.formId, report.version,
                               report.questions);
    }
  }
  if (report.ok()) return {};
  const auto first =
      std::ranges::find(report.diagnostics, core::forms::Severity::Error, &core::forms::Diagnostic::severity);
  const std::size_t errors = report.count(core::forms::Severity::Error);
  return core::fail(core::ErrorCode::InvalidForm,
                    errors == 1 ? first->message : fmt::format("{}; {} errors in all", first->message, errors),
                    {.file = path, .sheet = first->sheet, .row = first->row, .column = first->column});
}

Result<> runScripted(World& world, const std::string& path, const std::string& script) {
  THUCDIA_ASSIGN(const auto form, readFile(path));
  THUCDIA_ASSIGN(const auto steps, readFile(script));
  const std::string name = std::filesystem::path(path).filename().string();
  THUCDIA_ASSIGN(const auto told, core::forms::runScript(form, name, steps, filesBeside(path)));
  world.out << told << '\n';
  return {};
}

}  // namespace

void addFormCommands(CLI::App& app, World& world, Chosen& chosen) {
  struct Options {
    std::string form, script;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* form = app.add_subcommand("form", "XLSForms (.xlsx, .md) and XForms (.xml)");
  form->require_subcommand(1);
  CLI::App* checking = form->add_subcommand("check", "Compiles a form; errors with sheet, row and column");
  checking->add_option("FILE", options->form, "The form")->required();
  checking->add_flag("--json", options->json, "Print an object");
  checking->callback([&world, &chosen, options] {
    chosen.run = [&world, options] { return check(world, options->form, options->json); };
  });
  CLI::App* running = form->add_subcommand("run", "Runs a scripted session; prints the state after each step as JSON");
  running->add_option("FILE", options->form, "The form")->required();
  running->add_option("SCRIPT", options->script, "The steps, as JSON")->required();
  running->callback([&world, &chosen, options] {
    chosen.run = [&world, options] { return runScripted(world, options->form, options->script); };
  });
}

}  // namespace thucdia::cli
