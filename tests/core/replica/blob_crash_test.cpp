#include <functional>
#include <map>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/base/crypto.h"
#include "core/replica/blob_store.h"
#include "tests/support/simulated_disk.h"

using namespace thucdia::core;
using namespace thucdia::core::replica;
using namespace thucdia::tests;

namespace {

std::string hashOf(const std::string& bytes) { return std::string(raw(sha256(bytes))); }

const std::string kPhoto(300'000, 'p');
const std::string kSignature = "signature";
const std::string kArriving = std::string(3000, 'x') + std::string(2000, 'y');

/// Stores two files, receives a third in two pieces and removes one; returns what it was told is there.
std::map<std::string, std::string> work(BlobStore& store) {
  std::map<std::string, std::string> saved;
  if (const auto info = store.put(kSignature)) saved[info->sha256] = kSignature;
  if (const auto info = store.putFile("/camera.jpg")) saved[info->sha256] = kPhoto;
  const auto hash = hashOf(kArriving);
  const auto total = kArriving.size();
  if (store.append(hash, total, 0, kArriving.substr(0, 3000)) &&
      store.append(hash, total, 3000, kArriving.substr(3000)) && store.finish(hash, total)) {
    saved[hash] = kArriving;
  }
  return saved;
}

void checkWhatIsThere(SimulatedDisk& disk, const std::map<std::string, std::string>& saved) {
  const auto opened = BlobStore::open(disk, "/blobs");
  REQUIRE(opened);
  auto& store = **opened;
  for (const auto& [hash, bytes] : saved) REQUIRE(store.read(hash) == bytes);
  // What has its name is whole, whether or not we were told.
  for (const auto& bytes : {kSignature, kPhoto, kArriving}) {
    if (store.has(hashOf(bytes)).value()) REQUIRE(store.verify(hashOf(bytes)));
  }
  REQUIRE(disk.list("/blobs/unfinished").value().empty());
  // And everything can be stored again.
  REQUIRE(store.abandon(hashOf(kArriving)));
  REQUIRE(work(store).size() == 3);
}

/// Does the work on a new disk for each step it takes, with a fault at that step; then `after` looks, with what we were
/// told is there. Ends with the first run that the fault did not reach.
void atEveryStep(Fault fault, std::uint64_t seed,
                 const std::function<void(SimulatedDisk&, const std::map<std::string, std::string>&)>& after) {
  for (std::uint64_t step = 1;; ++step) {
    SimulatedDisk disk("blob-crash-test", seed * 1000 + step);
    disk.place("/camera.jpg", kPhoto);
    disk.failAt(step, fault);
    std::map<std::string, std::string> saved;
    if (const auto store = BlobStore::open(disk, "/blobs")) saved = work(**store);
    const bool reached = disk.steps() >= step;
    INFO("step " << step << ", seed " << seed);
    after(disk, saved);
    if (!reached) {
      CHECK(step > 10);  // there was something to disturb
      return;
    }
  }
}

}  // namespace

TEST_CASE("power lost at any step of storing loses no file that was said to be there, and leaves none by halves") {
  const std::uint64_t seed = GENERATE(1, 2, 3, 4, 5, 6);
  atEveryStep(Fault::Crash, seed, [](SimulatedDisk& disk, const auto& saved) {
    disk.restart();
    checkWhatIsThere(disk, saved);
  });
}

TEST_CASE("a disk that is full or fails at any step gives an error and leaves nothing by halves") {
  const auto fault = GENERATE(Fault::DiskFull, Fault::IoError);
  atEveryStep(fault, 1, [](SimulatedDisk& disk, const auto& saved) {
    disk.mend();
    checkWhatIsThere(disk, saved);
  });
}

TEST_CASE("what is received outlasts a power loss once it is said to be there, though its disk failed once") {
  const auto fault = GENERATE(Fault::DiskFull, Fault::IoError);
  const std::uint64_t seed = GENERATE(1, 2, 3, 4);
  const auto hash = hashOf(kArriving);
  for (std::uint64_t step = 1;; ++step) {
    SimulatedDisk disk("blob-crash-test", seed * 1000 + step);
    bool said = false;
    std::uint64_t begun = 0;
    {
      const auto store = std::move(BlobStore::open(disk, "/blobs").value());
      begun = disk.steps();
      disk.failAt(step, fault);
      for (int tries = 0; tries < 2 && !said; ++tries) {
        static_cast<void>(store->append(hash, kArriving.size(), store->received(hash).value(),
                                        kArriving.substr(store->received(hash).value())));
        said = store->finish(hash, kArriving.size()).has_value();
      }
    }
    const bool reached = disk.steps() - begun >= step;
    INFO("step " << step << ", seed " << seed);
    CHECK(said);
    disk.crash();
    disk.restart();
    REQUIRE(BlobStore::open(disk, "/blobs").value()->read(hash) == kArriving);
    if (!reached) break;
  }
}

TEST_CASE("a photo for which there is no room is refused and takes none") {
  SimulatedDisk disk("blob-crash-test", 1);
  disk.place("/camera.jpg", kPhoto);
  REQUIRE(BlobStore::open(disk, "/blobs").value()->put("a"));
  const auto opened = BlobStore::open(disk, "/blobs");
  const auto before = disk.used();
  disk.setCapacity(before + kPhoto.size() - 1);
  CHECK((*opened)->putFile("/camera.jpg").error().code == ErrorCode::DiskFull);
  CHECK(disk.used() == before);
  CHECK((*opened)->has(hashOf(kPhoto)) == false);
  disk.setCapacity(std::nullopt);
  CHECK((*opened)->putFile("/camera.jpg"));
}
