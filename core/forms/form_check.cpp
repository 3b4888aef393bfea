#include "core/forms/form_check.h"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/forms/form_files.h"
#include "core/forms/form_proofs.h"
#include "core/forms/form_types.h"
#include "core/forms/linker.h"
#include "core/forms/nearest.h"
#include "core/forms/shipped.h"

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

/// The tables of a form's files, then those that the program knows.
class Tables {
 public:
  Tables(const v1::CompiledForm& form, const FormFiles& files, const ExternalData* known)
      : m_beside(readExternalFiles(form, files)), m_known(known) {
    std::vector<std::string> columns;
    for (const auto column : visitColumns()) columns.emplace_back(column);
    m_visit =
        std::make_shared<const MemoryTable>(std::move(columns), std::vector<std::vector<std::optional<std::string>>>());
  }
  [[nodiscard]] std::shared_ptr<const Table> of(const TableName& name) const {
    for (const auto& each : {name.file, name.id}) {
      if (each == "visit") return m_visit;
      if (auto found = m_beside.table(each)) return found;
      if (m_known == nullptr) continue;
      if (auto found = m_known->table(each)) return found;
    }
    return nullptr;
  }
  /// Whether all that there is can be looked up.
  [[nodiscard]] bool complete() const { return m_known != nullptr; }

 private:
  MemoryData m_beside;
  const ExternalData* m_known;
  std::shared_ptr<const Table> m_visit;
};

Diagnostic warning(std::string code, std::string message, const Expression& expression) {
  Diagnostic found;
  found.severity = Severity::Warning;
  found.code = std::move(code);
  found.message = std::move(message);
  found.node = expression.owner;
  found.part = expression.part;
  return found;
}

/// Columns that expressions look into and a table outside the form lacks; tables that are nowhere, once each.
void checkTables(const Program& program, const Tables& tables, Diagnostics& diagnostics) {
  std::set<std::uint32_t> absent;
  const auto column = [&](std::uint32_t index, const Expression& expression) {
    if (index == kNone) return;
    const auto& [number, name] = program.columns[index];
    const auto& named = program.tables[number];
    if (named.rows || named.file == "last-saved") return;
    const auto table = tables.of(named);
    if (!table) {
      if (!absent.insert(number).second) return;
      auto found = warning("no_file",
                           fmt::format("there is no table \"{}\": no file of that name lies beside the form, and the "
                                       "program has none",
                                       named.file),
                           expression);
      if (!tables.complete()) found.severity = Severity::Note;
      addBounded(diagnostics, std::move(found));
      return;
    }
    if (table->column(name)) return;
    std::vector<std::string> known;
    for (std::size_t at = 0; at < table->columnCount(); ++at) known.emplace_back(table->columnName(at));
    // Labels in several languages have a column each.
    if (std::ranges::any_of(known, [&](const std::string& each) { return each.starts_with(name + "::"); })) return;
    auto found =
        warning("unknown_column", fmt::format("the table \"{}\" has no column \"{}\"", named.file, name), expression);
    found.suggestion = nearest(name, known);
    addBounded(diagnostics, std::move(found));
  };
  for (const auto& expression : program.expressions) {
    const auto& code = expression.code;
    for (const auto& plan : code.tables) {
      column(plan.column, expression);
      column(plan.keyColumn, expression);
    }
    for (const auto& lookup : code.lookups) {
      column(lookup.wanted, expression);
      column(lookup.key, expression);
    }
    for (const auto& op : code.ops)
      if (op.code == OpCode::ItemCell) column(op.a, expression);
  }
}

/// All but what the form says of itself (meta/instanceID …).
std::size_t countQuestions(const v1::CompiledForm& form) {
  return static_cast<std::size_t>(std::ranges::count_if(form.nodes(), [&](const v1::FormNode& node) {
    const auto& group = form.nodes(static_cast<int>(node.parent()));
    return node.kind() == v1::NODE_KIND_QUESTION && !(group.parent() == 0 && group.name().ends_with("meta"));
  }));
}

}  // namespace

std::string_view name(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

std::size_t FormReport::count(Severity severity) const {
  return static_cast<std::size_t>(std::ranges::count(diagnostics, severity, &Diagnostic::severity));
}

FormReport checkForm(std::string_view bytes, const std::string& file, const FormFiles& files,
                     const ExternalData* known) {
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
  report.questions = countQuestions(read->form);
  report.diagnostics = read->diagnostics;
  if (report.version.empty()) {
    Diagnostic found;
    found.severity = Severity::Warning;
    found.code = "no_version";
    found.message =
        "the form has no version, and once it is in use a changed one needs another: write one in the settings";
    report.diagnostics.push_back(std::move(found));
  }
  if (read->form.nodes_size() > 0) {
    Diagnostics linked;
    // Not Form::link: what can be said of a form with errors is said with them.
    Program program;
    if (Linker(program, read->form, linked).run()) {
      checkTypes(program, read->form, linked);
      checkTables(program, Tables(read->form, files, known), linked);
      proveFaults(program, read->form, linked);
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
