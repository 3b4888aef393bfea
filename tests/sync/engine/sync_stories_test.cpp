#include <catch2/catch_test_macros.hpp>

#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/replica/settings.h"
#include "sync/engine/last_sync.h"
#include "sync/engine/sync_session.h"
#include "sync/engine/sync_settings.h"
#include "sync/engine/sync_state.h"
#include "sync/hub/heads.h"
#include "sync/wire/envelope.h"
#include "tests/sync/engine/office.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;
namespace wire = ::thucdia::sync::v1;

TEST_CASE("what one tablet recorded reaches the hub and the other tablet") {
  Office office;
  const auto facility = office.inspector.makeFacility("Cơ sở Đồng Tâm", "01");
  const auto visit = office.inspector.makeVisit(facility);
  const auto sent = office.inspector.sync();
  CHECK(sent.progress.recordsSent == 2);
  CHECK(sent.progress.recordsToSend == 0);
  CHECK(sent.refused.empty());
  CHECK(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()))->name() == "Cơ sở Đồng Tâm");

  office.supervisor.sync();
  const auto there = office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()));
  CHECK(noteOf(there) == "first");
}

TEST_CASE("a sync with nothing new sends and brings nothing, in one round trip") {
  Office office;
  office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.supervisor.sync();
  office.inspector.sync();
  office.inspector.transport.sent.clear();
  const auto result = office.inspector.sync();
  CHECK(office.inspector.transport.sent.size() == 1);
  CHECK(result.progress.recordsSent == 0);
  CHECK(result.progress.recordsReceived == 0);
  CHECK(result.progress.bytesSent + result.progress.bytesReceived < 300);
}

TEST_CASE("pages are asked for before those before them are written; one that was not written comes again") {
  Office office;
  office.supervisor.sync();
  const auto before = office.supervisor.count<v1::Facility>();
  for (int i = 0; i < 4; ++i) office.inspector.makeFacility("Cơ sở", "01");
  office.inspector.sync();
  const sync::SyncOptions byOne{.pullChanges = 1};
  office.supervisor.replica.clock.advance(std::chrono::seconds(1));
  auto& replica = *office.supervisor.replica.replica;
  std::optional<sync::SyncSession> session(std::in_place, replica, byOne);
  for (int page = 0; page < 2; ++page) session->handle(office.supervisor.transport.send(*session->next()));
  const auto next = session->next();
  CHECK(office.supervisor.count<v1::Facility>() == before);

  SECTION("no more than two wait") {
    session->handle(office.supervisor.transport.send(*next));
    CHECK(office.supervisor.count<v1::Facility>() == before + 1);
  }
  SECTION("they are written when the road is cut") {
    session->handle(core::fail(ErrorCode::Unreachable, "the connection was cut"));
    CHECK(office.supervisor.count<v1::Facility>() == before + 2);
  }
  SECTION("the program dies") {}
  session.reset();
  office.supervisor.sync(byOne);
  CHECK(office.supervisor.count<v1::Facility>() == before + 4);
}

TEST_CASE("what is written while pages come in is sent in the same sync") {
  Office office;
  office.supervisor.sync();
  for (int i = 0; i < 3; ++i) office.inspector.makeFacility("Cơ sở", "01");
  office.inspector.sync();
  office.supervisor.replica.clock.advance(std::chrono::seconds(1));
  sync::SyncSession session(*office.supervisor.replica.replica, {.pullChanges = 1});
  for (int step = 0; const auto request = session.next(); ++step) {
    session.handle(office.supervisor.transport.send(*request));
    if (step == 0) office.supervisor.makeFacility("Cơ sở mới", "01");
  }
  REQUIRE(session.outcome());
  CHECK(session.progress().recordsSent == 1);
  CHECK(session.progress().recordsToSend == 0);
  CHECK(session.progress().recordsReceived == 3);
}

TEST_CASE("a record that was changed comes whole to a tablet that pulls it in several pages") {
  Office office;
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  for (int i = 0; i < 5; ++i) office.inspector.makeFacility("Other", "01");
  facility.set_phone("0900");
  office.inspector.put(facility);
  office.inspector.sync();
  office.supervisor.sync({.pullChanges = 2});
  const auto there = office.supervisor.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  REQUIRE(there);
  CHECK(there->name() == "A");
  CHECK(there->phone() == "0900");
}

