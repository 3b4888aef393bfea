#include <map>
#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <thucdia/records/v1/registers.pb.h>

#include "core/replica/replica.h"
#include "tests/support/simulated_disk.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::tests;

namespace {

class MemoryKeyStore final : public replica::KeyStore {
 public:
  Result<std::optional<std::string>> load(std::string_view name) override {
    const auto found = m_secrets.find(std::string(name));
    if (found == m_secrets.end()) return std::nullopt;
    return found->second;
  }
  Result<> save(std::string_view name, std::string_view secret) override {
    m_secrets[std::string(name)] = secret;
    return {};
  }

 private:
  std::map<std::string, std::string> m_secrets;
};

/// A tablet whose disk is in memory and whose power may go.
struct Tablet {
  explicit Tablet(std::uint64_t seed) : disk("replica-crash-test", seed), random(seed) {}

  Result<std::unique_ptr<replica::Replica>> open() {
    return replica::Replica::open({.folder = folder.path(),
                                   .clock = &clock,
                                   .random = &random,
                                   .disk = &disk,
                                   .keys = &keys,
                                   .vfs = disk.name()});
  }

  TemporaryFolder folder;
  SimulatedDisk disk;
  FixedClock clock{fromMicros(1'763'190'000'000'000)};
  SeededRandom random;
  MemoryKeyStore keys;
};

/// A facility whose address names the blob that its record speaks of.
Result<> recordWithPhoto(replica::Replica& replica, const std::string& name) {
  THUCDIA_ASSIGN(const auto blob, replica.blobs().put("photo of " + name + std::string(5000, '.')));
  return replica.write([&](changes::RecordWriter& writer) {
    records::v1::Facility facility;
    facility.set_id(writer.newId<FacilityId>().rawString());
    facility.set_name(name);
    facility.set_address(hex(blob.sha256));
    return writer.put(facility);
  });
}

/// Name → blob of every facility that is there.
std::map<std::string, std::string> facilities(replica::Replica& replica) {
  return replica
      .read([](db::ReadTransaction& transaction) {
        std::map<std::string, std::string> found;
        auto rows = transaction.prepare("SELECT id, body FROM facility");
        while (rows.step()) {
          records::v1::Facility facility;
          REQUIRE(facility.ParseFromString(std::string(rows.blob(1))));
          std::string blob;
          REQUIRE(unhex(facility.address(), blob));
          found[facility.name()] = blob;
        }
        return found;
      })
      .value();
}

}  // namespace

TEST_CASE("power lost at any step of a day's work keeps every saved record and the photo it speaks of") {
  const std::uint64_t seed = GENERATE(1, 2, 3);
  for (std::uint64_t step = 1;; ++step) {
    Tablet tablet(seed * 1000 + step);
    // Seed 1 makes the replica under the fault, the others find one made before.
    if (seed != 1) REQUIRE(tablet.open());
    const auto begun = tablet.disk.steps();
    tablet.disk.failAt(step, Fault::Crash);
    std::set<std::string> saved;
    if (const auto opened = tablet.open()) {
      for (const std::string name : {"Cụm Đông Anh", "Xưởng gốm", "Chợ Bình Tây"}) {
        if (recordWithPhoto(**opened, name)) saved.insert(name);
      }
    }
    const bool reached = tablet.disk.steps() - begun >= step;
    INFO("step " << step << ", seed " << seed);
    tablet.disk.restart();

    const auto opened = tablet.open();
    REQUIRE(opened);
    REQUIRE((*opened)->store().integrityProblems().value().empty());
    const auto found = facilities(**opened);
    for (const auto& name : saved) REQUIRE(found.contains(name));
    for (const auto& [name, blob] : found) REQUIRE((*opened)->blobs().verify(blob));
    REQUIRE(recordWithPhoto(**opened, "after"));
    if (!reached) {
      CHECK(step > 30);
      break;
    }
  }
}
