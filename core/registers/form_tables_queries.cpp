#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/records/json.h"
#include "core/records/record_queries.h"
#include "core/records/record_rows.h"
#include "core/registers/form_tables.h"

namespace thucdia::core::registers {

namespace {

namespace rv1 = ::thucdia::records::v1;

struct Register {
  std::string_view name;
  const records::RecordType& (*type)();
  std::string_view label;  ///< the field with what the record is called
};

template <class Record>
const records::RecordType& typeOf() {
  return records::RecordType::of<Record>();
}

const std::array kRegisters{
    Register{"facilities", typeOf<rv1::Facility>, "name"},
    Register{"projects", typeOf<rv1::Project>, "name"},
    Register{"people", typeOf<rv1::Person>, "full_name"},
};

/// "jr://file-csv/crops.csv" → "crops".
std::string tableOf(const rv1::ExternalInstance& instance) {
  if (instance.src().empty()) return instance.id();
  auto file = instance.src().substr(instance.src().rfind('/') + 1);
  if (const auto dot = file.rfind('.'); dot != std::string::npos && dot > 0) file.resize(dot);
  return file;
}

std::shared_ptr<const forms::Table> registerTable(db::ReadTransaction& transaction, const Register& wanted) {
  std::vector<std::string> columns{"name", "label"};
  std::vector<std::vector<std::optional<std::string>>> rows;
  for (const auto& record : records::newestRecords(transaction, wanted.type(), {}, -1)) {
    auto& row = rows.emplace_back(columns.size());
    const auto fields = records::toJson(*record);
    for (const auto& [field, value] : fields.items()) {
      if (value.is_structured()) continue;
      auto text = value.is_string() ? value.get<std::string>() : value.dump();
      if (field == wanted.label) row[1] = text;
      if (field == "id") row[0] = text;
      if (field == "id" || field == "name") continue;
      auto at = std::ranges::find(columns, field);
      if (at == columns.end()) at = columns.insert(columns.end(), field);
      row.resize(columns.size());
      row[static_cast<std::size_t>(at - columns.begin())] = std::move(text);
    }
  }
  for (auto& row : rows) row.resize(columns.size());
  return std::make_shared<const forms::MemoryTable>(std::move(columns), std::move(rows));
}

std::optional<rv1::Dataset> datasetNamed(db::ReadTransaction& transaction, std::string_view name) {
  auto statement = transaction.prepare("SELECT id, body FROM dataset WHERE name = ?");
  statement.bind(1, name);
  if (!statement.step()) return std::nullopt;
  return records::recordAt<rv1::Dataset>(statement, 0, 1);
}

}  // namespace

std::string formDataset(std::string_view formId, std::string_view version, std::string_view table) {
  return std::string(formId) + '@' + std::string(version) + '/' + std::string(table);
}

bool isRegister(std::string_view name) {
  return std::ranges::find(kRegisters, name, &Register::name) != kRegisters.end();
}

FormTables formTables(db::ReadTransaction& transaction, const rv1::CompiledForm& form) {
  FormTables tables;
  for (const auto& instance : form.instances()) {
    const auto name = tableOf(instance);
    if (tables.contains(name)) continue;
    if (const auto own = datasetNamed(transaction, formDataset(form.form_id(), form.version(), name))) {
      if (auto parsed = forms::MemoryTable::fromCsv(own->csv())) tables.emplace(name, std::move(*parsed));
      continue;
    }
    const auto known = std::ranges::find(kRegisters, name, &Register::name);
    if (known == kRegisters.end() || datasetNamed(transaction, name)) continue;
    tables.emplace(name, registerTable(transaction, *known));
  }
  return tables;
}

}  // namespace thucdia::core::registers
