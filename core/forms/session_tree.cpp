#include <algorithm>
#include <charconv>

#include "core/forms/limits.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {

bool Session::Impl::valid(NodeRef node) const {
  return node.id < state.nodes.size() && state.nodes[node.id].def != kNone &&
         state.frames[state.nodes[node.id].frame].live;
}

std::uint32_t Session::Impl::parentOf(std::uint32_t node) const {
  const auto& mine = state.nodes[node];
  if (mine.def == 0) return kNone;
  if (state.isInstance(node)) {
    const auto parent = state.frames[mine.frame].parent;
    return state.frames[parent].base + program().definitions[mine.def].range;
  }
  return state.nodeAt(mine.frame, program().definitions[mine.def].parent);
}

std::vector<std::uint32_t> Session::Impl::children(std::uint32_t node) const {
  const auto& mine = state.nodes[node];
  std::vector<std::uint32_t> result;
  if (state.isRange(node)) {
    for (const auto frame : state.frames[mine.frame].nested[program().definitions[mine.def].nested])
      result.push_back(state.frames[frame].base);
    return result;
  }
  for (const auto child : program().definitions[mine.def].children) result.push_back(state.nodeAt(mine.frame, child));
  return result;
}

void Session::Impl::visitFrom(std::uint32_t node, const std::function<bool(std::uint32_t)>& take) const {
  std::vector<std::uint32_t> open{node};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    if (!take(next)) continue;
    const auto below = children(next);
    open.insert(open.end(), below.rbegin(), below.rend());
  }
}

void Session::Impl::visit(const std::function<bool(std::uint32_t)>& take) const { visitFrom(0, take); }

/// All live frames of a repeat (or the root) within a frame, the frame itself counted in.
void Session::Impl::eachFrame(std::uint32_t frame, Def target, const std::function<void(std::uint32_t)>& take) const {
  const auto level = program().definitions[target].level;
  if (state.frames[frame].level == level) {
    take(frame);
    return;
  }
  const auto next = program().definitions[target].chain[state.frames[frame].level];
  for (const auto below : state.frames[frame].nested[program().definitions[next].nested])
    eachFrame(below, target, take);
}

std::string Session::Impl::key(std::uint32_t node) const {
  const auto& mine = state.nodes[node];
  const auto& frame = state.frames[mine.frame];
  if (state.isInstance(node) || mine.def == 0) return frame.key;
  const auto& local = program().definitions[mine.def].localPath;
  return frame.key.empty() ? local : frame.key + '/' + local;
}

std::string Session::Impl::path(std::uint32_t node) const {
  const auto& mine = state.nodes[node];
  std::string prefix;
  const auto framePath = [&](auto& self, std::uint32_t index) -> std::string {
    const auto& frame = state.frames[index];
    if (frame.level == 0) return {};
    const auto above = self(self, frame.parent);
    return (above.empty() ? "" : above + '/') + program().definitions[frame.repeat].localPath + '[' +
           std::to_string(frame.position) + ']';
  };
  prefix = framePath(framePath, mine.frame);
  if (state.isInstance(node) || mine.def == 0) return prefix;
  const auto& local = program().definitions[mine.def].localPath;
  return prefix.empty() ? local : local.empty() ? prefix : prefix + '/' + local;
}

std::uint32_t Session::Impl::find(std::string_view path) const {
  std::uint32_t node = 0;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    auto step = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    std::size_t position = 0;
    if (step.ends_with(']')) {
      const auto open = step.find('[');
      if (open == std::string_view::npos) return kNone;
      const auto digits = step.substr(open + 1, step.size() - open - 2);
      if (digits != "*") {
        const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), position);
        if (end.ptr != digits.data() + digits.size() || position == 0) return kNone;
      }
      step = step.substr(0, open);
    }
    if (state.isRange(node)) {  // a repeat in the middle of a path: its first instance
      const auto below = children(node);
      if (below.empty()) return kNone;
      node = below.front();
    }
    std::uint32_t found = kNone;
    const auto search = [&](auto& self, std::uint32_t at) -> void {
      for (const auto child : children(at)) {
        if (found != kNone) return;
        if (source(child).name() == step)
          found = child;
        else if (source(child).name().empty())
          self(self, child);
      }
    };
    search(search, node);
    if (found == kNone) return kNone;
    node = found;
    if (position > 0) {
      if (!state.isRange(node)) {
        if (position != 1) return kNone;
        continue;
      }
      const auto below = children(node);
      if (position > below.size()) return kNone;
      node = below[position - 1];
    }
  }
  return node;
}

std::uint32_t Session::Impl::findKey(std::string_view key) const {
  if (key.size() > limits::kKeyBytes) return kNone;
  std::uint32_t frame = 0;
  std::string local;
  std::size_t rowAt = 0;
  while (rowAt < key.size()) {
    const auto slash = std::min(key.find('/', rowAt), key.size());
    const auto step = key.substr(rowAt, slash - rowAt);
    rowAt = slash + 1;
    if (!local.empty()) local += '/';
    const auto base = program().definitions[state.frames[frame].repeat].path;
    const auto whole = (base.empty() ? "" : base + '/') + local + std::string(step);
    if (program().byPath.contains(whole)) {
      local += step;
      continue;
    }
    const auto colon = step.rfind(':');
    if (colon == std::string_view::npos) return kNone;
    const auto found =
        program().byPath.find((base.empty() ? "" : base + '/') + local + std::string(step.substr(0, colon)));
    if (found == program().byPath.end() || !state.isRepeat(found->second)) return kNone;
    const auto id = step.substr(colon + 1);
    std::uint32_t next = kNone;
    for (const auto instance : state.frames[frame].nested[program().definitions[found->second].nested])
      if (state.frames[instance].rowId == id) next = instance;
    if (next == kNone) return kNone;
    frame = next;
    local.clear();
  }
  if (local.empty()) return state.frames[frame].base;
  const auto& base = program().definitions[state.frames[frame].repeat].path;
  const auto found = program().byPath.find((base.empty() ? "" : base + '/') + local);
  return found == program().byPath.end() ? kNone : state.nodeAt(frame, found->second);
}

/// Document order.
bool Session::Impl::before(std::uint32_t a, std::uint32_t b) const {
  auto first = state.nodes[a].frame;
  auto second = state.nodes[b].frame;
  if (first == second) return a < b;
  // Bring both to the frame they share; within it compare slots, within one repeat the instances' positions.
  auto slotA = a;
  auto slotB = b;
  std::uint32_t rowA = 0;
  std::uint32_t rowB = 0;
  const auto up = [&](std::uint32_t& frame, std::uint32_t& slot, std::uint32_t& row) {
    const auto& place = state.frames[frame];
    row = place.position;
    slot = state.frames[place.parent].base + program().definitions[place.repeat].range;
    frame = place.parent;
  };
  while (first != second) {
    if (state.frames[first].level >= state.frames[second].level) {
      const bool both = state.frames[first].level == state.frames[second].level;
      up(first, slotA, rowA);
      if (both) up(second, slotB, rowB);
    } else {
      up(second, slotB, rowB);
    }
  }
  if (slotA != slotB) return slotA < slotB;
  return rowA < rowB;
}

bool Session::Impl::readOnly(std::uint32_t node) const {
  for (auto at = node; at != kNone; at = parentOf(at))
    if (has(at, kReadOnly)) return true;
  return false;
}

}  // namespace thucdia::core::forms
