#pragma once

#include <string>

#include "tests/simulation/machine.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/trace.h"

namespace thucdia::simulation {

/// Provinces of a run.
inline constexpr std::string_view kProvinces[] = {"01", "08", "25"};

/// One thing that the tablet's user does, by the commands that the programs use, chosen by the dice: visits begun,
/// answered, photographed, signed, handed in; registers edited; reviews, assignments and conflicts settled. What it
/// came to, for the trace. Refusals by rules and by a failing disk are ordinary; anything else throws Violated.
[[nodiscard]] std::string doSomeWork(Tablet& tablet, Dice& dice, Trace& trace);

}  // namespace thucdia::simulation
