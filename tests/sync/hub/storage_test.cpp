#include "sync/hub/storage.h"

#include <fstream>
#include <set>

#include <catch2/catch_test_macros.hpp>

#include "core/db/connection.h"
#include "sync/hub/backup.h"
#include "sync/hub/leaf_sequences.h"
#include "sync/hub/pull.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

v1::Facility facilityNamed(TestHub& hub, const std::string& name, const std::string& province) {
  v1::Facility facility;
  facility.set_id(core::FacilityId::make(hub.clock, hub.random).rawString());
  facility.set_name(name);
  facility.set_province(province);
  return facility;
}

}  // namespace

TEST_CASE("a hub keeps its identity over a restart, and there is one in a folder") {
  TestHub hub;
  const auto id = hub->identity().id;
  const auto key = hub->identity().key.publicKey();
  const auto epoch = hub->identity().epoch;
  hub.reopen();
  CHECK(hub->identity().id == id);
  CHECK(hub->identity().key.publicKey() == key);
  CHECK(hub->identity().epoch == epoch);
  CHECK(hub::Hub::create(hub.options()).error().code == ErrorCode::AlreadyExists);
  auto nowhere = hub.options();
  nowhere.folder = hub.folder / "nowhere";
  CHECK(hub::Hub::open(nowhere).error().code == ErrorCode::NotFound);
}

TEST_CASE("a command that fails leaves nothing behind") {
  TestHub hub;
  const auto failed = hub->write([&](hub::HubWrite& write) -> core::Result<int> {
    write.putAccount({core::PersonId::make(hub.clock, hub.random), "an", v1::ROLE_CLERK, {true, {}}, true});
    return core::fail(ErrorCode::Refused, "no");
  });
  CHECK(failed.error().code == ErrorCode::Refused);
  CHECK(must(hub->read([](hub::HubRead& read) { return read.accounts().size(); })) == 0);
}

TEST_CASE("a record written again as it is costs nothing, changed in one field it is one more change") {
  TestHub hub;
  auto facility = facilityNamed(hub, "A", "01");
  hub.put(facility);
  const auto first = must(hub->read([](hub::HubRead& read) { return read.sequence(); }));
  hub.put(facility);
  CHECK(must(hub->read([](hub::HubRead& read) { return read.sequence(); })) == first);
  facility.set_phone("0900");
  hub.put(facility);
  CHECK(must(hub->read([](hub::HubRead& read) { return read.sequence(); })) == first + 1);
  CHECK(hub.get<v1::Facility>(*core::FacilityId::fromBytes(facility.id()))->phone() == "0900");
}

TEST_CASE("a long visit lies packed in the hub's database and comes out as it was") {
  TestHub hub;
  v1::Visit visit;
  visit.set_id(core::VisitId::make(hub.clock, hub.random).rawString());
  visit.set_province("01");
  for (int i = 0; i < 50; ++i) {
    (*visit.mutable_answers())["question_" + std::to_string(i)].set_text("Cơ sở hoạt động bình thường");
  }
  hub.put(visit);
  const auto id = *core::RecordId::fromBytes(visit.id());
  const auto body = must(hub->read([&](hub::HubRead& read) { return read.head(id)->body; }));
  v1::Visit held;
  REQUIRE(held.ParseFromString(body));
  CHECK(held.answers_size() == 50);
  core::db::Connection database(hub::storagePath(hub.options().folder), core::db::OpenMode::ReadOnly);
  auto row = database.prepare("SELECT length(body) FROM head WHERE id = ?1");
  row.bindBlob(1, id.raw());
  REQUIRE(row.step());
  CHECK(row.integer(0) < static_cast<std::int64_t>(body.size()) / 2);
}

