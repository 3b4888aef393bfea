#include "core/db/connection.h"

#include <cerrno>

#include <sqlcipher/sqlite3.h>

#include "core/base/crypto.h"
#include "core/base/text.h"
#include "core/db/corrupt.h"

namespace thucdia::core::db {

namespace {

constexpr std::chrono::milliseconds kBusyTimeout(5000);
constexpr std::size_t kMaxStatements = 256;
constexpr std::size_t kRawKeyBytes = 32;
constexpr std::size_t kSqlInMessage = 200;

/// SQLITE_FULL in place of an I/O error whose errno says that there is no space.
int fullOr(int code, sqlite3* handle) {
  const int primary = code & 0xff;
  if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN) return code;
  const int why = sqlite3_system_errno(handle);
  return why == ENOSPC || why == EDQUOT ? SQLITE_FULL : code;
}

/// fold(text): core/base/text.h, so that a migration can fill a search index anew.
void foldFunction(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  const auto folded =
      fold(std::string_view(text ? text : "", static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]))));
  sqlite3_result_text64(context, folded.data(), folded.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// What the connection says about its last failure; `sql` only tells which statement it was.
[[noreturn]] void throwLast(sqlite3* handle, std::string_view sql = {}) {
  if (!handle) throw SqliteError(SQLITE_NOMEM, "out of memory");
  std::string message = sqlite3_errmsg(handle);
  if (!sql.empty()) message.append(" in: ").append(sql.substr(0, kSqlInMessage));
  throw SqliteError(fullOr(sqlite3_extended_errcode(handle), handle), message);
}

}  // namespace

SqliteError::SqliteError(int extendedCode, const std::string& message)
    : std::runtime_error(message + " (SQLite " + std::to_string(extendedCode) + ")"), m_extendedCode(extendedCode) {}

void throwCorrupt(const std::string& what) { throw SqliteError(SQLITE_CORRUPT, what); }

Error toError(const SqliteError& error) {
  const auto code = [&] {
    switch (error.extendedCode() & 0xff) {
      case SQLITE_FULL:
        return ErrorCode::DiskFull;
      case SQLITE_BUSY:
      case SQLITE_LOCKED:
        return ErrorCode::DatabaseBusy;
      case SQLITE_NOTADB:
        return ErrorCode::DatabaseKeyWrong;
      case SQLITE_CORRUPT:
        return ErrorCode::CorruptData;
      case SQLITE_IOERR:
      case SQLITE_CANTOPEN:
      case SQLITE_PERM:
      case SQLITE_READONLY:
        return ErrorCode::IoError;
      case SQLITE_CONSTRAINT:
      case SQLITE_MISMATCH:
        return ErrorCode::InvalidArgument;
      case SQLITE_TOOBIG:
        return ErrorCode::LimitExceeded;
      case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
      default:
        return ErrorCode::Internal;
    }
  }();
  return Error{code, error.what(), {}};
}

Statement::~Statement() {
  if (!m_handle) return;
  if (m_home && !*m_home) {
    sqlite3_reset(m_handle);
    sqlite3_clear_bindings(m_handle);
    *m_home = m_handle;
  } else {
    sqlite3_finalize(m_handle);
  }
}

Statement::Statement(Statement&& other) noexcept
    : m_connection(other.m_connection), m_home(other.m_home), m_handle(std::exchange(other.m_handle, nullptr)) {}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throwLast(m_connection, sqlite3_sql(m_handle));
}

