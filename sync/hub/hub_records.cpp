#include "sync/hub/hub_records.h"

#include <algorithm>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/sync/v1/envelope.pb.h>

#include "core/base/crypto.h"
#include "sync/hub/hashing.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub_signature.h"
#include "sync/wire/compression.h"
#include "sync/wire/envelope.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::string_view kLogTarget = "POST /v1/exchange";

/// Every field of the record with this stamp, those without a value as cleared: whoever holds a value that this hub has
/// forgotten learns that it is gone.
void writeAnew(RecordState& state, const RecordType& type, const core::changes::Stamp& stamp) {
  for (const auto& field : type.fields()) {
    const core::changes::LeafKey key{static_cast<std::uint32_t>(field.descriptor->number()), {}};
    if (key.field == core::changes::kIdField || key.field == type.mapField()) continue;
    const auto at = std::ranges::lower_bound(state.leaves, key, {}, &core::changes::Leaf::key);
    if (at == state.leaves.end() || at->key != key) state.leaves.insert(at, {key, {{stamp, std::nullopt}}});
  }
  for (auto& leaf : state.leaves) leaf.versions.assign(1, {stamp, leaf.versions.front().value});
  state.known.include(stamp.dot);
}

}  // namespace

core::Result<int> writeRecords(HubWrite& write, const std::vector<const google::protobuf::Message*>& messages,
                               Timestamp now, bool anew) {
  const auto identity = write.identity();
  wire::ExchangeRequest batch;
  std::optional<std::uint64_t> counter;
  for (const auto* message : messages) {
    const auto& type = RecordType::of(message->GetDescriptor());
    const auto id = core::records::idOf(*message);
    if (id.isNull()) return core::fail(ErrorCode::InvalidArgument, "a " + type.table() + " without id");
    auto head = write.head(id).value_or(Head{});
    RecordState before;
    if (head.row != 0) {
      if (head.type != type.number()) return core::fail(ErrorCode::AlreadyExists, "the id is another record's");
      THUCDIA_ASSIGN(before, core::changes::decode(head.body, head.meta));
    } else {
      head.type = type.number();
      head.id = id;
    }
    THUCDIA_ASSIGN(auto edits, core::changes::difference(head.body, message->SerializeAsString(), type.mapField()));
    std::erase_if(edits, [&](const auto& edit) { return !type.isUsers() && edit.key == hubSignatureKey(); });
    const bool stands = type.isUsers() || isSignedByHub(before, type, id, identity);
    if (edits.empty() && head.row != 0 && stands && !anew) continue;
    if (!counter) counter = write.nextCounter();
    const auto tag = type.isUsers() ? identity.sharedTag() : identity.tag();
    const core::changes::Stamp stamp{{tag, *counter}, now};
    RecordState after = before;
    core::changes::write(after, edits, stamp);
    // Replicas may hold another that this hub has forgotten: of two that grew from one backup the later counts, whole.
    if (anew || (identity.restored && !type.isUsers())) writeAnew(after, type, stamp);
    if (!type.isUsers()) signByHub(after, type, id, identity, stamp);
    const auto patch = core::changes::encode(core::changes::patchAbove(after, tag, *counter - 1));
    if (!storeMerged(write, type, std::move(head), before, after, tag)) continue;
    noteBlobs(write, type, id, after, identity.deviceId, 0);
    auto* change = batch.add_push();
    change->set_type(type.number());
    change->set_id(id.rawString());
    change->set_body(patch.body);
    change->set_meta(patch.meta);
  }
  if (batch.push().empty()) return 0;
  logAsHub(write, batch, *counter, now);
  return batch.push_size();
}

void logAsHub(HubWrite& write, const wire::ExchangeRequest& batch, std::uint64_t number, Timestamp now) {
  const auto identity = write.identity();
  LogEntry entry;
  entry.device = identity.deviceId;
  entry.request = number;
  entry.receivedAt = now;
  entry.encoding = sync::v1::ENCODING_ZSTD;
  entry.payload = sync::compress(batch.SerializeAsString());
  entry.signature = identity.key.sign(sync::requestStatement(identity.id, identity.deviceId.raw(), entry.request,
                                                             kLogTarget, entry.payload, quickSha256));
  write.appendLog(entry);
}

namespace {

core::Result<> writeAgain(HubWrite& write, Timestamp now, bool anew) {
  static constexpr int kAtATime = 500;
  for (const auto& type : RecordType::all()) {
    if (type.isUsers()) continue;
    std::int64_t after = 0;
    for (auto heads = write.headsOfType(type.number(), after, kAtATime); !heads.empty();
         heads = write.headsOfType(type.number(), after, kAtATime)) {
      after = heads.back().row;
      std::vector<std::unique_ptr<google::protobuf::Message>> messages;
      std::vector<const google::protobuf::Message*> all;
      for (const auto& head : heads) {
        auto message = loadRecord(write, head.id);
        if (!message) continue;
        all.push_back(message.get());
        messages.push_back(std::move(message));
      }
      THUCDIA_TRY(writeRecords(write, all, now, anew));
    }
  }
  return {};
}

}  // namespace

core::Result<> stampAnew(HubWrite& write, Timestamp now) { return writeAgain(write, now, true); }

core::Result<> signUnsigned(HubWrite& write, Timestamp now) { return writeAgain(write, now, false); }

std::unique_ptr<google::protobuf::Message> loadRecord(HubRead& read, RecordId id) {
  const auto head = read.head(id);
  const auto* type = head ? RecordType::byNumber(head->type) : nullptr;
  if (!type) return nullptr;
  auto message = type->make();
  if (!message->ParseFromString(head->body)) return nullptr;
  core::records::setId(*message, id);
  return message;
}

core::Result<> publishAccount(HubWrite& write, const Account& account, std::string_view fullName, Timestamp now) {
  auto person = get<records::Person>(write, account.person).value_or(records::Person());
  person.set_id(account.person.rawString());
  person.set_name(account.name);
  if (!fullName.empty()) person.set_full_name(std::string(fullName));
  if (person.full_name().empty()) person.set_full_name(account.name);
  person.set_role(account.role);
  person.set_all_provinces(account.scope.allProvinces);
  person.clear_provinces();
  for (const auto& province : account.scope.provinces) person.add_provinces(province);
  person.set_active(account.active);
  THUCDIA_TRY(writeRecord(write, person, now));
  return {};
}

core::Result<> publishDevice(HubWrite& write, const Device& device, Timestamp now) {
  records::Device record;
  record.set_id(device.id.rawString());
  record.set_tag(device.tag);
  record.set_person_id(device.person.rawString());
  record.set_name(device.name);
  record.set_public_key(device.publicKey);
  if (device.revokedAt) record.set_revoked_at(core::toMicros(*device.revokedAt));
  THUCDIA_TRY(writeRecord(write, record, now));
  return {};
}

}  // namespace thucdia::hub
