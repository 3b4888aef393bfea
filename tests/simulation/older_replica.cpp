#include "tests/simulation/older_replica.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/db/connection.h"
#include "core/db/transaction.h"
#include "core/records/record_rows.h"
#include "core/replica/replica.h"

namespace thucdia::simulation {

namespace db = core::db;
using core::records::RecordType;

namespace {

/// Tables of later schemas whose rows no migration could make again.
constexpr std::array kOfLaterSchemas = {"unconfirmed", "not_at_hub"};

struct Table {
  std::string name;
  std::string sql;
};
std::vector<Table> tablesOf(db::Connection& connection, const std::string& schema) {
  std::vector<Table> tables;
  auto row = connection.prepare("SELECT name, sql FROM " + schema +
                                ".sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'");
  while (row.step()) tables.push_back({std::string(row.text(0)), std::string(row.text(1))});
  return tables;
}

std::vector<std::string> columnsOf(db::Connection& connection, const std::string& schema, const std::string& table) {
  std::vector<std::string> columns;
  auto row = connection.prepare("SELECT name FROM pragma_table_info(?1, ?2)");
  row.with(table, schema);
  while (row.step()) columns.emplace_back(row.text(0));
  return columns;
}

bool isIndex(const Table& table) { return table.sql.starts_with("CREATE VIRTUAL TABLE"); }

/// The tables in which a full-text index keeps itself: whole or not at all.
bool isOfChangedIndex(const Table& table, const std::vector<Table>& older, const std::vector<Table>& now) {
  return std::ranges::any_of(older, [&](const Table& index) {
    if (!isIndex(index) || !table.name.starts_with(index.name + "_")) return false;
    const auto same = std::ranges::find(now, index.name, &Table::name);
    return same == now.end() || same->sql != index.sql;
  });
}

struct Body {
  const RecordType* type;
  core::RecordId id;
  std::string plain;
};
/// Older schemas knew no packed ones.
std::vector<Body> bodiesIn(db::Connection& connection) {
  std::vector<Body> bodies;
  db::ReadTransaction read(connection);
  for (const auto& type : RecordType::all()) {
    std::vector<core::RecordId> ids;
    auto row = read.prepare("SELECT id FROM " + type.table());
    while (row.step()) ids.push_back(*core::RecordId::fromBytes(row.blob(0)));
    for (const auto& id : ids) bodies.push_back({&type, id, core::records::loadRow(read, type, id)->body});
  }
  return bodies;
}

void copyRows(db::Connection& connection, const std::string& table) {
  const auto there = columnsOf(connection, "now", table);
  std::string common;
  for (const auto& column : columnsOf(connection, "main", table)) {
    if (std::ranges::find(there, column) != there.end())
      common += fmt::format("{}\"{}\"", common.empty() ? "" : ", ", column);
  }
  connection.execute(fmt::format("DELETE FROM main.\"{0}\"; INSERT INTO main.\"{0}\" ({1}) SELECT {1} FROM now.\"{0}\"",
                                 table, common));
}

/// Before schema 5 a visit's state stood under the visit's id, with copies of its own columns.
void copyVisitStates(db::Connection& connection) {
  connection.execute(
      "INSERT INTO main.visit_state (visit_id, status, revision, since, number, contested, diverged, answers, "
      "findings, "
      "started_at, facility_id, province) SELECT v.id, s.status, s.revision, s.since, s.number, s.contested, "
      "s.diverged, "
      "s.answers, s.findings, v.started_at, v.facility_id, v.province FROM now.visit_state s JOIN now.visit v ON v.row "
      "= "
      "s.row");
}

bool holdsWhatIsOfLater(db::Connection& connection, const std::vector<Table>& older) {
  return std::ranges::any_of(kOfLaterSchemas, [&](const std::string& table) {
    if (std::ranges::find(older, table, &Table::name) != older.end()) return false;
    return connection.prepare("SELECT 1 FROM now." + table + " LIMIT 1").step();
  });
}

/// False when there is no place for all of it.
bool copyInto(db::Connection& connection, const std::vector<Body>& bodies) {
  const auto older = tablesOf(connection, "main");
  const auto now = tablesOf(connection, "now");
  if (holdsWhatIsOfLater(connection, older)) return false;
  connection.execute("BEGIN");
  const auto states = columnsOf(connection, "main", "visit_state");
  const bool statesById = std::ranges::find(states, "visit_id") != states.end();
  for (const auto& table : older) {
    if (table.name == "visit_state" && statesById)
      copyVisitStates(connection);
    else if (!isIndex(table) && !isOfChangedIndex(table, older, now))
      copyRows(connection, table.name);
  }
  for (const auto& body : bodies) {
    connection.prepare("UPDATE main." + body.type->table() + " SET body = ? WHERE id = ?")
        .with(db::Blob{body.plain}, body.id)
        .run();
  }
  // A program fills its lists once: this one had not yet.
  if (std::ranges::find(older, "facility_order", &Table::name) == older.end())
    connection.execute("DELETE FROM main.setting WHERE name = 'facility_order_filled'");
  connection.execute("COMMIT");
  return true;
}

}  // namespace

int newestSchema() { return core::replica::migrations().back().version; }

bool takeBack(tests::SimulatedDisk& disk, const std::string& path, int schema) {
  const auto beside = path + ".older";
  // Power lost since the last time may have brought it back.
  static_cast<void>(disk.remove(beside));
  bool copied = false;
  {
    std::vector<Body> bodies;
    {
      db::Connection today(path, db::OpenMode::ReadWrite, {}, disk.name());
      bodies = bodiesIn(today);
    }
    db::Connection older(beside, db::OpenMode::ReadWrite, {}, disk.name());
    older.execute("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY");
    for (const auto& migration : core::replica::migrations().first(static_cast<std::size_t>(schema)))
      older.execute(migration.sql);
    older.execute(fmt::format("PRAGMA user_version = {}; ATTACH '{}' AS now", schema, path));
    copied = copyInto(older, bodies);
    older.execute("DETACH now");
  }
  auto bytes = disk.bytesOf(beside);
  static_cast<void>(disk.remove(beside));
  if (copied) disk.place(path, std::move(*bytes));
  return copied;
}

}  // namespace thucdia::simulation
