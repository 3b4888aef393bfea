#pragma once

#include "core/changes/record_writer.h"

namespace thucdia::core::registers {

/// Keeps `facility_order`, the list of facilities by Vietnamese collation of their names, true to the facilities, and
/// `facility_due`, by when something is due there, to visits and assignments. Added after what is computed of visits.
void addProjections(changes::Projections& projections);
/// The same for all facilities that are there: for a database that had them before it had that list.
void fillFacilityOrder(db::WriteTransaction& transaction);

}  // namespace thucdia::core::registers
