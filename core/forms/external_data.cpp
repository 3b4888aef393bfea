#include "core/forms/external_data.h"

#include <algorithm>

#include "core/base/csv.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {

std::shared_ptr<const Table> NoExternalData::table(std::string_view) const { return nullptr; }

Result<std::shared_ptr<const MemoryTable>> MemoryTable::fromCsv(std::string_view text) {
  if (text.size() > limits::kCsvBytes)
    return fail(ErrorCode::LimitExceeded,
                "a table of more than " + std::to_string(limits::kCsvBytes) + " bytes (kCsvBytes)");
  THUCDIA_ASSIGN(CsvTable csv, parseCsv(text));
  if (csv.header.size() > limits::kCsvColumns)
    return fail(ErrorCode::LimitExceeded,
                "more than " + std::to_string(limits::kCsvColumns) + " columns (kCsvColumns)");
  std::vector<std::vector<std::optional<std::string>>> rows;
  rows.reserve(csv.rows.size());
  for (auto& row : csv.rows) {
    row.cells.resize(csv.header.size());
    std::vector<std::optional<std::string>> cells;
    cells.reserve(row.cells.size());
    for (auto& cell : row.cells) cells.emplace_back(std::move(cell));
    row.cells = {};
    rows.push_back(std::move(cells));
  }
  return std::make_shared<const MemoryTable>(std::move(csv.header), std::move(rows));
}

MemoryTable::MemoryTable(std::vector<std::string> columns, std::vector<std::vector<std::optional<std::string>>> rows)
    : m_columns(std::move(columns)), m_indexes(m_columns.size()) {
  std::size_t bytes = 0;
  for (const auto& row : rows)
    for (const auto& cell : row) bytes += cell ? cell->size() : 0;
  m_text.reserve(bytes + 1);  // never grows again: the cells are views into it
  m_cells.reserve(rows.size() * m_columns.size());
  for (auto& row : rows) {
    row.resize(m_columns.size());
    for (const auto& cell : row) {
      if (!cell) {
        m_cells.emplace_back();
        continue;
      }
      const auto begin = m_text.size();
      m_text += *cell;
      m_cells.emplace_back(m_text.data() + begin, cell->size());
    }
  }
}

std::size_t MemoryTable::rowCount() const { return m_columns.empty() ? 0 : m_cells.size() / m_columns.size(); }
std::size_t MemoryTable::columnCount() const { return m_columns.size(); }
std::string_view MemoryTable::columnName(std::size_t column) const { return m_columns[column]; }

std::optional<std::size_t> MemoryTable::column(std::string_view name) const {
  const auto found = std::ranges::find(m_columns, name);
  if (found == m_columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - m_columns.begin());
}

std::optional<std::string_view> MemoryTable::cell(std::size_t row, std::size_t column) const {
  const auto text = m_cells[row * m_columns.size() + column];
  if (text.data() == nullptr) return std::nullopt;
  return text;
}

std::span<const std::uint32_t> MemoryTable::rowsEqual(std::size_t column, std::string_view value) const {
  auto& index = m_indexes[column];
  if (!index) {
    index = std::make_unique<Index>();
    index->reserve(rowCount());
    for (std::size_t row = 0; row < rowCount(); ++row)
      if (const auto text = m_cells[row * m_columns.size() + column]; text.data() != nullptr)
        (*index)[text].push_back(static_cast<std::uint32_t>(row));
  }
  const auto found = index->find(value);
  if (found == index->end()) return {};
  return found->second;
}

void MemoryData::put(std::string name, std::shared_ptr<const Table> table) {
  std::erase_if(m_tables, [&](const auto& entry) { return entry.first == name; });
  m_tables.emplace_back(std::move(name), std::move(table));
}

std::shared_ptr<const Table> MemoryData::table(std::string_view name) const {
  for (const auto& [known, table] : m_tables)
    if (known == name) return table;
  return nullptr;
}

}  // namespace thucdia::core::forms
