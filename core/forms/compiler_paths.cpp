#include <algorithm>

#include "core/forms/compiler.h"
#include "core/forms/limits.h"
#include "core/forms/nearest.h"

namespace thucdia::core::forms {

namespace {

bool nameMatches(std::string_view wanted, std::string_view name) {
  if (name.starts_with('@') != wanted.starts_with('@')) return false;  // attributes are no children
  return wanted == "*" || wanted == name || localName(wanted) == localName(name);
}

}  // namespace

void Compiler::depend(Def def, std::uint32_t level, bool structure, bool sibling) {
  if (def == m_expression.owner && !structure && m_expression.kind == Kind::Constraint)
    return;  // run whenever it changes
  if (m_scope != nullptr) {
    level = std::min(level, m_scope->level);
    sibling = sibling || m_scope->sibling;
  }
  Dependency dependency{def, level, structure, sibling};
  auto& known = m_expression.dependencies;
  if (!spend(known.size() / 16)) return;
  if (std::find(known.begin(), known.end(), dependency) == known.end()) known.push_back(dependency);
}

std::uint32_t Compiler::bound(const Cursor& cursor) const {
  if (!cursor.fromItem) return cursor.level;
  return m_scope == nullptr ? 0 : std::min(cursor.level, m_scope->level);
}

void Compiler::dependOn(const Cursor& cursor) {
  const auto& target = m_program.definitions[cursor.def];
  const auto level = std::min(bound(cursor), target.level);
  bool sibling = false;
  for (const auto& step : cursor.steps) {
    if (!step.expands) continue;
    if (!step.predicates.empty() &&
        m_program.sharedLevel(m_expression.owner, step.def) >= m_program.definitions[step.def].level)
      sibling = true;
    depend(step.def, std::min(level, m_program.definitions[step.def].level - 1), true, sibling);
  }
  const auto kind = m_form.nodes(static_cast<int>(cursor.def)).kind();
  if (kind == v1::NODE_KIND_QUESTION) depend(cursor.def, level, false, sibling);
}

std::optional<Def> Compiler::named(std::string_view name) const {
  auto found = m_program.byName.find(std::string(name));
  if (found == m_program.byName.end()) found = m_program.byName.find(std::string(localName(name)));
  if (found == m_program.byName.end()) return std::nullopt;
  const auto& candidates = found->second;
  if (candidates.size() == 1) return candidates.front();
  // The nearest: the one whose innermost common ancestor with us lies deepest.
  const Def context = m_scope != nullptr && !m_scope->row ? m_scope->def : m_expression.owner;
  if (!spend(candidates.size() * 4)) return candidates.front();
  std::optional<Def> best;
  std::size_t bestDepth = 0;
  for (const auto candidate : candidates) {
    std::vector<Def> ancestors;
    for (Def at = context; at != kNone; at = m_program.definitions[at].parent) ancestors.push_back(at);
    std::size_t depth = 0;
    for (Def at = candidate; at != kNone; at = m_program.definitions[at].parent) {
      const auto place = std::find(ancestors.begin(), ancestors.end(), at);
      if (place == ancestors.end()) continue;
      depth = static_cast<std::size_t>(ancestors.end() - place);
      break;
    }
    if (!best || depth > bestDepth) {
      best = candidate;
      bestDepth = depth;
    }
  }
  return best;
}

std::string Compiler::nearestName(std::string_view name) const {
  std::vector<std::string_view> names;
  if (!spend(m_program.byName.size() * 16)) return {};
  for (const auto& [known, defs] : m_program.byName) names.push_back(known);
  std::sort(names.begin(), names.end());
  return std::string(nearest(name, names, [](std::string_view known) { return known; }));
}

/// From the root down to a definition: every repeat on the way is a step, then bound as far as we share it.
Compiler::Cursor Compiler::cursorTo(Def target, bool absolute) const {
  Cursor cursor;
  cursor.absolute = absolute;
  cursor.def = target;
  for (const auto repeat : m_program.chain(target)) cursor.steps.push_back({repeat, true, {}});
  bind(cursor);
  return cursor;
}

/// Steps through repeats that the reader stands in itself become its own instance; not a last step to the repeat as
/// such.
void Compiler::bind(Cursor& cursor) const {
  if (!cursor.absolute) return;
  const auto shared = [&](Def context) {
    const auto limit = m_program.sharedLevel(context, cursor.def);
    std::uint32_t count = 0;
    for (const auto& step : cursor.steps) {
      if (!step.expands || !step.predicates.empty() || step.def == cursor.def) break;
      if (m_program.definitions[step.def].level > limit) break;
      ++count;
    }
    return count;
  };
  auto count = shared(m_expression.owner);
  if (m_scope != nullptr && !m_scope->row) {
    const auto fromItem = shared(m_scope->def);
    if (fromItem > count) {
      count = fromItem;
      cursor.fromItem = true;
    }
  }
  cursor.level = count;
  cursor.steps.erase(cursor.steps.begin(), cursor.steps.begin() + count);
}

std::optional<Compiler::Cursor> Compiler::nameCursor(const AstNode& node) {
  const auto target = named(node.text);
  if (!target) {
    fail("unknown_name", "there is no question called '" + node.text + "'", node.offset, nearestName(node.text));
    return std::nullopt;
  }
  return cursorTo(*target, true);
}

/// The children that may have the name, in document order; those without one too, since theirs count as ours.
std::vector<Def> Compiler::candidates(Def parent, std::string_view name) const {
  constexpr std::size_t kFew = 16;
  const auto& all = m_program.definitions[parent].children;
  const auto local = localName(name);
  if (local.empty() || name == "*" || all.size() <= kFew) return all;
  auto& index = m_childIndex[parent];
  if (index.empty())
    for (const auto child : all) index[localName(m_form.nodes(static_cast<int>(child)).name())].push_back(child);
  std::vector<Def> found;
  for (const auto key : {local, std::string_view()})
    if (const auto known = index.find(key); known != index.end())
      found.insert(found.end(), known->second.begin(), known->second.end());
  std::sort(found.begin(), found.end());
  return found;
}

void Compiler::children(const Cursor& from, std::string_view name, bool deep, Cursors& into) const {
  for (const auto child : candidates(from.def, deep ? std::string_view() : name)) {
    if (!spend(1 + from.steps.size())) return;
    const auto& node = m_form.nodes(static_cast<int>(child));
    auto next = from;
    next.def = child;
    if (node.kind() == v1::NODE_KIND_REPEAT) next.steps.push_back({child, true, {}});
    if (node.name().empty()) {  // in the body only: its children count as ours
      children(next, name, deep, into);
      continue;
    }
    if ((name.empty() && !node.name().starts_with('@')) || nameMatches(name, node.name())) into.push_back(next);
    if (deep) children(next, name, deep, into);
    if (into.size() > limits::kNodes) return;
  }
}

std::vector<Compiler::Index> Compiler::predicates(const std::vector<Index>& nodes, const Scope& scope) {
  std::vector<Index> result;
  const auto* outer = m_scope;
  m_scope = &scope;
  for (const auto node : nodes) result.push_back(emit(node));
  m_scope = outer;
  return result;
}

void Compiler::step(Cursors& from, const AstStep& step, bool last, std::uint32_t offset) {
  Cursors into;
  for (const auto& cursor : from) {
    if (!withinLimits(offset)) return;
    switch (step.axis) {
      case Axis::Self:
        into.push_back(cursor);
        break;
      case Axis::Attribute:
        children(cursor, "@" + step.name, false, into);
        break;
      case Axis::Parent: {
        auto next = cursor;
        const auto& here = m_program.definitions[cursor.def];
        if (here.parent == kNone) break;
        if (!next.steps.empty()) {
          if (next.steps.back().def == cursor.def) next.steps.pop_back();
        } else if (m_form.nodes(static_cast<int>(cursor.def)).kind() == v1::NODE_KIND_REPEAT) {
          next.level = here.level - 1;
        }
        next.def = here.parent;
        while (m_form.nodes(static_cast<int>(next.def)).name().empty() &&
               m_program.definitions[next.def].parent != kNone)
          next.def = m_program.definitions[next.def].parent;
        into.push_back(next);
        break;
      }
      case Axis::Child:
        children(cursor, step.name, false, into);
        break;
      case Axis::Descendant:
        children(cursor, step.name, true, into);
        break;
    }
  }
  if (into.empty() && !from.empty() && step.axis == Axis::Child && step.name != "*") {
    std::vector<std::string_view> known;
    if (!spend(m_program.definitions[from.front().def].children.size() * 16)) return;
    for (const auto child : m_program.definitions[from.front().def].children)
      known.push_back(m_form.nodes(static_cast<int>(child)).name());
    note(Severity::Warning, "unknown_path",
         "'" + m_program.definitions[from.front().def].path + "' has no '" + step.name + "'; the path leads to nothing",
         offset, std::string(nearest(step.name, known, [](std::string_view name) { return name; })));
  }
  if (!step.predicates.empty()) {
    for (auto& cursor : into) {
      Scope scope;
      scope.def = cursor.def;
      scope.outer = m_scope;
      scope.level = cursor.absolute ? 0 : bound(cursor);
      scope.sibling = m_program.definitions[cursor.def].level > 0 &&
                      m_program.sharedLevel(m_expression.owner, cursor.def) >= m_program.definitions[cursor.def].level;
      auto compiled = predicates(step.predicates, scope);
      if (m_failed) return;
      if (!cursor.steps.empty() && cursor.steps.back().def == cursor.def)
        cursor.steps.back().predicates = std::move(compiled);
      else
        cursor.steps.push_back({cursor.def, false, std::move(compiled)});
    }
  }
  static_cast<void>(last);
  from = std::move(into);
}

/// Where a path or ${name} may lead; nothing when it is no path through the form's own instance.
std::optional<Compiler::Cursors> Compiler::cursors(const AstNode& node) {
  Cursors found;
  if (node.kind == AstKind::Name) {
    auto cursor = nameCursor(node);
    if (!cursor) return std::nullopt;
    found.push_back(std::move(*cursor));
    return found;
  }
  if (node.kind != AstKind::Path) return std::nullopt;
  std::size_t first = 0;
  if (node.start == PathStart::Root) {
    Cursor root;
    root.absolute = true;
    if (node.steps.empty()) {
      found.push_back(root);
      return found;
    }
    const auto& step = node.steps.front();
    found.push_back(root);
    if (step.axis == Axis::Child) {
      const auto& name = m_form.nodes(0).name();
      if (!nameMatches(step.name, name)) {
        note(Severity::Warning, "unknown_path", "the form's root is called '" + name + "', not '" + step.name + "'",
             node.offset, name);
        return Cursors{};
      }
      first = 1;
    }
  } else {
    Cursor here;
    if (node.start == PathStart::Expression) {
      const auto& base = m_ast.nodes[node.args[0]];
      if (base.kind == AstKind::Name) {
        auto cursor = nameCursor(base);
        if (!cursor) return std::nullopt;
        here = std::move(*cursor);
        here.absolute = false;
      } else if (base.kind == AstKind::Call && functionNamed(base.text) != nullptr &&
                 functionNamed(base.text)->fn == Fn::Current) {
        here.def = m_expression.owner;
        here.level = m_program.definitions[here.def].level;
      } else {
        return std::nullopt;
      }
    } else if (m_scope != nullptr) {
      if (m_scope->row) return std::nullopt;
      here.fromItem = true;
      here.def = m_scope->def;
      here.level = m_program.definitions[here.def].level;
    } else {
      here.def = m_expression.owner;
      here.level = m_program.definitions[here.def].level;
    }
    found.push_back(std::move(here));
  }
  for (auto at = first; at < node.steps.size(); ++at) {
    step(found, node.steps[at], at + 1 == node.steps.size(), node.offset);
    if (m_failed) return std::nullopt;
  }
  for (auto& cursor : found) bind(cursor);
  return found;
}

Compiler::Index Compiler::single(const Cursor& cursor) {
  dependOn(cursor);
  PathPlan plan;
  plan.fromItem = cursor.fromItem;
  plan.level = cursor.level;
  plan.def = cursor.def;
  plan.steps = cursor.steps;
  const auto result = op(cursor.steps.empty() ? OpCode::Node : OpCode::NodeSet, StaticType::Nodes);
  m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.paths.size());
  m_expression.code.paths.push_back(std::move(plan));
  return result;
}

