#include "core/forms/linker.h"

#include <algorithm>

#include "core/forms/lexical.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

/// "jr://file-csv/crops.csv" → "crops".
std::string fileName(std::string_view src) {
  if (src.ends_with("/last-saved") || src == "last-saved") return "last-saved";
  if (const auto slash = src.rfind('/'); slash != std::string_view::npos) src.remove_prefix(slash + 1);
  if (const auto dot = src.rfind('.'); dot != std::string_view::npos && dot > 0) src = src.substr(0, dot);
  return std::string(src);
}

bool hasWord(std::string_view text, std::string_view word) {
  bool found = false;
  eachWord(text, [&](std::string_view each) {
    found = each == word || (each.starts_with(word) && each.size() > word.size() && each[word.size()] == '(');
    return !found;
  });
  return found;
}

}  // namespace

std::string_view localName(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::uint32_t Program::sharedLevel(Def a, Def b) const {
  const auto& first = chain(a);
  const auto& second = chain(b);
  std::uint32_t level = 0;
  while (level < first.size() && level < second.size() && first[level] == second[level]) ++level;
  return level;
}

std::uint32_t Program::tableNamed(std::string_view id) const {
  for (std::size_t at = 0; at < tables.size(); ++at)
    if (tables[at].id == id) return static_cast<std::uint32_t>(at);
  return kNone;
}

void Linker::add(Severity severity, std::string code, std::string message, std::uint32_t node, Part part) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = std::move(code);
  diagnostic.message = std::move(message);
  diagnostic.node = node;
  diagnostic.part = part;
  addBounded(m_diagnostics, std::move(diagnostic));
}

bool Linker::run() {
  if (!shape()) return false;
  if (!tables()) return false;
  expressions();
  choiceReaders();
  readers();
  order();
  return true;
}

bool Linker::shape() {
  const auto count = static_cast<std::size_t>(m_form.nodes_size());
  if (count == 0 || node(0).kind() != v1::NODE_KIND_ROOT || node(0).parent() != 0) {
    add(Severity::Error, "shape", "the form has no root", kNoNode, Part::Whole);
    return false;
  }
  if (count > limits::kNodes) {
    add(Severity::Error, "limit", "the form has more than " + std::to_string(limits::kNodes) + " nodes (kNodes)",
        kNoNode, Part::Whole);
    return false;
  }
  m_program.definitions.resize(count);
  std::vector<std::uint32_t> depth(count, 0);
  for (Def def = 0; def < count; ++def) {
    auto& mine = m_program.definitions[def];
    const auto& source = node(def);
    if (def > 0) {
      const Def parent = source.parent();
      const auto kind = source.kind();
      if (parent >= def || node(parent).kind() == v1::NODE_KIND_QUESTION ||
          (kind != v1::NODE_KIND_GROUP && kind != v1::NODE_KIND_REPEAT && kind != v1::NODE_KIND_QUESTION) ||
          (source.name().empty() && kind != v1::NODE_KIND_GROUP)) {
        add(Severity::Error, "shape", "the node does not fit where it stands", def, Part::Whole);
        return false;
      }
      const auto& above = m_program.definitions[parent];
      mine.parent = parent;
      depth[def] = depth[parent] + 1;
      mine.level = above.level + (kind == v1::NODE_KIND_REPEAT ? 1 : 0);
      if (depth[def] > limits::kNodeDepth || mine.level > limits::kRepeatDepth) {
        add(Severity::Error, "limit",
            depth[def] > limits::kNodeDepth ? "groups are nested deeper than 64 (kNodeDepth)"
                                            : "repeats are nested deeper than 8 (kRepeatDepth)",
            def, Part::Whole);
        return false;
      }
      mine.frameDef = kind == v1::NODE_KIND_REPEAT ? def : above.frameDef;
      mine.chain = above.chain;
      if (kind == v1::NODE_KIND_REPEAT) mine.chain.push_back(def);
      if (above.path.size() + 1 + source.name().size() > limits::kPathBytes) {
        add(Severity::Error, "limit",
            "the path to the node is longer than " + std::to_string(limits::kPathBytes) + " bytes (kPathBytes)", def,
            Part::Name);
        return false;
      }
      const auto join = [&](const std::string& base) {
        if (source.name().empty()) return base;
        return base.empty() ? source.name() : base + '/' + source.name();
      };
      mine.path = join(above.path);
      mine.localPath = node(parent).kind() == v1::NODE_KIND_REPEAT ? source.name() : join(above.localPath);
      m_program.definitions[parent].children.push_back(def);
    }
    mine.wide = hasWord(source.appearance(), "money");
    if (source.name().empty()) continue;
    m_program.byName[source.name()].push_back(def);
    if (const auto local = localName(source.name()); local != source.name())
      m_program.byName[std::string(local)].push_back(def);
    m_program.byPath.emplace(mine.path, def);
  }
  // Slots in document order; a repeat has one in the frame around it and its instances have one of their own.
  m_program.frames[0].slots.push_back(0);
  std::vector<Def> open(m_program.definitions[0].children.rbegin(), m_program.definitions[0].children.rend());
  while (!open.empty()) {
    const Def def = open.back();
    open.pop_back();
    auto& mine = m_program.definitions[def];
    const bool repeat = node(def).kind() == v1::NODE_KIND_REPEAT;
    auto& around = m_program.frames[m_program.definitions[mine.parent].frameDef];
    const auto slot = static_cast<std::uint32_t>(around.slots.size());
    around.slots.push_back(def);
    if (repeat) {
      mine.range = slot;
      mine.nested = static_cast<std::uint32_t>(around.repeats.size());
      around.repeats.push_back(def);
      m_program.frames[def].slots.push_back(def);
    } else {
      mine.slot = slot;
    }
    open.insert(open.end(), mine.children.rbegin(), mine.children.rend());
  }
  return true;
}