TEST_CASE("nothing of one's own comes back") {
  Office office;
  office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  const auto again = office.inspector.sync();
  CHECK(again.progress.recordsReceived == 0);
}

TEST_CASE("a request or an answer lost at any step changes nothing in the end") {
  for (int lost = 0; lost < 6; ++lost) {
    Office office;
    const auto facility = office.inspector.makeFacility("A", "01");
    const auto visit = office.inspector.makeVisit(facility);
    int step = 0;
    office.inspector.transport.onRequest = [&](const sync::HttpRequest&) { return step++ != lost; };
    office.inspector.transport.onResponse = [&](sync::HttpResponse&) { return step++ != lost; };
    for (int i = 0; i < 3; ++i) static_cast<void>(office.inspector.trySync({.pushChanges = 1}));
    office.inspector.transport.onRequest = {};
    office.inspector.transport.onResponse = {};
    const auto result = office.inspector.sync({.pushChanges = 1});
    CHECK(result.progress.recordsToSend == 0);
    office.supervisor.sync();
    CHECK(noteOf(office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "first");
    CHECK(office.supervisor.count<v1::Visit>() == 1);
  }
}

TEST_CASE("the same request arriving twice is refused the second time and changes nothing") {
  Office office;
  office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  const auto before = must(office.hub->read([](hub::HubRead& read) { return read.sequence(); }));
  const auto push = office.inspector.transport.sent.at(2);
  REQUIRE(push.target == "/v1/exchange");
  const auto reply = hub::answerNow(*office.hub.hub, {push.method, push.target, push.authorization, push.body});
  CHECK(reply.status == 409);
  CHECK(must(office.hub->read([](hub::HubRead& read) { return read.sequence(); })) == before);
}

TEST_CASE("two tablets that write one answer without knowing of each other end with the same conflict") {
  Office office;
  office.hub.addUser("an2", v1::ROLE_INSPECTOR, "01");
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  auto mine = facility;
  mine.set_phone("0900");
  office.inspector.put(mine);
  auto theirs = facility;
  theirs.set_phone("0911");
  office.supervisor.replica.clock.advance(std::chrono::seconds(5));
  office.supervisor.put(theirs);
  office.inspector.sync();
  office.supervisor.sync();
  office.inspector.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  const auto rowOf = [&](Tablet& tablet) {
    return must(tablet.replica->read([&](core::db::ReadTransaction& transaction) {
      return core::records::loadRow(transaction, core::records::RecordType::of<v1::Facility>(),
                                    core::records::idAs<core::RecordId>(id));
    }));
  };
  const auto here = rowOf(office.inspector);
  const auto there = rowOf(office.supervisor);
  CHECK(here->conflicts == 1);
  CHECK(here->body == there->body);
  CHECK(here->meta == there->meta);
  CHECK(office.hub.get<v1::Facility>(id)->phone() == "0911");
}

TEST_CASE("a visit goes its way: signed, submitted, returned, amended, approved") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  auto visit = office.inspector.makeVisit(facility);
  auto seal = office.inspector.seal(visit);
  office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  CHECK(office.inspector.sync().refused.empty());

  office.supervisor.sync();
  office.supervisor.decide(visit, seal, v1::DECISION_KIND_TAKEN_UP);
  office.supervisor.decide(visit, seal, v1::DECISION_KIND_RETURNED, "Thiếu ảnh");
  CHECK(office.supervisor.sync().refused.empty());

  office.inspector.sync();
  CHECK(office.inspector.count<v1::VisitDecision>() == 3);
  visit.set_revision(2);
  (*visit.mutable_answers())["note"].set_text("amended");
  office.inspector.put(visit);
  seal = office.inspector.seal(visit);
  office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  CHECK(office.inspector.sync().refused.empty());

  office.supervisor.sync();
  CHECK(noteOf(office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "amended");
  office.supervisor.decide(visit, seal, v1::DECISION_KIND_TAKEN_UP);
  office.supervisor.decide(visit, seal, v1::DECISION_KIND_APPROVED);
  CHECK(office.supervisor.sync().refused.empty());
}

TEST_CASE("an inspector who approves is refused with a reason, and keeps the change where it can be seen") {
  Office office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto seal = office.inspector.seal(visit);
  office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  office.inspector.sync();
  office.supervisor.sync();
  office.supervisor.decide(visit, seal, v1::DECISION_KIND_TAKEN_UP);
  office.supervisor.sync();
  office.inspector.sync();
  const auto wrong = office.inspector.decide(visit, seal, v1::DECISION_KIND_APPROVED);
  const auto result = office.inspector.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].table == "visit_decision");
  CHECK(result.refused[0].code == ErrorCode::NotPermitted);
  CHECK_FALSE(result.refused[0].detail.empty());
  CHECK_FALSE(office.hub.get<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(wrong.id())));
  const auto status = must(office.inspector.replica->read([&](core::db::ReadTransaction& transaction) {
    return sync::visitSyncStatus(transaction, *core::VisitId::fromBytes(visit.id()));
  }));
  CHECK(status.reach == sync::VisitReach::Refused);
  // Not offered again until it changes; still there.
  CHECK(office.inspector.sync().refused.empty());
  CHECK(office.inspector.get<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(wrong.id())));
}

