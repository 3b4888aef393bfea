#include "sync/wire/columns.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <vector>

#include "core/base/crypto.h"
#include "core/changes/wire.h"

namespace thucdia::sync {

namespace walk = core::changes::wire;
using core::ErrorCode;

namespace {

constexpr std::size_t kIdBytes = 16;
constexpr std::size_t kFarthest = 8;
// More than any batch has; reading stays linear in the bytes below these.
constexpr std::size_t kMostChanges = 4'000;
constexpr std::size_t kMostColumns = 20'000;

/// Of a Change (exchange.proto).
constexpr std::uint32_t kType = 1;
constexpr std::uint32_t kId = 2;
constexpr std::uint32_t kBody = 3;
constexpr std::uint32_t kMeta = 4;

enum Form : std::uint64_t { AsItIs = 0, Delimited = 1, Varint = 2, Referring = 3 };
enum Reference : std::size_t { Body = 1, BodyHash = 2, Id = 3, References = 3 };

struct Change {
  std::uint64_t type = 0;
  std::string_view id;
  std::string_view body;
  std::string_view meta;
};

std::string bytesOf(const Change& change) {
  std::string bytes;
  bytes.reserve(change.body.size() + change.meta.size() + 40);
  walk::appendTag(bytes, kType, walk::kVarint);
  walk::appendVarint(bytes, change.type);
  walk::appendTag(bytes, kId, walk::kLengthDelimited);
  walk::appendBytes(bytes, change.id);
  for (const auto& [number, value] : {std::pair(kBody, change.body), std::pair(kMeta, change.meta)}) {
    if (value.empty()) continue;
    walk::appendTag(bytes, number, walk::kLengthDelimited);
    walk::appendBytes(bytes, value);
  }
  return bytes;
}

/// The hash of each change's body, made when it is first asked for.
class Hashes {
 public:
  explicit Hashes(core::Sha256Digest (*hash)(std::string_view)) : m_hash(hash) {}

  const core::Sha256Digest& of(std::size_t change, std::string_view body) {
    const auto [at, isNew] = m_known.try_emplace(change);
    if (isNew) at->second = m_hash(body);
    return at->second;
  }

 private:
  core::Sha256Digest (*m_hash)(std::string_view);
  std::unordered_map<std::size_t, core::Sha256Digest> m_known;
};

struct ColumnKey {
  std::uint64_t type = 0;
  std::uint32_t field = 0;
  bool isEntry = false;
  std::string_view entry;
  bool operator==(const ColumnKey&) const = default;
};
struct HashKey {
  std::size_t operator()(const ColumnKey& key) const {
    return std::hash<std::string_view>()(key.entry) ^ (key.type << 20 | std::uint64_t{key.field} << 1 | key.isEntry);
  }
};

struct Value {
  std::string_view bytes;
  std::size_t change = 0;
};

/// A value that is one field: its tag and its content.
struct OneField {
  std::uint64_t tag = 0;
  std::string_view content;
};
std::optional<OneField> oneField(std::string_view value, std::uint8_t type) {
  walk::Reader reader(value);
  const auto field = reader.field();
  if (!field || !reader.atEnd() || field->type != type) return std::nullopt;
  // Written again it must be the same: lengths and numbers may be written longer than they need be.
  std::string again;
  walk::appendTag(again, field->number, type);
  if (type == walk::kVarint) {
    const auto number = walk::Reader(field->payload).varint();
    std::string shortest;
    walk::appendVarint(shortest, number.value_or(0));
    if (shortest != field->payload) return std::nullopt;
  } else {
    walk::appendVarint(again, field->payload.size());
  }
  if (value.substr(0, value.size() - field->payload.size()) != again) return std::nullopt;
  return OneField{std::uint64_t{field->number} << 3 | type, field->payload};
}

void appendLengths(std::string& out, const std::vector<std::string_view>& values) {
  bool alike = true;
  for (const auto& value : values) alike = alike && value.size() == values.front().size();
  walk::appendVarint(out, alike ? 0 : 1);
  if (alike) {
    walk::appendVarint(out, values.empty() ? 0 : values.front().size());
  } else {
    for (const auto& value : values) walk::appendVarint(out, value.size());
  }
}

void appendAll(std::string& out, const std::vector<std::string_view>& values) {
  for (const auto& value : values) out += value;
}

class Writer {
 public:
  bool read(std::string_view message, std::uint32_t field) {
    m_field = field;
    walk::Reader reader(message);
    while (!reader.atEnd()) {
      const auto part = reader.field();
      if (!part) return false;
      if (part->number != field) {
        m_rest += part->raw;
      } else if (part->type != walk::kLengthDelimited || !add(part->payload)) {
        return false;
      }
    }
    return !m_changes.empty() && m_changes.size() <= kMostChanges && m_columns.size() <= kMostColumns;
  }

