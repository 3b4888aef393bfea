#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/replica/replica.h"
#include "sync/engine/sync_engine.h"

namespace thucdia::sync {

struct ExportedBundle {
  std::int64_t records = 0;
  std::int64_t files = 0;  ///< photos and signatures
  std::uint64_t bytes = 0;
};
/// Writes all that is unsent here, photos included, into a file that only the hub can read; it says where this replica
/// stands too, so that the hub can make a refresh for it. Nothing counts as sent by that: receipts come back by a
/// refresh or with the next sync, which may well send it all again. NotEnrolled, IoError, DiskFull, LimitExceeded.
[[nodiscard]] core::Result<ExportedBundle> exportBundle(core::replica::Replica& replica,
                                                        const std::filesystem::path& file);

struct ImportedBundle {
  bool carried = false;       ///< another device's work for the hub: kept here until the hub has it
  bool known = false;         ///< nothing in it was new here
  std::int64_t receipts = 0;  ///< records of this device that the hub has taken
  std::int64_t records = 0;   ///< changed here by what is new at the hub
  int newConflicts = 0;
  bool hubIsRestored = false;  ///< all own work is to be sent again
  std::vector<RefusedChange> refused;
};
/// Takes in the hub's refresh for this device, or keeps another device's bundle to bring it to the hub. Twice, or older
/// ones after newer ones, changes nothing. NotEnrolled, NotFound; CorruptData when the file is cut, damaged or no
/// bundle; WrongHub; BadSignature; NotPermitted for another device's refresh and for this device's own bundle.
[[nodiscard]] core::Result<ImportedBundle> importBundle(core::replica::Replica& replica,
                                                        const std::filesystem::path& file);

}  // namespace thucdia::sync