TEST_CASE("the log is a chain that a changed byte breaks") {
  TestHub hub;
  for (int i = 0; i < 3; ++i) hub.put(facilityNamed(hub, "Facility " + std::to_string(i), "01"));
  const auto whole = must(hub::check(*hub.hub));
  CHECK(whole.problems.empty());
  CHECK(whole.batches == 3);
  CHECK(whole.records == 3);
  {
    core::db::Connection connection(hub.folder / "hub/hub.sqlite", core::db::OpenMode::ReadWrite);
    connection.execute("UPDATE log SET received_at = received_at + 1 WHERE entry = 2");
  }
  CHECK_FALSE(must(hub::check(*hub.hub)).problems.empty());
}

TEST_CASE("a backup holds everything, photos included, and a restored hub has a new epoch") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  hub.put(facilityNamed(hub, "A", "01"));
  const std::string photo = "a photo's bytes";
  const std::string sha256(core::raw(core::sha256(photo)));
  REQUIRE(hub->blobs().add(sha256, photo.size(), 0, photo));
  const auto file = hub.folder / "backup";
  must(hub::backUp(*hub.hub, file));
  CHECK(hub::backUp(*hub.hub, file).error().code == ErrorCode::AlreadyExists);

  auto options = hub.options();
  options.folder = hub.folder / "restored";
  must(hub::restore(file, options));
  const auto restored = must(hub::Hub::open(options));
  CHECK(restored->identity().id == hub->identity().id);
  CHECK(restored->identity().epoch != hub->identity().epoch);
  CHECK(restored->blobs().sizeOf(sha256) == photo.size());
  const auto report = must(hub::check(*restored));
  CHECK(report.problems.empty());
  CHECK(report.blobs == 1);
  CHECK(hub::restore(file, options).error().code == ErrorCode::AlreadyExists);
}

TEST_CASE("a file that is no backup is not restored") {
  TestHub hub;
  const auto file = hub.folder / "not-a-backup";
  std::ofstream(file) << "hello";
  auto options = hub.options();
  options.folder = hub.folder / "restored";
  CHECK_FALSE(hub::restore(file, options));
  CHECK_FALSE(hub::Hub::open(options));
}

TEST_CASE("a blob arrives in pieces, wherever it was cut, and only whole and true") {
  TestHub hub;
  std::string photo(1000, 'x');
  for (std::size_t i = 0; i < photo.size(); ++i) photo[i] = static_cast<char>(i * 31);
  const std::string sha256(core::raw(core::sha256(photo)));
  auto& blobs = hub->blobs();
  CHECK(must(blobs.add(sha256, 1000, 0, photo.substr(0, 400))).have == 400);
  CHECK(must(blobs.add(sha256, 1000, 600, photo.substr(600))).have == 400);
  CHECK_FALSE(blobs.sizeOf(sha256));
  CHECK(must(blobs.add(sha256, 1000, 300, photo.substr(300, 300))).have == 600);
  CHECK(must(blobs.add(sha256, 1000, 0, photo.substr(0, 100))).have == 600);
  CHECK(must(blobs.add(sha256, 1000, 600, photo.substr(600))).complete);
  CHECK(blobs.sizeOf(sha256) == 1000);
  CHECK(must(blobs.read(sha256, 100, 50)) == photo.substr(100, 50));
  CHECK(must(blobs.verify(sha256)));

  const std::string other(core::raw(core::sha256("something else")));
  CHECK(blobs.add(other, 1000, 0, photo).error().code == ErrorCode::BadHash);
  CHECK(blobs.have(other) == 0);
}

