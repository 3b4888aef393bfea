#include <algorithm>
#include <charconv>

#include "core/forms/limits.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {
namespace {

constexpr std::int64_t kOrderStep = 1024;  // room to move a row between two others by one edit

}  // namespace

std::uint32_t Session::Impl::makeFrame(Def repeat, std::uint32_t parent, std::string rowId, std::int64_t order,
                                       std::size_t place) {
  const auto& layout = *m_layouts[repeat];
  std::uint32_t base = 0;
  if (auto& free = m_freeBlocks[repeat]; !free.empty()) {
    base = free.back();
    free.pop_back();
  } else {
    base = static_cast<std::uint32_t>(state.nodes.size());
    state.nodes.resize(state.nodes.size() + layout.slots.size());
  }
  std::uint32_t index = 0;
  if (!m_freeFrames.empty()) {
    index = m_freeFrames.back();
    m_freeFrames.pop_back();
  } else {
    index = static_cast<std::uint32_t>(state.frames.size());
    state.frames.emplace_back();
  }
  m_liveNodes += layout.slots.size();
  for (std::size_t slot = 0; slot < layout.slots.size(); ++slot) {
    auto& node = state.nodes[base + slot];
    const auto stamp = node.stamp;
    node = NodeState{};
    node.stamp = stamp;
    node.def = layout.slots[slot];
    node.frame = index;
    node.number = std::numeric_limits<double>::quiet_NaN();
  }
  auto& frame = state.frames[index];
  frame = Frame{};
  frame.live = true;
  frame.repeat = repeat;
  frame.parent = parent;
  frame.base = base;
  frame.rowId = std::move(rowId);
  frame.order = order;
  frame.nested.resize(layout.repeats.size());
  frame.pending.assign(layout.expressions.size(), 0);
  if (repeat != 0) {
    auto& around = state.frames[parent];
    const auto& mine = program().definitions[repeat];
    frame.level = around.level + 1;
    frame.key = (around.key.empty() ? "" : around.key + '/') + mine.localPath + ':' + frame.rowId;
    auto& siblings = around.nested[mine.nested];
    place = std::min(place, siblings.size());
    siblings.insert(siblings.begin() + static_cast<std::ptrdiff_t>(place), index);
    for (std::size_t at = 0; at < siblings.size(); ++at)
      state.frames[siblings[at]].position = static_cast<std::uint32_t>(at + 1);
    // What is around decides at once; own relevance is worked out with everything else that waits.
    if (!has(parentOf(around.base + mine.range), kRelevant))
      for (std::size_t slot = 0; slot < layout.slots.size(); ++slot)
        state.nodes[base + slot].flags &= static_cast<std::uint8_t>(~kRelevant);
  }
  return index;
}

void Session::Impl::freeFrame(std::uint32_t index) {
  for (const auto& instances : state.frames[index].nested)
    for (const auto nested : instances) freeFrame(nested);
  auto& frame = state.frames[index];
  const auto& layout = *m_layouts[frame.repeat];
  for (std::size_t slot = 0; slot < layout.slots.size(); ++slot) {
    auto& node = state.nodes[frame.base + slot];
    const auto at = frame.base + static_cast<std::uint32_t>(slot);
    if (!node.value.empty() || m_typed.contains(at) || m_unread.contains(at)) m_rowEdits[key(at)] = std::nullopt;
    m_typed.erase(at);
    m_unread.erase(at);
    m_calculated.erase(at);
    m_isEdited.erase(at);
    node.def = kNone;
    m_textBytes -= node.value.size();
    node.value.clear();
  }
  m_rowEdits[frame.key] = std::nullopt;
  m_liveNodes -= layout.slots.size();
  m_freeBlocks[frame.repeat].push_back(frame.base);
  frame.live = false;
  frame.nested.clear();
  m_freeFrames.push_back(index);
}

/// Who looks at how many instances there are, or at where they stand.
void Session::Impl::structureChanged(std::uint32_t parent, Def repeat) {
  m_structure = true;
  const auto& mine = program().definitions[repeat];
  markReaders(mine.structureReaders, parent);
  updateRange(parent, repeat);
  touch(state.frames[parent].base + mine.range);
}

