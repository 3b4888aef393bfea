#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/db/connection.h"
#include "core/records/blob_rows.h"
#include "core/registers/registers_queries.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/sync_state.h"
#include "sync/hub/backup.h"
#include "tests/support/simulated_disk.h"
#include "tests/sync/versions/older.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;
namespace db = core::db;

namespace {

/// Facilities that are copied into a replica before it is migrated.
int wantedRows() {
  const char* asked = std::getenv("THUCDIA_MIGRATED_ROWS");
  return asked ? std::atoi(asked) : 300;
}

int versionOf(const std::string& path) {
  db::Connection connection(path, db::OpenMode::ReadOnly);
  return connection.userVersion();
}

std::int64_t count(core::replica::Replica& replica, const std::string& table) {
  return must(replica.read([&](db::ReadTransaction& read) {
    auto row = read.prepare("SELECT count(*) FROM " + table);
    return row.step() ? row.integer(0) : 0;
  }));
}

/// Copies the first facility `rows` times under new ids, with names that sort apart.
void grow(const std::string& path, int rows) {
  db::Connection connection(path, db::OpenMode::ReadWrite);
  std::string columns;
  {
    auto info = connection.prepare("SELECT name FROM pragma_table_info('facility') WHERE name NOT IN ('row', 'id')");
    while (info.step()) columns += ", \"" + std::string(info.text(0)) + '"';
  }
  connection.execute("BEGIN");
  connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                     std::to_string(rows) + ") INSERT INTO facility (id" + columns + ") SELECT randomblob(16)" +
                     columns + " FROM n, (SELECT * FROM facility ORDER BY row LIMIT 1)");
  connection.execute("COMMIT");
}

/// How many of the facilities a search for their own names finds.
int found(core::replica::Replica& replica, const std::vector<core::registers::FacilityLine>& facilities) {
  int count = 0;
  for (const auto& line : facilities) {
    core::registers::FacilityFilter byName;
    byName.search = line.name;
    const auto page = must(replica.read([&](db::ReadTransaction& read) {
      return core::registers::facilitiesPage(read, byName, core::registers::FacilityOrder::Name,
                                             core::Date{std::chrono::year(2026) / 11 / 28}, 100);
    }));
    count += static_cast<int>(std::ranges::count(page.lines, line.id, &core::registers::FacilityLine::id));
  }
  return count;
}

std::vector<core::registers::FacilityLine> firstFacilities(core::replica::Replica& replica, int limit) {
  return must(replica.read([&](db::ReadTransaction& read) {
           return core::registers::facilitiesPage(read, {}, core::registers::FacilityOrder::Name,
                                                  core::Date{std::chrono::year(2026) / 11 / 28}, limit);
         }))
      .lines;
}

/// Every visit stands where the database of before said, with its findings and photos, and is found by its facility's
/// name; how many there are.
std::size_t visitsAsBefore(db::ReadTransaction& read, db::Connection& before) {
  const auto lines = core::visits::visitsPage(read, {}, 100);
  CHECK(std::ranges::is_sorted(lines, std::greater(), &core::visits::VisitLine::startedAt));
  for (const auto& line : lines) {
    auto was = before.prepare(before.userVersion() < 5
                                  ? "SELECT status, number, findings FROM visit_state WHERE visit_id = ?"
                                  : "SELECT s.status, s.number, s.findings FROM visit v JOIN visit_state s ON s.row = "
                                    "v.row WHERE v.id = ?");
    was.with(line.id);
    REQUIRE(was.step());
    CHECK(static_cast<int>(line.status) == was.integer(0));
    if (!was.text(1).empty()) CHECK(line.number == was.text(1));
    CHECK(line.findings == was.integer(2));
    auto blobs = before.prepare("SELECT count(*) FROM blob WHERE visit_id = ?");
    blobs.with(line.id);
    REQUIRE(blobs.step());
    CHECK(static_cast<std::int64_t>(core::records::blobsOfVisit(read, line.id).size()) == blobs.integer(0));
    core::visits::VisitFilter filter;
    filter.search = line.facilityName;
    CHECK(std::ranges::count(core::visits::visitsPage(read, filter, 100), line.id, &core::visits::VisitLine::id) == 1);
  }
  return lines.size();
}

}  // namespace

TEST_CASE("a hub of an earlier schema is brought up to date with all that it held, and a copy of before is kept") {
  OlderHub older;
  const auto report = must(hub::check(*older.hub));
  CHECK(report.problems.empty());
  CHECK(report.batches == 13);
  const auto visits = must(older.hub->read(
      [](hub::HubRead& read) { return read.countOfType(core::records::RecordType::of<v1::Visit>().number()); }));
  CHECK(visits == 3);
  CHECK(must(older.hub->read([](hub::HubRead& read) { return read.quarantined(true).size(); })) == 0);
  CHECK(versionOf(older.folder / "hub/hub.sqlite.before-2") == 1);
}

