#pragma once

#include <string>

#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// One thing that the tablet's user does, by the commands that the programs use, chosen by the dice: visits begun,
/// answered, photographed, signed, handed in; registers edited; reviews, assignments and conflicts settled. What it
/// came to, for the trace. Refusals by rules and by a failing disk are ordinary; anything else throws Violated.
[[nodiscard]] std::string doSomeWork(Tablet& tablet, World& world);

}  // namespace thucdia::simulation
