#include <catch2/catch_test_macros.hpp>

#include "core/visits/visit_queries.h"
#include "sync/engine/sync_state.h"
#include "tests/sync/engine/office.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

/// Inspectors of two provinces, and a supervisor of all.
struct NorthAndSouth {
  TestHub hub;
  core::PersonId an = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId chi = hub.addUser("chi", v1::ROLE_INSPECTOR, "79");
  core::PersonId all = hub.addUser("all", v1::ROLE_SUPERVISOR, "all");
  Tablet north{hub, "an", 1};
  Tablet south{hub, "chi", 2};
  Tablet everywhere{hub, "all", 3};
};

}  // namespace

TEST_CASE("a tablet holds what is in its scope and its own work, nothing else") {
  NorthAndSouth country;
  auto& [hub, an, chi, all, north, south, everywhere] = country;
  north.makeVisit(north.makeFacility("North", "01"));
  south.makeVisit(south.makeFacility("South", "79"));
  north.sync();
  south.sync();
  north.sync();
  everywhere.sync();
  CHECK(north.count<v1::Facility>() == 1);
  CHECK(everywhere.count<v1::Facility>() == 2);
  CHECK(everywhere.count<v1::Visit>() == 2);

  v1::Assignment assignment;
  assignment.set_id(everywhere.newId<core::AssignmentId>().rawString());
  assignment.set_province("79");
  assignment.set_assignee_id(north.person().rawString());
  everywhere.put(assignment);
  everywhere.sync();
  north.sync();
  CHECK(north.count<v1::Assignment>() == 1);
  CHECK(north.count<v1::Facility>() == 1);
}

TEST_CASE("a facility that moves to another province leaves one tablet and comes whole to the other") {
  NorthAndSouth country;
  auto& [hub, an, chi, all, north, south, everywhere] = country;
  auto facility = everywhere.makeFacility("Mobile", "01");
  facility.set_phone("0900");
  everywhere.put(facility);
  everywhere.sync();
  north.sync();
  south.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  CHECK(north.get<v1::Facility>(id));
  CHECK_FALSE(south.get<v1::Facility>(id));
  facility.set_province("79");
  everywhere.replica.clock.advance(std::chrono::minutes(10));
  everywhere.put(facility);
  everywhere.sync();
  north.sync();
  south.sync();
  CHECK_FALSE(north.get<v1::Facility>(id));
  REQUIRE(south.get<v1::Facility>(id));
  CHECK(south.get<v1::Facility>(id)->phone() == "0900");
}

TEST_CASE("what was decided on a visit goes with it to the inspector who is given it") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  const auto chi = hub.addUser("chi", v1::ROLE_INSPECTOR, "79");
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet first(hub, "an", 1);
  Tablet second(hub, "chi", 2);
  Tablet supervisor(hub, "binh", 3);
  auto visit = first.makeVisit(first.makeFacility("A", "01"));
  const auto seal = first.seal(visit);
  const auto decision = first.decide(visit, seal, v1::DECISION_KIND_REOPENED, "another photo");
  CHECK(first.sync().refused.empty());
  supervisor.sync();
  visit.set_inspector_id(chi.rawString());
  supervisor.put(visit);
  CHECK(supervisor.sync().refused.empty());
  second.sync();
  CHECK(second.get<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
  CHECK(second.get<v1::VisitSeal>(*core::VisitSealId::fromBytes(seal.id())));
  CHECK(second.get<v1::VisitDecision>(*core::VisitDecisionId::fromBytes(decision.id())));
}

TEST_CASE("a seal of one's own visit stays when the scope shrinks while the visit itself is still to come") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01,79");
  Tablet first(hub, "an", 1);
  Tablet second(hub, "an", 2);
  second.sync();
  auto visit = first.makeVisit(first.makeFacility("A", "79"));
  const auto seal = first.seal(visit);
  first.sync();
  // The number given to it puts the visit behind its seal in what is pulled.
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "all");
  Tablet supervisor(hub, "binh", 3);
  supervisor.sync();
  visit.set_number("17");
  supervisor.put(visit);
  CHECK(supervisor.sync().refused.empty());
  hub.setScope("an", "01");
  second.sync({.pullChanges = 1});
  CHECK(second.get<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
  CHECK(second.get<v1::VisitSeal>(*core::VisitSealId::fromBytes(seal.id())));
}

TEST_CASE("what a scope brought that is withdrawn again goes, though the sync that brought it was cut") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "all");
  Tablet inspector(hub, "an", 1);
  Tablet supervisor(hub, "binh", 2);
  inspector.sync();
  for (int i = 0; i < 4; ++i) supervisor.makeFacility("A", "79");
  supervisor.sync();
  hub.setScope("an", "01,79");
  int answers = 0;
  inspector.transport.onResponse = [&](sync::HttpResponse&) { return ++answers < 3; };
  CHECK_FALSE(inspector.trySync({.pullChanges = 1}));
  CHECK(inspector.count<v1::Facility>() > 0);
  hub.setScope("an", "01");
  inspector.transport.onResponse = {};
  inspector.sync();
  CHECK(inspector.count<v1::Facility>() == 0);
}

TEST_CASE("a record that left while a narrower scope was half pulled is gone when the scope is wide again") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01,79");
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "all");
  Tablet inspector(hub, "an", 1);
  Tablet supervisor(hub, "binh", 2);
  auto facility = supervisor.makeFacility("A", "79");
  supervisor.sync();
  inspector.sync();
  REQUIRE(inspector.count<v1::Facility>() == 1);
  hub.setScope("an", "01");
  facility.set_province("25");
  supervisor.put(facility);
  supervisor.sync();
  for (int i = 0; i < 4; ++i) supervisor.makeFacility("B", "01");
  supervisor.sync();
  int answers = 0;
  inspector.transport.onResponse = [&](sync::HttpResponse&) { return ++answers < 4; };
  CHECK_FALSE(inspector.trySync({.pullChanges = 1}));
  hub.setScope("an", "01,79");
  inspector.transport.onResponse = {};
  inspector.sync();
  CHECK_FALSE(inspector.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
  CHECK(inspector.count<v1::Facility>() == 4);
}

TEST_CASE("a visit that stays for one's own work when the scope shrinks is listed as what stays of it says") {
  Office office;
  office.hub.setScope("an", "79");
  office.hub.setScope("binh", "01,79");
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "79"));
  office.inspector.seal(visit);
  office.inspector.sync();
  office.supervisor.sync();
  auto seen = *office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()));
  seen.set_number("7");
  office.supervisor.put(seen);
  office.supervisor.sync();
  office.hub.setScope("binh", "01");
  office.supervisor.sync();
  must(office.supervisor.replica->read([&](core::db::ReadTransaction& transaction) {
    const auto id = *core::VisitId::fromBytes(visit.id());
    const auto line = core::visits::visitLine(transaction, id);
    REQUIRE(line);
    CHECK(line->status == core::visits::stateOf(transaction, id)->status);
  }));
}
