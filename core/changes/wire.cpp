#include "core/changes/wire.h"

namespace thucdia::core::changes::wire {

namespace {

std::size_t varintSize(std::uint64_t value) {
  std::size_t size = 1;
  for (; value >= 0x80; value >>= 7) ++size;
  return size;
}

std::size_t entrySize(std::string_view key, std::string_view value) {
  return 2 + varintSize(key.size()) + key.size() + varintSize(value.size()) + value.size();
}

}  // namespace

void appendVarint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(static_cast<std::uint8_t>(value) | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

void appendTag(std::string& out, std::uint32_t field, std::uint8_t type) {
  appendVarint(out, (static_cast<std::uint64_t>(field) << 3) | type);
}

void appendBytes(std::string& out, std::string_view bytes) {
  appendVarint(out, bytes.size());
  out += bytes;
}

std::optional<std::uint64_t> Reader::varint() {
  // Nearly all are one byte long.
  if (!m_rest.empty() && static_cast<std::uint8_t>(m_rest.front()) < 0x80) {
    const auto value = static_cast<std::uint8_t>(m_rest.front());
    m_rest.remove_prefix(1);
    return value;
  }
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < m_rest.size() && i < 10; ++i) {
    const auto byte = static_cast<std::uint8_t>(m_rest[i]);
    if (i == 9 && byte > 1) return std::nullopt;
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if ((byte & 0x80) == 0) {
      m_rest.remove_prefix(i + 1);
      return value;
    }
  }
  return std::nullopt;
}

std::optional<std::string_view> Reader::take(std::size_t count) {
  if (count > m_rest.size()) return std::nullopt;
  const auto taken = m_rest.substr(0, count);
  m_rest.remove_prefix(count);
  return taken;
}

std::optional<std::string_view> Reader::bytes() {
  const auto size = varint();
  if (!size || *size > m_rest.size()) return std::nullopt;
  return take(static_cast<std::size_t>(*size));
}

std::optional<Reader::Field> Reader::field() {
  const std::string_view start = m_rest;
  const auto tag = varint();
  if (!tag || (*tag >> 3) == 0 || (*tag >> 3) > 0x1FFFFFFF) return std::nullopt;
  Field field;
  field.number = static_cast<std::uint32_t>(*tag >> 3);
  field.type = static_cast<std::uint8_t>(*tag & 7);
  std::optional<std::string_view> payload;
  switch (field.type) {
    case kVarint: {
      const std::string_view value = m_rest;
      if (varint()) payload = value.substr(0, value.size() - m_rest.size());
      break;
    }
    case kFixed64:
      payload = take(8);
      break;
    case kLengthDelimited:
      payload = bytes();
      break;
    case kFixed32:
      payload = take(4);
      break;
    default:
      break;
  }
  if (!payload) return std::nullopt;
  field.payload = *payload;
  field.raw = start.substr(0, start.size() - m_rest.size());
  return field;
}

std::optional<MapEntry> mapEntry(std::string_view payload) {
  MapEntry entry;
  Reader reader(payload);
  while (!reader.atEnd()) {
    const auto field = reader.field();
    if (!field) return std::nullopt;
    if (field->type != kLengthDelimited) continue;
    if (field->number == 1) entry.key = field->payload;
    if (field->number == 2) entry.value = field->payload;
  }
  return entry;
}

std::optional<std::string_view> canonicalKey(const Reader::Field& field) {
  Reader reader(field.payload);
  const auto key = reader.field();
  const auto value = reader.field();
  if (!key || !value || !reader.atEnd()) return std::nullopt;
  if (key->number != 1 || value->number != 2) return std::nullopt;
  if (key->type != kLengthDelimited || value->type != kLengthDelimited) return std::nullopt;
  // As long as it must be: then no number in it is written longer than it must be.
  const auto size = entrySize(key->payload, value->payload);
  const auto tag = static_cast<std::uint64_t>(field.number) << 3;
  if (field.payload.size() != size || field.raw.size() != varintSize(tag) + varintSize(size) + size)
    return std::nullopt;
  return key->payload;
}

void appendMapEntry(std::string& out, std::uint32_t field, std::string_view key, std::string_view value) {
  appendTag(out, field, kLengthDelimited);
  appendVarint(out, entrySize(key, value));
  appendTag(out, 1, kLengthDelimited);
  appendBytes(out, key);
  appendTag(out, 2, kLengthDelimited);
  appendBytes(out, value);
}

}  // namespace thucdia::core::changes::wire
