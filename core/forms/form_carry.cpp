#include "core/forms/form_carry.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/forms/lexical.h"
#include "core/forms/program.h"
#include "core/forms/session.h"

namespace thucdia::core::forms {
namespace {

using Fate = CarriedAnswer::Fate;

const v1::FormNode& node(const Form& form, Def def) { return form.compiled().nodes(static_cast<int>(def)); }

bool isCalculated(const Form& form, Def def) { return !node(form, def).calculate().empty(); }

/// Whether people give its answer.
bool isAsked(const v1::FormNode& node) {
  return node.kind() == v1::NODE_KIND_QUESTION && node.control() != v1::CONTROL_UNSPECIFIED &&
         node.control() != v1::CONTROL_NOTE;
}

/// An answer's key taken apart: the node of the form that it names, and the ids of the rows that it stands in.
struct Address {
  Def def = kNone;
  std::vector<std::string> rows;
  bool row = false;  ///< names a row itself
};

Address addressOf(const Form& form, std::string_view key) {
  Address address;
  address.def = form.nodeOfKey(key);
  if (address.def == kNoNode) return {};
  for (std::size_t end = 0; end < key.size();) {
    end = std::min(key.find('/', end + 1), key.size());
    const auto step = key.substr(0, end);
    const Def def = form.nodeOfKey(step);
    const auto colon = step.rfind(':');
    if (def == kNoNode || node(form, def).kind() != v1::NODE_KIND_REPEAT || colon == std::string_view::npos ||
        form.nodeOf(step) != kNoNode)
      continue;
    address.rows.emplace_back(step.substr(colon + 1));
    address.row = end == key.size();
  }
  return address;
}

std::string keyOf(const Form& form, Def def, const std::vector<std::string>& rows) {
  const auto& definitions = form.program().definitions;
  const auto& chain = form.program().chain(def);
  std::string key;
  for (std::size_t level = 0; level < chain.size(); ++level) {
    if (!key.empty()) key += '/';
    key += definitions[chain[level]].localPath + ':' + rows[level];
  }
  if (!chain.empty() && chain.back() == def) return key;
  return (key.empty() ? "" : key + '/') + definitions[def].localPath;
}

/// For each node of the old form the one of the new form that takes its answers, or kNone.
std::vector<Def> counterparts(const Form& from, const Form& to) {
  const auto& old = from.program();
  const auto& fresh = to.program();
  std::vector<Def> found(old.definitions.size(), kNone);
  const auto fits = [&](Def a, Def b) {
    if (node(from, a).kind() != node(to, b).kind()) return false;
    auto mine = old.chain(a);
    auto theirs = fresh.chain(b);
    if (node(from, a).kind() == v1::NODE_KIND_REPEAT) {
      mine.pop_back();
      theirs.pop_back();
    }
    return std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                      [&](Def repeat, Def other) { return found[repeat] == other; });
  };
  const auto only = [](const Program& program, const std::string& name) {
    const auto named = program.byName.find(name);
    return named == program.byName.end() || named->second.size() != 1 ? kNone : named->second.front();
  };
  // Parents come before children: when a node is looked at, the repeats around it are known.
  for (Def def = 1; def < old.definitions.size(); ++def) {
    const auto kind = node(from, def).kind();
    if (kind != v1::NODE_KIND_QUESTION && kind != v1::NODE_KIND_REPEAT) continue;
    if (const Def same = to.nodeOf(from.path(def)); same != kNoNode) {
      if (fits(def, same)) found[def] = same;
      continue;
    }
    const auto& name = node(from, def).name();
    const Def moved = only(fresh, name);
    if (moved != kNone && only(old, name) == def && from.nodeOf(to.path(moved)) == kNoNode && fits(def, moved))
      found[def] = moved;
  }
  return found;
}

/// "facts/workers@2026-1": no question's key.
std::string keptKey(const std::string& key, std::string version, const std::string& text, const AnswerMap& taken) {
  for (char& each : version)
    if (each == '/' || each == ':') each = '-';
  const auto stem = key + '@' + version;
  auto kept = stem;
  for (int copy = 2;; ++copy) {
    const auto known = taken.find(kept);
    if (known == taken.end() || known->second.empty() || known->second == text) return kept;
    kept = stem + '.' + std::to_string(copy);
  }
}

class Planner {
 public:
  Planner(const std::shared_ptr<const Form>& from, const std::shared_ptr<const Form>& to, SessionHost& host,
          const AnswerMap& answers)
      : m_from(*from),
        m_to(*to),
        m_answers(answers),
        m_form(to),
        m_host(host),
        m_counterparts(counterparts(*from, *to)) {}

