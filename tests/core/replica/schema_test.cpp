#include <set>

#include <catch2/catch_test_macros.hpp>

#include "core/records/record_type.h"
#include "tests/support/replicas.h"

using namespace thucdia::core;
using records::RecordType;

TEST_CASE("every record type has its table, with exactly the columns that its field options promote") {
  thucdia::tests::TestReplica replica;
  for (const RecordType& type : RecordType::all()) {
    INFO(type.table());
    std::set<std::string> wanted{"row", "id", "body", "meta", "own", "acked", "conflicts"};
    for (const auto& column : type.columns()) wanted.insert(column.options.column());
    std::set<std::string> found;
    REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
      auto info = transaction.prepare("SELECT name FROM pragma_table_info(?)");
      info.bind(1, std::string_view(type.table()));
      while (info.step()) found.insert(std::string(info.text(0)));
    }));
    CHECK(found == wanted);
  }
}

TEST_CASE("every record type that is searched has its full-text index") {
  thucdia::tests::TestReplica replica;
  for (const RecordType& type : RecordType::all()) {
    INFO(type.table());
    std::int64_t tables = 0;
    REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
      auto count = transaction.prepare("SELECT count(*) FROM sqlite_schema WHERE name = ?");
      count.bind(1, std::string_view(type.table() + "_search"));
      if (count.step()) tables = count.integer(0);
    }));
    CHECK(tables == (type.searched().empty() ? 0 : 1));
  }
}

TEST_CASE("no two record types share a number or a table") {
  std::set<std::uint32_t> numbers;
  std::set<std::string> tables;
  for (const RecordType& type : RecordType::all()) {
    CHECK(numbers.insert(type.number()).second);
    CHECK(tables.insert(type.table()).second);
  }
}
