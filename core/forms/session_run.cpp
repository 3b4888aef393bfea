#include <algorithm>
#include <cmath>

#include "core/forms/compiler.h"
#include "core/forms/lexical.h"
#include "core/forms/limits.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {

void Session::Impl::touch(std::uint32_t node) {
  auto& stamp = state.nodes[node].stamp;
  if (stamp == m_stamp) return;
  stamp = m_stamp;
  m_touched.push_back(node);
}

void Session::Impl::touchBelow(std::uint32_t node) {
  visitFrom(node, [&](std::uint32_t each) {
    touch(each);
    return true;
  });
}

EvaluationContext Session::Impl::contextOf(std::uint32_t node) const {
  EvaluationContext context;
  context.node = node;
  context.frame = state.nodes[node].frame;
  return context;
}

void Session::Impl::enqueue(std::uint32_t index, std::uint32_t frame) {
  const auto& expression = program().expressions[index];
  switch (expression.kind) {
    case Kind::Action:
      return;
    case Kind::Text: {
      const auto node = state.nodeAt(frame, expression.owner);
      touch(node);
      if (state.isInstance(node)) touch(parentOf(node));
      return;
    }
    case Kind::Choices:
      if (expression.table != kNone) {
        for (const auto def : program().selectsOf[expression.table])
          eachFrame(0, program().definitions[def].frameDef,
                    [&](std::uint32_t each) { touch(state.nodeAt(each, def)); });
        return;
      }
      touch(state.nodeAt(frame, expression.owner));
      break;
    default:
      break;
  }
  auto& pending = state.frames[frame].pending[expression.local];
  if (pending != 0) return;
  pending = 1;
  m_heap.push_back({expression.rank, state.frames[frame].position, frame, index});
  std::push_heap(m_heap.begin(), m_heap.end());
}

void Session::Impl::enqueueAll(std::uint32_t frame) {
  for (const auto expression : m_layouts[state.frames[frame].repeat]->expressions) enqueue(expression, frame);
  for (const auto repeat : m_layouts[state.frames[frame].repeat]->repeats) updateRange(frame, repeat);
}

void Session::Impl::markReaders(const std::vector<Reader>& readers, std::uint32_t frame) {
  for (const auto& reader : readers) {
    const auto& expression = program().expressions[reader.expression];
    const auto level =
        std::min({reader.level, state.frames[frame].level, program().definitions[expression.home].level});
    const auto around = state.frameAt(frame, level);
    if (state.frames[around].level == program().definitions[expression.home].level) {
      enqueue(reader.expression, around);
    } else {
      const auto mark = [&](std::uint32_t each) { enqueue(reader.expression, each); };
      eachFrame(around, expression.home, mark);
    }
    // A repeat is relevant or read-only as a whole too, where it has no instance to speak for it.
    if (expression.kind == Kind::Relevant && state.isRepeat(expression.owner)) {
      const auto above = program().definitions[program().definitions[expression.owner].parent].frameDef;
      const auto from = state.frameAt(frame, std::min(level, program().definitions[above].level));
      eachFrame(from, above, [&](std::uint32_t each) {
        if (state.frames[each].nested[program().definitions[expression.owner].nested].empty())
          updateRange(each, expression.owner);
      });
    }
  }
}

void Session::Impl::warn(std::string message) {
  if (m_warnings.size() < limits::kWarnings) {
    m_warnings.push_back(std::move(message));
  } else if (m_warnings.size() == limits::kWarnings) {
    m_warnings.push_back("more than " + std::to_string(limits::kWarnings) + " warnings (kWarnings)");
  }
}

bool Session::Impl::mayRun() {
  if (m_steps > limits::kChangeSteps) return false;
  if (++m_runs <= limits::kRecomputations) return true;
  if (m_runs == limits::kRecomputations + 1)
    warn("one change made more than " + std::to_string(limits::kRecomputations) + " expressions run (kRecomputations)");
  return false;
}

