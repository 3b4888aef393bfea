#include "core/db/store.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <sqlcipher/sqlite3.h>

namespace thucdia::core::db {

namespace {

constexpr std::uintmax_t kSmallestPage = 4096;

/// Every database of ours, encrypted or not, is a whole number of pages.
bool canBeDatabase(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error || size % kSmallestPage == 0;
}

}  // namespace

Store::Store(Options options) : m_options(std::move(options)), m_disk(orSystemDisk(m_options.disk)) {}

Store::~Store() {
  // The writer goes last and takes the log into the file.
  THUCDIA_ASSERT(m_readers.size() == m_readersOpen);
  m_readers.clear();
}

Result<std::unique_ptr<Store>> Store::open(const Options& options) {
  auto store = std::unique_ptr<Store>(new Store(options));
  store->m_options.readers = std::max<std::size_t>(1, options.readers);
  auto opened = store->guarded([&] { return store->openWriter(); });
  if (opened) return store;
  Error error = opened.error();
  if (error.code == ErrorCode::DatabaseKeyWrong && !canBeDatabase(options.path)) {
    return fail(ErrorCode::CorruptData, options.path + " is no database");
  }
  return fail(std::move(error));
}

Result<> Store::openWriter() {
  m_writer = connect(OpenMode::ReadWrite);
  const int known = m_options.migrations.empty() ? 0 : m_options.migrations.back().version;
  const int version = m_writer->userVersion();
  if (version > known) {
    m_writer->leaveUntouched();
    return fail(ErrorCode::DatabaseTooNew,
                fmt::format("{} has version {}; this program knows versions up to {}", m_options.path, version, known));
  }
  m_writer->useWriteAheadLog(m_options.autoCheckpointPages);
  // Opens the log. Its name must outlast a power loss as what is in it does; SQLite makes it so with the first commit,
  // but passes over a failure and does not try again.
  static_cast<void>(m_writer->userVersion());
  THUCDIA_TRY(m_disk.syncNameOf(m_options.path));
  return migrate(*m_writer, m_options.path, m_options.migrations);
}

Store::WriterLease::WriterLease(Store& store) : m_store(store) {
  // A write inside a write would wait for itself.
  THUCDIA_ASSERT(store.m_writingThread.load(std::memory_order_relaxed) != std::this_thread::get_id());
  m_lock = std::unique_lock(store.m_writing);
  store.m_writingThread.store(std::this_thread::get_id(), std::memory_order_relaxed);
}

Store::WriterLease::~WriterLease() { m_store.m_writingThread.store(std::thread::id(), std::memory_order_relaxed); }

std::unique_ptr<Connection> Store::connect(OpenMode mode) const {
  auto connection = std::make_unique<Connection>(m_options.path, mode, m_options.rawKey, m_options.vfs);
  connection->setBusyTimeout(m_options.busyTimeout);
  return connection;
}

std::unique_ptr<Connection> Store::takeReader() {
  {
    std::unique_lock lock(m_readersMutex);
    m_readerFree.wait(lock, [this] { return !m_readers.empty() || m_readersOpen < m_options.readers; });
    if (!m_readers.empty()) {
      auto connection = std::move(m_readers.back());
      m_readers.pop_back();
      return connection;
    }
    ++m_readersOpen;
  }
  try {
    return connect(OpenMode::ReadOnly);
  } catch (...) {
    {
      const std::scoped_lock lock(m_readersMutex);
      --m_readersOpen;
    }
    m_readerFree.notify_one();
    throw;
  }
}

void Store::giveBack(std::unique_ptr<Connection> connection) {
  {
    const std::scoped_lock lock(m_readersMutex);
    m_readers.push_back(std::move(connection));
  }
  m_readerFree.notify_one();
}

Result<> Store::copyTo(const std::string& path) {
  const std::string unfinished = path + ".unfinished";
  auto copied = guarded([&]() -> Result<> {
    const ReaderLease lease(*this);
    lease.connection().copyTo(unfinished);
    return {};
  });
  if (copied) copied = m_disk.rename(unfinished, path);
  if (!copied) {
    (void)m_disk.remove(unfinished);
    return copied;
  }
  return m_disk.syncNameOf(path);
}

Result<std::vector<std::string>> Store::integrityProblems() {
  return read([](ReadTransaction& transaction) {
    std::vector<std::string> problems;
    auto integrity = transaction.prepare("PRAGMA integrity_check");
    while (integrity.step()) {
      if (integrity.text(0) != "ok") problems.emplace_back(integrity.text(0));
    }
    // Pages that cannot be read cannot be asked what they refer to.
    if (!problems.empty()) return problems;
    auto foreignKeys = transaction.prepare("PRAGMA foreign_key_check");
    while (foreignKeys.step()) {
      problems.push_back(fmt::format("row {} of {} refers to a row of {} that is not there", foreignKeys.integer(1),
                                     foreignKeys.text(0), foreignKeys.text(2)));
    }
    return problems;
  });
}

Result<> Store::checkpoint() {
  return guarded([this]() -> Result<> {
    const WriterLease lease(*this);
    auto statement = lease.connection().prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (statement.step() && statement.integer(0) != 0) {
      return fail(ErrorCode::DatabaseBusy, "a reader holds an older state");
    }
    return {};
  });
}

}  // namespace thucdia::core::db
