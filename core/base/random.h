#pragma once

#include <cstdint>
#include <span>

namespace thucdia::core {

/// Random bytes. Passed in, so that tests and the simulator own them.
class RandomSource {
 public:
  virtual ~RandomSource() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's randomness; good enough for ids, keys and codes. Thread-safe.
class SystemRandom final : public RandomSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override;
};

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same bytes everywhere. Not for secrets.
class SeededRandom final : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
  void fill(std::span<std::uint8_t> bytes) override;
  [[nodiscard]] std::uint64_t next();
  /// A number in [0, bound); bound > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);

 private:
  std::uint64_t m_state;
};

}  // namespace thucdia::core
