#include "core/base/disk.h"

#include <memory>
#include <string>
#include <vector>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "tests/support/simulated_disk.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::tests;

namespace {

/// The machine's disk, in a folder of its own.
class OnSystem {
 public:
  Disk& disk() { return m_disk; }
  std::string folder() const { return m_folder.path().string(); }

 private:
  TemporaryFolder m_folder;
  SystemDisk m_disk;
};

class InMemory {
 public:
  InMemory() { REQUIRE(m_disk.makeFolder(folder()) == true); }
  Disk& disk() { return m_disk; }
  std::string folder() const { return "/folder"; }

 private:
  SimulatedDisk m_disk{"disk-test", 1};
};

using Names = std::vector<std::string>;

}  // namespace

TEMPLATE_TEST_CASE("every disk reads what was written, piece by piece", "", OnSystem, InMemory) {
  TestType on;
  const auto path = on.folder() + "/a";
  {
    const auto file = on.disk().openToWrite(path).value();
    REQUIRE(file->write(0, "abc"));
    REQUIRE(file->write(5, "f"));
    REQUIRE(file->sync());
    CHECK(file->size() == 6U);
    CHECK(file->read(0, 100) == std::string("abc\0\0f", 6));
  }
  // Opened to write again, it keeps what it holds.
  CHECK(on.disk().openToWrite(path).value()->size() == 6U);
  const auto file = on.disk().openToRead(path).value();
  CHECK(file->read(1, 2) == "bc");
  CHECK(file->read(6, 2) == "");
  CHECK(file->read(100, 2) == "");
  CHECK(on.disk().sizeOf(path).value() == 6U);
}

TEMPLATE_TEST_CASE("every disk says what is not there", "", OnSystem, InMemory) {
  TestType on;
  const auto path = on.folder() + "/absent";
  CHECK(on.disk().openToRead(path).error().code == ErrorCode::NotFound);
  CHECK(on.disk().remove(path).error().code == ErrorCode::NotFound);
  CHECK(on.disk().rename(path, on.folder() + "/b").error().code == ErrorCode::NotFound);
  CHECK(on.disk().list(path).error().code == ErrorCode::NotFound);
  CHECK_FALSE(on.disk().sizeOf(path).value());
}

TEMPLATE_TEST_CASE("every disk keeps folders apart from files", "", OnSystem, InMemory) {
  TestType on;
  const auto folder = on.folder() + "/inner";
  CHECK(on.disk().makeFolder(folder) == true);
  CHECK(on.disk().makeFolder(folder) == false);
  CHECK(on.disk().syncFolder(on.folder()));
  CHECK(on.disk().openToRead(folder).error().code == ErrorCode::IoError);
  CHECK_FALSE(on.disk().sizeOf(folder).value());
  REQUIRE(on.disk().openToWrite(folder + "/b"));
  REQUIRE(on.disk().openToWrite(folder + "/a"));
  CHECK(on.disk().list(folder) == Names{"a", "b"});
  CHECK(on.disk().list(on.folder()) == Names{"inner"});
}

TEMPLATE_TEST_CASE("every disk makes a folder with those around it", "", OnSystem, InMemory) {
  TestType on;
  const auto folder = on.folder() + "/outer/inner";
  CHECK(on.disk().makeFolder(folder).error().code == ErrorCode::NotFound);
  REQUIRE(on.disk().makeFolders(folder));
  REQUIRE(on.disk().makeFolders(folder));
  CHECK(on.disk().list(on.folder() + "/outer") == Names{"inner"});
  REQUIRE(on.disk().openToWrite(folder + "/a"));
}

TEST_CASE("folders that were made outlast a power loss, with what is in them") {
  SimulatedDisk disk("folders", GENERATE(range(1, 20)));
  REQUIRE(disk.makeFolders("/outer/inner"));
  const auto file = disk.openToWrite("/outer/inner/a").value();
  REQUIRE(file->write(0, "abc"));
  REQUIRE(file->sync());
  REQUIRE(disk.syncNameOf("/outer/inner/a"));
  disk.crash();
  disk.restart();
  CHECK(disk.openToRead("/outer/inner/a").value()->read(0, 10) == "abc");
}

TEST_CASE("the name of a path without folders is in the folder one is in") {
  CHECK(orSystemDisk(nullptr).syncNameOf("name"));
  CHECK(orSystemDisk(nullptr).syncNameOf("/name"));
  CHECK(orSystemDisk(nullptr).syncNameOf("/tmp/"));
  CHECK(orSystemDisk(nullptr).makeFolders("/"));
}

TEMPLATE_TEST_CASE("every disk replaces a file at once by renaming", "", OnSystem, InMemory) {
  TestType on;
  const auto from = on.folder() + "/from";
  const auto to = on.folder() + "/to";
  REQUIRE(on.disk().openToWrite(from).value()->write(0, "new"));
  REQUIRE(on.disk().openToWrite(to).value()->write(0, "older"));
  REQUIRE(on.disk().rename(from, to));
  CHECK(on.disk().openToRead(to).value()->read(0, 10) == "new");
  CHECK(on.disk().list(on.folder()) == Names{"to"});
  REQUIRE(on.disk().remove(to));
  CHECK(on.disk().list(on.folder()) == Names{});
}

TEMPLATE_TEST_CASE("every disk removes only files that nobody holds", "", OnSystem, InMemory) {
  TestType on;
  const auto path = on.folder() + "/held";
  auto file = on.disk().createHeld(path);
  REQUIRE(file);
  CHECK(on.disk().createHeld(path).error().code == ErrorCode::AlreadyExists);
  REQUIRE(on.disk().removeAbandoned(on.folder()));
  CHECK(on.disk().list(on.folder()) == Names{"held"});
  file->reset();
  REQUIRE(on.disk().removeAbandoned(on.folder()));
  CHECK(on.disk().list(on.folder()) == Names{});
}
