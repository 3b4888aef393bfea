#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/records/blob_rows.h"
#include "sync/hub/quarantine.h"
#include "tests/sync/engine/restored_office.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

TEST_CASE("a hub restored from an old backup gets back what it has forgotten") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet inspector(hub, "an", 1);
  Tablet supervisor(hub, "binh", 2);
  auto facility = inspector.makeFacility("A", "01");
  inspector.sync();
  supervisor.sync();
  const auto backup = hub.folder / "backup";
  must(hub::backUp(*hub.hub, backup));

  const auto visit = inspector.makeVisit(facility);
  inspector.sync();
  supervisor.sync();
  facility.set_phone("0900");
  supervisor.put(facility);
  supervisor.sync();
  inspector.sync();

  auto options = hub.options();
  options.folder = hub.folder / "restored";
  must(hub::restore(backup, options));
  const auto restored = must(hub::Hub::open(options));
  inspector.transport.reach(restored.get());
  supervisor.transport.reach(restored.get());
  const auto result = inspector.sync();
  CHECK(result.hubIsRestored);
  CHECK(result.refused.empty());
  supervisor.sync();
  inspector.sync();
  const auto heads = must(restored->read([&](hub::HubRead& read) {
    return std::pair(hub::get<v1::Visit>(read, *core::VisitId::fromBytes(visit.id())),
                     hub::get<v1::Facility>(read, *core::FacilityId::fromBytes(facility.id())));
  }));
  CHECK(noteOf(heads.first) == "first");
  CHECK(heads.second->phone() == "0900");
  CHECK(inspector.sync().progress.recordsSent == 0);
}

TEST_CASE("a restored hub gets back from others what somebody wrote who never comes again") {
  RestoredOffice office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto seal = office.inspector.seal(visit);
  const auto decision = office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  const auto result = office.supervisor.sync({.pushChanges = 1});
  CHECK(result.hubIsRestored);
  CHECK(result.refused.empty());
  CHECK(office.held<v1::Facility>(*core::FacilityId::fromBytes(visit.facility_id())));
  CHECK(noteOf(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "first");
  CHECK(office.held<v1::VisitSeal>(*core::VisitSealId::fromBytes(seal.id())));
  CHECK(office.held<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(decision.id())));
}

TEST_CASE("what somebody signed who had the visit before comes back to a restored hub that knows it as another's") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.supervisor.sync();
  const auto seal = office.inspector.seal(visit);
  const auto submitted = office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  office.inspector.sync();
  visit.set_inspector_id(office.readerId.rawString());
  office.supervisor.put(visit);
  office.supervisor.sync();
  office.restore();
  CHECK(office.supervisor.sync().refused.empty());
  CHECK(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id()))->inspector_id() == office.readerId.rawString());
  CHECK(office.held<v1::VisitSeal>(*core::RecordId::fromBytes(seal.id())));
  CHECK(office.held<v1::VisitDecision>(*core::RecordId::fromBytes(submitted.id())));
  CHECK(office.lacked(office.supervisor) == 0);
}

