#include "core/db/connection.h"

#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "core/db/change_bus.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using thucdia::tests::TemporaryFolder;

namespace {

std::string setting(Connection& connection, const std::string& name) {
  auto statement = connection.prepare("PRAGMA " + name);
  REQUIRE(statement.step());
  return std::string(statement.text(0));
}

}  // namespace

TEST_CASE("every connection keeps the settings that durability and safety rest on") {
  const TemporaryFolder folder;
  Connection writer(folder / "a.db", OpenMode::ReadWrite);
  writer.useWriteAheadLog(1000);
  Connection reader(folder / "a.db", OpenMode::ReadOnly);
  for (auto* connection : {&writer, &reader}) {
    CHECK(setting(*connection, "foreign_keys") == "1");
    CHECK(setting(*connection, "trusted_schema") == "0");
    CHECK(setting(*connection, "busy_timeout") == "5000");
    CHECK(setting(*connection, "journal_mode") == "wal");
    CHECK(setting(*connection, "page_size") == "8192");
  }
  CHECK(setting(writer, "synchronous") == "2");
  CHECK(setting(reader, "query_only") == "1");
  CHECK(setting(writer, "query_only") == "0");
}

TEST_CASE("a database is encrypted by SQLCipher with pages of 4096 bytes") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite, std::string(32, 'k'));
  CHECK(setting(connection, "cipher_version").substr(0, 2) == "4.");
  CHECK(setting(connection, "cipher_page_size") == "4096");
}

TEST_CASE("values come back as they were bound") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite);
  const RecordId id(UuidBytes{9, 8, 7});
  auto statement = connection.prepare("SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?");
  statement.with(std::int64_t{-5}, 2.5, std::string("Đắk Lắk"), true, Blob{std::string_view("\0\1", 2)}, id,
                 fromMicros(17), std::optional<int>(), std::string_view());
  REQUIRE(statement.step());
  CHECK(statement.integer(0) == -5);
  CHECK(statement.real(1) == 2.5);
  CHECK(statement.text(2) == "Đắk Lắk");
  CHECK(statement.integer(3) == 1);
  CHECK(statement.blob(4) == std::string_view("\0\1", 2));
  CHECK(RecordId::fromBytes(statement.blob(5)) == id);
  CHECK(statement.integer(6) == 17);
  CHECK(statement.isNull(7));
  CHECK_FALSE(statement.isNull(8));
  CHECK(statement.text(8).empty());
  CHECK_FALSE(statement.step());
}

TEST_CASE("a statement used again has forgotten what was bound before") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite);
  {
    auto first = connection.prepare("SELECT ?");
    first.with(1);
    REQUIRE(first.step());
  }
  auto again = connection.prepare("SELECT ?");
  REQUIRE(again.step());
  CHECK(again.isNull(0));
}

TEST_CASE("the same text may be prepared while it is being read") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite);
  auto outer = connection.prepare("SELECT 1 UNION ALL SELECT 2");
  REQUIRE(outer.step());
  for (int i = 0; i < 2; ++i) {
    auto inner = connection.prepare("SELECT 1 UNION ALL SELECT 2");
    REQUIRE(inner.step());
    CHECK(inner.integer(0) == 1);
  }
  REQUIRE(outer.step());
  CHECK(outer.integer(0) == 2);
}

TEST_CASE("a thousand different texts do not disturb the statements in use") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite);
  auto kept = connection.prepare("SELECT 'kept' UNION ALL SELECT 'still'");
  REQUIRE(kept.step());
  for (int i = 0; i < 1000; ++i) {
    auto other = connection.prepare("SELECT " + std::to_string(i));
    REQUIRE(other.step());
    REQUIRE(other.integer(0) == i);
  }
  REQUIRE(kept.step());
  CHECK(kept.text(0) == "still");
}

TEST_CASE("a statement that fails says why and which it was") {
  const TemporaryFolder folder;
  Connection connection(folder / "a.db", OpenMode::ReadWrite);
  try {
    (void)connection.prepare("SELECT answer FROM nowhere");
    FAIL("prepared");
  } catch (const SqliteError& error) {
    const auto said = toError(error);
    CHECK(said.code == ErrorCode::Internal);
    CHECK(said.detail.find("no such table: nowhere") != std::string::npos);
    CHECK(said.detail.find("SELECT answer") != std::string::npos);
  }
}

TEST_CASE("who no longer listens is not told") {
  ChangeBus bus;
  int told = 0;
  const Change change{1, RecordId(UuidBytes{1})};
  {
    const auto subscription = bus.subscribe([&](std::span<const Change>) { ++told; });
    bus.publish(std::span(&change, 1));
  }
  bus.publish(std::span(&change, 1));
  bus.publish({});
  CHECK(told == 1);
}

TEST_CASE("a listener may subscribe another one while it is being told") {
  ChangeBus bus;
  int late = 0;
  const Change change{1, RecordId(UuidBytes{1})};
  ChangeBus::Subscription second;
  const auto first =
      bus.subscribe([&](std::span<const Change>) { second = bus.subscribe([&](std::span<const Change>) { ++late; }); });
  bus.publish(std::span(&change, 1));
  CHECK(late == 0);
  bus.publish(std::span(&change, 1));
  CHECK(late == 1);
}
