#include "core/forms/xlsform_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/forms/limits.h"
#include "core/forms/nearest.h"

namespace thucdia::core::forms {
namespace {

using Alias = std::pair<std::string_view, std::string_view>;

constexpr std::array kSurveyAliases{
    Alias{"read_only", "readonly"},
    Alias{"relevance", "relevant"},
    Alias{"caption", "label"},
    Alias{"constraining_message", "constraint_message"},
    Alias{"constraint_msg", "constraint_message"},
    Alias{"calculate", "calculation"},
    Alias{"command", "type"},
    Alias{"tag", "name"},
    Alias{"value", "name"},
    Alias{"count", "repeat_count"},
    Alias{"jr:count", "repeat_count"},
    Alias{"requiredmsg", "required_message"},
    Alias{"noapperrorstring", "no_app_error_string"},
    Alias{"control", "body"},
    Alias{"entities:saveto", "save_to"},
    Alias{"jr:constraintmsg", "constraint_message"},
    Alias{"jr:requiredmsg", "required_message"},
};
constexpr std::array kChoiceAliases{
    Alias{"caption", "label"},
    Alias{"list name", "list_name"},
    Alias{"value", "name"},
};
constexpr std::array kSettingsAliases{
    Alias{"title", "form_title"},
    Alias{"set_form_title", "form_title"},
    Alias{"id_string", "form_id"},
    Alias{"set_form_id", "form_id"},
};
constexpr std::array<Alias, 1> kEntityAliases{Alias{"list_name", "dataset"}};

constexpr std::array<std::string_view, 40> kSurveyColumns{"type",
                                                          "name",
                                                          "label",
                                                          "hint",
                                                          "guidance_hint",
                                                          "relevant",
                                                          "readonly",
                                                          "required",
                                                          "constraint",
                                                          "calculation",
                                                          "default",
                                                          "appearance",
                                                          "parameters",
                                                          "choice_filter",
                                                          "image",
                                                          "big-image",
                                                          "audio",
                                                          "video",
                                                          "autoplay",
                                                          "rows",
                                                          "trigger",
                                                          "intent",
                                                          "save_to",
                                                          "disabled",
                                                          "repeat_count",
                                                          "required_message",
                                                          "constraint_message",
                                                          "bind",
                                                          "body",
                                                          "instance",
                                                          "media",
                                                          "no_app_error_string",
                                                          "query",
                                                          "sms_field",
                                                          "sms_option",
                                                          "sms_separator",
                                                          "sms_allow_media",
                                                          "sms_date_format",
                                                          "sms_datetime_format",
                                                          "sms_response"};
constexpr std::array<std::string_view, 9> kChoiceColumns{"list_name", "name",  "label", "image",     "big-image",
                                                         "audio",     "video", "media", "sms_option"};
constexpr std::array<std::string_view, 25> kSettingsColumns{"form_title",
                                                            "form_id",
                                                            "version",
                                                            "default_language",
                                                            "instance_name",
                                                            "name",
                                                            "style",
                                                            "namespaces",
                                                            "public_key",
                                                            "submission_url",
                                                            "allow_choice_duplicates",
                                                            "omit_instanceid",
                                                            "clean_text_values",
                                                            "add_none_option",
                                                            "instance_xmlns",
                                                            "prefix",
                                                            "delimiter",
                                                            "auto_send",
                                                            "auto_delete",
                                                            "client_editable",
                                                            "attribute",
                                                            "instance_id",
                                                            "xml_root",
                                                            "sms_keyword",
                                                            "flat"};
constexpr std::array<std::string_view, 9> kEntityColumns{"dataset",  "label",     "create_if", "update_if", "entity_id",
                                                         "entities", "list_name", "repeat",    "count"};

struct Names {
  std::span<const Alias> aliases;
  std::span<const std::string_view> columns;
};

Names namesOf(SheetKind kind) {
  switch (kind) {
    case SheetKind::Survey:
      return {kSurveyAliases, kSurveyColumns};
    case SheetKind::Choices:
      return {kChoiceAliases, kChoiceColumns};
    case SheetKind::Settings:
      return {kSettingsAliases, kSettingsColumns};
    case SheetKind::Entities:
      return {kEntityAliases, kEntityColumns};
  }
  return {};
}

std::string snakeCase(std::string_view text) {
  std::string out;
  for (const char c : trimmed(text)) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!out.ends_with('_')) out += '_';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
  }
  return out;
}

