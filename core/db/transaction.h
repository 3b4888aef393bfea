#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/db/change_bus.h"
#include "core/db/connection.h"

namespace thucdia::core::db {

/// One state of the database, as long as this lives. Queries take `ReadTransaction&`; a WriteTransaction is one too, so
/// a command may query what it has just written, and a reader cannot write.
class ReadTransaction {
 public:
  explicit ReadTransaction(Connection& connection);
  virtual ~ReadTransaction();
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;

  [[nodiscard]] Statement prepare(std::string_view sql) { return m_connection.prepare(sql); }

 protected:
  struct Began {};
  ReadTransaction(Connection& connection, Began) : m_connection(connection) {}
  Connection& m_connection;
  bool m_open = true;
};

/// BEGIN IMMEDIATE … COMMIT; rolls back when it goes without commit().
class WriteTransaction final : public ReadTransaction {
 public:
  explicit WriteTransaction(Connection& connection);
  ~WriteTransaction() override;

  void execute(std::string_view sql) { m_connection.execute(sql); }
  [[nodiscard]] std::int64_t lastInsertRow() const { return m_connection.lastInsertRow(); }

  /// Says that this record changed; told on the change bus after the commit.
  void note(Change change) { m_changes.push_back(change); }
  void commit();
  [[nodiscard]] std::vector<Change> takeChanges() { return std::move(m_changes); }

 private:
  std::vector<Change> m_changes;
};

}  // namespace thucdia::core::db