bool Linker::tables() {
  std::size_t cellCount = 0;
  for (int index = 0; index < m_form.lists_size(); ++index) {
    const auto& list = m_form.lists(index);
    const auto width = static_cast<std::size_t>(list.columns_size());
    cellCount += width * static_cast<std::size_t>(list.rows_size());
    if (width > limits::kTableColumns || cellCount > limits::kTableCells) {
      add(Severity::Error, "limit",
          width > limits::kTableColumns
              ? "the list '" + list.id() + "' has more than " + std::to_string(limits::kTableColumns) +
                    " columns (kTableColumns)"
              : "the lists have more than " + std::to_string(limits::kTableCells) + " cells (kTableCells)",
          kNoNode, Part::Choices);
      return false;
    }
    const auto rows =
        std::make_shared<MemoryTable>(std::vector<std::string>(list.columns().begin(), list.columns().end()));
    std::vector<std::optional<std::string_view>> cells;
    for (const auto& row : list.rows()) {
      cells.assign(width, std::nullopt);
      for (const auto& cell : row.cells())
        if (cell.column() < cells.size()) cells[cell.column()] = cell.text();
      rows->add(cells);
    }
    TableName table;
    table.id = list.id();
    table.list = static_cast<std::uint32_t>(index);
    table.rows = rows;
    m_program.tables.push_back(std::move(table));
  }
  for (const auto& instance : m_form.instances()) {
    TableName table;
    table.id = instance.id();
    table.file = instance.src().empty() ? instance.id() : fileName(instance.src());
    m_program.tables.push_back(std::move(table));
  }
  if (m_program.tables.size() > limits::kTables) {
    add(Severity::Error, "limit",
        "the form has more than " + std::to_string(limits::kTables) + " lists and files (kTables)", kNoNode,
        Part::Choices);
    return false;
  }
  return true;
}

void Linker::expressions() {
  Compiler compiler(m_program, m_form, m_diagnostics);
  const auto compile = [&](const std::string& source, Def def, Kind kind, Part part) {
    return trim(source).empty() ? kNone : compiler.compile(source, def, kind, part);
  };
  for (Def def = 0; def < m_program.definitions.size(); ++def) {
    const auto& source = node(def);
    auto& mine = m_program.definitions[def];
    mine.relevant = compile(source.relevant(), def, Kind::Relevant, Part::Relevant);
    mine.readOnly = compile(source.readonly(), def, Kind::ReadOnly, Part::ReadOnly);
    mine.required = compile(source.required(), def, Kind::Required, Part::Required);
    if (source.kind() == v1::NODE_KIND_QUESTION) {
      mine.constraint = compile(source.constraint(), def, Kind::Constraint, Part::Constraint);
      mine.calculate = compile(source.calculate(), def, Kind::Calculate, Part::Calculate);
    }
    if (source.kind() == v1::NODE_KIND_REPEAT && !trim(source.repeat_count()).empty()) {
      // Read from around the repeat: as the XForms specification has it, relative paths start at the repeat itself.
      mine.count = compile(source.repeat_count(), def, Kind::Count, Part::RepeatCount);
    }
    items(def, compiler);
    texts(def, compiler);
  }
  rowTexts(compiler);
  actions(compiler);
}