TEST_CASE("who speaks of a blob and who brought word of it is found however much came since, and told once") {
  TestHub hub;
  const auto device = core::DeviceId::make(hub.clock, hub.random);
  const auto other = core::DeviceId::make(hub.clock, hub.random);
  const auto hashOf = [](int photo) { return std::string(core::raw(core::sha256("photo " + std::to_string(photo)))); };
  constexpr int kPhotos = 40'000;
  std::vector<core::RecordId> records;
  must(hub->write([&](hub::HubWrite& write) -> core::Result<> {
    for (int i = 0; i < kPhotos; ++i) {
      const auto& record = records.emplace_back(core::RecordId::make(hub.clock, hub.random));
      write.putBlobUse(hashOf(i), record, device);
    }
    write.putBlobUse(hashOf(0), records.back(), other);
    write.putBlobUse(hashOf(0), records.back(), other);
    return {};
  }));
  must(hub->read([&](hub::HubRead& read) -> core::Result<> {
    const auto users = read.usersOfBlob(hashOf(0));
    CHECK(std::set(users.begin(), users.end()) == std::set{records.front(), records.back()});
    for (const int i : {1, 16'383, 16'384, 32'767, 32'768, kPhotos - 1}) {
      CHECK(read.usersOfBlob(hashOf(i)) == std::vector{records[static_cast<std::size_t>(i)]});
      CHECK(read.isUploader(hashOf(i), device));
      CHECK_FALSE(read.isUploader(hashOf(i), other));
    }
    CHECK(read.usersOfBlob(hashOf(kPhotos)).empty());
    CHECK(read.usedBlobs().size() == kPhotos);
    return {};
  }));
  core::db::Connection database(hub::storagePath(hub.options().folder), core::db::OpenMode::ReadOnly);
  auto rows = database.prepare("SELECT count(*) FROM blob_use");
  REQUIRE(rows.step());
  CHECK(rows.integer(0) == kPhotos + 1);
}

TEST_CASE("leaf sequences and cursors read back, and nothing else is taken for one") {
  const std::vector<std::uint64_t> sequences{5, 5, 5, 9, 7, 7};
  const auto bytes = hub::encodeLeafSequences(sequences);
  CHECK(hub::decodeLeafSequences(bytes, 6) == sequences);
  CHECK_FALSE(hub::decodeLeafSequences(bytes, 5));
  CHECK_FALSE(hub::decodeLeafSequences(bytes.substr(0, bytes.size() - 1), 6));

  for (const auto& cursor :
       {hub::Cursor{700, 3, 0, 700, {}, 0}, hub::Cursor{700, 3, 2, 700, {}, 0}, hub::Cursor{700, 3, 3, 900, {}, 0},
        hub::Cursor{700, 3, 2, 700, {"01", "79"}, 12}, hub::Cursor{1, 1, 0, 5, {"*"}, 0}}) {
    CHECK(hub::decodeCursor(hub::encodeCursor(cursor)) == cursor);
  }
  CHECK_FALSE(hub::decodeCursor("\xff"));
}

TEST_CASE("scopes that change before the one before was filled in are filled in whole") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  for (const char* province : {"01", "25", "79"}) {
    for (int i = 0; i < 3; ++i) hub.put(facilityNamed(hub, province, province));
  }
  Tablet tablet(hub, "an", 1);
  tablet.sync();
  const auto syncInPart = [&] {
    int answers = 0;
    tablet.transport.onResponse = [&](sync::HttpResponse&) { return ++answers < 2; };
    CHECK_FALSE(tablet.trySync({.pullChanges = 1}));
    tablet.transport.onResponse = {};
  };
  SECTION("everything, then one province") {
    hub.setScope("an", "all");
    syncInPart();
    hub.setScope("an", "79");
    tablet.sync();
    CHECK(tablet.count<v1::Facility>() == 3);
  }
  SECTION("one more province, then everything") {
    hub.setScope("an", "01,25");
    syncInPart();
    hub.setScope("an", "all");
    tablet.sync();
    CHECK(tablet.count<v1::Facility>() == 9);
  }
}

TEST_CASE("a scope that grew is filled in, from the beginning, with what was not in it") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  for (int i = 0; i < 5; ++i) hub.put(facilityNamed(hub, "South " + std::to_string(i), "79"));
  hub.put(facilityNamed(hub, "North", "01"));
  Tablet tablet(hub, "an", 1);
  tablet.sync();
  CHECK(tablet.count<v1::Facility>() == 1);
  hub.setScope("an", "01,79");
  tablet.sync({.pullChanges = 2});
  CHECK(tablet.count<v1::Facility>() == 6);
  hub.setScope("an", "79");
  tablet.sync();
  CHECK(tablet.count<v1::Facility>() == 5);
}
