#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/diagnostic.h"
#include "core/forms/workbook.h"

namespace thucdia::core::forms {

/// What a column header says: "label::Français (fr)" is {"label", "", "Français (fr)"}, "bind::odk:length" is {"bind",
/// "odk:length", ""}, "media::image::en" is {"image", "", "en"}.
struct Header {
  std::string name;       ///< as the standard names it, aliases resolved: "calculation" for "Calculate"
  std::string attribute;  ///< of bind, body, instance and attribute columns
  std::string language;
  bool known = false;  ///< a column of the standard; others are kept (choices) or passed over (survey)
  bool operator==(const Header&) const = default;
};

enum class SheetKind { Survey, Choices, Settings, Entities };

/// Reads a header as pyxform does: case, blanks and underscores do not matter, aliases are resolved, languages follow
/// "::" or, where no header of the sheet has that, ":".
[[nodiscard]] Header readHeader(std::string_view text, SheetKind kind, bool doubleColons);

/// A sheet whose first row are headers.
class SheetTable {
 public:
  struct Column {
    Header header;
    std::string written;  ///< as it stands in the sheet
    int number = 0;
  };

  /// Reads the headers and reports those that occur twice, and notes unknown ones (survey and settings). Curly quotes
  /// in cells become straight ones.
  SheetTable(const Sheet* sheet, SheetKind kind, Diagnostics& diagnostics);

  [[nodiscard]] const std::string& name() const { return m_name; }
  [[nodiscard]] std::span<const Column> columns() const { return m_columns; }
  [[nodiscard]] bool has(std::string_view column) const;
  /// The first column of that name; null if there is none.
  [[nodiscard]] const Column* column(std::string_view name) const;
  /// Whether the column of that number has that name.
  [[nodiscard]] bool isOf(int number, std::string_view column) const;
  /// Rows below the headers; nothing in a sheet that is not there.
  [[nodiscard]] std::span<const Row> rows() const { return m_rows; }
  /// The text under a column without language or attribute; "" if there is none.
  [[nodiscard]] std::string text(const Row& row, std::string_view column) const;
  [[nodiscard]] std::string text(const Row& row, const Column& column) const;
  /// Calls for each column of that name that has text in the row.
  void each(const Row& row, std::string_view column,
            const std::function<void(const Column&, std::string)>& visit) const;

 private:
  void readColumns(const Row& headers, SheetKind kind, Diagnostics& diagnostics);
  void readRows(const Sheet& sheet, SheetKind kind, Diagnostics& diagnostics);

  std::string m_name;
  std::vector<Column> m_columns;
  std::map<std::string, std::vector<std::size_t>, std::less<>> m_byName;  ///< of columns
  std::vector<Row> m_rows;                                                ///< below the headers, their texts cleaned
};

/// Curly quotes as straight ones, blanks at the ends taken away.
[[nodiscard]] std::string cleanText(std::string_view text);
[[nodiscard]] std::string lowered(std::string_view ascii);
[[nodiscard]] std::string_view trimmed(std::string_view text);
/// "yes", "true", "true()" in any case.
[[nodiscard]] bool isYes(std::string_view text);

}  // namespace thucdia::core::forms
