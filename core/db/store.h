#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/db/change_bus.h"
#include "core/db/connection.h"
#include "core/db/migrator.h"
#include "core/db/transaction.h"

namespace thucdia::core::db {

/// What Store::read gives for a query that returns T: Result<T>; a query's own Result<T> stays what it is.
template <class T>
struct ReadOutcome {
  using Type = Result<T>;
};
template <class T>
struct ReadOutcome<Result<T>> {
  using Type = Result<T>;
};

/// A folder's database: one write connection, read-only connections for readers, and the news of what changed.
///
/// Thread contract: read() and write() may be called from any thread and run in the caller's; writes wait for one
/// another, reads for a free connection. A write may read what it has written and call read() (which sees the state
/// before the write); a read must not call read(), a write not write(). Programs with a screen call them from executors
/// (readAsync and writeAsync in async.h), never from the GUI thread. Several processes may hold one database open:
/// their writes wait for one another up to Options::busyTimeout, then give DatabaseBusy.
class Store {
 public:
  struct Options {
    std::string path;         ///< the database file; made when it is not there
    std::string rawKey = {};  ///< 32 bytes for SQLCipher; empty: plain SQLite
    std::span<const Migration> migrations = {};
    std::size_t readers = 2;                      ///< read connections at most; at least 1
    int autoCheckpointPages = 1000;               ///< log pages after which a commit moves them into the file
    std::chrono::milliseconds busyTimeout{5000};  ///< how long to wait for another process's lock
    std::string vfs = {};  ///< name of a registered VFS; empty: the default (fault-injecting tests)
    Disk* disk = nullptr;  ///< that the VFS works on, for names of files; outlives the store; nullptr: the machine's
  };

  /// Opens, checks and migrates. Errors: DatabaseTooNew (the file is left as it was), DatabaseKeyWrong, CorruptData (no
  /// database, or damaged), DatabaseBusy, DiskFull, IoError (also for a folder that is not there).
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(const Options& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  /// Runs `query` in one read transaction: it sees one state of the database. A thrown SqliteError becomes an Error;
  /// anything else thrown goes through. What the query returns must not refer to a statement's memory.
  template <class Query>
  [[nodiscard]] auto read(Query&& query) -> typename ReadOutcome<std::invoke_result_t<Query, ReadTransaction&>>::Type {
    using Value = std::invoke_result_t<Query, ReadTransaction&>;
    return guarded([&]() -> typename ReadOutcome<Value>::Type {
      const ReaderLease lease(*this);
      ReadTransaction transaction(lease.connection());
      if constexpr (std::is_void_v<Value>) {
        query(transaction);
        return {};
      } else {
        return query(transaction);
      }
    });
  }

  /// Runs `command` (returning Result<T>) in one BEGIN IMMEDIATE transaction. An error returned or anything thrown
  /// rolls it back; a thrown SqliteError becomes an Error, anything else goes through. On success the transaction is
  /// durable (synchronous=FULL) before this returns, and then the change bus is told.
  template <class Command>
  [[nodiscard]] auto write(Command&& command) -> std::invoke_result_t<Command, WriteTransaction&> {
    using Outcome = std::invoke_result_t<Command, WriteTransaction&>;
    std::vector<Change> changes;
    Outcome outcome = guarded([&]() -> Outcome {
      const WriterLease lease(*this);
      WriteTransaction transaction(lease.connection());
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

  /// A consistent copy of the whole database into `path` by the backup API, under the same key, while others read and
  /// write. What was at `path` is replaced only when the copy is whole.
  [[nodiscard]] Result<> copyTo(const std::string& path);
  /// PRAGMA integrity_check and foreign_key_check; empty when all is well, else a line for each problem.
  [[nodiscard]] Result<std::vector<std::string>> integrityProblems();
  /// Moves the log into the database file and cuts it to nothing. DatabaseBusy when a reader, also of another process,
  /// holds an older state for longer than Options::busyTimeout.
  [[nodiscard]] Result<> checkpoint();

 private:
  explicit Store(Options options);

  /// A reader for as long as this lives.
  class ReaderLease {
   public:
    explicit ReaderLease(Store& store) : m_store(store), m_connection(store.takeReader()) {}
    ~ReaderLease() { m_store.giveBack(std::move(m_connection)); }
    ReaderLease(const ReaderLease&) = delete;
    ReaderLease& operator=(const ReaderLease&) = delete;
    [[nodiscard]] Connection& connection() const { return *m_connection; }

   private:
    Store& m_store;
    std::unique_ptr<Connection> m_connection;
  };

  /// The writer for as long as this lives.
  class WriterLease {
   public:
    explicit WriterLease(Store& store);
    ~WriterLease();
    WriterLease(const WriterLease&) = delete;
    WriterLease& operator=(const WriterLease&) = delete;
    [[nodiscard]] Connection& connection() const { return *m_store.m_writer; }

   private:
    Store& m_store;
    std::unique_lock<std::mutex> m_lock;
  };

  [[nodiscard]] Result<> openWriter();
  [[nodiscard]] std::unique_ptr<Connection> connect(OpenMode mode) const;
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
  Disk& m_disk;
  std::mutex m_writing;
  std::atomic<std::thread::id> m_writingThread;
  std::unique_ptr<Connection> m_writer;
  std::mutex m_readersMutex;
  std::condition_variable m_readerFree;
  std::size_t m_readersOpen = 0;  ///< lent and idle
  std::vector<std::unique_ptr<Connection>> m_readers;
  ChangeBus m_bus;
};

}  // namespace thucdia::core::db
