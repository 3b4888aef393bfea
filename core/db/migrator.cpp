#include "core/db/migrator.h"

#include <fmt/format.h>

#include "core/db/transaction.h"

namespace thucdia::core::db {

namespace {

bool holdsTables(Connection& connection) {
  auto statement = connection.prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
  return statement.step();
}

/// Rebuilding a table needs foreign keys off (https://www.sqlite.org/lang_altertable.html#otheralter); they are
/// checked before each commit instead.
class ForeignKeysOff {
 public:
  explicit ForeignKeysOff(Connection& connection) : m_connection(connection) {
    m_connection.execute("PRAGMA foreign_keys = OFF");
  }
  ~ForeignKeysOff() {
    try {
      m_connection.execute("PRAGMA foreign_keys = ON");
    } catch (const SqliteError&) {
      // The error that brought us here is being reported, and the connection goes with it.
    }
  }
  ForeignKeysOff(const ForeignKeysOff&) = delete;
  ForeignKeysOff& operator=(const ForeignKeysOff&) = delete;

 private:
  Connection& m_connection;
};

void keepCopy(Connection& connection, const std::string& path, int version) {
  for (int older = 1; older < version; ++older) connection.removeDatabase(fmt::format("{}.before-{}", path, older));
  connection.copyTo(fmt::format("{}.before-{}", path, version));
}

Result<> apply(Connection& connection, const std::string& path, const Migration& migration, bool keep) {
  WriteTransaction transaction(connection);
  // Another process may have migrated while this one waited for the lock.
  if (connection.userVersion() >= migration.version) return {};
  // Under the lock: of several processes only one copies, and nobody writes meanwhile.
  if (keep) keepCopy(connection, path, migration.version);
  transaction.execute(migration.sql);
  {
    auto broken = transaction.prepare("PRAGMA foreign_key_check");
    if (broken.step()) {
      return fail(ErrorCode::CorruptData, fmt::format("migration {} leaves a row of {} without what it refers to",
                                                      migration.version, broken.text(0)));
    }
  }
  transaction.execute(fmt::format("PRAGMA user_version = {}", migration.version));
  transaction.commit();
  return {};
}

}  // namespace

Result<> migrate(Connection& connection, const std::string& path, std::span<const Migration> migrations) {
  int last = 0;
  for (const Migration& migration : migrations) {
    THUCDIA_ASSERT(migration.version == last + 1);
    last = migration.version;
  }
  try {
    int version = 0;
    bool empty = true;
    {
      const ReadTransaction oneState(connection);
      version = connection.userVersion();
      empty = !holdsTables(connection);
    }
    if (version > last) {
      return fail(ErrorCode::DatabaseTooNew,
                  fmt::format("{} has version {}; this program knows versions up to {}", path, version, last));
    }
    if (version == last) return {};
    if (!empty && version == 0) return fail(ErrorCode::CorruptData, path + " is a database of another program");
    const ForeignKeysOff off(connection);
    for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(version))) {
      THUCDIA_TRY(apply(connection, path, migration, !empty && migration.version == version + 1));
    }
    return {};
  } catch (const SqliteError& error) {
    return fail(toError(error));
  }
}

}  // namespace thucdia::core::db
