#include "core/registers/import_rows.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <thucdia/records/v1/options.pb.h>

#include "core/base/dates.h"
#include "core/base/money.h"
#include "core/base/text.h"

namespace thucdia::core::registers {

namespace {

/// Headings are compared without marks, case, spaces and signs: "Mã số thuế" = "ma_so_thue".
std::string headingKey(std::string_view heading) {
  std::string key;
  forEachWord(fold(heading), [&key](std::string_view word) {
    if (!key.empty()) key += '_';
    key += word;
  });
  return key;
}

std::string joined(std::span<const std::string_view> names) { return fmt::format("{}", fmt::join(names, ", ")); }

}  // namespace

ImportTable::ImportTable(std::string_view csv, const google::protobuf::Descriptor& descriptor,
                         std::span<const std::string_view> columns, std::span<const ColumnAlias> aliases,
                         std::span<const std::string_view> required) {
  auto table = parseCsv(csv);
  if (!table) {
    const Error& error = table.error();
    m_issues.push_back({error.place.row, error.place.column.empty() ? "" : "position " + error.place.column,
                        error.detail, "a CSV file in UTF-8"});
    return;
  }
  m_table = std::move(*table);

  std::map<std::string, std::string_view> names;
  for (const std::string_view column : columns) {
    names.emplace(headingKey(column), column);
    if (const auto* field = descriptor.FindFieldByName(std::string(column))) {
      const auto& options = field->options().GetExtension(v1::field);
      if (!options.heading_vi().empty()) names.emplace(headingKey(options.heading_vi()), column);
      if (!options.heading_en().empty()) names.emplace(headingKey(options.heading_en()), column);
    }
  }
  for (const ColumnAlias& alias : aliases) names.emplace(headingKey(alias.heading), alias.column);

  for (std::size_t i = 0; i < m_table.header.size(); ++i) {
    if (m_table.header[i].empty()) continue;
    const auto name = names.find(headingKey(m_table.header[i]));
    if (name == names.end()) {
      m_issues.push_back({1, m_table.header[i], "no such column", joined(columns)});
    } else if (!m_columns.emplace(name->second, i).second) {
      m_issues.push_back({1, m_table.header[i], fmt::format("the column \"{}\" is there twice", name->second), "once"});
    }
  }
  for (const std::string_view column : required) {
    if (!has(column)) m_issues.push_back({1, "", fmt::format("the column \"{}\" is missing", column), joined(columns)});
  }
  if (!m_issues.empty()) m_table.rows.clear();  // lines of a table not understood are not read
}

bool ImportTable::nextLine() {
  if (m_next >= m_table.rows.size()) return false;
  m_row = &m_table.rows[m_next++];
  m_lineIsGood = true;
  if (m_row->cells.size() > m_table.header.size()) {
    fault("", fmt::format("{} cells", m_row->cells.size()),
          fmt::format("{}, as in the first line", m_table.header.size()));
  }
  return true;
}

std::vector<ImportIssue> ImportTable::takeIssues() { return std::move(m_issues); }

std::string ImportTable::text(std::string_view column) const {
  const auto at = m_columns.find(column);
  if (at == m_columns.end() || at->second >= m_row->cells.size()) return {};
  return nfc(tidy(m_row->cells[at->second]));
}

std::string ImportTable::needed(std::string_view column) {
  std::string cell = text(column);
  if (cell.empty()) fault(column, "empty", "a value");
  return cell;
}

std::vector<std::string> ImportTable::list(std::string_view column) const {
  std::vector<std::string> parts;
  const std::string cell = text(column);
  for (std::string_view rest = cell; !rest.empty();) {
    const std::size_t bar = rest.find('|');
    std::string part = tidy(rest.substr(0, bar));
    if (!part.empty()) parts.push_back(std::move(part));
    rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
  }
  return parts;
}

std::optional<std::int64_t> ImportTable::integer(std::string_view column, std::int64_t least, std::int64_t most) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto number = parseMoney(cell, MoneyUnit::Dong);
  const auto* value = number ? std::get_if<std::int64_t>(&*number) : nullptr;
  if (value == nullptr || *value < least || *value > most) {
    fault(column, fmt::format("\"{}\"", cell), fmt::format("a whole number from {} to {}", least, most));
    return std::nullopt;
  }
  return *value;
}

