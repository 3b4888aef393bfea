#include "core/db/store.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "tests/core/db/notes.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using namespace thucdia::tests;

namespace {

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
    const auto store = opened(notesAt(folder / "notes.db"));
    REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "Đường"); }));
  }
  const auto store = opened(notesAt(folder / "notes.db"));
  const auto text = store->read([](ReadTransaction& transaction) {
    auto statement = transaction.prepare("SELECT text FROM note");
    REQUIRE(statement.step());
    return std::string(statement.text(0));
  });
  CHECK(text == "Đường");
}

TEST_CASE("an error returned by a command rolls it back") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
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
  const auto store = opened(notesAt(folder / "notes.db"));
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
  const auto store = opened(notesAt(folder / "notes.db"));
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
  const auto store = opened(notesAt(folder / "notes.db"));
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
  const auto store = opened(notesAt(folder / "notes.db"));
  const auto refused = store->read(
      [](ReadTransaction& transaction) { transaction.prepare("INSERT INTO note (text) VALUES ('a')").run(); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::IoError);
}

TEST_CASE("a query's own error is the error of the read") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  const Result<int> missing =
      store->read([](ReadTransaction&) -> Result<int> { return fail(ErrorCode::NotFound, "note"); });
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::NotFound);
}

TEST_CASE("a foreign key without its row is refused") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
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
    const auto store = opened(notesAt(folder / "notes.db", 1, kKey));
    REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "telltale"); }));
    REQUIRE(store->checkpoint());
  }
  const auto bytes = bytesOf(folder / "notes.db");
  CHECK(bytes.find("telltale") == std::string::npos);
  CHECK(bytes.substr(0, 15) != "SQLite format 3");
  CHECK(notesIn(*opened(notesAt(folder / "notes.db", 1, kKey))) == 1);

  for (const auto& wrong : {std::string(32, 'w'), std::string()}) {
    const auto refused = Store::open(notesAt(folder / "notes.db", 1, wrong));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::DatabaseKeyWrong);
  }
  CHECK(notesIn(*opened(notesAt(folder / "notes.db", 1, kKey))) == 1);
}

TEST_CASE("a plain database is a file that any SQLite reads") {
  const TemporaryFolder folder;
  opened(notesAt(folder / "notes.db")).reset();
  CHECK(bytesOf(folder / "notes.db").substr(0, 15) == "SQLite format 3");
}

TEST_CASE("a file that is no database is refused and left as it was") {
  const TemporaryFolder folder;
  for (const auto& key : {std::string(), kKey}) {
    std::ofstream(folder / "notes.db") << "Kính gửi Sở Công Thương";
    const auto refused = Store::open(notesAt(folder / "notes.db", 1, key));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::CorruptData);
    CHECK(bytesOf(folder / "notes.db") == "Kính gửi Sở Công Thương");
  }
}

TEST_CASE("a folder that is not there is an input error") {
  const TemporaryFolder folder;
  auto missing = notesAt(folder / "notes.db");
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
  const auto refused = Store::open(notesAt(folder / "notes.db"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::DatabaseTooNew);
  CHECK(bytesOf(folder / "notes.db") == before);
}

TEST_CASE("a copy is whole while others write, and has the key of what it copies") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db", 1, kKey));
  REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "a"); }));
  const auto copied = store->write([&](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, "b"));
    return store->copyTo(folder / "copy.db");
  });
  REQUIRE(copied);
  auto ofCopy = notesAt(folder / "notes.db", 1, kKey);
  ofCopy.path = folder / "copy.db";
  const auto copy = opened(ofCopy);
  CHECK(notesIn(*copy) == 1);
  CHECK(copy->integrityProblems().value().empty());
}

TEST_CASE("a copy that cannot be made leaves the older copy alone") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  REQUIRE_FALSE(store->copyTo(folder / "nowhere/copy.db"));
  std::filesystem::create_directory(folder / "taken");
  std::ofstream(folder / "taken/file") << "x";
  REQUIRE_FALSE(store->copyTo(folder / "taken"));
  CHECK_FALSE(std::filesystem::exists(folder / "taken.unfinished"));
  CHECK(std::filesystem::exists(folder / "taken/file"));
}

TEST_CASE("a checkpoint empties the log") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  REQUIRE(store->write([](WriteTransaction& transaction) { return addNote(transaction, "a"); }));
  CHECK(std::filesystem::file_size(folder / "notes.db-wal") > 0);
  REQUIRE(store->checkpoint());
  CHECK(std::filesystem::file_size(folder / "notes.db-wal") == 0);
  CHECK(notesIn(*store) == 1);
}

TEST_CASE("two stores on one file see each other's work, and a held lock makes the other busy in the end") {
  const TemporaryFolder folder;
  const auto one = opened(notesAt(folder / "notes.db", 1, kKey));
  auto impatient = notesAt(folder / "notes.db", 1, kKey);
  impatient.busyTimeout = std::chrono::milliseconds(1);
  const auto other = opened(impatient);
  REQUIRE(addNote(*one, "a"));
  CHECK(notesIn(*other) == 1);

  const auto written = one->write([&](WriteTransaction&) -> Result<> {
    const auto refused = addNote(*other, "b");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::DatabaseBusy);
    return {};
  });
  REQUIRE(written);
  CHECK(addNote(*other, "b"));
  CHECK(notesIn(*one) == 2);
}

TEST_CASE("more readers than connections wait for their turn") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  REQUIRE(addNote(*store, "a"));
  std::atomic<int> seen = 0;
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 8; ++i) {
      readers.emplace_back([&] {
        for (int j = 0; j < 50; ++j) seen += static_cast<int>(notesIn(*store));
      });
    }
  }
  CHECK(seen == 400);
}

TEST_CASE("writers in several threads take turns and nothing is lost") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  std::atomic<int> failures = 0;
  {
    std::vector<std::jthread> writers;
    for (int i = 0; i < 4; ++i) {
      writers.emplace_back([&, i] {
        for (int j = 0; j < 10; ++j) {
          if (!addNote(*store, std::to_string(i) + "/" + std::to_string(j))) ++failures;
        }
      });
    }
  }
  CHECK(failures == 0);
  CHECK(notesIn(*store) == 40);
}

TEST_CASE("what changed is told once, after the commit, and not when the command failed") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  const Change change{7, RecordId(UuidBytes{1})};
  std::vector<std::vector<Change>> told;
  std::vector<std::int64_t> committed;
  const auto subscription = store->changes().subscribe([&](std::span<const Change> changes) {
    told.emplace_back(changes.begin(), changes.end());
    committed.push_back(notesIn(*store));
  });
  REQUIRE(store->write([&](WriteTransaction& transaction) -> Result<> {
    transaction.note(change);
    return addNote(transaction, "a");
  }));
  REQUIRE_FALSE(store->write([&](WriteTransaction& transaction) -> Result<> {
    transaction.note(change);
    return fail(ErrorCode::NotPermitted);
  }));
  REQUIRE(addNote(*store, "nobody noted this"));
  CHECK(told == std::vector<std::vector<Change>>{{change}});
  CHECK(committed == std::vector<std::int64_t>{1});
}
