#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/db/transaction.h"

namespace thucdia::core::replica {

/// What a replica knows of itself and its hub, as single named values; each room says the names it uses in its own
/// header.
[[nodiscard]] std::optional<std::string> setting(db::ReadTransaction& transaction, std::string_view name);
void setSetting(db::WriteTransaction& transaction, std::string_view name, std::string_view value);
void clearSetting(db::WriteTransaction& transaction, std::string_view name);

}  // namespace thucdia::core::replica