TEST_CASE("a signed visit is not changed by who signed it") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.seal(visit);
  office.inspector.sync();
  (*visit.mutable_answers())["note"].set_text("changed afterwards");
  office.inspector.replica.clock.advance(std::chrono::minutes(10));
  office.inspector.put(visit);
  const auto result = office.inspector.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].code == ErrorCode::Locked);
  CHECK(noteOf(office.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "first");
}

TEST_CASE("answers after a reopening are taken with it, though it stands behind them in the batch") {
  for (const int changesAtATime : {100, 1}) {
    Office office;
    auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
    const auto seal = office.inspector.seal(visit);
    office.inspector.sync();
    office.inspector.decide(visit, seal, v1::DECISION_KIND_REOPENED, "a wrong number");
    visit.set_revision(2);
    (*visit.mutable_answers())["note"].set_text("second");
    office.inspector.put(visit);
    office.inspector.sync({.pushChanges = changesAtATime});
    office.inspector.sync();
    CHECK(noteOf(office.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "second");
  }
}

TEST_CASE("a visit that was signed, reopened, signed again and submitted between two syncs arrives as that") {
  for (const int changesAtATime : {100, 1}) {
    CAPTURE(changesAtATime);
    Office office;
    auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
    auto seal = office.inspector.seal(visit);
    office.inspector.decide(visit, seal, v1::DECISION_KIND_REOPENED, "a wrong number");
    visit.set_revision(2);
    (*visit.mutable_answers())["note"].set_text("second");
    office.inspector.put(visit);
    seal = office.inspector.seal(visit);
    const auto submitted = office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
    office.inspector.sync({.pushChanges = changesAtATime});
    CHECK(must(office.inspector.replica->read(sync::refusedChanges)).empty());
    CHECK(office.hub.get<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(submitted.id())));
  }
}

TEST_CASE("a decision that comes before what it is on is offered again once that has come") {
  Office office;
  Tablet second(office.hub, "an", 7);
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  second.sync();
  const auto seal = second.seal(visit);
  const auto submitted = office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  CHECK(office.inspector.sync().refused.size() == 1);
  CHECK(second.sync().refused.empty());
  office.inspector.sync();
  office.inspector.sync();
  CHECK(must(office.inspector.replica->read(sync::refusedChanges)).empty());
  CHECK(office.hub.get<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(submitted.id())));
}

TEST_CASE("a seal of one's own visit elsewhere waits for the visit, and goes with it") {
  Office office;
  office.hub.addUser("all", v1::ROLE_SUPERVISOR, "all");
  Tablet everywhere(office.hub, "all", 8);
  const auto facility = everywhere.makeFacility("South", "79");
  // One's own work is one's own in any province; the facility is not there yet.
  const auto visit = office.inspector.makeVisit(facility);
  const auto seal = office.inspector.seal(visit);
  for (const auto& refused : office.inspector.sync().refused) CHECK(refused.code == ErrorCode::NotFound);
  everywhere.sync();
  office.inspector.makeFacility("North", "01");
  office.inspector.sync();
  CHECK(must(office.inspector.replica->read(sync::refusedChanges)).empty());
  CHECK(office.hub.get<v1::VisitSeal>(*core::VisitSealId::fromBytes(seal.id())));
}

