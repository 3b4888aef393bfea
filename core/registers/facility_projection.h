#pragma once

#include "core/changes/record_writer.h"

namespace thucdia::core::registers {

/// Keeps `facility_order`, the list of facilities by Vietnamese collation of their names, true to the facilities.
void addProjections(changes::Projections& projections);

}  // namespace thucdia::core::registers