Statement& Statement::bindInteger(int parameter, std::int64_t value) {
  check(sqlite3_bind_int64(m_handle, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, double value) {
  check(sqlite3_bind_double(m_handle, parameter, value));
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view text) {
  // An empty view may hold a null pointer, which SQLite would bind as NULL.
  const char* bytes = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(m_handle, parameter, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bindBlob(int parameter, std::string_view bytes) {
  const char* data = bytes.empty() ? "" : bytes.data();
  check(sqlite3_bind_blob64(m_handle, parameter, data, bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::bindNull(int parameter) {
  check(sqlite3_bind_null(m_handle, parameter));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(m_handle);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) throwLast(m_connection, sqlite3_sql(m_handle));
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

void Statement::reset() { sqlite3_reset(m_handle); }

bool Statement::isNull(int column) const { return sqlite3_column_type(m_handle, column) == SQLITE_NULL; }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_handle, column); }

double Statement::real(int column) const { return sqlite3_column_double(m_handle, column); }

std::string_view Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(m_handle, column);
  if (!bytes) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

std::string_view Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(m_handle, column);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

Connection::Connection(const std::string& path, OpenMode mode, std::string_view rawKey, const std::string& vfs)
    : m_rawKey(rawKey), m_vfs(vfs) {
  THUCDIA_ASSERT(rawKey.empty() || rawKey.size() == kRawKeyBytes);
  // Nobody asks how much memory SQLite has taken, and counting it makes all threads wait for one lock. Refused, which
  // is no harm, where a test's VFS has started SQLite before.
  static const int kUncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kUncounted);
  try {
    // A reader may have to recover the log after another process died, which a file opened read-only could not.
    const int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mode == OpenMode::ReadWrite ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path.c_str(), &m_handle, flags, vfs.empty() ? nullptr : vfs.c_str()) != SQLITE_OK) {
      throwLast(m_handle, path);
    }
    sqlite3_extended_result_codes(m_handle, 1);
    setBusyTimeout(kBusyTimeout);
    // SQLCipher would write its complaints to stderr, even about a key that is only mistyped.
    execute("PRAGMA cipher_log_level = NONE");
    if (!rawKey.empty()) {
      const std::string key = "PRAGMA key = \"x'" + hex(rawKey) + "'\"; PRAGMA cipher_page_size = 4096";
      if (sqlite3_exec(m_handle, key.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throwLast(m_handle);
    } else {
      execute("PRAGMA page_size = 8192");
    }
    const int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    if (sqlite3_create_function_v2(m_handle, "fold", 1, pure, nullptr, foldFunction, nullptr, nullptr, nullptr) !=
        SQLITE_OK) {
      throwLast(m_handle);
    }
    execute(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;"
        "PRAGMA synchronous = FULL");
    if (mode == OpenMode::ReadOnly) execute("PRAGMA query_only = ON");
    // The first read of the file: tells a wrong key and a file that is no database.
    prepare("SELECT count(*) FROM sqlite_schema").run();
  } catch (...) {
    close();
    throw;
  }
}

Connection::~Connection() { close(); }

void Connection::close() {
  for (auto& [sql, statement] : m_statements) sqlite3_finalize(statement);
  m_statements.clear();
  sqlite3_close_v2(m_handle);
  m_handle = nullptr;
}

Statement Connection::prepare(std::string_view sql) {
  auto found = m_statements.find(sql);
  if (found != m_statements.end() && found->second) {
    return {m_handle, &found->second, std::exchange(found->second, nullptr)};
  }
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  if (sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                         &tail) != SQLITE_OK) {
    throwLast(m_handle, sql);
  }
  THUCDIA_ASSERT(statement != nullptr);
  // The same text is in use further up the stack: this one is for once.
  if (found != m_statements.end()) return {m_handle, nullptr, statement};
  if (m_statements.size() >= kMaxStatements) {
    std::erase_if(m_statements, [](const auto& entry) {
      const bool idle = entry.second != nullptr;
      if (idle) sqlite3_finalize(entry.second);
      return idle;
    });
  }
  found = m_statements.emplace(std::string(sql), nullptr).first;
  return {m_handle, &found->second, statement};
}

void Connection::execute(std::string_view sql) {
  const std::string text(sql);
  if (sqlite3_exec(m_handle, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) throwLast(m_handle, sql);
}

std::int64_t Connection::lastInsertRow() const { return sqlite3_last_insert_rowid(m_handle); }

bool Connection::inTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

int Connection::userVersion() {
  auto statement = prepare("PRAGMA user_version");
  (void)statement.step();
  return static_cast<int>(statement.integer(0));
}

void Connection::setBusyTimeout(std::chrono::milliseconds timeout) {
  sqlite3_busy_timeout(m_handle, static_cast<int>(timeout.count()));
}

void Connection::useWriteAheadLog(int autoCheckpointPages) {
  // Another process may be doing the same on a new file; the busy handler is not asked then.
  static constexpr int kAttempts = 100;
  static constexpr int kPauseMs = 20;
  for (int attempt = 1;; ++attempt) {
    try {
      // SQLite says "wal" before it has written so: whether it could is known at the end, and lost by who stops there.
      prepare("PRAGMA journal_mode = WAL").run();
      auto mode = prepare("PRAGMA journal_mode");
      if (!mode.step() || mode.text(0) != "wal") {
        throw SqliteError(SQLITE_IOERR, "no write-ahead log on this file system");
      }
      break;
    } catch (const SqliteError& error) {
      if ((error.extendedCode() & 0xff) != SQLITE_BUSY || attempt == kAttempts) throw;
      sqlite3_sleep(kPauseMs);
    }
  }
  sqlite3_wal_autocheckpoint(m_handle, autoCheckpointPages);
}

void Connection::leaveUntouched() { sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr); }

void Connection::removeDatabase(const std::string& path) const {
  sqlite3_vfs* vfs = sqlite3_vfs_find(m_vfs.empty() ? nullptr : m_vfs.c_str());
  for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
    const int code = vfs->xDelete(vfs, (path + ending).c_str(), 1);
    if (code != SQLITE_OK && code != SQLITE_IOERR_DELETE_NOENT)
      throw SqliteError(code, "cannot remove " + path + ending);
  }
}

void Connection::copyTo(const std::string& path) {
  removeDatabase(path);
  // A connection of its own: SQLite copies nothing from one that is writing.
  const Connection source(sqlite3_db_filename(m_handle, "main"), OpenMode::ReadOnly, m_rawKey, m_vfs);
  Connection target(path, OpenMode::ReadWrite, m_rawKey, m_vfs);
  sqlite3_backup* backup = sqlite3_backup_init(target.m_handle, "main", source.m_handle, "main");
  if (!backup) throwLast(target.m_handle);
  static constexpr int kAttempts = 100;
  static constexpr int kPauseMs = 50;
  int code = SQLITE_OK;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    code = sqlite3_backup_step(backup, -1);
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
    sqlite3_sleep(kPauseMs);
  }
  const int finished = sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE && finished == SQLITE_OK) return;
  code = fullOr(code == SQLITE_DONE ? finished : code, target.m_handle);
  throw SqliteError(code, "cannot copy the database to " + path + ": " + sqlite3_errstr(code));
}

}  // namespace thucdia::core::db