std::vector<std::string> splitAt(std::string_view text, std::string_view delimiter) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(delimiter);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + delimiter.size());
  }
}

bool isMedia(std::string_view name) {
  return name == "image" || name == "big-image" || name == "audio" || name == "video";
}

}  // namespace

std::string lowered(std::string_view ascii) {
  std::string out(ascii);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string cleanText(std::string_view text) {
  constexpr std::string_view kQuotes = "\xE2\x80";  // how they begin
  text = trimmed(text);
  auto next = text.find(kQuotes);
  std::string out;
  out.reserve(text.size());
  for (; next != std::string_view::npos; next = text.find(kQuotes)) {
    out += text.substr(0, next);
    const char last = next + 2 < text.size() ? text[next + 2] : ' ';
    const bool single = last == '\x98' || last == '\x99';
    const bool twofold = last == '\x9C' || last == '\x9D';
    out += single ? "'" : twofold ? "\"" : kQuotes;
    text.remove_prefix(next + (single || twofold ? 3 : 2));
  }
  out += text;
  return out;
}

bool isYes(std::string_view text) {
  const auto low = lowered(trimmed(text));
  return low == "yes" || low == "true" || low == "true()";
}

Header readHeader(std::string_view text, SheetKind kind, bool doubleColons) {
  const auto names = namesOf(kind);
  const auto isColumn = [&](std::string_view name) {
    return std::ranges::find(names.columns, name) != names.columns.end();
  };
  const auto whole = snakeCase(text);
  const auto resolve = [&](const std::string& name) {
    for (const auto& [alias, column] : names.aliases) {
      if (name == alias || name == snakeCase(alias)) return std::string(column);
    }
    return name;
  };
  if (const auto column = resolve(whole); isColumn(column))
    return {.name = column, .attribute = {}, .language = {}, .known = true};
  const bool twice = doubleColons || text.find("::") != std::string_view::npos;
  auto parts = splitAt(text, twice ? "::" : ":");
  if (!twice) {
    // A namespace of its own, "jr:count", is no language.
    const auto jr = std::ranges::find(parts, "jr");
    if (jr != parts.end() && std::next(jr) != parts.end()) {
      *jr = "jr:" + *std::next(jr);
      parts.erase(std::next(jr));
    }
  }
  Header header;
  header.name = resolve(snakeCase(parts[0]));
  header.known = isColumn(header.name);
  std::size_t next = 1;
  if (header.name == "media" && parts.size() > 1) {
    header.name = snakeCase(parts[1]);
    header.known = isMedia(header.name);
    next = 2;
  } else if (header.known && parts.size() > 1 &&
             (header.name == "bind" || header.name == "body" || header.name == "instance" ||
              header.name == "attribute")) {
    const auto inner = resolve(snakeCase(parts[1]));
    // bind::relevant and body::appearance are the columns of those names.
    const bool standard = header.name != "instance" && header.name != "attribute" && isColumn(inner) &&
                          inner != "name" && inner != "type" && inner != "body";
    if (standard) {
      header.name = inner;
    } else {
      header.attribute = parts[1];
    }
    next = 2;
  }
  if (next < parts.size()) header.language = parts[next];
  if (!header.known) {
    header.name = std::string(trimmed(text));
    header.language.clear();
  }
  return header;
}

namespace {
constexpr int kMostBlankRows = 60;  // as pyxform has it
}

SheetTable::SheetTable(const Sheet* sheet, SheetKind kind, Diagnostics& diagnostics) {
  if (sheet == nullptr) return;
  m_name = sheet->name;
  if (sheet->rows.empty()) return;
  readColumns(sheet->rows.front(), kind, diagnostics);
  readRows(*sheet, kind, diagnostics);
}

void SheetTable::readColumns(const Row& headers, SheetKind kind, Diagnostics& diagnostics) {
  const bool doubleColons =
      std::ranges::any_of(headers.cells, [](const Cell& cell) { return cell.text.find("::") != std::string::npos; });
  for (const auto& cell : headers.cells) {
    if (m_columns.size() >= limits::kTableColumns) {
      Diagnostic found;
      found.code = "limit";
      found.message =
          fmt::format("the sheet \"{}\" has more than {} columns (kTableColumns)", m_name, limits::kTableColumns);
      found.sheet = m_name;
      addBounded(diagnostics, std::move(found));
      return;
    }
    Column column{.header = readHeader(cell.text, kind, doubleColons),
                  .written = std::string(trimmed(cell.text)),
                  .number = cell.column};
    Diagnostic found;
    found.sheet = m_name;
    found.row = static_cast<std::uint32_t>(headers.number);
    found.column = columnLetters(cell.column);
    const auto again = std::ranges::find(m_columns, column.header, &Column::header);
    if (again != m_columns.end()) {
      found.severity = Severity::Error;
      found.code = "duplicate_column";
      found.message =
          fmt::format("the columns \"{}\" and \"{}\" mean the same; keep one of them", again->written, column.written);
      addBounded(diagnostics, std::move(found));
      continue;
    }
    if (!column.header.known && (kind == SheetKind::Survey || kind == SheetKind::Settings)) {
      found.severity = Severity::Note;
      found.code = "unknown_column";
      found.message = fmt::format("the column \"{}\" is not part of the standard and is passed over", column.written);
      std::vector<std::string> known;
      for (const auto name : namesOf(kind).columns) known.emplace_back(name);
      found.suggestion = nearest(column.header.name, known);
      if (!found.suggestion.empty()) found.severity = Severity::Warning;
      addBounded(diagnostics, std::move(found));
    }
    m_byName[column.header.name].push_back(m_columns.size());
    m_columns.push_back(std::move(column));
  }
}

void SheetTable::readRows(const Sheet& sheet, SheetKind kind, Diagnostics& diagnostics) {
  m_rows.reserve(sheet.rows.size() - 1);
  for (std::size_t at = 1; at < sheet.rows.size(); ++at) {
    const auto& row = sheet.rows[at];
    if (row.number - sheet.rows[at - 1].number > kMostBlankRows) {
      Diagnostic found;
      found.severity = Severity::Warning;
      found.code = "far_row";
      found.message = fmt::format("this row and those after it are passed over: more than {} blank rows end a sheet",
                                  kMostBlankRows);
      found.sheet = m_name;
      found.row = static_cast<std::uint32_t>(row.number);
      addBounded(diagnostics, std::move(found));
      return;
    }
    auto& cleaned = m_rows.emplace_back();
    cleaned.number = row.number;
    cleaned.cells.reserve(row.cells.size());
    for (const auto& cell : row.cells) {
      auto text = cleanText(cell.text);
      // As pyxform does it on the survey sheet alone: several blanks are one.
      if (kind == SheetKind::Survey)
        text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }),
                   text.end());
      cleaned.cells.push_back({.text = std::move(text), .column = cell.column});
    }
  }
}

