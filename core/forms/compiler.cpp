#include "core/forms/compiler.h"

#include <cmath>

#include "core/forms/lexical.h"
#include "core/forms/limits.h"
#include "core/forms/regex.h"

namespace thucdia::core::forms {

std::uint32_t Compiler::compile(std::string_view source, Def owner, Kind kind, Part part, const ItemContext* item) {
  m_expression = {};
  m_expression.owner = owner;
  m_expression.kind = kind;
  m_expression.part = part;
  m_expression.source = std::string(trim(source));
  m_failed = false;
  m_scope = nullptr;
  if (!withinLimits(0)) return kNone;
  auto parsed = parseExpression(m_expression.source);
  if (!parsed) {
    fail(parsed.error().limit ? "limit" : "syntax", parsed.error().message, parsed.error().offset);
    return kNone;
  }
  m_ast = std::move(*parsed);
  Scope scope;
  if (item != nullptr) {
    scope.row = !item->def;
    scope.def = item->def.value_or(0);
    scope.table = item->table;
    m_scope = &scope;
  }
  const auto root = emit(m_ast.root);
  m_scope = nullptr;
  m_operations += m_expression.code.ops.size();
  if (m_failed || !withinLimits(0)) return kNone;
  m_expression.code.root = root;
  const auto code = m_expression.code.ops[root].code;
  m_expression.constant = code == OpCode::Number || code == OpCode::Text || code == OpCode::Boolean;
  m_program.expressions.push_back(std::move(m_expression));
  return static_cast<std::uint32_t>(m_program.expressions.size() - 1);
}

std::optional<Compiler::ItemContext> Compiler::itemsOf(std::uint32_t expression) const {
  const auto& code = m_program.expressions[expression].code;
  auto index = code.root;
  while (true) {
    const auto& op = code.ops[index];
    switch (op.code) {
      case OpCode::Rows:
        return ItemContext{std::nullopt, code.tables[op.a].table};
      case OpCode::Node:
      case OpCode::NodeSet:
        return ItemContext{code.paths[op.a].def, kNone};
      case OpCode::Filter:
      case OpCode::Union:
        index = code.args[op.firstArg];
        continue;
      case OpCode::Call:
        if (op.fn != Fn::Randomize && op.fn != Fn::If) return std::nullopt;
        index = code.args[op.firstArg + (op.fn == Fn::If ? 1 : 0)];
        continue;
      default:
        return std::nullopt;
    }
  }
}

bool Compiler::spend(std::size_t steps) const {
  m_steps += steps;
  return m_steps <= limits::kLinkSteps;
}

bool Compiler::withinLimits(std::uint32_t offset) {
  if (m_operations > limits::kFormOperations)
    fail("limit",
         "the form's expressions have more than " + std::to_string(limits::kFormOperations) +
             " operations (kFormOperations)",
         offset);
  if (m_expression.code.ops.size() > limits::kExpressionNodes)
    fail("limit",
         "the expression has more than " + std::to_string(limits::kExpressionNodes) + " parts (kExpressionNodes)",
         offset);
  if (m_steps > limits::kLinkSteps)
    fail("limit",
         "what the form's expressions name was looked for in more than " + std::to_string(limits::kLinkSteps) +
             " places (kLinkSteps)",
         offset);
  return !m_failed;
}

Compiler::Index Compiler::fail(std::string code, std::string message, std::uint32_t offset, std::string suggestion) {
  if (!m_failed) note(Severity::Error, std::move(code), std::move(message), offset, std::move(suggestion));
  m_failed = true;
  return 0;
}

void Compiler::note(Severity severity, std::string code, std::string message, std::uint32_t offset,
                    std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.node = m_expression.owner;
  diagnostic.part = m_expression.part;
  diagnostic.offset = offset;
  diagnostic.suggestion = std::move(suggestion);
  addBounded(m_diagnostics, std::move(diagnostic));
}

Compiler::Index Compiler::op(OpCode code, StaticType type, std::vector<Index> args, Fn fn) {
  Op result;
  result.code = code;
  result.type = type;
  result.fn = fn;
  result.firstArg = static_cast<Index>(m_expression.code.args.size());
  result.argCount = static_cast<Index>(args.size());
  m_expression.code.args.insert(m_expression.code.args.end(), args.begin(), args.end());
  m_expression.code.ops.push_back(result);
  return static_cast<Index>(m_expression.code.ops.size() - 1);
}

Compiler::Index Compiler::number(double value) {
  const auto result = op(OpCode::Number, StaticType::Number);
  m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.constants.size());
  m_expression.code.constants.push_back({{}, value});
  return result;
}

