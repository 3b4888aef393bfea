#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/dates.h"
#include "core/base/id.h"
#include "core/demo/demo_portfolio.h"
#include "core/demo/dice.h"
#include "core/demo/places.h"
#include "core/demo/plan.h"
#include "core/demo/vocabulary.h"

/// What the parts of the generator tell one another: of every record made, the little that later ones need.
namespace thucdia::core::demo {

namespace v1 = ::thucdia::records::v1;

struct MadePerson {
  PersonId id;
  std::string name;
  std::string fullName;
  std::string position;
  v1::Role role = v1::ROLE_UNSPECIFIED;
  std::vector<std::string> provinces;  ///< empty: all
};

struct MadeFacility {
  FacilityId id;
  v1::FacilityKind kind = v1::FACILITY_KIND_UNSPECIFIED;
  std::uint16_t sector = 0;
  std::uint16_t commune = 0;  ///< index in units().communes()
  std::uint32_t serial = 0;   ///< from 1 in order of making: its record can be made anew from it
  std::int32_t cluster = -1;  ///< index in Story::facilities of the cluster it stands in
};

struct MadeProject {
  ProjectId id;
  std::uint32_t serial = 0;  ///< from 1 in order of making
  PlanLine line;
  int year = 0;
  std::uint16_t sector = 0;
  std::uint16_t commune = 0;   ///< index in units().communes(): of its first site, or where it is carried out
  std::int32_t facility = -1;  ///< index in Story::facilities of its first site
};

/// A facility with the project that supports it, or without one: what is visited.
struct Site {
  std::uint32_t facility = 0;            ///< index in Story::facilities
  std::optional<std::uint32_t> project;  ///< index in Story::projects
  BeneficiaryId beneficiary;             ///< null without project
  std::int64_t support = 0;
};

/// Hands records out and makes ids and dates; the order of calls decides the ids.
struct Story {
  const DemoOptions& options;
  const DemoForms& forms;
  const DemoSink& sink;
  const Places& places;
  DemoCounts counts;
  std::vector<MadePerson> people;
  std::vector<MadeFacility> facilities;
  std::vector<MadeProject> projects;
  std::vector<Site> sites;

  /// A UUIDv7 of that day, drawn from the thing's dice.
  template <class AnyId>
  [[nodiscard]] AnyId newId(Date day, Dice& dice) const {
    return AnyId(makeUuidV7(startOfDay(day) + std::chrono::hours(9), dice.source()));
  }
  [[nodiscard]] const registers::AdministrativeUnit& communeOf(const MadeFacility& facility) const {
    return places.units().communes()[facility.commune];
  }
};

[[nodiscard]] Result<> makePeople(Story& story);
/// Facilities that no project asked for are made up to the number wanted.
[[nodiscard]] Result<> makeProjects(Story& story);
[[nodiscard]] Result<> makeOtherFacilities(Story& story);
[[nodiscard]] Result<> makeAssignments(Story& story);
[[nodiscard]] Result<> makeVisits(Story& story);

/// The record of a facility that was made: the same bytes again.
[[nodiscard]] v1::Facility facilityRecord(const Story& story, const MadeFacility& facility);
[[nodiscard]] v1::Project projectRecord(const Story& story, const MadeProject& project);

/// The inspector who covers a province.
[[nodiscard]] const MadePerson& inspectorOf(const Story& story, std::string_view province, Dice& dice);
[[nodiscard]] const MadePerson& personOf(const Story& story, v1::Role role, Dice& dice);
/// The form by which a site is visited.
[[nodiscard]] std::string_view formOf(const Story& story, const Site& site);

}  // namespace thucdia::core::demo
