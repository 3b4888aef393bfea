// The encoded form of a state (record_state.h). `meta` is, in varints unless said otherwise:
//   format (1) · number of the map field, 0 for none
//   devices: count, then each tag in 4 bytes little-endian
//   known: count, then device index and counter each
//   stamps: count, then device index, counter, and zigzag difference of microseconds to the stamp before
//   the body's leaves in canonical order: runs of (length, stamp index) until all leaves are covered
//   cleared leaves: count, then field, entry (length and bytes), stamp index
//   other values of conflicts: count, then field, entry, stamp index, 0 cleared or 1 and the value (length and bytes)
// One writer and one moment, the ordinary case, cost some 20 bytes for any number of leaves.

#include <algorithm>
#include <cstddef>

#include "core/changes/record_state.h"
#include "core/changes/wire.h"

namespace thucdia::core::changes {

namespace {

constexpr std::uint64_t kFormat = 1;

// More than any honest record has; reading stays linear in the bytes below these.
constexpr std::size_t kMostDevices = 1'000;
constexpr std::size_t kMostStamps = 20'000;
constexpr std::size_t kMostLeaves = 50'000;

/// Whether bytes beside the winner could stand in its place: a plain leaf holds its own field and nothing else.
bool isValueOf(const LeafKey& key, std::string_view value) {
  if (!key.entry.empty()) return true;
  wire::Reader reader(value);
  while (!reader.atEnd()) {
    const auto field = reader.field();
    if (!field || field->number != key.field) return false;
  }
  return !value.empty();
}

/// Collects distinct values in order of first use.
template <class T>
class Table {
 public:
  std::size_t indexOf(const T& value) {
    const auto at = std::ranges::find(m_values, value);
    if (at != m_values.end()) return static_cast<std::size_t>(at - m_values.begin());
    m_values.push_back(value);
    return m_values.size() - 1;
  }
  [[nodiscard]] const std::vector<T>& values() const { return m_values; }

 private:
  std::vector<T> m_values;
};

void appendLeafKey(std::string& out, const LeafKey& key) {
  wire::appendVarint(out, key.field);
  wire::appendBytes(out, key.entry);
}

void appendValue(std::string& body, const LeafKey& key, const std::string& value) {
  if (key.entry.empty())
    body += value;
  else
    wire::appendMapEntry(body, key.field, key.entry, value);
}

/// Reads meta; every refusal is the same CorruptData.
class MetaReader {
 public:
  explicit MetaReader(std::string_view meta) : m_reader(meta) {}

  bool number(std::uint64_t& out) {
    const auto value = m_reader.varint();
    if (value) out = *value;
    return value.has_value();
  }
  /// A count of things that take at least one byte each: never more than there are bytes left.
  bool count(std::uint64_t& out) { return number(out) && out <= m_reader.left(); }

  bool devices(std::vector<DeviceTag>& out) {
    std::uint64_t n = 0;
    if (!count(n) || n > kMostDevices) return false;
    for (; n > 0; --n) {
      const auto bytes = m_reader.take(4);
      if (!bytes) return false;
      DeviceTag tag = 0;
      for (std::size_t i = 4; i > 0; --i) tag = (tag << 8) | static_cast<std::uint8_t>((*bytes)[i - 1]);
      out.push_back(tag);
    }
    return true;
  }

  bool dot(const std::vector<DeviceTag>& devices, Dot& out) {
    std::uint64_t device = 0;
    if (!number(device) || device >= devices.size() || !number(out.counter) || out.counter == 0 ||
        out.counter > INT64_MAX) {
      return false;
    }
    out.device = devices[device];
    return true;
  }

  bool stamps(const std::vector<DeviceTag>& devices, std::vector<Stamp>& out) {
    std::uint64_t n = 0;
    if (!count(n) || n > kMostStamps) return false;
    std::uint64_t micros = 0;
    for (; n > 0; --n) {
      Stamp stamp;
      std::uint64_t delta = 0;
      if (!dot(devices, stamp.dot) || !number(delta)) return false;
      micros += static_cast<std::uint64_t>(wire::unzigzag(delta));  // wraps instead of overflowing on hostile input
      stamp.time = fromMicros(static_cast<std::int64_t>(micros));
      out.push_back(stamp);
    }
    return true;
  }

  bool stampIndex(const std::vector<Stamp>& stamps, Stamp& out) {
    std::uint64_t index = 0;
    if (!number(index) || index >= stamps.size()) return false;
    out = stamps[index];
    return true;
  }

  bool leafKey(LeafKey& out) {
    std::uint64_t field = 0;
    if (!number(field) || field == 0 || field == kIdField || field > 0x1FFFFFFF) return false;
    const auto entry = m_reader.bytes();
    if (!entry) return false;
    out = {static_cast<std::uint32_t>(field), std::string(*entry)};
    return true;
  }

