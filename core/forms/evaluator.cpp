#include "core/forms/evaluator.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/forms/evaluator_each.h"
#include "core/forms/lexical.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::size_t kDepth = 1'500;  // operators and predicates, choices within choices

bool compare(double a, double b, OpCode code) {
  switch (code) {
    case OpCode::Less:
      return a < b;
    case OpCode::LessOrEqual:
      return a <= b;
    case OpCode::Greater:
      return a > b;
    default:
      return a >= b;
  }
}

}  // namespace

Evaluator::Evaluator(State& state, ChoiceLabels& labels)
    : m_state(state), m_labels(labels), m_buffer(kBufferBytes), m_memory(m_buffer.data(), m_buffer.size()) {}

Evaluator::Hold::Hold(Evaluator& evaluator) : m_evaluator(evaluator) {
  if (m_evaluator.m_held++ == 0) m_evaluator.release();
}
Evaluator::Hold::~Hold() {
  if (--m_evaluator.m_held == 0) m_evaluator.release();
}

void Evaluator::release() {
  m_steps = 0;
  m_bytes = 0;
  if (!m_used) return;
  m_memory.release();
  m_used = false;
}

Value Evaluator::evaluate(const Code& code, const EvaluationContext& context) {
  if (m_held == 0) release();
  Run run{code, context};
  return this->run(run, code.root);
}

std::string Evaluator::takeProblem() { return std::exchange(m_problem, {}); }

bool Evaluator::spend(std::size_t steps) {
  m_steps += steps;
  m_allSteps += steps;
  if (m_steps <= limits::kEvaluationSteps) return true;
  if (m_problem.empty())
    m_problem =
        "an expression took more than " + std::to_string(limits::kEvaluationSteps) + " steps (kEvaluationSteps)";
  return false;
}

bool Evaluator::reserve(std::size_t bytes) {
  if (m_bytes + bytes > limits::kEvaluationBytes) {
    if (m_problem.empty())
      m_problem = "an expression held more than " + std::to_string(limits::kEvaluationBytes) +
                  " bytes of results (kEvaluationBytes)";
    return false;
  }
  m_bytes += bytes;
  m_used = true;
  return true;
}

Value Evaluator::makeNumber(double number) {
  Value value;
  value.kind = Kind::Number;
  value.number = number;
  return value;
}
Value Evaluator::makeBoolean(bool boolean) {
  Value value;
  value.kind = Kind::Boolean;
  value.boolean = boolean;
  return value;
}
Value Evaluator::keepText(std::string_view text) const {
  Value value;
  value.kind = Kind::Text;
  value.text = text;
  return value;
}
Value Evaluator::makeText(std::string_view text) {
  if (text.empty()) return keepText({});
  if (text.size() > limits::kTextResultBytes) {
    if (m_problem.empty())
      m_problem = "a text of more than " + std::to_string(limits::kTextResultBytes) + " bytes (kTextResultBytes)";
    return keepText({});
  }
  if (!readsOf(text) || !reserve(text.size())) return keepText({});
  auto* memory = static_cast<char*>(m_memory.allocate(text.size(), 1));
  std::memcpy(memory, text.data(), text.size());
  return keepText({memory, text.size()});
}
std::span<std::uint32_t> Evaluator::makeList(std::size_t count) {
  if (count == 0 || !reserve(count * sizeof(std::uint32_t))) return {};
  auto* memory = static_cast<std::uint32_t*>(m_memory.allocate(count * sizeof(std::uint32_t), alignof(std::uint32_t)));
  return {memory, count};
}
std::span<const std::uint32_t> Evaluator::keepList(std::span<const std::uint32_t> list) {
  const auto kept = makeList(list.size());
  if (!kept.empty()) std::copy(list.begin(), list.end(), kept.begin());
  return kept;
}

