#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace thucdia::core::forms {

/// Edit distance (insertions, deletions, replacements) of bytes, ASCII letters without case.
[[nodiscard]] inline std::size_t distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto replaced = diagonal + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row[b.size()];
}

/// The known name nearest to a mistyped one; "" when none is within a third of its length.
template <class Range, class Name>
[[nodiscard]] std::string_view nearest(std::string_view wanted, const Range& known, Name name) {
  std::string_view best;
  if (wanted.size() > 100) return best;
  std::size_t bestDistance = wanted.size() / 3 + 1;
  for (const auto& entry : known) {
    const std::string_view candidate = name(entry);
    if (candidate.size() > wanted.size() + bestDistance || wanted.size() > candidate.size() + bestDistance) continue;
    const auto d = distance(wanted, candidate);
    if (d < bestDistance) {
      bestDistance = d;
      best = candidate;
    }
  }
  return best;
}

}  // namespace thucdia::core::forms
