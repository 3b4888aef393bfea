#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/random.h"

namespace thucdia::core::demo {

/// Choices of a story, the same for the same seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_random(seed) {}
  /// Dice of their own for one thing of the story, so that a change to another thing does not change them.
  Dice(std::uint64_t seed, std::string_view thing) : m_random(mix(seed, thing)) {}

  /// A whole number in [least, most].
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(most - least + 1)));
  }
  /// A multiple of `step` in [least, most]; `least` is one.
  [[nodiscard]] std::int64_t steps(std::int64_t least, std::int64_t most, std::int64_t step) {
    return least + step * between(0, (most - least) / step);
  }
  [[nodiscard]] bool chance(int percent) { return between(1, 100) <= percent; }
  /// In [0, 1).
  [[nodiscard]] double fraction() { return static_cast<double>(m_random.next() >> 11) * 0x1p-53; }
  [[nodiscard]] std::size_t index(std::size_t count) { return static_cast<std::size_t>(m_random.below(count)); }
  template <class List>
  [[nodiscard]] auto& pick(List& list) {
    return list[index(std::size(list))];
  }
  [[nodiscard]] std::uint64_t bits() { return m_random.next(); }
  [[nodiscard]] RandomSource& source() { return m_random; }

 private:
  /// FNV-1a over the name, begun with the seed.
  static std::uint64_t mix(std::uint64_t seed, std::string_view thing) {
    std::uint64_t hash = 14695981039346656037ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
    for (const char c : thing) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  }

  SeededRandom m_random;
};

}  // namespace thucdia::core::demo