TEST_CASE("a forged seal is refused") {
  Office office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  v1::VisitSeal seal;
  seal.set_id(office.inspector.newId<core::VisitSealId>().rawString());
  seal.set_visit_id(visit.id());
  seal.set_province("01");
  seal.set_revision(1);
  seal.set_content("not what was signed");
  seal.set_device_id(office.inspector.replica->enrolment()->device.rawString());
  seal.set_person_id(office.inspector.person().rawString());
  seal.set_signature(std::string(64, 's'));
  office.inspector.put(seal);
  const auto result = office.inspector.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].code == ErrorCode::BadSignature);
}

TEST_CASE("one refused change does not hold up the others of its batch") {
  Office office;
  const auto elsewhere = office.inspector.makeFacility("Elsewhere", "79");
  const auto here = office.inspector.makeFacility("Here", "01");
  const auto result = office.inspector.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].code == ErrorCode::OutOfScope);
  CHECK(result.progress.recordsSent == 1);
  CHECK(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(here.id())));
  CHECK_FALSE(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(elsewhere.id())));
}

TEST_CASE("what was refused for a missing record goes when it has come, though the clock was turned back meanwhile") {
  Office office;
  const auto facility = office.supervisor.makeFacility("A", "01");
  const auto visit = office.inspector.makeVisit(facility);
  const auto refused = office.inspector.sync().refused;
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].code == ErrorCode::NotFound);
  office.supervisor.sync();
  office.inspector.replica.clock.advance(-std::chrono::hours(24));
  office.inspector.sync();
  office.inspector.sync();
  CHECK(office.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
}

TEST_CASE("the last sync is told by whichever program asks, as the one that made it noted it") {
  Office office;
  CHECK_FALSE(must(office.inspector.replica->read([](auto& transaction) { return sync::lastSync(transaction); })));
  const sync::LastSync last{office.hub.clock.now(), 17, std::chrono::seconds(-90)};
  must(office.inspector.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    sync::saveLastSync(writer.transaction(), last);
    return {};
  }));
  CHECK(must(office.inspector.replica->read([](auto& transaction) { return sync::lastSync(transaction); })) == last);
}

TEST_CASE("what a closed account had sent goes once it is open again") {
  Office office;
  const auto close = [&](bool open) {
    must(office.hub->write(
        [&](hub::HubWrite& write) { return changeAccount(write, "an", {.active = open}, office.hub->now()); }));
  };
  close(false);
  const auto facility = office.inspector.makeFacility("A", "01");
  CHECK(office.inspector.sync().refused.size() == 1);
  close(true);
  office.supervisor.makeFacility("B", "01");
  office.supervisor.sync();
  office.inspector.sync();
  CHECK(must(office.inspector.replica->read(sync::refusedChanges)).empty());
  CHECK(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
}

TEST_CASE("a refusal that nothing here tells the end of is tried again the next day") {
  Office office;
  office.hub.setScope("an", "79");
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  REQUIRE(must(office.inspector.replica->read(sync::refusedChanges)).size() == 1);
  // Somebody else brings the very same, as from the old tablet's stick.
  const auto row = must(office.inspector.replica->read([&](core::db::ReadTransaction& read) {
    return core::records::loadRow(read, core::records::RecordType::of<v1::Facility>(),
                                  *core::RecordId::fromBytes(facility.id()));
  }));
  must(office.hub->storage().write([&](hub::HubWrite& write) -> core::Result<> {
    const auto& type = core::records::RecordType::of<v1::Facility>();
    const auto state = must(core::changes::decode(row->body, row->meta));
    hub::Head head;
    head.type = type.number();
    head.id = row->id;
    hub::storeMerged(write, type, head, {}, state, office.inspector.replica->author().device);
    return {};
  }));
  office.inspector.sync();
  CHECK(must(office.inspector.replica->read(sync::refusedChanges)).size() == 1);
  office.inspector.replica.clock.advance(std::chrono::hours(25));
  office.inspector.sync();
  CHECK(must(office.inspector.replica->read(sync::refusedChanges)).empty());
}

TEST_CASE("a revoked device's unsent work is put aside, not lost, and it pulls nothing") {
  Office office;
  office.inspector.makeFacility("A", "01");
  must(office.hub->write([&](hub::HubWrite& write) {
    return hub::revokeDevice(write, office.inspector.replica->enrolment()->device.text(), office.hub->now());
  }));
  const auto result = office.inspector.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused[0].code == ErrorCode::Revoked);
  CHECK(office.inspector.count<v1::Facility>() == 1);
  CHECK(office.inspector.count<v1::Person>() == 0);
  // Nothing is left to hand in: then it is told, and nobody takes it for a sync.
  const auto again = office.inspector.trySync();
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::Revoked);
}

