#include "sync/engine/pulled.h"

#include <catch2/catch_test_macros.hpp>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/records/body_rows.h"
#include "core/registers/registers_queries.h"
#include "sync/engine/exchange_reply.h"
#include "sync/engine/sync_state.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::records::RecordType;
namespace wire = ::thucdia::sync::v1;

namespace {

/// A replica that takes replies, and another one on which what they bring was written.
struct Received {
  TestReplica replica{1};
  TestReplica elsewhere{2};
  core::FacilityId facility = newId<core::FacilityId>();
  wire::ExchangeResponse reply;

  template <class AnyId>
  AnyId newId() {
    return AnyId::make(elsewhere.clock, elsewhere.random);
  }
  /// The record as a reply carries it.
  wire::Change& pull(const google::protobuf::Message& record) {
    const auto& type = RecordType::of(record.GetDescriptor());
    must(elsewhere->write([&](core::changes::RecordWriter& writer) { return writer.put(record); }));
    const auto row = must(elsewhere->read([&](core::db::ReadTransaction& read) {
      return core::records::loadRow(read, type, core::records::idOf(record)).value();
    }));
    auto& change = *reply.add_pulled();
    change.set_type(type.number());
    change.set_id(row.id.rawString());
    change.set_body(row.body);
    change.set_meta(row.meta);
    return change;
  }
  void depart(const google::protobuf::Message& record) {
    auto& departed = *reply.add_departed();
    departed.set_type(RecordType::of(record.GetDescriptor()).number());
    departed.set_id(core::records::idOf(record).rawString());
  }
  /// As if it had come alone, before.
  void takeOnly(const wire::Change& change) {
    auto rest = std::exchange(reply, {});
    *reply.add_pulled() = change;
    take();
    reply = std::move(rest);
  }
  /// Takes the reply; the next one is empty.
  sync::TakenReply take() {
    auto taking = std::exchange(reply, {});
    const sync::PulledChanges pulled(taking, replica->author().device);
    return must(sync::takeReply(*replica.replica, {}, {}, {}, taking, pulled, true));
  }
  std::int64_t count(const std::string& table) {
    return must(replica->read([&](core::db::ReadTransaction& read) {
      auto row = read.prepare("SELECT count(*) FROM " + table);
      return row.step() ? row.integer(0) : -1;
    }));
  }
  bool isOverdue() {
    return must(replica->read([&](core::db::ReadTransaction& read) {
      const auto today = core::Date{std::chrono::year(2030), std::chrono::January, std::chrono::day(1)};
      return core::registers::facilityLine(read, facility, today)->overdue;
    }));
  }

  v1::Facility facilityRecord() {
    v1::Facility made;
    made.set_id(facility.rawString());
    made.set_name("Cơ sở Đồng Tâm");
    return made;
  }
  v1::VisitSeal sealOf(const v1::Visit& visit, const std::string& content) {
    v1::VisitSeal made;
    made.set_id(newId<core::VisitSealId>().rawString());
    made.set_visit_id(visit.id());
    made.set_revision(visit.revision());
    made.set_content(content);
    made.set_sealed_at(core::toMicros(elsewhere.clock.now()));
    return made;
  }
  /// With a photo, and a finding to be mended in 2026.
  v1::Visit visit() {
    v1::Visit made;
    made.set_id(newId<core::VisitId>().rawString());
    made.set_facility_id(facility.rawString());
    made.set_revision(1);
    made.set_started_at(core::toMicros(elsewhere.clock.now()));
    auto& answers = *made.mutable_answers();
    answers["photo"].mutable_attachment()->set_sha256(std::string(32, 'p'));
    answers["findings:1/f_text"].set_text("Thiếu biển ghi nguồn hỗ trợ");
    answers["findings:1/f_due"].set_text("2026-07-31");
    return made;
  }
};

}  // namespace

TEST_CASE("of a visit that comes and leaves the scope in one reply no state, finding or photo stays") {
  Received received;
  const auto visit = received.visit();
  received.pull(visit);
  received.depart(visit);
  received.take();
  for (const char* table : {"visit", "visit_state", "finding", "blob", "facility_due"}) {
    INFO(table);
    CHECK(received.count(table) == 0);
  }
}

TEST_CASE("a facility is no longer overdue when what was due there has left the scope") {
  Received received;
  received.pull(received.facilityRecord());
  const auto visit = received.visit();
  received.pull(visit);
  v1::Assignment assignment;
  assignment.set_id(received.newId<core::AssignmentId>().rawString());
  assignment.set_facility_id(received.facility.rawString());
  assignment.set_due_on("2026-03-01");
  received.pull(assignment);
  received.take();
  CHECK(received.isOverdue());
  CHECK(received.count("finding") == 1);

  received.depart(assignment);
  received.take();
  CHECK(received.isOverdue());

  received.depart(visit);
  received.take();
  CHECK_FALSE(received.isOverdue());
  CHECK(received.count("finding") == 0);
}

TEST_CASE(
    "a visit that comes with its seal lies in that seal, and in its own row when the seal did not come to hold it") {
  Received received;
  const auto visit = received.visit();
  const auto id = *core::VisitId::fromBytes(visit.id());
  const std::string body = received.pull(visit).body();
  const auto seal = received.sealOf(visit, body);
  std::optional<core::VisitSealId> holder = core::VisitSealId::fromBytes(seal.id());

  SECTION("it holds it") { received.pull(seal); }
  SECTION("it is damaged") {
    received.pull(seal).set_meta("\xff\xff");
    holder.reset();
  }
  SECTION("it holds something else") {
    auto other = seal;
    other.set_content("other");
    received.pull(other);
    holder.reset();
  }
  SECTION("another of the same name is here already") {
    Received another;
    another.elsewhere.clock.advance(std::chrono::hours(1));
    auto other = seal;
    other.set_content("other");
    received.takeOnly(another.pull(other));
    received.pull(seal);
    holder.reset();
  }
  received.take();
  must(received.replica->read([&](core::db::ReadTransaction& read) -> core::Result<> {
    CHECK(core::records::sealOfBody(read, id) == holder);
    const auto row = core::records::loadRow(read, RecordType::of<v1::Visit>(), core::records::idOf(visit));
    REQUIRE(row);
    CHECK(row->body == body);
    return {};
  }));
}

TEST_CASE("damaged changes of a reply are set aside and told, and the good ones beside them are taken") {
  Received received;
  received.pull(received.visit()).mutable_id()->pop_back();
  received.pull(received.visit()).set_meta("\xff\xff");
  received.pull(received.visit()).mutable_body()->pop_back();
  received.pull(received.visit());
  CHECK(received.take().counts.setAside == 3);
  CHECK(received.count("visit") == 1);
}