  [[nodiscard]] std::string write() {
    std::string out;
    walk::appendBytes(out, m_rest);
    walk::appendVarint(out, m_field);
    walk::appendVarint(out, m_changes.size());
    for (const auto& change : m_changes) walk::appendVarint(out, change.type);
    for (const auto& change : m_changes) out += change.id;
    std::vector<std::string_view> metas;
    for (const auto& change : m_changes) metas.push_back(change.meta);
    appendLengths(out, metas);
    appendAll(out, metas);
    walk::appendVarint(out, m_columns.size());
    for (const auto& column : m_columns) {
      walk::appendVarint(out, column.key.type);
      walk::appendVarint(out, column.key.field);
      walk::appendVarint(out, column.key.isEntry ? 1 : 0);
      if (column.key.isEntry) walk::appendBytes(out, column.key.entry);
    }
    out += m_shapes;
    for (const auto& column : m_columns) append(out, column);
    return out;
  }

 private:
  struct Column {
    ColumnKey key;
    std::vector<Value> values;
  };

  bool add(std::string_view bytes) {
    Change change;
    walk::Reader reader(bytes);
    while (!reader.atEnd()) {
      const auto field = reader.field();
      if (!field) return false;
      if (field->number == kType && field->type == walk::kVarint) {
        change.type = walk::Reader(field->payload).varint().value_or(0);
      } else if (field->number == kId) {
        change.id = field->payload;
      } else if (field->number == kBody) {
        change.body = field->payload;
      } else if (field->number == kMeta) {
        change.meta = field->payload;
      }
    }
    if (change.id.size() != kIdBytes || bytesOf(change) != bytes) return false;
    m_changes.push_back(change);
    return addBody(change);
  }

  bool addBody(const Change& change) {
    std::string shape;
    std::size_t count = 0;
    std::size_t before = 0;
    walk::Reader reader(change.body);
    while (!reader.atEnd()) {
      const auto field = reader.field();
      if (!field) return false;
      ColumnKey key{change.type, field->number, false, {}};
      auto value = field->raw;
      if (field->type == walk::kLengthDelimited) {
        const auto entry = walk::mapEntry(field->payload);
        m_again.clear();
        if (entry) walk::appendMapEntry(m_again, field->number, entry->key, entry->value);
        if (entry && m_again == field->raw) {
          key.isEntry = true;
          key.entry = entry->key;
          value = entry->value;
        }
      }
      const auto [at, isNew] = m_indexes.try_emplace(key, m_columns.size());
      if (isNew) m_columns.push_back({key, {}});
      m_columns[at->second].values.push_back({value, m_changes.size() - 1});
      const auto step = static_cast<std::int64_t>(at->second) - static_cast<std::int64_t>(before);
      walk::appendVarint(shape, walk::zigzag(step));
      before = at->second;
      ++count;
    }
    walk::appendVarint(m_shapes, count);
    m_shapes += shape;
    return true;
  }

