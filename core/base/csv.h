#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core {

/// One line of a table, and the line of the file on which it begins (from 1).
struct CsvRow {
  std::int64_t line = 0;
  std::vector<std::string> cells;
  bool operator==(const CsvRow&) const = default;
};

/// A read table: the first row names the columns.
struct CsvTable {
  char separator = ',';
  std::vector<std::string> header;  ///< tidied (no white space around)
  std::vector<CsvRow> rows;         ///< empty lines are left out; a row may have fewer or more cells than the header

  /// The column's index; nothing when there is none of this name.
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
};

/// Reads RFC 4180 text: quotes, line breaks inside quotes, doubled quotes; LF, CRLF or CR; a byte-order mark is
/// skipped. The separator is ',' or, when the first line has more of them outside quotes, ';' or a tab (as Excel saves
/// in Viet Nam). Errors (ParseError, with row = line and column = position in the line, from 1): not UTF-8, a quote
/// that is not closed, text after a closing quote, no header.
[[nodiscard]] Result<CsvTable> parseCsv(std::string_view text);

/// Appends one line ending in CRLF; cells with separators, quotes, line breaks or outer blanks are quoted.
void appendCsvRow(std::string& out, const std::vector<std::string>& cells, char separator = ',');
/// Appends one cell, quoted where needed.
void appendCsvCell(std::string& out, std::string_view cell, char separator = ',');

/// The byte-order mark by which Excel knows UTF-8.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace thucdia::core
