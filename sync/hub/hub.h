#pragma once

#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "sync/hub/blob_files.h"
#include "sync/hub/request_window.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

/// A hub's folder, opened: its database and blobs. Thread-safe; several processes may have one folder open.
class Hub {
 public:
  struct Options {
    std::string folder;
    const core::Clock* clock = nullptr;    ///< outlives the hub
    core::RandomSource* random = nullptr;  ///< outlives the hub; thread-safe
    core::Logger log = {};
    core::Disk* disk = nullptr;  ///< for all files but the database; outlives the hub; nullptr: the machine's
    std::string vfs = {};        ///< see db::Store::Options
  };

  /// Makes an empty hub, and its folder. AlreadyExists when there is one.
  [[nodiscard]] static core::Result<std::unique_ptr<Hub>> create(const Options& options);
  /// NotFound when the folder holds none, CorruptData when it is damaged or was never finished; other errors as
  /// core/db's Store gives them.
  [[nodiscard]] static core::Result<std::unique_ptr<Hub>> open(const Options& options);

  [[nodiscard]] HubStorage& storage() { return *m_storage; }
  [[nodiscard]] BlobFiles& blobs() { return m_blobs; }
  /// Bundles that devices carry here, until they are taken in.
  [[nodiscard]] BlobFiles& carried() { return m_carried; }
  [[nodiscard]] RequestWindow& window() { return m_window; }
  /// As it was when the hub was opened.
  [[nodiscard]] const HubIdentity& identity() const { return m_identity; }
  [[nodiscard]] Timestamp now() const { return m_options.clock->now(); }
  [[nodiscard]] core::RandomSource& random() { return *m_options.random; }
  [[nodiscard]] const core::Logger& log() const { return m_options.log; }
  [[nodiscard]] const std::string& folder() const { return m_options.folder; }
  [[nodiscard]] core::Disk& disk() { return core::orSystemDisk(m_options.disk); }
  [[nodiscard]] const std::string& vfs() const { return m_options.vfs; }

  /// storage().write with a value.
  template <class Command>
  [[nodiscard]] auto write(Command&& command) -> std::invoke_result_t<Command, HubWrite&> {
    std::invoke_result_t<Command, HubWrite&> result = core::fail(core::ErrorCode::Internal, "not run");
    auto outcome = m_storage->write([&](HubWrite& transaction) -> core::Result<> {
      result = command(transaction);
      if (!result) return core::fail(result.error());
      return {};
    });
    if (!outcome) return core::fail(outcome.error());
    return result;
  }
  /// storage().read with a value.
  template <class Query>
  [[nodiscard]] auto read(Query&& query) -> core::Result<std::invoke_result_t<Query, HubRead&>> {
    core::Result<std::invoke_result_t<Query, HubRead&>> result = core::fail(core::ErrorCode::Internal, "not run");
    auto outcome = m_storage->read([&](HubRead& transaction) -> core::Result<> {
      result = query(transaction);
      return {};
    });
    if (!outcome) return core::fail(outcome.error());
    return result;
  }

 private:
  Hub(const Options& options, std::unique_ptr<HubStorage> storage, HubIdentity identity);

  Options m_options;
  std::unique_ptr<HubStorage> m_storage;
  BlobFiles m_blobs;
  BlobFiles m_carried;
  RequestWindow m_window;
  HubIdentity m_identity;
};

/// A damaged database said so that its administrator knows what to do; other errors as they are.
[[nodiscard]] core::Error inPlainWords(core::Error error, const std::string& folder);

/// The hub's folder, made for its owner alone where it is not there.
[[nodiscard]] core::Result<> makeFolder(const Hub::Options& options);

/// A new epoch: 8 random bytes, never 0.
[[nodiscard]] std::uint64_t makeEpoch(core::RandomSource& random);

}  // namespace thucdia::hub
