#include "core/base/atomic_file.h"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/file_size_limit.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using thucdia::tests::FileSizeLimit;
using thucdia::tests::TemporaryFolder;

namespace {

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

auto filesIn(const TemporaryFolder& folder) {
  return std::distance(std::filesystem::directory_iterator(folder.path()), {});
}

}  // namespace

TEST_CASE("a file is seen only when it is whole, and then takes the place of the one before") {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "báo cáo.txt";
  REQUIRE(AtomicFile::save(path, "old"));
  auto file = AtomicFile::create(path);
  REQUIRE(file);
  REQUIRE(file->write("new"));
  CHECK(read(path) == "old");
  REQUIRE(file->sync());
  CHECK(read(path) == "old");
  REQUIRE(file->commit());
  CHECK(read(path) == "new");
  CHECK(filesIn(folder) == 1);
}

TEST_CASE("a file that is not committed goes without a trace") {
  const TemporaryFolder folder;
  {
    auto file = AtomicFile::create(folder / "a");
    REQUIRE(file);
    REQUIRE(file->write("half"));
    auto moved = std::move(*file);
    REQUIRE(moved.write("more"));
  }
  CHECK(filesIn(folder) == 0);
}

TEST_CASE("a full disk is said so, and leaves the file before as it was") {
  const TemporaryFolder folder;
  REQUIRE(AtomicFile::save(folder / "a", "old"));
  {
    const FileSizeLimit limit(1000);
    const auto saved = AtomicFile::save(folder / "a", std::string(100'000, 'x'));
    REQUIRE_FALSE(saved);
    CHECK(saved.error().code == ErrorCode::DiskFull);
  }
  CHECK(read(folder / "a") == "old");
  CHECK(filesIn(folder) == 1);
}

TEST_CASE("a folder that is not there is an error of its own") {
  const TemporaryFolder folder;
  const auto saved = AtomicFile::save(folder / "no/a", "x");
  REQUIRE_FALSE(saved);
  CHECK(saved.error().code == ErrorCode::IoError);
}
