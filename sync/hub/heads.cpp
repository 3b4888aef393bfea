#include "sync/hub/heads.h"

#include <algorithm>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/wire.h"
#include "core/records/body_rows.h"
#include "core/records/packing.h"
#include "sync/hub/accounts.h"
#include "sync/hub/leaf_sequences.h"
#include "sync/hub/pull.h"

namespace thucdia::hub {

using core::ErrorCode;
using core::changes::Leaf;
using core::changes::Version;

namespace {

namespace walk = core::changes::wire;

std::optional<walk::Reader::Field> shownField(const RecordState& state, std::uint32_t field) {
  const Leaf* leaf = field == 0 ? nullptr : state.find({field, {}});
  if (!leaf || leaf->versions.empty() || !leaf->versions.front().value) return std::nullopt;
  return walk::Reader(*leaf->versions.front().value).field();
}

std::uint32_t fieldNumber(const RecordType& type, std::string_view name) {
  const auto* field = type.descriptor().FindFieldByName(std::string(name));
  return field ? static_cast<std::uint32_t>(field->number()) : 0;
}

/// The blob that an answer speaks of; empty when it is no attachment.
std::string blobOf(std::string_view answer) {
  static constexpr char kAttachmentTag = (8 << 3) | 2;  // Answer.attachment
  if (answer.empty() || answer.front() != kAttachmentTag) return {};
  records::Answer parsed;
  if (!parsed.ParseFromArray(answer.data(), static_cast<int>(answer.size()))) return {};
  const auto& sha256 = parsed.attachment().sha256();
  return sha256.size() == 32 ? sha256 : std::string();
}

}  // namespace

std::string_view shownBytes(const RecordState& state, std::uint32_t field) {
  const auto found = shownField(state, field);
  return found ? found->payload : std::string_view();
}

std::string_view shownBytes(const RecordType& type, const RecordState& state, std::string_view field) {
  return shownBytes(state, fieldNumber(type, field));
}

std::uint64_t shownNumber(const RecordType& type, const RecordState& state, std::string_view field) {
  const auto found = shownField(state, fieldNumber(type, field));
  if (!found || found->type != walk::kVarint) return 0;
  return walk::Reader(found->payload).varint().value_or(0);
}

FeedKeys feedKeys(HubRead& read, const RecordType& type, const RecordState& state) {
  FeedKeys keys;
  if (fieldNumber(type, "province") == 0) return keys;
  keys.province = shownBytes(type, state, "province");
  if (keys.province.empty()) keys.province = "?";
  keys.owner = PersonId::fromBytes(shownBytes(type, state, "inspector_id"));
  if (!keys.owner) keys.owner = PersonId::fromBytes(shownBytes(type, state, "assignee_id"));
  if (const auto visit = RecordId::fromBytes(shownBytes(type, state, "visit_id"))) {
    if (const auto place = read.place(*visit)) keys.owner = place->owner;
  }
  return keys;
}

namespace {

/// The blobs that sealed bytes speak of. Walked, not parsed: nearly every seal says what its visit says.
template <class Use>
void eachSealedBlob(std::string_view content, const Use& use) {
  walk::Reader reader(content);
  while (const auto field = reader.field()) {
    if (field->number != records::Visit::kAnswersFieldNumber || field->type != walk::kLengthDelimited) continue;
    const auto answer = walk::mapEntry(field->payload);
    if (!answer) continue;
    if (const auto sha256 = blobOf(answer->value); !sha256.empty()) use(sha256);
  }
}

/// The blobs that a patch speaks of. `author`: only what this device wrote itself counts; 0: all of it.
template <class Use>
void eachBlob(const RecordType& type, const RecordState& patch, DeviceTag author, const Use& use) {
  const auto* sealed =
      &type == &RecordType::of<records::VisitSeal>() ? type.descriptor().FindFieldByName("content") : nullptr;
  for (const Leaf& leaf : patch.leaves) {
    const bool isSealed = sealed && leaf.key.field == static_cast<std::uint32_t>(sealed->number());
    const bool isAnswer = type.mapField() != 0 && leaf.key.field == type.mapField();
    for (const Version& version : leaf.versions) {
      if (!version.value || (author != 0 && version.stamp.dot.device != author)) continue;
      if (isAnswer) {
        if (const auto sha256 = blobOf(*version.value); !sha256.empty()) use(sha256);
      } else if (isSealed) {
        const auto content = walk::Reader(*version.value).field();
        if (content) eachSealedBlob(content->payload, use);
      }
    }
  }
}

/// What belongs to a visit goes with it to its new owner.
void giveChildren(HubWrite& write, const Head& visit) {
  for (auto& child : write.children(visit.id)) {
    if (child.owner == visit.owner) continue;
    const auto sequence = write.nextSequence();
    write.putDeparture({sequence, child.type, child.id, child.province, child.owner});
    child.owner = visit.owner;
    child.sequence = sequence;
    child.since = sequence;
    child.originSince = sequence;
    write.putHead(child);
  }
}

}  // namespace

void noteBlobs(HubWrite& write, const RecordType& type, RecordId id, const RecordState& patch, DeviceId device,
               DeviceTag author) {
  eachBlob(type, patch, author, [&](const auto& sha256) { write.putBlobUse(sha256, id, device); });
}

void noteBlobsInUse(HubWrite& write, const RecordType& type, RecordId id, const RecordState& patch, DeviceId device) {
  eachBlob(type, patch, 0, [&](const auto& sha256) {
    if (!write.usersOfBlob(sha256).empty()) write.putBlobUse(sha256, id, device);
  });
}

bool mayHandIn(HubRead& read, std::string_view sha256, const Device& device) {
  if (read.isUploader(sha256, device.id)) return true;
  // After a restore the hub may have been told of it by another device, which has not the bytes. Who holds a record
  // that speaks of it may be handed it out anyway.
  const auto account = read.account(device.person);
  const bool active = account && checkActive(device, *account);
  return std::ranges::any_of(read.usersOfBlob(sha256), [&](RecordId id) {
    const auto head = read.head(id);
    if (!head) return false;
    return head->owner == device.person || (active && inScope(*account, head->province, head->owner));
  });
}

HeldForm heldForm(const RecordType& type, const RecordState& state) {
  HeldForm form{core::changes::encode(state), {}};
  if (core::records::isPacked(type)) form.packed = core::records::pack(form.encoded.body);
  return form;
}

bool storeMerged(HubWrite& write, const RecordType& type, Head head, const RecordState& before,
                 const RecordState& merged, DeviceTag origin, const HeldForm* form) {
  if (head.row != 0 && merged == before) return false;
  const auto old = decodeLeafSequences(head.leaves, before.leaves.size());
  THUCDIA_ASSERT(head.row == 0 || old);
  const auto sequence = write.nextSequence();
  std::vector<std::uint64_t> sequences;
  sequences.reserve(merged.leaves.size());
  auto was = before.leaves.begin();
  for (const Leaf& leaf : merged.leaves) {
    while (was != before.leaves.end() && was->key < leaf.key) ++was;
    const bool same = was != before.leaves.end() && *was == leaf;
    sequences.push_back(same ? (*old)[static_cast<std::size_t>(was - before.leaves.begin())] : sequence);
  }

  const auto keys = feedKeys(write, type, merged);
  const bool moved = head.row != 0 && (keys.province != head.province || keys.owner != head.owner);
  if (moved) write.putDeparture({sequence, head.type, head.id, head.province, head.owner});
  if (head.row == 0 || moved) head.since = sequence;
  if (head.row == 0) {
    head.originSince = 0;
  } else if (moved) {
    // Who moves it from where its scope has only just grown has not had the rest of it yet.
    head.originSince = sequence;
  } else if (head.origin != origin) {
    head.originSince = head.sequence;
  }
  if (head.row == 0) head.parent = RecordId::fromBytes(shownBytes(type, merged, "visit_id"));
  head.origin = origin;
  head.province = keys.province;
  head.owner = keys.owner;
  head.sequence = sequence;
  head.leaves = encodeLeafSequences(sequences);
  // Copied, not moved: the batch may be judged again.
  auto [encoded, packed] = form ? *form : HeldForm{core::changes::encode(merged), {}};
  head.body = std::move(encoded.body);
  head.packed = std::move(packed);
  head.meta = std::move(encoded.meta);
  write.putHead(head);
  if (moved && &type == &RecordType::of<records::Visit>()) giveChildren(write, head);
  return true;
}

core::Result<std::optional<wire::Change>> changeFor(const Head& head, std::uint64_t after, DeviceTag reader) {
  wire::Change change;
  change.set_type(head.type);
  change.set_id(head.id.rawString());
  // Who has nothing of it, and wrote nothing of it, gets what is stored without a look inside.
  if (head.since > after && (reader == 0 || !core::changes::mentions(head.meta, reader))) {
    change.set_body(head.body);
    change.set_meta(head.meta);
    return change;
  }
  THUCDIA_ASSIGN(auto state, core::changes::decode(head.body, head.meta));
  const auto sequences = decodeLeafSequences(head.leaves, state.leaves.size());
  if (!sequences) return core::fail(ErrorCode::CorruptData, "leaf sequences of " + head.id.text());
  const bool whole = head.since > after;
  const auto onlyReaders = [reader](const Leaf& leaf) {
    return std::ranges::all_of(leaf.versions, [&](const Version& v) { return v.stamp.dot.device == reader; });
  };
  RecordState patch;
  patch.known = state.known;
  bool news = false;
  for (std::size_t i = 0; i < state.leaves.size(); ++i) {
    const bool readersOwn = reader != 0 && onlyReaders(state.leaves[i]);
    if (!whole && ((*sequences)[i] <= after || readersOwn)) continue;
    news = news || !readersOwn;
    patch.leaves.push_back(std::move(state.leaves[i]));
  }
  if (!news) return std::nullopt;
  auto encoded = core::changes::encode(patch);
  change.set_body(std::move(encoded.body));
  change.set_meta(std::move(encoded.meta));
  return change;
}

}  // namespace thucdia::hub
