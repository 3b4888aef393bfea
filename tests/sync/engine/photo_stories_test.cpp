#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "sync/engine/sync_state.h"
#include "tests/sync/engine/office.h"

using namespace thucdia;
using namespace thucdia::tests;

TEST_CASE("a photo reaches the hub in pieces, goes on after a cut, and comes to the supervisor") {
  Office office;
  std::string photo(700'000, '\0');
  core::SeededRandom(9).fill({reinterpret_cast<std::uint8_t*>(photo.data()), photo.size()});
  const auto facility = office.inspector.makeFacility("A", "01");
  auto visit = office.inspector.makeVisit(facility);
  const auto sha256 = photograph(office.inspector, visit, photo);
  int puts = 0;
  std::size_t firstPiece = 0;
  office.inspector.transport.onRequest = [&](const sync::HttpRequest& request) {
    if (request.method == "PUT" && ++puts == 1) firstPiece = request.body.size();
    return request.method != "PUT" || puts != 2;
  };
  CHECK_FALSE(office.inspector.trySync());
  office.inspector.transport.sent.clear();
  const auto result = office.inspector.sync();
  CHECK(result.progress.blobsSent == 1);
  CHECK(result.progress.blobsToSend == 0);
  // The first piece is not sent again.
  std::int64_t bytes = 0;
  for (const auto& request : office.inspector.transport.sent) {
    if (request.method == "PUT") bytes += static_cast<std::int64_t>(request.body.size());
  }
  CHECK(bytes == 700'000 - static_cast<std::int64_t>(firstPiece));
  CHECK(office.hub->blobs().sizeOf(sha256) == 700'000);
  const auto status = must(office.inspector.replica->read([&](core::db::ReadTransaction& transaction) {
    return sync::visitSyncStatus(transaction, *core::VisitId::fromBytes(visit.id()));
  }));
  CHECK(status.reach == sync::VisitReach::ReceivedWhole);

  office.supervisor.sync({.fetchBlobs = false});
  const auto read = [&] {
    return must(office.supervisor.replica->read([&](core::db::ReadTransaction& transaction) {
      return sync::visitSyncStatus(transaction, *core::VisitId::fromBytes(visit.id()));
    }));
  };
  // Whether the hub has what has not come is not known.
  CHECK(read().reach == sync::VisitReach::DataReceived);
  CHECK(read().blobsAway == 1);
  office.supervisor.sync();
  CHECK(must(office.supervisor.replica->blobs().has(sha256)));
  CHECK(read().reach == sync::VisitReach::ReceivedWhole);
}

TEST_CASE("a photo whose last piece had come when the hub died is taken in by the next sync") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, "a photo");
  const auto incoming = std::filesystem::path(office.hub->folder()) / "incoming";
  std::filesystem::create_directories(incoming);
  std::ofstream(incoming / core::hex(sha256), std::ios::binary) << "a photo";
  CHECK(office.inspector.sync().progress.blobsToSend == 0);
  CHECK(office.hub->blobs().sizeOf(sha256) == 7);
}

TEST_CASE("a photo that the hub's own records speak of comes to who may see them") {
  Office office;
  const std::string photo = "a photo";
  const auto sha256 = std::string(core::raw(core::sha256(photo)));
  must(office.hub->blobs().add(sha256, photo.size(), 0, photo));
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  auto& attachment = *(*visit.mutable_answers())["photo"].mutable_attachment();
  attachment.set_sha256(sha256);
  attachment.set_size(photo.size());
  office.hub.put(visit);
  office.supervisor.sync();
  CHECK(must(office.supervisor.replica->blobs().has(sha256)));
}

TEST_CASE("a photo that was taken back before it was sent is not waited for") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  photograph(office.inspector, visit, "a photo");
  visit.mutable_answers()->erase("photo");
  office.inspector.put(visit);
  CHECK(office.inspector.sync().progress.blobsToSend == 0);
  const auto status = must(office.inspector.replica->read([&](core::db::ReadTransaction& transaction) {
    return sync::visitSyncStatus(transaction, *core::VisitId::fromBytes(visit.id()));
  }));
  CHECK(status.reach == sync::VisitReach::ReceivedWhole);

  // The same picture again, after all.
  const auto sha256 = photograph(office.inspector, visit, "a photo");
  office.inspector.sync();
  CHECK(office.hub->blobs().sizeOf(sha256) == 7);
}

TEST_CASE("a photo that only a sealed revision speaks of reaches the hub and the supervisor") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, "a photo");
  const auto seal = office.inspector.seal(visit);
  office.inspector.decide(visit, seal, v1::DECISION_KIND_REOPENED, "another photo");
  visit.set_revision(2);
  visit.mutable_answers()->erase("photo");
  office.inspector.put(visit);
  const auto sent = office.inspector.sync();
  CHECK(sent.refused.empty());
  CHECK(sent.progress.blobsToSend == 0);
  CHECK(office.hub->blobs().sizeOf(sha256) == 7);
}

TEST_CASE("photos that have not reached the hub do not stand before one that has") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  // Listed last, for it is large.
  const auto sha256 = photograph(office.inspector, visit, std::string(100'000, 'p'));
  office.inspector.sync();
  for (int i = 0; i < 250; ++i) {
    const auto key = "photo" + std::to_string(i);
    auto& attachment = *(*visit.mutable_answers())[key].mutable_attachment();
    attachment.set_sha256(std::string(core::raw(core::sha256(key))));
    attachment.set_size(1000);
  }
  office.inspector.put(visit);
  office.inspector.sync();
  office.supervisor.sync();
  CHECK(must(office.supervisor.replica->blobs().has(sha256)));
}

TEST_CASE("photos of a visit that has left the scope are not asked for any more") {
  Office office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  photograph(office.inspector, visit, std::string(1'000, 'p'));
  office.inspector.sync({.sendBlobs = false});
  office.supervisor.sync();
  const auto waiting = [&] {
    return must(office.supervisor.replica->read(
                    [](core::db::ReadTransaction& read) { return core::records::blobsToFetch(read, 10); }))
        .size();
  };
  CHECK(waiting() == 1);
  office.hub.setScope("binh", "79");
  office.supervisor.sync();
  CHECK(waiting() == 0);
  office.hub.setScope("binh", "01");
  office.inspector.sync();
  office.supervisor.sync();
  CHECK(office.supervisor.count<v1::Visit>() == 1);
  CHECK(waiting() == 0);
}
