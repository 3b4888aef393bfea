// What nobody gains by handing back to a restored hub.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/registers/stable_id.h"
#include "core/visits/seal.h"
#include "sync/hub/exchange.h"
#include "sync/wire/enrol_code.h"
#include "sync/wire/enrol_statement.h"
#include "tests/support/small_form.h"
#include "tests/sync/engine/restored_office.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

TEST_CASE("nobody sets a form back to what the hub once signed") {
  RestoredOffice office;
  const auto id = *core::RecordId::fromBytes(smallForm().id());
  auto form = smallForm();
  office.hub.put(form);
  office.inspector.sync();
  const auto old = *office.inspector.get<v1::FormVersion>(id);  // with the signature of then
  form.set_retired(true);
  form.set_title_en("Corrected");
  office.hub.put(form);
  office.inspector.sync();
  office.supervisor.sync();
  office.backUp();
  // Something that is refused keeps the device in the state of sending again.
  auto person = *office.inspector.get<v1::Person>(office.inspectorId);
  person.set_phone("1");
  office.inspector.put(person);
  office.restore();
  office.inspector.sync();
  REQUIRE(office.held<v1::FormVersion>(id)->retired());
  office.inspector.put(old);
  office.inspector.sync();
  office.supervisor.sync();
  CHECK(office.held<v1::FormVersion>(id)->retired());
  CHECK(office.supervisor.get<v1::FormVersion>(id)->retired());
}

TEST_CASE("nobody claims to know of the hub's own record what the hub has not written") {
  RestoredOffice office;
  auto form = smallForm();
  const auto id = *core::RecordId::fromBytes(form.id());
  office.hub.put(form);
  office.supervisor.sync();
  office.backUp();
  office.restore();
  auto& hub = *office.restored;
  must(hub.write([&](hub::HubWrite& write) -> core::Result<> {
    const auto account = *write.account(office.inspectorId);
    hub::Device device;
    for (const auto& each : write.devices())
      if (each.person == office.inspectorId) device = each;
    const auto head = *write.head(id);
    auto state = *core::changes::decode(head.body, head.meta);
    state.known.include({write.identity().tag(), std::uint64_t{1} << 60});
    sync::v1::Change change;
    change.set_type(head.type);
    change.set_id(head.id.rawString());
    // The shown values are the inspector's own, the knowledge is made up.
    for (auto& leaf : state.leaves) leaf.versions.front().stamp.dot = {device.tag, 1};
    state.known.include({device.tag, 1});
    const auto encoded = core::changes::encode(state);
    change.set_body(encoded.body);
    change.set_meta(encoded.meta);
    auto patch = must(hub::decodePatch(change));
    const auto taken = hub::takeChange(write, {account, device}, change, patch, true, hub.now());
    CHECK_FALSE(taken);
    return {};
  }));
  office.supervisor.sync();
  form.set_retired(true);
  must(hub.write([&](hub::HubWrite& write) { return hub::writeRecord(write, form, hub.now()); }));
  REQUIRE(office.held<v1::FormVersion>(id)->retired());
  office.supervisor.sync();
  CHECK(office.supervisor.get<v1::FormVersion>(id)->retired());
}

TEST_CASE("a person whose id does not follow from the name is the same when added again") {
  RestoredOffice office;
  // As an account that was made before ids followed from names.
  v1::Person person;
  person.set_id(core::PersonId::make(office.hub.clock, office.hub.random).rawString());
  person.set_name("dung");
  person.set_role(v1::ROLE_INSPECTOR);
  person.add_provinces("01");
  person.set_active(true);
  must(office.hub->write([&](hub::HubWrite& write) { return hub::putPerson(write, person, office.hub->now()); }));
  Tablet newcomer(office.hub, "dung", 4);
  newcomer.makeVisit(newcomer.makeFacility("A", "01"));
  newcomer.sync();
  office.supervisor.sync();
  office.restore();
  office.supervisor.sync();
  REQUIRE(office.held<v1::Person>(*core::PersonId::fromBytes(person.id())));
  newcomer.transport.reach(office.restored.get());
  const auto code = must(office.restored->write([&](hub::HubWrite& write) -> core::Result<hub::IssuedCode> {
    const hub::NewAccount account{"dung", {}, v1::ROLE_INSPECTOR, {false, {"01"}}};
    THUCDIA_ASSIGN(const auto again, hub::addAccount(write, account, office.restored->now(), office.hub.random));
    CHECK(again.rawString() == person.id());
    return hub::issueCode(write, "dung", office.restored->now(), office.hub.random);
  }));
  CHECK(sync::enrol(*newcomer.replica.replica, newcomer.transport, Tablet::kUrl, code.code, "tablet"));
}

