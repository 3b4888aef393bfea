// Pushes that no honest tablet makes: each is refused, and what the hub holds stays as it was.

#include "sync/hub/push_rules.h"

#include <catch2/catch_test_macros.hpp>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_state.h"
#include "sync/hub/backup.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;
using core::changes::LeafEdit;
using core::changes::RecordState;
using core::changes::Stamp;

namespace {

struct Office {
  TestHub hub;
  core::PersonId inspectorId = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId supervisorId = hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet inspector{hub, "an", 1};
  Tablet supervisor{hub, "binh", 2};
};

/// Sends a state under the tablet's name, past everything that a replica sees to. The code of the refusal; nothing when
/// it was taken.
std::optional<ErrorCode> pushState(TestHub& hub, Tablet& tablet, std::uint32_t type, std::string_view id,
                                   const RecordState& state, bool resending = false) {
  sync::v1::ExchangeRequest request;
  request.set_protocol(sync::kProtocol);
  request.set_epoch(hub->identity().epoch);
  request.set_resending(resending);
  auto* change = request.add_push();
  const auto encoded = core::changes::encode(state);
  change->set_type(type);
  change->set_id(std::string(id));
  change->set_body(encoded.body);
  change->set_meta(encoded.meta);
  tablet.replica.clock.advance(std::chrono::milliseconds(1));
  const auto enrolment = *tablet.replica->enrolment();
  const sync::Requester requester{enrolment.hubId, enrolment.device.rawString(), &tablet.replica->deviceKey()};
  const auto number = static_cast<std::uint64_t>(core::toMicros(tablet.replica.clock.now()));
  const auto sealed = sync::sealRequest(requester, number, "POST /v1/exchange", request.SerializeAsString());
  const auto reply = hub::answerNow(*hub.hub, {"POST", "/v1/exchange", {}, sealed.body});
  const auto message = must(sync::openReply(hub->identity().key.publicKey(), sealed.statement, reply.body));
  sync::v1::ExchangeResponse response;
  REQUIRE(response.ParseFromString(message));
  if (response.refused_size() == 0) return std::nullopt;
  return core::errorCode(response.refused(0).code());
}

RecordState stateAt(TestHub& hub, std::string_view id) {
  const auto head = must(hub->read([&](hub::HubRead& read) { return read.head(*core::RecordId::fromBytes(id)); }));
  REQUIRE(head);
  return must(core::changes::decode(head->body, head->meta));
}

std::string text(std::uint32_t field, const std::string& value) {
  std::string bytes;
  bytes += static_cast<char>(field << 3 | 2);
  bytes += static_cast<char>(value.size());
  return bytes + value;
}

Stamp stampOf(Tablet& tablet, std::uint64_t counter) {
  return {{tablet.replica->author().device, counter}, tablet.replica.clock.now()};
}

constexpr std::uint32_t kFacility = 1;
constexpr std::uint32_t kPhone = v1::Facility::kPhoneFieldNumber;

}  // namespace

TEST_CASE("a push that knows everything and brings nothing erases nothing") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  const auto before = stateAt(office.hub, facility.id());
  auto patch = before;
  // The supervisor claims the name as written by an old stamp of theirs that dominates the inspector's.
  for (auto& leaf : patch.leaves) leaf.versions = {{stampOf(office.supervisor, 1), leaf.versions.front().value}};
  patch.known.include({office.supervisor.replica->author().device, 1});
  REQUIRE_FALSE(pushState(office.hub, office.supervisor, kFacility, facility.id(), patch));
  const auto taken = stateAt(office.hub, facility.id());
  auto eraser = taken;
  for (auto& leaf : eraser.leaves) leaf.versions = before.find(leaf.key)->versions;
  CHECK(pushState(office.hub, office.supervisor, kFacility, facility.id(), eraser) == ErrorCode::CorruptData);
  CHECK(stateAt(office.hub, facility.id()) == taken);
}

TEST_CASE("a push cannot make the hub believe it knows what others have not sent yet") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  auto patch = stateAt(office.hub, facility.id());
  core::changes::write(patch, {LeafEdit{{kPhone, {}}, text(kPhone, "0900")}}, stampOf(office.supervisor, 50));
  patch.known.include({office.inspector.replica->author().device, 1'000'000});
  REQUIRE_FALSE(pushState(office.hub, office.supervisor, kFacility, facility.id(), patch));
  auto later = facility;
  later.set_note("written afterwards");
  office.inspector.put(later);
  office.inspector.sync();
  CHECK(office.hub.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()))->note() == "written afterwards");
}

TEST_CASE("a value in another device's name is refused") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  auto patch = stateAt(office.hub, facility.id());
  core::changes::write(patch, {LeafEdit{{kPhone, {}}, text(kPhone, "forged")}}, stampOf(office.inspector, 77));
  CHECK(pushState(office.hub, office.supervisor, kFacility, facility.id(), patch) == ErrorCode::NotPermitted);
  // Saying that it sends again after a restore does not help who has not to.
  CHECK(pushState(office.hub, office.supervisor, kFacility, facility.id(), patch, true) == ErrorCode::NotPermitted);
}

TEST_CASE("one stamp does not come to name another value") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  auto patch = stateAt(office.hub, facility.id());
  for (auto& leaf : patch.leaves) {
    if (leaf.key.field == v1::Facility::kNameFieldNumber) leaf.versions[0].value = text(leaf.key.field, "B");
  }
  CHECK(pushState(office.hub, office.inspector, kFacility, facility.id(), patch) == ErrorCode::CorruptData);
}

