#pragma once

#include <optional>
#include <string>

#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// One of the things that are done only where there is variety; nothing when this person does none of them.
[[nodiscard]] std::optional<std::string> doOtherWork(Tablet& tablet, World& world, const v1::Person& person);

}  // namespace thucdia::simulation
