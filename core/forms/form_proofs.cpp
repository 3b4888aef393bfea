#include "core/forms/form_proofs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/forms/form_types.h"
#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

/// What a conjunction says of one answer.
struct Bounds {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool openLow = false;
  bool openHigh = false;
  std::optional<std::string> equals;
  std::set<std::string> differs;

  void above(double value, bool open) {
    if (value < low || (value == low && !open)) return;
    low = value;
    openLow = open;
  }
  void below(double value, bool open) {
    if (value > high || (value == high && !open)) return;
    high = value;
    openHigh = open;
  }
  [[nodiscard]] bool empty(bool whole) const {
    if (equals && differs.contains(*equals)) return true;
    if (!whole) return low > high || (low == high && (openLow || openHigh));
    const double first = openLow ? std::floor(low) + 1 : std::ceil(low);
    const double last = openHigh ? std::ceil(high) - 1 : std::floor(high);
    return first > last;
  }
};

/// Facts that must all hold together.
class Conjunction {
 public:
  explicit Conjunction(const v1::CompiledForm& form) : m_form(form) {}

  void add(const Expression& expression) { add(expression, expression.code.root, true); }

  [[nodiscard]] bool impossible() const {
    return m_false || std::ranges::any_of(m_bounds, [&](const auto& entry) {
             return entry.second.empty(m_form.nodes(static_cast<int>(entry.first)).type() == v1::BIND_TYPE_INT);
           });
  }

 private:
  void add(const Expression& expression, std::uint32_t index, bool holds) {
    const auto& code = expression.code;
    const auto& op = code.ops[index];
    const auto arg = [&](std::uint32_t at) { return code.args[op.firstArg + at]; };
    switch (op.code) {
      case OpCode::Boolean:
        m_false = m_false || (op.a != 0) != holds;
        break;
      case OpCode::And:
      case OpCode::Or:
        if ((op.code == OpCode::And) != holds) return;
        add(expression, arg(0), holds);
        add(expression, arg(1), holds);
        break;
      case OpCode::Equal:
      case OpCode::NotEqual:
      case OpCode::Less:
      case OpCode::LessOrEqual:
      case OpCode::Greater:
      case OpCode::GreaterOrEqual:
        compare(expression, op.code, arg(0), arg(1), holds);
        break;
      case OpCode::Call:
        if (op.fn == Fn::Not) add(expression, arg(0), !holds);
        if (op.fn == Fn::Selected) {
          const auto subject = answer(expression, arg(0));
          if (subject && sortOf(m_form.nodes(static_cast<int>(*subject))) == Sort::OneChoice)
            compare(expression, OpCode::Equal, arg(0), arg(1), holds);
        }
        break;
      default:
        break;
    }
  }

  /// The question that is read, where it is one answer: the same in every expression that stands within its repeats.
  static std::optional<Def> answer(const Expression& expression, std::uint32_t index) {
    const auto& op = expression.code.ops[index];
    if (op.code == OpCode::Base) return expression.owner;
    if (op.code != OpCode::Node) return std::nullopt;
    const auto& path = expression.code.paths[op.a];
    if (path.fromItem || !path.steps.empty()) return std::nullopt;
    return path.def;
  }

  void compare(const Expression& expression, OpCode code, std::uint32_t left, std::uint32_t right, bool holds) {
    const auto constant = [&](std::uint32_t index) -> const Constant* {
      const auto& op = expression.code.ops[index];
      return op.code == OpCode::Number || op.code == OpCode::Text ? &expression.code.constants[op.a] : nullptr;
    };
    auto subject = answer(expression, left);
    const auto* value = constant(right);
    if (!subject || value == nullptr) {
      subject = answer(expression, right);
      value = constant(left);
      code = mirrored(code);
    }
    if (!subject || value == nullptr) return;
    const auto sort = sortOf(m_form.nodes(static_cast<int>(*subject)));
    const bool ordered = code != OpCode::Equal && code != OpCode::NotEqual;
    // The contrary of "less" is also "empty": nothing follows from it.
    if (ordered && !holds) return;
    if (!holds) code = code == OpCode::Equal ? OpCode::NotEqual : OpCode::Equal;
    const double number = value->text.empty() ? value->number : toNumber(value->text, 0);
    const bool numeric = (sort == Sort::Number || sort == Sort::Date) && !std::isnan(number);
    auto& bounds = m_bounds[*subject];
    const auto text = value->text.empty() && !std::isnan(value->number) ? numberText(value->number) : value->text;
    if (code == OpCode::NotEqual) bounds.differs.insert(text);
    if (code == OpCode::Equal) {
      if (bounds.equals && *bounds.equals != text && (std::isnan(number) || toNumber(*bounds.equals, 0) != number))
        m_false = true;
      bounds.equals = text;
    }
    if (!numeric) return;
    if (code == OpCode::Equal || code == OpCode::Greater || code == OpCode::GreaterOrEqual)
      bounds.above(number, code == OpCode::Greater);
    if (code == OpCode::Equal || code == OpCode::Less || code == OpCode::LessOrEqual)
      bounds.below(number, code == OpCode::Less);
  }

