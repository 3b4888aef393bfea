#include "sync/hub/quarantine.h"

#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "sync/hub/backup.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

void revoke(TestHub& hub, Tablet& tablet) {
  must(hub->write([&](hub::HubWrite& write) {
    return hub::revokeDevice(write, tablet.replica->enrolment()->device.text(), hub->now());
  }));
}

/// A device that was revoked with unsent work, and handed it in.
struct Revoked {
  TestHub hub;
  core::PersonId an = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId binh = hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet tablet{hub, "an", 1};
  Tablet supervisor{hub, "binh", 2};
  v1::Facility facility = tablet.makeFacility("Cơ sở xa", "01");
  v1::Visit visit = tablet.makeVisit(facility);
  v1::VisitSeal seal = tablet.seal(visit);
  core::VisitId id = *core::VisitId::fromBytes(visit.id());

  Revoked() {
    revoke(hub, tablet);
    tablet.sync();
  }
  std::vector<hub::QuarantinedChange> waiting(bool settledToo = false) {
    return must(must(hub->read([&](hub::HubRead& read) { return quarantinedChanges(read, settledToo); })));
  }
  core::Result<> accept(std::int64_t row) {
    return hub->storage().write([&](hub::HubWrite& write) { return acceptQuarantined(write, row, hub->now()); });
  }
  core::Result<> dismiss(std::int64_t row) {
    return hub->storage().write([&](hub::HubWrite& write) { return dismissQuarantined(write, row, hub->now()); });
  }
};

}  // namespace

TEST_CASE("what a revoked device hands in can be looked at, with who wrote it") {
  Revoked office;
  const auto waiting = office.waiting();
  REQUIRE(waiting.size() == 3);
  CHECK(waiting[0].person == "an");
  CHECK(waiting[0].device.name == "an's tablet");
  v1::Facility facility;
  REQUIRE(facility.ParseFromString(waiting[0].change.body()));
  CHECK(facility.name() == "Cơ sở xa");
  CHECK_FALSE(office.hub.get<v1::Visit>(office.id));
}

TEST_CASE("what is accepted is merged as the device wrote it and reaches the others, and the log stays whole") {
  Revoked office;
  for (const auto& kept : office.waiting()) must(office.accept(kept.row.row));
  CHECK(office.waiting().empty());
  CHECK(office.waiting(true).size() == 3);
  REQUIRE(office.hub.get<v1::Visit>(office.id));
  CHECK(office.hub.get<v1::Visit>(office.id)->answers().at("note").text() == "first");
  office.supervisor.sync();
  CHECK(office.supervisor.get<v1::Visit>(office.id));
  CHECK(office.supervisor.count<v1::VisitSeal>() == 1);
  CHECK(must(hub::check(*office.hub.hub)).problems.empty());
}

TEST_CASE("a change that names one that waits itself is refused until that is taken in") {
  Revoked office;
  const auto waiting = office.waiting();
  const auto tooEarly = office.accept(waiting[1].row.row);
  REQUIRE_FALSE(tooEarly);
  CHECK(tooEarly.error().code == ErrorCode::NotFound);
  CHECK(office.waiting().size() == 3);
  CHECK(office.accept(waiting[0].row.row));
  CHECK(office.accept(waiting[1].row.row));
}

TEST_CASE("what is dismissed changes nothing, waits no longer and cannot be settled again") {
  Revoked office;
  const auto row = office.waiting().front().row.row;
  must(office.dismiss(row));
  CHECK(office.waiting().size() == 2);
  CHECK_FALSE(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(office.facility.id())));
  CHECK(office.accept(row).error().code == ErrorCode::AlreadyExists);
  CHECK(office.dismiss(12345).error().code == ErrorCode::NotFound);
}

TEST_CASE("a quarantined change is judged by the rules that held for the device before") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  Tablet tablet(hub, "an", 1);
  tablet.makeFacility("Elsewhere", "79");
  revoke(hub, tablet);
  tablet.sync();
  const auto outcome =
      hub->storage().write([&](hub::HubWrite& write) { return hub::acceptQuarantined(write, 1, hub->now()); });
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ErrorCode::OutOfScope);
}

TEST_CASE("what the hub had taken before it revoked the device is not put aside when it comes again") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  Tablet tablet(hub, "an", 1);
  auto visit = tablet.makeVisit(tablet.makeFacility("A", "01"));
  tablet.transport.onResponse = [](sync::HttpResponse&) { return false; };
  CHECK_FALSE(tablet.trySync());
  REQUIRE(hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
  tablet.transport.onResponse = {};
  revoke(hub, tablet);
  CHECK(tablet.sync().refused.empty());
  visit.set_number("17");
  tablet.put(visit);
  CHECK(tablet.sync().refused.size() == 1);
  CHECK(must(hub->read([](hub::HubRead& read) { return read.quarantined(true).size(); })) == 1);
}

TEST_CASE("a revoked device is not told that the hub has photos that it has not") {
  Revoked office;
  v1::Visit visit = office.visit;
  visit.set_id(office.tablet.newId<core::VisitId>().rawString());
  const auto info = must(office.tablet.replica->blobs().put("bytes of a photo"));
  auto& attachment = *(*visit.mutable_answers())["photo"].mutable_attachment();
  attachment.set_sha256(info.sha256);
  attachment.set_size(info.size);
  must(office.tablet.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    core::records::addBlob(writer.transaction(), {.sha256 = info.sha256,
                                                  .size = info.size,
                                                  .visit = core::VisitId::fromBytes(visit.id()),
                                                  .toSend = true,
                                                  .here = true});
    return writer.put(visit);
  }));
  office.tablet.transport.onRequest = [](const sync::HttpRequest& sent) { return sent.method != "PUT"; };
  CHECK_FALSE(office.tablet.trySync());
  const auto waits = [&] {
    return must(office.tablet.replica->read(
        [](core::db::ReadTransaction& read) { return core::records::countBlobsToSend(read); }));
  };
  CHECK(waits() == 1);
  office.tablet.transport.onRequest = {};
  office.tablet.sync();
  CHECK(waits() == 0);
  CHECK(office.hub->blobs().sizeOf(info.sha256) == info.size);
}
