#pragma once

#include "core/demo/demo_portfolio.h"
#include "sync/hub/hub.h"

namespace thucdia::hub {

/// Fills the hub with the sample portfolio (core/demo): accounts, registers, visits with their pictures, as if the hub
/// had recorded them itself. The forms that the hub holds are used. Doing it twice with the same options changes
/// nothing.
[[nodiscard]] core::Result<core::demo::DemoCounts> loadDemo(Hub& hub, const core::demo::DemoOptions& options);

}  // namespace thucdia::hub
