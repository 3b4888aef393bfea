#include "core/db/store.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using thucdia::tests::TemporaryFolder;

namespace {

constexpr Migration kNotes[] = {
    {1,
     "CREATE TABLE note (row INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"
     "CREATE TABLE reply (row INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note) STRICT"}};

const std::string kKey(32, 'k');

Store::Options options(const TemporaryFolder& folder, const std::string& rawKey = {}) {
  Store::Options made;
  made.path = folder / "notes.db";
  made.rawKey = rawKey;
  made.migrations = kNotes;
  return made;
}

std::unique_ptr<Store> opened(const Store::Options& options) {
  auto store = Store::open(options);
  if (!store) throw std::runtime_error(describe(store.error()));
  return std::move(*store);
}

Result<> addNote(WriteTransaction& transaction, const std::string& text) {
  transaction.prepare("INSERT INTO note (text) VALUES (?)").with(text).run();
  return {};
}

std::int64_t countNotes(ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT count(*) FROM note");
  (void)statement.step();
  return statement.integer(0);
}

std::int64_t notesIn(Store& store) { return store.read(countNotes).value(); }

std::string bytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("what was written is there after closing and opening again") {
  const TemporaryFolder folder;
  {
    const auto store = opened(options(folder));
    REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "Đường"); }));
  }
  const auto store = opened(options(folder));
  const auto text = store->read([](ReadTransaction& transaction) {
    auto statement = transaction.prepare("SELECT text FROM note");
    REQUIRE(statement.step());
    return std::string(statement.text(0));
  });
  CHECK(text == "Đường");
}

TEST_CASE("an error returned by a command rolls it back") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const auto refused = store->write([](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, "a"));
    return fail(ErrorCode::NotPermitted, "no");
  });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::NotPermitted);
  CHECK(notesIn(*store) == 0);
}

TEST_CASE("what SQLite refuses becomes an error and rolls the command back") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const auto refused = store->write([](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, "a"));
    return addNote(transaction, "a");
  });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::InvalidArgument);
  CHECK(notesIn(*store) == 0);
}

TEST_CASE("an exception of another kind goes through and rolls the command back") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  CHECK_THROWS_AS((void)store->write([](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, "a"));
    throw std::logic_error("broken");
  }),
                  std::logic_error);
  CHECK_THROWS_AS(store->read([](ReadTransaction&) -> int { throw std::logic_error("broken"); }).value(),
                  std::logic_error);
  CHECK(notesIn(*store) == 0);
  CHECK(store->write([](WriteTransaction& transaction) { return addNote(transaction, "a"); }));
}

TEST_CASE("a reader sees one state while another writes") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const auto seen = store->read([&](ReadTransaction& transaction) {
    const auto before = countNotes(transaction);
    std::thread([&] { (void)store->write([](WriteTransaction& writing) { return addNote(writing, "a"); }); }).join();
    return std::pair(before, countNotes(transaction));
  });
  CHECK(seen == std::pair<std::int64_t, std::int64_t>(0, 0));
  CHECK(notesIn(*store) == 1);
}

TEST_CASE("a reader cannot write") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const auto refused = store->read(
      [](ReadTransaction& transaction) { transaction.prepare("INSERT INTO note (text) VALUES ('a')").run(); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::IoError);
}

TEST_CASE("a query's own error is the error of the read") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const Result<int> missing =
      store->read([](ReadTransaction&) -> Result<int> { return fail(ErrorCode::NotFound, "note"); });
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
}

TEST_CASE("a foreign key without its row is refused") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  const auto refused = store->write([](WriteTransaction& transaction) -> Result<> {
    transaction.execute("INSERT INTO reply (note) VALUES (7)");
    return {};
  });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("an encrypted database shows nothing of what it holds and opens with its key alone") {
  const TemporaryFolder folder;
  {
    const auto store = opened(options(folder, kKey));
    REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "telltale"); }));
    REQUIRE(store->checkpoint());
  }
  const auto bytes = bytesOf(folder / "notes.db");
  CHECK(bytes.find("telltale") == std::string::npos);
  CHECK(bytes.substr(0, 15) != "SQLite format 3");
  CHECK(notesIn(*opened(options(folder, kKey))) == 1);

  for (const auto& wrong : {std::string(32, 'w'), std::string()}) {
    const auto refused = Store::open(options(folder, wrong));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::DatabaseKeyWrong);
  }
  CHECK(notesIn(*opened(options(folder, kKey))) == 1);
}

TEST_CASE("a plain database is a file that any SQLite reads") {
  const TemporaryFolder folder;
  opened(options(folder)).reset();
  CHECK(bytesOf(folder / "notes.db").substr(0, 15) == "SQLite format 3");
}

TEST_CASE("a file that is no database is refused and left as it was") {
  const TemporaryFolder folder;
  for (const auto& key : {std::string(), kKey}) {
    std::ofstream(folder / "notes.db") << "Kính gửi Sở Công Thương";
    const auto refused = Store::open(options(folder, key));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CorruptData);
    CHECK(bytesOf(folder / "notes.db") == "Kính gửi Sở Công Thương");
  }
}

TEST_CASE("a folder that is not there is an input error") {
  const TemporaryFolder folder;
  auto missing = options(folder);
  missing.path = folder / "nowhere/notes.db";
  const auto refused = Store::open(missing);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::IoError);
}

TEST_CASE("a newer database is refused and not a byte of it changes") {
  const TemporaryFolder folder;
  {
    Connection newer(folder / "notes.db", OpenMode::ReadWrite);
    newer.execute("CREATE TABLE future (row INTEGER PRIMARY KEY); PRAGMA user_version = 2");
  }
  const auto before = bytesOf(folder / "notes.db");
  const auto refused = Store::open(options(folder));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::DatabaseTooNew);
  CHECK(bytesOf(folder / "notes.db") == before);
}

TEST_CASE("a copy is whole while others write, and has the key of what it copies") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder, kKey));
  REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "a"); }));
  const auto copied = store->write([&](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, "b"));
    return store->copyTo(folder / "copy.db");
  });
  REQUIRE(copied);
  auto ofCopy = options(folder, kKey);
  ofCopy.path = folder / "copy.db";
  const auto copy = opened(ofCopy);
  CHECK(notesIn(*copy) == 1);
  CHECK(copy->integrityProblems().value().empty());
}

TEST_CASE("a copy that cannot be made leaves the older copy alone") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  REQUIRE_FALSE(store->copyTo(folder / "nowhere/copy.db"));
  std::filesystem::create_directory(folder / "taken");
  std::ofstream(folder / "taken/file") << "x";
  REQUIRE_FALSE(store->copyTo(folder / "taken"));
  CHECK_FALSE(std::filesystem::exists(folder / "taken.unfinished"));
  CHECK(std::filesystem::exists(folder / "taken/file"));
}

TEST_CASE("a checkpoint empties the log") {
  const TemporaryFolder folder;
  const auto store = opened(options(folder));
  REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "a"); }));
  CHECK(std::filesystem::file_size(folder / "notes.db-wal") > 0);
  REQUIRE(store->checkpoint());
  CHECK(std::filesystem::file_size(folder / "notes.db-wal") == 0);
  CHECK(notesIn(*store) == 1);
}
