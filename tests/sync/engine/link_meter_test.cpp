#include "sync/engine/link_meter.h"

#include <catch2/catch_test_macros.hpp>

using namespace std::chrono_literals;
using thucdia::sync::LinkMeter;

TEST_CASE("a quick link is given the largest requests") {
  LinkMeter meter;
  CHECK(meter.requestBytes() < LinkMeter::kMost);
  meter.carried(64 << 10, 20ms);
  CHECK(meter.requestBytes() == LinkMeter::kMost);
}

TEST_CASE("a slow link is given what takes it some seconds") {
  LinkMeter meter;
  meter.carried(16 << 10, 2s);
  CHECK(meter.requestBytes() == (32u << 10));
}

TEST_CASE("a link that cuts is given little beside what it carries between cuts, and more again when it holds") {
  LinkMeter meter;
  for (int i = 0; i < 20; ++i) meter.carried(8'000, 1s);
  meter.lost();
  CHECK(meter.carriedBeforeLoss() == 160'000);
  CHECK(meter.requestBytes() == 3'200);
  for (int i = 0; i < 100; ++i) meter.carried(1 << 20, 100ms);
  CHECK(meter.requestBytes() == LinkMeter::kMost);
}

TEST_CASE("without any link requests shrink, but never below the least") {
  LinkMeter meter;
  for (int i = 0; i < 50; ++i) meter.lost();
  CHECK(meter.carriedBeforeLoss() == 0);
  CHECK(meter.requestBytes() == LinkMeter::kLeast);
}

TEST_CASE("a clock that was turned back tells nothing of the link") {
  LinkMeter meter;
  const auto before = meter.requestBytes();
  meter.carried(64 << 10, -10s);
  CHECK(meter.requestBytes() == before);
}