  Result<CarryPlan> plan() {
    map();
    THUCDIA_TRY(addQuestions());
    THUCDIA_ASSIGN(const auto session, Session::begin(m_form, m_host, m_mapped));
    for (auto& each : m_plan.answers) settle(*session, each);
    return std::move(m_plan);
  }

 private:
  void map() {
    std::vector<std::pair<Def, CarriedAnswer>> ordered;
    for (const auto& [key, text] : m_answers) {
      const auto address = addressOf(m_from, key);
      CarriedAnswer each{.key = key, .newKey = key, .keptKey = {}, .text = text, .newText = text, .row = address.row};
      const Def target = address.def == kNone ? kNone : m_counterparts[address.def];
      if (target == kNone || address.rows.size() != m_from.program().chain(address.def).size()) {
        // What had no place before may have one now.
        const bool back = address.def == kNone && m_to.nodeOfKey(key) != kNoNode;
        each.fate = back ? Fate::Same : Fate::NoPlace;
      } else {
        each.newKey = keyOf(m_to, target, address.rows);
        each.fate = each.newKey == key ? Fate::Same : Fate::Moved;
      }
      m_mapped.insert_or_assign(each.newKey, text);
      ordered.emplace_back(address.def, std::move(each));
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [def, each] : ordered) m_plan.answers.push_back(std::move(each));
  }

  Result<> addQuestions() {
    THUCDIA_ASSIGN(const auto blank, Session::begin(m_form, m_host));
    const std::set<Def> known(m_counterparts.begin(), m_counterparts.end());
    for (Def def = 1; def < m_to.program().definitions.size(); ++def) {
      if (!isAsked(node(m_to, def)) || known.contains(def) || isCalculated(m_to, def)) continue;
      AddedQuestion added{def, {}};
      const std::string key(m_to.path(def));
      if (m_to.program().chain(def).empty()) {
        if (const auto live = blank->findKey(key)) added.defaultValue = std::string(blank->value(live));
        if (m_mapped.contains(key)) continue;  // an answer that had no place came back to it
        if (!added.defaultValue.empty()) m_mapped.emplace(key, added.defaultValue);
      }
      m_plan.added.push_back(std::move(added));
    }
    return {};
  }

  /// Whether the new form keeps it, by what a session over all of it shows.
  void settle(const Session& session, CarriedAnswer& each) {
    if (each.fate == Fate::NoPlace) {
      each.keptKey = std::exchange(each.newKey, {});
      each.newText.clear();
      return;
    }
    if (each.row || each.text.empty()) return;
    const auto live = session.findKey(each.newKey);
    const std::string shown = live && session.kind(live) == NodeKind::Question ? std::string(session.value(live)) : "";
    if (shown == each.text) return;
    if (live && isCalculated(m_to, session.definition(live)) && wasCalculated(each.key)) {
      each.newText = shown;  // worked out anew, as it was worked out before
      return;
    }
    if (live && sameValue(node(m_to, session.definition(live)).type(), shown, each.text)) {
      each.newText = shown;
      return;
    }
    each.fate = shown.empty() ? Fate::NoPlace : Fate::Changed;
    if (shown.empty()) each.newKey.clear();
    each.newText = shown;
    each.keptKey = keptKey(each.key, m_from.compiled().version(), each.text, m_answers);
  }

  bool wasCalculated(std::string_view key) const {
    const auto def = m_from.nodeOfKey(key);
    return def != kNoNode && isCalculated(m_from, def);
  }

  const Form& m_from;
  const Form& m_to;
  const AnswerMap& m_answers;
  std::shared_ptr<const Form> m_form;
  SessionHost& m_host;
  std::vector<Def> m_counterparts;
  AnswerMap m_mapped;
  CarryPlan m_plan;
};

}  // namespace

Result<CarryPlan> planCarry(const std::shared_ptr<const Form>& from, const std::shared_ptr<const Form>& to,
                            SessionHost& host, const AnswerMap& answers) {
  return Planner(from, to, host, answers).plan();
}

}  // namespace thucdia::core::forms