  /// Where else this content is to be found; 0: nowhere.
  std::size_t reference(std::string_view content, std::size_t change) {
    for (std::size_t back = 1; back <= std::min(kFarthest, change); ++back) {
      const auto& earlier = m_changes[change - back];
      const auto code = (back - 1) * References;
      if (content.size() == kIdBytes && content == earlier.id) return code + Id;
      if (content.size() > core::kSha256Bytes && content == earlier.body) return code + Body;
      if (content.size() == core::kSha256Bytes && !earlier.body.empty() &&
          content == core::raw(m_hashes.of(change - back, earlier.body))) {
        return code + BodyHash;
      }
    }
    return 0;
  }

  void append(std::string& out, const Column& column) {
    for (const auto form : {Delimited, Varint}) {
      const auto type = form == Varint ? walk::kVarint : walk::kLengthDelimited;
      std::vector<std::string_view> contents;
      std::uint64_t tag = 0;
      for (const auto& value : column.values) {
        const auto one = oneField(value.bytes, type);
        if (!one || (!contents.empty() && one->tag != tag)) break;
        tag = one->tag;
        contents.push_back(one->content);
      }
      if (contents.size() != column.values.size()) continue;
      if (form == Varint) {
        walk::appendVarint(out, form);
        walk::appendVarint(out, tag);
        appendAll(out, contents);
      } else {
        appendDelimited(out, column, tag, contents);
      }
      return;
    }
    walk::appendVarint(out, AsItIs);
    std::vector<std::string_view> values;
    for (const auto& value : column.values) values.push_back(value.bytes);
    appendLengths(out, values);
    appendAll(out, values);
  }

  void appendDelimited(std::string& out, const Column& column, std::uint64_t tag,
                       const std::vector<std::string_view>& contents) {
    std::vector<std::size_t> references;
    std::vector<std::string_view> here;
    for (std::size_t i = 0; i < contents.size(); ++i) {
      // What an answer says is never another record's.
      references.push_back(column.key.isEntry ? 0 : reference(contents[i], column.values[i].change));
      if (references.back() == 0) here.push_back(contents[i]);
    }
    const bool refers = here.size() < contents.size();
    walk::appendVarint(out, refers ? Referring : Delimited);
    walk::appendVarint(out, tag);
    if (refers) {
      for (const auto code : references) walk::appendVarint(out, code);
    }
    appendLengths(out, here);
    appendAll(out, here);
  }

  std::uint32_t m_field = 0;
  std::string m_rest;
  std::vector<Change> m_changes;
  std::vector<Column> m_columns;
  std::unordered_map<ColumnKey, std::size_t, HashKey> m_indexes;
  std::string m_shapes;
  std::string m_again;
  Hashes m_hashes{core::sha256};
};

/// Reads back; every refusal of bytes that are not toColumns' is a false.
class Reader {
 public:
  Reader(std::string_view columns, std::size_t limit, core::Sha256Digest (*hash)(std::string_view))
      : m_in(columns), m_limit(limit), m_hashes(hash) {}

  [[nodiscard]] bool isTooLong() const { return m_tooLong; }

  bool read(std::string& out) {
    const auto rest = m_in.bytes();
    std::uint64_t field = 0;
    if (!rest || !number(field) || field == 0 || field > 0x1FFFFFFF || !readChanges() || !readColumns()) return false;
    if (!fits(rest->size())) return false;
    out = *rest;
    std::deque<std::string> bodies;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
      auto& body = bodies.emplace_back();
      if (!readBody(i, bodies, body)) return false;
      if (!fits(out.size() + body.size())) return false;
      m_changes[i].body = body;
      walk::appendTag(out, static_cast<std::uint32_t>(field), walk::kLengthDelimited);
      walk::appendBytes(out, bytesOf(m_changes[i]));
      m_made = out.size();
      if (bodies.size() > kFarthest) bodies.pop_front();
    }
    return m_in.atEnd() && fits(out.size());
  }

