#pragma once

#include <cstdint>
#include <string>

#include "tests/simulation/trace.h"

namespace thucdia::simulation {

/// What came of a run.
struct Outcome {
  std::uint64_t seed = 0;
  std::string failure;  ///< which guarantee did not hold; empty: all did
  std::uint64_t traceHash = 0;
  MishapCounts mishaps{};
};

struct Options {
  bool print = false;              ///< the trace, to stdout
  bool tabletDisksForget = false;  ///< their syncs do nothing: the oracles must find it out
  bool hubDiskForgets = false;
};

/// One office for some days: a hub, two to eight tablets, their users' work, and all that goes wrong; then quiet, and
/// the oracles. The same seed does the same in every process.
[[nodiscard]] Outcome simulate(std::uint64_t seed, const Options& options = {});

}  // namespace thucdia::simulation
