#include "core/changes/record_state.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/changes/histories.h"

using namespace thucdia::core;
using namespace thucdia::core::changes;

namespace {

Stamp stamp(DeviceTag device, std::uint64_t counter, std::int64_t micros) {
  return {{device, counter}, fromMicros(micros)};
}

const LeafKey kName{3, {}};

RecordState named(const std::string& text, const Stamp& at) {
  RecordState state;
  write(state, {{kName, testing::leafValue(kName, text)}}, at);
  return state;
}

}  // namespace

TEST_CASE("of two values written without knowing of each other, the later is shown and the other is kept") {
  const RecordState merged = merge(named("Hồ Thầu", stamp(1, 1, 100)), named("Bình Lư", stamp(2, 1, 200)));
  const Leaf* leaf = merged.find(kName);
  REQUIRE(leaf != nullptr);
  REQUIRE(leaf->versions.size() == 2);
  CHECK(leaf->versions[0].value == testing::leafValue(kName, "Bình Lư"));
  CHECK(leaf->versions[1].value == testing::leafValue(kName, "Hồ Thầu"));
  CHECK(merged.conflicts() == 1);
}

TEST_CASE("the same value written twice without knowing of each other is no conflict") {
  const RecordState merged = merge(named("Hồ Thầu", stamp(1, 1, 100)), named("Hồ Thầu", stamp(2, 1, 200)));
  CHECK(merged.find(kName)->versions.size() == 2);
  CHECK(merged.conflicts() == 0);
}

TEST_CASE("a value written knowing of another replaces it, though its clock is years behind") {
  const RecordState first = named("Hồ Thầu", stamp(1, 1, 2'000'000));
  RecordState second = first;
  write(second, {{kName, testing::leafValue(kName, "Bình Lư")}}, stamp(2, 1, 1));
  const RecordState merged = merge(first, second);
  CHECK(merged == second);
  CHECK(merged.conflicts() == 0);
}

TEST_CASE("a write that knows of both values settles a conflict everywhere") {
  const RecordState conflict = merge(named("a", stamp(1, 1, 100)), named("b", stamp(2, 1, 200)));
  RecordState settled = conflict;
  write(settled, {{kName, testing::leafValue(kName, "a")}}, stamp(3, 1, 50));
  CHECK(settled.conflicts() == 0);
  CHECK(merge(conflict, settled) == settled);
}

TEST_CASE("an answer cleared on one replica and changed on another is a conflict, not a loss") {
  const RecordState first = named("a", stamp(1, 1, 100));
  RecordState cleared = first;
  write(cleared, {{kName, std::nullopt}}, stamp(1, 2, 300));
  RecordState changed = first;
  write(changed, {{kName, testing::leafValue(kName, "b")}}, stamp(2, 1, 200));
  const RecordState merged = merge(cleared, changed);
  REQUIRE(merged.find(kName)->versions.size() == 2);
  CHECK_FALSE(merged.find(kName)->versions[0].value);
}

TEST_CASE("writing what is there already changes nothing") {
  RecordState state = named("a", stamp(1, 1, 100));
  CHECK_FALSE(write(state, {{kName, testing::leafValue(kName, "a")}}, stamp(1, 2, 200)));
  CHECK_FALSE(write(state, {{LeafKey{9, {}}, std::nullopt}}, stamp(1, 2, 200)));
  CHECK(state.known.counterOf(1) == 1);
}

TEST_CASE("a field unknown to this program merges and travels like any other") {
  // Field 99, a fixed32, beside field 2.
  const std::string before(
      "\x12\x01"
      "a",
      3);
  const std::string after = before + std::string("\x9d\x06\x01\x02\x03\x04", 6);
  const auto edits = difference(before, after, 12);
  REQUIRE(edits);
  REQUIRE(edits->size() == 1);
  CHECK(edits->front().key.field == 99);
  RecordState state;
  write(state, *leavesOf(before, 12), stamp(1, 1, 100));
  write(state, *edits, stamp(2, 1, 200));
  CHECK(encode(state).body == after);
}
