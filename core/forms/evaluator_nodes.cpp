#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/crypto.h"
#include "core/forms/evaluator.h"
#include "core/forms/evaluator_each.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

/// The minimal standard generator of Park and Miller (1988), as the ODK XForms specification's randomize() has it.
class ParkMiller {
 public:
  explicit ParkMiller(std::int64_t seed) : m_state(seed % kModulus) {
    if (m_state <= 0) m_state += kModulus - 1;
  }
  double next() {
    m_state = m_state * 16'807 % kModulus;
    return static_cast<double>(m_state - 1) / static_cast<double>(kModulus - 1);
  }

 private:
  static constexpr std::int64_t kModulus = 2'147'483'647;
  std::int64_t m_state;
};

}  // namespace

/// The frame that a path starts from; kNone when the reader does not stand so deep (a repeat without instances).
std::uint32_t Evaluator::origin(const Run& run, const PathPlan& plan) const {
  const auto frame = plan.fromItem && run.context.hasItem && !run.context.itemIsRow
                         ? m_state.nodes[run.context.item].frame
                         : run.context.frame;
  return m_state.frameAt(frame, plan.level);
}

Value Evaluator::singleNode(const Run& run, const PathPlan& plan) const {
  const auto frame = origin(run, plan);
  if (frame == kNone) return {};
  Value value;
  value.kind = Kind::Node;
  value.node = m_state.nodeAt(frame, plan.def);
  return value;
}

template <class SetItem>
void Evaluator::keepMatching(Run& run, std::uint32_t predicate, std::vector<std::uint32_t>& items, SetItem setItem) {
  const auto outer = run.context;
  run.context.hasItem = true;
  run.context.size = items.size();
  std::size_t kept = 0;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (!spend()) break;
    run.context.position = at + 1;
    setItem(run.context, items[at]);
    const auto result = this->run(run, predicate);
    const bool keep = result.kind == Kind::Number ? result.number == static_cast<double>(at + 1) : boolean(result);
    if (keep) items[kept++] = items[at];
  }
  items.resize(kept);
  run.context = outer;
}

void Evaluator::collect(Run& run, const PathPlan& plan, std::size_t at, std::uint32_t frame,
                        std::vector<std::uint32_t>& out) {
  if (!spend()) return;
  if (at == plan.steps.size()) {
    out.push_back(m_state.nodeAt(frame, plan.def));
    return;
  }
  const auto& step = plan.steps[at];
  const bool last = at + 1 == plan.steps.size();
  const auto setItem = [](EvaluationContext& context, std::uint32_t node) {
    context.itemIsRow = false;
    context.item = node;
  };
  std::vector<std::uint32_t> found;
  if (step.expands) {
    const auto& mine = m_state.program->definitions[step.def];
    for (const auto instance : m_state.frames[frame].nested[mine.nested])
      found.push_back(m_state.frames[instance].base);
  } else {
    found.push_back(m_state.nodeAt(frame, step.def));
  }
  for (const auto predicate : step.predicates) keepMatching(run, predicate, found, setItem);
  if (last && step.def == plan.def) {
    out.insert(out.end(), found.begin(), found.end());
    return;
  }
  for (const auto node : found) collect(run, plan, at + 1, m_state.nodes[node].frame, out);
}

Value Evaluator::nodeSet(Run& run, const PathPlan& plan) {
  const auto frame = origin(run, plan);
  if (frame == kNone) return {};
  Value value;
  // The usual shape, without predicates and in one repeat, needs no second list.
  if (plan.steps.size() == 1 && plan.steps[0].expands && plan.steps[0].predicates.empty()) {
    const auto& step = plan.steps[0];
    const auto& instances = m_state.frames[frame].nested[m_state.program->definitions[step.def].nested];
    if (!spend(instances.size())) return value;
    const auto list = makeList(instances.size());
    for (std::size_t at = 0; at < list.size(); ++at)
      list[at] = step.def == plan.def ? m_state.frames[instances[at]].base : m_state.nodeAt(instances[at], plan.def);
    value.list = list;
    return value;
  }
  std::vector<std::uint32_t> found;
  collect(run, plan, 0, frame, found);
  value.list = keepList(found);
  return value;
}

