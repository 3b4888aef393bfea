#include "tests/bench/raw_sqlite.h"

#include <chrono>
#include <cstdlib>

#include <sqlcipher/sqlite3.h>

#include "tests/support/temporary_folder.h"

namespace thucdia::bench {

namespace {

void must(bool worked) {
  if (!worked) std::abort();
}

}  // namespace

double rawSqliteInserts(const std::vector<std::string>& bodies, int together) {
  const tests::TemporaryFolder folder;
  sqlite3* database = nullptr;
  const auto execute = [&](const char* sql) {
    must(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  must(sqlite3_open((folder / "raw.db").c_str(), &database) == SQLITE_OK);
  execute(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
      "CREATE TABLE visit (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, site INTEGER, started INTEGER, body BLOB) "
      "STRICT; CREATE INDEX by_site ON visit (site, started); CREATE INDEX by_start ON visit (started);");
  sqlite3_stmt* insert = nullptr;
  must(sqlite3_prepare_v2(database, "INSERT INTO visit (id, site, started, body) VALUES (randomblob(16), ?, ?, ?)", -1,
                          &insert, nullptr) == SQLITE_OK);
  const auto before = std::chrono::steady_clock::now();
  for (std::size_t at = 0; at < bodies.size();) {
    execute("BEGIN IMMEDIATE");
    for (int i = 0; i < together && at < bodies.size(); ++i, ++at) {
      sqlite3_bind_int64(insert, 1, static_cast<sqlite3_int64>(at % 1500));
      sqlite3_bind_int64(insert, 2, static_cast<sqlite3_int64>(at));
      sqlite3_bind_blob(insert, 3, bodies[at].data(), static_cast<int>(bodies[at].size()), SQLITE_STATIC);
      must(sqlite3_step(insert) == SQLITE_DONE);
      sqlite3_reset(insert);
    }
    execute("COMMIT");
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return static_cast<double>(bodies.size()) / took.count();
}

}  // namespace thucdia::bench
