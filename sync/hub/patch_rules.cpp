#include "sync/hub/patch_rules.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <google/protobuf/message.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/text.h"
#include "core/changes/wire.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;
using core::changes::Leaf;
using core::changes::RecordState;
using core::changes::Version;
using core::changes::VersionVector;
using core::records::RecordType;
namespace pb = google::protobuf;
namespace walk = core::changes::wire;

namespace {

std::uint8_t wireTypeOf(const pb::FieldDescriptor& field) {
  switch (field.type()) {
    case pb::FieldDescriptor::TYPE_DOUBLE:
    case pb::FieldDescriptor::TYPE_FIXED64:
    case pb::FieldDescriptor::TYPE_SFIXED64:
      return walk::kFixed64;
    case pb::FieldDescriptor::TYPE_FLOAT:
    case pb::FieldDescriptor::TYPE_FIXED32:
    case pb::FieldDescriptor::TYPE_SFIXED32:
      return walk::kFixed32;
    case pb::FieldDescriptor::TYPE_STRING:
    case pb::FieldDescriptor::TYPE_BYTES:
    case pb::FieldDescriptor::TYPE_MESSAGE:
    case pb::FieldDescriptor::TYPE_GROUP:
      return walk::kLengthDelimited;
    default:
      return walk::kVarint;
  }
}

core::Result<> checkAttachment(const records::Answer& answer) {
  if (!answer.has_attachment()) return {};
  const auto& attachment = answer.attachment();
  if (attachment.sha256().size() != 32) return core::fail(ErrorCode::InvalidArgument, "a SHA-256 has 32 bytes");
  if (attachment.size() == 0 || attachment.size() > sync::kMaxBlobBytes) {
    return core::fail(ErrorCode::InvalidArgument, fmt::format("an attachment of {} bytes", attachment.size()));
  }
  return {};
}

/// A plain field's bytes: that field alone, with its wire type, once unless it is repeated.
core::Result<> checkShape(const pb::FieldDescriptor& field, const std::string& value) {
  const auto wrong = [&] { return core::fail(ErrorCode::CorruptData, "not a value of " + field.name()); };
  walk::Reader reader(value);
  int count = 0;
  while (!reader.atEnd()) {
    const auto found = reader.field();
    if (!found || found->number != static_cast<std::uint32_t>(field.number())) return wrong();
    const bool packed = field.is_packable() && found->type == walk::kLengthDelimited;
    if (found->type != wireTypeOf(field) && !packed) return wrong();
    ++count;
  }
  if (count == 0 || (count > 1 && !field.is_repeated())) return wrong();
  return {};
}

/// The entries of a kind's map, read one by one: a map of forty answers would take longer to make than to read.
class EntryReader {
 public:
  explicit EntryReader(const RecordType& type) {
    if (type.mapField() == 0) return;
    const auto* map = type.descriptor().FindFieldByNumber(static_cast<int>(type.mapField()));
    m_kind = map->message_type()->map_value()->message_type();
    m_entry.reset(pb::MessageFactory::generated_factory()->GetPrototype(m_kind)->New());
  }

  core::Result<> check(const std::string& key, const std::string& value) {
    if (!core::isUtf8(key)) return core::fail(ErrorCode::CorruptData, "the name of an answer is no text");
    if (!m_entry->ParseFromString(value)) return core::fail(ErrorCode::CorruptData, "a damaged answer");
    if (m_kind != records::Answer::descriptor()) return {};
    return checkAttachment(static_cast<const records::Answer&>(*m_entry));
  }

 private:
  const pb::Descriptor* m_kind = nullptr;
  std::unique_ptr<pb::Message> m_entry;
};

const Version* withDot(const Leaf& leaf, core::changes::Dot dot) {
  const auto at = std::ranges::find(leaf.versions, dot, [](const Version& version) { return version.stamp.dot; });
  return at == leaf.versions.end() ? nullptr : &*at;
}

}  // namespace

core::Result<> checkValues(const RecordType& type, const RecordState& patch) {
  const auto& descriptor = type.descriptor();
  EntryReader entries(type);
  for (const Leaf& leaf : patch.leaves) {
    const bool inMap = type.mapField() != 0 && leaf.key.field == type.mapField();
    if (inMap == leaf.key.entry.empty()) return core::fail(ErrorCode::CorruptData, "a map entry where there is none");
    const auto* field = inMap ? nullptr : descriptor.FindFieldByNumber(static_cast<int>(leaf.key.field));
    for (const Version& version : leaf.versions) {
      if (!version.value) continue;
      if (inMap) THUCDIA_TRY(entries.check(leaf.key.entry, *version.value));
      if (!field) continue;
      THUCDIA_TRY(checkShape(*field, *version.value));
      // A value that stands beside the one shown is in no message yet.
      if (&version != &leaf.versions.front() && !type.make()->ParseFromString(*version.value)) {
        return core::fail(ErrorCode::CorruptData, "not a value of " + type.table());
      }
    }
  }
  return {};
}

VersionVector honestKnowledge(const RecordState& before, const RecordState& patch, DeviceTag pusher) {
  const auto& claimed = patch.known.entries();
  const auto ofOthers = [pusher](const VersionVector::Entry& entry) { return entry.device != pusher; };
  if (std::ranges::none_of(claimed, ofOthers)) return patch.known;
  VersionVector brought;
  for (const Leaf& leaf : patch.leaves) {
    for (const Version& version : leaf.versions) brought.include(version.stamp.dot);
  }
  VersionVector honest;
  for (const auto& [device, counter] : claimed) {
    const auto most = std::max(before.known.counterOf(device), brought.counterOf(device));
    const auto believed = device == pusher ? counter : std::min(counter, most);
    if (believed > 0) honest.include({device, believed});
  }
  return honest;
}

core::Result<> checkMerge(const RecordState& before, const RecordState& patch, const RecordState& after,
                          DeviceTag pusher, bool resending) {
  for (const Leaf& leaf : before.leaves) {
    if (!after.find(leaf.key)) return core::fail(ErrorCode::CorruptData, "a value would vanish without another");
  }
  for (const Leaf& leaf : patch.leaves) {
    const Leaf* was = before.find(leaf.key);
    for (const Version& version : leaf.versions) {
      const Version* same = was ? withDot(*was, version.stamp.dot) : nullptr;
      if (same && *same != version) return core::fail(ErrorCode::CorruptData, "a stamp names two values");
      const bool foreign = version.stamp.dot.device != pusher;
      if (foreign && !resending && !same && !before.known.knows(version.stamp.dot)) {
        return core::fail(ErrorCode::NotPermitted, "a value of another device that the hub has not seen");
      }
    }
  }
  return {};
}

}  // namespace thucdia::hub