TEST_CASE("an administrator's tablet makes no device by which seals of others are taken") {
  RestoredOffice office;
  office.hub.addUser("admin", v1::ROLE_ADMIN);
  Tablet admin(office.hub, "admin", 9);
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  admin.sync();
  office.backUp();
  const auto key = core::KeyPair::make(office.hub.random);
  v1::Device device;
  device.set_id(core::DeviceId::make(office.hub.clock, office.hub.random).rawString());
  device.set_person_id(office.inspectorId.rawString());
  device.set_public_key(key.publicKey());
  admin.put(device);
  v1::VisitSeal seal;
  seal.set_id(admin.newId<core::VisitSealId>().rawString());
  seal.set_visit_id(visit.id());
  seal.set_province(visit.province());
  seal.set_revision(1);
  auto content = visit;
  content.clear_id();
  (*content.mutable_answers())["note"].set_text("what the inspector never said");
  seal.set_content(content.SerializeAsString());
  seal.set_device_id(device.id());
  seal.set_person_id(office.inspectorId.rawString());
  seal.set_sealed_at(core::toMicros(admin.replica.clock.now()));
  seal.set_signature(key.sign(core::visits::signedBytes(seal)));
  admin.put(seal);
  office.restore();
  admin.transport.reach(office.restored.get());
  admin.sync();
  CHECK_FALSE(office.held<v1::VisitSeal>(*core::RecordId::fromBytes(seal.id())));
}

TEST_CASE("a device that comes with an id that no hub gave it does not send again") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  const auto code = must(sync::parseEnrolCode(hub.codeFor("an")));
  const auto key = core::KeyPair::make(hub.random);
  sync::v1::EnrolRequest request;
  request.set_protocol(1);
  request.set_secret(code.secret);
  request.set_public_key(key.publicKey());
  request.set_device_name("x");
  request.set_device_id(core::DeviceId::make(hub.clock, hub.random).rawString());
  request.set_signature(key.sign(sync::enrolStatement(request.secret(), key.publicKey())));
  must(hub->write([&](hub::HubWrite& write) { return hub::enrol(write, request, hub->now(), hub.random); }));
  must(hub->read([&](hub::HubRead& read) -> core::Result<> {
    for (const auto& each : read.devices()) CHECK(each.epoch == read.identity().epoch);
    return {};
  }));
}

TEST_CASE("nobody takes a coming account's id") {
  Office office;
  v1::Facility facility;
  facility.set_id(core::registers::stableId<core::FacilityId>("person", "moi").rawString());
  facility.set_name("Squatter");
  facility.set_province("01");
  office.inspector.put(facility);
  CHECK(office.inspector.sync().refused.empty());
  const auto id = office.hub.addUser("moi", v1::ROLE_SUPERVISOR, "01");
  CHECK(office.hub.get<v1::Person>(id));
}

TEST_CASE("what a restored hub has written itself counts, though its clock was years behind at the restore") {
  RestoredOffice office;
  auto form = smallForm();
  const auto id = *core::RecordId::fromBytes(form.id());
  office.hub.put(form);
  office.backUp();
  office.restore();
  form.set_title_en("After the first restore");
  must(office.restored->write(
      [&](hub::HubWrite& write) { return hub::writeRecord(write, form, office.restored->now()); }));
  office.supervisor.sync();
  office.hub.clock.advance(-std::chrono::years(10));
  office.restoreAgain();
  form.set_title_en("After the second");
  must(office.restored->write(
      [&](hub::HubWrite& write) { return hub::writeRecord(write, form, office.restored->now()); }));
  office.supervisor.sync();
  CHECK(office.held<v1::FormVersion>(id)->title_en() == "After the second");
  CHECK(office.supervisor.get<v1::FormVersion>(id)->title_en() == "After the second");
}

