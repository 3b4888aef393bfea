#pragma once

#include <cstdint>
#include <string>

#include "sync/hub/hub.h"

namespace thucdia::hub {

/// Writes the whole hub, photos included, into one new file (a SQLite database with one table more), while it serves.
/// The file appears whole or not at all. AlreadyExists, DiskFull, IoError.
[[nodiscard]] core::Result<> backUp(Hub& hub, const std::string& file);

/// Makes a hub in an empty folder from a backup, with a new epoch: replicas notice and send again what it has
/// forgotten. AlreadyExists when the folder holds a hub, CorruptData when the file is no whole backup.
[[nodiscard]] core::Result<> restore(const std::string& file, const Hub::Options& into);

struct CheckReport {
  std::int64_t records = 0;
  std::int64_t batches = 0;  ///< in the log
  std::int64_t blobs = 0;
  std::int64_t awaited = 0;  ///< blobs that records speak of and no device has sent yet
  std::vector<std::string> problems;
};
/// Reads everything: the database's own integrity, the log's chain and signatures, every record, every blob's hash.
[[nodiscard]] core::Result<CheckReport> check(Hub& hub);

}  // namespace thucdia::hub
