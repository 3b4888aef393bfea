#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/db/transaction.h"

namespace thucdia::core::planning {

/// A visit that somebody is asked to make and that has not been made.
struct AssignmentLine {
  AssignmentId id;
  FacilityId facility;
  std::string facilityName;
  std::string commune;  ///< the facility's, code
  ProjectId project;    ///< null where it is the facility itself
  std::string projectName;
  BeneficiaryId beneficiary;  ///< null where there is none
  PersonId assignee;
  std::string province;
  std::string formId;
  std::string dueOn;                       ///< ISO date; empty where there is none
  int priority = 0;                        ///< 1: urgent
  std::optional<std::int64_t> latitudeE7;  ///< the facility's, degrees × 10⁷
  std::optional<std::int64_t> longitudeE7;
  bool operator==(const AssignmentLine&) const = default;
};

struct AssignmentFilter {
  std::optional<PersonId> assignee;
  std::string dueBefore;  ///< ISO date: only those due before
  bool done = false;      ///< also those for which a sealed visit was begun since
};

/// Most urgent first, then by due date. An assignment is done when a visit of its facility with its form was sealed
/// after the assignment was made.
[[nodiscard]] std::vector<AssignmentLine> assignments(db::ReadTransaction& transaction, const AssignmentFilter& filter,
                                                      int limit, int offset = 0);

}  // namespace thucdia::core::planning