TEST_CASE("restored again from the same backup by a clock that is a little behind, the hub is still heard") {
  RestoredOffice office;
  auto form = smallForm();
  const auto id = *core::RecordId::fromBytes(form.id());
  office.hub.put(form);
  office.supervisor.sync();
  office.backUp();
  office.restore();
  form.set_title_en("After the first restore");
  must(office.restored->write(
      [&](hub::HubWrite& write) { return hub::writeRecord(write, form, office.restored->now()); }));
  office.supervisor.sync();
  REQUIRE(office.supervisor.get<v1::FormVersion>(id)->title_en() == "After the first restore");
  // The first machine fails. The second one's clock is five minutes behind.
  office.hub.clock.advance(-std::chrono::minutes(5));
  auto options = office.hub.options();
  options.folder = office.hub.folder / "again";
  must(hub::restore(office.hub.folder / "backup", options));
  const auto again = must(hub::Hub::open(options));
  office.supervisor.transport.reach(again.get());
  office.inspector.transport.reach(again.get());
  office.supervisor.sync();
  const auto titleAt = [&] {
    return must(again->read([&](hub::HubRead& read) { return hub::get<v1::FormVersion>(read, id); }))->title_en();
  };
  auto there = *must(again->read([&](hub::HubRead& read) { return hub::get<v1::FormVersion>(read, id); }));
  there.set_title_en("Corrected by the hub");
  must(again->write([&](hub::HubWrite& write) { return hub::writeRecord(write, there, again->now()); }));
  office.supervisor.sync();
  office.inspector.sync();
  CHECK(titleAt() == "Corrected by the hub");
  CHECK(office.supervisor.get<v1::FormVersion>(id)->title_en() == "Corrected by the hub");
  CHECK(office.inspector.get<v1::FormVersion>(id)->title_en() == "Corrected by the hub");
  // A role too.
  const hub::AccountChange change{.role = v1::ROLE_SUPERVISOR};
  must(again->write([&](hub::HubWrite& write) { return changeAccount(write, "an", change, again->now()); }));
  office.supervisor.sync();
  CHECK(office.supervisor.get<v1::Person>(office.inspectorId)->role() == v1::ROLE_SUPERVISOR);
}

TEST_CASE("two hubs of one backup never give one stamp to two values, however their clocks stood") {
  using std::chrono::years;
  const auto [first, second] = GENERATE(std::pair(years(0), years(10)), std::pair(years(10), years(10)));
  const int edits = GENERATE(1, 2, 3, 4, 5, 6);
  RestoredOffice office;
  const auto renameTo = [&](const std::string& name) {
    must(office.restored->write([&](hub::HubWrite& write) {
      auto person = *hub::get<v1::Person>(write, office.inspectorId);
      person.set_full_name(name);
      return hub::putPerson(write, person, office.restored->now());
    }));
  };
  const auto nameAt = [&](Tablet& tablet) { return tablet.get<v1::Person>(office.inspectorId)->full_name(); };
  office.hub.clock.advance(-first);
  office.restore();
  office.supervisor.sync();
  for (int edit = 0; edit < edits; ++edit) renameTo("First " + std::to_string(edit));
  office.reader.sync();
  REQUIRE(nameAt(office.reader).starts_with("First"));
  REQUIRE_FALSE(nameAt(office.supervisor).starts_with("First"));
  office.hub.clock.advance(first - second);
  office.restoreAgain();
  renameTo("Second");
  for (auto* tablet : {&office.supervisor, &office.reader, &office.supervisor}) tablet->sync();
  CHECK(nameAt(office.supervisor) == nameAt(office.reader));
  CHECK(nameAt(office.reader) == "Second");
}

TEST_CASE("a device that was revoked since is still revoked where the hub has that record back") {
  RestoredOffice office;
  office.hub.addUser("dung", v1::ROLE_INSPECTOR, "01");
  Tablet stolen(office.hub, "dung", 4);
  must(office.hub->write(
      [&](hub::HubWrite& write) { return hub::revokeDevice(write, "dung's tablet", office.hub->now()); }));
  office.supervisor.sync();
  const auto device = stolen.replica->enrolment()->device;
  REQUIRE(office.supervisor.get<v1::Device>(device)->revoked_at() != 0);
  office.restore();
  office.supervisor.sync();
  REQUIRE(office.held<v1::Device>(device)->revoked_at() != 0);
  stolen.transport.reach(office.restored.get());
  const auto code = must(office.restored->write([&](hub::HubWrite& write) -> core::Result<hub::IssuedCode> {
    const hub::NewAccount account{"dung", {}, v1::ROLE_INSPECTOR, {false, {"01"}}};
    THUCDIA_TRY(hub::addAccount(write, account, office.restored->now(), office.hub.random));
    return hub::issueCode(write, "dung", office.restored->now(), office.hub.random);
  }));
  must(sync::enrol(*stolen.replica.replica, stolen.transport, Tablet::kUrl, code.code, "tablet"));
  CHECK(stolen.trySync().error().code == ErrorCode::Revoked);
  CHECK(office.held<v1::Device>(device)->revoked_at() != 0);
}
