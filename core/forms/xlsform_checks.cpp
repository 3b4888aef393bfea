// What is looked at when the whole workbook is read.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/forms/xform_builder.h"
#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {
namespace {

constexpr std::array<std::string_view, 8> kTexts{
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video"};

bool isXmlName(std::string_view name) {
  if (name.empty()) return false;
  const auto letter = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  if (!letter(static_cast<unsigned char>(name.front()))) return false;
  return std::ranges::all_of(name, [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return letter(byte) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
  });
}

}  // namespace

// What an XForm of this workbook could not say either: texts of what is never shown, columns that no choice fills.
void XlsFormBuilder::tidy() {
  for (auto& node : *m_form.mutable_nodes()) {
    if (node.kind() != v1::NODE_KIND_QUESTION) {
      node.clear_hint();
      node.clear_guidance();
      continue;
    }
    if (node.control() != v1::CONTROL_UNSPECIFIED) continue;
    node.clear_label();
    node.clear_hint();
    node.clear_guidance();
    node.clear_appearance();
  }
  for (auto& list : *m_form.mutable_lists()) {
    std::vector<bool> filled(static_cast<std::size_t>(list.columns_size()));
    if (!filled.empty()) filled[0] = true;
    for (const auto& row : list.rows())
      for (const auto& cell : row.cells()) filled[cell.column()] = true;
    std::vector<std::uint32_t> place(filled.size());
    int kept = 0;
    for (std::size_t column = 0; column < filled.size(); ++column) {
      if (!filled[column]) continue;
      place[column] = static_cast<std::uint32_t>(kept);
      list.mutable_columns()->SwapElements(kept++, static_cast<int>(column));
    }
    if (kept == list.columns_size()) continue;
    list.mutable_columns()->DeleteSubrange(kept, list.columns_size() - kept);
    for (auto& row : *list.mutable_rows())
      for (auto& cell : *row.mutable_cells()) cell.set_column(place[cell.column()]);
  }
  orderActions(m_form);
}

void XlsFormBuilder::checkNames() {
  for (int index = 1; index < m_form.nodes_size(); ++index) {
    const auto& node = m_form.nodes(index);
    if (node.place().row() == 0) continue;
    Row row;
    row.number = static_cast<int>(node.place().row());
    if (!isXmlName(node.name()) && !node.name().empty()) {
      report(
          Severity::Error, "bad_name",
          fmt::format(
              "\"{}\" cannot be a name: use letters, digits, \"-\", \"_\" and \".\", beginning with a letter or \"_\"",
              node.name()),
          m_survey, &row, "name");
    }
    if (node.name() == m_form.nodes(0).name()) {
      report(Severity::Warning, "named_as_root",
             fmt::format("\"{}\" is also the name of the form's root; other tools may confuse the two", node.name()),
             m_survey, &row, "name");
    }
  }
}

void XlsFormBuilder::checkTranslations() {
  struct Lacks {
    const SheetTable::Column* column = nullptr;
    std::size_t rows = 0;
    const Row* first = nullptr;
  };
  for (const auto* table : {&m_survey, &m_choices}) {
    for (const auto name : kTexts) {
      std::vector<Lacks> languages;
      for (const auto& column : table->columns())
        if (column.header.name == name && !column.header.language.empty()) languages.push_back({.column = &column});
      if (languages.size() < 2) continue;
      for (const auto& row : table->rows()) {
        const bool any = std::ranges::any_of(
            row.cells, [&](const Cell& cell) { return table->isOf(cell.column, name) && !cell.text.empty(); });
        if (!any) continue;
        for (auto& language : languages) {
          if (!row.text(language.column->number).empty()) continue;
          if (language.rows++ == 0) language.first = &row;
        }
      }
      for (const auto& language : languages) {
        if (language.rows == 0) continue;
        auto& found = report(Severity::Warning, "missing_translation",
                             fmt::format("{} of {} lack {} in \"{}\", the first in row {}", language.rows,
                                         table == &m_survey ? "the questions" : "the choices", name,
                                         language.column->header.language, language.first->number),
                             *table, language.first);
        found.column = columnLetters(language.column->number);
      }
    }
  }
}

void XlsFormBuilder::checkChoices() {
  // instance('list') in any expression uses a list too.
  const auto look = [&](const std::string& text) {
    eachQuoted(text, [&](std::string_view quoted) {
      if (const auto found = m_listRows.find(quoted); found != m_listRows.end()) m_usedLists.insert(found->first);
    });
  };
  for (const auto& node : m_form.nodes())
    for (const auto* text : {&node.relevant(), &node.constraint(), &node.calculate(), &node.items().nodeset()})
      look(*text);
  for (const auto& [name, rows] : m_listRows) {
    if (m_usedLists.contains(name)) continue;
    report(Severity::Warning, "unused_list", fmt::format("no question uses the list \"{}\"", name), m_choices,
           rows.front(), "list_name");
  }
}

}  // namespace thucdia::core::forms