TEST_CASE("a replica of one hub is not believed by another, nor does it believe it") {
  Office office;
  office.inspector.makeFacility("A", "01");
  TestHub other(200);
  other.addUser("an", v1::ROLE_INSPECTOR);
  office.inspector.transport.reach(other.hub.get());
  const auto result = office.inspector.trySync();
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::NotEnrolled);
  const auto again = sync::enrol(*office.inspector.replica.replica, office.inspector.transport, Tablet::kUrl,
                                 other.codeFor("an"), "tablet");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::WrongHub);
}

TEST_CASE("a captive portal is told from a hub") {
  Office office;
  office.inspector.transport.onResponse = [](sync::HttpResponse& response) {
    response = {200, "<html>Please sign in</html>"};
    return true;
  };
  CHECK(office.inspector.trySync().error().code == ErrorCode::NotAHub);
  office.inspector.transport.onResponse = [](sync::HttpResponse& response) {
    response = {302, ""};
    return true;
  };
  CHECK(office.inspector.trySync().error().code == ErrorCode::NotAHub);
}

TEST_CASE("a kind of records that an older program passed over is pulled once a newer one knows it") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  auto& tablet = office.supervisor;
  tablet.transport.onResponse = [&](sync::HttpResponse& response) {
    wire::SignedRequest request;
    REQUIRE(request.ParseFromString(tablet.transport.sent.back().body));
    wire::SignedReply sealed;
    REQUIRE(sealed.ParseFromString(response.body));
    wire::ExchangeResponse reply;
    REQUIRE(reply.ParseFromString(must(sync::unpack(sealed.encoding(), sealed.payload()))));
    auto* unknown = reply.add_pulled();
    unknown->set_type(999);
    unknown->set_id(std::string(16, 'x'));
    const auto statement = sync::requestStatement(office.hub->identity().id, request.device_id(), request.sequence(),
                                                  "POST /v1/exchange", request.payload());
    response.body = sync::sealReply(office.hub->identity().key, statement, reply.SerializeAsString());
    return true;
  };
  tablet.sync();
  tablet.transport.onResponse = {};
  CHECK(must(tablet.replica->read([](core::db::ReadTransaction& transaction) {
          return core::replica::setting(transaction, sync::kPassedOverSetting);
        })) == "999");

  // The newer program: what had been passed over was not 999, but facilities.
  const auto& type = core::records::RecordType::of<v1::Facility>();
  const auto id = *core::RecordId::fromBytes(facility.id());
  must(tablet.replica->store().write([&](core::db::WriteTransaction& transaction) -> core::Result<> {
    core::replica::setSetting(transaction, sync::kPassedOverSetting, fmt::format("{} 999", type.number()));
    core::records::removeRow(transaction, type, id);
    return {};
  }));
  tablet.sync();
  CHECK(tablet.get<v1::Facility>(id));
  CHECK(must(tablet.replica->read([](core::db::ReadTransaction& transaction) {
          return core::replica::setting(transaction, sync::kPassedOverSetting);
        })) == "999");
}

TEST_CASE("the hub's clock tells the tablet how far its own is off") {
  Office office;
  office.inspector.replica.clock.advance(std::chrono::hours(24 * 365));
  CHECK(office.inspector.sync().clockAhead - std::chrono::hours(24 * 365) < std::chrono::seconds(1));
  office.inspector.replica.clock.set(core::fromMicros(1'000'000));
  office.inspector.makeFacility("Old clock", "01");
  const auto result = office.inspector.sync();
  CHECK(result.progress.recordsSent == 1);
}
