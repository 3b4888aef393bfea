#pragma once

#include "core/changes/record_writer.h"

namespace thucdia::core::visits {

/// Keeps `visit_state` and `finding` true to the visits, seals and decisions, wherever these come from.
void addProjections(changes::Projections& projections);

}  // namespace thucdia::core::visits
