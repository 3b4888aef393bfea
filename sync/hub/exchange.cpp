#include "sync/hub/exchange.h"

#include <map>
#include <set>

#include <fmt/format.h>
#include <google/protobuf/message.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/visits/seal.h"
#include "sync/hub/accounts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hashing.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub_records.h"
#include "sync/hub/patch_rules.h"
#include "sync/hub/pull.h"
#include "sync/wire/enrol_statement.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "sync/wire/refusals.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::string_view kTarget = "POST /v1/exchange";

}  // namespace

core::Result<ReadPatch> decodePatch(const wire::Change& change, std::string_view publicKey) {
  const auto* type = RecordType::byNumber(change.type());
  if (!type) return core::fail(ErrorCode::ProtocolTooNew, fmt::format("record kind {} is not known", change.type()));
  if (change.id().size() != 16) return core::fail(ErrorCode::InvalidArgument, "a record id has 16 bytes");
  if (change.body().size() + change.meta().size() > sync::kMaxChangeBytes) {
    return core::fail(ErrorCode::LimitExceeded, "a change of more than 8 MiB");
  }
  THUCDIA_ASSIGN(auto state, core::changes::decode(change.body(), change.meta()));
  // Every value that may come to be shown must be one that programs can read.
  std::string fields;
  for (const auto& leaf : state.leaves) {
    const auto& shown = leaf.versions.front().value;
    if (leaf.key.entry.empty() && shown) fields += *shown;
  }
  const auto plain = type->make();
  if (!plain->ParseFromString(fields)) return core::fail(ErrorCode::CorruptData, "not a " + type->table());
  THUCDIA_TRY(checkValues(*type, state));
  // The dearest thing about a seal is its signature; nearly always it is the pushing device's own.
  const auto* seal =
      type == &RecordType::of<records::VisitSeal>() ? static_cast<const records::VisitSeal*>(plain.get()) : nullptr;
  const bool verified = seal && core::visits::verifySeal(*seal, publicKey, quickSha256).has_value();
  auto form = heldForm(*type, state);
  return ReadPatch{std::move(state), std::move(form), verified};
}

Exchange::Exchange(Hub& hub, Road road, wire::SignedRequest envelope, wire::ExchangeRequest request,
                   std::string statement, Pusher pusher)
    : m_hub(hub),
      m_road(road),
      m_envelope(std::move(envelope)),
      m_request(std::move(request)),
      m_statement(std::move(statement)),
      m_pusher(std::move(pusher)) {
  m_revoked = !checkActive(m_pusher.device, m_pusher.account);
  m_canPush = m_request.epoch() == 0 || m_request.epoch() == m_hub.identity().epoch;
  if (!m_canPush) return;
  m_patches.reserve(static_cast<std::size_t>(m_request.push_size()));
  for (const auto& change : m_request.push()) m_patches.push_back(decodePatch(change, m_pusher.device.publicKey));
}

