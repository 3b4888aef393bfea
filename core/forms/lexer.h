#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/ast.h"

namespace thucdia::core::forms {

enum class TokenKind : std::uint8_t {
  End,
  Number,
  Literal,
  Name,       ///< QName; text
  Reference,  ///< ${name}; text is what stands between the braces
  Operator,   ///< and or div mod * + - = != < <= > >= |
  Slash,
  DoubleSlash,
  Dot,
  DotDot,
  At,
  Comma,
  Open,
  Close,
  OpenBracket,
  CloseBracket,
  ColonColon,
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::uint32_t offset = 0;
  double number = 0;
  std::string text;
};

/// Splits an expression. XPath 1.0 section 3.7: "and", "or", "div", "mod" and "*" are operators only after an operand.
[[nodiscard]] tl::expected<std::vector<Token>, SyntaxError> tokens(std::string_view source);

}  // namespace thucdia::core::forms