/// Labels of choices that show answers: compiled from the root, once for all questions that use the list.
void Linker::rowTexts(Compiler& compiler) {
  for (int list = 0; list < m_form.lists_size(); ++list) {
    const auto& rows = m_form.lists(list).rows();
    for (int row = 0; row < rows.size(); ++row) {
      const bool plain = std::none_of(
          rows[row].label().variants().begin(), rows[row].label().variants().end(), [](const auto& variant) {
            return std::any_of(variant.segments().begin(), variant.segments().end(),
                               [](const auto& segment) { return segment.has_expression(); });
          });
      if (plain) continue;
      const auto before = m_program.expressions.size();
      m_program.rowTexts[static_cast<std::uint64_t>(list) << 32 | static_cast<std::uint64_t>(row)] =
          textPlan(rows[row].label(), 0, Kind::Choices, Part::Choices, compiler);
      for (auto at = before; at < m_program.expressions.size(); ++at)
        m_program.expressions[at].table = static_cast<std::uint32_t>(list);
    }
  }
  m_program.selectsOf.resize(m_program.tables.size());
  for (Def def = 0; def < m_program.definitions.size(); ++def) {
    const auto items = m_program.definitions[def].items;
    if (items == kNone) continue;
    const auto& plan = m_program.items[items];
    if (plan.table != kNone) m_program.selectsOf[plan.table].push_back(def);
    if (plan.nodeset == kNone) continue;
    for (const auto& table : m_program.expressions[plan.nodeset].code.tables)
      m_program.selectsOf[table.table].push_back(def);
  }
}

std::uint32_t Linker::textPlan(const v1::Text& text, Def def, Kind kind, Part part, Compiler& compiler) {
  TextPlan plan;
  for (const auto& variant : text.variants()) {
    std::vector<TextPart> parts;
    for (const auto& segment : variant.segments()) {
      TextPart piece;
      if (segment.has_expression())
        piece.expression = compiler.compile(segment.expression(), def, kind, part);
      else
        piece.text = segment.text();
      parts.push_back(std::move(piece));
    }
    plan.languages.emplace_back(variant.language(), std::move(parts));
  }
  m_program.texts.push_back(std::move(plan));
  return static_cast<std::uint32_t>(m_program.texts.size() - 1);
}

void Linker::texts(Def def, Compiler& compiler) {
  const auto& source = node(def);
  const auto make = [&](bool has, const v1::Text& text, TextKind kind, Part part) {
    if (!has || text.variants().empty()) return;
    m_program.definitions[def].texts[static_cast<std::size_t>(kind)] = textPlan(text, def, Kind::Text, part, compiler);
  };
  make(source.has_label(), source.label(), TextKind::Label, Part::Label);
  make(source.has_hint(), source.hint(), TextKind::Hint, Part::Hint);
  make(source.has_guidance(), source.guidance(), TextKind::Guidance, Part::Guidance);
  make(source.has_constraint_message(), source.constraint_message(), TextKind::Constraint, Part::ConstraintMessage);
  make(source.has_required_message(), source.required_message(), TextKind::Required, Part::RequiredMessage);
}

void Linker::items(Def def, Compiler& compiler) {
  const auto& source = node(def);
  if (!source.has_items()) return;
  const auto& from = source.items();
  ItemsPlan plan;
  if (from.list() > 0) {
    if (from.list() > static_cast<std::uint32_t>(m_form.lists_size())) {
      add(Severity::Error, "shape", "the question's list does not exist", def, Part::Choices);
      return;
    }
    plan.table = from.list() - 1;
  } else {
    plan.nodeset = compiler.compile(from.nodeset(), def, Kind::Choices, Part::ChoiceFilter);
    if (plan.nodeset == kNone) return;
    const auto item = compiler.itemsOf(plan.nodeset);
    if (!item) {
      add(Severity::Error, "unsupported", "choices come from a path to a list, a file or a repeat", def,
          Part::ChoiceFilter);
      return;
    }
    if (!from.value_ref().empty())
      plan.value = compiler.compile(from.value_ref(), def, Kind::Choices, Part::Choices, &*item);
    if (!from.label_ref().empty() && !from.label_ref().starts_with("jr:itext"))
      plan.label = compiler.compile(from.label_ref(), def, Kind::Choices, Part::Choices, &*item);
  }
  m_program.definitions[def].items = static_cast<std::uint32_t>(m_program.items.size());
  m_program.items.push_back(plan);
}