/// Defaults, metadata and inner instances of a new frame; then everything in it waits to run.
void Session::Impl::populate(std::uint32_t index, bool initial) {
  const auto repeat = state.frames[index].repeat;
  const auto& layout = *m_layouts[repeat];
  for (std::size_t slot = 0; slot < layout.slots.size(); ++slot) {
    const auto node = state.frames[index].base + static_cast<std::uint32_t>(slot);
    if (!isQuestion(node)) continue;
    const auto& described = source(node);
    if (!described.default_value().empty()) answer(node, described.default_value(), true);
    if (!described.preload().empty()) preload(node);
  }
  // What the form itself brings for an instance; of a counted repeat also when it is made later.
  if (initial || (repeat != 0 && program().definitions[repeat].count != kNone))
    for (const auto& [path, text] : state.form->compiled().initial_values())
      if (const auto node = find(path); node != kNone && state.nodes[node].frame == index && isQuestion(node))
        answer(node, text, true);
  for (const auto inner : layout.repeats) {
    const auto& described = state.source(inner);
    auto count = initial ? described.initial_count() : described.template_count();
    if (const auto& values = state.form->compiled().initial_values(); initial && !values.empty())
      if (const auto own = values.find(path(state.frames[index].base + program().definitions[inner].range) + "[*]");
          own != values.end())
        std::from_chars(own->second.data(), own->second.data() + own->second.size(), count);
    for (std::uint32_t at = 0; at < count && !m_limit; ++at) {
      const auto instance = addInstance(index, inner, false);
      if (instance == kNone) break;
      populate(instance, initial);
    }
  }
  enqueueAll(index);
}

std::uint32_t Session::Impl::addInstance(std::uint32_t parent, Def repeat, bool fresh) {
  const auto& mine = program().definitions[repeat];
  const auto siblings = state.frames[parent].nested[mine.nested].size();
  if (siblings >= limits::kRepeatInstances || m_liveNodes + m_layouts[repeat]->slots.size() > limits::kLiveNodes) {
    m_limit = true;
    warn(siblings >= limits::kRepeatInstances
             ? "more than " + std::to_string(limits::kRepeatInstances) + " instances of '" + mine.path +
                   "' (kRepeatInstances)"
             : "more than " + std::to_string(limits::kLiveNodes) + " nodes (kLiveNodes)");
    return kNone;
  }
  const auto last = siblings == 0 ? 0 : state.frames[state.frames[parent].nested[mine.nested].back()].order;
  const auto instance = makeFrame(repeat, parent, state.host->newRowId(), last + kOrderStep, siblings);
  m_rowEdits[state.frames[instance].key] = std::to_string(state.frames[instance].order);
  structureChanged(parent, repeat);
  if (fresh) {
    populate(instance, false);
    process();
    runActions(v1::ACTION_EVENT_NEW_REPEAT, instance);
    state.frames[instance].young = false;
  }
  touchBelow(state.frames[instance].base);
  return instance;
}

void Session::Impl::removeInstance(std::uint32_t instance) {
  const auto parent = state.frames[instance].parent;
  const auto repeat = state.frames[instance].repeat;
  auto& siblings = state.frames[parent].nested[program().definitions[repeat].nested];
  const auto place = std::find(siblings.begin(), siblings.end(), instance);
  const auto at = place - siblings.begin();
  siblings.erase(place);
  freeFrame(instance);
  for (auto next = static_cast<std::size_t>(at); next < siblings.size(); ++next) {
    state.frames[siblings[next]].position = static_cast<std::uint32_t>(next + 1);
    touchBelow(state.frames[siblings[next]].base);
  }
  structureChanged(parent, repeat);
}

void Session::Impl::setCount(std::uint32_t parent, Def repeat, std::size_t count) {
  const auto nested = program().definitions[repeat].nested;
  while (state.frames[parent].nested[nested].size() > count) removeInstance(state.frames[parent].nested[nested].back());
  while (state.frames[parent].nested[nested].size() < count)
    if (addInstance(parent, repeat, true) == kNone) return;
}

Result<Changes> Session::Impl::addRepeat(std::uint32_t range) {
  if (!state.isRange(range)) return fail(ErrorCode::InvalidArgument, "not a repeat");
  const auto def = state.nodes[range].def;
  if (program().definitions[def].count != kNone || state.source(def).no_add_remove())
    return fail(ErrorCode::NotPermitted,
                "the form says how many instances '" + program().definitions[def].path + "' has");
  if (addInstance(state.nodes[range].frame, def, true) == kNone) {
    static_cast<void>(finish());
    return fail(ErrorCode::LimitExceeded,
                "no more than " + std::to_string(limits::kRepeatInstances) + " instances (kRepeatInstances)");
  }
  process();
  return finish();
}

Result<Changes> Session::Impl::removeRepeat(std::uint32_t instance) {
  if (!state.isInstance(instance)) return fail(ErrorCode::InvalidArgument, "not an instance of a repeat");
  const auto def = state.nodes[instance].def;
  if (program().definitions[def].count != kNone || state.source(def).no_add_remove())
    return fail(ErrorCode::NotPermitted,
                "the form says how many instances '" + program().definitions[def].path + "' has");
  removeInstance(state.nodes[instance].frame);
  process();
  return finish();
}