Compiler::Index Compiler::finish(Cursors found, std::uint32_t offset) {
  if (m_failed) return 0;
  if (found.empty()) return op(OpCode::Empty, StaticType::Nodes);
  if (found.size() > 1'000) return fail("limit", "the path leads to more than 1000 questions; name them", offset);
  std::vector<Index> parts;
  for (const auto& cursor : found) parts.push_back(single(cursor));
  if (parts.size() == 1) return parts.front();
  return op(OpCode::Union, StaticType::Nodes, parts);
}

Compiler::Index Compiler::nameReference(const AstNode& node) {
  auto cursor = nameCursor(node);
  return cursor ? single(*cursor) : 0;
}

Compiler::Index Compiler::path(const AstNode& node) {
  if (node.start == PathStart::Expression) {
    const auto& base = m_ast.nodes[node.args[0]];
    if (base.kind == AstKind::Call)
      if (const auto* info = functionNamed(base.text); info != nullptr && info->fn == Fn::Instance) {
        const auto table = instanceOf(base);
        return table ? tablePath(node, *table, node.steps) : 0;
      }
    if (base.kind == AstKind::Filter && m_ast.nodes[base.args[0]].kind == AstKind::Name) {
      // ${people}[…]/name: the predicates belong to the reference's last step
      auto cursor = nameCursor(m_ast.nodes[base.args[0]]);
      if (!cursor) return 0;
      Cursors found{std::move(*cursor)};
      AstStep self;
      self.axis = Axis::Self;
      self.predicates.assign(base.args.begin() + 1, base.args.end());
      found.front().absolute = false;
      step(found, self, false, node.offset);
      for (std::size_t at = 0; at < node.steps.size() && !m_failed; ++at)
        step(found, node.steps[at], at + 1 == node.steps.size(), node.offset);
      return finish(std::move(found), node.offset);
    }
  }
  if (m_scope != nullptr && m_scope->row && node.start == PathStart::Here) return rowPath(node);
  if (node.start == PathStart::Here && node.steps.size() == 1 && node.steps[0].axis == Axis::Self &&
      node.steps[0].predicates.empty())
    return here();
  auto found = cursors(node);
  if (m_failed) return 0;
  if (!found) return fail("unsupported", "a path cannot begin with this", node.offset);
  return finish(std::move(*found), node.offset);
}

Compiler::Index Compiler::filter(const AstNode& node) {
  const auto& base = m_ast.nodes[node.args[0]];
  const std::vector<Index> wanted(node.args.begin() + 1, node.args.end());
  if (base.kind == AstKind::Name) {
    auto cursor = nameCursor(base);
    if (!cursor) return 0;
    if (m_form.nodes(static_cast<int>(cursor->def)).kind() == v1::NODE_KIND_REPEAT) {
      cursor->absolute = false;
      Cursors found{std::move(*cursor)};
      AstStep self;
      self.axis = Axis::Self;
      self.predicates = wanted;
      step(found, self, true, node.offset);
      return finish(std::move(found), node.offset);
    }
  }
  const auto value = emit(node.args[0]);
  if (m_failed) return 0;
  Scope scope;
  scope.outer = m_scope;
  const auto& made = m_expression.code.ops[value];
  if (made.code == OpCode::Rows) {
    scope.row = true;
    scope.table = m_expression.code.tables[made.a].table;
  } else if (made.code == OpCode::Call && made.fn == Fn::Randomize &&
             m_expression.code.ops[m_expression.code.args[made.firstArg]].code == OpCode::Rows) {
    scope.row = true;
    scope.table = m_expression.code.tables[m_expression.code.ops[m_expression.code.args[made.firstArg]].a].table;
  } else if (made.code == OpCode::Node || made.code == OpCode::NodeSet) {
    scope.def = m_expression.code.paths[made.a].def;
  } else if (made.code == OpCode::Base) {
    scope.def = m_expression.owner;
  } else {
    return fail("unsupported", "a predicate [ ] must follow a path", node.offset);
  }
  std::vector<Index> args{value};
  for (const auto index : predicates(wanted, scope)) args.push_back(index);
  return m_failed ? 0 : op(OpCode::Filter, StaticType::Nodes, args);
}

std::optional<std::uint32_t> Compiler::instanceOf(const AstNode& node) {
  const auto& arg = m_ast.nodes[node.args[0]];
  if (arg.kind != AstKind::Literal) {
    fail("unsupported", "instance() needs the name of a list in quotes", node.offset);
    return std::nullopt;
  }
  static_cast<void>(spend(m_program.tables.size()));
  const auto table = m_program.tableNamed(arg.text);
  if (table == kNone) {
    fail("unknown_instance", "there is no list or file '" + arg.text + "': name a file in a row of type csv-external",
         node.offset, std::string(nearest(arg.text, m_program.tables, [](const TableName& known) {
           return std::string_view(known.id);
         })));
    return std::nullopt;
  }
  return table;
}

std::uint32_t Compiler::column(std::uint32_t table, std::string name, std::uint32_t offset) {
  static_cast<void>(spend(m_program.columns.size()));
  const auto& rows = m_program.tables[table].rows;
  if (rows && !rows->column(name)) {
    std::vector<std::string> known;
    for (std::size_t at = 0; at < rows->columnCount(); ++at) known.emplace_back(rows->columnName(at));
    note(Severity::Warning, "unknown_column",
         "the list '" + m_program.tables[table].id + "' has no column '" + name + "'", offset, nearest(name, known));
  }
  for (std::size_t at = 0; at < m_program.columns.size(); ++at)
    if (m_program.columns[at].table == table && m_program.columns[at].name == name)
      return static_cast<std::uint32_t>(at);
  m_program.columns.push_back({table, std::move(name)});
  return static_cast<std::uint32_t>(m_program.columns.size() - 1);
}

/// instance('x')/root/item[…]/column
Compiler::Index Compiler::tablePath(const AstNode& node, std::uint32_t table, const std::vector<AstStep>& steps) {
  if (m_program.tables[table].file == "last-saved") {
    std::string path;
    for (std::size_t at = 1; at < steps.size(); ++at) path += (path.empty() ? "" : "/") + steps[at].name;
    const auto result = op(OpCode::LastSaved, StaticType::Text);
    m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.constants.size());
    m_expression.code.constants.push_back({std::move(path), 0});
    return result;
  }
  TablePlan plan;
  plan.table = table;
  Scope scope;
  scope.row = true;
  scope.table = table;
  scope.outer = m_scope;
  scope.level = static_cast<std::uint32_t>(limits::kRepeatDepth);
  std::string name;
  for (std::size_t at = 0; at < steps.size(); ++at) {
    if (steps[at].axis == Axis::Descendant && at == 0 && steps.size() == 1) continue;
    if (at == 1) {
      plan.predicates = predicates(steps[at].predicates, scope);
      if (m_failed) return 0;
    }
    if (at >= 2) name += (name.empty() ? "" : "/") + std::string(localName(steps[at].name));
  }
  if (!name.empty()) plan.column = column(table, name, node.offset);
  findKey(plan);
  findBounds(plan);
  const auto result = op(OpCode::Rows, StaticType::Nodes);
  m_expression.code.ops[result].a = static_cast<Index>(m_expression.code.tables.size());
  m_expression.code.tables.push_back(std::move(plan));
  return result;
}

