#include "core/changes/record_writer.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/text.h"
#include "core/changes/stamp_commands.h"
#include "core/records/json.h"
#include "core/records/record_rows.h"
#include "tests/support/replicas.h"

using namespace thucdia::core;
using changes::RecordWriter;
using records::RecordType;
using thucdia::tests::TestReplica;
namespace v1 = thucdia::records::v1;

namespace {

v1::Facility facility(TestReplica& replica, const std::string& name) {
  v1::Facility made;
  made.set_id(FacilityId::make(replica.clock, replica.random).rawString());
  made.set_kind(v1::FACILITY_KIND_ESTABLISHMENT);
  made.set_name(name);
  made.set_province("08");
  return made;
}

void put(TestReplica& replica, const google::protobuf::Message& record) {
  REQUIRE(replica->write([&](RecordWriter& writer) { return writer.put(record); }));
}

template <class Record>
Record stored(TestReplica& replica, const Record& record) {
  Record found;
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    found = records::get<Record>(transaction, records::idOf(record)).value_or(Record());
  }));
  return found;
}

records::RecordRow row(TestReplica& replica, const google::protobuf::Message& record) {
  records::RecordRow found;
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    found = records::loadRow(transaction, RecordType::of(record.GetDescriptor()), records::idOf(record)).value();
  }));
  return found;
}

std::int64_t hits(TestReplica& replica, std::string_view words) {
  std::int64_t count = 0;
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    auto query = transaction.prepare("SELECT count(*) FROM facility_search WHERE facility_search MATCH ?");
    query.bind(1, std::string_view(ftsPrefixQuery(words)));
    if (query.step()) count = query.integer(0);
  }));
  return count;
}

}  // namespace

TEST_CASE("a record that was put is there after opening again, promoted, searchable without marks, and unsent") {
  TestReplica replica;
  const auto made = facility(replica, "Cơ sở chế biến chè Đường Hoa");
  put(replica, made);
  replica.reopen();
  CHECK(stored(replica, made).name() == made.name());
  CHECK(hits(replica, "duong") == 1);
  CHECK(hits(replica, "CHÈ hoa") == 1);
  CHECK(hits(replica, "ca phe") == 0);
  CHECK(row(replica, made).own > row(replica, made).acked);
}

TEST_CASE("a renamed facility is found by its new name only") {
  TestReplica replica;
  auto made = facility(replica, "Chợ Nậm Dịch");
  put(replica, made);
  made.set_name("Chợ Hoàng Su Phì");
  put(replica, made);
  CHECK(hits(replica, "nam dich") == 0);
  CHECK(hits(replica, "hoang su phi") == 1);
}

TEST_CASE("an append-only record is never written twice") {
  TestReplica replica;
  v1::VisitDecision decision;
  decision.set_id(VisitDecisionId::make(replica.clock, replica.random).rawString());
  decision.set_visit_id(VisitId::make(replica.clock, replica.random).rawString());
  put(replica, decision);
  decision.set_reason("another");
  const auto again = replica->write([&](RecordWriter& writer) { return writer.put(decision); });
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::Locked);
}

TEST_CASE("writes share a stamp until it is exposed or five minutes old") {
  TestReplica replica;
  const auto stamp = [&] {
    changes::Stamp found;
    REQUIRE(replica->write([&](RecordWriter& writer) -> Result<> {
      found = changes::currentStamp(writer.transaction(), writer.author().device, writer.now());
      return {};
    }));
    return found.dot.counter;
  };
  const auto first = stamp();
  replica.clock.advance(std::chrono::minutes(4));
  CHECK(stamp() == first);
  replica.clock.advance(std::chrono::minutes(2));
  const auto second = stamp();
  CHECK(second == first + 1);
  REQUIRE(replica->write([&](RecordWriter& writer) -> Result<> {
    changes::exposeStamps(writer.transaction());
    return {};
  }));
  CHECK(stamp() == second + 1);
  replica.clock.advance(std::chrono::hours(-24 * 365));
  CHECK(stamp() == second + 2);
}

