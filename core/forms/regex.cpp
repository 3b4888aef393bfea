#include "core/forms/regex.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

constexpr std::int32_t kTimeLimit = 200;               // ICU's steps of about a millisecond
constexpr std::int32_t kStackLimit = 4 * 1024 * 1024;  // bytes on the heap

/// Classes that ICU takes as Unicode are spelt out, so that \w is what forms mean by it.
std::string ascii(std::string_view pattern) {
  std::string out;
  bool inSet = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c != '\\' || at + 1 == pattern.size()) {
      if (c == '[') inSet = true;
      if (c == ']') inSet = false;
      out += c;
      continue;
    }
    const char next = pattern[++at];
    std::string_view set;
    switch (next) {
      case 'w':
        set = "A-Za-z0-9_";
        break;
      case 'd':
        set = "0-9";
        break;
      case 's':
        set = " \\t\\n\\r\\f\\u000B";
        break;
      case 'W':
        set = "^A-Za-z0-9_";
        break;
      case 'D':
        set = "^0-9";
        break;
      default:
        break;
    }
    if (set.empty()) {
      out += c;
      out += next;
      continue;
    }
    if (inSet && set.front() != '^') {
      out += set;
      // [\w-.]: the hyphen after a class stands for itself
      if (at + 1 < pattern.size() && pattern[at + 1] == '-') {
        out += "\\-";
        ++at;
      }
    } else {
      out += '[';
      out += set;
      out += ']';
    }
  }
  return out;
}

}  // namespace

struct RegexPattern::Impl {
  std::unique_ptr<icu::RegexPattern> pattern;
};

RegexPattern::RegexPattern(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
RegexPattern::~RegexPattern() = default;

Result<std::shared_ptr<const RegexPattern>> RegexPattern::compile(std::string_view pattern) {
  if (pattern.size() > 10'000) return fail(ErrorCode::ParseError, "longer than 10000 bytes");
  UErrorCode status = U_ZERO_ERROR;
  UParseError place{};
  auto impl = std::make_unique<Impl>();
  impl->pattern.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(ascii(pattern)), 0, place, status));
  if (U_FAILURE(status))
    return fail(ErrorCode::ParseError,
                std::string(u_errorName(status)) + " at character " + std::to_string(place.offset + 1));
  return std::shared_ptr<const RegexPattern>(new RegexPattern(std::move(impl)));
}

bool RegexPattern::matches(std::string_view text, std::size_t* steps) const {
  constexpr std::size_t kTick = 10'000;  // ICU counts time by so many of its own steps
  UErrorCode status = U_ZERO_ERROR;
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  const std::unique_ptr<icu::RegexMatcher> matcher(m_impl->pattern->matcher(wide, status));
  if (U_FAILURE(status)) return false;
  matcher->setTimeLimit(kTimeLimit, status);
  matcher->setStackLimit(kStackLimit, status);
  std::size_t counted = 0;
  const auto count = [](const void* context, std::int32_t ticks) -> UBool {
    *static_cast<std::size_t*>(const_cast<void*>(context)) = static_cast<std::size_t>(ticks) * kTick;
    return true;
  };
  matcher->setMatchCallback(count, &counted, status);
  const bool result = matcher->matches(status);
  if (steps != nullptr) *steps = counted;
  return U_SUCCESS(status) && result;
}

std::string upperCase(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toUpper()
      .toUTF8String(out);
  return out;
}

std::string lowerCase(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())))
      .toLower()
      .toUTF8String(out);
  return out;
}

}  // namespace thucdia::core::forms
