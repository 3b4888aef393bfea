#include "core/db/transaction.h"

namespace thucdia::core::db {

namespace {

/// SQLite may have rolled back by itself (disk full, I/O error); then there is nothing left to end.
void rollBack(Connection& connection) noexcept {
  try {
    if (connection.inTransaction()) connection.prepare("ROLLBACK").run();
  } catch (const SqliteError&) {
    // What matters has failed before and is being reported; SQLite rolls back when the file is next opened.
  }
}

}  // namespace

ReadTransaction::ReadTransaction(Connection& connection) : m_connection(connection) {
  connection.prepare("BEGIN").run();
}

ReadTransaction::~ReadTransaction() {
  if (m_open) rollBack(m_connection);
}

WriteTransaction::WriteTransaction(Connection& connection) : ReadTransaction(connection, Began{}) {
  connection.prepare("BEGIN IMMEDIATE").run();
}

WriteTransaction::~WriteTransaction() = default;

void WriteTransaction::commit() {
  m_connection.prepare("COMMIT").run();
  m_open = false;
}

}  // namespace thucdia::core::db
