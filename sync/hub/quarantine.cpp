#include "sync/hub/quarantine.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/hub/exchange.h"
#include "sync/hub/hub_records.h"
#include "sync/wire/envelope.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

core::Result<QuarantinedChange> resolve(HubRead& read, const QuarantineRow& row) {
  QuarantinedChange found;
  found.row = row;
  const auto entry = read.logEntry(row.logEntry);
  if (!entry) return core::fail(ErrorCode::CorruptData, fmt::format("log entry {} is missing", row.logEntry));
  THUCDIA_ASSIGN(const auto payload, sync::unpack(static_cast<wire::Encoding>(entry->encoding), entry->payload));
  wire::ExchangeRequest request;
  if (!request.ParseFromString(payload) || row.place < 0 || row.place >= request.push_size()) {
    return core::fail(ErrorCode::CorruptData, fmt::format("log entry {} holds no change {}", row.logEntry, row.place));
  }
  found.change = std::move(*request.mutable_push(row.place));
  found.receivedAt = entry->receivedAt;
  const auto device = read.device(entry->device);
  if (!device) return core::fail(ErrorCode::NotEnrolled, "the device is not known any more");
  found.device = *device;
  found.resending = request.resending() && device->epoch != read.identity().epoch;
  if (const auto account = read.account(device->person)) found.person = account->name;
  return found;
}

core::Result<QuarantinedChange> waiting(HubRead& read, std::int64_t row) {
  THUCDIA_ASSIGN(auto found, quarantinedChange(read, row));
  if (found.row.settledAt) return core::fail(ErrorCode::AlreadyExists, fmt::format("{} was settled before", row));
  return found;
}

}  // namespace

core::Result<std::vector<QuarantinedChange>> quarantinedChanges(HubRead& read, bool settledToo) {
  std::vector<QuarantinedChange> changes;
  for (const auto& row : read.quarantined(settledToo)) {
    THUCDIA_ASSIGN(auto change, resolve(read, row));
    changes.push_back(std::move(change));
  }
  return changes;
}

core::Result<QuarantinedChange> quarantinedChange(HubRead& read, std::int64_t row) {
  const auto rows = read.quarantined(true);
  const auto found = std::ranges::find(rows, row, &QuarantineRow::row);
  if (found == rows.end()) return core::fail(ErrorCode::NotFound, fmt::format("nothing was kept aside as {}", row));
  return resolve(read, *found);
}

core::Result<> acceptQuarantined(HubWrite& write, std::int64_t row, Timestamp now) {
  THUCDIA_ASSIGN(const auto kept, waiting(write, row));
  THUCDIA_ASSIGN(auto patch, decodePatch(kept.change));
  const auto account = write.account(kept.device.person);
  if (!account) return core::fail(ErrorCode::NotEnrolled, "the device belongs to no account");
  THUCDIA_ASSIGN(const bool changed,
                 takeChange(write, {*account, kept.device}, kept.change, patch, kept.resending, now));
  if (changed) {
    wire::ExchangeRequest batch;
    *batch.add_push() = kept.change;
    logAsHub(write, batch, write.nextCounter(), now);
  }
  write.settleQuarantine(row, QuarantineOutcome::Accepted, now);
  return {};
}

core::Result<> dismissQuarantined(HubWrite& write, std::int64_t row, Timestamp now) {
  THUCDIA_TRY(waiting(write, row));
  write.settleQuarantine(row, QuarantineOutcome::Dismissed, now);
  return {};
}

}  // namespace thucdia::hub
