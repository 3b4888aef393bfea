#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/hub/hub.h"
#include "sync/hub/routes.h"

namespace thucdia::hub {

struct TakenBundle {
  Device device;        ///< that made it
  bool known = false;   ///< it was taken in before
  int accepted = 0;     ///< changes, those that were known already included
  int refused = 0;      ///< changes; the device is told why
  int quarantined = 0;  ///< of the refused: those of a revoked device, which wait for a supervisor
  int blobs = 0;        ///< photos and signatures that are whole now
  int blobsRefused = 0;
};
/// Takes in a device's bundle: its requests go the way of POST /v1/exchange, its photos that of PUT /v1/blobs. Cut off
/// in the middle, what was taken in until then stays; the same file again does the rest. Errors: NotFound, CorruptData,
/// WrongHub, NotPermitted (a refresh, or for another hub's key), NotEnrolled, BadSignature, and those of the storage.
[[nodiscard]] core::Result<TakenBundle> takeInBundle(Hub& hub, const std::string& file, const RunWrite& write);

/// The same for a bundle that was carried here and lies whole under its hash; it goes from there. What can never be
/// taken in is noted as refused, and that is no error.
[[nodiscard]] core::Result<> takeInCarried(Hub& hub, std::string_view sha256, const RunWrite& write);

struct WrittenRefresh {
  int receipts = 0;  ///< requests answered
  int records = 0;
  std::uint64_t bytes = 0;
};
/// Writes a device's refresh: receipts for its last bundles, and what is new in its scope since it made the last of
/// them (all of its scope when it has made none, or the hub was restored since). Only that device can read it. Revoked,
/// NotEnrolled, IoError, DiskFull.
[[nodiscard]] core::Result<WrittenRefresh> writeRefresh(Hub& hub, const Device& device, const std::string& file);

}  // namespace thucdia::hub
