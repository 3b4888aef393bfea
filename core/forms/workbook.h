#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core::forms {

/// One cell that holds text: what a person sees in it, trimmed of nothing. Columns count from 1.
struct Cell {
  std::string text;  ///< UTF-8, never empty, never only blanks
  int column = 0;
  bool operator==(const Cell&) const = default;
};

/// A row that has at least one cell; rows without any are left out. Rows count from 1 as the file's editor shows them:
/// the row of a sheet, the line of a Markdown file.
struct Row {
  int number = 0;
  std::vector<Cell> cells;  ///< ascending by column, no column twice
  bool operator==(const Row&) const = default;
  /// The text in a column; empty when there is none.
  [[nodiscard]] std::string_view text(int column) const;
};

struct Sheet {
  std::string name;
  std::vector<Row> rows;  ///< ascending by number
  bool operator==(const Sheet&) const = default;
};

/// The text of a workbook, whatever file it came from: what the XLSForm reader reads.
struct Workbook {
  std::string file;  ///< the name given by the caller, for places in errors
  std::vector<Sheet> sheets;
  bool operator==(const Workbook&) const = default;
};

/// What a file may ask for before it is refused with ErrorCode::LimitExceeded, whose detail names the limit.
struct WorkbookLimits {
  std::uint64_t fileBytes = 64u << 20;       ///< the file as it lies on disk
  std::uint64_t entryBytes = 512u << 20;     ///< one part of the archive, unpacked
  std::uint64_t unpackedBytes = 768u << 20;  ///< all that is unpacked of one archive; a part read twice counts twice
  std::uint64_t entryRatio = 400;            ///< unpacked to packed, for parts above 8 MiB
  std::uint64_t smallPartBytes = 16u << 20;  ///< parts that are read whole: relationships, styles, the list of sheets
  std::uint64_t archiveEntries = 4096;       ///< parts of the archive
  std::uint64_t textBytes = 128u << 20;      ///< text of all cells together
  std::uint64_t cells = 4'000'000;           ///< cells that hold text
  std::uint64_t cellBytes = 1u << 20;        ///< one cell
  std::uint64_t sheets = 256;
};

/// Reads the text of an Office Open XML workbook (ECMA-376, transitional or strict): cached results of formulas,
/// numbers without a trailing ".0", TRUE and FALSE, dates as ISO 8601 in the workbook's own calendar (1900 or 1904),
/// text of all runs of a rich string without its phonetic guide, `_xHHHH_` escapes resolved, no-break spaces as spaces.
/// Charts, formats, comments, hidden state are passed over. Errors: ParseError for what is no workbook, LimitExceeded;
/// each with the part or cell as its place. Any thread.
[[nodiscard]] Result<Workbook> readXlsx(std::string_view bytes, std::string file, const WorkbookLimits& limits = {});

/// Reads an XLSForm written as Markdown tables, as pyxform reads it: a row whose first cell has text opens the sheet of
/// that name, the other rows belong to it from their second cell on (which is column 1); cells are trimmed, `\|` is a
/// pipe, lines that begin with # and rows of dashes are passed over. Errors: ParseError, LimitExceeded. Any thread.
[[nodiscard]] Result<Workbook> readMarkdownTables(std::string_view text, std::string file,
                                                  const WorkbookLimits& limits = {});

/// A place in a workbook; 0 and empty where it does not apply.
[[nodiscard]] Place placeIn(std::string file, std::string sheet = {}, std::int64_t row = 0, int column = 0);

/// "A" for 1, "AB" for 28.
[[nodiscard]] std::string columnLetters(int column);

}  // namespace thucdia::core::forms
