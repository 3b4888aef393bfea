#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "core/base/id.h"

namespace thucdia::core::db {

/// That a record was written: the number of its kind (RecordOptions.number) and its id.
struct Change {
  std::uint32_t type = 0;
  RecordId id;
  bool operator==(const Change&) const = default;
};

/// The one channel for the news of what was committed. Listeners are called in the writing thread, after the commit,
/// and must be quick (post to their own executor). Thread-safe.
class ChangeBus {
 public:
  using Listener = std::function<void(std::span<const Change>)>;

  /// Listens as long as the subscription lives.
  class Subscription {
   public:
    Subscription() = default;

   private:
    friend class ChangeBus;
    std::shared_ptr<Listener> m_listener;
  };

  [[nodiscard]] Subscription subscribe(Listener listener);
  void publish(std::span<const Change> changes);

 private:
  std::mutex m_mutex;
  std::vector<std::weak_ptr<Listener>> m_listeners;
};

}  // namespace thucdia::core::db
