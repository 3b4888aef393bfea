#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

#include "tests/simulation/machine.h"
#include "tests/simulation/trace.h"
#include "tests/simulation/weather.h"

namespace thucdia::simulation {

/// Provinces of a run.
inline constexpr std::string_view kProvinces[] = {"01", "08", "25"};

/// What all that takes part in a run shares: the time, the chances, the weather, and the tale of it.
class World {
 public:
  World(std::uint64_t seed, bool print)
      : dice(seed),
        fate(seed ^ 0x9E3779B97F4A7C15),
        trace(print),
        weather(weatherOf(dice)),
        turnover(turnoverOf(fate)),
        variety(varietyOf(seed)),
        m_began(core::toMicros(clock.now())) {}

  Dice dice;
  Dice fate;  ///< of the turnover alone: where there is none, a seed's story is the same without it
  Trace trace;
  WorldClock clock;
  Weather weather;
  Turnover turnover;
  Variety variety;
  core::Timestamp end{};  ///< of the work

  [[nodiscard]] bool over() const { return clock.now() >= end; }

  template <class... Arguments>
  void say(fmt::format_string<Arguments...> text, Arguments&&... arguments) {
    trace.say(core::toMicros(clock.now()) - m_began, text, std::forward<Arguments>(arguments)...);
  }
  [[nodiscard]] std::chrono::microseconds pause(std::chrono::microseconds least, std::chrono::microseconds most) {
    return std::chrono::microseconds(dice.between(least.count(), most.count()));
  }
  void after(std::chrono::microseconds pause, std::function<void()> what) {
    m_events.emplace(std::pair(clock.now() + pause, ++m_serial), std::move(what));
  }
  /// One thing after the other, until nothing more is to come.
  void run() {
    while (!m_events.empty()) {
      auto event = m_events.extract(m_events.begin());
      clock.advanceTo(event.key().first);
      event.mapped()();
    }
  }

 private:
  std::map<std::pair<core::Timestamp, std::uint64_t>, std::function<void()>> m_events;
  std::uint64_t m_serial = 0;
  std::int64_t m_began;
};

}  // namespace thucdia::simulation
