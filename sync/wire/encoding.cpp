#include "sync/wire/encoding.h"

#include "core/base/error.h"

namespace thucdia::sync {

namespace {

/// Digits of 2^bits values, most significant bits first.
std::string toDigits(std::string_view bytes, int bits, std::string_view alphabet) {
  std::string text;
  std::uint32_t held = 0;
  int count = 0;
  for (const char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    count += 8;
    while (count >= bits) {
      count -= bits;
      text += alphabet[(held >> count) & ((1u << bits) - 1)];
    }
    held &= (1u << count) - 1;
  }
  if (count > 0) text += alphabet[(held << (bits - count)) & ((1u << bits) - 1)];
  return text;
}

class Collector {
 public:
  explicit Collector(int bits) : m_bits(bits) {}
  void add(std::uint32_t digit) {
    m_held = (m_held << m_bits) | digit;
    m_count += m_bits;
    if (m_count >= 8) {
      m_count -= 8;
      m_bytes += static_cast<char>((m_held >> m_count) & 0xFF);
      m_held &= (1u << m_count) - 1;
    }
  }
  /// Nothing when bits are left over that are not zero, or a whole digit too many was given.
  std::optional<std::string> finish() {
    if (m_held != 0 || m_count >= m_bits) return std::nullopt;
    return std::move(m_bytes);
  }

 private:
  int m_bits;
  std::uint32_t m_held = 0;
  int m_count = 0;
  std::string m_bytes;
};

constexpr std::string_view kBase32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

}  // namespace

std::string base32(std::string_view bytes) { return toDigits(bytes, 5, kBase32); }

std::optional<std::string> fromBase32(std::string_view text) {
  Collector collector(5);
  for (char c : text) {
    if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const auto digit = kBase32.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    collector.add(static_cast<std::uint32_t>(digit));
  }
  return collector.finish();
}

std::string base64(std::string_view bytes) { return toDigits(bytes, 6, kBase64); }

std::optional<std::string> fromBase64(std::string_view text) {
  Collector collector(6);
  for (const char c : text) {
    const auto digit = kBase64.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    collector.add(static_cast<std::uint32_t>(digit));
  }
  return collector.finish();
}

void appendBigEndian(std::string& bytes, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xFF);
}

std::uint64_t readBigEndian(std::string_view bytes) {
  THUCDIA_ASSERT(bytes.size() == 8);
  std::uint64_t value = 0;
  for (const char c : bytes) value = (value << 8) | static_cast<unsigned char>(c);
  return value;
}

}  // namespace thucdia::sync