bool Evaluator::boolean(const Value& value) const {
  switch (value.kind) {
    case Kind::Boolean:
      return value.boolean;
    case Kind::Number:
      return value.number != 0 && !std::isnan(value.number);
    case Kind::Text:
      return !value.text.empty();
    // By the first node's value, an empty one is false (as in ODK Collect), and a number by being other than 0.
    case Kind::Node:
    case Kind::Nodes: {
      if (value.kind == Kind::Nodes && value.list.empty()) return false;
      const auto node = value.kind == Kind::Node ? value.node : value.list.front();
      if (m_state.source(m_state.nodes[node].def).kind() != v1::NODE_KIND_QUESTION) return true;
      const auto text = m_state.read(node);
      if (text.empty()) return false;
      const auto type = m_state.source(m_state.nodes[node].def).type();
      if (type == v1::BIND_TYPE_INT || type == v1::BIND_TYPE_DECIMAL) return m_state.nodes[node].number != 0;
      if (type == v1::BIND_TYPE_BOOLEAN) return text != "false" && text != "0";
      return true;
    }
    case Kind::Rows:
      return !value.list.empty();
  }
  return false;
}

double Evaluator::number(const Value& value) const {
  switch (value.kind) {
    case Kind::Boolean:
      return value.boolean ? 1 : 0;
    case Kind::Number:
      return value.number;
    case Kind::Text:
      return toNumber(value.text, m_state.zoneMinutes);
    case Kind::Node:
      return (m_state.nodes[value.node].flags & kRelevant) != 0 ? m_state.nodes[value.node].number : kNaN;
    case Kind::Nodes: {
      if (value.list.empty()) return kNaN;
      const auto& node = m_state.nodes[value.list.front()];
      return (node.flags & kRelevant) != 0 ? node.number : kNaN;
    }
    case Kind::Rows: {
      if (value.list.empty() || value.column == kNone) return kNaN;
      const auto cell = m_state.tables[value.table]->cell(value.list.front(), value.column);
      return cell ? toNumber(*cell, m_state.zoneMinutes) : kNaN;
    }
  }
  return kNaN;
}

std::string_view Evaluator::text(const Value& value) {
  switch (value.kind) {
    case Kind::Boolean:
      return value.boolean ? "true" : "false";
    case Kind::Number: {
      std::string out;
      appendNumber(out, value.number);
      return makeText(out).text;
    }
    case Kind::Text:
      return value.text;
    case Kind::Node:
      return m_state.read(value.node);
    case Kind::Nodes:
      return value.list.empty() ? std::string_view() : m_state.read(value.list.front());
    case Kind::Rows: {
      if (value.list.empty() || value.column == kNone) return {};
      return m_state.tables[value.table]->cell(value.list.front(), value.column).value_or(std::string_view());
    }
  }
  return {};
}

Value Evaluator::run(Run& run, std::uint32_t index) {
  const auto& op = run.code.ops[index];
  switch (op.code) {
    case OpCode::Number:
      return makeNumber(run.code.constants[op.a].number);
    case OpCode::Text:
      return keepText(run.code.constants[op.a].text);
    case OpCode::Boolean:
      return makeBoolean(op.a != 0);
    case OpCode::Node:
      return singleNode(run, run.code.paths[op.a]);
    case OpCode::Empty:
      return {};
    case OpCode::Base: {
      Value value;
      value.kind = Kind::Node;
      value.node = run.context.node;
      return value;
    }
    case OpCode::Item: {
      Value value;
      value.node = run.context.item;
      if (!run.context.itemIsRow) {
        value.kind = Kind::Node;
        return value;
      }
      value.kind = Kind::Rows;
      value.table = run.context.table;
      value.list = keepList({&run.context.item, 1});
      return value;
    }
    case OpCode::ItemCell: {
      const auto column = m_state.columns[op.a];
      if (column == kNone) return {};
      const auto cell = m_state.tables[run.context.table]->cell(run.context.item, column);
      if (!cell) return {};
      // A cell that is there compares as the text that it is.
      return keepText(*cell);
    }
    default:
      break;
  }
  if (m_depth >= kDepth || !spend()) {
    if (m_problem.empty()) m_problem = "expressions are nested deeper than " + std::to_string(kDepth);
    return keepText({});
  }
  ++m_depth;
  const Arguments args(run.code.args.data() + op.firstArg, op.argCount);
  Value result;
  switch (op.code) {
    case OpCode::NodeSet:
      result = nodeSet(run, run.code.paths[op.a]);
      break;
    case OpCode::Rows:
      result = rows(run, run.code.tables[op.a]);
      break;
    case OpCode::LastSaved:
      result = makeText(m_state.host->lastSaved(run.code.constants[op.a].text));
      break;
    case OpCode::Filter:
      result = filtered(run, op, args);
      break;
    case OpCode::Union:
      result = unionOf(run, args);
      break;
    case OpCode::Indexed:
      result = indexedRepeat(run, op, args);
      break;
    case OpCode::Lookup:
      result = lookup(run, op, args);
      break;
    case OpCode::Choice: {
      const auto value = textOf(run, args[0]);
      const auto select = this->run(run, args[1]);
      const auto node = select.kind == Kind::Node ? select.node : select.list.empty() ? kNone : select.list.front();
      if (node != kNone && select.kind != Kind::Rows)
        result = makeText(m_labels.choiceLabel(node, value));
      else
        result = keepText({});
      break;
    }
    case OpCode::IText:
      result = makeText(m_labels.formText(op.a, textOf(run, args[0])));
      break;
    case OpCode::Call:
      result = call(run, index, op, args);
      break;
    default:
      result = binary(run, op, args);
      break;
  }
  --m_depth;
  return result;
}

