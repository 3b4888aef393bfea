#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "tests/simulation/simulation.h"

namespace thucdia::simulation {

/// Runs seeds, spread over processes of their own (one thread each), and hands over each outcome as it comes. A seed
/// over which its process dies fails too, and the rest goes on.
void runSeeds(const std::vector<std::uint64_t>& seeds, int processes, const std::function<void(const Outcome&)>& done);

}  // namespace thucdia::simulation
