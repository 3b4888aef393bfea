#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/db/connection.h"

namespace thucdia::core::db {

/// One step of the schema: its number (the user_version it leads to, from 1) and its SQL. Never edited once released.
struct Migration {
  int version = 0;
  std::string_view sql;
};

/// Brings the database to the last migration's version, each step in a transaction of its own with `user_version`.
/// Before the first step on a database that holds something, a copy is made beside it: `<path>.before-<version>`.
/// Errors: DatabaseTooNew when its version is above the last migration; what SQLite answered otherwise.
[[nodiscard]] Result<> migrate(Connection& connection, const std::string& path, std::span<const Migration> migrations);

}  // namespace thucdia::core::db
