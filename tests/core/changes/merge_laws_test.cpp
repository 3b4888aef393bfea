#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

#include "tests/core/changes/histories.h"

using namespace thucdia::core::changes;
using namespace thucdia::core::changes::testing;

namespace {

History history(std::size_t replicas) {
  History made(replicas);
  const auto numbers = *rc::gen::container<std::vector<std::tuple<unsigned, unsigned, unsigned>>>(
      rc::gen::tuple(rc::gen::inRange(0U, 5U), rc::gen::inRange(0U, 6U), rc::gen::inRange(0U, 30U)));
  for (const auto& [what, who, which] : numbers) made.take({what, who, which});
  return made;
}

}  // namespace

TEST_CASE("merging is commutative, associative and idempotent", "[laws]") {
  REQUIRE(rc::check([] {
    const History h = history(3);
    const auto& [a, b, c] = std::tie(h.states[0], h.states[1], h.states[2]);
    RC_ASSERT(merge(a, a) == a);
    RC_ASSERT(merge(a, b) == merge(b, a));
    RC_ASSERT(merge(merge(a, b), c) == merge(a, merge(b, c)));
    RC_ASSERT(merge(merge(a, b), b) == merge(a, b));
  }));
}

TEST_CASE("a state survives being encoded", "[laws]") {
  REQUIRE(rc::check([] {
    const History h = history(3);
    for (const RecordState& state : h.states) {
      const EncodedState encoded = encode(state);
      const auto decoded = decode(encoded.body, encoded.meta);
      RC_ASSERT(decoded.has_value());
      RC_ASSERT(*decoded == state);
    }
  }));
}

TEST_CASE("what is told of a state from its bytes alone is what the state says, and most are told so", "[laws]") {
  REQUIRE(rc::check([] {
    const History h = history(3);
    for (const RecordState& state : h.states) {
      const EncodedState encoded = encode(state);
      const bool everyLeafHasOne = std::ranges::all_of(state.leaves, [](const Leaf& leaf) {
        return leaf.versions.size() == 1 && leaf.versions.front().value.has_value();
      });
      for (const DeviceTag device : {1U, 2U, 3U, 99U}) {
        const auto plain = plainState(encoded.body, encoded.meta, device);
        RC_ASSERT(plain.has_value() == everyLeafHasOne);
        if (plain) RC_ASSERT(plain->own == state.highestOf(device));
        if (plain) RC_ASSERT(plain->known == state.known.counterOf(device));
        const bool isThere = state.known.counterOf(device) > 0;
        RC_ASSERT(mentions(encoded.meta, device) == isThere);
      }
    }
  }));
}

TEST_CASE("replicas that exchanged everything hold the same, conflicts included, whatever the order", "[laws]") {
  REQUIRE(rc::check([] {
    const History h = history(4);
    RecordState forward;
    RecordState backward;
    for (auto at = h.states.begin(); at != h.states.end(); ++at) forward = merge(forward, *at);
    for (auto at = h.states.rbegin(); at != h.states.rend(); ++at) backward = merge(*at, backward);
    RC_ASSERT(forward == backward);
  }));
}

TEST_CASE(
    "only what a device wrote since the last push, merged at a hub that has the rest, gives the same as the whole",
    "[laws]") {
  REQUIRE(rc::check([] {
    History h = history(3);
    const RecordState hub = merge(h.states[0], h.states[1]);
    h.states[0] = hub;  // the device has pushed and pulled
    const std::uint64_t acknowledged = h.counters[0];
    const auto later = *rc::gen::container<std::vector<std::pair<unsigned, unsigned>>>(
        rc::gen::pair(rc::gen::inRange(0U, 4U), rc::gen::inRange(0U, 30U)));
    for (const auto& [what, which] : later) h.take({what, 0, which});
    const RecordState elsewhere = merge(hub, h.states[2]);
    RC_ASSERT(merge(elsewhere, patchAbove(h.states[0], 1, acknowledged)) == merge(elsewhere, h.states[0]));
  }));
}

TEST_CASE("no bytes, however damaged, are read outside their bounds", "[laws]") {
  REQUIRE(rc::check([] {
    const History h = history(3);
    EncodedState encoded = encode(merge(h.states[0], h.states[1]));
    std::string& damaged = *rc::gen::arbitrary<bool>() ? encoded.meta : encoded.body;
    if (!damaged.empty()) {
      const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
      if (*rc::gen::arbitrary<bool>())
        damaged.resize(at);
      else
        damaged[at] = *rc::gen::arbitrary<char>();
    }
    const auto decoded = decode(encoded.body, encoded.meta);
    if (!decoded) RC_ASSERT(decoded.error().code == thucdia::core::ErrorCode::CorruptData);
  }));
}
