#pragma once

#include <vector>

#include <google/protobuf/message.h>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/base/random.h"
#include "core/records/record_type.h"
#include "sync/hub/hub_signature.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

/// Writes records as the hub's own: makes them, or changes what differs, with the hub's stamps, and appends them to the
/// log as a batch signed by the hub. Records that are as stored already cost nothing. Returns how many changed.
/// InvalidArgument when one has no id. At most kMaxPushChanges at a time. `anew`: values that are as stored get new
/// stamps too (and dominate whatever was stamped before).
[[nodiscard]] core::Result<int> writeRecords(HubWrite& write,
                                             const std::vector<const google::protobuf::Message*>& messages,
                                             Timestamp now, bool anew = false);
/// Gives all records that the hub alone writes new stamps: after a restore they dominate those that the hub has
/// forgotten.
[[nodiscard]] core::Result<> stampAnew(HubWrite& write, Timestamp now);
/// Signs those of them that an older program has left without the hub's signature.
[[nodiscard]] core::Result<> signUnsigned(HubWrite& write, Timestamp now);
template <class Record>
[[nodiscard]] core::Result<int> writeRecord(HubWrite& write, const Record& record, Timestamp now) {
  return writeRecords(write, {&record}, now);
}

/// Appends a batch that the hub itself has merged to the log, signed by the hub. `number`: a counter of the hub's own.
void logAsHub(HubWrite& write, const sync::v1::ExchangeRequest& batch, std::uint64_t number, Timestamp now);

/// The record as its message; nothing when the hub has none of this id.
[[nodiscard]] std::unique_ptr<google::protobuf::Message> loadRecord(HubRead& read, RecordId id);
template <class Record, class AnyId>
[[nodiscard]] std::optional<Record> get(HubRead& read, const AnyId& id) {
  auto found = loadRecord(read, RecordId(id.bytes()));
  if (!found || found->GetDescriptor() != Record::descriptor()) return std::nullopt;
  return std::move(static_cast<Record&>(*found));
}

/// The same of a record that the hub alone makes, if it carries the hub's signature.
template <class Record, class AnyId>
[[nodiscard]] std::optional<Record> getSigned(HubRead& read, const AnyId& id) {
  const RecordId record(id.bytes());
  const auto head = read.head(record);
  const auto state = head ? core::changes::decode(head->body, head->meta) : core::changes::RecordState();
  const auto& type = core::records::RecordType::of<Record>();
  if (!state || !isSignedByHub(*state, type, record, read.identity())) return std::nullopt;
  return get<Record>(read, id);
}

/// Writes the account's Person record, or brings it up to date. `fullName` may be empty: then it stays as it is.
[[nodiscard]] core::Result<> publishAccount(HubWrite& write, const Account& account, std::string_view fullName,
                                            Timestamp now);
/// Writes the device's Device record.
[[nodiscard]] core::Result<> publishDevice(HubWrite& write, const Device& device, Timestamp now);

}  // namespace thucdia::hub
