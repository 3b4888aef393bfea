#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Walking Protobuf's wire format without parsing it into messages (protobuf.dev/programming-guides/encoding).
/// Every function is safe on bytes from anywhere: it answers nothing rather than read outside them.
namespace thucdia::core::changes::wire {

constexpr std::uint8_t kVarint = 0;
constexpr std::uint8_t kFixed64 = 1;
constexpr std::uint8_t kLengthDelimited = 2;
constexpr std::uint8_t kFixed32 = 5;

void appendVarint(std::string& out, std::uint64_t value);
void appendTag(std::string& out, std::uint32_t field, std::uint8_t type);
/// A length and the bytes.
void appendBytes(std::string& out, std::string_view bytes);

[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Reads forward through bytes; each read takes what it read off the front.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : m_rest(bytes) {}

  struct Field {
    std::uint32_t number = 0;
    std::uint8_t type = 0;
    std::string_view raw;      ///< tag and all
    std::string_view payload;  ///< the bytes of a length-delimited field, else the value's bytes
  };

  [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
  [[nodiscard]] std::size_t left() const { return m_rest.size(); }
  [[nodiscard]] std::optional<std::uint64_t> varint();
  /// A length and as many bytes.
  [[nodiscard]] std::optional<std::string_view> bytes();
  [[nodiscard]] std::optional<std::string_view> take(std::size_t count);
  /// The next field of a message. Groups, field number 0 and cut values give nothing.
  [[nodiscard]] std::optional<Field> field();

 private:
  std::string_view m_rest;
};

/// A map<string, message> entry's key and value bytes (both empty when absent).
struct MapEntry {
  std::string_view key;
  std::string_view value;
};
[[nodiscard]] std::optional<MapEntry> mapEntry(std::string_view payload);
/// The key of an entry that stands as appendMapEntry() would write it; nothing of any other.
[[nodiscard]] std::optional<std::string_view> canonicalKey(const Reader::Field& field);
void appendMapEntry(std::string& out, std::uint32_t field, std::string_view key, std::string_view value);

}  // namespace thucdia::core::changes::wire