void Session::Impl::process() {
  // Rows that are made because other rows were made: what waits is run by the calls that are open already.
  if (m_processing >= limits::kNestedCounts) return;
  struct Depth {
    std::size_t& count;
    explicit Depth(std::size_t& counted) : count(counted) { ++count; }
    ~Depth() { --count; }
  } const depth(m_processing);
  while (true) {
    while (!m_heap.empty()) {
      std::pop_heap(m_heap.begin(), m_heap.end());
      const auto task = m_heap.back();
      m_heap.pop_back();
      auto& frame = state.frames[task.frame];
      const auto& expression = program().expressions[task.expression];
      if (!frame.live || frame.repeat != expression.home || frame.pending[expression.local] == 0) continue;
      frame.pending[expression.local] = 0;
      if (mayRun()) runExpression(task.expression, task.frame);
    }
    if (m_triggers.empty()) return;
    const auto triggers = std::exchange(m_triggers, {});
    for (const auto& trigger : triggers) {
      if (!mayRun()) break;
      if (state.nodes[trigger.node].def != kNone) runAction(trigger.action, trigger.node);
    }
  }
}

void Session::Impl::runExpression(std::uint32_t index, std::uint32_t frame) {
  const auto& expression = program().expressions[index];
  static_cast<void>(evaluator.takeSteps());  // of what was shown meanwhile
  if (expression.kind == Kind::Count) {
    const auto range = state.frames[frame].base + program().definitions[expression.owner].range;
    if (expression.growing && !m_grown.insert(std::uint64_t{index} << 32 | frame).second) {
      m_growing.emplace_back(index, frame);
      return;
    }
    const Evaluator::Hold hold(evaluator);
    const auto value = evaluator.evaluate(expression.code, contextOf(range));
    const double count = evaluator.number(value);
    noteEvaluation(expression.owner);
    if (!std::isnan(count))  // an empty count keeps what there is
      setCount(frame, expression.owner,
               static_cast<std::size_t>(
                   std::clamp(std::trunc(count), 0.0, static_cast<double>(limits::kRepeatInstances + 1))));
    return;
  }
  const auto node = state.nodeAt(frame, expression.owner);
  const Evaluator::Hold hold(evaluator);
  const auto toggle = [&](NodeFlag flag, bool on) {
    auto& flags = state.nodes[node].flags;
    const auto next = static_cast<std::uint8_t>(on ? flags | flag : flags & ~flag);
    if (next == flags) return false;
    flags = next;
    touch(node);
    return true;
  };
  switch (expression.kind) {
    case Kind::Relevant:
      setSelfRelevant(node, evaluator.boolean(evaluator.evaluate(expression.code, contextOf(node))));
      break;
    case Kind::Calculate:
      if (has(node, kRelevant)) {
        const auto value = evaluator.evaluate(expression.code, contextOf(node));
        answer(node, evaluator.text(value), true, From::Calculation);
      }
      break;
    case Kind::ReadOnly:
      if (toggle(kReadOnly, evaluator.boolean(evaluator.evaluate(expression.code, contextOf(node)))) &&
          !isQuestion(node))
        touchBelow(node);
      break;
    case Kind::Required:
      if (toggle(kRequired, evaluator.boolean(evaluator.evaluate(expression.code, contextOf(node)))) &&
          state.frames[frame].young == false)
        state.nodes[node].flags &= static_cast<std::uint8_t>(~kUnoffered);
      break;
    case Kind::Constraint:
      toggle(kConstraintHolds, !has(node, kRelevant) || state.nodes[node].value.empty() ||
                                   evaluator.boolean(evaluator.evaluate(expression.code, contextOf(node))));
      break;
    case Kind::Choices:
      if (const auto typed = m_typed.find(node); typed != m_typed.end())
        store(node, offered(node, std::string(typed->second), false), true);
      else if (!state.nodes[node].value.empty())
        answer(node, std::string(state.nodes[node].value), true, From::Calculation);
      break;
    default:
      break;
  }
  noteEvaluation(expression.owner);
}

/// After an evaluation: what it cost, and the limit that it met.
void Session::Impl::noteEvaluation(Def owner) {
  const bool within = m_steps <= limits::kChangeSteps;
  m_steps += evaluator.takeSteps();
  if (auto problem = evaluator.takeProblem(); !problem.empty())
    warn(program().definitions[owner].path + ": " + problem);
  if (within && m_steps > limits::kChangeSteps)
    warn("one change took more than " + std::to_string(limits::kChangeSteps) + " steps (kChangeSteps)");
}

