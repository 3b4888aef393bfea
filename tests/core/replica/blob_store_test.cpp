#include "core/replica/blob_store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/crypto.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::replica;
using thucdia::tests::TemporaryFolder;

namespace {

std::unique_ptr<BlobStore> opened(Disk& disk, const std::string& folder) {
  auto store = BlobStore::open(disk, folder);
  REQUIRE(store);
  return std::move(*store);
}

std::string hashOf(const std::string& bytes) { return std::string(raw(sha256(bytes))); }

std::size_t filesIn(const std::string& folder) {
  const std::filesystem::recursive_directory_iterator entries(folder);
  return static_cast<std::size_t>(
      std::count_if(begin(entries), end(entries), [](const auto& entry) { return entry.is_regular_file(); }));
}

/// Longer than one chunk of copying, and not a multiple of it.
std::string photo() {
  std::string bytes(700'001, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes) {
    state = state * 1664525U + 1013904223U;
    byte = static_cast<char>(state >> 24U);
  }
  return bytes;
}

}  // namespace

TEST_CASE("bytes put in come back under their hash, also after opening again") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto info = opened(disk, folder / "blobs")->put("signature").value();
  CHECK(info == BlobInfo{hashOf("signature"), 9});

  const auto store = opened(disk, folder / "blobs");
  CHECK(store->has(info.sha256) == true);
  CHECK(store->sizeOf(info.sha256) == 9U);
  CHECK(store->read(info.sha256) == "signature");
  CHECK(store->readPiece(info.sha256, 4, 100) == "ature");
  CHECK(store->readPiece(info.sha256, 9, 100) == "");
  CHECK(store->verify(info.sha256));
  const auto name = hex(info.sha256);
  CHECK(store->path(info.sha256) == (folder / "blobs/") + name.substr(0, 2) + "/" + name);
}

TEST_CASE("a file is copied whole and stays where it was") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  std::ofstream(folder / "photo.jpg", std::ios::binary) << photo();
  CHECK(store->putFile(folder / "photo.jpg") == BlobInfo{hashOf(photo()), photo().size()});
  CHECK(store->read(hashOf(photo())) == photo());
  CHECK(std::filesystem::exists(folder / "photo.jpg"));
  CHECK(filesIn(folder / "blobs") == 1);
}

TEST_CASE("the same bytes twice are one file") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  REQUIRE(store->put("a"));
  REQUIRE(store->put("a"));
  CHECK(filesIn(folder / "blobs") == 1);
}

TEST_CASE("what is not here is not found") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto absent = hashOf("absent");
  CHECK(store->has(absent) == false);
  CHECK(store->read(absent).error().code == ErrorCode::NotFound);
  CHECK(store->readPiece(absent, 0, 1).error().code == ErrorCode::NotFound);
  CHECK(store->verify(absent).error().code == ErrorCode::NotFound);
  CHECK(store->remove(absent).error().code == ErrorCode::NotFound);
  CHECK(store->putFile(folder / "absent.jpg").error().code == ErrorCode::NotFound);
  CHECK_FALSE(store->putFile(folder.path().string()));
  CHECK(filesIn(folder / "blobs") == 0);
}

TEST_CASE("a hash of another length is refused, whoever sent it") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  for (const std::string bad : {"", "../../etc/passwd", "a"}) {
    CHECK(store->has(bad).error().code == ErrorCode::InvalidArgument);
    CHECK(store->path(bad).error().code == ErrorCode::InvalidArgument);
    CHECK(store->received(bad).error().code == ErrorCode::InvalidArgument);
    CHECK(store->append(bad, 1, 0, "a").error().code == ErrorCode::InvalidArgument);
  }
}

TEST_CASE("a changed byte on the disk is noticed, and putting the bytes again mends it") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto info = store->put("signature").value();
  std::ofstream(store->path(info.sha256).value()) << "signaturE";
  CHECK(store->verify(info.sha256).error().code == ErrorCode::CorruptData);
  REQUIRE(store->put("signature"));
  CHECK(store->verify(info.sha256));
}

