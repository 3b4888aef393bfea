#include "core/forms/lexer.h"

#include <charconv>

#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

bool isNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isNameByte(char c) { return isNameStart(c) || isDigit(c) || c == '-' || c == '.'; }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : m_source(source) {}

  tl::expected<std::vector<Token>, SyntaxError> run() {
    while (true) {
      skipBlanks();
      if (m_at >= m_source.size()) break;
      m_start = m_at;
      if (!token()) return tl::unexpected(m_error);
    }
    push(TokenKind::End);
    return std::move(m_tokens);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0';
  }
  [[nodiscard]] bool startsWith(std::string_view text) const { return m_source.substr(m_at).starts_with(text); }

  void skipBlanks() {
    while (m_at < m_source.size()) {
      const char c = m_source[m_at];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        ++m_at;
      else if (startsWith("\xC2\xA0"))  // a no-break space, as spreadsheets paste it
        m_at += 2;
      else
        return;
    }
  }

  void push(TokenKind kind, std::string text = {}, double number = 0) {
    m_tokens.push_back({kind, static_cast<std::uint32_t>(m_start), number, std::move(text)});
  }
  bool fail(std::string message) {
    m_error = {std::move(message), static_cast<std::uint32_t>(m_start), false};
    return false;
  }
  bool one(TokenKind kind, std::size_t length = 1) {
    m_at += length;
    push(kind);
    return true;
  }
  bool op(std::string_view text) {
    m_at += text.size();
    push(TokenKind::Operator, std::string(text));
    return true;
  }

  /// Whether the token before ends an operand, so that an operator may follow.
  [[nodiscard]] bool afterOperand() const {
    if (m_tokens.empty()) return false;
    switch (m_tokens.back().kind) {
      case TokenKind::Number:
      case TokenKind::Literal:
      case TokenKind::Name:
      case TokenKind::Reference:
      case TokenKind::Dot:
      case TokenKind::DotDot:
      case TokenKind::Close:
      case TokenKind::CloseBracket:
        return true;
      default:
        return false;
    }
  }

  bool token() {
    const char c = peek();
    switch (c) {
      case '(':
        return one(TokenKind::Open);
      case ')':
        return one(TokenKind::Close);
      case '[':
        return one(TokenKind::OpenBracket);
      case ']':
        return one(TokenKind::CloseBracket);
      case ',':
        return one(TokenKind::Comma);
      case '@':
        return one(TokenKind::At);
      case '/':
        return peek(1) == '/' ? one(TokenKind::DoubleSlash, 2) : one(TokenKind::Slash);
      case '|':
        return op("|");
      case '+':
        return op("+");
      case '-':
        return op("-");
      case '=':
        return op("=");
      case '!':
        return peek(1) == '=' ? op("!=") : fail("'!' stands alone; not(…) negates, != compares");
      case '<':
        return peek(1) == '=' ? op("<=") : op("<");
      case '>':
        return peek(1) == '=' ? op(">=") : op(">");
      case '*':
        return star();
      case ':':
        return peek(1) == ':' ? one(TokenKind::ColonColon, 2) : fail("':' stands alone");
      case '$':
        return reference();
      case '\'':
      case '"':
        return literal(std::string_view(&m_source[m_at], 1), std::string_view(&m_source[m_at], 1));
      default:
        break;
    }
    if (startsWith("\xE2\x80\x98") || startsWith("\xE2\x80\x99"))
      return curlyLiteral("\xE2\x80\x98", "\xE2\x80\x99", '\'');
    if (startsWith("\xE2\x80\x9C") || startsWith("\xE2\x80\x9D"))
      return curlyLiteral("\xE2\x80\x9C", "\xE2\x80\x9D", '"');
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) return number();
    if (c == '.') return peek(1) == '.' ? one(TokenKind::DotDot, 2) : one(TokenKind::Dot);
    if (isNameStart(c)) return name();
    return fail(std::string("'") + c + "' has no meaning here");
  }

  bool star() {
    if (afterOperand()) return op("*");
    ++m_at;
    push(TokenKind::Name, "*");
    return true;
  }

  bool number() {
    while (isDigit(peek())) ++m_at;
    if (peek() == '.' && peek(1) != '.') {
      ++m_at;
      while (isDigit(peek())) ++m_at;
    }
    double value = 0;
    std::from_chars(m_source.data() + m_start, m_source.data() + m_at, value);
    push(TokenKind::Number, {}, value);
    return true;
  }

  bool literal(std::string_view open, std::string_view close) {
    const auto begin = m_at + open.size();
    const auto end = m_source.find(close, begin);
    if (end == std::string_view::npos)
      return fail("a text begins here and does not end: a " + std::string(close) + " is missing");
    push(TokenKind::Literal, std::string(m_source.substr(begin, end - begin)));
    m_at = end + close.size();
    return true;
  }

  /// Word processors turn quotes into curly ones; any of the pair, or a straight one, ends the text.
  bool curlyLiteral(std::string_view left, std::string_view right, char straight) {
    const auto begin = m_at + left.size();
    for (auto at = begin; at < m_source.size(); ++at) {
      const auto rest = m_source.substr(at);
      const std::size_t length = rest[0] == straight                                   ? 1
                                 : (rest.starts_with(left) || rest.starts_with(right)) ? left.size()
                                                                                       : 0;
      if (length == 0) continue;
      push(TokenKind::Literal, std::string(m_source.substr(begin, at - begin)));
      m_at = at + length;
      return true;
    }
    return fail("a text begins here and does not end: a quote is missing");
  }

  bool reference() {
    if (peek(1) != '{') return fail("'$' stands alone; a question is written ${name}");
    const auto end = m_source.find('}', m_at);
    if (end == std::string_view::npos) return fail("${ without }");
    auto text = m_source.substr(m_at + 2, end - m_at - 2);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.empty()) return fail("${} names nothing");
    m_at = end + 1;
    push(TokenKind::Reference, std::string(text));
    return true;
  }

  bool name() {
    const auto take = [&] {
      const auto begin = m_at;
      while (isNameByte(peek()) && !startsWith("\xC2\xA0") && !startsWith("\xE2\x80\x98") &&
             !startsWith("\xE2\x80\x99") && !startsWith("\xE2\x80\x9C") && !startsWith("\xE2\x80\x9D"))
        ++m_at;
      return m_source.substr(begin, m_at - begin);
    };
    std::string text(take());
    if (text.empty()) return fail("a quote has no meaning here");
    if (afterOperand()) {
      if (text == "and" || text == "or" || text == "div" || text == "mod") {
        push(TokenKind::Operator, std::move(text));
        return true;
      }
      return fail("an operator is missing before '" + text + "'");
    }
    if (peek() == ':' && peek(1) != ':' && (isNameStart(peek(1)) || peek(1) == '*')) {
      ++m_at;
      text += ':';
      if (peek() == '*') {
        ++m_at;
        text += '*';
      } else {
        text += take();
      }
    }
    push(TokenKind::Name, std::move(text));
    return true;
  }

  std::string_view m_source;
  std::size_t m_at = 0;
  std::size_t m_start = 0;
  std::vector<Token> m_tokens;
  SyntaxError m_error;
};

}  // namespace

tl::expected<std::vector<Token>, SyntaxError> tokens(std::string_view source) { return Lexer(source).run(); }

}  // namespace thucdia::core::forms