TEST_CASE("a hub of schema 2 or 3 still has its visits, seals and decisions, and who brought word of their photo") {
  const int schema = GENERATE(2, 3);
  const OlderHub older(schema);
  CHECK(must(hub::check(*older.hub)).problems.empty());
  must(older.hub->read([](hub::HubRead& read) -> core::Result<> {
    CHECK(read.countOfType(core::records::RecordType::of<v1::Visit>().number()) == 4);
    CHECK(read.countOfType(core::records::RecordType::of<v1::VisitSeal>().number()) == 3);
    CHECK(read.countOfType(core::records::RecordType::of<v1::VisitDecision>().number()) == 7);
    const auto used = read.usedBlobs();
    REQUIRE(used.size() == 1);
    CHECK(read.usersOfBlob(used.front()).size() == 7);
    return {};
  }));
  const std::string copy = "hub/hub.sqlite.before-" + std::to_string(schema + 1);
  CHECK(versionOf(older.folder / copy) == schema);
}

TEST_CASE("a hub of schema 4 knows afterwards which records speak of a photo, and who brought word of it") {
  const OlderHub older(4);
  CHECK(must(hub::check(*older.hub)).problems.empty());
  must(older.hub->read([](hub::HubRead& read) -> core::Result<> {
    CHECK(read.usedBlobs().size() == 6);
    const auto sign = core::sha256("the same drawn sign");
    const auto devices = read.devices();
    REQUIRE(devices.size() == 2);
    const bool firstIsBinh = read.account(devices[0].person)->name == "binh";
    const auto& binh = devices[firstIsBinh ? 0 : 1];
    // Of five visits and the three seals among them.
    CHECK(read.usersOfBlob(core::raw(sign)).size() == 8);
    CHECK(read.isUploader(core::raw(sign), binh.id));
    CHECK_FALSE(read.isUploader(core::raw(sign), devices[firstIsBinh ? 1 : 0].id));
    return {};
  }));
}

TEST_CASE("a replica of an earlier schema is brought up to date: what it held is there, listed, and still to be sent") {
  const int schema = GENERATE(1, 2);
  OlderReplica older(schema);
  CHECK(count(*older.replica, "visit") == 3);
  CHECK(must(older.replica->read([](db::ReadTransaction& read) { return sync::countOutgoing(read); })) == 1);
  const auto facilities = firstFacilities(*older.replica, 10);
  CHECK(facilities.size() == 3);
  CHECK(found(*older.replica, facilities) == 3);
  CHECK(must(older.replica->store().integrityProblems()).empty());
  if (schema == 1) CHECK(versionOf(older.folder / "replica.db.before-2") == 1);
}

TEST_CASE(
    "where each visit of a replica of an earlier schema stands comes through, packed bodies and unsent work too") {
  const int schema = GENERATE(3, 5, 6);
  TemporaryFolder before;
  placeOlder("replica-" + std::to_string(schema) + ".db", before / "replica.db");
  db::Connection old(before / "replica.db", db::OpenMode::ReadOnly);
  OlderReplica older(schema);
  must(older.replica->read([&](db::ReadTransaction& read) {
    CHECK(visitsAsBefore(read, old) == 4);
    CHECK(core::visits::findings(read, {}, 100).size() == 4);
    // After the restore nothing of its own counts as sent.
    CHECK(sync::countOutgoing(read) == (schema == 6 ? 10 : 1));
    for (const auto& line : core::visits::visitsPage(read, {}, 100)) {
      const auto visit = core::records::get<v1::Visit>(read, line.id);
      REQUIRE(visit);
      CHECK(visit->answers().contains(schema == 6 ? "facts/bene_name" : "bene_name"));
    }
  }));
  CHECK(found(*older.replica, firstFacilities(*older.replica, 10)) == 3);
  CHECK(must(older.replica->store().integrityProblems()).empty());
}

TEST_CASE("what a restored hub may lack is still in doubt after a replica of schema 6 was brought up to date") {
  const OlderReplica older(6);
  CHECK(count(*older.replica, "unconfirmed") == 7);
  CHECK(count(*older.replica, "not_at_hub") == 0);
}

TEST_CASE("where each visit of a replica of schema 4 stands, its photos and what is due come through with it") {
  TemporaryFolder before;
  placeOlder("replica-4.db", before / "replica.db");
  db::Connection old(before / "replica.db", db::OpenMode::ReadOnly);
  OlderReplica older(4);
  must(older.replica->read([&](db::ReadTransaction& read) {
    CHECK(visitsAsBefore(read, old) == 8);
    CHECK(core::visits::findings(read, {}, 100).size() == 11);
    CHECK(sync::countOutgoing(read) == 1);
  }));
  // One has findings that no later visit followed, one an assignment that nobody has done.
  const auto due = must(older.replica->read([](db::ReadTransaction& read) {
    core::registers::FacilityFilter overdue;
    overdue.overdueOnly = true;
    return core::registers::facilitiesPage(read, overdue, core::registers::FacilityOrder::Name,
                                           core::Date{std::chrono::year(2030) / 1 / 1}, 10)
        .lines.size();
  }));
  CHECK(due == 2);
  CHECK(found(*older.replica, firstFacilities(*older.replica, 10)) == 4);
  CHECK(must(older.replica->store().integrityProblems()).empty());
}

