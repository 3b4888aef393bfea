#include <functional>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/core/db/notes.h"
#include "tests/support/simulated_disk.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using namespace thucdia::tests;

namespace {

constexpr const char* kPath = "/notes.db";
constexpr const char* kDiskName = "crash-test";

Store::Options on(SimulatedDisk& disk, std::size_t versions = 1, const std::string& key = {}) {
  auto options = notesAt(kPath, versions, key);
  options.vfs = kDiskName;
  options.disk = &disk;
  // Short, so that commits move the log into the file within the test.
  options.autoCheckpointPages = 4;
  return options;
}

/// Longer than a page, so that one note writes several.
std::string longText(const std::string& name) { return name + std::string(9000, '.'); }

std::set<std::string> namesOf(Store& store) {
  return store
      .read([](ReadTransaction& transaction) {
        std::set<std::string> names;
        auto statement = transaction.prepare("SELECT rtrim(text, '.') FROM note");
        while (statement.step()) names.emplace(statement.text(0));
        return names;
      })
      .value();
}

/// What the program does, step by step, and has been promised: names of notes whose write returned well.
struct Session {
  std::set<std::string> saved;      ///< durable, as we were told
  std::set<std::string> attempted;  ///< maybe there, wholly or not at all
};

/// Three transactions of two notes each, one that is rolled back, and a checkpoint.
void work(Store& store, Session& session) {
  for (const std::string name : {"b", "c", "d"}) {
    session.attempted.insert({name + "1", name + "2"});
    const auto written = store.write([&](WriteTransaction& transaction) -> Result<> {
      THUCDIA_TRY(addNote(transaction, longText(name + "1")));
      return addNote(transaction, longText(name + "2"));
    });
    if (written) session.saved.insert({name + "1", name + "2"});
  }
  (void)store.write([&](WriteTransaction& transaction) -> Result<> {
    THUCDIA_TRY(addNote(transaction, longText("refused")));
    return fail(ErrorCode::NotPermitted);
  });
  (void)store.checkpoint();
}

void checkWhatIsThere(Store& store, const Session& session) {
  const auto problems = store.integrityProblems();
  REQUIRE(problems);
  REQUIRE(problems->empty());
  const auto names = namesOf(store);
  for (const auto& name : session.saved) REQUIRE(names.contains(name));
  for (const auto& name : names) REQUIRE(session.attempted.contains(name));
  for (const std::string name : {"b", "c", "d"}) REQUIRE(names.contains(name + "1") == names.contains(name + "2"));
}

/// Runs `scene` on a new disk for each step it takes, with a fault at that step; `after` looks at the disk then. Ends
/// with the first run that the fault did not reach.
void atEveryStep(Fault fault, bool lasting, std::uint64_t seed, const std::function<void(SimulatedDisk&)>& before,
                 const std::function<void(SimulatedDisk&)>& scene, const std::function<void(SimulatedDisk&)>& after) {
  for (std::uint64_t step = 1;; ++step) {
    SimulatedDisk disk(kDiskName, seed * 1000 + step);
    before(disk);
    const auto begun = disk.steps();
    disk.failAt(step, fault, lasting);
    scene(disk);
    const bool reached = disk.steps() - begun >= step;
    INFO("step " << step << ", seed " << seed);
    after(disk);
    if (!reached) {
      CHECK(step > 10);  // the scene does something
      return;
    }
  }
}

void firstNote(SimulatedDisk& disk) {
  const auto store = opened(on(disk));
  REQUIRE(addNote(*store, "a"));
}

}  // namespace

TEST_CASE("power lost at any step of writing loses nothing that was saved and keeps nothing by halves") {
  const std::uint64_t seed = GENERATE(1, 2, 3, 4);
  Session session;
  atEveryStep(
      Fault::Crash, false, seed,
      [&](SimulatedDisk& disk) {
        session = {{"a"}, {"a"}};
        firstNote(disk);
      },
      [&](SimulatedDisk& disk) {
        if (const auto store = Store::open(on(disk))) work(**store, session);
      },
      [&](SimulatedDisk& disk) {
        disk.restart();
        const auto store = opened(on(disk));
        checkWhatIsThere(*store, session);
        REQUIRE(addNote(*store, "after"));
      });
}

TEST_CASE("power lost at any step of making a database leaves one that opens") {
  const std::uint64_t seed = GENERATE(1, 2, 3, 4);
  bool made = false;
  atEveryStep(
      Fault::Crash, false, seed, [&](SimulatedDisk&) { made = false; },
      [&](SimulatedDisk& disk) {
        const auto store = Store::open(on(disk, 3));
        made = store && addNote(**store, "a");
      },
      [&](SimulatedDisk& disk) {
        disk.restart();
        const auto store = opened(on(disk, 3));
        REQUIRE(store->integrityProblems().value().empty());
        REQUIRE((!made || notesIn(*store) == 1));
      });
}

