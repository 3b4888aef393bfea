#include "core/forms/external_data.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

#include "core/base/csv.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;  // of a row that lacks the cell

}  // namespace

std::shared_ptr<const Table> NoExternalData::table(std::string_view) const { return nullptr; }

Result<std::shared_ptr<const MemoryTable>> MemoryTable::fromCsv(std::string_view text) {
  if (text.size() > limits::kCsvBytes)
    return fail(ErrorCode::LimitExceeded,
                "a table of more than " + std::to_string(limits::kCsvBytes) + " bytes (kCsvBytes)");
  const auto ends =
      std::ranges::count_if(text, [](char c) { return c == ',' || c == ';' || c == '\t' || c == '\n' || c == '\r'; });
  const auto tooMany = [] {
    return fail(ErrorCode::LimitExceeded,
                "a table of more than " + std::to_string(limits::kTableCells) + " cells (kTableCells)");
  };
  // Before cells are made of it: marks within quotes count too, so twice as many are let through here.
  if (static_cast<std::size_t>(ends) > 2 * limits::kTableCells) return tooMany();
  THUCDIA_ASSIGN(CsvTable csv, parseCsv(text));
  if (csv.header.size() > limits::kTableColumns)
    return fail(ErrorCode::LimitExceeded,
                "more than " + std::to_string(limits::kTableColumns) + " columns (kTableColumns)");
  if (csv.rows.size() * csv.header.size() > limits::kTableCells) return tooMany();
  const auto table = std::make_shared<MemoryTable>(std::move(csv.header));
  table->m_text.reserve(text.size());
  std::vector<std::optional<std::string_view>> cells;
  for (auto& row : csv.rows) {
    cells.assign(table->columnCount(), std::string_view());
    for (std::size_t column = 0; column < std::min(row.cells.size(), cells.size()); ++column)
      cells[column] = row.cells[column];
    table->add(cells);
  }
  return std::shared_ptr<const MemoryTable>(table);
}

MemoryTable::MemoryTable(std::vector<std::string> columns)
    : m_columns(std::move(columns)), m_indexes(m_columns.size()) {}

MemoryTable::MemoryTable(std::vector<std::string> columns,
                         const std::vector<std::vector<std::optional<std::string>>>& rows)
    : MemoryTable(std::move(columns)) {
  for (const auto& row : rows) add(std::vector<std::optional<std::string_view>>(row.begin(), row.end()));
}

void MemoryTable::add(std::span<const std::optional<std::string_view>> cells) {
  for (std::size_t column = 0; column < m_columns.size(); ++column) {
    const auto cell = column < cells.size() ? cells[column] : std::nullopt;
    if (cell) {
      m_text += *cell;
    } else {
      m_missing.resize(m_ends.size() + 1);
      m_missing.back() = true;
    }
    THUCDIA_ASSERT(m_text.size() <= 0xFFFFFFFF);
    m_ends.push_back(static_cast<std::uint32_t>(m_text.size()));
  }
}

std::size_t MemoryTable::rowCount() const { return m_columns.empty() ? 0 : m_ends.size() / m_columns.size(); }
std::size_t MemoryTable::columnCount() const { return m_columns.size(); }
std::string_view MemoryTable::columnName(std::size_t column) const { return m_columns[column]; }

std::optional<std::size_t> MemoryTable::column(std::string_view name) const {
  const auto found = std::ranges::find(m_columns, name);
  if (found == m_columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - m_columns.begin());
}

std::string_view MemoryTable::text(std::size_t row, std::size_t column) const {
  const auto at = row * m_columns.size() + column;
  const auto begin = at == 0 ? 0 : m_ends[at - 1];
  return std::string_view(m_text).substr(begin, m_ends[at] - begin);
}

std::optional<std::string_view> MemoryTable::cell(std::size_t row, std::size_t column) const {
  const auto at = row * m_columns.size() + column;
  if (at < m_missing.size() && m_missing[at]) return std::nullopt;
  return text(row, column);
}

const MemoryTable::Index& MemoryTable::indexOf(std::size_t column) const {
  auto& index = m_indexes[column];
  if (index) return *index;
  index = std::make_unique<Index>();
  const auto groups = std::bit_ceil(std::max<std::size_t>(1, rowCount()));
  std::vector<std::uint32_t> groupOf(rowCount(), kNoGroup);
  index->groups.assign(groups + 1, 0);
  for (std::size_t row = 0; row < rowCount(); ++row) {
    const auto found = cell(row, column);
    if (!found) continue;
    groupOf[row] = static_cast<std::uint32_t>(std::hash<std::string_view>()(*found) & (groups - 1));
    ++index->groups[groupOf[row] + 1];
  }
  std::partial_sum(index->groups.begin(), index->groups.end(), index->groups.begin());
  index->rows.resize(index->groups.back());
  std::vector<std::uint32_t> next(index->groups.begin(), index->groups.end() - 1);
  for (std::size_t row = 0; row < rowCount(); ++row)
    if (groupOf[row] != kNoGroup) index->rows[next[groupOf[row]]++] = static_cast<std::uint32_t>(row);
  for (std::size_t group = 0; group < groups; ++group) {
    const auto begin = index->rows.begin() + index->groups[group];
    const auto end = index->rows.begin() + index->groups[group + 1];
    if (end - begin > 1)
      std::stable_sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return text(a, column) < text(b, column); });
  }
  return *index;
}

std::span<const std::uint32_t> MemoryTable::rowsEqual(std::size_t column, std::string_view value) const {
  const auto& index = indexOf(column);
  const auto group = std::hash<std::string_view>()(value) & (index.groups.size() - 2);
  const std::span<const std::uint32_t> rows(index.rows.data() + index.groups[group],
                                            index.groups[group + 1] - index.groups[group]);
  const auto textOf = [&](std::uint32_t row) { return text(row, column); };
  const auto equal = std::ranges::equal_range(rows, value, {}, textOf);
  return {equal.begin(), equal.end()};
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