void Session::Impl::setSelfRelevant(std::uint32_t node, bool relevant) {
  auto& flags = state.nodes[node].flags;
  if (((flags & kSelfRelevant) != 0) == relevant) return;
  flags ^= kSelfRelevant;
  propagate(node);
  if (state.isInstance(node)) updateRange(state.frames[state.nodes[node].frame].parent, state.nodes[node].def);
}

/// A node's relevance with its ancestors', downwards as far as it changes.
void Session::Impl::propagate(std::uint32_t node) {
  auto& mine = state.nodes[node];
  // An instance inherits from what is around its repeat.
  auto parent = parentOf(node);
  if (parent != kNone && state.isInstance(node)) parent = parentOf(parent);
  const bool relevant = (mine.flags & kSelfRelevant) != 0 && (parent == kNone || has(parent, kRelevant));
  if (relevant == ((mine.flags & kRelevant) != 0)) return;
  mine.flags ^= kRelevant;
  mine.flags &= static_cast<std::uint8_t>(~kUnoffered);
  touch(node);
  const auto& definition = program().definitions[mine.def];
  if (isQuestion(node)) {
    if (!mine.value.empty()) {
      markReaders(definition.valueReaders, mine.frame);
      // To who waits for its changes it changes from and to nothing.
      if (!state.frames[mine.frame].young)
        for (const auto action : definition.triggers) m_triggers.push_back({action, node});
    }
    if (relevant && definition.calculate != kNone) {
      mine.flags &= static_cast<std::uint8_t>(~kEdited);
      m_calculated.erase(node);
      enqueue(definition.calculate, mine.frame);
    }
    if (definition.constraint != kNone) enqueue(definition.constraint, mine.frame);
    return;
  }
  if (state.isRange(node)) return;
  for (const auto child : definition.children) {
    const auto below = state.nodeAt(mine.frame, child);
    if (state.isRange(below)) {
      for (const auto instance : state.frames[mine.frame].nested[program().definitions[child].nested])
        propagate(state.frames[instance].base);
      updateRange(mine.frame, child);
    } else {
      propagate(below);
    }
  }
}

/// A repeat as a whole is relevant if one of its instances is; without instances its own expression speaks.
void Session::Impl::updateRange(std::uint32_t frame, Def repeat) {
  const auto& mine = program().definitions[repeat];
  const auto range = state.frames[frame].base + mine.range;
  bool self = true;
  const auto& instances = state.frames[frame].nested[mine.nested];
  if (mine.relevant != kNone) {
    if (instances.empty()) {
      const Evaluator::Hold hold(evaluator);
      self = evaluator.boolean(evaluator.evaluate(program().expressions[mine.relevant].code, contextOf(range)));
    } else {
      self = std::any_of(instances.begin(), instances.end(),
                         [&](std::uint32_t each) { return has(state.frames[each].base, kSelfRelevant); });
    }
  }
  const bool relevant = self && has(parentOf(range), kRelevant);
  auto& flags = state.nodes[range].flags;
  const auto next = static_cast<std::uint8_t>((flags & ~(kSelfRelevant | kRelevant)) | (self ? kSelfRelevant : 0) |
                                              (relevant ? kRelevant : 0));
  if (next == flags) return;
  flags = next;
  touch(range);
}

/// Brings a text to the node's type, and a select's answer to what is offered, and stores it. A person chooses among
/// what is offered; of what comes from elsewhere the rest is kept, to be shown once it is offered.
void Session::Impl::answer(std::uint32_t node, std::string_view text, bool record, From from) {
  const auto& described = source(node);
  const bool calculated = from == From::Calculation;
  if (from == From::Person && m_unread.contains(node)) {
    noteEdit(node);
    touch(node);
  }
  state.nodes[node].flags &= static_cast<std::uint8_t>(~kUnoffered);
  auto normal = normalise(described.type(), text, state.definition(node).wide);
  if (state.definition(node).calculate != kNone) {
    // An edit of a calculated answer stays until the calculation gives something else than before.
    auto& flags = state.nodes[node].flags;
    if (!calculated && (flags & kEdited) == 0) {
      m_calculated[node] = state.nodes[node].value;
      flags |= kEdited;
    } else if (calculated && (flags & kEdited) != 0) {
      if (m_calculated[node] == normal) return;
      m_calculated.erase(node);
      flags &= static_cast<std::uint8_t>(~kEdited);
    }
  }
  const auto control = described.control();
  if (state.definition(node).items != kNone && !normal.empty() &&
      (control == v1::CONTROL_SELECT_ONE || control == v1::CONTROL_SELECT_MULTIPLE || control == v1::CONTROL_RANK)) {
    auto shown = offered(node, normal, from == From::Person);
    if (shown != normal && from != From::Person) {
      if (shown.empty() && state.frames[state.nodes[node].frame].young) state.nodes[node].flags |= kUnoffered;
      m_typed[node] = std::move(normal);
    } else {
      m_typed.erase(node);
    }
    store(node, std::move(shown), record);
    return;
  }
  m_typed.erase(node);
  store(node, std::move(normal), record);
}

