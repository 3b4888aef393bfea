#include <algorithm>

#include "core/forms/lexical.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {
namespace {

bool hasWord(std::string_view text, std::string_view word) {
  bool found = false;
  eachWord(text, [&](std::string_view each) {
    found = each == word;
    return !found;
  });
  return found;
}

bool isFieldList(const v1::FormNode& node) {
  return hasWord(node.appearance(), "field-list") || hasWord(node.appearance(), "table-list");
}

/// Whether a person meets the node on a screen.
bool isVisible(const v1::FormNode& node) { return node.control() != v1::CONTROL_UNSPECIFIED; }

}  // namespace

bool Session::Impl::isAnswerable(std::uint32_t node) {
  return isVisible(source(node)) && source(node).control() != v1::CONTROL_NOTE && !readOnly(node);
}

std::vector<Violation> Session::Impl::missing() {
  std::vector<Violation> result;
  visit([&](std::uint32_t node) {
    if (!has(node, kRelevant)) return false;
    if (!isQuestion(node)) return true;
    const auto& mine = state.nodes[node];
    if (unread(node) && isAnswerable(node)) {
      result.push_back({NodeRef{node}, Violation::Why::Unread, {}});
      return false;
    }
    if (unanswered(node) && has(node, kRequired))
      result.push_back({NodeRef{node}, Violation::Why::Required, shownText(node, TextKind::Required)});
    if (!mine.value.empty() && !has(node, kConstraintHolds))
      result.push_back({NodeRef{node}, Violation::Why::Constraint, shownText(node, TextKind::Constraint)});
    return false;
  });
  return result;
}

std::vector<Section> Session::Impl::sections() {
  std::vector<Section> result;
  bool run = false;  // questions directly under the root gather into one section
  const auto countIn = [&](Section& section, std::uint32_t from) {
    visitFrom(from, [&](std::uint32_t node) {
      if (!has(node, kRelevant)) return false;
      if (!isQuestion(node)) return true;
      const auto& described = source(node);
      if (described.control() == v1::CONTROL_NOTE && hasWord(described.appearance(), "warning")) ++section.warnings;
      if (!isAnswerable(node)) return false;
      const bool empty = state.nodes[node].value.empty();
      ++section.questions;
      if (!empty) ++section.answered;
      if (has(node, kRequired)) {
        ++section.required;
        if (unanswered(node)) ++section.missing;
      }
      if (!constraintHolds(node)) ++section.broken;
      return false;
    });
  };
  const auto add = [&](auto& self, std::uint32_t around) -> void {
    for (const auto node : children(around)) {
      if (!has(node, kRelevant)) continue;
      if (isQuestion(node)) {
        if (!isVisible(source(node))) continue;
        if (!run) result.push_back(Section{NodeRef{node}, {}});
        run = true;
        countIn(result.back(), node);
        continue;
      }
      if (localName(source(node).name()) == "meta") continue;
      if (source(node).name().empty() && textOf(node, TextKind::Label).empty()) {
        self(self, node);
        continue;
      }
      run = false;
      result.push_back(Section{NodeRef{node}, shownText(node, TextKind::Label)});
      countIn(result.back(), node);
      bool seen = state.isRange(node);
      visitFrom(node, [&](std::uint32_t each) {
        seen = seen || state.isRange(each) || (isQuestion(each) && isVisible(source(each)));
        return has(each, kRelevant) && !seen;
      });
      if (!seen) result.pop_back();  // nothing in it is ever seen: calculations only
    }
  };
  add(add, 0);
  return result;
}

/// Questions, field lists, and the repeats to which rows can be added. A repeat's own page comes after its instances:
/// there the next one is added.
std::vector<NodeRef> Session::Impl::pages() const {
  std::vector<NodeRef> result;
  struct Open {
    std::uint32_t node = 0;
    bool left = false;  ///< its children have been told
  };
  std::vector<Open> open{{0, false}};
  while (!open.empty()) {
    const auto [node, left] = open.back();
    open.pop_back();
    const auto& described = source(node);
    if (left) {
      result.push_back(NodeRef{node});
      continue;
    }
    if (!has(node, kRelevant)) continue;
    if (isQuestion(node)) {
      if (isVisible(described)) result.push_back(NodeRef{node});
      continue;
    }
    const bool range = state.isRange(node);
    if (node != 0 && !range && isFieldList(described)) {
      bool seen = false;
      visitFrom(node, [&](std::uint32_t each) {
        seen = seen || (has(each, kRelevant) && isQuestion(each) && isVisible(source(each)));
        return has(each, kRelevant) && !seen;
      });
      if (seen) result.push_back(NodeRef{node});
      continue;
    }
    if (range && program().definitions[state.nodes[node].def].count == kNone && !described.no_add_remove())
      open.push_back({node, true});
    const auto below = children(node);
    for (auto child = below.rbegin(); child != below.rend(); ++child) open.push_back({*child, false});
  }
  return result;
}