TEST_CASE("what was handed back to a restored hub comes again to who gave it and no longer holds it") {
  RestoredOffice office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  office.supervisor.sync();
  REQUIRE(office.held<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
  setScope(*office.restored, "binh", "79");
  office.supervisor.sync();
  REQUIRE(office.supervisor.count<v1::Facility>() == 0);
  setScope(*office.restored, "binh", "01");
  // As after another restore, which has taken the account back.
  must(office.supervisor.replica->write([](core::changes::RecordWriter& writer) -> core::Result<> {
    auto state = sync::syncState(writer.transaction());
    state.cursor.clear();
    sync::saveSyncState(writer.transaction(), state);
    return {};
  }));
  office.supervisor.sync();
  CHECK(office.supervisor.count<v1::Facility>() == 1);
}

TEST_CASE("what had come back into one's scope since the backup is not dropped for having left it before") {
  RestoredOffice office;
  office.hub.setScope("binh", "01,79");
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  facility.set_province("79");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.backUp();
  facility.set_province("01");
  facility.set_phone("0911");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.reader.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  REQUIRE(office.reader.get<v1::Facility>(id)->phone() == "0911");
  office.restore();
  office.reader.sync();
  REQUIRE(office.reader.get<v1::Facility>(id));
  CHECK(office.lacked(office.reader) == 1);
  // The supervisor may never come. The reader gives it back once it may: its scope has grown, or the hub's record is in
  // it.
  SECTION("the scope grows") { setScope(*office.restored, "chi", "01,79"); }
  SECTION("the record moves") {
    auto there = *office.held<v1::Facility>(id);
    there.set_province("01");
    must(office.restored->write(
        [&](hub::HubWrite& write) { return hub::writeRecord(write, there, office.restored->now()); }));
  }
  office.reader.sync();
  CHECK(office.held<v1::Facility>(id)->phone() == "0911");
  CHECK(office.lacked(office.reader) == 0);
}

TEST_CASE("what has left one's scope and the restored hub knows whole is dropped") {
  RestoredOffice office;
  office.hub.setScope("binh", "01,79");
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  office.reader.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  REQUIRE(office.reader.get<v1::Facility>(id));
  facility.set_province("79");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.backUp();
  office.restore();
  office.reader.sync();
  CHECK_FALSE(office.reader.get<v1::Facility>(id));
  CHECK(office.lacked(office.reader) == 0);
}

TEST_CASE("what a restored hub has in one's scope stays there, also when it was known to have left it") {
  RestoredOffice office;
  office.hub.setScope("chi", "01,79");
  office.hub.setScope("binh", "01,79");
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  office.backUp();
  facility.set_province("79");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.reader.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  REQUIRE(office.reader.get<v1::Facility>(id)->province() == "79");
  office.restore();
  setScope(*office.restored, "chi", "01");
  office.reader.sync();
  REQUIRE(office.reader.get<v1::Facility>(id));
  CHECK(office.lacked(office.reader) == 1);
  // Nor may the reader give it back now; the supervisor may.
  office.supervisor.sync();
  CHECK(office.held<v1::Facility>(id)->province() == "79");
  office.reader.sync();
  CHECK_FALSE(office.reader.get<v1::Facility>(id));
  CHECK(office.lacked(office.reader) == 0);
}

TEST_CASE("what a restored hub has forgotten is given back once the scope allows it, also of a device it forgot") {
  RestoredOffice office;
  office.hub.setScope("binh", "01,79");
  office.hub.addUser("dung", v1::ROLE_INSPECTOR, "79");
  Tablet lost(office.hub, "dung", 4);
  const auto facility = lost.makeFacility("A", "79");
  lost.sync();
  office.supervisor.sync();
  office.restore();
  setScope(*office.restored, "binh", "01");
  const auto id = *core::FacilityId::fromBytes(facility.id());
  office.supervisor.sync();
  CHECK_FALSE(office.held<v1::Facility>(id));
  REQUIRE(office.supervisor.get<v1::Facility>(id));
  CHECK(office.lacked(office.supervisor) == 1);
  setScope(*office.restored, "binh", "01,79");
  office.supervisor.sync();
  CHECK(office.held<v1::Facility>(id));
  CHECK(office.lacked(office.supervisor) == 0);
}

TEST_CASE("one's own work on a record goes with that of a device that a restored hub has forgotten") {
  RestoredOffice office;
  office.hub.addUser("dung", v1::ROLE_INSPECTOR, "01");
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.backUp();
  Tablet late(office.hub, "dung", 4);
  late.sync();
  facility.set_phone("0900");
  late.put(facility);
  late.sync();
  office.inspector.sync();
  facility.set_address("12 Hai Ba Trung");
  office.inspector.put(facility);
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  // The other device never comes again.
  CHECK(office.inspector.sync().refused.empty());
  const auto held = office.held<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  CHECK(held->phone() == "0900");
  CHECK(held->address() == "12 Hai Ba Trung");
}

TEST_CASE("a visit that was returned and signed again is given back whole, however small the batches") {
  RestoredOffice office;
  std::vector<v1::Visit> visits;
  const auto facility = office.inspector.makeFacility("A", "01");
  for (int i = 0; i < 3; ++i) {
    visits.push_back(office.inspector.makeVisit(facility));
    auto& visit = visits.back();
    auto seal = office.inspector.seal(visit);
    office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
    office.inspector.sync();
    office.supervisor.sync();
    office.supervisor.decide(visit, seal, v1::DECISION_KIND_TAKEN_UP);
    office.supervisor.decide(visit, seal, v1::DECISION_KIND_RETURNED, "Thiếu ảnh");
    office.supervisor.sync();
    office.inspector.sync();
    visit.set_revision(2);
    office.inspector.put(visit);
    seal = office.inspector.seal(visit);
    office.inspector.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
    office.inspector.sync();
  }
  office.supervisor.sync();
  office.reader.sync();
  office.restore();
  // Its inspector never comes again.
  office.supervisor.sync({.pushChanges = GENERATE(1, 2, 4)});
  office.supervisor.sync();
  CHECK(office.lacked(office.supervisor) == 0);
  CHECK(must(office.restored->read([](hub::HubRead& read) { return read.countOfType(9); })) == 6);
  CHECK(must(office.restored->read([](hub::HubRead& read) { return read.countOfType(10); })) == 12);
}

TEST_CASE("a photo comes back to a restored hub from who has edited its visit before syncing again") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  // That the hub was restored is all that it comes to know.
  int answers = 0;
  office.supervisor.transport.onResponse = [&](sync::HttpResponse&) { return ++answers < 2; };
  CHECK_FALSE(office.supervisor.trySync());
  office.supervisor.transport.onResponse = {};
  auto seen = *office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()));
  seen.set_number("7");
  office.supervisor.put(seen);
  office.supervisor.sync();
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
}