/// A path in the predicate of a table: a column of the row.
Compiler::Index Compiler::rowPath(const AstNode& node) {
  std::string name;
  for (const auto& step : node.steps) {
    if (step.axis == Axis::Self) continue;
    if (step.axis == Axis::Parent) return op(OpCode::Empty, StaticType::Nodes);
    name += (name.empty() ? "" : "/") + std::string(localName(step.name));
  }
  if (name.empty()) return op(OpCode::Item, StaticType::Nodes);
  const auto result = op(OpCode::ItemCell, StaticType::Nodes);
  const auto found = column(m_scope->table, name, node.offset);
  m_expression.code.ops[result].a = found;
  return result;
}

/// Calls take(comparison, column, value, the column stands first) → go on? for what compares a column with a value that
/// does not look at the row, in a predicate or among what it joins by "and".
template <class Take>
void Compiler::eachComparison(Index predicate, Take take) const {
  const auto& code = m_expression.code;
  std::vector<Index> open{predicate};
  while (!open.empty()) {
    const auto index = open.back();
    open.pop_back();
    const auto& made = code.ops[index];
    if (made.code == OpCode::And) {
      open.push_back(code.args[made.firstArg + 1]);
      open.push_back(code.args[made.firstArg]);
      continue;
    }
    if (made.code < OpCode::Equal || made.code > OpCode::GreaterOrEqual) continue;
    for (int side = 0; side < 2; ++side) {
      const auto& cell = code.ops[code.args[made.firstArg + static_cast<Index>(side)]];
      const auto other = code.args[made.firstArg + static_cast<Index>(1 - side)];
      if (cell.code != OpCode::ItemCell || looksAtItem(other)) continue;
      if (!take(index, cell.a, other, side == 0)) return;
      break;
    }
  }
}

/// "column = value" in the first predicate, alone or joined by "and": rows are found by index.
void Compiler::findKey(TablePlan& plan) const {
  if (plan.predicates.empty() || countsItems(plan.predicates.front())) return;
  eachComparison(plan.predicates.front(), [&](Index index, Index column, Index value, bool) {
    if (m_expression.code.ops[index].code != OpCode::Equal) return true;
    plan.keyColumn = column;
    plan.keyValue = value;
    return false;
  });
}

void Compiler::findBounds(TablePlan& plan) const {
  for (Index at = 0; at < plan.predicates.size(); ++at) {
    if (countsItems(plan.predicates[at])) continue;
    eachComparison(plan.predicates[at], [&](Index index, Index column, Index value, bool columnFirst) {
      const auto code = m_expression.code.ops[index].code;
      if (code == OpCode::Equal || code == OpCode::NotEqual) return true;
      plan.bounds.push_back({columnFirst ? code : mirrored(code), column, value, at, index == plan.predicates[at]});
      return true;
    });
  }
}

}  // namespace thucdia::core::forms