core::Result<std::unique_ptr<Exchange>> Exchange::open(Hub& hub, std::string_view body, Road road) {
  wire::SignedRequest envelope;
  if (!envelope.ParseFromArray(body.data(), static_cast<int>(body.size())) || envelope.magic() != sync::kRequestMagic) {
    return core::fail(ErrorCode::CorruptData, "not a signed request");
  }
  const auto id = DeviceId::fromBytes(envelope.device_id());
  if (!id) return core::fail(ErrorCode::CorruptData, "a device id has 16 bytes");
  std::optional<Pusher> pusher;
  THUCDIA_TRY(hub.storage().read([&](HubRead& read) -> core::Result<> {
    const auto device = read.device(*id);
    const auto account = device ? read.account(device->person) : std::nullopt;
    if (account) pusher = Pusher{*account, *device};
    return {};
  }));
  if (!pusher) return core::fail(ErrorCode::NotEnrolled, "the device is not enrolled at this hub");
  auto statement = sync::requestStatement(hub.identity().id, envelope.device_id(), envelope.sequence(), kTarget,
                                          envelope.payload(), quickSha256);
  if (!core::verify(pusher->device.publicKey, statement, envelope.signature())) {
    return core::fail(ErrorCode::BadSignature, "the request is not signed by that device for this hub");
  }
  THUCDIA_TRY(road == Road::Network ? hub.window().accept(*id, envelope.sequence(), pusher->device.sequence)
                                    : checkRequestNumber(envelope.sequence()));
  THUCDIA_ASSIGN(const auto payload, sync::unpack(envelope.encoding(), envelope.payload(), quickSha256));
  wire::ExchangeRequest request;
  if (!request.ParseFromString(payload)) return core::fail(ErrorCode::CorruptData, "not an exchange");
  if (request.protocol() < sync::kOldestProtocol) return core::fail(ErrorCode::ProtocolTooOld, "update the program");
  if (request.protocol() > sync::kProtocol) return core::fail(ErrorCode::ProtocolTooNew, "the hub is older");
  if (request.push_size() > sync::kMaxPushChanges) {
    return core::fail(ErrorCode::LimitExceeded, fmt::format("at most {} changes a batch", sync::kMaxPushChanges));
  }
  if (request.uploads_size() > sync::kMaxUploadsAsked) {
    return core::fail(ErrorCode::LimitExceeded, fmt::format("at most {} uploads asked for", sync::kMaxUploadsAsked));
  }
  if (request.carried_size() > sync::kMaxCarried) {
    return core::fail(ErrorCode::LimitExceeded, fmt::format("at most {} bundles carried", sync::kMaxCarried));
  }
  return std::unique_ptr<Exchange>(
      new Exchange(hub, road, std::move(envelope), std::move(request), std::move(statement), std::move(*pusher)));
}

namespace {

/// Whether the hub has all that the change brings.
core::Result<bool> isHeld(HubRead& read, const wire::Change& change, const RecordState& brought, DeviceTag from) {
  const auto head = read.head(*RecordId::fromBytes(change.id()));
  if (!head || head->type != change.type()) return false;
  THUCDIA_ASSIGN(const auto held, core::changes::decode(head->body, head->meta));
  auto patch = brought;
  patch.known = honestKnowledge(held, brought, from);
  return core::changes::merge(held, patch) == held;
}

core::Result<bool> judgeAndStore(HubWrite& write, const Pusher& pusher, const RecordType& type, Head head,
                                 const RecordState& before, const ReadPatch& patch, bool believed, bool resending,
                                 Timestamp now) {
  const bool isNew = head.row == 0;
  // A new record is what its patch brings: most changes are that, and copying one costs as much as storing it.
  RecordState merged;
  if (!isNew) {
    merged = core::changes::merge(before, patch.state);
    if (merged == before) {
      // It may have come from another device, which has not the bytes of this one's photos.
      noteBlobs(write, type, head.id, patch.state, pusher.device.id, resending ? 0 : pusher.device.tag);
      return false;
    }
  }
  const auto& after = isNew ? patch.state : merged;
  THUCDIA_TRY(
      checkPush(write, pusher, {type, head.id, isNew, before, patch.state, after, resending, patch.sealVerified}));
  noteBlobs(write, type, head.id, patch.state, pusher.device.id, 0);
  if (!type.isUsers()) {
    const auto identity = write.identity();
    if (isSignedByHub(patch.state, type, head.id, identity)) {
      // The hub has forgotten that it gave these stamps out.
      write.noteCounter(patch.state.known.counterOf(identity.tag()));
      // What it has written itself since the restore counts, however its clock stood then.
      if (!isNew && head.origin == identity.tag()) {
        const auto own = loadRecord(write, head.id);
        return own ? writeRecords(write, {own.get()}, now, true).map([](int changed) { return changed > 0; }) : false;
      }
    }
  }
  return storeMerged(write, type, std::move(head), before, after, pusher.device.tag,
                     isNew && believed ? &patch.form : nullptr);
}

}  // namespace