TEST_CASE("a removed file is gone") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto info = store->put("a").value();
  REQUIRE(store->remove(info.sha256));
  CHECK(store->has(info.sha256) == false);
}

TEST_CASE("a file received in pieces goes on after a restart and is there once it is whole") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto bytes = photo();
  const auto hash = hashOf(bytes);
  constexpr std::size_t kPiece = 256 * 1024;
  CHECK(opened(disk, folder / "blobs")->append(hash, bytes.size(), 0, bytes.substr(0, kPiece)) == kPiece);

  const auto store = opened(disk, folder / "blobs");
  CHECK(store->received(hash) == kPiece);
  CHECK(store->has(hash) == false);
  CHECK(store->finish(hash, bytes.size()).error().code == ErrorCode::InvalidArgument);
  // A repeated piece changes nothing.
  CHECK(store->append(hash, bytes.size(), 0, bytes.substr(0, kPiece)) == kPiece);
  CHECK(store->append(hash, bytes.size(), kPiece, bytes.substr(kPiece)) == bytes.size());
  CHECK(store->finish(hash, bytes.size()) == BlobInfo{hash, bytes.size()});
  CHECK(store->read(hash) == bytes);
  CHECK(store->received(hash) == 0U);
  // Asked again after a cut: it is there.
  CHECK(store->finish(hash, bytes.size()) == BlobInfo{hash, bytes.size()});
  CHECK(filesIn(folder / "blobs") == 1);
}

TEST_CASE("a piece that leaves a gap or reaches beyond the end is refused") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto hash = hashOf("abcdef");
  CHECK(store->append(hash, 6, 3, "def").error().code == ErrorCode::InvalidArgument);
  CHECK(store->append(hash, 6, 0, "abcdefg").error().code == ErrorCode::LimitExceeded);
  CHECK(store->received(hash) == 0U);
}

TEST_CASE("received bytes of another hash are dropped and can be received again") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto hash = hashOf("abc");
  REQUIRE(store->append(hash, 3, 0, "abX"));
  CHECK(store->finish(hash, 3).error().code == ErrorCode::BadHash);
  CHECK(store->received(hash) == 0U);
  CHECK(store->has(hash) == false);
  REQUIRE(store->append(hash, 3, 0, "abc"));
  CHECK(store->finish(hash, 3));
}

TEST_CASE("an empty file can be received") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  CHECK(store->append(hashOf(""), 0, 0, "") == 0U);
  CHECK(store->finish(hashOf(""), 0));
  CHECK(store->read(hashOf("")) == "");
}

TEST_CASE("what was received can be given up, also when nothing was") {
  const TemporaryFolder folder;
  SystemDisk disk;
  const auto store = opened(disk, folder / "blobs");
  const auto hash = hashOf("abc");
  CHECK(store->abandon(hash));
  REQUIRE(store->append(hash, 3, 0, "ab"));
  CHECK(store->abandon(hash));
  CHECK(store->received(hash) == 0U);
}

TEST_CASE("opening removes what a dead program left half written, and leaves a living one's work alone") {
  const TemporaryFolder folder;
  SystemDisk disk;
  opened(disk, folder / "blobs").reset();
  const auto dead = folder / "blobs/unfinished/7";
  const auto living = folder / "blobs/unfinished/8";
  const pid_t child = ::fork();
  if (child == 0) {
    const auto file = SystemDisk().createHeld(dead);
    ::_exit(file ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  REQUIRE(std::filesystem::exists(dead));
  const auto held = disk.createHeld(living);
  REQUIRE(held);

  opened(disk, folder / "blobs").reset();
  CHECK_FALSE(std::filesystem::exists(dead));
  CHECK(std::filesystem::exists(living));
}
