#include <algorithm>
#include <charconv>
#include <utility>

#include "core/forms/ast.h"
#include "core/forms/lexer.h"
#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

struct Level {
  std::string_view text;
  AstKind kind;
};

/// Recursive descent over the grammar of XPath 1.0. Errors leave by a flag; once it is set, everything returns at once.
class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : m_tokens(std::move(tokens)) {}

  tl::expected<Ast, SyntaxError> run() {
    m_ast.root = expression();
    if (!m_failed && peek().kind != TokenKind::End) fail("what follows belongs to nothing");
    if (m_failed) return tl::unexpected(m_error);
    return std::move(m_ast);
  }

 private:
  using Index = std::uint32_t;

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const {
    return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)];
  }
  void next() {
    if (m_at + 1 < m_tokens.size()) ++m_at;
  }
  [[nodiscard]] bool isOperator(std::string_view text) const {
    return peek().kind == TokenKind::Operator && peek().text == text;
  }
  bool accept(TokenKind kind) {
    if (m_failed || peek().kind != kind) return false;
    next();
    return true;
  }
  void expect(TokenKind kind, std::string_view what) {
    if (!accept(kind)) fail(std::string(what) + " is missing");
  }
  Index fail(std::string message, bool limit = false) {
    if (!m_failed) m_error = {std::move(message), peek().offset, limit};
    m_failed = true;
    return 0;
  }

  Index make(AstKind kind, std::uint32_t offset, std::vector<Index> args = {}) {
    if (m_failed) return 0;
    if (m_ast.nodes.size() >= limits::kExpressionNodes)
      return fail(
          "the expression has more than " + std::to_string(limits::kExpressionNodes) + " parts (kExpressionNodes)",
          true);
    std::size_t height = 1;
    for (const auto arg : args) height = std::max(height, m_heights[arg] + 1);
    AstNode node;
    node.kind = kind;
    node.offset = offset;
    node.args = std::move(args);
    m_ast.nodes.push_back(std::move(node));
    m_heights.push_back(0);
    const auto result = static_cast<Index>(m_ast.nodes.size() - 1);
    raise(result, height);
    return result;
  }

  /// A node stands at least so high above the deepest one below it: evaluation will recurse as deep.
  void raise(Index node, std::size_t height) {
    m_heights[node] = std::max(m_heights[node], height);
    if (height > limits::kExpressionChain)
      fail("more than " + std::to_string(limits::kExpressionChain) + " operators in a row (kExpressionChain)", true);
  }

  Index expression() {
    if (m_depth >= limits::kExpressionDepth)
      return fail(
          "the expression is nested deeper than " + std::to_string(limits::kExpressionDepth) + " (kExpressionDepth)",
          true);
    ++m_depth;
    const auto result = disjunction();
    --m_depth;
    return result;
  }

  /// One level of left-associative operators.
  template <std::size_t N>
  Index chain(const Level (&levels)[N], Index (Parser::*operand)()) {
    auto left = (this->*operand)();
    while (!m_failed) {
      const Level* found = nullptr;
      for (const auto& level : levels)
        if (isOperator(level.text)) found = &level;
      if (found == nullptr) break;
      const auto offset = peek().offset;
      next();
      const auto right = (this->*operand)();
      left = make(found->kind, offset, {left, right});
    }
    return left;
  }

  Index disjunction() {
    static constexpr Level kLevels[] = {{"or", AstKind::Or}};
    return chain(kLevels, &Parser::conjunction);
  }
  Index conjunction() {
    static constexpr Level kLevels[] = {{"and", AstKind::And}};
    return chain(kLevels, &Parser::equality);
  }
  Index equality() {
    static constexpr Level kLevels[] = {{"=", AstKind::Equal}, {"!=", AstKind::NotEqual}};
    return chain(kLevels, &Parser::relation);
  }
  Index relation() {
    static constexpr Level kLevels[] = {
        {"<", AstKind::Less}, {"<=", AstKind::LessOrEqual}, {">", AstKind::Greater}, {">=", AstKind::GreaterOrEqual}};
    return chain(kLevels, &Parser::sum);
  }
  Index sum() {
    static constexpr Level kLevels[] = {{"+", AstKind::Add}, {"-", AstKind::Subtract}};
    return chain(kLevels, &Parser::product);
  }
  Index product() {
    static constexpr Level kLevels[] = {{"*", AstKind::Multiply}, {"div", AstKind::Divide}, {"mod", AstKind::Modulo}};
    return chain(kLevels, &Parser::negation);
  }

  Index negation() {
    std::size_t signs = 0;
    const auto offset = peek().offset;
    while (isOperator("-")) {
      ++signs;
      next();
    }
    auto result = alternatives();
    if (signs > 0) result = make(AstKind::Negate, offset, {result});
    if (signs > 0 && signs % 2 == 0) result = make(AstKind::Negate, offset, {result});
    return result;
  }

  Index alternatives() {
    static constexpr Level kLevels[] = {{"|", AstKind::Union}};
    return chain(kLevels, &Parser::path);
  }

  [[nodiscard]] bool atNodeTest() const {
    const auto& text = peek().text;
    return text == "node" || text == "text" || text == "comment" || text == "processing-instruction";
  }
  [[nodiscard]] bool atCall() const {
    return peek().kind == TokenKind::Name && peek(1).kind == TokenKind::Open && !atNodeTest() && peek().text != "*";
  }
  [[nodiscard]] bool atStep() const {
    switch (peek().kind) {
      case TokenKind::Name:
      case TokenKind::Dot:
      case TokenKind::DotDot:
      case TokenKind::At:
        return true;
      default:
        return false;
    }
  }

  Index path() {
    const auto offset = peek().offset;
    switch (peek().kind) {
      case TokenKind::Number:
      case TokenKind::Literal:
      case TokenKind::Reference:
      case TokenKind::Open:
        return filtered();
      case TokenKind::Name:
        if (atCall()) return filtered();
        break;
      case TokenKind::Slash: {
        next();
        const auto result = make(AstKind::Path, offset);
        if (m_failed) return 0;
        m_ast.nodes[result].start = PathStart::Root;
        if (atStep()) steps(result, false);
        return result;
      }
      case TokenKind::DoubleSlash: {
        next();
        const auto result = make(AstKind::Path, offset);
        if (m_failed) return 0;
        m_ast.nodes[result].start = PathStart::Root;
        steps(result, true);
        return result;
      }
      default:
        break;
    }
    if (!atStep())
      return fail(peek().kind == TokenKind::End ? "the expression ends too early" : "a value is missing here");
    const auto result = make(AstKind::Path, offset);
    if (m_failed) return 0;
    steps(result, false);
    return result;
  }

  /// A primary expression with predicates and steps after it.
  Index filtered() {
    const auto offset = peek().offset;
    auto result = primary();
    std::vector<Index> predicates;
    while (!m_failed && peek().kind == TokenKind::OpenBracket) predicates.push_back(predicate());
    if (m_failed) return 0;
    if (!predicates.empty()) {
      predicates.insert(predicates.begin(), result);
      result = make(AstKind::Filter, offset, std::move(predicates));
    }
    if (peek().kind != TokenKind::Slash && peek().kind != TokenKind::DoubleSlash) return result;
    const bool descend = peek().kind == TokenKind::DoubleSlash;
    next();
    result = make(AstKind::Path, offset, {result});
    if (m_failed) return 0;
    m_ast.nodes[result].start = PathStart::Expression;
    steps(result, descend);
    return result;
  }

  Index primary() {
    const Token token = peek();
    next();
    Index result = 0;
    switch (token.kind) {
      case TokenKind::Number:
        result = make(AstKind::Number, token.offset);
        if (!m_failed) m_ast.nodes[result].number = token.number;
        return result;
      case TokenKind::Literal:
        result = make(AstKind::Literal, token.offset);
        if (!m_failed) m_ast.nodes[result].text = token.text;
        return result;
      case TokenKind::Reference: {
        constexpr std::string_view kLastSaved = "last-saved#";
        const bool saved = token.text.starts_with(kLastSaved);
        result = make(saved ? AstKind::LastSaved : AstKind::Name, token.offset);
        if (!m_failed) m_ast.nodes[result].text = saved ? token.text.substr(kLastSaved.size()) : token.text;
        return result;
      }
      case TokenKind::Open:
        result = expression();
        expect(TokenKind::Close, "a closing parenthesis");
        return result;
      default:
        break;
    }
    std::vector<Index> args;
    expect(TokenKind::Open, "an opening parenthesis");
    if (!accept(TokenKind::Close)) {
      do args.push_back(expression());
      while (accept(TokenKind::Comma));
      expect(TokenKind::Close, "a closing parenthesis");
    }
    result = make(AstKind::Call, token.offset, std::move(args));
    if (!m_failed) m_ast.nodes[result].text = token.text;
    return result;
  }

  Index predicate() {
    next();
    const auto result = expression();
    expect(TokenKind::CloseBracket, "a closing ]");
    return result;
  }

  void steps(Index path, bool descend) {
    while (!m_failed) {
      auto step = this->step();
      if (descend) step.axis = Axis::Descendant;
      while (!m_failed && peek().kind == TokenKind::OpenBracket) step.predicates.push_back(predicate());
      if (m_failed) return;
      for (const auto predicate : step.predicates) raise(path, m_heights[predicate] + 1);
      if (m_failed) return;
      m_ast.nodes[path].steps.push_back(std::move(step));
      if (m_ast.nodes[path].steps.size() > limits::kExpressionDepth) {
        fail("the path has more than " + std::to_string(limits::kExpressionDepth) + " steps (kExpressionDepth)", true);
        return;
      }
      if (accept(TokenKind::DoubleSlash)) {
        descend = true;
      } else if (accept(TokenKind::Slash)) {
        descend = false;
      } else {
        return;
      }
    }
  }

  AstStep step() {
    AstStep result;
    if (accept(TokenKind::Dot)) {
      result.axis = Axis::Self;
      return result;
    }
    if (accept(TokenKind::DotDot)) {
      result.axis = Axis::Parent;
      return result;
    }
    if (accept(TokenKind::At)) result.axis = Axis::Attribute;
    if (peek().kind != TokenKind::Name) {
      fail("the name of a question is missing");
      return result;
    }
    auto name = peek().text;
    next();
    if (accept(TokenKind::ColonColon)) {
      if (name == "child")
        result.axis = Axis::Child;
      else if (name == "parent")
        result.axis = Axis::Parent;
      else if (name == "self")
        result.axis = Axis::Self;
      else if (name == "attribute")
        result.axis = Axis::Attribute;
      else if (name == "descendant" || name == "descendant-or-self")
        result.axis = Axis::Descendant;
      else
        fail("the axis '" + name + "' is not part of the form language");
      name = peek().text;
      if (peek().kind != TokenKind::Name)
        fail("the name of a question is missing");
      else
        next();
    }
    if (peek().kind == TokenKind::Open) {
      if (name != "node") fail("'" + name + "()' is not part of the form language");
      next();
      expect(TokenKind::Close, "a closing parenthesis");
      return result;
    }
    result.name = std::move(name);
    return result;
  }

  std::vector<Token> m_tokens;
  std::size_t m_at = 0;
  std::size_t m_depth = 0;
  bool m_failed = false;
  SyntaxError m_error;
  Ast m_ast;
  std::vector<std::size_t> m_heights;  ///< of each node's tree: what evaluation will recurse
};

