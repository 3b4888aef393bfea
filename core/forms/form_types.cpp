#include "core/forms/form_types.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/forms/lexical.h"
#include "core/forms/limits.h"
#include "core/forms/nearest.h"

namespace thucdia::core::forms {

Sort sortOf(const v1::FormNode& node) {
  switch (node.control()) {
    case v1::CONTROL_SELECT_ONE:
      return Sort::OneChoice;
    case v1::CONTROL_SELECT_MULTIPLE:
    case v1::CONTROL_RANK:
      return Sort::Choices;
    default:
      break;
  }
  switch (node.type()) {
    case v1::BIND_TYPE_INT:
    case v1::BIND_TYPE_DECIMAL:
      return Sort::Number;
    case v1::BIND_TYPE_DATE:
    case v1::BIND_TYPE_DATE_TIME:
      return Sort::Date;
    case v1::BIND_TYPE_TIME:
      return Sort::Time;
    case v1::BIND_TYPE_GEOPOINT:
    case v1::BIND_TYPE_GEOTRACE:
    case v1::BIND_TYPE_GEOSHAPE:
      return Sort::Place;
    case v1::BIND_TYPE_BINARY:
      return Sort::File;
    case v1::BIND_TYPE_STRING:
      return node.control() == v1::CONTROL_INPUT && node.calculate().empty() ? Sort::Text : Sort::Unknown;
    default:
      return Sort::Unknown;
  }
}

ValueSort sortOf(const Expression& expression, std::uint32_t index, const v1::CompiledForm& form) {
  const auto& code = expression.code;
  const auto& op = code.ops[index];
  const auto question = [&](Def def) -> ValueSort {
    const auto& node = form.nodes(static_cast<int>(def));
    if (node.kind() != v1::NODE_KIND_QUESTION) return {};
    return {sortOf(node), def};
  };
  const auto arg = [&](std::uint32_t at) { return code.args[op.firstArg + at]; };
  switch (op.code) {
    case OpCode::Number:
    case OpCode::Multiply:
    case OpCode::Divide:
    case OpCode::Modulo:
    case OpCode::Negate:
      return {Sort::Number};
    case OpCode::Text:
      return {Sort::Text};
    case OpCode::Boolean:
    case OpCode::Or:
    case OpCode::And:
    case OpCode::Equal:
    case OpCode::NotEqual:
    case OpCode::Less:
    case OpCode::LessOrEqual:
    case OpCode::Greater:
    case OpCode::GreaterOrEqual:
      return {Sort::Boolean};
    case OpCode::Node:
    case OpCode::NodeSet:
      return question(code.paths[op.a].def);
    case OpCode::Base:
      return question(expression.owner);
    case OpCode::Indexed:
      return question(op.a);
    case OpCode::Call:
      if (op.fn == Fn::Today || op.fn == Fn::Now || op.fn == Fn::Date || op.fn == Fn::DateTime) return {Sort::Date};
      if (op.fn == Fn::Once) return sortOf(expression, arg(0), form);
      if (op.fn == Fn::If) {
        const auto yes = sortOf(expression, arg(1), form);
        const auto no = sortOf(expression, arg(2), form);
        return {yes.sort == no.sort ? yes.sort : Sort::Unknown};
      }
      if (op.type == StaticType::Boolean) return {Sort::Boolean};
      if (op.type == StaticType::Number) return {Sort::Number};
      return {};
    default:
      return {};  // dates and numbers add up to either
  }
}

ChoiceValues::ChoiceValues(const Program& program, const v1::CompiledForm& form)
    : m_byTable(program.tables.size()), m_tableOf(program.definitions.size(), kNone) {
  for (std::size_t at = 0; at < program.tables.size(); ++at) {
    const auto list = program.tables[at].list;
    if (list == kNone) continue;
    for (const auto& row : form.lists(static_cast<int>(list)).rows())
      for (const auto& cell : row.cells())
        if (cell.column() == 0) m_byTable[at].add(cell.text());
  }
  for (Def def = 0; def < program.definitions.size(); ++def) {
    const auto items = program.definitions[def].items;
    if (items == kNone) continue;
    const auto& plan = program.items[items];
    const auto& from = form.nodes(static_cast<int>(def)).items();
    if (plan.table != kNone) {
      m_tableOf[def] = plan.table;
    } else if (from.value_ref() == "name" && plan.nodeset != kNone) {
      const auto& tables = program.expressions[plan.nodeset].code.tables;
      if (!tables.empty() && std::ranges::all_of(tables, [&](const TablePlan& each) {
            return each.table == tables.front().table || !each.predicates.empty() || each.keyColumn != kNone;
          }))
        m_tableOf[def] = tables.front().table;
    }
  }
}

const ChoiceValues::List* ChoiceValues::of(Def question) const {
  if (question == kNone || m_tableOf[question] == kNone) return nullptr;
  const auto& values = m_byTable[m_tableOf[question]];
  return values.inOrder.empty() ? nullptr : &values;
}

void ChoiceValues::List::add(const std::string& value) {
  inOrder.push_back(value);
  known.insert(inOrder.back());
  const double number = toNumber(value, 0);
  if (!std::isnan(number)) numbers.insert(number);
}

std::string ChoiceValues::nearestTo(std::string_view value, const List& values) {
  constexpr std::size_t kLongName = 64;
  m_compared += values.inOrder.size();
  if (m_compared > limits::kGuesses || value.size() > kLongName) return {};
  return nearest(value, values.inOrder);
}

namespace {

bool isNumber(std::string_view text) { return !std::isnan(toNumber(text, 0)); }

class Judge {
 public:
  Judge(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics)
      : m_program(program), m_form(form), m_diagnostics(diagnostics), m_choices(program, form) {}

