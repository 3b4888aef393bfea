#include <algorithm>
#include <array>

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

constexpr std::array<std::string_view, 4> kMedia{"image", "big-image", "audio", "video"};

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
    if (order.size() > limits::kTables) {
      stop(fmt::format("more than {} lists of choices (kTables)", limits::kTables), m_choices, &row);
      return;
    }
  }
  const auto extras = extraColumns();
  const bool mayRepeat = isYes(m_set.contains("allow_choice_duplicates") ? m_set["allow_choice_duplicates"] : "");
  for (const auto& name : order) {
    readList(name, m_listRows[name], extras, mayRepeat);
    if (m_stopped) return;
  }
}

// What a choice_filter can look into beside the name and the label.
std::vector<const SheetTable::Column*> XlsFormBuilder::extraColumns() {
  std::vector<const SheetTable::Column*> extras;
  for (const auto& column : m_choices.columns()) {
    if (column.header.known && column.header.name != "sms_option") continue;
    if (isElementName(column.header.name)) {
      extras.push_back(&column);
      continue;
    }
    auto& found =
        report(Severity::Note, "unknown_column",
               fmt::format("the column \"{}\" cannot be used in a choice_filter and is passed over", column.written),
               m_choices, nullptr);
    found.column = columnLetters(column.number);
  }
  return extras;
}

void XlsFormBuilder::readList(const std::string& name, const std::vector<const Row*>& rows,
                              const std::vector<const SheetTable::Column*>& extras, bool mayRepeat) {
  const auto index = static_cast<std::uint32_t>(m_form.lists_size());
  m_lists[name] = index;
  auto* list = m_form.add_lists();
  list->set_id(name);
  list->add_columns("name");
  // Texts of their own: translated, with references or with media. Else the label is a column like others.
  const bool itext = std::ranges::any_of(rows, [&](const Row* row) {
    bool found = false;
    for (const auto media : kMedia) {
      m_choices.each(*row, media, [&](const auto&, const auto&) { found = true; });
    }
    m_choices.each(*row, "label", [&](const SheetTable::Column& column, const std::string& text) {
      found = found || !column.header.language.empty() || text.find("${") != std::string::npos;
    });
    return found;
  });
  m_listItext.push_back(itext);
  if (!itext) list->add_columns("label");
  // Those that this list fills.
  std::set<int> filled;
  for (const auto* row : rows)
    for (const auto& cell : row->cells)
      if (!cell.text.empty()) filled.insert(cell.column);
  std::map<int, std::uint32_t> extraOf;  // column of the sheet → of the list
  for (const auto* column : extras) {
    if (!filled.contains(column->number)) continue;
    extraOf[column->number] = static_cast<std::uint32_t>(list->columns_size());
    list->add_columns(column->header.name);
  }
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
      if (const auto labels = translations(*row, "label"); !labels.empty())
        m_texts.put(choice->mutable_label(), labels, true);
      for (const auto media : kMedia) {
        if (const auto files = translations(*row, media); !files.empty())
          m_texts.putMedia(choice->mutable_label(), media, files);
      }
    } else if (auto label = m_choices.text(*row, "label"); !label.empty()) {
      put(1, std::move(label));
    } else {
      report(Severity::Note, "no_label", fmt::format("the choice \"{}\" of \"{}\" has no label", value, name),
             m_choices, row, "label");
    }
    for (const auto& cell : row->cells)
      if (const auto extra = extraOf.find(cell.column); extra != extraOf.end() && !cell.text.empty())
        put(extra->second, cell.text);
    if (!m_texts.problem().empty()) {
      stop(m_texts.problem(), m_choices, row);
      return;
    }
  }
}

Translations XlsFormBuilder::translations(const Row& choice, std::string_view column) const {
  Translations found;
  m_choices.each(choice, column, [&](const SheetTable::Column& known, std::string text) {
    found.emplace_back(known.header.language, std::move(text));
  });
  return found;
}

// A list that any question offers with "or other" has that choice everywhere, in loops too.
void XlsFormBuilder::addOthers() {
  std::set<std::uint32_t> done;
  for (const auto& row : m_survey.rows()) {
    const auto select = selectRow(m_survey.text(row, "type"));
    if (!select || !select->orOther || isYes(m_survey.text(row, "disabled"))) continue;
    const auto found = m_lists.find(select->list);
    if (found != m_lists.end() && done.insert(found->second).second) addOther(found->second);
  }
}

std::uint32_t XlsFormBuilder::listIndex(const std::string& name, const Row& row) {
  m_usedLists.insert(name);
  if (const auto found = m_lists.find(name); found != m_lists.end()) return found->second + 1;
  auto& found = report(Severity::Error, "unknown_list",
                       fmt::format("there is no list \"{}\" on the sheet choices", name), m_survey, &row, "type");
  found.suggestion = guess(name, m_lists, [](const auto& list) { return list.first; });
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
  if (!m_instances.insert(id).second) return;
  if (m_instances.size() > limits::kTables)
    stop(fmt::format("more than {} files and instances (kTables)", limits::kTables), nullptr);
  if (m_stopped) return;
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

}  // namespace thucdia::core::forms
