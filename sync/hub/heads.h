#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;
using core::changes::RecordState;
using core::records::RecordType;

/// The bytes of a plain field's shown value (a length-delimited one's content); empty when it has none.
[[nodiscard]] std::string_view shownBytes(const RecordState& state, std::uint32_t field);
/// The same of the field of this name; empty when the kind has no such field.
[[nodiscard]] std::string_view shownBytes(const RecordType& type, const RecordState& state, std::string_view field);
/// An integer field's shown value; 0 when it has none.
[[nodiscard]] std::uint64_t shownNumber(const RecordType& type, const RecordState& state, std::string_view field);

/// Who may hold a record: the feed's keys.
struct FeedKeys {
  std::string province;  ///< "" for what everybody holds; "?" for what should name a province and does not
  std::optional<PersonId> owner;
  bool operator==(const FeedKeys&) const = default;
};
/// Computed from the record, and from its visit for what belongs to one.
[[nodiscard]] FeedKeys feedKeys(HubRead& read, const RecordType& type, const RecordState& state);

/// Notes which blobs a patch speaks of that was accepted or kept aside: the device that brought it may send them.
/// `author`: only what this device wrote itself counts; 0: all of it.
void noteBlobs(HubWrite& write, const RecordType& type, RecordId id, const RecordState& patch, DeviceId device,
               DeviceTag author);

/// The same of a patch that was refused, for blobs that the hub's records speak of: who brought it may alone have them.
void noteBlobsInUse(HubWrite& write, const RecordType& type, RecordId id, const RecordState& patch, DeviceId device);

/// Whether a device may hand a blob in: a record that it pushed speaks of it, or one that belongs to its person.
[[nodiscard]] bool mayHandIn(HubRead& read, std::string_view sha256, const Device& device);

/// A state as a head holds it.
struct HeldForm {
  core::changes::EncodedState encoded;
  std::string packed;  ///< as Head::packed
};
[[nodiscard]] HeldForm heldForm(const RecordType& type, const RecordState& state);

/// Merges a patch into the record's head (`before`: its decoded state, `merged`: with the patch) and numbers the
/// leaves that changed. Nothing changes, and false is given, when the head knew it all. `form`: of `merged`, where it
/// was made before the writer had to wait; else nullptr.
bool storeMerged(HubWrite& write, const RecordType& type, Head head, const RecordState& before,
                 const RecordState& merged, DeviceTag origin, const HeldForm* form = nullptr);

/// The change that brings a reader who has everything up to `after` to this head, without what `reader` wrote itself;
/// nothing when that leaves nothing. CorruptData when the head is damaged.
[[nodiscard]] core::Result<std::optional<wire::Change>> changeFor(const Head& head, std::uint64_t after,
                                                                  DeviceTag reader);

}  // namespace thucdia::hub
