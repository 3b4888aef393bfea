#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/changes/record_writer.h"
#include "core/db/store.h"
#include "core/replica/blob_store.h"
#include "core/replica/key_store.h"

namespace thucdia::core::replica {

/// To which hub a replica belongs and as whom. Kept in the database's settings.
struct Enrolment {
  std::string hubUrl;
  std::string hubId;         ///< 16 raw bytes
  std::string hubPublicKey;  ///< Ed25519, 32 bytes
  DeviceId device;
  records::v1::Person person;  ///< as the hub gave it when enrolling; see currentPerson()
};

/// A device's folder: its database, its blobs, its key. What the app, the command line and the sync engine work on.
///
/// Thread contract: as db::Store; several programs may have one folder open.
class Replica {
 public:
  struct Options {
    std::filesystem::path folder;    ///< made when it is not there
    const Clock* clock = nullptr;    ///< outlives the replica
    RandomSource* random = nullptr;  ///< outlives the replica
    Disk* disk = nullptr;            ///< for all but the database; outlives the replica; nullptr: the machine's
    KeyStore* keys = nullptr;        ///< outlives the replica; nullptr: files in the folder
    std::string rawKey = {};         ///< 32 bytes to encrypt the database with; empty: plain
    std::string vfs = {};            ///< see db::Store::Options
  };

  /// Opens or makes it; brings its schema up to date. Errors: those of db::Store::open and of the key store.
  [[nodiscard]] static Result<std::unique_ptr<Replica>> open(const Options& options);

  /// See db::Store::read.
  template <class Query>
  [[nodiscard]] auto read(Query&& query) {
    return m_store->read(std::forward<Query>(query));
  }

  /// Runs a command (`Result<T>(changes::RecordWriter&)`) in one durable transaction, its projections included.
  template <class Command>
  [[nodiscard]] auto write(Command&& command) -> std::invoke_result_t<Command, changes::RecordWriter&> {
    return m_store->write([&](db::WriteTransaction& transaction) {
      changes::RecordWriter writer(transaction, m_author, m_projections);
      auto result = command(writer);
      if (result) writer.settle();
      return result;
    });
  }

  [[nodiscard]] db::Store& store() { return *m_store; }
  /// Photos, signatures and other attachments: `<folder>/blobs`.
  [[nodiscard]] BlobStore& blobs() { return *m_blobs; }
  [[nodiscard]] const KeyPair& deviceKey() const { return *m_deviceKey; }
  [[nodiscard]] const changes::Author& author() const { return m_author; }
  [[nodiscard]] const Clock& clock() const { return *m_author.clock; }
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }

  /// Nothing before enrolling. Thread-safe.
  [[nodiscard]] std::optional<Enrolment> enrolment() const;
  /// Belongs to this hub from now on. AlreadyExists when it belongs to another.
  [[nodiscard]] Result<> saveEnrolment(const Enrolment& enrolment);
  /// Who uses it: the person's record as last synced. NotEnrolled before enrolling.
  [[nodiscard]] Result<records::v1::Person> currentPerson();

 private:
  Replica() = default;
  void loadEnrolment(db::ReadTransaction& transaction);

  std::filesystem::path m_folder;
  std::unique_ptr<KeyStore> m_ownKeys;
  std::unique_ptr<KeyPair> m_deviceKey;
  changes::Author m_author;
  changes::Projections m_projections;
  std::unique_ptr<db::Store> m_store;
  std::unique_ptr<BlobStore> m_blobs;
  mutable std::mutex m_enrolmentMutex;
  std::optional<Enrolment> m_enrolment;
};

/// The replica's schema, for tests that need a database of it without a folder.
[[nodiscard]] std::span<const db::Migration> migrations();

}  // namespace thucdia::core::replica
