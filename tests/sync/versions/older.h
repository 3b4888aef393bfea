#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "sync/hub/hub.h"
#include "sync/wire/compression.h"
#include "tests/support/sync_world.h"

namespace thucdia::tests {

/// A file of tests/data/versions.
inline std::string versionFile(const std::string& name) {
  std::ifstream file(std::string(THUCDIA_SOURCE_DIR) + "/tests/data/versions/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A database of tests/data/versions, unpacked.
inline std::string olderDatabase(const std::string& name) {
  return must(sync::decompress(versionFile(name + ".zst"), 64u << 20));
}

/// Unpacks it into a file.
inline void placeOlder(const std::string& name, const std::string& path) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << olderDatabase(name);
}

/// The hub of this schema version, opened by today's program.
struct OlderHub {
  explicit OlderHub(int schema = 1) {
    placeOlder("hub-" + std::to_string(schema) + ".sqlite", folder / "hub/hub.sqlite");
    hub = must(hub::Hub::open({.folder = folder / "hub", .clock = &clock, .random = &random, .log = {}}));
  }
  TemporaryFolder folder;
  core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};  // 2026-11-28
  core::SeededRandom random{1};
  std::unique_ptr<hub::Hub> hub;
};

/// lan's replica, of this schema version, opened by today's program.
struct OlderReplica {
  explicit OlderReplica(int schema) {
    placeOlder("replica-" + std::to_string(schema) + ".db", folder / "replica.db");
    std::ofstream(folder / "device.key", std::ios::binary) << versionFile("device.key");
    replica = must(core::replica::Replica::open({.folder = folder.path(), .clock = &clock, .random = &random}));
  }
  TemporaryFolder folder;
  core::FixedClock clock{core::fromMicros(1'795'900'000'000'000)};
  core::SeededRandom random{2};
  std::unique_ptr<core::replica::Replica> replica;
};

}  // namespace thucdia::tests
