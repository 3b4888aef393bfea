#include "core/db/change_bus.h"

#include <algorithm>
#include <utility>

namespace thucdia::core::db {

ChangeBus::Subscription ChangeBus::subscribe(Listener listener) {
  Subscription subscription;
  subscription.m_listener = std::make_shared<Listener>(std::move(listener));
  const std::scoped_lock lock(m_mutex);
  std::erase_if(m_listeners, [](const auto& known) { return known.expired(); });
  m_listeners.push_back(subscription.m_listener);
  return subscription;
}

void ChangeBus::publish(std::span<const Change> changes) {
  if (changes.empty()) return;
  // Called outside the lock: a listener may subscribe others or end its own subscription.
  std::vector<std::shared_ptr<Listener>> listeners;
  {
    const std::scoped_lock lock(m_mutex);
    for (const auto& known : m_listeners) {
      if (auto listener = known.lock()) listeners.push_back(std::move(listener));
    }
  }
  for (const auto& listener : listeners) (*listener)(changes);
}

}  // namespace thucdia::core::db
