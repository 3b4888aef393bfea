#include "sync/engine/link_meter.h"

#include <algorithm>
#include <cstdint>

namespace thucdia::sync {

namespace {

constexpr std::size_t kFirst = 64u << 10;
constexpr double kSecondsOfRequest = 4;
constexpr std::size_t kShareOfSpan = 50;
/// Shorter ones measure the way there and back, not the link.
constexpr std::size_t kTellingBytes = 4u << 10;

}  // namespace

void LinkMeter::carried(std::size_t bytes, std::chrono::microseconds took) {
  m_since += bytes;
  // A clock that was turned back meanwhile tells nothing.
  if (bytes < kTellingBytes || took.count() < 0) return;
  const auto micros = std::max<std::int64_t>(took.count(), 1);
  const double now = static_cast<double>(bytes) * 1e6 / static_cast<double>(micros);
  m_perSecond = m_perSecond == 0 ? now : (m_perSecond + now) / 2;
}

void LinkMeter::lost() {
  m_before = m_since;
  m_since = 0;
  if (m_before > 0) {
    m_span = m_cuts ? (m_span + m_before) / 2 : m_before;
  } else if (m_cuts) {
    m_span /= 2;
  } else {
    m_span = kFirst * kShareOfSpan / 2;
  }
  m_cuts = true;
}

std::size_t LinkMeter::requestBytes() const {
  double bytes = m_perSecond == 0 ? static_cast<double>(kFirst) : m_perSecond * kSecondsOfRequest;
  if (m_cuts) bytes = std::min(bytes, static_cast<double>(std::max(m_span, m_since) / kShareOfSpan));
  return std::clamp(static_cast<std::size_t>(bytes), kLeast, kMost);
}

}  // namespace thucdia::sync
