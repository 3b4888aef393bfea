#include "core/forms/compiler.h"
#include "core/forms/lexical.h"
#include "core/forms/regex.h"

namespace thucdia::core::forms {

Compiler::Index Compiler::positionCall(const AstNode& node) {
  if (node.args.empty()) return op(OpCode::Call, StaticType::Number, {}, Fn::Position);
  const auto& arg = m_ast.nodes[node.args[0]];
  std::optional<Cursors> found;
  if (arg.kind == AstKind::Name || arg.kind == AstKind::Path) found = cursors(arg);
  if (m_failed) return 0;
  if (!found || found->size() != 1) {
    const auto value = emit(node.args[0]);
    return m_failed ? 0 : op(OpCode::Call, StaticType::Number, {value}, Fn::Position);
  }
  auto cursor = std::move(found->front());
  // A path to the repeat one stands in means one's own instance: bind its last step too.
  const auto& target = m_program.definitions[cursor.def];
  if (cursor.absolute && cursor.steps.size() == 1 && cursor.steps.front().predicates.empty() &&
      cursor.steps.front().def == cursor.def) {
    const Def context = cursor.fromItem ? m_scope->def : m_expression.owner;
    if (m_program.sharedLevel(context, cursor.def) >= target.level) {
      cursor.steps.clear();
      cursor.level = target.level;
    }
  }
  if (m_form.nodes(static_cast<int>(cursor.def)).kind() == v1::NODE_KIND_REPEAT)
    depend(cursor.def, std::min(bound(cursor), target.level - 1), true, true);
  return op(OpCode::Call, StaticType::Number, {single(cursor)}, Fn::Position);
}

Compiler::Index Compiler::indexedRepeat(const AstNode& node) {
  if (node.args.size() % 2 == 0)
    return fail("arguments", "indexed-repeat() takes a question and then pairs of a repeat and a number", node.offset);
  const auto definitionOf = [&](Index arg) -> std::optional<Def> {
    auto found = cursors(m_ast.nodes[arg]);
    if (!found || found->size() != 1) return std::nullopt;
    return found->front().def;
  };
  const auto target = definitionOf(node.args[0]);
  if (m_failed) return 0;
  if (!target) return fail("arguments", "the first argument of indexed-repeat() must be one question", node.offset);
  std::vector<Def> repeats;
  std::vector<Index> indexes;
  auto level = m_program.sharedLevel(m_expression.owner, *target);
  const auto chain = m_program.chain(*target);
  bool sibling = false;
  for (std::size_t at = 1; at + 1 < node.args.size(); at += 2) {
    const auto repeat = definitionOf(node.args[at]);
    if (m_failed) return 0;
    if (!repeat || std::find(chain.begin(), chain.end(), *repeat) == chain.end())
      return fail("arguments",
                  "indexed-repeat() needs a repeat that the question stands in as argument " + std::to_string(at + 1),
                  node.offset);
    const auto repeatLevel = m_program.definitions[*repeat].level;
    if (m_program.sharedLevel(m_expression.owner, *repeat) >= repeatLevel) sibling = true;
    level = std::min(level, repeatLevel - 1);
    repeats.push_back(*repeat);
    indexes.push_back(emit(node.args[at + 1]));
  }
  if (m_failed) return 0;
  depend(*target, level, false, sibling);
  for (std::size_t at = level; at < chain.size(); ++at) depend(chain[at], level, true, sibling);
  const auto result = op(OpCode::Indexed, StaticType::Nodes, indexes);
  m_expression.code.ops[result].a = *target;
  m_expression.code.ops[result].b = static_cast<Index>(m_expression.code.indexed.size());
  m_expression.code.indexed.push_back(std::move(repeats));
  return result;
}

Compiler::Index Compiler::pullData(const AstNode& node) {
  std::string names[3];
  for (std::size_t at = 0; at < 3; ++at) {
    const auto& arg = m_ast.nodes[node.args[at]];
    if (arg.kind != AstKind::Literal)
      return fail("arguments", "the first three arguments of pulldata() must be texts: file, column wanted, key column",
                  arg.offset);
    names[at] = std::string(trim(arg.text));
  }
  if (names[0].ends_with(".csv")) names[0].resize(names[0].size() - 4);
  if (!spend(m_program.tables.size()) && !withinLimits(node.offset)) return 0;
  auto table = m_program.tableNamed(names[0]);
  if (table == kNone) {
    table = static_cast<std::uint32_t>(m_program.tables.size());
    m_program.tables.push_back({names[0], names[0], kNone, nullptr});
  }
  LookupPlan plan;
  plan.wanted = column(table, names[1], m_ast.nodes[node.args[1]].offset);
  plan.key = column(table, names[2], m_ast.nodes[node.args[2]].offset);
  const auto value = emit(node.args[3]);
  if (m_failed) return 0;
  const auto result = op(OpCode::Lookup, StaticType::Text, {value});
  m_expression.code.ops[result].a = table;
  m_expression.code.ops[result].b = static_cast<Index>(m_expression.code.lookups.size());
  m_expression.code.lookups.push_back(plan);
  return result;
}

Compiler::Index Compiler::choiceName(const AstNode& node) {
  const auto value = emit(node.args[0]);
  if (m_failed) return 0;
  const auto& second = m_ast.nodes[node.args[1]];
  std::optional<Cursors> found;
  if (second.kind == AstKind::Literal) {
    auto parsed = parseExpression(trim(second.text));
    if (!parsed) return fail("syntax", "jr:choice-name(): " + parsed.error().message, second.offset);
    auto outer = std::move(m_ast);
    m_ast = std::move(*parsed);
    const auto kind = m_ast.nodes[m_ast.root].kind;
    if (kind == AstKind::Path || kind == AstKind::Name) {
      const auto dependencies = m_expression.dependencies.size();
      found = cursors(m_ast.nodes[m_ast.root]);
      m_expression.dependencies.resize(dependencies);  // the question itself is not read, only its choices
    }
    m_ast = std::move(outer);
  } else if (second.kind == AstKind::Path || second.kind == AstKind::Name) {
    found = cursors(second);
  }
  if (m_failed) return 0;
  if (!found || found->size() != 1)
    return fail("arguments", "the second argument of jr:choice-name() must name a select, in quotes", node.offset);
  const auto& cursor = found->front();
  if (!m_form.nodes(static_cast<int>(cursor.def)).has_items())
    note(Severity::Warning, "no_choices",
         "jr:choice-name(): '" + m_program.definitions[cursor.def].path + "' has no choices", second.offset);
  m_expression.spoken = true;
  const auto path = single(cursor);
  const auto result = op(OpCode::Choice, StaticType::Text, {value, path});
  m_expression.code.ops[result].b = cursor.def;
  return result;
}

Compiler::Index Compiler::localNameCall(const AstNode& node) {
  Def def = m_expression.owner;
  if (!node.args.empty()) {
    const auto dependencies = m_expression.dependencies.size();
    auto found = cursors(m_ast.nodes[node.args[0]]);
    m_expression.dependencies.resize(dependencies);
    if (m_failed) return 0;
    if (!found || found->empty()) return text({});
    def = found->front().def;
  }
  const auto& name = m_form.nodes(static_cast<int>(def)).name();
  return text(std::string(node.text == "local-name" ? localName(name) : std::string_view(name)));
}

/// A text of the form by its id, in the language of the moment when it is worked out: a row of the list that the XForm
/// reader makes of them.
Compiler::Index Compiler::itextCall(const AstNode& node) {
  const auto table = m_program.tableNamed(kITextList);
  const auto& arg = m_ast.nodes[node.args[0]];
  if (table == kNone ||
      (arg.kind == AstKind::Literal && m_program.tables[table].rows->rowsEqual(0, arg.text).empty())) {
    note(Severity::Warning, "unknown_text", "the form has no text '" + arg.text + "'; jr:itext() gives nothing",
         node.offset);
    return text({});
  }
  const auto id = emit(node.args[0]);
  if (m_failed) return 0;
  const auto result = op(OpCode::IText, StaticType::Text, {id});
  m_expression.code.ops[result].a = table;
  return result;
}

/// A pattern that is known is compiled once, with the form.
Compiler::Index Compiler::regexCall(const AstNode& node, Index call) {
  const auto& code = m_expression.code;
  const auto& pattern = code.ops[code.args[code.ops[call].firstArg + 1]];
  if (pattern.code != OpCode::Text) return call;
  auto compiled = RegexPattern::compile(code.constants[pattern.a].text);
  if (!compiled) {
    note(Severity::Warning, "regex", "the pattern is not one: " + compiled.error().detail + "; nothing matches it",
         node.offset);
    return call;
  }
  m_expression.code.patterns.emplace_back(call, std::move(*compiled));
  return call;
}

}  // namespace thucdia::core::forms