bool SheetTable::has(std::string_view column) const { return m_byName.contains(column); }

const SheetTable::Column* SheetTable::column(std::string_view name) const {
  const auto found = m_byName.find(name);
  return found == m_byName.end() ? nullptr : &m_columns[found->second.front()];
}

bool SheetTable::isOf(int number, std::string_view column) const {
  const auto found = std::ranges::lower_bound(m_columns, number, {}, &Column::number);
  return found != m_columns.end() && found->number == number && found->header.name == column;
}

std::string SheetTable::text(const Row& row, const Column& column) const {
  return std::string(row.text(column.number));
}

std::string SheetTable::text(const Row& row, std::string_view column) const {
  const auto named = m_byName.find(column);
  if (named == m_byName.end()) return {};
  for (const auto at : named->second) {
    const auto& known = m_columns[at];
    if (known.header.language.empty() && known.header.attribute.empty()) return text(row, known);
  }
  return {};
}

void SheetTable::each(const Row& row, std::string_view column,
                      const std::function<void(const Column&, std::string)>& visit) const {
  const auto named = m_byName.find(column);
  if (named == m_byName.end()) return;
  for (const auto at : named->second) {
    if (auto found = text(row, m_columns[at]); !found.empty()) visit(m_columns[at], std::move(found));
  }
}

}  // namespace thucdia::core::forms