Result<Changes> Session::Impl::moveRepeat(std::uint32_t instance, std::uint32_t position) {
  if (!state.isInstance(instance)) return fail(ErrorCode::InvalidArgument, "not an instance of a repeat");
  const auto index = state.nodes[instance].frame;
  const auto parent = state.frames[index].parent;
  const auto repeat = state.frames[index].repeat;
  auto& siblings = state.frames[parent].nested[program().definitions[repeat].nested];
  if (position < 1 || position > siblings.size()) return fail(ErrorCode::InvalidArgument, "no such position");
  siblings.erase(std::find(siblings.begin(), siblings.end(), index));
  siblings.insert(siblings.begin() + (position - 1), index);
  const auto order = [&](std::size_t at) { return state.frames[siblings[at]].order; };
  const std::size_t at = position - 1;
  const auto low = at == 0 ? order(at + 1 < siblings.size() ? at + 1 : at) - 2 * kOrderStep : order(at - 1);
  const auto high = at + 1 == siblings.size() ? low + 2 * kOrderStep : order(at + 1);
  if (high - low >= 2) {
    state.frames[index].order = low + (high - low) / 2;
    m_rowEdits[state.frames[index].key] = std::to_string(state.frames[index].order);
  } else {
    for (std::size_t each = 0; each < siblings.size(); ++each) {
      state.frames[siblings[each]].order = static_cast<std::int64_t>(each + 1) * kOrderStep;
      m_rowEdits[state.frames[siblings[each]].key] = std::to_string(state.frames[siblings[each]].order);
    }
  }
  for (std::size_t each = 0; each < siblings.size(); ++each) {
    state.frames[siblings[each]].position = static_cast<std::uint32_t>(each + 1);
    touchBelow(state.frames[siblings[each]].base);
  }
  structureChanged(parent, repeat);
  process();
  return finish();
}

/// A row that is said to exist: made if it is new, put in order; its text is its order. Rows around it are made too.
void Session::Impl::placeRow(std::string_view key, std::string_view text) {
  if (key.size() > limits::kKeyBytes) {
    foreign.insert_or_assign(std::string(key), std::string(text));
    return;
  }
  const auto slash = key.rfind('/');
  // The row around: the longest shorter key that names a row.
  std::uint32_t parent = 0;
  std::string local(key);
  for (auto end = slash; end != std::string_view::npos && end > 0; end = key.rfind('/', end - 1)) {
    const auto around = findKey(key.substr(0, end));
    if (around == kNone || !(state.isInstance(around))) {
      if (end == 0) break;
      continue;
    }
    parent = state.nodes[around].frame;
    local = std::string(key.substr(end + 1));
    break;
  }
  const auto colon = local.rfind(':');
  if (colon == std::string::npos) return;
  const auto& base = program().definitions[state.frames[parent].repeat].path;
  const auto found = program().byPath.find((base.empty() ? "" : base + '/') + local.substr(0, colon));
  if (found == program().byPath.end() || !state.isRepeat(found->second) ||
      program().definitions[found->second].level != state.frames[parent].level + 1) {
    foreign.insert_or_assign(std::string(key), std::string(text));
    return;
  }
  std::int64_t order = 0;
  std::from_chars(text.data(), text.data() + text.size(), order);
  const auto rowId = local.substr(colon + 1);
  auto& siblings = state.frames[parent].nested[program().definitions[found->second].nested];
  const auto existing = findKey(key);
  if (existing != kNone) {
    const auto frame = state.nodes[existing].frame;
    siblings.erase(std::find(siblings.begin(), siblings.end(), frame));
    state.frames[frame].order = order;
    const auto place = std::find_if(siblings.begin(), siblings.end(), [&](std::uint32_t other) {
      return std::pair(state.frames[other].order, state.frames[other].rowId) > std::pair(order, rowId);
    });
    siblings.insert(place, frame);
    for (std::size_t at = 0; at < siblings.size(); ++at)
      state.frames[siblings[at]].position = static_cast<std::uint32_t>(at + 1);
    structureChanged(parent, found->second);
    return;
  }
  if (siblings.size() >= limits::kRepeatInstances ||
      m_liveNodes + m_layouts[found->second]->slots.size() > limits::kLiveNodes) {
    foreign.insert_or_assign(std::string(key), std::string(text));
    warn("more than " + std::to_string(limits::kRepeatInstances) + " instances (kRepeatInstances)");
    return;
  }
  const auto place = std::find_if(siblings.begin(), siblings.end(), [&](std::uint32_t other) {
    return std::pair(state.frames[other].order, state.frames[other].rowId) > std::pair(order, rowId);
  });
  const auto at = static_cast<std::size_t>(place - siblings.begin());
  const auto frame = makeFrame(found->second, parent, rowId, order, at);
  structureChanged(parent, found->second);
  state.frames[frame].young = false;
  enqueueAll(frame);
  touchBelow(state.frames[frame].base);
}

}  // namespace thucdia::core::forms