core::Result<bool> takeChange(HubWrite& write, const Pusher& pusher, const wire::Change& change, ReadPatch& patch,
                              bool resending, Timestamp now) {
  const auto& type = *RecordType::byNumber(change.type());
  const auto id = *RecordId::fromBytes(change.id());
  auto head = write.head(id).value_or(Head{});
  RecordState before;
  if (head.row == 0) {
    head.type = type.number();
    head.id = id;
  } else {
    if (head.type != type.number()) return core::fail(ErrorCode::InvalidArgument, "the id is another record's");
    THUCDIA_ASSIGN(before, core::changes::decode(head.body, head.meta));
  }
  // A whole record, sent after a restore, knows what it knows; a patch may not claim more than it brings. What it
  // claimed comes back in the end: the batch may be judged again.
  auto& known = patch.state.known;
  auto honest = resending ? known : honestKnowledge(before, patch.state, pusher.device.tag);
  const bool believed = honest == known;
  std::swap(known, honest);
  auto stored = judgeAndStore(write, pusher, type, std::move(head), before, patch, believed, resending, now);
  std::swap(known, honest);
  return stored;
}

core::Result<bool> Exchange::pushOne(HubWrite& write, int index) {
  auto& patch = m_patches[static_cast<std::size_t>(index)];
  if (!patch) return core::fail(patch.error());
  if (m_revoked) {
    const auto& change = m_request.push(index);
    const auto& device = m_pusher.device;
    THUCDIA_ASSIGN(const bool held, isHeld(write, change, patch->state, device.tag));
    if (!held) return core::fail(ErrorCode::Revoked, "the device was revoked: a supervisor will look at it");
    noteBlobs(write, *RecordType::byNumber(change.type()), *RecordId::fromBytes(change.id()), patch->state, device.id,
              m_resending ? 0 : device.tag);
    return false;
  }
  return takeChange(write, m_pusher, m_request.push(index), *patch, m_resending, m_hub.now());
}

void Exchange::refuse(int index, const core::Error& error, bool quarantined) {
  auto* refused = m_response.add_refused();
  refused->set_index(static_cast<std::uint32_t>(index));
  refused->set_code(std::string(core::name(error.code)));
  refused->set_detail(error.detail);
  refused->set_quarantined(quarantined);
}

core::Result<> Exchange::push(HubWrite& write) {
  m_response.Clear();
  // As things are now: the device may have been revoked since the request was opened.
  const auto device = write.device(m_pusher.device.id);
  const auto account = device ? write.account(device->person) : std::nullopt;
  if (!account) return core::fail(ErrorCode::NotEnrolled, "the device is not enrolled at this hub");
  m_pusher = {*account, *device};
  m_revoked = !checkActive(*device, *account);
  const auto epoch = m_hub.identity().epoch;
  m_resending = m_request.resending() && device->epoch != epoch;
  bool changed = false;
  std::uint32_t accepted = 0;
  std::map<int, core::Error> notTaken;
  const auto judge = [&](int index) {
    auto outcome = pushOne(write, index);
    if (!outcome) {
      notTaken.insert_or_assign(index, outcome.error());
      return false;
    }
    ++accepted;
    changed = changed || *outcome;
    return true;
  };
  for (int i = 0; i < m_request.push_size(); ++i) static_cast<void>(judge(i));
  // What something further on has made possible (answers after a reopening) is judged again.
  for (bool again = accepted > 0; again;) {
    again = std::erase_if(notTaken, [&](const auto& each) {
              return sync::mayYetBeTaken(each.second.code) && judge(each.first);
            }) > 0;
  }
  for (const auto& [index, why] : notTaken) {
    const auto& patch = m_patches[static_cast<std::size_t>(index)];
    refuse(index, why, m_revoked && patch.has_value());
    if (m_revoked || !patch) continue;
    const auto& change = m_request.push(index);
    noteBlobsInUse(write, *RecordType::byNumber(change.type()), *RecordId::fromBytes(change.id()), patch->state,
                   device->id);
  }
  m_response.set_accepted(accepted);
  if (changed || m_response.refused_size() > 0) {
    LogEntry entry;
    entry.device = m_pusher.device.id;
    entry.request = m_envelope.sequence();
    entry.receivedAt = m_hub.now();
    entry.encoding = m_envelope.encoding();
    entry.payload = m_envelope.payload();
    entry.signature = m_envelope.signature();
    if (m_response.refused_size() > 0) {
      wire::ExchangeResponse refusals;
      *refusals.mutable_refused() = m_response.refused();
      entry.refused = refusals.SerializeAsString();
    }
    write.appendLog(entry);
    for (const auto& refused : m_response.refused()) {
      if (!refused.quarantined()) continue;
      const auto& change = m_request.push(static_cast<int>(refused.index()));
      const auto id = *RecordId::fromBytes(change.id());
      write.putQuarantine(entry.entry, static_cast<int>(refused.index()), change.type(), id);
      noteBlobs(write, *RecordType::byNumber(change.type()), id, m_patches[refused.index()]->state, device->id, 0);
    }
  }
  // What was made before the device knew of any epoch says nothing of this one.
  const bool through = m_request.epoch() == epoch && !m_request.resending() && m_response.refused_size() == 0;
  write.noteRequest(device->id, m_envelope.sequence(), m_hub.now(), through ? epoch : device->epoch);
  return {};
}

