// A restore that power, space or the disk ends at any step.

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/backup.h"
#include "tests/support/simulated_disk.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

const std::string kPhoto(3000, 'p');
const std::string kFolder = "/office/hub";

/// A hub's machine with nothing on its disk but a backup.
struct Machine {
  explicit Machine(std::uint64_t seed) : disk("restore-crash", seed), random(seed) { disk.place("/backup", backup()); }

  [[nodiscard]] hub::Hub::Options options() { return {kFolder, &clock, &random, {}, &disk, disk.name()}; }
  core::Result<> restore() { return hub::restore("/backup", options()); }

  /// Of a hub with a person and a photo.
  static const std::string& backup() {
    static const std::string kBytes = [] {
      SimulatedDisk disk("restore-crash-backup", 1);
      core::FixedClock clock{core::fromMicros(1'763'190'000'000'000)};
      core::SeededRandom random(1);
      const auto hub = must(hub::Hub::create({kFolder, &clock, &random, {}, &disk, disk.name()}));
      must(hub->write([&](hub::HubWrite& write) {
        return addAccount(write, {"an", {}, v1::ROLE_INSPECTOR, {true, {}}}, hub->now(), random);
      }));
      must(hub->blobs().add(core::raw(core::sha256(kPhoto)), kPhoto.size(), 0, kPhoto));
      must(hub::backUp(*hub, "/backup"));
      return *disk.bytesOf("/backup");
    }();
    return kBytes;
  }

  SimulatedDisk disk;
  core::FixedClock clock{core::fromMicros(1'763'290'000'000'000)};
  core::SeededRandom random;
};

/// All that a restore does, photos and the stamps of the hub's own records included.
void checkWhole(hub::Hub& hub) {
  CHECK(must(hub::check(hub)).problems.empty());
  CHECK(hub.blobs().sizeOf(core::raw(core::sha256(kPhoto))) == kPhoto.size());
  const auto people = must(hub.read([](hub::HubRead& read) {
    return read.headsOfType(core::records::RecordType::of<v1::Person>().number(), 0, 10);
  }));
  REQUIRE(people.size() == 1);
  const auto person = must(core::changes::decode(people.front().body, people.front().meta));
  CHECK(person.known.counterOf(hub.identity().tag()) >= hub::kRestoredCounters);
}

}  // namespace

TEST_CASE("a restore that ends at any step has made no hub or a whole one, and can be done again") {
  const auto fault = GENERATE(Fault::Crash, Fault::DiskFull, Fault::IoError);
  for (std::uint64_t step = 1;; ++step) {
    Machine machine(step);
    const auto begun = machine.disk.steps();
    machine.disk.failAt(step, fault);
    const auto restored = machine.restore();
    const bool reached = machine.disk.steps() - begun >= step;
    machine.disk.restart();
    machine.disk.mend();
    INFO("step " << step);
    auto hub = hub::Hub::open(machine.options());
    if (restored) REQUIRE(hub);
    if (!hub) {
      REQUIRE(hub.error().code == core::ErrorCode::NotFound);
      const auto again = machine.restore();
      INFO((again ? "" : core::describe(again.error())));
      REQUIRE(again);
      hub = hub::Hub::open(machine.options());
    }
    REQUIRE(hub);
    checkWhole(**hub);
    if (!reached) break;
  }
}

TEST_CASE("what is left of a former hub's database does not get into a restored one") {
  Machine machine(1);
  must(machine.restore());
  const auto log = kFolder + "/hub.sqlite-wal";
  {
    const auto hub = must(hub::Hub::open(machine.options()));
    must(hub->write([&](hub::HubWrite& write) {
      return addAccount(write, {"binh", {}, v1::ROLE_SUPERVISOR, {true, {}}}, hub->now(), machine.random);
    }));
    machine.disk.place("/kept-wal", *machine.disk.bytesOf(log));
  }
  must(machine.disk.remove(kFolder + "/hub.sqlite"));
  machine.disk.place(log, *machine.disk.bytesOf("/kept-wal"));
  must(machine.restore());
  checkWhole(*must(hub::Hub::open(machine.options())));
}
