#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/random.h"

namespace thucdia::core {

/// 16 bytes of a UUID, big-endian as in RFC 9562.
using UuidBytes = std::array<std::uint8_t, 16>;

/// A version 7 UUID (RFC 9562 §5.7): 48 bits of Unix milliseconds, the rest random.
[[nodiscard]] UuidBytes makeUuidV7(Timestamp now, RandomSource& random);
/// "018f3b2c-…", 36 characters.
[[nodiscard]] std::string uuidText(const UuidBytes& bytes);
[[nodiscard]] std::optional<UuidBytes> parseUuid(std::string_view text);

/// The id of a record of one kind; made where the record is made and never changed.
template <class Tag>
class Id {
 public:
  Id() = default;
  explicit Id(const UuidBytes& bytes) : m_bytes(bytes) {}

  [[nodiscard]] static Id make(const Clock& clock, RandomSource& random) { return Id(makeUuidV7(clock.now(), random)); }
  /// From the 36-character text; nothing when it is no UUID.
  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    const auto bytes = parseUuid(text);
    return bytes ? std::optional(Id(*bytes)) : std::nullopt;
  }
  /// From 16 raw bytes (a record's id field); nothing when the length is another.
  [[nodiscard]] static std::optional<Id> fromBytes(std::string_view raw) {
    if (raw.size() != 16) return std::nullopt;
    UuidBytes bytes;
    std::memcpy(bytes.data(), raw.data(), 16);
    return Id(bytes);
  }

  [[nodiscard]] bool isNull() const { return m_bytes == UuidBytes{}; }
  [[nodiscard]] const UuidBytes& bytes() const { return m_bytes; }
  /// The raw bytes as Protobuf `bytes` fields and SQLite blobs hold them.
  [[nodiscard]] std::string_view raw() const { return {reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()}; }
  [[nodiscard]] std::string rawString() const { return std::string(raw()); }
  [[nodiscard]] std::string text() const { return uuidText(m_bytes); }

  auto operator<=>(const Id&) const = default;

 private:
  UuidBytes m_bytes{};
};

struct AnyRecordTag;
/// The id of a record whose kind is said beside it.
using RecordId = Id<AnyRecordTag>;
using FacilityId = Id<struct FacilityTag>;
using ProjectId = Id<struct ProjectTag>;
using BeneficiaryId = Id<struct BeneficiaryTag>;
using PersonId = Id<struct PersonTag>;
using DeviceId = Id<struct DeviceTag>;
using DatasetId = Id<struct DatasetTag>;
using FormId = Id<struct FormTag>;
using VisitId = Id<struct VisitTag>;
using VisitSealId = Id<struct VisitSealTag>;
using VisitDecisionId = Id<struct VisitDecisionTag>;
using AssignmentId = Id<struct AssignmentTag>;

}  // namespace thucdia::core

template <class Tag>
struct std::hash<thucdia::core::Id<Tag>> {
  std::size_t operator()(const thucdia::core::Id<Tag>& id) const noexcept {
    return std::hash<std::string_view>{}(id.raw());
  }
};
