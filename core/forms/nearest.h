#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace thucdia::core::forms {

/// Edit distance (insertions, deletions, replacements, swaps of neighbours: optimal string alignment) of bytes, ASCII
/// letters without case.
[[nodiscard]] inline std::size_t distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [&](std::size_t i, std::size_t j) { return lower(a[i]) == lower(b[j]); };
  std::vector<std::size_t> older(b.size() + 1);
  std::vector<std::size_t> previous(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1))
        current[j] = std::min(current[j], older[j - 2] + 1);
    }
    std::swap(older, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

/// The known name nearest to a mistyped one; "" when none is within a third of its length (or one letter), or the name
/// is long.
template <class Range, class Name>
[[nodiscard]] std::string_view nearest(std::string_view wanted, const Range& known, Name name) {
  constexpr std::size_t kLongName = 64;
  std::string_view best;
  if (wanted.size() > kLongName) return best;
  std::size_t bestDistance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
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
template <class Range>
[[nodiscard]] std::string nearest(std::string_view wanted, const Range& known) {
  return std::string(nearest(wanted, known, [](const std::string& name) { return std::string_view(name); }));
}

}  // namespace thucdia::core::forms