/// Takes in an answer that is stored, perhaps by another version of the form. What is shown of it is known once all
/// that came with it is there: see settleTaken().
void Session::Impl::takeIn(std::uint32_t node, std::string_view text) {
  answer(node, text, false);
  if (m_unread.erase(node) > 0) touch(node);
  if (state.nodes[node].value != text) m_taken.emplace_back(node, text);
}

/// What was taken in and is shown otherwise is saved as it is shown when that is the same, or calculated; else it is
/// for people to say again.
void Session::Impl::settleTaken() {
  for (auto& [node, text] : std::exchange(m_taken, {})) {
    if (state.nodes[node].def == kNone) continue;
    if (state.nodes[node].value == text) m_isEdited.erase(node);  // hidden only until what it depends on was there
    if (state.nodes[node].value == text || m_isEdited.contains(node)) continue;
    const auto& described = source(node);
    const bool same = sameValue(described.type(), state.nodes[node].value, text);
    if (same && described.type() == v1::BIND_TYPE_GEOPOINT) continue;  // a position is written in more ways than one
    if (same || state.definition(node).calculate != kNone) {
      noteEdit(node);
    } else {
      m_unread.insert_or_assign(node, std::move(text));
      touch(node);
    }
  }
}

const std::string* Session::Impl::unread(std::uint32_t node) const {
  const auto stored = m_unread.find(node);
  return stored == m_unread.end() ? nullptr : &stored->second;
}

void Session::Impl::noteEdit(std::uint32_t node) {
  m_unread.erase(node);
  if (m_isEdited.insert(node).second) m_edited.push_back(node);
}

bool Session::Impl::store(std::uint32_t node, std::string text, bool record) {
  auto& mine = state.nodes[node];
  if (mine.value == text) return false;
  if (m_textBytes - mine.value.size() + text.size() > limits::kSessionBytes && text.size() > mine.value.size()) {
    warn(path(node) + ": all answers together have more than " + std::to_string(limits::kSessionBytes) +
         " bytes (kSessionBytes)");
    return false;
  }
  m_textBytes += text.size() - mine.value.size();
  mine.value = std::move(text);
  mine.number = toNumber(mine.value, state.zoneMinutes);
  touch(node);
  if (record) noteEdit(node);
  const auto& definition = program().definitions[mine.def];
  if (definition.constraint != kNone) enqueue(definition.constraint, mine.frame);
  if ((mine.flags & kRelevant) != 0) markReaders(definition.valueReaders, mine.frame);
  if (!state.frames[mine.frame].young)
    for (const auto action : definition.triggers)
      if (m_triggers.size() <= limits::kRecomputations) m_triggers.push_back({action, node});
  return true;
}

std::string Session::Impl::evaluateText(std::uint32_t index, std::uint32_t node) {
  const Evaluator::Hold hold(evaluator);
  const auto value = evaluator.evaluate(program().expressions[index].code, contextOf(node));
  return std::string(evaluator.text(value));
}