TEST_CASE("a restored hub gets back what it had itself written") {
  RestoredOffice office;
  v1::Facility facility;
  facility.set_id(core::FacilityId::make(office.hub.clock, office.hub.random).rawString());
  facility.set_name("Imported");
  facility.set_province("01");
  office.hub.put(facility);
  office.inspector.sync();
  office.restore();
  CHECK(office.inspector.sync().refused.empty());
  CHECK(office.held<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
}

TEST_CASE("a restored hub that writes a record itself does not take from tablets what it has forgotten of it") {
  RestoredOffice office;
  v1::Facility facility;
  facility.set_id(core::FacilityId::make(office.hub.clock, office.hub.random).rawString());
  facility.set_name("Imported");
  facility.set_province("01");
  facility.set_phone("0900");
  office.hub.put(facility);
  office.backUp();
  facility.set_phone("0911");
  office.hub.put(facility);
  office.inspector.sync();
  office.restore();
  facility.set_phone("0900");
  facility.set_address("12 Hai Ba Trung");
  must(office.restored->write(
      [&](hub::HubWrite& write) { return hub::writeRecord(write, facility, office.restored->now()); }));
  const auto id = *core::FacilityId::fromBytes(facility.id());
  office.inspector.sync();
  for (const auto& seen : {office.inspector.get<v1::Facility>(id), office.held<v1::Facility>(id)}) {
    REQUIRE(seen);
    CHECK(seen->phone() == "0911");
    CHECK(seen->address() == "12 Hai Ba Trung");
  }
}

TEST_CASE("who edits a record that a restored hub has forgotten gives the whole of it back") {
  RestoredOffice office;
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  facility.set_phone("0900");
  office.supervisor.put(facility);
  office.supervisor.sync();
  const auto held = office.held<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  REQUIRE(held);
  CHECK(held->name() == "A");
  CHECK(held->phone() == "0900");
}

TEST_CASE("what a restored hub could not take yet is given to it whole once it can") {
  RestoredOffice office;
  auto facility = office.inspector.makeFacility("A", "01");
  auto visit = office.inspector.makeVisit(facility);
  office.inspector.sync();
  office.supervisor.sync();
  visit.set_number("7");
  office.supervisor.put(visit);
  facility.set_province("08");
  office.hub.put(facility);
  office.supervisor.sync();
  office.restore();
  REQUIRE(office.supervisor.sync().refused.size() == 1);

  // The facility is there again, and something new comes, upon which what was refused is tried anew.
  v1::Facility other;
  other.set_id(core::FacilityId::make(office.hub.clock, office.hub.random).rawString());
  other.set_name("B");
  other.set_province("01");
  for (const auto& record : {facility, other}) {
    must(office.restored->write(
        [&](hub::HubWrite& write) { return hub::writeRecord(write, record, office.hub.clock.now()); }));
  }
  office.supervisor.sync();
  CHECK(office.supervisor.sync().refused.empty());
  const auto held = office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id()));
  REQUIRE(held);
  CHECK(noteOf(held) == "first");
  CHECK(held->number() == "7");
}

TEST_CASE("a photo comes back to a restored hub from who had fetched it") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync();
  office.supervisor.sync();
  office.restore();
  CHECK(office.supervisor.sync().progress.blobsToSend == 0);
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
}

TEST_CASE(
    "a photo comes back to a restored hub from who had fetched it, also where the visit came from its inspector") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync();
  office.reader.sync();
  office.restore();
  office.inspector.sync({.sendBlobs = false});
  REQUIRE(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
  CHECK(office.reader.sync().progress.blobsToSend == 0);
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::ReceivedWhole);
}

