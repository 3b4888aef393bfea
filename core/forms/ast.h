#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

/// The syntax of expressions: XPath 1.0 as the ODK XForms specification uses it, with ${name} of XLSForm.
/// Pure data; what the names mean is worked out when a form is linked.
namespace thucdia::core::forms {

enum class AstKind : std::uint8_t {
  Number,
  Literal,
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
  Call,       ///< text = the function's name, args
  Name,       ///< ${name}
  LastSaved,  ///< ${last-saved#name}
  Path,       ///< from the root, from here, or from args[0]; then steps
  Filter,     ///< args[0] and then predicates
};

enum class Axis : std::uint8_t { Child, Parent, Self, Attribute, Descendant };

struct AstStep {
  Axis axis = Axis::Child;
  std::string name;  ///< local name; "*" any; "" any node
  std::vector<std::uint32_t> predicates;
};

enum class PathStart : std::uint8_t { Root, Here, Expression };

struct AstNode {
  AstKind kind = AstKind::Number;
  PathStart start = PathStart::Here;
  std::uint32_t offset = 0;  ///< byte in the source
  double number = 0;
  std::string text;
  std::vector<std::uint32_t> args;
  std::vector<AstStep> steps;
};

struct Ast {
  std::vector<AstNode> nodes;
  std::uint32_t root = 0;
};

struct SyntaxError {
  std::string message;
  std::uint32_t offset = 0;
  bool limit = false;  ///< a bound of core/forms/limits.h was met
};

/// Reads one expression. Curly quotes count as straight ones. Bounded in length, depth and size by core/forms/limits.h.
[[nodiscard]] tl::expected<Ast, SyntaxError> parseExpression(std::string_view source);

/// The expression in one spelling: single blanks around operators, ' for literals where they hold none.
[[nodiscard]] std::string spell(const Ast& ast);

}  // namespace thucdia::core::forms