  void run() {
    for (const auto& expression : m_program.expressions) {
      m_expression = &expression;
      m_told.clear();
      for (std::uint32_t index = 0; index < expression.code.ops.size(); ++index) judge(index);
      const bool condition = expression.kind == Kind::Relevant || expression.kind == Kind::Constraint ||
                             expression.kind == Kind::Required || expression.kind == Kind::ReadOnly;
      if (condition) judgeCondition(expression.code.root);
    }
  }

 private:
  [[nodiscard]] const Op& op(std::uint32_t index) const { return m_expression->code.ops[index]; }
  [[nodiscard]] std::uint32_t arg(const Op& of, std::uint32_t at) const {
    return m_expression->code.args[of.firstArg + at];
  }
  [[nodiscard]] ValueSort sort(std::uint32_t index) const { return sortOf(*m_expression, index, m_form); }
  [[nodiscard]] const std::string* literal(std::uint32_t index) const {
    return op(index).code == OpCode::Text ? &m_expression->code.constants[op(index).a].text : nullptr;
  }
  [[nodiscard]] std::optional<double> constant(std::uint32_t index) const {
    if (op(index).code != OpCode::Number) return std::nullopt;
    return m_expression->code.constants[op(index).a].number;
  }
  [[nodiscard]] std::string nameOf(Def question) const {
    return '"' + std::string(localName(m_form.nodes(static_cast<int>(question)).name())) + '"';
  }
  [[nodiscard]] const v1::FormNode& nodeOf(Def question) const { return m_form.nodes(static_cast<int>(question)); }

  void tell(std::string code, std::string message, std::string suggestion = {}) {
    if (!m_told.insert(message).second) return;
    Diagnostic found;
    found.severity = Severity::Warning;
    found.code = std::move(code);
    found.message = std::move(message);
    found.node = m_expression->owner;
    found.part = m_expression->part;
    found.suggestion = std::move(suggestion);
    addBounded(m_diagnostics, std::move(found));
  }

  void judge(std::uint32_t index) {
    const auto& each = op(index);
    switch (each.code) {
      case OpCode::Equal:
      case OpCode::NotEqual:
        compare(arg(each, 0), arg(each, 1), false);
        compare(arg(each, 1), arg(each, 0), false);
        break;
      case OpCode::Less:
      case OpCode::LessOrEqual:
      case OpCode::Greater:
      case OpCode::GreaterOrEqual:
        compare(arg(each, 0), arg(each, 1), true);
        compare(arg(each, 1), arg(each, 0), true);
        break;
      case OpCode::Add:
      case OpCode::Subtract:
      case OpCode::Multiply:
      case OpCode::Divide:
      case OpCode::Modulo:
      case OpCode::Negate:
        for (std::uint32_t at = 0; at < each.argCount; ++at) reckon(arg(each, at));
        break;
      case OpCode::Or:
      case OpCode::And:
        for (std::uint32_t at = 0; at < each.argCount; ++at)
          if (const auto* text = literal(arg(each, at)))
            tell("condition",
                 fmt::format("'{}' beside \"{}\" is no comparison: a text counts as {}; write ${{question}} = "
                             "'{}' on both sides",
                             *text, each.code == OpCode::Or ? "or" : "and",
                             text->empty() ? "false" : "true, whatever it says", *text));
        break;
      case OpCode::Call:
        call(each);
        break;
      default:
        break;
    }
  }

