#include "sync/engine/sync_schedule.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia;
using core::ErrorCode;
using sync::SyncOptions;
using sync::SyncResult;
using sync::SyncSchedule;

namespace {

core::Result<SyncResult> failure(ErrorCode code) { return core::fail(code, "no"); }

}  // namespace

TEST_CASE("after failures a tablet waits longer and longer, never beyond half as much again as the longest pause") {
  core::SeededRandom random(1);
  SyncSchedule schedule(random);
  core::Timestamp now = core::fromMicros(1'000'000'000);
  std::chrono::microseconds before{0};
  for (int i = 0; i < 20; ++i) {
    schedule.ended(failure(ErrorCode::Unreachable), now);
    const auto pause = schedule.next() - now;
    CHECK(pause >= SyncSchedule::kFirstPause / 2);
    CHECK(pause <= SyncSchedule::kLongestPause * 3 / 2);
    if (i == 6) CHECK(pause > before);
    if (i == 0) before = pause;
    CHECK_FALSE(schedule.isDue(now));
    now = schedule.next();
    CHECK(schedule.isDue(now));
  }
}

TEST_CASE("batches shrink while the link cuts and grow when it holds") {
  core::SeededRandom random(1);
  SyncSchedule schedule(random);
  const auto now = core::fromMicros(0);
  SyncOptions large;
  large.pushChanges = 1000;
  const int usual = schedule.options(large).pushChanges;
  for (int i = 0; i < 10; ++i) schedule.ended(failure(ErrorCode::Unreachable), now);
  CHECK(schedule.options(large).pushChanges == SyncSchedule::kSmallestBatch);
  for (int i = 0; i < 10; ++i) schedule.ended(SyncResult{}, now);
  CHECK(schedule.options(large).pushChanges == SyncSchedule::kLargestBatch);
  CHECK(usual < SyncSchedule::kLargestBatch);
}

TEST_CASE("what only a person can mend is not tried again by itself") {
  core::SeededRandom random(1);
  SyncSchedule schedule(random);
  schedule.ended(failure(ErrorCode::Revoked), core::fromMicros(0));
  CHECK(schedule.stopped());
  CHECK_FALSE(schedule.isDue(core::fromMicros(0) + std::chrono::hours(100)));
  schedule.ended(SyncResult{}, core::fromMicros(0));
  CHECK_FALSE(schedule.stopped());
}

TEST_CASE("what was written goes soon") {
  core::SeededRandom random(1);
  SyncSchedule schedule(random);
  const auto now = core::fromMicros(0);
  schedule.ended(SyncResult{}, now);
  schedule.wrote(now);
  CHECK(schedule.isDue(now + std::chrono::seconds(10)));
}

TEST_CASE("a clock that is turned back while a tablet waits does not put its next sync off") {
  core::SeededRandom random(1);
  SyncSchedule schedule(random);
  const auto now = core::fromMicros(1'000'000'000'000);
  schedule.ended(SyncResult{}, now);
  CHECK_FALSE(schedule.isDue(now));
  CHECK(schedule.isDue(now - std::chrono::hours(24 * 365)));
}
