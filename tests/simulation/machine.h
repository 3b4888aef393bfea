#pragma once

#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/replica/key_store.h"

namespace thucdia::simulation {

/// The one time that passes in a run.
class WorldClock final : public core::Clock {
 public:
  [[nodiscard]] core::Timestamp now() const override { return m_now; }
  void advanceTo(core::Timestamp now) { m_now = std::max(m_now, now); }

 private:
  core::Timestamp m_now{core::fromMicros(1'763'190'000'000'000)};  // 2025-11-15 07:00 UTC
};

/// What a machine takes for the time.
class MachineClock final : public core::Clock {
 public:
  explicit MachineClock(const WorldClock& world) : m_world(world) {}
  [[nodiscard]] core::Timestamp now() const override { return m_world.now() + m_off; }
  void setOff(std::chrono::microseconds off) { m_off = off; }
  [[nodiscard]] std::chrono::microseconds off() const { return m_off; }

 private:
  const WorldClock& m_world;
  std::chrono::microseconds m_off{0};
};

/// The run's chances.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : m_random(seed) {}
  [[nodiscard]] bool chance(double probability) {
    return static_cast<double>(m_random.next() >> 11) * 0x1.0p-53 < probability;
  }
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return m_random.below(bound); }
  /// In [least, most].
  [[nodiscard]] std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least + 1)));
  }
  template <class Container>
  [[nodiscard]] auto& pick(Container& from) {
    return from[static_cast<std::size_t>(below(std::size(from)))];
  }

 private:
  core::SeededRandom m_random;
};

/// A device's secrets, kept where no crash of the simulated disk reaches.
class MemoryKeyStore final : public core::replica::KeyStore {
 public:
  [[nodiscard]] core::Result<std::optional<std::string>> load(std::string_view name) override {
    const auto found = m_secrets.find(name);
    return found == m_secrets.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] core::Result<> save(std::string_view name, std::string_view secret) override {
    m_secrets.insert_or_assign(std::string(name), std::string(secret));
    return {};
  }

 private:
  std::map<std::string, std::string, std::less<>> m_secrets;
};

}  // namespace thucdia::simulation
