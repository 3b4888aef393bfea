#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/changes/stamp.h"

namespace thucdia::core::changes {

/// Names one leaf of a record's body: a field, or one entry of a map<string, message> field.
struct LeafKey {
  std::uint32_t field = 0;
  std::string entry;  ///< the map key; empty for plain fields
  auto operator<=>(const LeafKey&) const = default;
};

/// A value and the write that made it. For a plain field the value is the field's wire bytes with their tags (all
/// occurrences, so that repeated and unknown fields are kept whole); for a map entry, the entry's message bytes.
/// No value: the leaf was cleared.
struct Version {
  Stamp stamp;
  std::optional<std::string> value;
  bool operator==(const Version&) const = default;
};

/// The order in which a leaf's versions are kept: the one shown first in front.
[[nodiscard]] bool shownBefore(const Version& a, const Version& b);

/// A leaf and the values it has. One version is the ordinary case; several are a conflict: values written without
/// knowing of each other. The first is the winner (latest time, then highest dot), the others are kept in that order.
struct Leaf {
  LeafKey key;
  std::vector<Version> versions;
  bool operator==(const Leaf&) const = default;
};

/// All that is known of one record: its leaves in canonical order (field number, then entry bytes), cleared ones
/// included, and which writes that state knows of.
struct RecordState {
  std::vector<Leaf> leaves;
  VersionVector known;
  bool operator==(const RecordState&) const = default;

  [[nodiscard]] const Leaf* find(const LeafKey& key) const;
  /// How many leaves have more than one value.
  [[nodiscard]] int conflicts() const;
  /// The highest counter that `device` has among the versions still held; 0 for none.
  [[nodiscard]] std::uint64_t highestOf(DeviceTag device) const;
};

/// A state as rows and messages carry it. `body`: the winners' values as a Protobuf message in canonical order,
/// parsable as the record's type. `meta`: stamps in the order of the leaves, cleared leaves, other values of conflicts,
/// and `known`.
struct EncodedState {
  std::string body;
  std::string meta;
  bool operator==(const EncodedState&) const = default;
};

[[nodiscard]] EncodedState encode(const RecordState& state);
/// CorruptData when the bytes are not what encode() makes; never reads outside them.
[[nodiscard]] Result<RecordState> decode(std::string_view body, std::string_view meta);

/// What there is to know of a state with one value in every leaf.
struct PlainState {
  std::uint64_t own = 0;    ///< as RecordState::highestOf the device
  std::uint64_t known = 0;  ///< the highest counter known of it
};
/// The same of the bytes, without making the state; nothing where a leaf is cleared or has other values, or where the
/// bytes are not in canonical order: then decode() tells.
[[nodiscard]] std::optional<PlainState> plainState(std::string_view body, std::string_view meta, DeviceTag device);
/// Whether a version or what the state knows may be of the device; true too when that cannot be told.
[[nodiscard]] bool mentions(std::string_view meta, DeviceTag device);

/// Merges two states of one record: a join (commutative, associative, idempotent). For each leaf a version survives
/// when both hold it, or when the state that lacks it does not know its dot. `patch` may hold only some of a record's
/// leaves: what is not in it stays as it is. It must then hold every version that its `known` covers and `state` has
/// not been given (see patchAbove).
[[nodiscard]] RecordState merge(const RecordState& state, const RecordState& patch);

/// The leaves with a version of `device` above `counter`, each with all its versions, and what the state knows.
[[nodiscard]] RecordState patchAbove(const RecordState& state, DeviceTag device, std::uint64_t counter);

/// One leaf to be written: a value, or nothing to clear it.
struct LeafEdit {
  LeafKey key;
  std::optional<std::string> value;
};

/// Writes edits with one stamp. Each dominates whatever the leaf held, conflicts included (that is how one is settled).
/// An edit that equals the leaf's only value is left out. Returns whether anything changed.
bool write(RecordState& state, const std::vector<LeafEdit>& edits, const Stamp& stamp);

/// Field 1 of every record is its id: kept beside the body, never a leaf.
constexpr std::uint32_t kIdField = 1;

/// The leaves of a serialised record in canonical order. `mapField`: the number of the record's map<string, message>
/// field, 0 for none. CorruptData when it is not a Protobuf message.
[[nodiscard]] Result<std::vector<LeafEdit>> leavesOf(std::string_view body, std::uint32_t mapField);

/// What must be written to get from `before` to `after` (both serialised records; cleared where
/// only `before` has it). `mapField`: the number of the record's map<string, message> field, 0 for none. Field 1, the
/// id, is no leaf.
[[nodiscard]] Result<std::vector<LeafEdit>> difference(std::string_view before, std::string_view after,
                                                       std::uint32_t mapField);

}  // namespace thucdia::core::changes
