#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::core::forms {

/// A regular expression as Java (ODK Collect) reads it, over UTF-8 text; \w, \d and \s mean ASCII. Safe for any
/// pattern and text: matching gives up after a bounded number of steps and then does not match.
/// Copies share the pattern; matching is thread-safe.
class RegexPattern {
 public:
  /// Errors: ParseError with what is wrong in the pattern.
  [[nodiscard]] static Result<std::shared_ptr<const RegexPattern>> compile(std::string_view pattern);
  ~RegexPattern();
  RegexPattern(const RegexPattern&) = delete;
  RegexPattern& operator=(const RegexPattern&) = delete;

  /// Whether the whole text matches. What that cost comes back in `steps`: about the places tried, by ten thousands.
  [[nodiscard]] bool matches(std::string_view text, std::size_t* steps = nullptr) const;

 private:
  struct Impl;
  explicit RegexPattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace thucdia::core::forms