  const v1::CompiledForm& m_form;
  std::map<Def, Bounds> m_bounds;
  bool m_false = false;
};

class Prover {
 public:
  Prover(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics)
      : m_program(program), m_form(form), m_diagnostics(diagnostics), m_choices(program, form) {}

  void run() {
    for (Def def = 1; def < m_program.definitions.size(); ++def) {
      relevance(def);
      constraint(def);
      standing(def);
    }
  }

 private:
  bool add(Severity severity, std::string code, std::string message, Def def, Part part) {
    Diagnostic found;
    found.severity = severity;
    found.code = std::move(code);
    found.message = std::move(message);
    found.node = def;
    found.part = part;
    return addBounded(m_diagnostics, std::move(found));
  }

  [[nodiscard]] const std::string& nameOf(Def def) const { return m_form.nodes(static_cast<int>(def)).name(); }

  /// All that must hold for the node to be asked.
  Conjunction asked(Def def) const {
    Conjunction all(m_form);
    for (; def != 0; def = m_program.definitions[def].parent)
      if (const auto own = m_program.definitions[def].relevant; own != kNone) all.add(m_program.expressions[own]);
    return all;
  }

  void relevance(Def def) {
    const auto& mine = m_program.definitions[def];
    // What stands in a group that is never asked is told of at the group.
    if (mine.relevant == kNone || asked(mine.parent).impossible() || !asked(def).impossible()) return;
    Conjunction alone(m_form);
    const auto& expression = m_program.expressions[mine.relevant];
    alone.add(expression);
    // "false()" alone is how forms park a question; it is no mistake.
    const bool parked = expression.code.ops[expression.code.root].code == OpCode::Boolean;
    add(parked ? Severity::Note : Severity::Warning, "unreachable",
        alone.impossible()
            ? fmt::format("\"{}\" is never asked: its relevance cannot be true", nameOf(def))
            : fmt::format("\"{}\" is never asked: its relevance excludes that of the group around it", nameOf(def)),
        def, Part::Relevant);
  }

  void constraint(Def def) {
    const auto own = m_program.definitions[def].constraint;
    if (own == kNone) return;
    auto all = asked(def);
    if (all.impossible()) return;
    all.add(m_program.expressions[own]);
    if (all.impossible())
      add(Severity::Warning, "impossible", fmt::format("no answer to \"{}\" can meet its constraint", nameOf(def)), def,
          Part::Constraint);
  }

  void standing(Def def) {
    const auto& node = m_form.nodes(static_cast<int>(def));
    const auto& value = node.default_value();
    if (value.empty()) return;
    const auto sort = sortOf(node);
    if (sort == Sort::Number && std::isnan(toNumber(value, 0)))
      add(Severity::Warning, "type", fmt::format("the default \"{}\" is no number", value), def, Part::Default);
    if (sort == Sort::Date && !parseMoment(value, 0))
      add(Severity::Warning, "type", fmt::format("the default \"{}\" is no date: write 2026-11-15", value), def,
          Part::Default);
    const auto* values = m_choices.of(def);
    if (values == nullptr) return;
    eachWord(value, [&](std::string_view word) {
      if (values->known.contains(word)) return true;
      const bool told = add(Severity::Warning, "unknown_choice",
                            fmt::format("\"{}\" is no choice of \"{}\"", word, nameOf(def)), def, Part::Default);
      if (told) m_diagnostics.back().suggestion = m_choices.nearestTo(word, *values);
      return told;
    });
  }

  const Program& m_program;
  const v1::CompiledForm& m_form;
  Diagnostics& m_diagnostics;
  ChoiceValues m_choices;
};

}  // namespace

void proveFaults(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics) {
  Prover(program, form, diagnostics).run();
}

}  // namespace thucdia::core::forms
