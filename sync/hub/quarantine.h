#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <thucdia/sync/v1/exchange.pb.h>

#include "sync/hub/hub.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;

/// A change that a revoked device handed in, and where it came from.
struct QuarantinedChange {
  QuarantineRow row;
  Device device;
  std::string person;  ///< the account's name
  Timestamp receivedAt;
  wire::Change change;
  bool resending = false;  ///< handed in whole, with what others wrote, to a hub that was restored
};

/// What waits for a supervisor, in order of arrival; with what was settled when `settledToo`. Those that came twice are
/// there twice. CorruptData when the log does not hold what was kept aside.
[[nodiscard]] core::Result<std::vector<QuarantinedChange>> quarantinedChanges(HubRead& read, bool settledToo);
/// One of them. NotFound.
[[nodiscard]] core::Result<QuarantinedChange> quarantinedChange(HubRead& read, std::int64_t row);

/// Takes the change in as if its device had not been revoked: by the same rules, under the device's own stamps; the hub
/// logs that it did so. NotFound (also when it names a record that waits itself), AlreadyExists when it was settled,
/// and what checkPush refuses; then it goes on waiting.
[[nodiscard]] core::Result<> acceptQuarantined(HubWrite& write, std::int64_t row, Timestamp now);
/// It will not be taken in. It stays in the log. NotFound, AlreadyExists.
[[nodiscard]] core::Result<> dismissQuarantined(HubWrite& write, std::int64_t row, Timestamp now);

}  // namespace thucdia::hub
