#pragma once

#include <chrono>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync/engine/sync_engine.h"

namespace thucdia::sync {

/// When to sync next, and in how large steps: after a failure later and later with a jitter (so that many tablets do
/// not return to a hub at the same moment), in smaller batches on a link that cuts, larger again when it holds. A link
/// that cuts but carried something before is no failure: the rest goes on at once. Pure;
/// for one thread.
class SyncSchedule {
 public:
  static constexpr std::chrono::seconds kAfterCut{2};
  static constexpr std::chrono::seconds kFirstPause{15};
  static constexpr std::chrono::minutes kLongestPause{30};
  static constexpr std::chrono::minutes kUsualPause{10};
  static constexpr int kSmallestBatch = 5;
  static constexpr int kLargestBatch = 600;

  explicit SyncSchedule(core::RandomSource& random) : m_random(random) {}

  /// Tells how a sync ended, at `now`.
  void ended(const core::Result<SyncResult>& outcome, core::Timestamp now);
  /// Something was written that waits to be sent: soon, unless failures bid to wait.
  void wrote(core::Timestamp now);
  /// The network came back, or somebody asks: at once.
  void now(core::Timestamp now) { m_next = now; }

  /// When the next sync is due. False where only a person can help (revoked, another hub, too old a program): then not
  /// by itself.
  [[nodiscard]] bool isDue(core::Timestamp now) const {
    // No pause is as long: the clock was turned back meanwhile.
    const bool turned = m_next - now > kLongestPause * 2;
    return !m_stopped && (now >= m_next || turned);
  }
  [[nodiscard]] core::Timestamp next() const { return m_next; }
  [[nodiscard]] bool stopped() const { return m_stopped; }
  /// The options to sync with: `base`, in batches as large as the link bears.
  /// They point into this schedule, which must outlive the sync.
  [[nodiscard]] SyncOptions options(SyncOptions base = {});

 private:
  [[nodiscard]] std::chrono::microseconds jittered(std::chrono::microseconds pause);

  core::RandomSource& m_random;
  core::Timestamp m_next{};
  int m_failures = 0;
  int m_batch = 300;
  LinkMeter m_link;
  bool m_stopped = false;
};

}  // namespace thucdia::sync
