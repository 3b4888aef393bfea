#include "sync/engine/sync_schedule.h"

#include <algorithm>
#include <array>

namespace thucdia::sync {

using core::ErrorCode;

namespace {

constexpr std::chrono::seconds kAfterWriting{5};
constexpr int kMostDoublings = 12;

bool needsAPerson(ErrorCode code) {
  constexpr std::array kHopeless = {ErrorCode::NotEnrolled,    ErrorCode::Revoked,        ErrorCode::WrongHub,
                                    ErrorCode::ProtocolTooOld, ErrorCode::ProtocolTooNew, ErrorCode::BadSignature};
  return std::ranges::find(kHopeless, code) != kHopeless.end();
}

}  // namespace

std::chrono::microseconds SyncSchedule::jittered(std::chrono::microseconds pause) {
  std::array<std::uint8_t, 2> bytes;
  m_random.fill(bytes);
  // Between half and one and a half.
  const auto share = (bytes[0] << 8 | bytes[1]) % 1001;
  return pause / 2 + pause * share / 1000;
}

void SyncSchedule::ended(const core::Result<SyncResult>& outcome, core::Timestamp now) {
  if (outcome) {
    m_failures = 0;
    m_stopped = false;
    m_batch = std::min(m_batch * 2, kLargestBatch);
    m_next = now + jittered(kUsualPause);
    return;
  }
  const auto code = outcome.error().code;
  if (code == ErrorCode::Cancelled) {
    m_next = now + jittered(kUsualPause);
    return;
  }
  m_stopped = needsAPerson(code);
  if (code == ErrorCode::Unreachable) {
    m_batch = std::max(m_batch / 2, kSmallestBatch);
    if (m_link.carriedBeforeLoss() > 0) {
      m_failures = 0;
      m_next = now + jittered(kAfterCut);
      return;
    }
  }
  const auto pause = kFirstPause * (std::int64_t{1} << std::min(m_failures, kMostDoublings));
  ++m_failures;
  m_next = now + jittered(std::min<std::chrono::microseconds>(pause, kLongestPause));
}

void SyncSchedule::wrote(core::Timestamp now) {
  if (m_failures == 0) m_next = std::min(m_next, now + kAfterWriting);
}

SyncOptions SyncSchedule::options(SyncOptions base) {
  base.link = &m_link;
  base.pushChanges = std::min(base.pushChanges, m_batch);
  return base;
}

}  // namespace thucdia::sync
