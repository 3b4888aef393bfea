#include "sync/hub/blob_files.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/base/crypto.h"
#include "tests/support/simulated_disk.h"

using namespace thucdia;
using namespace thucdia::tests;

TEST_CASE("a blob that is said to be there outlasts a power loss, whatever failed while it came") {
  const auto fault = GENERATE(Fault::DiskFull, Fault::IoError);
  const std::uint64_t seed = GENERATE(1, 2, 3, 4);
  const std::string bytes(20'000, 'p');
  const std::string sha256(core::raw(core::sha256(bytes)));
  for (std::uint64_t step = 1;; ++step) {
    SimulatedDisk disk("blob-files-test", seed * 1000 + step);
    REQUIRE(disk.makeFolder("/hub"));
    REQUIRE(disk.syncFolder("/"));
    const auto begun = disk.steps();
    disk.failAt(step, fault);
    bool said = false;
    {
      hub::BlobFiles files(disk, "/hub");
      for (int tries = 0; tries < 2 && !said; ++tries) {
        static_cast<void>(files.add(sha256, bytes.size(), 0, bytes));
        said = files.sizeOf(sha256) == bytes.size();
      }
    }
    const bool reached = disk.steps() - begun >= step;
    if (!said) {
      // What the next process finds counts as much.
      hub::BlobFiles files(disk, "/hub");
      said = files.sizeOf(sha256) == bytes.size();
    }
    disk.crash();
    disk.restart();
    INFO("step " << step << ", seed " << seed);
    if (said) REQUIRE(hub::BlobFiles(disk, "/hub").verify(sha256).value_or(false));
    if (!reached) {
      CHECK(said);
      CHECK(step > 5);
      break;
    }
  }
}
