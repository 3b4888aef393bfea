#pragma once

#include <string>

#include "tests/support/simulated_disk.h"

namespace thucdia::simulation {

/// The newest schema that this program's replicas have.
[[nodiscard]] int newestSchema();

/// Puts in the place of a replica's database, which nobody has open, what a program of an older schema (1 and up) would
/// have left there: the same rows in that schema's tables, bodies as they are, without the lists that came later.
/// Nothing else on the disk changes. False, and all as it was, when it holds what that schema had no place for.
bool takeBack(tests::SimulatedDisk& disk, const std::string& path, int schema);

}  // namespace thucdia::simulation
