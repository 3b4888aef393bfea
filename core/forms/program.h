#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/forms/diagnostic.h"
#include "core/forms/external_data.h"
#include "core/forms/form.h"
#include "core/forms/functions.h"

/// What linking derives from a compiled form: the shape of frames, compiled expressions, and who depends on whom.
///
/// A *frame* is one instance of a repeat, or the form itself; it holds one slot for each node that stands in it and in
/// no inner repeat. The *level* of a node is the number of repeats around it (a repeat's own instances counted in).
/// References that lie in a repeat which they share with the reader are bound to the reader's own frame: from the
/// reader's frame upwards to a level, then to a slot. That is how a reference costs two steps and no search.
namespace thucdia::core::forms {

class RegexPattern;

using Def = std::uint32_t;
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
/// The list of the texts that expressions look up by jr:itext().
inline constexpr std::string_view kITextList = "jr:itext";

enum class OpCode : std::uint8_t {
  Number,     ///< a = constant
  Text,       ///< a = constant
  Boolean,    ///< a = 0 or 1
  Node,       ///< a = path that leads to one node
  NodeSet,    ///< a = path
  Empty,      ///< a nodeset without nodes
  Base,       ///< the node that the expression belongs to
  Item,       ///< the item that a predicate looks at
  ItemCell,   ///< a = column: of the item's row
  Rows,       ///< a = table plan
  LastSaved,  ///< a = constant: the path
  Filter,     ///< args[0], then predicates
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Negate,
  Union,
  Call,     ///< fn
  Indexed,  ///< indexed-repeat: a = target; args = indexes; repeats in Code.indexed[b]
  Choice,   ///< jr:choice-name: args[0] the value; a = path to the select; b = its definition
  IText,    ///< jr:itext: args[0] the text's id; a = its table
  Lookup,   ///< pulldata: a = table, b = column plan {wanted, key}; args[0] the value
};

/// What an order says when its sides change places: "<" for ">"; others stay.
[[nodiscard]] constexpr OpCode mirrored(OpCode code) {
  switch (code) {
    case OpCode::Less:
      return OpCode::Greater;
    case OpCode::LessOrEqual:
      return OpCode::GreaterOrEqual;
    case OpCode::Greater:
      return OpCode::Less;
    case OpCode::GreaterOrEqual:
      return OpCode::LessOrEqual;
    default:
      return code;
  }
}

struct Op {
  OpCode code = OpCode::Empty;
  StaticType type = StaticType::Any;
  Fn fn = Fn::If;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t firstArg = 0;
  std::uint32_t argCount = 0;
};

struct Constant {
  std::string text;
  double number = 0;
};

struct PathStep {
  Def def = 0;  ///< a repeat: its instances in the frame; otherwise a node of the frame that predicates look at
  bool expands = false;
  std::vector<std::uint32_t> predicates;
};

struct PathPlan {
  bool fromItem = false;    ///< from the predicate's item; otherwise from the expression's own node
  std::uint32_t level = 0;  ///< up to the frame of this level
  Def def = 0;              ///< the target
  std::vector<PathStep> steps;
};

/// "column < value" in a predicate that does not count rows, its value not looking at the row: decided for all rows at
/// once.
struct RowBound {
  OpCode order = OpCode::Less;  ///< of column and value, in this order
  std::uint32_t column = 0;     ///< of Program.columns
  std::uint32_t value = 0;      ///< op
  std::uint32_t predicate = 0;  ///< number among the plan's
  bool whole = false;           ///< the predicate says nothing else
};

struct TablePlan {
  std::uint32_t table = 0;
  std::uint32_t column = kNone;  ///< of Program.columns
  /// A first predicate "column = value" whose value does not look at the row: found by index.
  std::uint32_t keyColumn = kNone;
  std::uint32_t keyValue = kNone;  ///< op
  std::vector<std::uint32_t> predicates;
  std::vector<RowBound> bounds;
};

struct LookupPlan {
  std::uint32_t wanted = kNone;
  std::uint32_t key = kNone;
};

struct Code {
  std::vector<Op> ops;
  std::vector<std::uint32_t> args;
  std::vector<Constant> constants;
  std::vector<PathPlan> paths;
  std::vector<TablePlan> tables;
  std::vector<std::vector<Def>> indexed;
  std::vector<LookupPlan> lookups;
  std::vector<std::pair<std::uint32_t, std::shared_ptr<const RegexPattern>>> patterns;  ///< by op
  std::uint32_t root = 0;
};

/// An expression reads a node, or how many instances a repeat has and in what order.
struct Dependency {
  Def def = 0;
  std::uint32_t level = 0;  ///< shared with the reader: which of its frames must be looked at again
  bool structure = false;
  bool sibling = false;  ///< reads another row of a repeat that the reader stands in, picked by an index or predicate
  bool operator==(const Dependency&) const = default;
};

enum class Kind : std::uint8_t { Relevant, Calculate, ReadOnly, Required, Constraint, Count, Text, Choices, Action };

struct Expression {
  Code code;
  Def owner = 0;
  Kind kind = Kind::Text;
  Part part = Part::Whole;
  bool constant = false;        ///< no dependency, and the same at every time
  bool growing = false;         ///< a count that its own repeat's instances decide
  bool spoken = false;          ///< depends on the language
  bool restless = false;        ///< reads the clock or chance: it need not give the same again
  bool once = false;            ///< keeps its own node's value
  std::uint32_t table = kNone;  ///< of a choice's label: its list
  Def home = 0;                 ///< the repeat (or the root) in whose frames it runs
  std::uint32_t rank = 0;       ///< order of evaluation
  std::uint32_t local = 0;      ///< number among the expressions of its frame
  std::vector<Dependency> dependencies;
  std::string source;
};

struct Reader {
  std::uint32_t expression = 0;
  std::uint32_t level = 0;
};

/// Segments of one text in one language.
struct TextPart {
  std::string text;
  std::uint32_t expression = kNone;
};
struct TextPlan {
  std::vector<std::pair<std::uint32_t, std::vector<TextPart>>> languages;
};

struct ItemsPlan {
  std::uint32_t nodeset = kNone;  ///< expression
  std::uint32_t table = kNone;    ///< the whole table instead
  std::uint32_t value = kNone;    ///< expressions relative to an item; kNone: a table's first column
  std::uint32_t label = kNone;    ///< kNone: the row's own Text
};

struct Definition {
  Def parent = kNone;
  Def frameDef = 0;  ///< the innermost repeat it stands in (a repeat: itself), or the root
  std::uint32_t level = 0;
  std::uint32_t slot = 0;    ///< in its frame (a repeat: of the instance node, 0)
  std::uint32_t range = 0;   ///< repeats: slot of the repeat as a whole in the frame around it
  std::uint32_t nested = 0;  ///< repeats: number among the repeats of the frame around it
  std::vector<Def> children;
  std::vector<Def> chain;  ///< the repeats around it, outermost first
  std::string path;        ///< without the root
  std::string localPath;   ///< from its frame's node (a repeat: from the frame around it)
  bool wide = false;       ///< an amount of money: more than 32 bits
  std::uint32_t relevant = kNone;
  std::uint32_t calculate = kNone;
  std::uint32_t readOnly = kNone;
  std::uint32_t required = kNone;
  std::uint32_t constraint = kNone;
  std::uint32_t count = kNone;
  std::uint32_t items = kNone;  ///< of Program.items
  std::uint32_t texts[kTextKinds] = {kNone, kNone, kNone, kNone, kNone};
  std::vector<Reader> valueReaders;
  std::vector<Reader> structureReaders;  ///< repeats only
  std::vector<std::uint32_t> triggers;   ///< actions on change of its value
};

struct FrameLayout {
  std::vector<Def> slots;    ///< document order; [0] is the instance (or the root)
  std::vector<Def> repeats;  ///< repeats directly in it
  std::vector<std::uint32_t> expressions;
};

struct ActionPlan {
  Def target = 0;
  std::uint32_t expression = kNone;
  std::uint32_t source = 0;  ///< index in CompiledForm.actions
};

struct ColumnName {
  std::uint32_t table = 0;
  std::string name;
};

struct TableName {
  std::string id;
  std::string file;            ///< what the host is asked for; "" when it is inside the form
  std::uint32_t list = kNone;  ///< of CompiledForm.lists
  std::shared_ptr<const MemoryTable> rows;
};

struct Program {
  std::vector<Definition> definitions;
  std::unordered_map<Def, FrameLayout> frames;  ///< by repeat, or the root
  std::vector<Expression> expressions;
  std::vector<TextPlan> texts;
  std::vector<ItemsPlan> items;
  std::vector<ActionPlan> actions;
  std::vector<TableName> tables;
  std::vector<ColumnName> columns;
  std::unordered_map<std::string, std::vector<Def>> byName;
  std::unordered_map<std::string, Def> byPath;
  std::unordered_map<std::uint64_t, std::uint32_t> rowTexts;  ///< list << 32 | row → texts with outputs
  std::vector<std::vector<Def>> selectsOf;                    ///< by table: the questions that choose from it

  /// The repeats around a definition, outermost first; as many as its level.
  [[nodiscard]] const std::vector<Def>& chain(Def def) const { return definitions[def].chain; }
  /// How many repeats two definitions share, from the outside.
  [[nodiscard]] std::uint32_t sharedLevel(Def a, Def b) const;
  [[nodiscard]] std::uint32_t tableNamed(std::string_view id) const;
};

/// A name without its namespace prefix.
[[nodiscard]] std::string_view localName(std::string_view name);

}  // namespace thucdia::core::forms