  // One side of a comparison, looked at with the other in mind.
  void compare(std::uint32_t subject, std::uint32_t other, bool ordered) {
    const auto [what, question] = sort(subject);
    const auto* text = literal(other);
    const auto number = constant(other);
    if (what == Sort::Boolean && text != nullptr && !text->empty() && op(subject).code != OpCode::Boolean) {
      tell("type",
           fmt::format("this is true or false, and '{}' counts as true whatever it says: leave the comparison out, "
                       "or write not(…)",
                       *text));
      return;
    }
    if (question == kNone) {
      if (what == Sort::Date && number && !isDays(*number)) dateAgainstNumber("a date", *number);
      return;
    }
    switch (what) {
      case Sort::Number:
        if (text != nullptr && !text->empty() && !isNumber(*text))
          tell("type", fmt::format("{} is a number and '{}' is none: they are never equal", nameOf(question), *text));
        break;
      case Sort::Date:
        if (text != nullptr && !text->empty() && !parseMoment(*text, 0) && !isNumber(*text))
          tell("type", fmt::format("{} is a date and '{}' is none: write '2026-11-15'", nameOf(question), *text));
        if (number && !isDays(*number)) dateAgainstNumber(nameOf(question), *number);
        break;
      case Sort::Time:
        if (text != nullptr && !text->empty() && !parseTime(*text, 0))
          tell("type", fmt::format("{} is a time and '{}' is none: write '08:30'", nameOf(question), *text));
        else if (number || ordered)
          tell("type",
               fmt::format("{} is a time, which has no order: compare decimal-time({})", nameOf(question), "${…}"));
        break;
      case Sort::OneChoice:
        if (text != nullptr && !text->empty() && !ordered) unknownChoice(question, *text);
        if (number && !ordered) unknownChoice(question, numberText(*number));
        if (ordered && !anyNumber(question))
          tell("type",
               fmt::format("the choices of {} are no numbers: none is more or less than another", nameOf(question)));
        break;
      case Sort::Choices:
        if (text != nullptr && !ordered)
          eachWord(*text, [&](std::string_view word) {
            unknownChoice(question, std::string(word));
            return true;
          });
        if (ordered)
          tell("type", fmt::format("{} has several choices: count them with count-selected()", nameOf(question)));
        break;
      case Sort::Place:
      case Sort::File:
        if ((text != nullptr && !text->empty()) || number || ordered)
          tell("type", fmt::format("{} is a {}: all that can be asked is whether it is ''", nameOf(question),
                                   what == Sort::Place ? "position" : "file"));
        break;
      case Sort::Text:
        if (ordered && number && isPlainText(question))
          tell("type", fmt::format("{} is a text: what is no number is neither more nor less; make it an integer, or "
                                   "write number(…)",
                                   nameOf(question)));
        break;
      default:
        break;
    }
  }

  // Days since 1970 that somebody may mean; years and ages are not among them.
  static bool isDays(double number) { return number == 0 || std::abs(number) > 3000; }

  void dateAgainstNumber(const std::string& what, double number) {
    tell("type", fmt::format("{} is compared with {}, which is a day of {}: compare with date('2026-11-15'), or a year "
                             "with format-date(…, '%Y')",
                             what, numberText(number), dayText(static_cast<std::int64_t>(number)).substr(0, 4)));
  }

