#include <thucdia/records/v1/registers.pb.h>

#include "core/records/record_rows.h"
#include "core/registers/datasets.h"
#include "core/registers/shipped_datasets.h"

namespace thucdia::core::registers {

Datasets::Datasets(db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT id, body FROM dataset WHERE instr(name, '/') = 0 ORDER BY row");
  while (statement.step()) {
    auto dataset = records::recordAt<records::v1::Dataset>(statement, 0, 1);
    m_csv[dataset.name()] = std::move(*dataset.mutable_csv());
  }
}

std::shared_ptr<const forms::Table> Datasets::table(std::string_view name) const {
  const std::scoped_lock lock(m_mutex);
  if (const auto known = m_tables.find(name); known != m_tables.end()) return known->second;
  const auto stored = m_csv.find(name);
  const std::string_view csv =
      stored != m_csv.end() ? std::string_view(stored->second) : shippedFile(std::string(name) + ".csv");
  std::shared_ptr<const forms::Table> table;
  if (!csv.empty()) {
    if (auto parsed = forms::MemoryTable::fromCsv(csv)) table = std::move(*parsed);
  }
  m_tables.emplace(name, table);
  return table;
}

}  // namespace thucdia::core::registers
