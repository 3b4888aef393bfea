#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/db/connection.h"

namespace thucdia::core::db {

/// One step of the schema: its number (the user_version it leads to, from 1) and its SQL. Never edited once released.
struct Migration {
  int version = 0;
  std::string_view sql;
};

/// Migrations of these embedded files, numbered from 1 in their order.
template <class Files>
[[nodiscard]] std::vector<Migration> numbered(const Files& files) {
  std::vector<Migration> all;
  for (const auto& file : files) all.push_back({static_cast<int>(all.size()) + 1, file.bytes});
  return all;
}

/// Brings the database to the last migration's version (they are numbered 1, 2, 3 …), each step in a transaction of its
/// own with `user_version`; foreign keys are off meanwhile and checked before each commit. Before the first step on a
/// database that holds something, a copy is made beside it, `<path>.before-<version of that step>`; older such copies
/// go. Errors: DatabaseTooNew when its version is above the last migration, CorruptData when its tables are not ours or
/// a step breaks a foreign key; what SQLite answered otherwise. Steps done before an error stay done.
[[nodiscard]] Result<> migrate(Connection& connection, const std::string& path, std::span<const Migration> migrations);

}  // namespace thucdia::core::db
