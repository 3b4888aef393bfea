#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/executor.h"
#include "core/base/id.h"
#include "core/db/change_bus.h"
#include "core/db/connection.h"
#include "core/db/migrator.h"
#include "core/db/transaction.h"

namespace thucdia::core::db {

/// A folder's database: one write connection, read-only connections for readers, and the news of what changed.
///
/// Thread contract: read() and write() may be called from any thread and run in the caller's; writes wait for one
/// another. Programs with a screen call them from executors (readAsync, writeAsync), never from the GUI thread.
class Store {
 public:
  struct Options {
    std::string path;    ///< the database file; made when it is not there
    std::string rawKey;  ///< 32 bytes for SQLCipher; empty: plain SQLite
    std::span<const Migration> migrations;
    std::size_t readers = 2;  ///< read connections kept open
    std::string vfs;          ///< name of a registered VFS; empty: the default (fault-injecting tests)
  };

  /// Opens, checks and migrates. Errors: DatabaseTooNew, DatabaseKeyWrong, DatabaseBusy, CorruptData, DiskFull,
  /// IoError.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const Options& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Runs `query` in one read transaction: it sees one state of the database. A thrown SqliteError becomes an Error.
  template <class Query>
  [[nodiscard]] auto read(Query&& query) -> Result<std::invoke_result_t<Query, ReadTransaction&>> {
    using Value = std::invoke_result_t<Query, ReadTransaction&>;
    return guarded([&]() -> Result<Value> {
      ReaderLease lease(*this);
      ReadTransaction transaction(lease.connection());
      if constexpr (std::is_void_v<Value>) {
        query(transaction);
        return {};
      } else {
        return query(transaction);
      }
    });
  }

  /// Runs `command` (returning Result<T>) in one BEGIN IMMEDIATE transaction. An error returned or thrown rolls it
  /// back. On success the transaction is durable (synchronous=FULL) before this returns, and then the change bus is
  /// told.
  template <class Command>
  [[nodiscard]] auto write(Command&& command) -> std::invoke_result_t<Command, WriteTransaction&> {
    using Outcome = std::invoke_result_t<Command, WriteTransaction&>;
    std::vector<Change> changes;
    Outcome outcome = guarded([&]() -> Outcome {
      const std::scoped_lock lock(m_writing);
      WriteTransaction transaction(*m_writer);
      Outcome result = command(transaction);
      if (!result) return result;  // the destructor rolls back
      transaction.commit();
      changes = transaction.takeChanges();
      return result;
    });
    if (outcome && !changes.empty()) m_bus.publish(changes);
    return outcome;
  }

  /// What has been committed, told after the commit in the writing thread.
  [[nodiscard]] ChangeBus& changes() { return m_bus; }

  /// A consistent copy of the whole database into `path` by the backup API, while others read and write.
  [[nodiscard]] Result<> copyTo(const std::string& path);
  /// PRAGMA integrity_check; empty when all is well, else its lines.
  [[nodiscard]] Result<std::vector<std::string>> integrityProblems();
  /// Moves the WAL into the database file and shortens it.
  [[nodiscard]] Result<> checkpoint();

 private:
  explicit Store(const Options& options);

  class ReaderLease {
   public:
    explicit ReaderLease(Store& store) : m_store(store), m_connection(store.takeReader()) {}
    ~ReaderLease() { m_store.giveBack(std::move(m_connection)); }
    ReaderLease(const ReaderLease&) = delete;
    ReaderLease& operator=(const ReaderLease&) = delete;
    Connection& connection() { return *m_connection; }

   private:
    Store& m_store;
    std::unique_ptr<Connection> m_connection;
  };

  [[nodiscard]] std::unique_ptr<Connection> takeReader();
  void giveBack(std::unique_ptr<Connection> connection);

  template <class Function>
  auto guarded(Function&& function) -> std::invoke_result_t<Function> {
    try {
      return function();
    } catch (const SqliteError& error) {
      return fail(toError(error));
    }
  }

  Options m_options;
  std::mutex m_writing;
  std::unique_ptr<Connection> m_writer;
  std::mutex m_readersMutex;
  std::vector<std::unique_ptr<Connection>> m_readers;
  ChangeBus m_bus;
};

}  // namespace thucdia::core::db