Result<std::string> Session::Impl::evaluateOnce(std::uint32_t node, std::string_view expression) {
  if (!m_scratch) m_scratch = std::make_unique<Program>(program());
  Diagnostics diagnostics;
  Compiler compiler(*m_scratch, state.form->compiled(), diagnostics);
  const auto index = compiler.compile(expression, state.nodes[node].def, Kind::Action, Part::Whole);
  if (index == kNone)
    return fail(ErrorCode::ParseError, diagnostics.empty() ? std::string() : diagnostics.back().message);
  for (auto table = state.tables.size(); table < m_scratch->tables.size(); ++table)
    state.tables.push_back(state.host->externalData().table(m_scratch->tables[table].file));
  for (auto column = state.columns.size(); column < m_scratch->columns.size(); ++column) {
    const auto& table = state.tables[m_scratch->columns[column].table];
    const auto found = table ? table->column(m_scratch->columns[column].name) : std::nullopt;
    state.columns.push_back(found ? static_cast<std::uint32_t>(*found) : kNone);
  }
  const Evaluator::Hold hold(evaluator);
  const auto value = evaluator.evaluate(m_scratch->expressions[index].code, contextOf(node));
  std::string result(evaluator.text(value));
  m_scratch->expressions.pop_back();
  if (auto problem = evaluator.takeProblem(); !problem.empty())
    return fail(ErrorCode::LimitExceeded, std::move(problem));
  return result;
}

/// Actions of an event whose targets lie within a frame.
void Session::Impl::runActions(v1::ActionEvent event, std::uint32_t frame) {
  const auto run = [&](std::uint32_t index) {
    const auto target = program().actions[index].target;
    std::vector<std::uint32_t> targets;
    eachFrame(frame, program().definitions[target].frameDef,
              [&](std::uint32_t each) { targets.push_back(state.nodeAt(each, target)); });
    for (const auto node : targets)
      if (has(node, kRelevant)) runAction(index, node);
    process();
  };
  if (event == v1::ACTION_EVENT_NEW_REPEAT) {
    if (const auto found = m_newRowActions.find(state.frames[frame].repeat); found != m_newRowActions.end())
      for (const auto index : found->second) run(index);
    return;
  }
  for (std::uint32_t index = 0; index < program().actions.size(); ++index)
    if (hasEvent(state.form->compiled().actions(static_cast<int>(index)), event)) run(index);
}

/// One action, for its target itself or for a node that triggered it.
void Session::Impl::runAction(std::uint32_t index, std::uint32_t node) {
  const auto& plan = program().actions[index];
  const auto& action = state.form->compiled().actions(static_cast<int>(index));
  const auto run = [&](std::uint32_t target) {
    if (!mayRun()) return;
    static_cast<void>(evaluator.takeSteps());
    if (action.kind() == v1::ACTION_KIND_SET_GEOPOINT)
      answer(target, state.host->position(), true);
    else if (plan.expression != kNone)
      answer(target, evaluateText(plan.expression, target), true);
    else
      answer(target, action.literal(), true);
    noteEvaluation(plan.target);
  };
  if (state.nodes[node].def == plan.target) {
    run(node);
    return;
  }
  const auto shared = program().sharedLevel(state.nodes[node].def, plan.target);
  const auto around = state.frameAt(state.nodes[node].frame, shared);
  std::vector<std::uint32_t> targets;
  eachFrame(around, program().definitions[plan.target].frameDef,
            [&](std::uint32_t each) { targets.push_back(state.nodeAt(each, plan.target)); });
  for (const auto target : targets) run(target);
}

/// jr:preload of the OpenRosa specification: metadata that the program knows.
void Session::Impl::preload(std::uint32_t node) {
  const auto& described = source(node);
  const auto& kind = described.preload();
  const auto& what = described.preload_params();
  const auto now = momentOf(toMicros(state.host->now()), state.zoneMinutes);
  if (kind == "uid") {
    const auto hex = [&](std::uint64_t bits, int digits) {
      static constexpr std::string_view kDigits = "0123456789abcdef";
      std::string out;
      for (int at = digits - 1; at >= 0; --at) out += kDigits[(bits >> (4 * at)) & 15];
      return out;
    };
    const auto a = state.host->random();
    const auto b = state.host->random();
    answer(node,
           "uuid:" + hex(a >> 32, 8) + '-' + hex(a >> 16, 4) + "-4" + hex(a, 3) + '-' +
               hex(0x8000 | ((b >> 48) & 0x3FFF), 4) + '-' + hex(b, 12),
           true);
  } else if (kind == "timestamp" && what != "end") {
    answer(node, momentText(now, state.zoneMinutes), true);
  } else if (kind == "date") {
    answer(node, dayText(now.day), true);
  } else if (kind == "property") {
    if (const auto value = state.host->property(what); !value.empty()) answer(node, value, true);
  }
}

}  // namespace thucdia::core::forms
