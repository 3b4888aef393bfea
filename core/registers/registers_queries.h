#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/dates.h"
#include "core/base/id.h"
#include "core/db/transaction.h"
#include "core/registers/import_csv.h"

/// What the register holds. Every query sees one state of the database; thrown SqliteErrors as everywhere below Store.
namespace thucdia::core::registers {

namespace v1 = ::thucdia::records::v1;

/// A line of a list of facilities.
struct FacilityLine {
  FacilityId id;
  v1::FacilityKind kind = v1::FACILITY_KIND_UNSPECIFIED;
  std::string name;
  std::string code;
  std::string taxCode;
  std::string province;
  std::string commune;
  std::string vsic;
  std::optional<std::int64_t> latitudeE7;
  std::optional<std::int64_t> longitudeE7;
  bool madeOnSite = false;
  std::optional<Timestamp> lastVisit;  ///< when the last visit began, cancelled ones not counted
  bool overdue = false;                ///< see FacilityFilter::overdueOnly
  int conflicts = 0;
  bool operator==(const FacilityLine&) const = default;
};

/// Which facilities; what is not set does not restrict.
struct FacilityFilter {
  std::string search = {};  ///< words of name, code, tax code, head, address or products, without marks
  std::string province = {};
  std::string commune = {};
  v1::FacilityKind kind = v1::FACILITY_KIND_UNSPECIFIED;
  std::optional<FacilityId> cluster = {};  ///< that stand in it
  /// Only those where something should have been done before today: an assignment that no sealed visit with its form
  /// has answered since it was made, or a finding of the last visit.
  bool overdueOnly = false;
  bool operator==(const FacilityFilter&) const = default;
};

enum class FacilityOrder {
  Newest,  ///< last entered first
  Name,    ///< by Vietnamese collation
};

/// Where the next page begins: after this line of the list.
struct FacilityCursor {
  std::int64_t row = 0;
  std::string key;  ///< of FacilityOrder::Name
};

struct FacilityPage {
  std::vector<FacilityLine> lines;
  std::optional<FacilityCursor> next;  ///< nothing when the list ends here
};

/// A page of at most `limit` lines. `today` is the day by which things are overdue.
[[nodiscard]] FacilityPage facilitiesPage(db::ReadTransaction& transaction, const FacilityFilter& filter,
                                          FacilityOrder order, Date today, int limit,
                                          const std::optional<FacilityCursor>& after = std::nullopt);
[[nodiscard]] std::int64_t countFacilities(db::ReadTransaction& transaction, const FacilityFilter& filter, Date today);

[[nodiscard]] std::optional<v1::Facility> facility(db::ReadTransaction& transaction, FacilityId id);
[[nodiscard]] std::optional<FacilityLine> facilityLine(db::ReadTransaction& transaction, FacilityId id, Date today);
/// By code, else by tax code; an empty one finds nothing.
[[nodiscard]] std::optional<FacilityId> findFacility(db::ReadTransaction& transaction, std::string_view code,
                                                     std::string_view taxCode = {});

/// A rectangle of the map, degrees × 10⁷.
struct MapBox {
  std::int64_t south = 0;
  std::int64_t north = 0;
  std::int64_t west = 0;
  std::int64_t east = 0;
};
/// Facilities inside, at most `limit`, in no order.
[[nodiscard]] std::vector<FacilityLine> facilitiesOnMap(db::ReadTransaction& transaction, const MapBox& box,
                                                        const FacilityFilter& filter, Date today, int limit);

/// A line of a list of projects.
struct ProjectLine {
  ProjectId id;
  std::string code;
  std::string name;
  std::int32_t year = 0;
  std::int32_t batch = 0;
  std::string contentType;
  std::string province;
  std::string status;
  std::string endsOn;  ///< ISO date
  std::int64_t support = 0;
  bool operator==(const ProjectLine&) const = default;
};

struct ProjectFilter {
  std::string search = {};  ///< words of code, name or contract number, without marks
  std::string province = {};
  std::int32_t year = 0;  ///< 0: all
  std::int32_t batch = 0;
  std::string contentType = {};
  std::string status = {};
  bool operator==(const ProjectFilter&) const = default;
};

struct ProjectPage {
  std::vector<ProjectLine> lines;
  std::optional<std::int64_t> next;  ///< to be given as `after`; nothing when the list ends here
};
/// A page of projects, last entered first.
[[nodiscard]] ProjectPage projectsPage(db::ReadTransaction& transaction, const ProjectFilter& filter, int limit,
                                       std::optional<std::int64_t> after = std::nullopt);
struct ProjectTotals {
  std::int64_t count = 0;
  std::int64_t support = 0;  ///< đồng
};
[[nodiscard]] ProjectTotals projectTotals(db::ReadTransaction& transaction, const ProjectFilter& filter);
[[nodiscard]] std::optional<v1::Project> project(db::ReadTransaction& transaction, ProjectId id);
[[nodiscard]] std::optional<ProjectId> findProject(db::ReadTransaction& transaction, std::string_view code);

/// A project as one facility has it.
struct SupportedBy {
  v1::Project project;
  v1::Beneficiary beneficiary;
};
/// The projects that support a facility, the newest year first.
[[nodiscard]] std::vector<SupportedBy> projectsOfFacility(db::ReadTransaction& transaction, FacilityId facility);
struct SupportedFacility {
  v1::Beneficiary beneficiary;
  FacilityLine facility;
};
/// The facilities that a project supports, in order of entry.
[[nodiscard]] std::vector<SupportedFacility> facilitiesOfProject(db::ReadTransaction& transaction, ProjectId project,
                                                                 Date today);

/// Everybody, by given name then family name.
[[nodiscard]] std::vector<v1::Person> people(db::ReadTransaction& transaction);
[[nodiscard]] std::optional<v1::Person> person(db::ReadTransaction& transaction, PersonId id);
[[nodiscard]] std::optional<PersonId> findPerson(db::ReadTransaction& transaction, std::string_view name);
/// All devices, revoked ones too, in order of enrolment.
[[nodiscard]] std::vector<v1::Device> devices(db::ReadTransaction& transaction);

/// The bytes of a dataset ("norms"); nothing when there is none of that name.
[[nodiscard]] std::optional<std::string> datasetCsv(db::ReadTransaction& transaction, std::string_view name);

/// What an import asks of the register; to be used within the transaction.
[[nodiscard]] KnownRecords knownRecords(db::ReadTransaction& transaction);

}  // namespace thucdia::core::registers