std::string_view operatorText(AstKind kind) {
  switch (kind) {
    case AstKind::Or:
      return "or";
    case AstKind::And:
      return "and";
    case AstKind::Equal:
      return "=";
    case AstKind::NotEqual:
      return "!=";
    case AstKind::Less:
      return "<";
    case AstKind::LessOrEqual:
      return "<=";
    case AstKind::Greater:
      return ">";
    case AstKind::GreaterOrEqual:
      return ">=";
    case AstKind::Add:
      return "+";
    case AstKind::Subtract:
      return "-";
    case AstKind::Multiply:
      return "*";
    case AstKind::Divide:
      return "div";
    case AstKind::Modulo:
      return "mod";
    case AstKind::Union:
      return "|";
    default:
      return "";
  }
}

void spellInto(std::string& out, const Ast& ast, std::uint32_t index);

void spellSteps(std::string& out, const Ast& ast, const AstNode& node, bool slash) {
  for (const auto& step : node.steps) {
    if (step.axis == Axis::Descendant)
      out += "//";
    else if (slash)
      out += '/';
    slash = true;
    switch (step.axis) {
      case Axis::Parent:
        out += step.name.empty() ? std::string("..") : "parent::" + step.name;
        break;
      case Axis::Self:
        out += step.name.empty() ? std::string(".") : "self::" + step.name;
        break;
      case Axis::Attribute:
        out += '@' + step.name;
        break;
      default:
        out += step.name.empty() ? std::string("node()") : step.name;
        break;
    }
    for (const auto predicate : step.predicates) {
      out += '[';
      spellInto(out, ast, predicate);
      out += ']';
    }
  }
}

