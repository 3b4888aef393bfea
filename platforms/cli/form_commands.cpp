#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/forms/form.h"
#include "core/forms/form_reader.h"
#include "platforms/cli/commands.h"
#include "platforms/cli/files.h"
#include "platforms/cli/output.h"

namespace thucdia::cli {

namespace {

using core::Result;
using core::forms::Diagnostic;
using core::forms::Severity;

const char* wordOf(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      break;
  }
  return "note";
}

/// The files beside a form.
core::forms::FormFiles filesBeside(const std::string& form) {
  const auto folder = std::filesystem::path(form).parent_path();
  return [folder](std::string_view name) -> std::optional<std::string> {
    auto bytes = readFile((folder / std::filesystem::path(name).filename()).string());
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  };
}

/// A form's diagnostics from reading and linking it.
Result<core::forms::ReadForm> readAndLink(const std::string& path) {
  THUCDIA_ASSIGN(const auto bytes, readFile(path));
  const std::string name = std::filesystem::path(path).filename().string();
  THUCDIA_ASSIGN(auto read, core::forms::readForm(bytes, name, filesBeside(path)));
  if (read.ok()) {
    const auto linked = core::forms::Form::link(read.form, &read.diagnostics);
    if (!linked && read.ok()) return core::fail(linked.error());
  }
  // Linking knows the node, reading knew where it stands.
  for (Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.row != 0 || diagnostic.node >= static_cast<std::uint32_t>(read.form.nodes_size())) continue;
    const auto& place = read.form.nodes(static_cast<int>(diagnostic.node)).place();
    diagnostic.sheet = place.sheet();
    diagnostic.row = place.row();
    if (diagnostic.column.empty()) diagnostic.column = core::forms::columnOf(diagnostic.part);
  }
  return read;
}

/// "survey:12:relevant": where the source has it.
std::string placeOf(const Diagnostic& diagnostic) {
  std::string place = diagnostic.sheet;
  if (diagnostic.row != 0) place += fmt::format("{}{}", place.empty() ? "" : ":", diagnostic.row);
  if (!diagnostic.column.empty()) place += (place.empty() ? "" : ":") + diagnostic.column;
  return place;
}

Result<> check(World& world, const std::string& path, bool json) {
  THUCDIA_ASSIGN(const auto read, readAndLink(path));
  const Diagnostic* firstError = nullptr;
  int errors = 0;
  Json list = Json::array();
  for (const Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.severity == Severity::Error) {
      ++errors;
      if (!firstError) firstError = &diagnostic;
    }
    if (json) {
      Json entry{{"severity", wordOf(diagnostic.severity)}, {"code", diagnostic.code}, {"message", diagnostic.message}};
      if (!diagnostic.sheet.empty()) entry["sheet"] = diagnostic.sheet;
      if (diagnostic.row != 0) entry["row"] = diagnostic.row;
      if (!diagnostic.column.empty()) entry["column"] = diagnostic.column;
      if (!diagnostic.suggestion.empty()) entry["suggestion"] = diagnostic.suggestion;
      list.push_back(std::move(entry));
    } else {
      const std::string place = placeOf(diagnostic);
      world.out << path << ':' << (place.empty() ? "" : place + ":") << ' ' << wordOf(diagnostic.severity) << ": "
                << diagnostic.message << (diagnostic.suggestion.empty() ? "" : "; nearest: " + diagnostic.suggestion)
                << " [" << diagnostic.code << "]\n";
    }
  }
  if (json) {
    printJson(world.out, {{"ok", errors == 0},
                          {"form_id", read.form.form_id()},
                          {"version", read.form.version()},
                          {"title", read.form.title()},
                          {"diagnostics", std::move(list)}});
  } else if (errors == 0) {
    world.out << path << ": " << read.form.form_id() << " version " << read.form.version() << " compiles\n";
  }
  if (!firstError) return {};
  return core::fail(
      core::ErrorCode::InvalidForm,
      errors == 1 ? firstError->message : fmt::format("{}; {} errors in all", firstError->message, errors),
      {.file = path, .sheet = firstError->sheet, .row = firstError->row, .column = firstError->column});
}

}  // namespace

void addFormCommands(CLI::App& app, World& world, Chosen& chosen) {
  struct Options {
    std::string form;
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
}

}  // namespace thucdia::cli
