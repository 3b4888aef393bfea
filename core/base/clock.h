#pragma once

#include <chrono>
#include <cstdint>

namespace thucdia::core {

/// A moment in UTC, to the microsecond: how every time is stored and sent.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

[[nodiscard]] constexpr std::int64_t toMicros(Timestamp time) { return time.time_since_epoch().count(); }
[[nodiscard]] constexpr Timestamp fromMicros(std::int64_t micros) {
  return Timestamp(std::chrono::microseconds(micros));
}

/// What time it is. Passed in, so that tests and the simulator own it.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override;
};

/// A clock that stands where it is put; for tests and reproducible output.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Timestamp now) : m_now(now) {}
  [[nodiscard]] Timestamp now() const override { return m_now; }
  void set(Timestamp now) { m_now = now; }
  void advance(std::chrono::microseconds by) { m_now += by; }

 private:
  Timestamp m_now;
};

}  // namespace thucdia::core
