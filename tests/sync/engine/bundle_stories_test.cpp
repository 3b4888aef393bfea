#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "sync/engine/bundle.h"
#include "sync/engine/sync_state.h"
#include "sync/hub/backup.h"
#include "sync/hub/bundles.h"
#include "sync/wire/limits.h"
#include "tests/sync/engine/office.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

/// A hub with a tablet that never has network, one that has, and one of a supervisor.
struct Valley {
  explicit Valley(std::uint64_t seed = 100) : hub(seed) {}

  TestHub hub;
  core::PersonId an = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  core::PersonId chi = hub.addUser("chi", v1::ROLE_INSPECTOR, "02");
  core::PersonId binh = hub.addUser("binh", v1::ROLE_SUPERVISOR, "01");
  Tablet far{hub, "an", 1};
  Tablet carrier{hub, "chi", 2};
  Tablet supervisor{hub, "binh", 3};
  TemporaryFolder usb;
  int files = 0;

  std::string exportFrom(Tablet& tablet) {
    const auto file = usb / ("up" + std::to_string(++files) + ".tdb");
    tablet.replica.clock.advance(std::chrono::seconds(1));
    must(sync::exportBundle(*tablet.replica.replica, file));
    return file;
  }
  core::Result<hub::TakenBundle> takeIn(const std::string& file) {
    hub.clock.advance(std::chrono::seconds(1));
    return hub::takeInBundle(*hub.hub, file, [&](const auto& command) { return hub->storage().write(command); });
  }
  std::string refreshFor(Tablet& tablet) {
    const auto file = usb / ("down" + std::to_string(++files) + ".tdb");
    hub.clock.advance(std::chrono::seconds(1));
    const auto device =
        must(hub->read([&](hub::HubRead& read) { return read.device(tablet.replica->enrolment()->device); }));
    must(hub::writeRefresh(*hub.hub, *device, file));
    return file;
  }
  static core::Result<sync::ImportedBundle> import(Tablet& tablet, const std::string& file) {
    return sync::importBundle(*tablet.replica.replica, file);
  }
  static std::int64_t unsent(Tablet& tablet) {
    return must(tablet.replica->read([](core::db::ReadTransaction& read) { return sync::countOutgoing(read); }));
  }
  std::uint64_t sequence() {
    return must(hub->read([](hub::HubRead& read) { return read.sequence(); }));
  }
  std::int64_t logged() {
    return must(hub->read([](hub::HubRead& read) {
      const auto last = read.lastLogEntry();
      return last ? last->entry : 0;
    }));
  }
};

/// A visit with a photo of this many bytes.
v1::Visit photographed(Tablet& tablet, const std::string& province, std::size_t bytes, std::string* sha256 = nullptr) {
  std::string photo(bytes, '\0');
  core::SeededRandom(bytes).fill({reinterpret_cast<std::uint8_t*>(photo.data()), photo.size()});
  auto visit = tablet.makeVisit(tablet.makeFacility("A", province));
  const auto hash = photograph(tablet, visit, photo);
  if (sha256) *sha256 = hash;
  return visit;
}

}  // namespace