TEST_CASE("what comes back from the hub merges, and what it knows of ours counts as acknowledged") {
  TestReplica here(1);
  TestReplica there(2);
  const auto made = facility(here, "HTX Hồ Thầu");
  put(here, made);
  const auto sent = row(here, made);
  const auto apply = [&](TestReplica& replica, const records::RecordRow& from) {
    changes::RecordWriter::Applied applied;
    REQUIRE(replica->write([&](RecordWriter& writer) -> Result<> {
      auto result = writer.apply(RecordType::of<v1::Facility>(), from.id, {from.body, from.meta});
      if (result) applied = *result;
      return result ? Result<>() : fail(result.error());
    }));
    return applied;
  };
  CHECK(apply(there, sent).changed);
  CHECK_FALSE(apply(there, sent).changed);
  CHECK(row(there, made).own == 0);

  auto renamed = stored(there, made);
  renamed.set_name("HTX Chè Hồ Thầu");
  put(there, renamed);
  auto renumbered = made;
  renumbered.set_tax_code("5100482916");
  put(here, renumbered);
  apply(here, row(there, made));
  CHECK(stored(here, made).name() == "HTX Chè Hồ Thầu");
  CHECK(stored(here, made).tax_code() == "5100482916");
  CHECK(row(here, made).conflicts == 0);
}

TEST_CASE("a record reads as JSON with its field names, ids as UUID text and enums as words") {
  TestReplica replica;
  auto made = facility(replica, "Chợ Nậm Dịch");
  made.set_capital(1'000'000'000);
  const auto json = records::toJson(made);
  CHECK(json["id"] == records::idOf(made).text());
  CHECK(json["kind"] == "establishment");
  CHECK(json["capital"] == 1'000'000'000);
  CHECK_FALSE(json.contains("workers"));
}

TEST_CASE(
    "visits stand in order of when they began, in whatever order they come, also more of them than a second has rows") {
  TestReplica replica;
  const auto begun = [&](Timestamp at) {
    v1::Visit visit;
    visit.set_id(VisitId::make(replica.clock, replica.random).rawString());
    visit.set_started_at(toMicros(at));
    return visit;
  };
  const auto noon = replica.clock.now();
  const auto later = begun(noon + std::chrono::hours(1));
  put(replica, later);
  for (int i = 0; i < 20; ++i) put(replica, begun(noon));
  const auto earlier = begun(noon - std::chrono::hours(1));
  put(replica, earlier);
  std::vector<std::int64_t> rows;
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    auto visit = transaction.prepare("SELECT started_at FROM visit ORDER BY row");
    while (visit.step()) rows.push_back(visit.integer(0));
  }));
  CHECK(rows.size() == 22);
  CHECK(std::ranges::is_sorted(rows));
  CHECK(row(replica, later).number == records::firstRowOf(noon + std::chrono::hours(1)));
  // A change keeps its place.
  v1::Visit changed = later;
  changed.set_facility_name("Cơ sở khác");
  put(replica, changed);
  CHECK(row(replica, later).number == records::firstRowOf(noon + std::chrono::hours(1)));
  CHECK(stored(replica, changed).facility_name() == "Cơ sở khác");
}

TEST_CASE("of a visit that comes and leaves the scope in one transaction nothing stays") {
  TestReplica replica;
  v1::Visit visit;
  visit.set_id(VisitId::make(replica.clock, replica.random).rawString());
  visit.set_started_at(toMicros(replica.clock.now()));
  REQUIRE(replica->write([&](RecordWriter& writer) -> Result<> {
    THUCDIA_TRY(writer.put(visit));
    const auto& type = RecordType::of<v1::Visit>();
    writer.remove(type, *records::loadRow(writer.transaction(), type, records::idOf(visit)));
    return {};
  }));
  std::int64_t states = -1;
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    auto count = transaction.prepare("SELECT count(*) FROM visit_state");
    if (count.step()) states = count.integer(0);
  }));
  CHECK(states == 0);
}