TEST_CASE("power lost at any step of a migration leaves a database that can be migrated, with all it held") {
  const std::uint64_t seed = GENERATE(1, 2, 3);
  const auto key = GENERATE(std::string(), kKey);
  atEveryStep(
      Fault::Crash, false, seed,
      [&](SimulatedDisk& disk) {
        const auto store = opened(on(disk, 1, key));
        for (const auto* name : {"A", "B", "C"}) REQUIRE(addNote(*store, longText(name)));
      },
      [&](SimulatedDisk& disk) { (void)Store::open(on(disk, 3, key)); },
      [&](SimulatedDisk& disk) {
        disk.restart();
        const auto store = opened(on(disk, 3, key));
        REQUIRE(store->integrityProblems().value().empty());
        REQUIRE(namesOf(*store) == std::set<std::string>{"A", "B", "C"});
        const auto folded = store->read([](ReadTransaction& transaction) {
          auto statement = transaction.prepare("SELECT count(*) FROM note WHERE folded = lower(text)");
          (void)statement.step();
          return statement.integer(0);
        });
        REQUIRE(folded == 3);
      });
}

TEST_CASE("a disk that is full or fails once at any step costs at most the command that met it") {
  const auto fault = GENERATE(Fault::DiskFull, Fault::IoError);
  Session session;
  atEveryStep(
      fault, false, 1,
      [&](SimulatedDisk& disk) {
        session = {{"a"}, {"a"}};
        firstNote(disk);
      },
      [&](SimulatedDisk& disk) {
        if (const auto store = Store::open(on(disk))) {
          work(**store, session);
          disk.mend();
          // The same connection goes on working.
          REQUIRE(addNote(**store, "after"));
          session.saved.insert("after");
          session.attempted.insert("after");
          checkWhatIsThere(**store, session);
        }
      },
      [&](SimulatedDisk& disk) { checkWhatIsThere(*opened(on(disk)), session); });
}

TEST_CASE("a disk that failed once, while a database was made or opened or later, makes nothing saved less durable") {
  const auto fault = GENERATE(Fault::DiskFull, Fault::IoError);
  const std::uint64_t seed = GENERATE(1, 2, 3, 4);
  const bool isNew = GENERATE(true, false);
  Session session;
  atEveryStep(
      fault, false, seed,
      [&](SimulatedDisk& disk) {
        session = {};
        if (!isNew) firstNote(disk);
      },
      [&](SimulatedDisk& disk) {
        const auto store = Store::open(on(disk));
        if (store) work(**store, session);
        disk.crash();
      },
      [&](SimulatedDisk& disk) {
        disk.restart();
        session.attempted.insert("a");
        if (!isNew) session.saved.insert("a");
        checkWhatIsThere(*opened(on(disk)), session);
      });
}

TEST_CASE("a full disk says so, and writing goes on once there is room") {
  SimulatedDisk disk(kDiskName, 1);
  const auto store = opened(on(disk));
  REQUIRE(addNote(*store, "a"));
  disk.setCapacity(disk.used());
  // Until no step finds room any more.
  Result<> written;
  for (int i = 0; i < 100 && written; ++i) written = addNote(*store, longText(std::to_string(i)));
  REQUIRE_FALSE(written);
  CHECK(written.error().code == ErrorCode::DiskFull);
  CHECK(store->read(countNotes));
  disk.setCapacity(std::nullopt);
  CHECK(addNote(*store, "after"));
  CHECK(store->integrityProblems().value().empty());
}

TEST_CASE("a migration that finds the disk full leaves the database as it was") {
  atEveryStep(
      Fault::DiskFull, true, 1, firstNote,
      [&](SimulatedDisk& disk) {
        const auto begun = disk.steps();
        const auto store = Store::open(on(disk, 3));
        if (!store) CHECK(store.error().code == ErrorCode::DiskFull);
        CHECK(disk.steps() > begun);
      },
      [&](SimulatedDisk& disk) {
        disk.mend();
        CHECK(notesIn(*opened(on(disk, 3))) == 1);
      });
}

TEST_CASE("a disk without syncs would lose what was saved: the simulated disk can tell") {
  SimulatedDisk disk(kDiskName, 1);
  bool lost = false;
  for (std::uint64_t i = 0; i < 20 && !lost; ++i) {
    const auto path = "/unsynced" + std::to_string(i) + ".db";
    {
      Connection careless(path, OpenMode::ReadWrite, {}, kDiskName);
      careless.execute("PRAGMA synchronous = OFF; CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')");
    }
    disk.crash();
    disk.restart();
    lost = !disk.bytesOf(path) || disk.bytesOf(path)->size() < 8192 ||
           disk.bytesOf(path)->find("note") == std::string::npos;
  }
  CHECK(lost);
}