void spellInto(std::string& out, const Ast& ast, std::uint32_t index) {
  const auto& node = ast.nodes[index];
  switch (node.kind) {
    case AstKind::Number: {
      char buffer[400];
      const auto end = std::to_chars(buffer, buffer + sizeof buffer, node.number, std::chars_format::fixed);
      out.append(buffer, end.ptr);
      return;
    }
    case AstKind::Literal: {
      const char quote = node.text.find('\'') == std::string::npos ? '\'' : '"';
      out += quote;
      out += node.text;
      out += quote;
      return;
    }
    case AstKind::Negate:
      out += '-';
      spellInto(out, ast, node.args[0]);
      return;
    case AstKind::Call:
      out += node.text;
      out += '(';
      for (std::size_t at = 0; at < node.args.size(); ++at) {
        if (at > 0) out += ", ";
        spellInto(out, ast, node.args[at]);
      }
      out += ')';
      return;
    case AstKind::Name:
      out += "${" + node.text + "}";
      return;
    case AstKind::LastSaved:
      out += "${last-saved#" + node.text + "}";
      return;
    case AstKind::Path:
      if (node.start == PathStart::Expression) spellInto(out, ast, node.args[0]);
      if (node.start == PathStart::Root && node.steps.empty()) out += '/';
      spellSteps(out, ast, node, node.start != PathStart::Here);
      return;
    case AstKind::Filter:
      spellInto(out, ast, node.args[0]);
      for (std::size_t at = 1; at < node.args.size(); ++at) {
        out += '[';
        spellInto(out, ast, node.args[at]);
        out += ']';
      }
      return;
    default:
      break;
  }
  out += '(';
  spellInto(out, ast, node.args[0]);
  out += ' ';
  out += operatorText(node.kind);
  out += ' ';
  spellInto(out, ast, node.args[1]);
  out += ')';
}

}  // namespace

tl::expected<Ast, SyntaxError> parseExpression(std::string_view source) {
  if (source.size() > limits::kExpressionBytes)
    return tl::unexpected(SyntaxError{
        "the expression is longer than " + std::to_string(limits::kExpressionBytes) + " bytes (kExpressionBytes)", 0,
        true});
  auto read = tokens(source);
  if (!read) return tl::unexpected(read.error());
  return Parser(std::move(*read)).run();
}

std::string spell(const Ast& ast) {
  std::string out;
  if (!ast.nodes.empty()) spellInto(out, ast, ast.root);
  return out;
}

}  // namespace thucdia::core::forms