std::optional<std::int64_t> ImportTable::money(std::string_view column) {
  const std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto sum = parseMoney(cell, MoneyUnit::Dong);
  if (!sum) {
    fault(column, sum.error().detail, "đồng (300000000), or with a unit (300 triệu)");
    return std::nullopt;
  }
  if (const auto* question = std::get_if<AmbiguousMoney>(&*sum)) {
    fault(column, fmt::format("\"{}\" can be read in two ways", cell),
          fmt::format("{} or {}", formatInteger(question->asDecimal), formatInteger(question->asGroups)));
    return std::nullopt;
  }
  return std::get<std::int64_t>(*sum);
}

std::optional<double> ImportTable::decimal(std::string_view column, double least, double most) {
  std::string cell = text(column);
  if (cell.empty()) return std::nullopt;
  std::string digits = cell;
  std::ranges::replace(digits, ',', '.');
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || !(number >= least && number <= most)) {
    fault(column, fmt::format("\"{}\"", cell), fmt::format("a number from {} to {}", least, most));
    return std::nullopt;
  }
  return number;
}

bool ImportTable::yes(std::string_view column, bool otherwise) {
  const std::string cell = fold(text(column));
  if (cell.empty()) return otherwise;
  for (const std::string_view word : {"1", "true", "yes", "y", "co", "x"}) {
    if (cell == word) return true;
  }
  for (const std::string_view word : {"0", "false", "no", "n", "khong"}) {
    if (cell == word) return false;
  }
  fault(column, fmt::format("\"{}\"", text(column)), "1 or 0, có or không");
  return otherwise;
}

std::string ImportTable::date(std::string_view column, Date today) {
  const std::string cell = text(column);
  if (cell.empty()) return {};
  const auto day = parseTypedDate(cell, today);
  if (!day) fault(column, fmt::format("\"{}\" is no date", cell), "2026-07-15 or 15/07/2026");
  return day ? isoDate(*day) : std::string();
}

std::string ImportTable::code(std::string_view column, std::span<const CodeName> codes) {
  const std::string cell = text(column);
  if (cell.empty()) return {};
  const std::string key = headingKey(cell);
  for (const CodeName& known : codes) {
    if (key == headingKey(known.code) || key == headingKey(known.name)) return std::string(known.code);
  }
  std::string wanted;
  for (const CodeName& known : codes) {
    if (wanted.find(known.code) != std::string::npos) continue;
    if (!wanted.empty()) wanted += ", ";
    wanted += known.code;
  }
  fault(column, fmt::format("\"{}\" is not in the list", cell), "one of " + wanted);
  return {};
}

std::string ImportTable::province(std::string_view column, const AdministrativeUnits& units) {
  const std::string cell = text(column);
  if (cell.empty()) return {};
  const AdministrativeUnit* unit = units.findProvince(cell);
  if (unit == nullptr) fault(column, fmt::format("no province \"{}\"", cell), "a code (01) or a name (Hà Nội)");
  return unit ? unit->code : std::string();
}

std::string ImportTable::commune(std::string_view column, std::string_view cell, std::string_view province,
                                 const AdministrativeUnits& units) {
  if (cell.empty()) return {};
  const AdministrativeUnit* unit = units.findCommune(cell, province);
  if (unit == nullptr) {
    const AdministrativeUnit* parent = units.province(province);
    fault(column,
          fmt::format("no commune \"{}\", or more than one, in {}", cell, parent ? parent->fullName : "Viet Nam"),
          "a code (00004) or a name (Phường Ba Đình)");
  }
  return unit ? unit->code : std::string();
}

void ImportTable::fault(std::string_view column, std::string what, std::string wanted) {
  m_lineIsGood = false;
  m_issues.push_back({m_row ? m_row->line : 0, heading(column), std::move(what), std::move(wanted)});
}

std::string ImportTable::heading(std::string_view column) const {
  const auto at = m_columns.find(column);
  return at == m_columns.end() ? std::string(column) : m_table.header[at->second];
}

}  // namespace thucdia::core::registers
