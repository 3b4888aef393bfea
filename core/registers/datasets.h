#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/db/transaction.h"
#include "core/forms/external_data.h"

namespace thucdia::core::registers {

/// The replica's datasets as tables that all forms look into (what belongs to one form: form_tables.h), read once and
/// parsed when first asked for. A dataset that the replica lacks is the one shipped with the program. Thread-safe; a
/// table itself is for one session at a time (see forms::Table).
class Datasets final : public forms::ExternalData {
 public:
  /// Reads what is stored (some 0.4 MB); make it anew when the change bus tells of a dataset.
  explicit Datasets(db::ReadTransaction& transaction);
  /// Only what ships with the program.
  Datasets() = default;

  [[nodiscard]] std::shared_ptr<const forms::Table> table(std::string_view name) const override;

 private:
  std::map<std::string, std::string, std::less<>> m_csv;
  mutable std::mutex m_mutex;
  mutable std::map<std::string, std::shared_ptr<const forms::Table>, std::less<>> m_tables;
};

}  // namespace thucdia::core::registers
