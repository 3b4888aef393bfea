// What the hub alone makes, after it was restored: people, devices, forms.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/small_form.h"
#include "tests/sync/engine/restored_office.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

TEST_CASE("an account is everywhere what a restored hub says, though replicas knew a later one") {
  Office office;
  const auto backup = office.hub.folder / "backup";
  must(hub::backUp(*office.hub.hub, backup));
  must(office.hub->write([&](hub::HubWrite& write) {
    auto person = *hub::get<v1::Person>(write, office.inspectorId);
    person.set_all_provinces(true);
    return hub::putPerson(write, person, office.hub->now());
  }));
  office.supervisor.sync();
  REQUIRE(office.supervisor.get<v1::Person>(office.inspectorId)->all_provinces());
  auto options = office.hub.options();
  options.folder = office.hub.folder / "restored";
  must(hub::restore(backup, options));
  const auto restored = must(hub::Hub::open(options));
  office.supervisor.transport.reach(restored.get());
  office.supervisor.sync();
  CHECK_FALSE(office.supervisor.get<v1::Person>(office.inspectorId)->all_provinces());
}

TEST_CASE("a form is everywhere what a restored hub says, though replicas knew a later one") {
  RestoredOffice office;
  const auto id = *core::RecordId::fromBytes(smallForm().id());
  const auto titleSeen = [&] { return office.inspector.get<v1::FormVersion>(id)->title_en(); };
  auto form = smallForm();
  office.hub.put(form);
  office.backUp();
  form.set_title_en("Corrected since");
  office.hub.put(form);
  office.inspector.sync();
  REQUIRE(titleSeen() == "Corrected since");
  office.restore();
  office.inspector.sync();
  CHECK(titleSeen() == smallForm().title_en());
}

TEST_CASE("a form that a restored hub had forgotten and is given again is everywhere as it was given") {
  RestoredOffice office;
  const auto id = *core::RecordId::fromBytes(smallForm().id());
  auto form = smallForm();
  form.set_retired(true);
  office.hub.put(form);
  office.inspector.sync();
  REQUIRE(office.inspector.get<v1::FormVersion>(id)->retired());
  office.restore();
  must(office.restored->write(
      [&](hub::HubWrite& write) { return hub::writeRecord(write, smallForm(), office.restored->now()); }));
  office.inspector.sync();
  CHECK_FALSE(office.inspector.get<v1::FormVersion>(id)->retired());
}

TEST_CASE("a device that a restored hub has forgotten enrols again and sends its work") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  hub.addUser("chi", v1::ROLE_INSPECTOR, "01");
  const auto backup = hub.folder / "backup";
  must(hub::backUp(*hub.hub, backup));
  Tablet inspector(hub, "an", 1);
  const auto facility = inspector.makeFacility("A", "01");
  inspector.sync();
  auto options = hub.options();
  options.folder = hub.folder / "restored";
  must(hub::restore(backup, options));
  const auto restored = must(hub::Hub::open(options));
  inspector.transport.reach(restored.get());
  CHECK(inspector.trySync().error().code == ErrorCode::NotEnrolled);
  const auto codeFor = [&](const std::string& name) {
    return must(restored->write(
                    [&](hub::HubWrite& write) { return issueCode(write, name, restored->now(), hub.random); }))
        .code;
  };
  const auto stranger =
      sync::enrol(*inspector.replica.replica, inspector.transport, Tablet::kUrl, codeFor("chi"), "tablet");
  CHECK(stranger.error().code == ErrorCode::NotPermitted);
  const auto before = inspector.replica->enrolment()->device;
  must(sync::enrol(*inspector.replica.replica, inspector.transport, Tablet::kUrl, codeFor("an"), "tablet"));
  CHECK(inspector.replica->enrolment()->device == before);
  CHECK(inspector.sync().refused.empty());
  const auto there = must(restored->read(
      [&](hub::HubRead& read) { return hub::get<v1::Facility>(read, *core::FacilityId::fromBytes(facility.id())); }));
  CHECK(there);
}

TEST_CASE("who began after the backup has their work back at a restored hub, what a lost tablet signed too") {
  RestoredOffice office;
  const auto dung = office.hub.addUser("dung", v1::ROLE_INSPECTOR, "01");
  Tablet newcomer(office.hub, "dung", 4);
  const auto visit = newcomer.makeVisit(newcomer.makeFacility("A", "01"));
  const auto seal = newcomer.seal(visit);
  const auto submitted = newcomer.decide(visit, seal, v1::DECISION_KIND_SUBMITTED);
  newcomer.sync();
  office.supervisor.sync();
  office.restore();
  CHECK(office.supervisor.sync({.pushChanges = GENERATE(1, 300)}).refused.empty());
  CHECK(office.lacked(office.supervisor) == 0);
  CHECK(office.held<v1::VisitSeal>(*core::RecordId::fromBytes(seal.id())));
  CHECK(office.held<v1::VisitDecision>(*core::RecordId::fromBytes(submitted.id())));

  const auto withoutAccount = [&] { return must(office.restored->read(hub::peopleWithoutAccount)); };
  REQUIRE(withoutAccount().size() == 1);
  CHECK(withoutAccount().front().name() == "dung");

  // Added again they are the same person; their tablet is admitted only with a new code.
  newcomer.transport.reach(office.restored.get());
  CHECK(newcomer.trySync().error().code == ErrorCode::NotEnrolled);
  const auto code = must(office.restored->write([&](hub::HubWrite& write) -> core::Result<hub::IssuedCode> {
    const hub::NewAccount account{"dung", {}, v1::ROLE_INSPECTOR, {false, {"01"}}};
    THUCDIA_ASSIGN(const auto again, hub::addAccount(write, account, office.restored->now(), office.hub.random));
    CHECK(again == dung);
    return hub::issueCode(write, "dung", office.restored->now(), office.hub.random);
  }));
  must(sync::enrol(*newcomer.replica.replica, newcomer.transport, Tablet::kUrl, code.code, "tablet"));
  CHECK(withoutAccount().empty());
  newcomer.makeFacility("B", "01");
  CHECK(newcomer.sync().refused.empty());
}

TEST_CASE("a restored hub takes no device and no person from a supervisor that it has not made itself") {
  RestoredOffice office;
  office.supervisor.sync();
  v1::Device device;
  device.set_id(core::DeviceId::make(office.hub.clock, office.hub.random).rawString());
  device.set_person_id(office.inspectorId.rawString());
  device.set_public_key(std::string(32, 'k'));
  auto person = *office.supervisor.get<v1::Person>(office.inspectorId);
  person.set_role(v1::ROLE_ADMIN);
  office.supervisor.put(device);
  office.supervisor.put(person);
  office.restore();
  const auto result = office.supervisor.sync();
  CHECK(result.refused.size() == 2);
  CHECK_FALSE(office.held<v1::Device>(*core::DeviceId::fromBytes(device.id())));
  CHECK(office.held<v1::Person>(office.inspectorId)->role() == v1::ROLE_INSPECTOR);
}

TEST_CASE("a form that a restored hub has forgotten comes back to it") {
  RestoredOffice office;
  auto form = smallForm();
  form.set_title_en("Published since");
  office.hub.put(form);
  office.inspector.sync();
  office.restore();
  CHECK(office.inspector.sync().refused.empty());
  CHECK(office.held<v1::FormVersion>(*core::RecordId::fromBytes(form.id()))->title_en() == "Published since");
}
