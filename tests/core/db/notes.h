#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include "core/db/store.h"

/// A small database that the tests of core/db share: notes, and replies to them.
namespace thucdia::tests {

inline constexpr core::db::Migration kNotes[] = {
    {1,
     "CREATE TABLE note (row INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;"
     "CREATE TABLE reply (row INTEGER PRIMARY KEY, note INTEGER NOT NULL REFERENCES note) STRICT"},
    {2,
     "ALTER TABLE note ADD COLUMN folded TEXT; UPDATE note SET folded = lower(text);"
     "CREATE INDEX note_by_folded ON note (folded)"},
    {3, "CREATE TABLE tag (row INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"}};

inline const std::string kKey(32, 'k');

/// The notes at `path`, as the program that knew only the first `versions` migrations had them.
inline core::db::Store::Options notesAt(const std::string& path, std::size_t versions = 1,
                                        const std::string& rawKey = {}) {
  core::db::Store::Options options;
  options.path = path;
  options.rawKey = rawKey;
  options.migrations = std::span(kNotes).first(versions);
  return options;
}

inline std::unique_ptr<core::db::Store> opened(const core::db::Store::Options& options) {
  auto store = core::db::Store::open(options);
  if (!store) throw std::runtime_error(core::describe(store.error()));
  return std::move(*store);
}

inline core::Result<> addNote(core::db::WriteTransaction& transaction, const std::string& text) {
  transaction.prepare("INSERT INTO note (text) VALUES (?)").with(text).run();
  return {};
}

inline core::Result<> addNote(core::db::Store& store, const std::string& text) {
  return store.write([&](core::db::WriteTransaction& transaction) { return addNote(transaction, text); });
}

inline std::int64_t countNotes(core::db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT count(*) FROM note");
  (void)statement.step();
  return statement.integer(0);
}

inline std::int64_t notesIn(core::db::Store& store) { return store.read(countNotes).value(); }

}  // namespace thucdia::tests
