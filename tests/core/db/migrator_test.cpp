#include "core/db/migrator.h"

#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "tests/core/db/notes.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using namespace thucdia::tests;

namespace {

std::int64_t versionOf(const std::string& path, const std::string& rawKey = {}) {
  return Connection(path, OpenMode::ReadOnly, rawKey).userVersion();
}

}  // namespace

TEST_CASE("a new database gets every migration and no copy is made") {
  const TemporaryFolder folder;
  opened(notesAt(folder / "notes.db", 3)).reset();
  CHECK(versionOf(folder / "notes.db") == 3);
  CHECK_FALSE(std::filesystem::exists(folder / "notes.db.before-1"));
}

TEST_CASE("an older database keeps what it holds, and a copy of it as it was") {
  for (const auto& key : {std::string(), kKey}) {
    const TemporaryFolder folder;
    REQUIRE(addNote(*opened(notesAt(folder / "notes.db", 1, key)), "Đường"));

    const auto store = opened(notesAt(folder / "notes.db", 3, key));
    CHECK(notesIn(*store) == 1);
    CHECK(store->integrityProblems().value().empty());
    CHECK(versionOf(folder / "notes.db", key) == 3);

    CHECK(versionOf(folder / "notes.db.before-2", key) == 1);
    CHECK(notesIn(*opened(notesAt(folder / "notes.db.before-2", 1, key))) == 1);
  }
}

TEST_CASE("only the newest copy is kept") {
  const TemporaryFolder folder;
  opened(notesAt(folder / "notes.db", 1)).reset();
  opened(notesAt(folder / "notes.db", 2)).reset();
  CHECK(std::filesystem::exists(folder / "notes.db.before-2"));
  opened(notesAt(folder / "notes.db", 3)).reset();
  CHECK_FALSE(std::filesystem::exists(folder / "notes.db.before-2"));
  CHECK(std::filesystem::exists(folder / "notes.db.before-3"));
}

TEST_CASE("a migration that fails leaves the version before it") {
  const TemporaryFolder folder;
  const Migration broken[] = {kNotes[0], {2, "CREATE TABLE half (row INTEGER PRIMARY KEY); CREATE TABL"}};
  REQUIRE(addNote(*opened(notesAt(folder / "notes.db")), "a"));
  auto options = notesAt(folder / "notes.db");
  options.migrations = broken;
  REQUIRE_FALSE(Store::open(options));

  const auto store = opened(notesAt(folder / "notes.db"));
  CHECK(notesIn(*store) == 1);
  const auto tables = store->read([](ReadTransaction& transaction) {
    auto statement = transaction.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'");
    (void)statement.step();
    return statement.integer(0);
  });
  CHECK(tables == 0);
}

TEST_CASE("a migration that breaks a foreign key is refused") {
  const TemporaryFolder folder;
  const Migration breaking[] = {kNotes[0], {2, "DELETE FROM note"}};
  REQUIRE(opened(notesAt(folder / "notes.db"))->write([](WriteTransaction& transaction) -> Result<> {
    transaction.execute("INSERT INTO note VALUES (1, 'a'); INSERT INTO reply VALUES (1, 1)");
    return {};
  }));
  auto options = notesAt(folder / "notes.db");
  options.migrations = breaking;
  const auto refused = Store::open(options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::CorruptData);
  CHECK(notesIn(*opened(notesAt(folder / "notes.db"))) == 1);
}

TEST_CASE("a migration may rebuild a table that others refer to, and foreign keys hold again afterwards") {
  const TemporaryFolder folder;
  const Migration rebuilding[] = {
      kNotes[0],
      {2,
       "CREATE TABLE newer (row INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT; INSERT INTO newer SELECT row, text "
       "FROM note; DROP TABLE note; ALTER TABLE newer RENAME TO note"}};
  REQUIRE(opened(notesAt(folder / "notes.db"))->write([](WriteTransaction& transaction) -> Result<> {
    transaction.execute("INSERT INTO note VALUES (1, 'a'); INSERT INTO reply VALUES (1, 1)");
    return {};
  }));
  auto options = notesAt(folder / "notes.db");
  options.migrations = rebuilding;
  const auto store = opened(options);
  CHECK(notesIn(*store) == 1);
  CHECK_FALSE(store->write([](WriteTransaction& transaction) -> Result<> {
    transaction.execute("INSERT INTO reply VALUES (2, 2)");
    return {};
  }));
}

TEST_CASE("another program's database is refused and left as it was") {
  const TemporaryFolder folder;
  {
    Connection foreign(folder / "notes.db", OpenMode::ReadWrite);
    foreign.execute("CREATE TABLE theirs (row INTEGER PRIMARY KEY); INSERT INTO theirs VALUES (1)");
  }
  const auto refused = Store::open(notesAt(folder / "notes.db"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::CorruptData);
  Connection foreign(folder / "notes.db", OpenMode::ReadOnly);
  auto rows = foreign.prepare("SELECT count(*) FROM theirs");
  REQUIRE(rows.step());
  CHECK(rows.integer(0) == 1);
}
