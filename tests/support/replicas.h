#pragma once

#include <cstdlib>
#include <memory>

#include "core/replica/replica.h"
#include "tests/support/temporary_folder.h"

namespace thucdia::tests {

/// A replica in a folder of its own, with a clock and randomness that the test owns.
struct TestReplica {
  explicit TestReplica(std::uint64_t seed = 1) : random(seed) { reopen(); }

  /// Closes and opens it again, as after a kill.
  void reopen() {
    replica.reset();
    auto opened = core::replica::Replica::open({.folder = folder.path(), .clock = &clock, .random = &random});
    if (!opened) std::abort();
    replica = std::move(*opened);
  }
  core::replica::Replica* operator->() { return replica.get(); }

  TemporaryFolder folder;
  core::FixedClock clock{core::fromMicros(1'763'190'000'000'000)};  // 2025-11-15 07:00 UTC
  core::SeededRandom random;
  std::unique_ptr<core::replica::Replica> replica;
};

}  // namespace thucdia::tests