Compiler::Index Compiler::text(std::string value) {
  const auto result = op(OpCode::Text, StaticType::Text);
  m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.constants.size());
  const double asNumber = toNumber(value, 0);
  m_expression.code.constants.push_back({std::move(value), asNumber});
  return result;
}

Compiler::Index Compiler::boolean(bool value) {
  const auto result = op(OpCode::Boolean, StaticType::Boolean);
  m_expression.code.ops[result].a = value ? 1 : 0;
  return result;
}

/// What "." means: the item of the predicate we are in, or the expression's own node.
Compiler::Index Compiler::here() {
  if (m_scope != nullptr) return op(OpCode::Item, StaticType::Nodes);
  depend(m_expression.owner, m_program.definitions[m_expression.owner].level, false, false);
  return op(OpCode::Base, StaticType::Nodes);
}

Compiler::Index Compiler::emit(Index index) {
  const auto& node = m_ast.nodes[index];
  if (m_failed || !withinLimits(node.offset)) return 0;
  switch (node.kind) {
    case AstKind::Number:
      return number(node.number);
    case AstKind::Literal:
      return text(node.text);
    case AstKind::Negate:
      return fold(op(OpCode::Negate, StaticType::Number, {emit(node.args[0])}));
    case AstKind::Call:
      return call(node);
    case AstKind::Name:
      return nameReference(node);
    case AstKind::LastSaved: {
      const auto target = named(node.text);
      if (!target)
        return fail("unknown_name", "there is no question called '" + node.text + "'", node.offset,
                    nearestName(node.text));
      const auto result = op(OpCode::LastSaved, StaticType::Text);
      m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.constants.size());
      m_expression.code.constants.push_back({m_program.definitions[*target].path, 0});
      return result;
    }
    case AstKind::Path:
      return path(node);
    case AstKind::Filter:
      return filter(node);
    default:
      return binary(node);
  }
}

Compiler::Index Compiler::binary(const AstNode& node) {
  const auto left = emit(node.args[0]);
  const auto right = emit(node.args[1]);
  if (m_failed) return 0;
  const auto make = [&](OpCode code, StaticType type) { return fold(op(code, type, {left, right})); };
  switch (node.kind) {
    case AstKind::Or:
      return make(OpCode::Or, StaticType::Boolean);
    case AstKind::And:
      return make(OpCode::And, StaticType::Boolean);
    case AstKind::Equal:
      return make(OpCode::Equal, StaticType::Boolean);
    case AstKind::NotEqual:
      return make(OpCode::NotEqual, StaticType::Boolean);
    case AstKind::Less:
      return make(OpCode::Less, StaticType::Boolean);
    case AstKind::LessOrEqual:
      return make(OpCode::LessOrEqual, StaticType::Boolean);
    case AstKind::Greater:
      return make(OpCode::Greater, StaticType::Boolean);
    case AstKind::GreaterOrEqual:
      return make(OpCode::GreaterOrEqual, StaticType::Boolean);
    case AstKind::Add:
      return make(OpCode::Add, StaticType::Number);
    case AstKind::Subtract:
      return make(OpCode::Subtract, StaticType::Number);
    case AstKind::Multiply:
      return make(OpCode::Multiply, StaticType::Number);
    case AstKind::Divide:
      return make(OpCode::Divide, StaticType::Number);
    case AstKind::Modulo:
      return make(OpCode::Modulo, StaticType::Number);
    case AstKind::Union:
      return op(OpCode::Union, StaticType::Nodes, {left, right});
    default:
      return fail("syntax", "an operator that is not known", node.offset);
  }
}

/// Arithmetic over numbers that are known becomes a number; what touches texts is left (dates depend on the zone).
Compiler::Index Compiler::fold(Index index) {
  if (m_failed) return 0;
  const auto& code = m_expression.code;
  const auto& made = code.ops[index];
  double values[2] = {0, 0};
  for (Index at = 0; at < made.argCount; ++at) {
    const auto& arg = code.ops[code.args[made.firstArg + at]];
    if (arg.code != OpCode::Number || at >= 2) return index;
    values[at] = code.constants[arg.a].number;
  }
  switch (made.code) {
    case OpCode::Negate:
      return number(-values[0]);
    case OpCode::Add:
      return number(values[0] + values[1]);
    case OpCode::Subtract:
      return number(values[0] - values[1]);
    case OpCode::Multiply:
      return number(values[0] * values[1]);
    case OpCode::Divide:
      return number(values[0] / values[1]);
    case OpCode::Modulo:
      return number(std::fmod(values[0], values[1]));
    case OpCode::Equal:
      return boolean(values[0] == values[1]);
    case OpCode::NotEqual:
      return boolean(values[0] != values[1]);
    case OpCode::Less:
      return boolean(values[0] < values[1]);
    case OpCode::LessOrEqual:
      return boolean(values[0] <= values[1]);
    case OpCode::Greater:
      return boolean(values[0] > values[1]);
    case OpCode::GreaterOrEqual:
      return boolean(values[0] >= values[1]);
    default:
      return index;
  }
}

