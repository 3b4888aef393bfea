#include "sync/hub/hub.h"

#include <array>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

namespace thucdia::hub {

namespace fs = std::filesystem;
using core::ErrorCode;

std::uint64_t makeEpoch(core::RandomSource& random) {
  std::uint64_t epoch = 0;
  while (epoch == 0) {
    std::array<std::uint8_t, 8> bytes;
    random.fill(bytes);
    std::memcpy(&epoch, bytes.data(), sizeof epoch);
  }
  return epoch;
}

Hub::Hub(const Options& options, std::unique_ptr<HubStorage> storage, HubIdentity identity)
    : m_options(options), m_storage(std::move(storage)), m_blobs(options.folder), m_identity(std::move(identity)) {}

core::Result<std::unique_ptr<Hub>> Hub::create(const Options& options) {
  std::error_code error;
  if (fs::exists(fs::path(options.folder) / "hub.sqlite", error)) {
    return core::fail(ErrorCode::AlreadyExists, options.folder + " holds a hub already");
  }
  fs::create_directories(options.folder, error);
  if (error) return core::fail(ErrorCode::IoError, fmt::format("cannot make {}: {}", options.folder, error.message()));
  // The key that makes this hub believed lies in the database: the folder is for its owner alone.
  fs::permissions(options.folder, fs::perms::owner_all, error);
  THUCDIA_ASSIGN(auto storage, openSqliteStorage(options.folder, true));
  auto key = core::KeyPair::make(*options.random);
  while (core::deviceTag(key.publicKey()) == 0) key = core::KeyPair::make(*options.random);
  const auto now = options.clock->now();
  HubIdentity identity{std::string(RecordId(core::makeUuidV7(now, *options.random)).raw()),
                       std::move(key),
                       makeEpoch(*options.random),
                       DeviceId(core::makeUuidV7(now, *options.random)),
                       {}};
  THUCDIA_TRY(storage->write([&](HubWrite& write) -> core::Result<> {
    write.create(identity);
    return {};
  }));
  return std::unique_ptr<Hub>(new Hub(options, std::move(storage), std::move(identity)));
}

core::Result<std::unique_ptr<Hub>> Hub::open(const Options& options) {
  THUCDIA_ASSIGN(auto storage, openSqliteStorage(options.folder, false));
  std::optional<HubIdentity> identity;
  THUCDIA_TRY(storage->read([&](HubRead& read) -> core::Result<> {
    identity = read.identity();
    if (!identity) return core::fail(ErrorCode::CorruptData, options.folder + " was not finished: init it again");
    return {};
  }));
  return std::unique_ptr<Hub>(new Hub(options, std::move(storage), std::move(*identity)));
}

}  // namespace thucdia::hub