/// The page before (-1) or after (1) the one that the node lies on. A node on no page: the nearest in the document.
NodeRef Session::Impl::page(std::uint32_t node, int step) const {
  const auto all = pages();
  for (auto at = node; at != kNone; at = parentOf(at)) {
    if (at != node && state.isRange(at)) continue;  // a repeat's own page is where rows are added, not what is in them
    const auto found = std::find(all.begin(), all.end(), NodeRef{at});
    if (found == all.end()) continue;
    if (step > 0) return found + 1 == all.end() ? NodeRef{} : *(found + 1);
    return found == all.begin() ? NodeRef{} : *(found - 1);
  }
  NodeRef nearest;
  for (const auto each : all) {
    const bool earlier = before(each.id, node);
    if (step > 0 && !earlier) return each;
    if (step < 0 && earlier) nearest = each;
  }
  return nearest;
}

/// Rows of last time are matched with rows of now by where they stand.
std::string Session::Impl::positionKey(std::uint32_t node) const { return path(node); }

void Session::Impl::setPrevious(const AnswerMap& answers) {
  previous.clear();
  // Rows of each repeat in their order, then every key with positions for row ids.
  std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> rows;
  const auto isRow = [&](std::string_view key) {
    const auto def = state.form->nodeOfKey(key);
    const auto step = key.substr(key.rfind('/') == std::string_view::npos ? 0 : key.rfind('/') + 1);
    return def != kNoNode && state.isRepeat(def) && step.find(':') != std::string_view::npos;
  };
  for (const auto& [key, text] : answers)
    if (isRow(key)) {
      const auto colon = key.rfind(':');
      rows[key.substr(0, colon)].emplace_back(std::strtoll(text.c_str(), nullptr, 10), key.substr(colon + 1));
    }
  for (auto& [repeat, ids] : rows) std::sort(ids.begin(), ids.end());
  for (const auto& [key, text] : answers) {
    if (isRow(key)) continue;
    std::string path;
    std::size_t at = 0;
    bool known = true;
    while (at < key.size() && known) {
      const auto slash = std::min(key.find('/', at), key.size());
      const auto prefix = std::string_view(key).substr(0, slash);
      auto step = key.substr(at, slash - at);
      if (isRow(prefix)) {
        const auto colon = prefix.rfind(':');
        const auto& ids = rows[std::string(prefix.substr(0, colon))];
        const auto id = std::string(prefix.substr(colon + 1));
        const auto found = std::find_if(ids.begin(), ids.end(), [&](const auto& each) { return each.second == id; });
        known = found != ids.end();
        step = step.substr(0, step.rfind(':')) + '[' + std::to_string(found - ids.begin() + 1) + ']';
      }
      if (!path.empty()) path += '/';
      path += step;
      at = slash + 1;
    }
    if (known) previous.insert_or_assign(std::move(path), text);
  }
}

Result<Changes> Session::Impl::takePrevious(std::uint32_t node) {
  std::vector<std::uint32_t> targets;
  if (isQuestion(node)) {
    targets.push_back(node);
  } else {
    visitFrom(node, [&](std::uint32_t each) {
      if (isQuestion(each) && state.nodes[each].value.empty() && !unread(each) && isAnswerable(each))
        targets.push_back(each);
      return true;
    });
  }
  for (const auto target : targets)
    if (const auto found = previous.find(positionKey(target)); found != previous.end())
      answer(target, found->second, true, From::Person);
  process();
  return finish();
}

AnswerMap Session::Impl::answers() const {
  AnswerMap result = foreign;
  for (std::size_t index = 1; index < state.frames.size(); ++index)
    if (state.frames[index].live)
      result.insert_or_assign(state.frames[index].key, std::to_string(state.frames[index].order));
  for (std::uint32_t node = 0; node < state.nodes.size(); ++node)
    if (state.nodes[node].def != kNone && !state.nodes[node].value.empty() &&
        state.frames[state.nodes[node].frame].live)
      result.insert_or_assign(key(node), state.nodes[node].value);
  return result;
}

}  // namespace thucdia::core::forms