Value Evaluator::rows(Run& run, const TablePlan& plan) {
  Value value;
  value.kind = Kind::Rows;
  value.table = plan.table;
  const auto& table = m_state.tables[plan.table];
  if (!table) return value;
  if (plan.column != kNone) {
    value.column = m_state.columns[plan.column];
    if (value.column == kNone) return value;
  }
  std::vector<std::uint32_t> found;
  std::size_t first = 0;
  bool indexed = false;
  if (plan.keyColumn != kNone) {
    const auto key = this->run(run, plan.keyValue);
    const auto column = m_state.columns[plan.keyColumn];
    if (column == kNone) return value;
    const bool decimal =
        key.kind == Kind::Node && m_state.source(m_state.nodes[key.node].def).type() == v1::BIND_TYPE_DECIMAL;
    if (key.kind == Kind::Text || (key.kind == Kind::Node && !decimal)) {
      const auto hits = table->rowsEqual(column, text(key));
      if (!spend(hits.size())) return value;
      found.assign(hits.begin(), hits.end());
      indexed = true;
      first = run.code.ops[plan.predicates.front()].code == OpCode::Equal ? 1 : 0;
    }
  }
  if (!indexed) {
    const auto count = table->rowCount();
    if (!spend(count)) return value;
    if (plan.predicates.empty()) {
      const auto list = makeList(count);
      for (std::size_t row = 0; row < list.size(); ++row) list[row] = static_cast<std::uint32_t>(row);
      value.list = list;
      return value;
    }
    found.resize(count);
    for (std::size_t row = 0; row < count; ++row) found[row] = static_cast<std::uint32_t>(row);
  }
  for (std::size_t at = first; at < plan.predicates.size(); ++at) {
    if (keepWithin(run, plan, static_cast<std::uint32_t>(at), found)) continue;
    keepMatching(run, plan.predicates[at], found, [&](EvaluationContext& context, std::uint32_t row) {
      context.itemIsRow = true;
      context.item = row;
      context.table = plan.table;
    });
  }
  value.list = keepList(found);
  return value;
}

/// Leaves out rows that are beyond a predicate's bounds. True when the predicate says nothing else.
bool Evaluator::keepWithin(Run& run, const TablePlan& plan, std::uint32_t predicate, std::vector<std::uint32_t>& rows) {
  bool all = false;
  for (const auto& bound : plan.bounds)
    if (bound.predicate == predicate) all = keepWithin(run, plan, bound, rows) && bound.whole;
  return all;
}

bool Evaluator::keepWithin(Run& run, const TablePlan& plan, const RowBound& bound, std::vector<std::uint32_t>& rows) {
  const auto column = m_state.columns[bound.column];
  const auto value = this->run(run, bound.value);
  if (column == kNone || !isOne(value)) return false;
  const auto* numbers = numbersOf(plan.table, column, rows.size());
  if (numbers == nullptr || !spend(rows.size() / 8)) return false;
  const double limit = number(value);
  const auto keep = [&](auto holds) {
    std::size_t kept = 0;
    for (const auto row : rows) {
      rows[kept] = row;
      kept += holds((*numbers)[row], limit) ? 1 : 0;
    }
    rows.resize(kept);
  };
  switch (bound.order) {
    case OpCode::Less:
      keep(std::less<>());
      break;
    case OpCode::LessOrEqual:
      keep(std::less_equal<>());
      break;
    case OpCode::Greater:
      keep(std::greater<>());
      break;
    default:
      keep(std::greater_equal<>());
      break;
  }
  return true;
}

/// A column's cells as numbers, NaN where there is none: read once for a session. Null where so few rows are wanted
/// that each is better read by itself.
const std::vector<double>* Evaluator::numbersOf(std::uint32_t table, std::uint32_t column, std::size_t wanted) {
  const auto known = m_numbers.find({table, column});
  if (known != m_numbers.end()) return &known->second;
  const auto& cells = *m_state.tables[table];
  const auto count = cells.rowCount();
  if (wanted < count / 8 || !spend(count)) return nullptr;
  auto& numbers = m_numbers[{table, column}];
  numbers.reserve(count);
  for (std::size_t row = 0; row < count; ++row) {
    const auto cell = cells.cell(row, column);
    numbers.push_back(cell ? toNumber(*cell, m_state.zoneMinutes) : std::numeric_limits<double>::quiet_NaN());
  }
  return &numbers;
}

Value Evaluator::filtered(Run& run, const Op&, Arguments args) {
  auto value = this->run(run, args[0]);
  std::vector<std::uint32_t> found(value.list.begin(), value.list.end());
  if (value.kind == Kind::Node) found.assign(1, value.node);
  const bool isRow = value.kind == Kind::Rows;
  if (!value.isSet()) return {};
  for (std::size_t at = 1; at < args.size(); ++at)
    keepMatching(run, args[at], found, [&](EvaluationContext& context, std::uint32_t item) {
      context.itemIsRow = isRow;
      context.item = item;
      context.table = isRow ? value.table : 0;
    });
  if (value.kind == Kind::Node) value.kind = Kind::Nodes;
  value.list = keepList(found);
  return value;
}

