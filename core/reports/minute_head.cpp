#include "core/reports/minute_head.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/text.h"

namespace thucdia::core::reports {
namespace {

/// The cells of a row by the names of columns.
class Rows {
 public:
  static Result<Rows> read(std::string_view csv, const std::vector<std::string_view>& columns) {
    Rows rows;
    THUCDIA_ASSIGN(rows.m_table, parseCsv(csv));
    for (const std::string_view name : columns) {
      const auto column = rows.m_table.column(name);
      if (!column) return fail(ErrorCode::ParseError, fmt::format("no column {}", name));
      rows.m_columns.push_back(*column);
    }
    return rows;
  }

  [[nodiscard]] std::size_t size() const { return m_table.rows.size(); }
  /// `column` counts in the order given to read().
  [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
    const auto& cells = m_table.rows[row].cells;
    return m_columns[column] < cells.size() ? std::string_view(cells[m_columns[column]]) : std::string_view();
  }

 private:
  CsvTable m_table;
  std::vector<std::size_t> m_columns;
};

/// An empty bound is none.
bool validOn(std::string_view from, std::string_view to, Date day) {
  const auto begin = parseIsoDate(from);
  const auto end = parseIsoDate(to);
  return (!begin || *begin <= day) && (!end || day <= *end);
}

std::string lines(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, '|', '\n');
  return out;
}

}  // namespace

Result<Bodies> bodiesOf(std::string_view issuingBodiesCsv, std::string_view organisation, Date day) {
  THUCDIA_ASSIGN(const Rows rows, Rows::read(issuingBodiesCsv,
                                             {"organisation", "valid_from", "valid_to", "superior", "body", "symbol"}));
  const std::string wanted = fold(tidy(organisation));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (fold(rows.cell(row, 0)) != wanted || !validOn(rows.cell(row, 1), rows.cell(row, 2), day)) continue;
    return Bodies{lines(rows.cell(row, 3)), lines(rows.cell(row, 4)), std::string(rows.cell(row, 5))};
  }
  return Bodies{{}, upperCase(tidy(organisation)), {}};
}

Result<std::vector<std::string>> basesOf(std::string_view minuteBasesCsv, std::string_view formId, Date day,
                                         Language language) {
  const std::string_view text = language == Language::English ? "text_en" : "text_vi";
  THUCDIA_ASSIGN(const Rows rows, Rows::read(minuteBasesCsv, {"form_id", "valid_from", "valid_to", "ordinal", text}));
  std::vector<std::pair<std::string, std::string>> found;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.cell(row, 0) != formId || !validOn(rows.cell(row, 1), rows.cell(row, 2), day)) continue;
    found.emplace_back(rows.cell(row, 3), rows.cell(row, 4));
  }
  std::ranges::stable_sort(found, {}, &std::pair<std::string, std::string>::first);
  std::vector<std::string> bases;
  for (auto& [ordinal, basis] : found) bases.push_back(std::move(basis));
  return bases;
}

}  // namespace thucdia::core::reports
