#pragma once

#include <string>

namespace thucdia::core::db {

/// Throws the SqliteError of a damaged database, for stored bytes that SQLite itself cannot judge: Store::read and
/// Store::write turn it into CorruptData.
[[noreturn]] void throwCorrupt(const std::string& what);

}  // namespace thucdia::core::db
