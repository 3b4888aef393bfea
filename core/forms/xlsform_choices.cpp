#include <algorithm>

#include <fmt/format.h>

#include "core/forms/xlsform_builder.h"

namespace thucdia::core::forms {
namespace {

bool isElementName(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9') || name.front() == '-' || name.front() == '.')
    return false;
  return std::ranges::none_of(name, [](char c) {
    return c == ' ' || c == '(' || c == ')' || c == '/' || c == '<' || c == '>' || c == '&' || c == '\'' || c == '"' ||
           c == '\n';
  });
}

}  // namespace

void XlsFormBuilder::readChoices() {
  if (!m_choices.columns().empty()) {
    for (const std::string_view column : {"list_name", "name"}) {
      if (!m_choices.has(column))
        report(Severity::Error, "no_column",
               fmt::format("the sheet \"{}\" has no column \"{}\"", m_choices.name(), column), m_choices, nullptr);
    }
  }
  std::vector<std::string> order;
  for (const auto& row : m_choices.rows()) {
    const auto list = m_choices.text(row, "list_name");
    if (list.empty()) continue;
    auto& rows = m_listRows[list];
    if (rows.empty()) order.push_back(list);
    rows.push_back(&row);
  }
  std::vector<const SheetTable::Column*> extras;
  for (const auto& column : m_choices.columns()) {
    if (column.header.known && column.header.name != "sms_option") continue;
    if (isElementName(column.header.name)) {
      extras.push_back(&column);
    } else {
      auto& found =
          report(Severity::Note, "unknown_column",
                 fmt::format("the column \"{}\" cannot be used in a choice_filter and is passed over", column.written),
                 m_choices, nullptr);
      found.column = columnLetters(column.number);
    }
  }
  const bool mayRepeat = isYes(m_set.contains("allow_choice_duplicates") ? m_set["allow_choice_duplicates"] : "");
  for (const auto& name : order) {
    const auto& rows = m_listRows[name];
    const auto index = static_cast<std::uint32_t>(m_form.lists_size());
    m_lists[name] = index;
    auto* list = m_form.add_lists();
    list->set_id(name);
    list->add_columns("name");
    // Texts of their own: translated, with references or with media. Else the label is a column like others.
    const bool itext = std::ranges::any_of(rows, [&](const Row* row) {
      bool found = false;
      for (const std::string_view media : {"image", "big-image", "audio", "video"}) {
        m_choices.each(*row, media, [&](const auto&, const auto&) { found = true; });
      }
      m_choices.each(*row, "label", [&](const SheetTable::Column& column, const std::string& text) {
        found = found || !column.header.language.empty() || text.find("${") != std::string::npos;
      });
      return found;
    });
    m_listItext.push_back(itext);
    if (!itext) list->add_columns("label");
    const auto firstExtra = static_cast<std::uint32_t>(list->columns_size());
    for (const auto* column : extras) list->add_columns(column->header.name);
    std::map<std::string, int> seen;
    for (const auto* row : rows) {
      const auto value = m_choices.text(*row, "name");
      if (value.empty()) {
        report(Severity::Error, "no_name", fmt::format("a choice of \"{}\" without a name", name), m_choices, row,
               "name");
        continue;
      }
      const auto [first, fresh] = seen.try_emplace(value, row->number);
      if (!fresh && !mayRepeat) {
        report(Severity::Warning, "duplicate_choice",
               fmt::format("\"{}\" stands twice in the list \"{}\", first in row {}", value, name, first->second),
               m_choices, row, "name");
      }
      auto* choice = list->add_rows();
      choice->mutable_place()->set_sheet(m_choices.name());
      choice->mutable_place()->set_row(static_cast<std::uint32_t>(row->number));
      const auto put = [&](std::uint32_t column, std::string text) {
        auto* cell = choice->add_cells();
        cell->set_column(column);
        cell->set_text(std::move(text));
      };
      put(0, value);
      if (itext) {
        Translations labels;
        m_choices.each(*row, "label", [&](const SheetTable::Column& column, std::string text) {
          labels.emplace_back(column.header.language, std::move(text));
        });
        if (!labels.empty()) m_texts.put(choice->mutable_label(), labels, true);
        for (const std::string_view media : {"image", "big-image", "audio", "video"}) {
          Translations files;
          m_choices.each(*row, media, [&](const SheetTable::Column& column, std::string text) {
            files.emplace_back(column.header.language, std::move(text));
          });
          if (!files.empty()) m_texts.putMedia(choice->mutable_label(), media, files);
        }
      } else if (auto label = m_choices.text(*row, "label"); !label.empty()) {
        put(1, std::move(label));
      } else {
        report(Severity::Note, "no_label", fmt::format("the choice \"{}\" of \"{}\" has no label", value, name),
               m_choices, row, "label");
      }
      for (std::size_t extra = 0; extra < extras.size(); ++extra) {
        if (auto text = m_choices.text(*row, *extras[extra]); !text.empty())
          put(firstExtra + static_cast<std::uint32_t>(extra), std::move(text));
      }
    }
  }
}

// A list that any question offers with "or other" has that choice everywhere, in loops too.
void XlsFormBuilder::addOthers() {
  for (const auto& row : m_survey.rows()) {
    const auto select = selectRow(m_survey.text(row, "type"));
    if (!select || !select->orOther || isYes(m_survey.text(row, "disabled"))) continue;
    if (const auto found = m_lists.find(select->list); found != m_lists.end()) addOther(found->second);
  }
}

std::uint32_t XlsFormBuilder::listIndex(const std::string& name, const Row& row) {
  m_usedLists.insert(name);
  if (const auto found = m_lists.find(name); found != m_lists.end()) return found->second + 1;
  std::vector<std::string> known;
  for (const auto& [list, index] : m_lists) known.push_back(list);
  auto& found = report(Severity::Error, "unknown_list",
                       fmt::format("there is no list \"{}\" on the sheet choices", name), m_survey, &row, "type");
  found.suggestion = nearest(name, known);
  return 0;
}

bool XlsFormBuilder::addOther(std::uint32_t index) {
  auto* list = m_form.mutable_lists(static_cast<int>(index));
  for (const auto& row : list->rows()) {
    if (row.cells_size() > 0 && row.cells(0).text() == "other") return false;
  }
  auto* choice = list->add_rows();
  auto* cell = choice->add_cells();
  cell->set_text("other");
  if (m_listItext[index]) {
    Translations labels;
    for (const auto& column : m_choices.columns()) {
      if (column.header.name == "label") labels.emplace_back(column.header.language, "Other");
    }
    m_texts.put(choice->mutable_label(), labels, true);
  } else {
    cell = choice->add_cells();
    cell->set_column(1);
    cell->set_text("Other");
  }
  return true;
}

// external_choices becomes one table "itemsets" with its list_name column, as the file itemsets.csv is made of it.
void XlsFormBuilder::readExternalChoices() {
  const bool used = std::ranges::any_of(m_usedLists, [](const std::string& name) { return name.starts_with('\n'); });
  if (m_external.columns().empty()) {
    if (used) addInstance("itemsets", "jr://file-csv/itemsets.csv");
    return;
  }
  auto* list = m_form.add_lists();
  list->set_id("itemsets");
  std::vector<const SheetTable::Column*> columns;
  for (const auto& column : m_external.columns()) {
    if (!column.header.language.empty() || (!column.header.known && !isElementName(column.header.name))) continue;
    list->add_columns(column.header.name);
    columns.push_back(&column);
  }
  for (const auto& row : m_external.rows()) {
    auto* choice = list->add_rows();
    choice->mutable_place()->set_sheet(m_external.name());
    choice->mutable_place()->set_row(static_cast<std::uint32_t>(row.number));
    for (std::size_t at = 0; at < columns.size(); ++at) {
      auto text = m_external.text(row, *columns[at]);
      if (text.empty()) continue;
      auto* cell = choice->add_cells();
      cell->set_column(static_cast<std::uint32_t>(at));
      cell->set_text(std::move(text));
    }
  }
}

void XlsFormBuilder::addInstance(const std::string& id, const std::string& src) {
  for (const auto& known : m_form.instances()) {
    if (known.id() == id) return;
  }
  auto* instance = m_form.add_instances();
  instance->set_id(id);
  instance->set_src(src);
}

// pulldata('crops', …) and ${last-saved#…} name instances that no row declares.
void XlsFormBuilder::findInstances() {
  const auto look = [&](std::string_view text) {
    if (text.find("last-saved#") != std::string_view::npos) addInstance("__last-saved", "jr://instance/last-saved");
    for (auto at = text.find("pulldata"); at != std::string_view::npos; at = text.find("pulldata", at + 8)) {
      auto next = text.find_first_not_of(" \n\t", at + 8);
      if (next == std::string_view::npos || text[next] != '(') continue;
      next = text.find_first_not_of(" \n\t", next + 1);
      if (next == std::string_view::npos || (text[next] != '\'' && text[next] != '"')) continue;
      const auto end = text.find(text[next], next + 1);
      if (end == std::string_view::npos) continue;
      const std::string name(trimmed(text.substr(next + 1, end - next - 1)));
      addInstance(name, "jr://file-csv/" + name + ".csv");
    }
  };
  for (const auto& node : m_form.nodes()) {
    for (const auto* text : {&node.relevant(), &node.readonly(), &node.required(), &node.constraint(),
                             &node.calculate(), &node.default_value(), &node.repeat_count(), &node.items().nodeset()})
      look(*text);
    for (const auto* words : {&node.label(), &node.hint(), &node.constraint_message(), &node.required_message()}) {
      for (const auto& variant : words->variants()) {
        for (const auto& segment : variant.segments()) look(segment.expression());
      }
    }
  }
  for (const auto& action : m_form.actions()) look(action.value());
}

void XlsFormBuilder::checkChoices() {
  for (const auto& [name, rows] : m_listRows) {
    // instance('list') in any expression uses a list too.
    const bool named = std::ranges::any_of(m_form.nodes(), [&](const v1::FormNode& node) {
      return std::ranges::any_of(std::initializer_list<const std::string*>{&node.relevant(), &node.constraint(),
                                                                           &node.calculate(), &node.items().nodeset()},
                                 [&](const std::string* text) {
                                   return text->find("'" + name + "'") != std::string::npos ||
                                          text->find("\"" + name + "\"") != std::string::npos;
                                 });
    });
    if (m_usedLists.contains(name) || named) continue;
    report(Severity::Warning, "unused_list", fmt::format("no question uses the list \"{}\"", name), m_choices,
           rows.front(), "list_name");
  }
}

}  // namespace thucdia::core::forms