  bool value(std::optional<std::string>& out) {
    std::uint64_t has = 0;
    if (!number(has) || has > 1) return false;
    if (has == 0) return true;
    const auto bytes = m_reader.bytes();
    if (!bytes) return false;
    out = std::string(*bytes);
    return true;
  }

  /// Format, map field and devices.
  bool begin(std::uint32_t& mapField, std::vector<DeviceTag>& devicesOut) {
    std::uint64_t format = 0;
    std::uint64_t field = 0;
    if (!number(format) || format != kFormat || !number(field) || field > 0x1FFFFFFF) return false;
    mapField = static_cast<std::uint32_t>(field);
    return devices(devicesOut);
  }
  /// All that stands before the leaves. The stamps are of writes that are known.
  bool head(std::uint32_t& mapField, VersionVector& known, std::vector<Stamp>& stampsOut) {
    std::vector<DeviceTag> tags;
    std::uint64_t n = 0;
    if (!begin(mapField, tags) || !count(n)) return false;
    for (; n > 0; --n) {
      Dot each;
      if (!dot(tags, each)) return false;
      known.include(each);
    }
    return stamps(tags, stampsOut) &&
           std::ranges::all_of(stampsOut, [&](const Stamp& stamp) { return known.knows(stamp.dot); });
  }

  [[nodiscard]] bool atEnd() const { return m_reader.atEnd(); }

 private:
  wire::Reader m_reader;
};

bool decodeInto(RecordState& state, std::string_view body, std::string_view meta) {
  MetaReader reader(meta);
  std::uint32_t mapField = 0;
  std::vector<Stamp> stamps;
  if (!reader.head(mapField, state.known, stamps)) return false;
  std::uint64_t n = 0;

  auto values = leavesOf(body, mapField);
  if (!values || values->size() > kMostLeaves) return false;
  state.leaves.reserve(values->size());
  std::size_t covered = 0;
  while (covered < values->size()) {
    std::uint64_t length = 0;
    Stamp stamp;
    if (!reader.number(length) || length == 0 || length > values->size() - covered || !reader.stampIndex(stamps, stamp))
      return false;
    for (; length > 0; --length, ++covered) {
      LeafEdit& leaf = (*values)[covered];
      state.leaves.push_back({std::move(leaf.key), {Version{stamp, std::move(leaf.value)}}});
    }
  }

  if (!reader.count(n) || n > kMostLeaves) return false;
  const auto inBody = static_cast<std::ptrdiff_t>(state.leaves.size());
  for (; n > 0; --n) {
    LeafKey key;
    Stamp stamp;
    if (!reader.leafKey(key) || !reader.stampIndex(stamps, stamp)) return false;
    state.leaves.push_back({std::move(key), {Version{stamp, std::nullopt}}});
  }
  std::ranges::inplace_merge(state.leaves, state.leaves.begin() + inBody, {}, &Leaf::key);
  // Strictly rising: no leaf twice, and the cleared ones came in order.
  if (!std::ranges::is_sorted(state.leaves, std::ranges::less_equal{}, &Leaf::key)) return false;

  if (!reader.count(n) || n > kMostLeaves) return false;
  for (; n > 0; --n) {
    LeafKey key;
    Version version;
    if (!reader.leafKey(key) || !reader.stampIndex(stamps, version.stamp) || !reader.value(version.value)) return false;
    if (version.value && !isValueOf(key, *version.value)) return false;
    const auto at = std::ranges::lower_bound(state.leaves, key, {}, &Leaf::key);
    if (at == state.leaves.end() || at->key != key || !shownBefore(at->versions.back(), version)) return false;
    const auto sameDot = [&](const Version& held) { return held.stamp.dot == version.stamp.dot; };
    if (std::ranges::any_of(at->versions, sameDot)) return false;
    at->versions.push_back(std::move(version));
  }
  return reader.atEnd();
}

/// Walks a body whose leaves stand in canonical order, once each; nothing for any other.
class LeafWalk {
 public:
  LeafWalk(std::string_view body, std::uint32_t mapField) : m_reader(body), m_mapField(mapField) {}
  [[nodiscard]] bool atEnd() const { return m_reader.atEnd(); }
  /// Whether the next leaf stands where encode() would put it, as encode() would write it.
  bool next() {
    const auto field = m_reader.field();
    if (!field || field->number == kIdField) return false;
    std::string_view entry;
    if (field->number == m_mapField && field->type == wire::kLengthDelimited) {
      const auto key = wire::canonicalKey(*field);
      if (!key || key->empty()) return false;
      entry = *key;
    }
    const bool rises = field->number != m_field ? field->number > m_field : entry > m_entry;
    m_field = field->number;
    m_entry = entry;
    return rises;
  }

