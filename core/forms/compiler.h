#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/forms/ast.h"
#include "core/forms/program.h"

namespace thucdia::core::forms {

/// Turns one expression into code: resolves what names and paths mean, chooses bound references and index look-ups,
/// folds constants, and notes what the expression reads. Diagnostics go to the list given.
class Compiler {
 public:
  Compiler(Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics)
      : m_program(program), m_form(form), m_diagnostics(diagnostics) {}

  /// Items that a relative path may start from: those of a repeat's nodeset, or rows of a table.
  struct ItemContext {
    std::optional<Def> def;
    std::uint32_t table = kNone;
  };

  /// The number of the new expression; kNone when it does not compile (a diagnostic says why).
  std::uint32_t compile(std::string_view source, Def owner, Kind kind, Part part, const ItemContext* item = nullptr);

  /// What an expression's items are, for the paths of an itemset's value and label; nothing when it gives none.
  [[nodiscard]] std::optional<ItemContext> itemsOf(std::uint32_t expression) const;

 private:
  struct Scope {
    bool row = false;
    Def def = 0;
    std::uint32_t table = kNone;
    std::uint32_t level = 0;  ///< what readers must share with what is read in it
    bool sibling = false;
    const Scope* outer = nullptr;
  };
  struct Cursor {
    bool fromItem = false;
    bool absolute = false;
    Def def = 0;
    std::uint32_t level = 0;
    std::vector<PathStep> steps;
  };
  using Cursors = std::vector<Cursor>;
  using Index = std::uint32_t;

  // compiler.cpp
  Index emit(Index node);
  Index op(OpCode code, StaticType type, std::vector<Index> args = {}, Fn fn = Fn::If);
  Index number(double value);
  Index text(std::string value);
  Index boolean(bool value);
  Index call(const AstNode& node);
  Index ordinaryCall(const AstNode& node, const FunctionInfo& info);
  Index here();
  Index fold(Index op);
  Index binary(const AstNode& node);
  [[nodiscard]] bool looksAtItem(Index op) const;
  [[nodiscard]] bool countsItems(Index op) const;
  [[nodiscard]] bool spend(std::size_t steps) const;
  bool withinLimits(std::uint32_t offset);
  Index fail(std::string code, std::string message, std::uint32_t offset, std::string suggestion = {});
  void note(Severity severity, std::string code, std::string message, std::uint32_t offset,
            std::string suggestion = {});

  // compiler_functions.cpp
  Index positionCall(const AstNode& node);
  Index indexedRepeat(const AstNode& node);
  Index pullData(const AstNode& node);
  Index choiceName(const AstNode& node);
  Index localNameCall(const AstNode& node);
  Index itextCall(const AstNode& node);
  Index regexCall(const AstNode& node, Index call);

  // compiler_paths.cpp
  Index path(const AstNode& node);
  Index filter(const AstNode& node);
  Index nameReference(const AstNode& node);
  Index tablePath(const AstNode& node, std::uint32_t table, const std::vector<AstStep>& steps);
  Index rowPath(const AstNode& node);
  std::optional<Cursors> cursors(const AstNode& node);
  std::optional<Cursor> nameCursor(const AstNode& node);
  Cursor cursorTo(Def target, bool absolute) const;
  void step(Cursors& from, const AstStep& step, bool last, std::uint32_t offset);
  [[nodiscard]] std::vector<Def> candidates(Def parent, std::string_view name) const;
  void children(const Cursor& from, std::string_view name, bool deep, Cursors& into) const;
  std::vector<Index> predicates(const std::vector<Index>& nodes, const Scope& scope);
  void bind(Cursor& cursor) const;
  Index finish(Cursors found, std::uint32_t offset);
  Index single(const Cursor& cursor);
  void depend(Def def, std::uint32_t level, bool structure, bool sibling);
  void dependOn(const Cursor& cursor);
  [[nodiscard]] std::uint32_t bound(const Cursor& cursor) const;
  [[nodiscard]] std::optional<Def> named(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> instanceOf(const AstNode& node);
  std::uint32_t column(std::uint32_t table, std::string name, std::uint32_t offset);
  template <class Take>
  void eachComparison(Index predicate, Take take) const;
  void findKey(TablePlan& plan) const;
  void findBounds(TablePlan& plan) const;
  [[nodiscard]] std::string nearestName(std::string_view name) const;

  Program& m_program;
  const v1::CompiledForm& m_form;
  Diagnostics& m_diagnostics;

  // of the expression in hand
  Ast m_ast;
  Expression m_expression;
  const Scope* m_scope = nullptr;
  bool m_failed = false;

  // of all expressions
  std::size_t m_operations = 0;
  mutable std::size_t m_steps = 0;  ///< nodes looked at while names were resolved
  /// Of nodes with many children: these by their local name.
  mutable std::unordered_map<Def, std::unordered_map<std::string_view, std::vector<Def>>> m_childIndex;
};

}  // namespace thucdia::core::forms
