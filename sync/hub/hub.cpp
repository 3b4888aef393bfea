#include "sync/hub/hub.h"

#include <array>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>

#include "sync/wire/encoding.h"

namespace thucdia::hub {

namespace fs = std::filesystem;
using core::ErrorCode;

namespace {

core::Result<bool> holdsStorage(const Hub::Options& options) {
  THUCDIA_ASSIGN(const auto size, core::orSystemDisk(options.disk).sizeOf(storagePath(options.folder)));
  return size.has_value();
}

}  // namespace

core::Error inPlainWords(core::Error error, const std::string& folder) {
  if (error.code != ErrorCode::CorruptData && error.code != ErrorCode::DatabaseKeyWrong) return error;
  return {ErrorCode::CorruptData,
          fmt::format("{} is damaged and cannot be read; make a hub of the latest backup in a new folder (thucdia-hub "
                      "restore): tablets send again what it lacks",
                      storagePath(folder))};
}

core::Result<> makeFolder(const Hub::Options& options) {
  THUCDIA_TRY(core::orSystemDisk(options.disk).makeFolders(options.folder));
  if (options.disk) return {};
  // The key that makes this hub believed lies in the database: a folder that was there is for its owner alone too.
  std::error_code ignored;
  fs::permissions(options.folder, fs::perms::owner_all, ignored);
  return {};
}

std::uint64_t makeEpoch(core::RandomSource& random) {
  std::uint64_t epoch = 0;
  while (epoch == 0) {
    std::array<std::uint8_t, 8> bytes;
    random.fill(bytes);
    std::memcpy(&epoch, bytes.data(), sizeof epoch);
  }
  return epoch;
}

DeviceTag HubIdentity::tag() const { return core::deviceTag(key.publicKey()); }

DeviceTag HubIdentity::sharedTag() const {
  if (!restored) return tag();
  std::string named(key.publicKey());
  sync::appendBigEndian(named, epoch);
  const auto shared = core::deviceTag(named);
  return shared == 0 ? tag() : shared;
}

Hub::Hub(const Options& options, std::unique_ptr<HubStorage> storage, HubIdentity identity)
    : m_options(options),
      m_storage(std::move(storage)),
      m_blobs(disk(), options.folder),
      m_carried(disk(), options.folder + "/carried"),
      m_identity(std::move(identity)) {}

core::Result<std::unique_ptr<Hub>> Hub::create(const Options& options) {
  THUCDIA_ASSIGN(const bool there, holdsStorage(options));
  if (there) return core::fail(ErrorCode::AlreadyExists, options.folder + " holds a hub already");
  THUCDIA_TRY(makeFolder(options));
  THUCDIA_ASSIGN(auto storage, openSqliteStorage(options.folder, options.vfs, options.disk));
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
  THUCDIA_ASSIGN(const bool there, holdsStorage(options));
  if (!there) {
    return core::fail(ErrorCode::NotFound, options.folder + " holds no hub: make one with thucdia-hub init");
  }
  auto opened = openSqliteStorage(options.folder, options.vfs, options.disk);
  if (!opened) return core::fail(inPlainWords(opened.error(), options.folder));
  auto storage = std::move(*opened);
  std::optional<HubIdentity> identity;
  const auto read = storage->read([&](HubRead& reading) -> core::Result<> {
    if (reading.isMade()) identity = reading.identity();
    return {};
  });
  if (!read) return core::fail(inPlainWords(read.error(), options.folder));
  if (!identity) {
    return core::fail(ErrorCode::CorruptData,
                      options.folder + " holds a hub that was never finished: remove the folder and init it again");
  }
  return std::unique_ptr<Hub>(new Hub(options, std::move(storage), std::move(*identity)));
}

}  // namespace thucdia::hub
