#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "core/base/csv.h"
#include "core/registers/administrative_units.h"
#include "core/registers/import_csv.h"

namespace thucdia::core::registers {

/// Another name for a column: headings that people give it, beside the field's own name and Vietnamese heading.
struct ColumnAlias {
  std::string_view heading;  ///< Vietnamese with marks or any; compared folded
  std::string_view column;
};

/// A code, and the words by which files name it.
struct CodeName {
  std::string_view code;
  std::string_view name;  ///< compared folded; the code itself always counts
};

/// The table of an import: columns by canonical name, cells read with what is wrong about them noted down.
class ImportTable {
 public:
  /// `columns`: all that are known, in the order of help texts. Headings of fields come from `descriptor`'s options.
  ImportTable(std::string_view csv, const google::protobuf::Descriptor& descriptor,
              std::span<const std::string_view> columns, std::span<const ColumnAlias> aliases,
              std::span<const std::string_view> required);

  /// Reads on; false at the end. Then the cells of one line can be asked for.
  [[nodiscard]] bool nextLine();
  /// Whether the current line has been without fault so far.
  [[nodiscard]] bool lineIsGood() const { return m_lineIsGood; }
  [[nodiscard]] std::int64_t lines() const { return static_cast<std::int64_t>(m_table.rows.size()); }
  [[nodiscard]] bool has(std::string_view column) const { return m_columns.contains(column); }
  [[nodiscard]] std::vector<ImportIssue> takeIssues();

  /// The cell, tidied and composed; empty where the column or the cell is missing.
  [[nodiscard]] std::string text(std::string_view column) const;
  /// As text(), but an empty cell is a fault.
  [[nodiscard]] std::string needed(std::string_view column);
  /// Notes an empty cell as a fault.
  void need(std::string_view column) { static_cast<void>(needed(column)); }
  [[nodiscard]] std::vector<std::string> list(std::string_view column) const;
  /// A whole number from `least` to `most`; digits may be grouped.
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view column, std::int64_t least, std::int64_t most);
  [[nodiscard]] std::optional<std::int64_t> money(std::string_view column);
  [[nodiscard]] std::optional<double> decimal(std::string_view column, double least, double most);
  [[nodiscard]] bool yes(std::string_view column, bool otherwise);
  /// As ISO text; empty where the cell is.
  [[nodiscard]] std::string date(std::string_view column, Date today);
  /// The code that the cell names; empty where the cell is.
  [[nodiscard]] std::string code(std::string_view column, std::span<const CodeName> codes);
  [[nodiscard]] std::string province(std::string_view column, const AdministrativeUnits& units);
  /// `province` empty: any.
  [[nodiscard]] std::string commune(std::string_view column, std::string_view cell, std::string_view province,
                                    const AdministrativeUnits& units);

  void fault(std::string_view column, std::string what, std::string wanted);

 private:
  [[nodiscard]] std::string heading(std::string_view column) const;

  CsvTable m_table;
  std::map<std::string, std::size_t, std::less<>> m_columns;  // canonical name → cell
  std::vector<ImportIssue> m_issues;
  std::size_t m_next = 0;
  const CsvRow* m_row = nullptr;
  bool m_lineIsGood = true;
};

}  // namespace thucdia::core::registers