 private:
  struct Column {
    ColumnKey key;
    std::uint64_t form = AsItIs;
    std::uint64_t tag = 0;
    std::size_t count = 0;
    std::vector<std::uint64_t> references;
    std::vector<std::uint64_t> lengths;  ///< empty: all have `length`
    std::uint64_t length = 0;
    walk::Reader values{{}};
    std::size_t read = 0;  ///< how many have been taken
    std::size_t here = 0;  ///< and of these, from the values
  };

  bool number(std::uint64_t& out) {
    const auto value = m_in.varint();
    if (value) out = *value;
    return value.has_value();
  }
  /// Of things that take at least a byte each.
  bool count(std::uint64_t& out) { return number(out) && out <= m_in.left(); }

  bool fits(std::size_t bytes) {
    m_tooLong = m_tooLong || bytes > m_limit;
    return !m_tooLong;
  }

  /// Lengths of `n` values and, of all of them, the bytes.
  bool readLengths(std::size_t n, std::vector<std::uint64_t>& lengths, std::uint64_t& length, walk::Reader& values) {
    std::uint64_t each = 0;
    if (!number(each) || each > 1) return false;
    std::uint64_t all = 0;
    if (each == 0) {
      if (!number(length) || (n > 0 && length > m_in.left() / n)) return false;
      all = length * n;
    } else {
      if (n > m_in.left()) return false;
      lengths.resize(n);
      for (auto& one : lengths) {
        if (!number(one) || one > m_in.left()) return false;
        all += one;
      }
    }
    const auto bytes = m_in.take(static_cast<std::size_t>(std::min<std::uint64_t>(all, SIZE_MAX)));
    if (bytes) values = walk::Reader(*bytes);
    return bytes.has_value();
  }

  bool readChanges() {
    std::uint64_t n = 0;
    if (!count(n) || n == 0 || n > kMostChanges) return false;
    m_changes.resize(static_cast<std::size_t>(n));
    for (auto& change : m_changes) {
      if (!number(change.type)) return false;
    }
    for (auto& change : m_changes) {
      const auto id = m_in.take(kIdBytes);
      if (!id) return false;
      change.id = *id;
    }
    std::vector<std::uint64_t> lengths;
    std::uint64_t length = 0;
    walk::Reader metas({});
    if (!readLengths(m_changes.size(), lengths, length, metas)) return false;
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
      const auto meta = metas.take(static_cast<std::size_t>(lengths.empty() ? length : lengths[i]));
      if (!meta) return false;
      m_changes[i].meta = *meta;
    }
    return true;
  }

  bool readColumns() {
    std::uint64_t n = 0;
    if (!count(n) || n > kMostColumns) return false;
    m_columns.resize(static_cast<std::size_t>(n));
    for (auto& column : m_columns) {
      std::uint64_t field = 0;
      std::uint64_t isEntry = 0;
      if (!number(column.key.type) || !number(field) || field == 0 || field > 0x1FFFFFFF || !number(isEntry) ||
          isEntry > 1) {
        return false;
      }
      column.key.field = static_cast<std::uint32_t>(field);
      column.key.isEntry = isEntry == 1;
      if (!column.key.isEntry) continue;
      const auto entry = m_in.bytes();
      if (!entry) return false;
      column.key.entry = *entry;
    }
    if (!readShapes()) return false;
    for (auto& column : m_columns) {
      if (!readColumn(column)) return false;
    }
    return true;
  }

