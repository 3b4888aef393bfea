#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core::forms {

/// Rows and columns of text that expressions look into: a CSV file, a form's own choice list, a reference dataset.
/// Tables do not change while a session holds them; reading is allowed from one thread at a time (indexes are made on
/// first use).
class Table {
 public:
  virtual ~Table() = default;
  [[nodiscard]] virtual std::size_t rowCount() const = 0;
  [[nodiscard]] virtual std::size_t columnCount() const = 0;
  [[nodiscard]] virtual std::string_view columnName(std::size_t column) const = 0;
  /// The column of that name, if there is one.
  [[nodiscard]] virtual std::optional<std::size_t> column(std::string_view name) const = 0;
  /// The cell's text; nothing where the row has no such element (a CSV row always has it, "" when empty).
  /// The view lives as long as the table.
  [[nodiscard]] virtual std::optional<std::string_view> cell(std::size_t row, std::size_t column) const = 0;
  /// The rows whose cell equals the value byte for byte, ascending; by an index, not by a scan. Lives as long as the
  /// table.
  [[nodiscard]] virtual std::span<const std::uint32_t> rowsEqual(std::size_t column, std::string_view value) const = 0;
};

/// Where a session finds what lies outside the form. Names are those of files without folder and ending ("norms",
/// "vn_communes_3321"), or the id of an instance where the form gives no file.
class ExternalData {
 public:
  virtual ~ExternalData() = default;
  /// The table; null where there is none of that name. Asked once for each name and session.
  [[nodiscard]] virtual std::shared_ptr<const Table> table(std::string_view name) const = 0;
};

/// Nothing outside the form.
class NoExternalData final : public ExternalData {
 public:
  [[nodiscard]] std::shared_ptr<const Table> table(std::string_view name) const override;
};

/// A table held in memory, indexed by a column the first time that column is asked for.
class MemoryTable final : public Table {
 public:
  /// CSV with a header row, as core::parseCsv reads it; short rows are filled with "", cells beyond the header dropped.
  /// Errors: ParseError with the row, LimitExceeded.
  [[nodiscard]] static Result<std::shared_ptr<const MemoryTable>> fromCsv(std::string_view text);

  /// Rows of cells in the order of the columns; nothing = the row has no such element.
  MemoryTable(std::vector<std::string> columns, const std::vector<std::vector<std::optional<std::string>>>& rows);

  /// A table without rows, to which add() puts them before anybody reads.
  explicit MemoryTable(std::vector<std::string> columns);
  /// One row, its cells in the order of the columns; those that are left out are not there.
  void add(std::span<const std::optional<std::string_view>> cells);

  [[nodiscard]] std::size_t rowCount() const override;
  [[nodiscard]] std::size_t columnCount() const override;
  [[nodiscard]] std::string_view columnName(std::size_t column) const override;
  [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const override;
  [[nodiscard]] std::optional<std::string_view> cell(std::size_t row, std::size_t column) const override;
  [[nodiscard]] std::span<const std::uint32_t> rowsEqual(std::size_t column, std::string_view value) const override;

 private:
  /// Rows grouped by the hash of their cell and within a group by its text, so that those of one value stand together.
  struct Index {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> groups;  ///< where each begins, and the end; a power of two of them
  };
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const;
  [[nodiscard]] const Index& indexOf(std::size_t column) const;

  std::vector<std::string> m_columns;
  std::string m_text;                 ///< all cells' bytes, row by row
  std::vector<std::uint32_t> m_ends;  ///< of each cell in it
  std::vector<bool> m_missing;        ///< by cell; shorter where the rest is there
  mutable std::vector<std::unique_ptr<Index>> m_indexes;
};

/// Tables by name, for tests and command lines.
class MemoryData final : public ExternalData {
 public:
  void put(std::string name, std::shared_ptr<const Table> table);
  [[nodiscard]] std::shared_ptr<const Table> table(std::string_view name) const override;

 private:
  std::vector<std::pair<std::string, std::shared_ptr<const Table>>> m_tables;
};

}  // namespace thucdia::core::forms