TEST_CASE("values that cannot stand in the record are refused, in conflicts too") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  const auto push = [&](const std::string& value) {
    auto patch = stateAt(office.hub, facility.id());
    core::changes::write(patch, {LeafEdit{{kPhone, {}}, value}}, stampOf(office.inspector, 900));
    return pushState(office.hub, office.inspector, kFacility, facility.id(), patch);
  };
  CHECK(push(text(kPhone, "1") + text(kPhone, "2")) == ErrorCode::CorruptData);
  CHECK(push(std::string{static_cast<char>(kPhone << 3), 5}) == ErrorCode::CorruptData);
  CHECK(push(text(kPhone, "\xff\xfe")) == ErrorCode::CorruptData);
  CHECK(push(text(kPhone, "0900")) == std::nullopt);
}

TEST_CASE("a record of another province is not taken over by writing one's own province into it") {
  TestHub hub;
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  hub.addUser("all", v1::ROLE_SUPERVISOR, "all");
  Tablet local(hub, "binh", 1);
  Tablet everywhere(hub, "all", 2);
  const auto facility = everywhere.makeFacility("Elsewhere", "79");
  everywhere.sync();
  auto patch = stateAt(hub, facility.id());
  constexpr std::uint32_t kProvince = v1::Facility::kProvinceFieldNumber;
  core::changes::write(patch, {LeafEdit{{kProvince, {}}, text(kProvince, "01")}}, stampOf(local, 5));
  CHECK(pushState(hub, local, kFacility, facility.id(), patch) == ErrorCode::OutOfScope);
}

TEST_CASE("a visit stays in the province where it was made, with what belongs to it") {
  Office office;
  office.hub.setScope("binh", "all");
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.supervisor.sync();
  visit.set_province("08");
  office.supervisor.put(visit);
  const auto refused = office.supervisor.sync().refused;
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().code == ErrorCode::InvalidArgument);
  CHECK(office.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))->province() == "01");
}

TEST_CASE("a visit is sealed once a revision, in order, and only where it may be") {
  Office office;
  const auto facility = office.inspector.makeFacility("A", "01");
  auto visit = office.inspector.makeVisit(facility);
  auto early = visit;
  early.set_revision(2);
  office.inspector.seal(early);
  auto refused = office.inspector.sync().refused;
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].code == ErrorCode::IllegalMove);
  // The early one is offered again whenever something was taken since.
  const auto isRefused = [&](const v1::VisitSeal& seal) -> std::optional<ErrorCode> {
    for (const auto& each : office.inspector.sync().refused) {
      if (each.id.raw() == seal.id()) return each.code;
    }
    return std::nullopt;
  };
  CHECK_FALSE(isRefused(office.inspector.seal(visit)));
  CHECK(isRefused(office.inspector.seal(visit)) == ErrorCode::AlreadyExists);
  auto next = visit;
  next.set_revision(2);
  CHECK(isRefused(office.inspector.seal(next)) == ErrorCode::IllegalMove);
}

TEST_CASE("a record edited while a grown scope is filled in comes whole") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  hub.addUser("all", v1::ROLE_SUPERVISOR, "all");
  Tablet everywhere(hub, "all", 2);
  auto facility = everywhere.makeFacility("South", "79");
  everywhere.sync();
  Tablet tablet(hub, "an", 1);
  tablet.sync();
  facility.set_phone("0900");
  everywhere.replica.clock.advance(std::chrono::minutes(10));
  everywhere.put(facility);
  everywhere.sync();
  hub.setScope("an", "01,79");
  tablet.sync();
  const auto there = tablet.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  REQUIRE(there);
  CHECK(there->name() == "South");
  CHECK(there->phone() == "0900");
}

TEST_CASE("a record moved out of what a grown scope fills in comes whole to whoever moves it") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01,79");
  hub.addUser("all", v1::ROLE_SUPERVISOR, "all");
  Tablet everywhere(hub, "all", 2);
  auto facility = everywhere.makeFacility("South", "79");
  everywhere.sync();
  Tablet tablet(hub, "an", 1);
  tablet.sync();
  auto moved = *tablet.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  hub.setScope("an", "01");
  // Refused, so it stays.
  moved.set_address("12 Hai Ba Trung");
  tablet.put(moved);
  CHECK(tablet.sync().refused.size() == 1);
  facility.set_phone("0900");
  everywhere.replica.clock.advance(std::chrono::minutes(10));
  everywhere.put(facility);
  everywhere.sync();
  tablet.sync();
  hub.setScope("an", "01,79");
  moved.set_province("01");
  tablet.put(moved);
  CHECK(tablet.sync().refused.empty());
  const auto there = tablet.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()));
  REQUIRE(there);
  CHECK(there->province() == "01");
  CHECK(there->phone() == "0900");
}

TEST_CASE("a hub restored from a backup gives none of its old stamps out again") {
  TestHub hub;
  v1::Facility facility;
  facility.set_id(core::FacilityId::make(hub.clock, hub.random).rawString());
  facility.set_name("A");
  facility.set_province("01");
  const auto backup = hub.folder / "backup";
  must(hub::backUp(*hub.hub, backup));
  hub.put(facility);
  const auto used = stateAt(hub, facility.id()).known.entries().front();
  auto options = hub.options();
  options.folder = hub.folder / "restored";
  must(hub::restore(backup, options));
  const auto restored = must(hub::Hub::open(options));
  const auto next =
      must(restored->write([](hub::HubWrite& write) -> core::Result<std::uint64_t> { return write.nextCounter(); }));
  CHECK(next > used.counter);
}
