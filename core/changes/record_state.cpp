#include "core/changes/record_state.h"

#include <algorithm>

#include "core/changes/contested.h"
#include "core/changes/wire.h"

namespace thucdia::core::changes {

namespace {

const Version* versionOf(const std::vector<Version>& versions, Dot dot) {
  const auto at = std::ranges::find(versions, dot, [](const Version& version) { return version.stamp.dot; });
  return at == versions.end() ? nullptr : &*at;
}

std::vector<Version> join(const std::vector<Version>& ours, const VersionVector& weKnow,
                          const std::vector<Version>& theirs, const VersionVector& theyKnow) {
  std::vector<Version> joined;
  for (const Version& version : ours) {
    const Version* same = versionOf(theirs, version.stamp.dot);
    // One dot is one value; should a device ever have used it twice, all replicas must still choose alike.
    if (same)
      joined.push_back(shownBefore(version, *same) ? version : *same);
    else if (!theyKnow.knows(version.stamp.dot))
      joined.push_back(version);
  }
  for (const Version& version : theirs) {
    if (!versionOf(ours, version.stamp.dot) && !weKnow.knows(version.stamp.dot)) joined.push_back(version);
  }
  std::ranges::sort(joined, shownBefore);
  return joined;
}

}  // namespace

bool shownBefore(const Version& a, const Version& b) {
  if (a.stamp.time != b.stamp.time) return a.stamp.time > b.stamp.time;
  if (a.stamp.dot != b.stamp.dot) return a.stamp.dot > b.stamp.dot;
  return a.value > b.value;
}

const Leaf* RecordState::find(const LeafKey& key) const {
  const auto at = std::ranges::lower_bound(leaves, key, {}, &Leaf::key);
  return at != leaves.end() && at->key == key ? &*at : nullptr;
}

bool isContested(const Leaf& leaf) {
  return std::ranges::any_of(leaf.versions,
                             [&](const Version& version) { return version.value != leaf.versions.front().value; });
}

int RecordState::conflicts() const { return static_cast<int>(std::ranges::count_if(leaves, isContested)); }

std::uint64_t RecordState::highestOf(DeviceTag device) const {
  std::uint64_t highest = 0;
  for (const Leaf& leaf : leaves) {
    for (const Version& version : leaf.versions) {
      if (version.stamp.dot.device == device) highest = std::max(highest, version.stamp.dot.counter);
    }
  }
  return highest;
}

RecordState merge(const RecordState& state, const RecordState& patch) {
  static const std::vector<Version> kNone;
  RecordState merged;
  merged.leaves.reserve(std::max(state.leaves.size(), patch.leaves.size()));
  auto ours = state.leaves.begin();
  auto theirs = patch.leaves.begin();
  while (ours != state.leaves.end() || theirs != patch.leaves.end()) {
    if (theirs == patch.leaves.end() || (ours != state.leaves.end() && ours->key < theirs->key)) {
      merged.leaves.push_back(*ours++);
      continue;
    }
    const bool both = ours != state.leaves.end() && ours->key == theirs->key;
    Leaf leaf{theirs->key, join(both ? ours->versions : kNone, state.known, theirs->versions, patch.known)};
    if (!leaf.versions.empty()) merged.leaves.push_back(std::move(leaf));
    if (both) ++ours;
    ++theirs;
  }
  merged.known = state.known;
  merged.known.include(patch.known);
  return merged;
}

RecordState patchAbove(const RecordState& state, DeviceTag device, std::uint64_t counter) {
  RecordState patch;
  patch.known = state.known;
  std::ranges::copy_if(state.leaves, std::back_inserter(patch.leaves), [&](const Leaf& leaf) {
    return std::ranges::any_of(leaf.versions, [&](const Version& version) {
      return version.stamp.dot.device == device && version.stamp.dot.counter > counter;
    });
  });
  return patch;
}

bool write(RecordState& state, const std::vector<LeafEdit>& edits, const Stamp& stamp) {
  bool changed = false;
  for (const LeafEdit& edit : edits) {
    const auto at = std::ranges::lower_bound(state.leaves, edit.key, {}, &Leaf::key);
    const bool there = at != state.leaves.end() && at->key == edit.key;
    if (there ? at->versions.size() == 1 && at->versions.front().value == edit.value : !edit.value) continue;
    if (there) {
      at->versions.assign(1, Version{stamp, edit.value});
    } else {
      state.leaves.insert(at, Leaf{edit.key, {Version{stamp, edit.value}}});
    }
    changed = true;
  }
  if (changed) state.known.include(stamp.dot);
  return changed;
}

Result<std::vector<LeafEdit>> difference(std::string_view before, std::string_view after, std::uint32_t mapField) {
  THUCDIA_ASSIGN(const std::vector<LeafEdit> old, leavesOf(before, mapField));
  THUCDIA_ASSIGN(std::vector<LeafEdit> now, leavesOf(after, mapField));
  std::vector<LeafEdit> edits;
  auto was = old.begin();
  auto is = now.begin();
  while (was != old.end() || is != now.end()) {
    if (is == now.end() || (was != old.end() && was->key < is->key)) {
      edits.push_back({was++->key, std::nullopt});
    } else if (was == old.end() || is->key < was->key) {
      edits.push_back(std::move(*is++));
    } else {
      if (was->value != is->value) edits.push_back(std::move(*is));
      ++was;
      ++is;
    }
  }
  return edits;
}

Result<std::vector<LeafEdit>> leavesOf(std::string_view body, std::uint32_t mapField) {
  std::vector<LeafEdit> leaves;
  wire::Reader reader(body);
  while (!reader.atEnd()) {
    const auto field = reader.field();
    if (!field) return fail(ErrorCode::CorruptData, "a record's body is not a Protobuf message");
    if (field->number == kIdField) continue;
    if (field->number == mapField && field->type == wire::kLengthDelimited) {
      const auto entry = wire::mapEntry(field->payload);
      if (!entry || entry->key.empty()) return fail(ErrorCode::CorruptData, "a map entry without a key");
      leaves.push_back({{field->number, std::string(entry->key)}, std::string(entry->value)});
    } else {
      leaves.push_back({{field->number, {}}, std::string(field->raw)});
    }
  }
  // Canonical order; repeated fields keep theirs and become one leaf, of a map key the last entry counts. What we wrote
  // ourselves is so already.
  if (std::ranges::is_sorted(leaves, std::ranges::less_equal{}, &LeafEdit::key)) return leaves;
  std::ranges::stable_sort(leaves, {}, &LeafEdit::key);
  std::vector<LeafEdit> joined;
  joined.reserve(leaves.size());
  for (LeafEdit& leaf : leaves) {
    if (joined.empty() || joined.back().key != leaf.key)
      joined.push_back(std::move(leaf));
    else if (leaf.key.entry.empty())
      *joined.back().value += *leaf.value;
    else
      joined.back().value = std::move(leaf.value);
  }
  return joined;
}

}  // namespace thucdia::core::changes