 private:
  wire::Reader m_reader;
  std::uint32_t m_mapField;
  std::uint32_t m_field = 0;
  std::string_view m_entry;
};

}  // namespace

EncodedState encode(const RecordState& state) {
  EncodedState encoded;
  Table<DeviceTag> devices;
  Table<Stamp> stamps;
  std::uint32_t mapField = 0;
  std::string runs;
  std::string cleared;
  std::string others;
  std::uint64_t clearedCount = 0;
  std::uint64_t othersCount = 0;
  std::uint64_t runLength = 0;
  std::size_t runStamp = 0;
  const auto endRun = [&] {
    if (runLength == 0) return;
    wire::appendVarint(runs, runLength);
    wire::appendVarint(runs, runStamp);
    runLength = 0;
  };

  for (const Leaf& leaf : state.leaves) {
    if (!leaf.key.entry.empty()) mapField = leaf.key.field;
    const Version& winner = leaf.versions.front();
    const std::size_t stamp = stamps.indexOf(winner.stamp);
    if (winner.value) {
      appendValue(encoded.body, leaf.key, *winner.value);
      if (runLength > 0 && runStamp != stamp) endRun();
      runStamp = stamp;
      ++runLength;
    } else {
      ++clearedCount;
      appendLeafKey(cleared, leaf.key);
      wire::appendVarint(cleared, stamp);
    }
    for (std::size_t i = 1; i < leaf.versions.size(); ++i) {
      const Version& other = leaf.versions[i];
      ++othersCount;
      appendLeafKey(others, leaf.key);
      wire::appendVarint(others, stamps.indexOf(other.stamp));
      wire::appendVarint(others, other.value ? 1 : 0);
      if (other.value) wire::appendBytes(others, *other.value);
    }
  }
  endRun();

  std::string known;
  for (const VersionVector::Entry& entry : state.known.entries()) {
    wire::appendVarint(known, devices.indexOf(entry.device));
    wire::appendVarint(known, entry.counter);
  }
  std::string stampList;
  std::int64_t before = 0;
  for (const Stamp& stamp : stamps.values()) {
    wire::appendVarint(stampList, devices.indexOf(stamp.dot.device));
    wire::appendVarint(stampList, stamp.dot.counter);
    const auto delta = static_cast<std::uint64_t>(toMicros(stamp.time)) - static_cast<std::uint64_t>(before);
    wire::appendVarint(stampList, wire::zigzag(static_cast<std::int64_t>(delta)));
    before = toMicros(stamp.time);
  }

  std::string& meta = encoded.meta;
  wire::appendVarint(meta, kFormat);
  wire::appendVarint(meta, mapField);
  wire::appendVarint(meta, devices.values().size());
  for (const DeviceTag tag : devices.values()) {
    for (int i = 0; i < 4; ++i) meta += static_cast<char>(tag >> (8 * i));
  }
  wire::appendVarint(meta, state.known.entries().size());
  meta += known;
  wire::appendVarint(meta, stamps.values().size());
  meta += stampList;
  meta += runs;
  wire::appendVarint(meta, clearedCount);
  meta += cleared;
  wire::appendVarint(meta, othersCount);
  meta += others;
  return encoded;
}

std::optional<PlainState> plainState(std::string_view body, std::string_view meta, DeviceTag device) {
  MetaReader reader(meta);
  std::uint32_t mapField = 0;
  VersionVector known;
  std::vector<Stamp> stamps;
  if (!reader.head(mapField, known, stamps)) return std::nullopt;
  PlainState plain{.own = 0, .known = known.counterOf(device)};
  std::uint64_t run = 0;
  std::size_t leaves = 0;
  for (LeafWalk walk(body, mapField); !walk.atEnd(); --run) {
    if (!walk.next() || ++leaves > kMostLeaves) return std::nullopt;
    if (run > 0) continue;
    Stamp stamp;
    if (!reader.number(run) || run == 0 || !reader.stampIndex(stamps, stamp)) return std::nullopt;
    if (stamp.dot.device == device) plain.own = std::max(plain.own, stamp.dot.counter);
  }
  std::uint64_t cleared = 0;
  std::uint64_t others = 0;
  const bool isPlain = run == 0 && reader.number(cleared) && cleared == 0 && reader.number(others) && others == 0;
  return isPlain && reader.atEnd() ? std::optional(plain) : std::nullopt;
}

bool mentions(std::string_view meta, DeviceTag device) {
  MetaReader reader(meta);
  std::uint32_t mapField = 0;
  std::vector<DeviceTag> devices;
  return !reader.begin(mapField, devices) || std::ranges::find(devices, device) != devices.end();
}

Result<RecordState> decode(std::string_view body, std::string_view meta) {
  RecordState state;
  if (!decodeInto(state, body, meta)) return fail(ErrorCode::CorruptData, "a record's stamps do not fit its body");
  return state;
}

}  // namespace thucdia::core::changes
