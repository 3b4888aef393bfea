#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/id.h"

struct sqlite3;
struct sqlite3_stmt;

namespace thucdia::core::db {

/// What SQLite answered. Thrown inside core/db and queries; Store::read and Store::write are the only catchers.
class SqliteError : public std::runtime_error {
 public:
  SqliteError(int extendedCode, const std::string& message);
  [[nodiscard]] int extendedCode() const { return m_extendedCode; }

 private:
  int m_extendedCode;
};

/// SQLITE_FULL → DiskFull (also an I/O error whose errno says that there is no space), SQLITE_BUSY and SQLITE_LOCKED
/// → DatabaseBusy, SQLITE_NOTADB → DatabaseKeyWrong, SQLITE_CORRUPT → CorruptData, SQLITE_IOERR, CANTOPEN, PERM and
/// READONLY → IoError, SQLITE_CONSTRAINT and MISMATCH → InvalidArgument, SQLITE_TOOBIG → LimitExceeded,
/// SQLITE_INTERRUPT → Cancelled, else Internal.
[[nodiscard]] Error toError(const SqliteError& error);

/// Bytes to bind as a BLOB: `statement.with(Blob{body})`.
struct Blob {
  std::string_view bytes;
};

/// One prepared statement being run. Columns count from 0, parameters from 1. Resets itself and returns to its
/// connection's cache when it goes; it must go before its connection.
class Statement {
 public:
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Integers, booleans as 0 and 1. Unsigned 64-bit values above the signed range are a programmer's error.
  template <std::integral Integer>
  Statement& bind(int parameter, Integer value) {
    THUCDIA_ASSERT(std::in_range<std::int64_t>(static_cast<Wide<Integer>>(value)));
    return bindInteger(parameter, static_cast<std::int64_t>(value));
  }
  Statement& bind(int parameter, double value);
  /// Text. The bytes are copied.
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, const char* text) { return bind(parameter, std::string_view(text)); }
  Statement& bind(int parameter, const std::string& text) { return bind(parameter, std::string_view(text)); }
  /// An empty blob stays an empty blob. The bytes are copied.
  Statement& bindBlob(int parameter, std::string_view bytes);
  Statement& bind(int parameter, Blob blob) { return bindBlob(parameter, blob.bytes); }
  /// An id as its 16 bytes.
  template <class Tag>
  Statement& bind(int parameter, const Id<Tag>& id) {
    return bindBlob(parameter, id.raw());
  }
  /// A time as UTC microseconds.
  Statement& bind(int parameter, Timestamp time) { return bindInteger(parameter, toMicros(time)); }
  Statement& bindNull(int parameter);
  Statement& bind(int parameter, std::nullopt_t) { return bindNull(parameter); }
  template <class Value>
  Statement& bind(int parameter, const std::optional<Value>& value) {
    return value ? bind(parameter, *value) : bindNull(parameter);
  }
  /// Binds arguments to parameters 1, 2, 3 …
  template <class... Arguments>
  Statement& with(const Arguments&... arguments) {
    [[maybe_unused]] int parameter = 0;
    (bind(++parameter, arguments), ...);
    return *this;
  }

  /// True when there is a row to read.
  [[nodiscard]] bool step();
  /// Runs to the end; for statements without rows.
  void run();
  /// Ready to bind and run again.
  void reset();

  [[nodiscard]] bool isNull(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// Valid until the next step() or reset().
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;

 private:
  friend class Connection;
  template <class Integer>
  using Wide = std::conditional_t<std::is_same_v<Integer, bool>, int, Integer>;

  /// `home` is where the connection keeps this text's idle statement; null for one that is not kept.
  Statement(sqlite3* connection, sqlite3_stmt** home, sqlite3_stmt* handle)
      : m_connection(connection), m_home(home), m_handle(handle) {}
  Statement& bindInteger(int parameter, std::int64_t value);
  void check(int code) const;

  sqlite3* m_connection;
  sqlite3_stmt** m_home;
  sqlite3_stmt* m_handle;
};

enum class OpenMode {
  ReadWrite,  ///< made when it is not there; synchronous=FULL
  ReadOnly,   ///< must be there; query_only, so that no statement writes
};

/// A connection to one database file: foreign_keys, busy_timeout of 5 s, trusted_schema=OFF. A new file has pages of
/// 8192 bytes, of which rows as long as seals leave less unused; one with a key is SQLCipher's, with pages of 4096. For
/// one thread at a time. Everything throws SqliteError.
class Connection {
 public:
  /// `rawKey` is 32 bytes or empty (plain SQLite); `vfs` a registered VFS or empty (the default).
  Connection(const std::string& path, OpenMode mode, std::string_view rawKey = {}, const std::string& vfs = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The statement of this text, prepared once and kept (up to 256 of them).
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// Runs one or more statements without parameters.
  void execute(std::string_view sql);
  [[nodiscard]] std::int64_t lastInsertRow() const;
  /// Between BEGIN and COMMIT; false again when SQLite rolled back by itself.
  [[nodiscard]] bool inTransaction() const;
  /// The schema's version (PRAGMA user_version).
  [[nodiscard]] int userVersion();

  /// How long a statement waits for another connection's lock before it throws SQLITE_BUSY; 5 s unless told.
  void setBusyTimeout(std::chrono::milliseconds timeout);
  /// Turns the write-ahead log on; `autoCheckpointPages` is the length at which a commit moves it into the file.
  void useWriteAheadLog(int autoCheckpointPages);
  /// Leaves the file and its log as they are when the last connection closes.
  void leaveUntouched();
  /// A consistent copy into `path` by the backup API, under the same key; what was at `path` goes.
  void copyTo(const std::string& path);
  /// Removes a database file with its log and journal; no error when there is none.
  void removeDatabase(const std::string& path) const;

  [[nodiscard]] sqlite3* handle() const { return m_handle; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  void close();

  sqlite3* m_handle = nullptr;
  std::string m_rawKey;
  std::string m_vfs;
  /// Null while the statement is in use.
  std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> m_statements;
};

}  // namespace thucdia::core::db