TEST_CASE("a visit that a restored hub does not take back from who reads it is not called received whole there") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync();
  office.reader.sync();
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::ReceivedWhole);
  office.restore();
  CHECK(office.reader.sync().refused.empty());
  REQUIRE_FALSE(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::HubLacksPart);
  CHECK(office.lacked(office.reader) == 1);
  office.inspector.sync();
  office.reader.sync();
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::ReceivedWhole);
  CHECK(office.lacked(office.reader) == 0);
}

TEST_CASE("of a visit that was another's by then it is not said that a restored hub has it whole") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.supervisor.sync();
  visit.set_inspector_id(office.readerId.rawString());
  office.supervisor.put(visit);
  office.supervisor.sync();
  office.backUp();
  office.reader.sync();
  (*visit.mutable_answers())["note"].set_text("second");
  office.reader.put(visit);
  office.reader.sync();
  office.inspector.sync();
  office.restore();
  office.inspector.sync();
  CHECK(office.reach(office.inspector, visit) == sync::VisitReach::HubLacksPart);
  CHECK(office.lacked(office.inspector) == 1);
  office.reader.sync();
  office.inspector.sync();
  CHECK(office.reach(office.inspector, visit) == sync::VisitReach::ReceivedWhole);
}

TEST_CASE("a photo comes back to a restored hub from who only read its visit, though that has later answers here") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync({.sendBlobs = false});
  office.backUp();
  (*visit.mutable_answers())["second"] = visit.answers().at("photo");
  const auto later = photograph(office.inspector, visit, std::string(20'000, 'q'));
  office.inspector.sync();
  office.reader.sync();
  REQUIRE(must(office.reader.replica->blobs().has(sha256)));
  REQUIRE(must(office.reader.replica->blobs().has(later)));
  // The inspector's tablet is lost.
  office.restore();
  // The hub does not know of the later one.
  CHECK(office.reader.sync().progress.blobsToSend == 0);
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::HubLacksPart);
}

TEST_CASE("a photo that was sent and then replaced is not waited for after a restore") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync();
  const auto second = photograph(office.inspector, visit, std::string(20'000, 'q'));
  office.inspector.sync();
  office.restore();
  office.inspector.sync();
  office.inspector.sync();
  CHECK(office.restored->blobs().sizeOf(second) == 20'000);
  CHECK(must(office.inspector.replica->read(
            [](core::db::ReadTransaction& transaction) { return core::records::countBlobsToSend(transaction); })) == 0);
}

TEST_CASE("what a revoked device hands in to a restored hub may be taken with what others had written of it") {
  RestoredOffice office;
  auto facility = office.supervisor.makeFacility("A", "01");
  office.supervisor.sync();
  office.inspector.sync();
  facility.set_phone("0911");
  office.inspector.put(facility);
  office.restore();
  must(office.restored->write([&](hub::HubWrite& write) {
    return hub::revokeDevice(write, office.inspector.replica->enrolment()->device.text(), office.restored->now());
  }));
  static_cast<void>(office.inspector.trySync());
  const auto kept =
      must(must(office.restored->read([](hub::HubRead& read) { return quarantinedChanges(read, false); })));
  REQUIRE(kept.size() == 1);
  must(office.restored->storage().write(
      [&](hub::HubWrite& write) { return acceptQuarantined(write, kept.front().row.row, office.restored->now()); }));
  const auto held = office.held<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  REQUIRE(held);
  CHECK(held->name() == "A");
  CHECK(held->phone() == "0911");
}

TEST_CASE("what a restored hub still has is not sent to it again by those who only read it") {
  Office office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.supervisor.sync();
  const auto backup = office.hub.folder / "backup";
  must(hub::backUp(*office.hub.hub, backup));
  auto options = office.hub.options();
  options.folder = office.hub.folder / "restored";
  must(hub::restore(backup, options));
  const auto restored = must(hub::Hub::open(options));
  office.supervisor.transport.reach(restored.get());
  const auto result = office.supervisor.sync();
  CHECK(result.hubIsRestored);
  CHECK(result.progress.recordsSent == 0);
}

TEST_CASE("after a restore an inspector cannot give back another's visit with other answers") {
  RestoredOffice office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.reader.sync();
  office.backUp();
  auto changed = visit;
  (*changed.mutable_answers())["note"].set_text("not mine");
  office.reader.put(changed);
  office.restore();
  const auto result = office.reader.sync();
  REQUIRE(result.refused.size() == 1);
  CHECK(result.refused.front().code == ErrorCode::NotPermitted);
}