void Linker::actions(Compiler& compiler) {
  for (int index = 0; index < m_form.actions_size(); ++index) {
    const auto& action = m_form.actions(index);
    const auto count = m_program.definitions.size();
    ActionPlan plan;
    plan.source = static_cast<std::uint32_t>(index);
    if (action.target() >= count || node(action.target()).kind() != v1::NODE_KIND_QUESTION ||
        action.trigger() >= count) {
      add(Severity::Error, "shape", "an action sets what is no question", kNoNode, Part::Action);
      m_program.actions.push_back(plan);
      continue;
    }
    plan.target = action.target();
    if (!trim(action.value()).empty())
      plan.expression = compiler.compile(action.value(), plan.target, Kind::Action, Part::Action);
    for (const auto event : action.events())
      if (event == v1::ACTION_EVENT_VALUE_CHANGED)
        m_program.definitions[action.trigger()].triggers.push_back(static_cast<std::uint32_t>(index));
    m_program.actions.push_back(plan);
  }
}

/// Who looks up a text by its id reads the answers that the text shows.
void Linker::readText(Expression& expression, const Op& op) {
  const auto& id = expression.code.ops[expression.code.args[op.firstArg]];
  if (id.code != OpCode::Text) return;
  const auto& table = m_program.tables[op.a];
  const auto rows = table.rows->rowsEqual(0, expression.code.constants[id.a].text);
  if (rows.empty()) return;
  const auto texts = m_program.rowTexts.find(static_cast<std::uint64_t>(table.list) << 32 | rows.front());
  if (texts != m_program.rowTexts.end()) readWords(expression, texts->second);
}

/// Who shows the label of a choice reads the answers that the labels of the list show.
void Linker::readLabels(Expression& expression, std::uint32_t items) {
  const auto& plan = m_program.items[items];
  const auto read = [&](std::uint32_t table) {
    const auto list = m_program.tables[table].list;
    if (list == kNone) return;
    for (int row = 0; row < m_form.lists(static_cast<int>(list)).rows_size(); ++row)
      if (const auto texts =
              m_program.rowTexts.find(static_cast<std::uint64_t>(list) << 32 | static_cast<std::uint64_t>(row));
          texts != m_program.rowTexts.end())
        readWords(expression, texts->second);
  };
  if (m_program.rowTexts.empty()) return;
  if (plan.table != kNone) read(plan.table);
  if (plan.nodeset != kNone)
    for (const auto& table : m_program.expressions[plan.nodeset].code.tables) read(table.table);
}

void Linker::readWords(Expression& expression, std::uint32_t text) {
  for (const auto& [language, parts] : m_program.texts[text].languages)
    for (const auto& part : parts) {
      if (part.expression == kNone) continue;
      const auto read = m_program.expressions[part.expression].dependencies;
      for (auto dependency : read) {
        dependency.level = 0;
        auto& known = expression.dependencies;
        if (std::find(known.begin(), known.end(), dependency) == known.end()) known.push_back(dependency);
      }
    }
}

void Linker::choiceReaders() {
  for (auto& expression : m_program.expressions) {
    for (const auto& op : expression.code.ops) {
      if (op.code == OpCode::IText) readText(expression, op);
      if (op.code != OpCode::Choice) continue;
      const auto items = m_program.definitions[op.b].items;
      if (items != kNone) readLabels(expression, items);
      if (items == kNone || m_program.items[items].nodeset == kNone) continue;
      const auto shared = m_program.sharedLevel(expression.owner, op.b);
      const auto& choices = m_program.expressions[m_program.items[items].nodeset];
      if (&choices == &expression) continue;
      const auto read = choices.dependencies;
      for (auto dependency : read) {
        dependency.level = std::min(dependency.level, shared);
        expression.dependencies.push_back(dependency);
      }
    }
  }
}

}  // namespace thucdia::core::forms