/// Nodes of both sides once each, in the order of the sides (paths of one expression mostly are in document order).
Value Evaluator::unionOf(Run& run, Arguments args) {
  std::vector<std::uint32_t> found;
  Value table;
  for (const auto arg : args) {
    const auto value = this->run(run, arg);
    if (value.kind == Kind::Node) found.push_back(value.node);
    if (value.kind == Kind::Nodes) found.insert(found.end(), value.list.begin(), value.list.end());
    if (value.kind == Kind::Rows && table.kind != Kind::Rows) table = value;
  }
  if (table.kind == Kind::Rows && found.empty()) return table;
  std::vector<std::uint32_t> seen(found);
  if (!spend(seen.size() + m_state.nodes.size() / 64)) return {};
  std::sort(seen.begin(), seen.end());
  if (std::adjacent_find(seen.begin(), seen.end()) != seen.end()) {
    std::vector<std::uint32_t> once;
    std::vector<bool> taken(m_state.nodes.size());
    for (const auto node : found) {
      if (!taken[node]) once.push_back(node);
      taken[node] = true;
    }
    found = std::move(once);
  }
  Value value;
  value.list = keepList(found);
  return value;
}

Value Evaluator::indexedRepeat(Run& run, const Op& op, Arguments args) {
  const auto& repeats = run.code.indexed[op.b];
  const auto& program = *m_state.program;
  std::uint32_t frame = 0;
  for (const auto repeat : program.chain(op.a)) {
    const auto& mine = program.definitions[repeat];
    const auto& instances = m_state.frames[frame].nested[mine.nested];
    const auto given = std::find(repeats.begin(), repeats.end(), repeat);
    std::uint32_t next = kNone;
    if (given != repeats.end()) {
      const double index = numberOf(run, args[static_cast<std::size_t>(given - repeats.begin())]);
      if (index >= 1 && index <= static_cast<double>(instances.size()))
        next = instances[static_cast<std::size_t>(index) - 1];
    } else {
      const auto own = m_state.frameAt(run.context.frame, mine.level);
      if (own != kNone && m_state.frames[own].repeat == repeat && m_state.frames[own].parent == frame)
        next = own;
      else if (!instances.empty())
        next = instances.front();
    }
    if (next == kNone) return {};
    frame = next;
  }
  Value value;
  value.kind = Kind::Node;
  value.node = m_state.nodeAt(frame, op.a);
  return value;
}

Value Evaluator::lookup(Run& run, const Op& op, Arguments args) {
  const auto& plan = run.code.lookups[op.b];
  const auto& table = m_state.tables[op.a];
  const auto wanted = m_state.columns[plan.wanted];
  const auto key = m_state.columns[plan.key];
  if (!table || wanted == kNone || key == kNone) return keepText({});
  const auto rows = table->rowsEqual(key, textOf(run, args[0]));
  return keepText(rows.empty() ? std::string_view() : table->cell(rows.front(), wanted).value_or(std::string_view()));
}

/// randomize(): the ODK XForms specification's inside-out Fisher–Yates shuffle.
Value Evaluator::randomize(Run& run, Arguments args) {
  auto value = this->run(run, args[0]);
  if (value.kind != Kind::Nodes && value.kind != Kind::Rows) return value;
  std::int64_t seed = 0;
  if (args.size() > 1) {
    const auto given = this->run(run, args[1]);
    const double asNumber = number(given);
    if (std::isfinite(asNumber) && std::abs(asNumber) < 9e15) {
      seed = static_cast<std::int64_t>(asNumber);
    } else {
      // A text as seed: its SHA-256, first eight bytes, as JavaRosa does.
      const auto source = text(given);
      static_cast<void>(spend(source.size() / 16));
      const auto hash = sha256(source);
      std::uint64_t bits = 0;
      for (int at = 0; at < 8; ++at) bits = bits << 8 | hash[static_cast<std::size_t>(at)];
      seed = static_cast<std::int64_t>(bits);
    }
  } else {
    // One order for each question and session: choices do not jump while a form is open.
    if (!m_shuffle) m_shuffle = m_state.host->random();
    seed = static_cast<std::int64_t>((*m_shuffle ^ (run.context.node * 0x9E3779B97F4A7C15u)) >> 33);
  }
  ParkMiller random(seed);
  const auto list = makeList(value.list.size());
  for (std::size_t at = 0; at < list.size(); ++at) {
    const auto other = std::min(static_cast<std::size_t>(random.next() * static_cast<double>(at + 1)), at);
    if (other != at) list[at] = list[other];
    list[other] = value.list[at];
  }
  value.list = list;
  return value;
}

}  // namespace thucdia::core::forms
