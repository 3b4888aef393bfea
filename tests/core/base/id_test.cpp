#include "core/base/id.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;

TEST_CASE("an id made later sorts after one made earlier") {
  FixedClock clock(fromMicros(1'700'000'000'000'000));
  SeededRandom random(7);
  const auto first = VisitId::make(clock, random);
  clock.advance(std::chrono::milliseconds(1));
  const auto second = VisitId::make(clock, random);
  CHECK(first < second);
}

TEST_CASE("an id reads back from its text and from its bytes") {
  const FixedClock clock(fromMicros(1'700'000'000'000'000));
  SeededRandom random(7);
  const auto id = VisitId::make(clock, random);
  CHECK(VisitId::parse(id.text()) == id);
  CHECK(VisitId::fromBytes(id.raw()) == id);
  CHECK(id.text().at(14) == '7');
}

TEST_CASE("text that is no UUID gives no id") {
  CHECK_FALSE(VisitId::parse(""));
  CHECK_FALSE(VisitId::parse("018f3b2c-0000-7000-8000-00000000000g"));
  CHECK_FALSE(VisitId::parse("018f3b2c00007000800000000000000000000"));
}
