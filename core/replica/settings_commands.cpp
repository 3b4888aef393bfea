#include "core/replica/settings.h"

namespace thucdia::core::replica {

std::optional<std::string> setting(db::ReadTransaction& transaction, std::string_view name) {
  auto statement = transaction.prepare("SELECT value FROM setting WHERE name = ?");
  statement.bind(1, name);
  if (!statement.step()) return std::nullopt;
  return std::string(statement.blob(0));
}

void setSetting(db::WriteTransaction& transaction, std::string_view name, std::string_view value) {
  auto statement = transaction.prepare(
      "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  statement.bind(1, name).bindBlob(2, value).run();
}

void clearSetting(db::WriteTransaction& transaction, std::string_view name) {
  transaction.prepare("DELETE FROM setting WHERE name = ?").with(name).run();
}

}  // namespace thucdia::core::replica
