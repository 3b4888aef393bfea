#include <algorithm>

#include <fmt/format.h>

#include "core/forms/workbook.h"

namespace thucdia::core::forms {
namespace {

constexpr std::ptrdiff_t kMostColumns = 16'384;  // as in a spreadsheet

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

// The row between its outer pipes; nothing for a line that is no table row.
std::string_view betweenPipes(std::string_view line) {
  const auto first = line.find('|');
  const auto last = line.rfind('|');
  if (first == std::string_view::npos || first == last || !trim(line.substr(0, first)).empty()) return {};
  return line.substr(first + 1, last - first - 1);
}

bool isSeparator(std::string_view row) {
  return !row.empty() && row.find('-') != std::string_view::npos &&
         row.find_first_not_of("|-: \t") == std::string_view::npos;
}

// Cells of a row: split at pipes that no backslash precedes.
std::vector<std::string> split(std::string_view row) {
  std::vector<std::string> cells(1);
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (row[at] == '\\' && at + 1 < row.size() && row[at + 1] == '|') {
      cells.back() += '|';
      ++at;
    } else if (row[at] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += row[at];
    }
  }
  for (auto& cell : cells) cell = std::string(trim(cell));
  return cells;
}

}  // namespace

Result<Workbook> readMarkdownTables(std::string_view text, std::string file, const WorkbookLimits& limits) {
  const Place place = placeIn(file);
  if (text.size() > limits.fileBytes) {
    return fail(ErrorCode::LimitExceeded,
                fmt::format("the file has {} bytes, the limit is {}", text.size(), limits.fileBytes), place);
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Workbook workbook{.file = std::move(file), .sheets = {}};
  std::uint64_t cellCount = 0;
  std::uint64_t textBytes = 0;
  int number = 0;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++number;
    if (trim(line).starts_with('#')) continue;
    const auto row = betweenPipes(line);
    if (row.empty() || isSeparator(row)) continue;
    if (std::ranges::count(row, '|') > kMostColumns)
      return fail(ErrorCode::LimitExceeded, fmt::format("a row of more than {} cells", kMostColumns),
                  placeIn(workbook.file, workbook.sheets.empty() ? "" : workbook.sheets.back().name, number));
    const auto cells = split(row);
    if (!cells.front().empty()) {
      const auto again = std::ranges::find(workbook.sheets, cells.front(), &Sheet::name);
      if (again != workbook.sheets.end()) {
        return fail(ErrorCode::ParseError,
                    fmt::format("the sheet \"{}\" begins a second time; one table holds all its rows", cells.front()),
                    placeIn(workbook.file, cells.front(), number));
      }
      if (workbook.sheets.size() >= limits.sheets) {
        return fail(ErrorCode::LimitExceeded, fmt::format("more than {} sheets", limits.sheets),
                    placeIn(workbook.file, {}, number));
      }
      workbook.sheets.push_back({.name = cells.front(), .rows = {}});
    }
    if (workbook.sheets.empty()) continue;
    Row read{.number = number, .cells = {}};
    for (std::size_t at = 1; at < cells.size(); ++at) {
      if (cells[at].empty()) continue;
      textBytes += cells[at].size();
      if (textBytes > limits.textBytes)
        return fail(ErrorCode::LimitExceeded, fmt::format("more than {} bytes of text", limits.textBytes), place);
      if (cells[at].size() > limits.cellBytes || ++cellCount > limits.cells) {
        return fail(ErrorCode::LimitExceeded,
                    fmt::format("more than {} bytes in a cell or more than {} cells", limits.cellBytes, limits.cells),
                    placeIn(workbook.file, workbook.sheets.back().name, number, static_cast<int>(at)));
      }
      read.cells.push_back({.text = cells[at], .column = static_cast<int>(at)});
    }
    if (!read.cells.empty()) workbook.sheets.back().rows.push_back(std::move(read));
  }
  if (workbook.sheets.empty())
    return fail(ErrorCode::ParseError, "no Markdown table with a sheet's name in its first column", place);
  return workbook;
}

}  // namespace thucdia::core::forms