Compiler::Index Compiler::call(const AstNode& node) {
  const auto* info = functionNamed(node.text);
  if (info == nullptr)
    return fail("unknown_function", "there is no function '" + node.text + "'", node.offset,
                std::string(nearestFunction(node.text)));
  const auto count = node.args.size();
  if (count < info->least || (info->most != 255 && count > info->most)) {
    const auto least = std::to_string(info->least);
    const auto wanted = info->most == 255           ? "at least " + least
                        : info->most == info->least ? least
                                                    : least + " to " + std::to_string(info->most);
    return fail("arguments", node.text + "() takes " + wanted + " arguments, not " + std::to_string(count),
                node.offset);
  }
  switch (info->fn) {
    case Fn::True:
      return boolean(true);
    case Fn::False:
      return boolean(false);
    case Fn::Current:
      if (m_scope == nullptr) return here();
      depend(m_expression.owner, m_program.definitions[m_expression.owner].level, false, false);
      return op(OpCode::Base, StaticType::Nodes);
    case Fn::Instance: {
      const auto table = instanceOf(node);
      return table ? tablePath(node, *table, {}) : 0;
    }
    case Fn::Position:
      return positionCall(node);
    case Fn::IndexedRepeat:
      return indexedRepeat(node);
    case Fn::PullData:
      return pullData(node);
    case Fn::ChoiceName:
      return choiceName(node);
    case Fn::LocalName:
      return localNameCall(node);
    case Fn::IText:
      return itextCall(node);
    default:
      return ordinaryCall(node, *info);
  }
}

Compiler::Index Compiler::ordinaryCall(const AstNode& node, const FunctionInfo& info) {
  std::vector<Index> args;
  for (const auto arg : node.args) args.push_back(emit(arg));
  if (m_failed) return 0;
  if (args.empty() &&
      (info.fn == Fn::String || info.fn == Fn::Number || info.fn == Fn::StringLength || info.fn == Fn::NormalizeSpace))
    args.push_back(here());
  const auto constantText = [&](std::size_t at) -> const std::string* {
    if (at >= args.size()) return nullptr;
    const auto& arg = m_expression.code.ops[args[at]];
    return arg.code == OpCode::Text ? &m_expression.code.constants[arg.a].text : nullptr;
  };
  if (info.fn == Fn::Date || info.fn == Fn::DateTime)
    if (const auto* value = constantText(0); value != nullptr && !value->empty() && !parseMoment(*value, 0))
      note(Severity::Warning, "no_date", "'" + *value + "' is no date; it reads as empty", node.offset);
  const bool chance = info.fn == Fn::Random || info.fn == Fn::Uuid || (info.fn == Fn::Randomize && args.size() == 1);
  if (chance || info.fn == Fn::Now || info.fn == Fn::Today) m_expression.restless = true;
  if (info.fn == Fn::Once) m_expression.once = true;
  const auto result = op(OpCode::Call, info.result, args, info.fn);
  if (info.fn == Fn::Regex) return regexCall(node, result);
  return result;
}

bool Compiler::looksAtItem(Index index) const {
  const auto& code = m_expression.code;
  const auto& made = code.ops[index];
  switch (made.code) {
    case OpCode::Item:
    case OpCode::ItemCell:
      return true;
    case OpCode::Node:
    case OpCode::NodeSet:
      if (code.paths[made.a].fromItem) return true;
      break;
    case OpCode::Choice:
      return true;
    case OpCode::Call:
      if (made.fn == Fn::Last || made.fn == Fn::Random || made.fn == Fn::Uuid) return true;
      if (made.fn == Fn::Position && made.argCount == 0) return true;
      break;
    default:
      break;
  }
  for (Index at = 0; at < made.argCount; ++at)
    if (looksAtItem(code.args[made.firstArg + at])) return true;
  return false;
}

/// Whether it depends on which other items are looked at: a number picks by position.
bool Compiler::countsItems(Index index) const {
  const auto& code = m_expression.code;
  const auto& made = code.ops[index];
  if (made.code == OpCode::Call && made.argCount == 0 && (made.fn == Fn::Position || made.fn == Fn::Last)) return true;
  for (Index at = 0; at < made.argCount; ++at)
    if (countsItems(code.args[made.firstArg + at])) return true;
  return false;
}

}  // namespace thucdia::core::forms