TEST_CASE("a replica of full size of an earlier schema is brought up to date") {
  TemporaryFolder folder;
  placeOlder("replica-1.db", folder / "replica.db");
  const auto rows = wantedRows();
  grow(folder / "replica.db", rows);
  core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};
  core::SeededRandom random(3);
  const auto replica =
      must(core::replica::Replica::open({.folder = folder.path(), .clock = &clock, .random = &random}));
  CHECK(count(*replica, "facility") == rows + 3);
  CHECK(count(*replica, "facility_order") == rows + 3);
  CHECK(firstFacilities(*replica, 50).size() == 50);
}

TEST_CASE("power lost at any step of bringing a replica of an earlier schema up to date loses nothing") {
  const auto [file, visits, facilities] = GENERATE(table<std::string, int, int>({{"replica-1.db", 3, 3},
                                                                                 {"replica-3.db", 4, 3},
                                                                                 {"replica-4.db", 8, 4},
                                                                                 {"replica-5.db", 4, 3},
                                                                                 {"replica-6.db", 4, 3}}));
  const auto bytes = olderDatabase(file);
  for (std::uint64_t step = 1;; ++step) {
    TemporaryFolder folder;
    SimulatedDisk disk("migration-" + std::to_string(step), step);
    must(disk.makeFolders(folder.path().string()));
    disk.place(folder / "replica.db", bytes);
    core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};
    core::SeededRandom random(3);
    const core::replica::Replica::Options options{
        .folder = folder.path(), .clock = &clock, .random = &random, .disk = &disk, .vfs = disk.name()};
    const auto begun = disk.steps();
    disk.failAt(step, Fault::Crash);
    static_cast<void>(core::replica::Replica::open(options));
    const bool reached = disk.steps() - begun >= step;
    disk.restart();
    INFO("step " << step);
    const auto replica = core::replica::Replica::open(options);
    REQUIRE(replica);
    REQUIRE(count(**replica, "visit") == visits);
    REQUIRE(count(**replica, "visit_state") == visits);
    REQUIRE(count(**replica, "facility_order") == facilities);
    REQUIRE(must((*replica)->store().integrityProblems()).empty());
    if (!reached) break;
  }
}

TEST_CASE("power lost at any step of bringing a hub of an earlier schema up to date loses nothing") {
  const auto bytes = olderDatabase(GENERATE("hub-1.sqlite", "hub-2.sqlite", "hub-3.sqlite", "hub-4.sqlite"));
  for (std::uint64_t step = 1;; ++step) {
    TemporaryFolder folder;
    SimulatedDisk disk("hub-migration-" + std::to_string(step), step);
    disk.place(hub::storagePath(folder.path().string()), bytes);
    core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};
    core::SeededRandom random(3);
    const hub::Hub::Options options{.folder = folder.path().string(),
                                    .clock = &clock,
                                    .random = &random,
                                    .log = {},
                                    .disk = &disk,
                                    .vfs = disk.name()};
    const auto begun = disk.steps();
    disk.failAt(step, Fault::Crash);
    static_cast<void>(hub::Hub::open(options));
    const bool reached = disk.steps() - begun >= step;
    disk.restart();
    INFO("step " << step);
    const auto hub = hub::Hub::open(options);
    REQUIRE(hub);
    REQUIRE(must(hub::check(**hub)).problems.empty());
    if (!reached) break;
  }
}

TEST_CASE("a database of a later schema is refused and stays as it is") {
  TemporaryFolder folder;
  placeOlder("replica-2.db", folder / "replica.db");
  placeOlder("hub-1.sqlite", folder / "hub/hub.sqlite");
  for (const auto& path : {folder / "replica.db", folder / "hub/hub.sqlite"}) {
    db::Connection(path, db::OpenMode::ReadWrite).execute("PRAGMA user_version = 99");
  }
  core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};
  core::SeededRandom random(3);
  const auto replica = core::replica::Replica::open({.folder = folder.path(), .clock = &clock, .random = &random});
  REQUIRE_FALSE(replica);
  CHECK(replica.error().code == ErrorCode::DatabaseTooNew);
  const auto hub = hub::Hub::open({.folder = folder / "hub", .clock = &clock, .random = &random, .log = {}});
  REQUIRE_FALSE(hub);
  CHECK(hub.error().code == ErrorCode::DatabaseTooNew);
  CHECK(versionOf(folder / "replica.db") == 99);
}
