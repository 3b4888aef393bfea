#pragma once

#include <string>
#include <vector>

namespace thucdia::bench {

/// What SQLite alone needs to keep bodies durably: WAL, synchronous=FULL, a unique id and two indexes; `together`
/// bodies a transaction. Bodies a second.
[[nodiscard]] double rawSqliteInserts(const std::vector<std::string>& bodies, int together);

}  // namespace thucdia::bench