  // An operand of arithmetic.
  void reckon(std::uint32_t index) {
    if (const auto* text = literal(index); text != nullptr && !isNumber(*text)) {
      tell("type", text->empty() ? std::string("'' is no number: the result is nothing; write 0")
                                 : fmt::format("'{}' is no number: the result is nothing", *text));
      return;
    }
    const auto [what, question] = sort(index);
    if (question == kNone) return;
    switch (what) {
      case Sort::OneChoice:
        if (!anyNumber(question))
          tell("type",
               fmt::format("the choices of {} are no numbers: nothing can be reckoned with them", nameOf(question)));
        break;
      case Sort::Choices:
        if (!anyNumber(question))
          tell("type", fmt::format("{} has several choices: reckon with count-selected()", nameOf(question)));
        break;
      case Sort::Place:
      case Sort::File:
        tell("type", fmt::format("{} is a {}: nothing can be reckoned with it", nameOf(question),
                                 what == Sort::Place ? "position" : "file"));
        break;
      case Sort::Time:
        tell("type", fmt::format("{} is a time: reckon with decimal-time(…), a part of a day", nameOf(question)));
        break;
      case Sort::Text:
        if (isPlainText(question))
          tell("type", fmt::format("{} is a text: what is no number gives nothing; make it an integer or a decimal",
                                   nameOf(question)));
        break;
      default:
        break;
    }
  }

  void call(const Op& each) {
    switch (each.fn) {
      case Fn::Selected: {
        if (!needsChoices(each, "selected()")) return;
        if (const auto* text = literal(arg(each, 1)); text != nullptr && !trim(*text).empty())
          unknownChoice(sort(arg(each, 0)).question, std::string(trim(*text)));
        else if (const auto number = constant(arg(each, 1)))
          unknownChoice(sort(arg(each, 0)).question, numberText(*number));
        break;
      }
      case Fn::CountSelected:
      case Fn::SelectedAt:
        // A position and a trace are words between blanks too: selected-at(${place}, 3) is its accuracy.
        if (sort(arg(each, 0)).sort != Sort::Place)
          needsChoices(each, each.fn == Fn::CountSelected ? "count-selected()" : "selected-at()");
        break;
      case Fn::If:
        judgeCondition(arg(each, 0));
        break;
      case Fn::Sum:
      case Fn::Round:
      case Fn::Floor:
      case Fn::Ceiling:
      case Fn::Abs:
      case Fn::Sqrt:
        if (each.argCount > 0) reckon(arg(each, 0));
        break;
      default:
        break;
    }
  }

  // False, with a warning, where the first argument is the answer to something that has no choices.
  bool needsChoices(const Op& each, std::string_view function) {
    const auto [what, question] = sort(arg(each, 0));
    if (what == Sort::OneChoice || what == Sort::Choices || what == Sort::Unknown || question == kNone) return true;
    if (what == Sort::Text) return true;  // words between blanks, as several choices are
    tell("type", fmt::format("{} has no choices: {} says nothing of it", nameOf(question), function));
    return false;
  }

  void judgeCondition(std::uint32_t root) {
    if (const auto* text = literal(root)) {
      tell("condition", text->empty()
                            ? std::string("'' is always false")
                            : fmt::format("'{}' is a text, which is always true, whatever it says: write a comparison, "
                                          "true() or false()",
                                          *text));
      return;
    }
    if (const auto number = constant(root); number && *number != 0 && *number != 1)
      tell("condition", fmt::format("{} is always true: write a comparison", numberText(*number)));
    const auto [what, question] = sort(root);
    if (question == kNone && what == Sort::Date) tell("condition", "a date is always true: write a comparison");
    if (question != kNone && what == Sort::OneChoice)
      tell("condition", fmt::format("{} alone is true as soon as it is answered, with 'no' as well: write {} = '…'",
                                    nameOf(question), "${…}"));
  }

  void unknownChoice(Def question, const std::string& value) {
    const auto* values = m_choices.of(question);
    if (values == nullptr || values->known.contains(value) || values->numbers.contains(toNumber(value, 0))) return;
    tell("unknown_choice", fmt::format("\"{}\" is no choice of {}", value, nameOf(question)),
         m_choices.nearestTo(value, *values));
  }

  // Whether a choice can be a number; unknown choices can.
  bool anyNumber(Def question) const {
    const auto* values = m_choices.of(question);
    return values == nullptr || !values->numbers.empty();
  }

  // A text that its form does not hold to digits.
  bool isPlainText(Def question) const {
    const auto& node = nodeOf(question);
    return node.appearance().find("numbers") == std::string::npos && node.constraint().empty();
  }

  const Program& m_program;
  const v1::CompiledForm& m_form;
  Diagnostics& m_diagnostics;
  ChoiceValues m_choices;
  const Expression* m_expression = nullptr;
  std::set<std::string> m_told;
};

}  // namespace

void checkTypes(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics) {
  Judge(program, form, diagnostics).run();
}

}  // namespace thucdia::core::forms
