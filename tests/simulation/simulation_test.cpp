#include "tests/simulation/simulation.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::simulation;

TEST_CASE("a seed does the same again, whatever ran before it") {
  for (const std::uint64_t seed : {11, 20001, 20002, 20003, 20016}) {
    const auto first = simulate(seed);
    static_cast<void>(simulate(12));
    const auto again = simulate(seed);
    CHECK(first.traceHash == again.traceHash);
    CHECK(first.failure == again.failure);
    CHECK(first.traceHash != simulate(13).traceHash);
  }
}

TEST_CASE("a tablet whose disk only says that it has written is found out") {
  bool found = false;
  for (std::uint64_t seed = 1; seed <= 60 && !found; ++seed) {
    found = !simulate(seed, {.tabletDisksForget = true}).failure.empty();
  }
  CHECK(found);
}

TEST_CASE("a hub whose disk only says that it has written is found out") {
  bool found = false;
  for (std::uint64_t seed = 1; seed <= 60 && !found; ++seed) {
    found = !simulate(seed, {.hubDiskForgets = true}).failure.empty();
  }
  CHECK(found);
}
