#include "core/forms/xml_tokens.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace thucdia::core::forms {
namespace {

constexpr std::size_t kLongestTag = 1u << 20;
constexpr std::string_view kBlank = " \t\r\n";

std::string_view localName(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void appendUtf8(std::string& out, std::uint32_t code) {
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = 0xFFFD;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool decodeEntity(std::string_view name, std::string& out) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed{
      {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : kNamed) {
    if (name == known) {
      out += character;
      return true;
    }
  }
  if (name.size() < 2 || name.front() != '#') return false;
  const bool hex = name[1] == 'x' || name[1] == 'X';
  const auto digits = name.substr(hex ? 2 : 1);
  std::uint32_t code = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size()) return false;
  appendUtf8(out, code);
  return true;
}

}  // namespace

std::string decodeXmlEntities(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      if (end != std::string_view::npos && end - at <= 12 && decodeEntity(text.substr(at + 1, end - at - 1), out)) {
        at = end;
        continue;
      }
    }
    out += text[at];
  }
  return out;
}

std::string XmlTag::attribute(std::string_view local) const {
  auto rest = attributes;
  while (true) {
    const auto begin = rest.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    rest.remove_prefix(begin);
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const auto nameEnd = rest.find_last_not_of(kBlank, equals == 0 ? 0 : equals - 1);
    const auto key = rest.substr(0, nameEnd + 1);
    const auto quote = rest.find_first_of("\"'", equals);
    if (quote == std::string_view::npos) return {};
    const auto close = rest.find(rest[quote], quote + 1);
    if (close == std::string_view::npos) return {};
    if (localName(key) == local) return decodeXmlEntities(rest.substr(quote + 1, close - quote - 1));
    rest.remove_prefix(close + 1);
  }
}

Result<> XmlTokens::feed(std::string_view piece) {
  if (m_rest.empty()) {
    THUCDIA_ASSIGN(const std::size_t used, consume(piece));
    m_rest.assign(piece.substr(used));
    return {};
  }
  m_rest.append(piece);
  THUCDIA_ASSIGN(const std::size_t used, consume(m_rest));
  m_rest.erase(0, used);
  return {};
}

Result<> XmlTokens::finish() {
  if (m_rest.find('<') != std::string::npos) return fail(ErrorCode::ParseError, "the XML ends inside a tag");
  return {};
}

Result<std::size_t> XmlTokens::consume(std::string_view text) {
  std::size_t at = 0;
  const auto incomplete = [&]() -> Result<std::size_t> {
    if (text.size() - at > kLongestTag)
      return fail(ErrorCode::LimitExceeded, "an XML tag, comment or text longer than 1 MiB");
    return at;
  };
  while (at < text.size()) {
    if (text[at] != '<') {
      const auto end = text.find('<', at);
      if (end == std::string_view::npos && wantsText) return incomplete();
      if (end == std::string_view::npos) return text.size();
      if (wantsText) onText(decodeXmlEntities(text.substr(at, end - at)));
      at = end;
      continue;
    }
    const auto rest = text.substr(at);
    // Enough characters to tell a comment and CDATA from a tag.
    if (rest.size() < 9 && rest.find('>') == std::string_view::npos) return incomplete();
    const bool declares = rest[1] == '!';
    if (declares && rest.starts_with("<!--")) {
      const auto end = rest.find("-->", 4);
      if (end == std::string_view::npos) return incomplete();
      at += end + 3;
    } else if (declares && rest.starts_with("<![CDATA[")) {
      const auto end = rest.find("]]>", 9);
      if (end == std::string_view::npos) return incomplete();
      if (wantsText) onText(std::string(rest.substr(9, end - 9)));
      at += end + 3;
    } else if (declares) {
      return fail(ErrorCode::ParseError, "a document type declaration is not allowed in a workbook");
    } else if (rest[1] == '?') {
      const auto end = rest.find("?>");
      if (end == std::string_view::npos) return incomplete();
      at += end + 2;
    } else {
      std::size_t end = 1;
      char quote = 0;
      for (; end < rest.size(); ++end) {
        const char c = rest[end];
        if (quote != 0) {
          if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
          quote = c;
        } else if (c == '>') {
          break;
        }
      }
      if (end >= rest.size()) return incomplete();
      auto inside = rest.substr(1, end - 1);
      at += end + 1;
      if (inside.starts_with('/')) {
        inside.remove_prefix(1);
        onClose(localName(inside.substr(0, inside.find_first_of(kBlank))));
        continue;
      }
      XmlTag tag;
      tag.empty = inside.ends_with('/');
      if (tag.empty) inside.remove_suffix(1);
      const auto nameEnd = inside.find_first_of(kBlank);
      tag.name = localName(inside.substr(0, nameEnd));
      if (nameEnd != std::string_view::npos) tag.attributes = inside.substr(nameEnd);
      if (tag.name.empty()) return fail(ErrorCode::ParseError, "an XML tag without a name");
      onOpen(tag);
      if (tag.empty) onClose(tag.name);
    }
  }
  return at;
}

}  // namespace thucdia::core::forms