Value Evaluator::binary(Run& run, const Op& op, Arguments args) {
  switch (op.code) {
    case OpCode::Or:
      return makeBoolean(boolean(this->run(run, args[0])) || boolean(this->run(run, args[1])));
    case OpCode::And:
      return makeBoolean(boolean(this->run(run, args[0])) && boolean(this->run(run, args[1])));
    case OpCode::Negate:
      return makeNumber(-numberOf(run, args[0]));
    default:
      break;
  }
  const auto left = this->run(run, args[0]);
  const auto right = this->run(run, args[1]);
  switch (op.code) {
    case OpCode::Equal:
      return makeBoolean(equal(left, right, false));
    case OpCode::NotEqual:
      return makeBoolean(equal(left, right, true));
    case OpCode::Less:
    case OpCode::LessOrEqual:
    case OpCode::Greater:
    case OpCode::GreaterOrEqual:
      return makeBoolean(ordered(left, right, op.code));
    case OpCode::Add:
      return makeNumber(number(left) + number(right));
    case OpCode::Subtract:
      return makeNumber(number(left) - number(right));
    case OpCode::Multiply:
      return makeNumber(number(left) * number(right));
    case OpCode::Divide:
      return makeNumber(number(left) / number(right));
    case OpCode::Modulo:
      return makeNumber(std::fmod(number(left), number(right)));
    default:
      return {};
  }
}

/// XPath 1.0 section 3.4: with nodesets a comparison holds if it holds for any of their nodes.
bool Evaluator::equal(const Value& a, const Value& b, bool negate) {
  if (a.kind == Kind::Boolean || b.kind == Kind::Boolean) return (boolean(a) == boolean(b)) != negate;
  if (a.kind == Kind::Number || b.kind == Kind::Number) {
    const auto& set = a.kind == Kind::Number ? b : a;
    const double wanted = a.kind == Kind::Number ? a.number : b.number;
    if (!set.isSet()) return (number(set) == wanted) != negate;
    bool found = false;
    each(set, [&](std::string_view, const auto& value, bool) {
      found = (value() == wanted) != negate;
      return !found;
    });
    return found;
  }
  bool found = false;
  each(a, [&](std::string_view left, const auto& leftNumber, bool leftDecimal) {
    each(b, [&](std::string_view right, const auto& rightNumber, bool rightDecimal) {
      const bool same = left == right || ((leftDecimal || rightDecimal) && leftNumber() == rightNumber());
      found = same != negate;
      return !found;
    });
    return !found;
  });
  return found;
}

bool Evaluator::ordered(const Value& a, const Value& b, OpCode code) {
  if (isOne(a) && isOne(b)) return compare(number(a), number(b), code);
  bool found = false;
  each(a, [&](std::string_view, const auto& leftNumber, bool) {
    const double left = leftNumber();
    each(b, [&](std::string_view, const auto& right, bool) {
      found = compare(left, right(), code);
      return !found;
    });
    return !found;
  });
  return found;
}

}  // namespace thucdia::core::forms
