#include "core/forms/form_check.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/forms/form.h"
#include "core/forms/form_files.h"
#include "core/forms/form_proofs.h"

namespace thucdia::core::forms {
namespace {

std::string pathOf(const v1::CompiledForm& form, std::uint32_t index) {
  std::string path;
  for (; index != 0 && index < static_cast<std::uint32_t>(form.nodes_size());
       index = form.nodes(static_cast<int>(index)).parent()) {
    const auto& name = form.nodes(static_cast<int>(index)).name();
    if (!name.empty()) path = path.empty() ? name : name + "/" + path;
  }
  return path;
}

// Diagnostics of linking and proving know the node; the reader knew where that stands.
void place(Diagnostics& diagnostics, const ReadForm& read) {
  for (auto& found : diagnostics) {
    if (found.row != 0 || found.node == kNoNode || found.node >= static_cast<std::uint32_t>(read.form.nodes_size()))
      continue;
    const auto& source = read.form.nodes(static_cast<int>(found.node)).place();
    found.sheet = source.sheet();
    found.row = source.row();
    const auto column = read.columns.find(std::string(columnOf(found.part)));
    if (column != read.columns.end()) found.column = column->second;
  }
}

}  // namespace

std::string_view name(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

std::size_t FormReport::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(diagnostics, severity, &Diagnostic::severity));
}

FormReport checkForm(std::string_view bytes, const std::string& file, const FormFiles& files) {
  FormReport report;
  report.file = file;
  auto read = readForm(bytes, file, files);
  if (!read) {
    Diagnostic found;
    found.code = std::string(core::name(read.error().code));
    found.message = read.error().detail;
    found.sheet = read.error().place.sheet;
    found.row = static_cast<std::uint32_t>(read.error().place.row);
    found.column = read.error().place.column;
    report.diagnostics.push_back(std::move(found));
    return report;
  }
  report.formId = read->form.form_id();
  report.version = read->form.version();
  report.title = read->form.title();
  report.questions = static_cast<std::size_t>(std::ranges::count(read->form.nodes(), v1::NODE_KIND_QUESTION,
                                                                 [](const v1::FormNode& node) { return node.kind(); }));
  report.diagnostics = read->diagnostics;
  if (read->form.nodes_size() > 0) {
    Diagnostics linked;
    const auto form = Form::link(read->form, &linked);
    if (!form &&
        std::ranges::none_of(linked, [](const Diagnostic& found) { return found.severity == Severity::Error; })) {
      Diagnostic found;
      found.code = std::string(core::name(form.error().code));
      found.message = form.error().detail;
      linked.push_back(std::move(found));
    }
    proveFaults(read->form, linked);
    if (files) {
      std::vector<std::string> missing;
      static_cast<void>(readExternalFiles(read->form, files, &missing));
      for (const auto& name : missing) {
        Diagnostic found;
        found.severity = Severity::Note;
        found.code = "no_file";
        found.message =
            fmt::format("\"{}\" does not lie beside the form; the program has to know a table of that name", name);
        linked.push_back(std::move(found));
      }
    }
    place(linked, *read);
    for (auto& found : linked) {
      if (found.node != kNoNode) found.message = fmt::format("{}: {}", pathOf(read->form, found.node), found.message);
      report.diagnostics.push_back(std::move(found));
    }
  }
  std::stable_sort(report.diagnostics.begin(), report.diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
  return report;
}

std::string toJson(const FormReport& report) {
  nlohmann::ordered_json told;
  told["file"] = report.file;
  told["form_id"] = report.formId;
  told["version"] = report.version;
  told["title"] = report.title;
  told["questions"] = report.questions;
  told["errors"] = report.count(Severity::Error);
  told["warnings"] = report.count(Severity::Warning);
  told["notes"] = report.count(Severity::Note);
  told["diagnostics"] = nlohmann::ordered_json::array();
  for (const auto& found : report.diagnostics) {
    nlohmann::ordered_json each;
    each["severity"] = name(found.severity);
    each["code"] = found.code;
    if (!found.sheet.empty()) each["sheet"] = found.sheet;
    if (found.row != 0) each["row"] = found.row;
    if (!found.column.empty()) each["column"] = found.column;
    if (!columnOf(found.part).empty()) each["header"] = columnOf(found.part);
    each["message"] = found.message;
    if (!found.suggestion.empty()) each["suggestion"] = found.suggestion;
    told["diagnostics"].push_back(std::move(each));
  }
  return told.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string describe(const FormReport& report, const Diagnostic& diagnostic) {
  auto text = report.file;
  if (!diagnostic.sheet.empty()) text += ":" + diagnostic.sheet;
  if (diagnostic.row != 0) text += fmt::format(":{}", diagnostic.row);
  if (!diagnostic.column.empty()) text += ":" + diagnostic.column;
  text += fmt::format(": {}: ", name(diagnostic.severity));
  if (const auto header = columnOf(diagnostic.part); !header.empty()) text += fmt::format("{}: ", header);
  text += diagnostic.message;
  if (!diagnostic.suggestion.empty()) text += fmt::format(" (did you mean \"{}\"?)", diagnostic.suggestion);
  return text;
}

}  // namespace thucdia::core::forms
