#include <catch2/catch_test_macros.hpp>

#include "core/base/crypto.h"
#include "core/changes/record_state.h"
#include "tests/core/changes/histories.h"

using namespace thucdia::core;
using namespace thucdia::core::changes;

TEST_CASE("forty answers written at one moment cost some twenty bytes of stamps") {
  RecordState state;
  std::vector<LeafEdit> edits;
  for (int i = 0; i < 40; ++i) {
    const LeafKey key{12, "question" + std::to_string(i)};
    edits.push_back({key, testing::leafValue(key, "x")});
  }
  write(state, edits, {{0xDEADBEEF, 7}, fromMicros(1'763'200'000'000'000)});
  CHECK(encode(state).meta.size() <= 28);
}

TEST_CASE("a change is packed as sync/README.md shows it") {
  RecordState state;
  write(state, {LeafEdit{{7, {}}, std::string("\x3a\x04") + "0999"}}, {{0xb93566bb, 2}, fromMicros(64)});
  const auto encoded = encode(state);
  CHECK(hex(encoded.body) == "3a0430393939");
  CHECK(hex(encoded.meta) ==
        "0100"
        "01bb6635b9"
        "010002"
        "0100028001"
        "0100"
        "00"
        "00");
}

TEST_CASE("stamps of another body are refused") {
  RecordState state;
  write(state,
        {{{2, {}},
          "\x12\x01"
          "a"}},
        {{1, 1}, fromMicros(1)});
  const EncodedState encoded = encode(state);
  CHECK_FALSE(decode("", encoded.meta));
  CHECK_FALSE(decode(encoded.body + encoded.body.substr(0, 1), encoded.meta));
  CHECK_FALSE(decode(encoded.body, encoded.meta + "x"));
}

TEST_CASE("a value beside the winner that could not stand in its place is refused") {
  RecordState state;
  write(state, {{{2, {}}, testing::leafValue({2, {}}, "a")}}, {{1, 1}, fromMicros(1)});
  RecordState other;
  write(other, {{{2, {}}, testing::leafValue({3, {}}, "b")}}, {{2, 1}, fromMicros(0)});
  const EncodedState encoded = encode(merge(state, other));
  const auto decoded = decode(encoded.body, encoded.meta);
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error().code == ErrorCode::CorruptData);
}

TEST_CASE("nothing is told from the bytes alone of a body that is not as it would be written") {
  RecordState state;
  std::vector<std::string> leaf;
  for (const std::string key : {"a", "b", "c"}) {
    const auto before = encode(state).body.size();
    write(state, {{{12, key}, testing::leafValue({12, key}, "x")}}, {{1, leaf.size() + 1}, fromMicros(1)});
    leaf.push_back(encode(state).body.substr(before));
  }
  const std::string meta = encode(state).meta;
  CHECK(plainState(leaf[0] + leaf[1] + leaf[2], meta, 1)->own == 3);
  CHECK_FALSE(plainState(leaf[1] + leaf[0] + leaf[2], meta, 1));
  CHECK_FALSE(plainState(leaf[0] + leaf[0] + leaf[2], meta, 1));
  CHECK_FALSE(plainState(leaf[0] + leaf[1], meta, 1));
  CHECK_FALSE(plainState(leaf[0] + leaf[1] + leaf[2], meta + "x", 1));
  // The same entry, its value before its key; and with a length in two bytes.
  REQUIRE(leaf[0] ==
          "\x62\x08\x0a\x01"
          "a"
          "\x12\x03\x0a\x01x");
  const std::string turned(
      "\x62\x08\x12\x03\x0a\x01x\x0a\x01"
      "a");
  const std::string longer(
      "\x62\x09\x0a\x81\x00"
      "a"
      "\x12\x03\x0a\x01x",
      11);
  for (const auto& entry : {turned, longer}) {
    CHECK(decode(entry + leaf[1] + leaf[2], meta));
    CHECK_FALSE(plainState(entry + leaf[1] + leaf[2], meta, 1));
  }
}