  bool readShapes() {
    m_shapes.resize(m_changes.size());
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
      std::uint64_t n = 0;
      if (!count(n)) return false;
      m_shapes[i].reserve(static_cast<std::size_t>(n));
      std::uint64_t at = 0;
      for (; n > 0; --n) {
        std::uint64_t step = 0;
        if (!number(step)) return false;
        at += static_cast<std::uint64_t>(walk::unzigzag(step));
        if (at >= m_columns.size() || m_columns[at].key.type != m_changes[i].type) return false;
        m_shapes[i].push_back(static_cast<std::uint32_t>(at));
        ++m_columns[at].count;
      }
    }
    return true;
  }

  bool readColumn(Column& column) {
    if (!number(column.form) || column.form > Referring) return false;
    if (column.form != AsItIs && !number(column.tag)) return false;
    if (column.form == Varint) {
      // Self-delimiting: what is left is read as it is asked for, so its end must be found first.
      const auto before = m_in;
      for (std::size_t i = 0; i < column.count; ++i) {
        if (!m_in.varint()) return false;
      }
      auto from = before;
      column.values = walk::Reader(*from.take(before.left() - m_in.left()));
      return true;
    }
    std::size_t here = column.count;
    if (column.form == Referring) {
      if (column.count > m_in.left()) return false;
      column.references.resize(column.count);
      for (auto& code : column.references) {
        if (!number(code) || code > kFarthest * References) return false;
        if (code > 0) --here;
      }
    }
    return readLengths(here, column.lengths, column.length, column.values);
  }

  /// The content of the column's next value.
  std::optional<std::string_view> next(Column& column, std::size_t change, const std::deque<std::string>& bodies) {
    const auto at = column.read++;
    if (column.form == Varint) {
      auto from = column.values;
      if (!column.values.varint()) return std::nullopt;
      return from.take(from.left() - column.values.left());
    }
    const auto code = column.references.empty() ? 0 : static_cast<std::size_t>(column.references[at]);
    if (code > 0) return referred(code, change, bodies);
    const auto length = column.lengths.empty() ? column.length : column.lengths[column.here];
    ++column.here;
    return column.values.take(static_cast<std::size_t>(length));
  }

  std::optional<std::string_view> referred(std::size_t code, std::size_t change,
                                           const std::deque<std::string>& bodies) {
    const auto back = (code - 1) / References + 1;
    if (back > change || back >= bodies.size()) return std::nullopt;
    const auto earlier = change - back;
    const auto& body = bodies[bodies.size() - 1 - back];
    switch ((code - 1) % References + 1) {
      case Body:
        return body;
      case BodyHash:
        return core::raw(m_hashes.of(earlier, body));
      default:
        return m_changes[earlier].id;
    }
  }

  bool readBody(std::size_t change, const std::deque<std::string>& bodies, std::string& body) {
    for (const auto index : m_shapes[change]) {
      auto& column = m_columns[index];
      const auto content = next(column, change, bodies);
      if (!content || !fits(m_made + body.size() + content->size())) return false;
      m_value.clear();
      if (column.form != AsItIs) walk::appendVarint(m_value, column.tag);
      if (column.form == Delimited || column.form == Referring) walk::appendVarint(m_value, content->size());
      m_value += *content;
      if (column.key.isEntry) {
        walk::appendMapEntry(body, column.key.field, column.key.entry, m_value);
      } else {
        body += m_value;
      }
    }
    return true;
  }

  walk::Reader m_in;
  std::size_t m_limit;
  bool m_tooLong = false;
  std::size_t m_made = 0;
  std::vector<Change> m_changes;
  std::vector<Column> m_columns;
  std::vector<std::vector<std::uint32_t>> m_shapes;
  std::string m_value;
  Hashes m_hashes;
};

}  // namespace

std::optional<std::string> toColumns(std::string_view message, std::uint32_t field) {
  Writer writer;
  if (!writer.read(message, field)) return std::nullopt;
  return writer.write();
}

core::Result<std::string> fromColumns(std::string_view columns, std::size_t limit,
                                      core::Sha256Digest (*hash)(std::string_view)) {
  Reader reader(columns, limit, hash);
  std::string message;
  if (reader.read(message)) return message;
  if (reader.isTooLong()) return core::fail(ErrorCode::LimitExceeded, "a batch longer than allowed once unpacked");
  return core::fail(ErrorCode::CorruptData, "not a batch in columns");
}

}  // namespace thucdia::sync
