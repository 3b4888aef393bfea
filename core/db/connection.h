#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"

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

/// SQLITE_FULL → DiskFull, SQLITE_BUSY → DatabaseBusy, SQLITE_NOTADB → DatabaseKeyWrong, SQLITE_CORRUPT → CorruptData,
/// SQLITE_IOERR → IoError (DiskFull where errno says so), SQLITE_CONSTRAINT → InvalidArgument, else Internal.
[[nodiscard]] Error toError(const SqliteError& error);

/// One prepared statement being run. Columns count from 0, parameters from 1. Resets itself and returns to its
/// connection's cache when it goes.
class Statement {
 public:
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, int value) { return bind(parameter, static_cast<std::int64_t>(value)); }
  Statement& bind(int parameter, bool value) { return bind(parameter, static_cast<std::int64_t>(value)); }
  Statement& bind(int parameter, double value);
  /// Text. The bytes are copied.
  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, const char* text) { return bind(parameter, std::string_view(text)); }
  Statement& bindBlob(int parameter, std::string_view bytes);
  Statement& bindNull(int parameter);
  /// Binds arguments to parameters 1, 2, 3 …
  template <class... Arguments>
  Statement& with(const Arguments&... arguments) {
    int parameter = 0;
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
  Statement(class Connection& connection, std::string key, sqlite3_stmt* handle);

  Connection* m_connection;
  std::string m_key;
  sqlite3_stmt* m_handle;
};

enum class OpenMode { ReadWrite, ReadOnly };

/// A connection to one database file, opened with foreign_keys, busy_timeout, trusted_schema=OFF, WAL, and
/// synchronous=FULL on a writer. For one thread at a time. Everything throws SqliteError.
class Connection {
 public:
  Connection(const std::string& path, OpenMode mode, std::string_view rawKey = {}, const std::string& vfs = {});
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The statement of this text, prepared once and kept.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// Runs one or more statements without parameters.
  void execute(std::string_view sql);
  /// Rows changed by the last statement.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] std::int64_t lastInsertRow() const;
  [[nodiscard]] sqlite3* handle() const { return m_handle; }

 private:
  friend class Statement;
  void giveBack(std::string key, sqlite3_stmt* handle);

  sqlite3* m_handle = nullptr;
  std::unordered_map<std::string, sqlite3_stmt*> m_idle;
};

}  // namespace thucdia::core::db