TEST_CASE("a bundle brings a tablet's work and photos to the hub, and the refresh brings back receipts and news") {
  Valley valley;
  std::string sha256;
  const auto visit = photographed(valley.far, "01", 700'000, &sha256);
  const auto visitId = *core::VisitId::fromBytes(visit.id());
  const auto taken = must(valley.takeIn(valley.exportFrom(valley.far)));
  CHECK(taken.accepted == 2);
  CHECK(taken.refused == 0);
  CHECK(taken.blobs == 1);
  CHECK(valley.hub->blobs().sizeOf(sha256) == 700'000);
  CHECK(noteOf(valley.hub.get<v1::Visit>(visitId)) == "first");
  valley.supervisor.sync();
  const auto seen = valley.supervisor.makeFacility("From the office", "01");
  valley.supervisor.sync();

  CHECK(Valley::unsent(valley.far) == 2);
  const auto imported = must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  CHECK(imported.receipts == 2);
  CHECK(imported.refused.empty());
  CHECK(Valley::unsent(valley.far) == 0);
  CHECK(valley.far.get<v1::Facility>(*core::FacilityId::fromBytes(seen.id())));
  const auto status = must(valley.far.replica->read(
      [&](core::db::ReadTransaction& transaction) { return sync::visitSyncStatus(transaction, visitId); }));
  CHECK(status.reach == sync::VisitReach::ReceivedWhole);
  // Nothing is left for the network but one round trip.
  valley.far.transport.sent.clear();
  const auto synced = valley.far.sync();
  CHECK(synced.progress.recordsSent == 0);
  CHECK(synced.progress.recordsReceived == 0);
  CHECK(valley.far.transport.sent.size() == 1);
  CHECK(must(hub::check(*valley.hub.hub)).problems.empty());
}

TEST_CASE("a bundle taken in twice, or its refresh applied twice, changes nothing the second time") {
  Valley valley;
  photographed(valley.far, "01", 300'000);
  valley.far.makeFacility("Elsewhere", "79");  // will be refused
  const auto file = valley.exportFrom(valley.far);
  must(valley.takeIn(file));
  const auto sequence = valley.sequence();
  const auto logged = valley.logged();
  CHECK(must(valley.takeIn(file)).known);
  CHECK(valley.sequence() == sequence);
  CHECK(valley.logged() == logged);
  const auto refresh = valley.refreshFor(valley.far);
  CHECK(must(Valley::import(valley.far, refresh)).refused.size() == 1);
  const auto again = must(Valley::import(valley.far, refresh));
  CHECK(again.known);
  CHECK(again.refused.empty());
  CHECK(Valley::unsent(valley.far) == 0);
}

TEST_CASE("bundles that come in another order than they were made lose nothing") {
  Valley valley;
  const auto facility = valley.far.makeFacility("A", "01");
  auto visit = valley.far.makeVisit(facility);
  const auto older = valley.exportFrom(valley.far);
  (*visit.mutable_answers())["note"].set_text("second");
  valley.far.replica.clock.advance(std::chrono::minutes(10));
  valley.far.put(visit);
  const auto newer = valley.exportFrom(valley.far);
  must(valley.takeIn(newer));
  const auto afterNewer = valley.refreshFor(valley.far);
  must(valley.takeIn(older));
  const auto afterOlder = valley.refreshFor(valley.far);
  const auto id = *core::VisitId::fromBytes(visit.id());
  CHECK(noteOf(valley.hub.get<v1::Visit>(id)) == "second");
  must(Valley::import(valley.far, afterOlder));
  must(Valley::import(valley.far, afterNewer));
  CHECK(Valley::unsent(valley.far) == 0);
  CHECK(noteOf(valley.far.get<v1::Visit>(id)) == "second");
  CHECK(valley.far.sync().progress.recordsReceived == 0);
}

TEST_CASE("a refresh that is older than what the replica holds takes nothing back") {
  Valley valley;
  const auto facility = valley.supervisor.makeFacility("Mobile", "01");
  valley.supervisor.sync();
  const auto old = valley.refreshFor(valley.far);
  // The replica hears by the network that the facility has gone to another province.
  valley.far.sync();
  auto moved = facility;
  moved.set_province("02");
  valley.hub.put(moved);
  valley.far.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  CHECK_FALSE(valley.far.get<v1::Facility>(id));
  CHECK(must(Valley::import(valley.far, old)).known);
  CHECK_FALSE(valley.far.get<v1::Facility>(id));
}

TEST_CASE("of two refreshes made after one another each brings what is new, in either order") {
  for (const bool newestFirst : {false, true}) {
    Valley valley;
    must(valley.takeIn(valley.exportFrom(valley.far)));
    const auto first = valley.supervisor.makeFacility("First", "01");
    valley.supervisor.sync();
    const auto one = valley.refreshFor(valley.far);
    const auto second = valley.supervisor.makeFacility("Second", "01");
    valley.supervisor.sync();
    const auto two = valley.refreshFor(valley.far);
    must(Valley::import(valley.far, newestFirst ? two : one));
    must(Valley::import(valley.far, newestFirst ? one : two));
    CHECK(valley.far.get<v1::Facility>(*core::FacilityId::fromBytes(first.id())));
    CHECK(valley.far.get<v1::Facility>(*core::FacilityId::fromBytes(second.id())));
    CHECK(valley.far.sync().progress.recordsReceived == 0);
  }
}

TEST_CASE("a refresh of a scope that is wide again does not leave out what the narrow one took away") {
  Valley valley;
  valley.hub.setScope("an", "01,02");
  valley.hub.setScope("binh", "all");
  valley.supervisor.sync();
  const auto facility = valley.supervisor.makeFacility("A", "02");
  valley.supervisor.sync();
  valley.far.sync();
  must(valley.takeIn(valley.exportFrom(valley.far)));
  valley.hub.setScope("an", "01");
  must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  CHECK_FALSE(valley.far.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
  valley.hub.setScope("an", "01,02");
  must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  valley.far.sync();
  CHECK(valley.far.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id())));
}

TEST_CASE("a tablet with network carries another's bundle to the hub without reading it, and forgets it then") {
  Valley valley;
  std::string sha256;
  const auto visit = photographed(valley.far, "01", 700'000, &sha256);
  const auto file = valley.exportFrom(valley.far);
  CHECK(must(Valley::import(valley.carrier, file)).carried);
  CHECK(must(Valley::import(valley.carrier, file)).known);
  std::filesystem::remove(file);
  const auto result = valley.carrier.sync();
  CHECK(result.bundlesDelivered == 1);
  CHECK(noteOf(valley.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "first");
  CHECK(valley.hub->blobs().sizeOf(sha256) == 700'000);
  CHECK(valley.carrier.count<v1::Visit>() == 0);
  valley.carrier.transport.sent.clear();
  CHECK(valley.carrier.sync().bundlesDelivered == 0);
  CHECK(valley.carrier.transport.sent.size() == 1);
  CHECK(must(Valley::import(valley.far, valley.refreshFor(valley.far))).receipts == 2);
}

TEST_CASE("a carried bundle stays until the hub has acknowledged it, whatever is lost on the way") {
  for (int lost = 0; lost < 12; ++lost) {
    Valley valley;
    photographed(valley.far, "01", 400'000);
    must(Valley::import(valley.carrier, valley.exportFrom(valley.far)));
    int step = 0;
    valley.carrier.transport.onRequest = [&](const sync::HttpRequest&) { return step++ != lost; };
    valley.carrier.transport.onResponse = [&](sync::HttpResponse&) { return step++ != lost; };
    int delivered = 0;
    for (int i = 0; i < 3; ++i) {
      const auto result = valley.carrier.trySync();
      if (result) delivered += result->bundlesDelivered;
    }
    CHECK(delivered == 1);
    CHECK(valley.hub->storage().read([](hub::HubRead& read) -> core::Result<> {
      return read.countOfType(core::records::RecordType::of<v1::Visit>().number()) == 1
                 ? core::Result<>()
                 : core::fail(ErrorCode::NotFound, "the visit");
    }));
  }
}

TEST_CASE("a bundle that the hub will never take is given up by its carrier, and said to be refused") {
  Valley valley;
  valley.far.makeFacility("A", "01");
  const auto file = valley.exportFrom(valley.far);
  must(Valley::import(valley.carrier, file));
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  // Damaged on purpose, with a checksum that fits: the carrier cannot know.
  bytes[bytes.size() - 40] = static_cast<char>(bytes[bytes.size() - 40] ^ 1);
  bytes.resize(bytes.size() - 32);
  bytes += core::raw(core::sha256(bytes));
  const auto forged = valley.usb / "forged.tdb";
  std::ofstream(forged, std::ios::binary) << bytes;
  must(Valley::import(valley.carrier, forged));
  const auto result = valley.carrier.sync();
  CHECK(result.bundlesDelivered == 1);
  CHECK(result.bundlesRefused == 1);
  CHECK(valley.carrier.sync().bundlesRefused == 0);
}

TEST_CASE("bundles are refused by whom they are not for") {
  Valley valley;
  valley.far.makeFacility("A", "01");
  const auto up = valley.exportFrom(valley.far);
  const auto down = valley.refreshFor(valley.far);
  CHECK(Valley::import(valley.far, up).error().code == ErrorCode::NotPermitted);
  CHECK(Valley::import(valley.carrier, down).error().code == ErrorCode::NotPermitted);
  CHECK(valley.takeIn(down).error().code == ErrorCode::NotPermitted);
  Valley other(200);
  CHECK(other.takeIn(up).error().code == ErrorCode::WrongHub);
  CHECK(Valley::import(other.carrier, up).error().code == ErrorCode::WrongHub);
  CHECK(Valley::import(valley.far, valley.usb / "none").error().code == ErrorCode::NotFound);
}

TEST_CASE("what the hub refuses in a first exchange is not offered again by itself") {
  Valley valley;
  valley.far.makeFacility("Elsewhere", "79");
  CHECK(valley.far.sync().refused.size() == 1);
  CHECK(valley.far.sync().refused.empty());
}

TEST_CASE("a revoked device's bundle is kept aside, photos included, and it gets no refresh") {
  Valley valley;
  std::string sha256;
  photographed(valley.far, "01", 300'000, &sha256);
  const auto device = must(valley.hub->write([&](hub::HubWrite& write) {
    return hub::revokeDevice(write, valley.far.replica->enrolment()->device.text(), valley.hub->now());
  }));
  const auto taken = must(valley.takeIn(valley.exportFrom(valley.far)));
  CHECK(taken.accepted == 0);
  CHECK(taken.quarantined == 2);
  CHECK(valley.hub->blobs().sizeOf(sha256) == 300'000);
  CHECK(must(valley.hub->read([](hub::HubRead& read) { return read.quarantined(false).size(); })) == 2);
  const auto refused = hub::writeRefresh(*valley.hub.hub, device, valley.usb / "refresh");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::Revoked);
}

TEST_CASE("a bundle made before the hub was restored makes the device send all of its work again") {
  Valley valley;
  valley.far.sync();
  const auto backup = valley.hub.folder / "backup";
  must(hub::backUp(*valley.hub.hub, backup));
  const auto visit = valley.far.makeVisit(valley.far.makeFacility("A", "01"));
  valley.far.sync();
  const auto file = valley.exportFrom(valley.far);

  auto options = valley.hub.options();
  options.folder = valley.hub.folder / "restored";
  must(hub::restore(backup, options));
  valley.hub.hub = must(hub::Hub::open(options));
  CHECK(must(valley.takeIn(file)).accepted == 0);
  const auto imported = must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  CHECK(imported.hubIsRestored);
  CHECK(Valley::unsent(valley.far) == 2);
  must(valley.takeIn(valley.exportFrom(valley.far)));
  CHECK(noteOf(valley.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "first");
  must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  CHECK(Valley::unsent(valley.far) == 0);
}

TEST_CASE("what is edited after the export stays unsent when the receipts come") {
  Valley valley;
  auto visit = valley.far.makeVisit(valley.far.makeFacility("A", "01"));
  must(valley.takeIn(valley.exportFrom(valley.far)));
  (*visit.mutable_answers())["note"].set_text("second");
  valley.far.replica.clock.advance(std::chrono::minutes(10));
  valley.far.put(visit);
  must(Valley::import(valley.far, valley.refreshFor(valley.far)));
  CHECK(Valley::unsent(valley.far) == 1);
  valley.far.sync();
  CHECK(noteOf(valley.hub.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()))) == "second");
}
