#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace thucdia::sync {

/// What a link bears: how much is worth putting into one request, so that a cut costs little and an answer never waits
/// long. Learnt from request to request; kept by whoever syncs again and again. Pure; for one thread at a time.
class LinkMeter {
 public:
  static constexpr std::size_t kLeast = 2u << 10;
  static constexpr std::size_t kMost = 256u << 10;

  /// A request and its answer, of so many bytes together, went through.
  void carried(std::size_t bytes, std::chrono::microseconds took);
  /// A request was lost: the connection was cut, or there was none.
  void lost();

  /// The bytes to put into the next request, from kLeast to kMost: what takes at most some four seconds, and once the
  /// link has cut, a fiftieth of what it carries from one cut to the next, so that cuts cost a hundredth of all bytes.
  [[nodiscard]] std::size_t requestBytes() const;
  /// The most that is likely to go through in one request: half of what the link carries from one cut to the next.
  [[nodiscard]] std::size_t bearableBytes() const { return m_cuts ? m_span / 2 : SIZE_MAX; }
  /// What went through between the last two losses: 0 where there was no link at all.
  [[nodiscard]] std::size_t carriedBeforeLoss() const { return m_before; }

 private:
  bool m_cuts = false;
  std::size_t m_since = 0;   ///< carried since the last loss
  std::size_t m_before = 0;  ///< and before it
  std::size_t m_span = 0;    ///< from one cut to the next, smoothed
  double m_perSecond = 0;    ///< bytes; 0: not known yet
};

}  // namespace thucdia::sync