core::Result<> Exchange::addMissing(HubRead& read) {
  for (const auto& sha256 : m_request.uploads()) {
    if (sha256.size() != 32) return core::fail(ErrorCode::InvalidArgument, "a SHA-256 has 32 bytes");
    const bool own = mayHandIn(read, sha256, m_pusher.device);
    if (own && m_hub.blobs().sizeOf(sha256)) continue;
    auto* missing = m_response.add_missing();
    missing->set_sha256(sha256);
    if (own) missing->set_have(m_hub.blobs().have(sha256));
  }
  return {};
}

core::Result<> Exchange::addDeparted(HubRead& read) {
  std::set<std::uint32_t> refused;
  for (const auto& each : m_response.refused()) refused.insert(each.index());
  for (int i = 0; i < m_request.push_size(); ++i) {
    const auto id = RecordId::fromBytes(m_request.push(i).id());
    if (!id || refused.contains(static_cast<std::uint32_t>(i))) continue;
    const auto head = read.head(*id);
    if (!head || inScope(m_pusher.account, head->province, head->owner)) continue;
    THUCDIA_TRY(depart(*head, m_response));
  }
  return {};
}

core::Result<> Exchange::addBundles(HubRead& read) {
  for (const auto& sha256 : m_request.carried()) {
    if (sha256.size() != 32) return core::fail(ErrorCode::InvalidArgument, "a SHA-256 has 32 bytes");
    auto* state = m_response.add_bundles();
    state->set_sha256(sha256);
    const auto row = read.bundle(sha256);
    state->set_done(row.has_value());
    if (row) {
      state->set_refused(row->refused);
    } else {
      state->set_have(m_hub.carried().have(sha256));
    }
  }
  return {};
}

core::Result<wire::ExchangeResponse> Exchange::respond() {
  const bool handsIn = m_request.push_size() > 0 || m_request.uploads_size() > 0;
  if (m_revoked && m_canPush && !handsIn && m_road == Road::Network) {
    return core::fail(checkActive(m_pusher.device, m_pusher.account).error());
  }
  const auto& identity = m_hub.identity();
  m_response.set_protocol(m_request.protocol());
  m_response.set_hub_time(core::toMicros(m_hub.now()));
  m_response.set_epoch(identity.epoch);
  m_response.set_reads_columns(m_request.knows_columns());
  if (!m_canPush) return m_response;
  const bool pulls = m_request.pull_limit() > 0 && m_road == Road::Network && !m_revoked;
  const auto outcome = m_hub.storage().read([&](HubRead& read) -> core::Result<> {
    THUCDIA_TRY(addMissing(read));
    // Also whose account is closed: when it is open again nothing else would say that the record has left.
    if (m_resending) THUCDIA_TRY(addDeparted(read));
    if (m_revoked) return {};
    THUCDIA_TRY(addBundles(read));
    if (!pulls) return {};
    return pull(read, m_pusher.account, m_pusher.device.tag, m_request.cursor(),
                static_cast<int>(std::min<std::uint32_t>(m_request.pull_limit(), INT32_MAX)), m_response);
  });
  THUCDIA_TRY(outcome);
  if (m_revoked) return m_response;
  const auto account = describeAccount(m_pusher.account);
  if (sync::accountMark(account) != m_request.account_mark()) *m_response.mutable_account() = account;
  return m_response;
}

core::Result<std::string> Exchange::answer() {
  THUCDIA_TRY(respond());
  return sync::sealReply(m_hub.identity().key, m_statement, m_response.SerializeAsString(), {}, quickSha256);
}

}  // namespace thucdia::hub
