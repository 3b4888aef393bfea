#include "sync/hub/work_pool.h"

namespace thucdia::hub {

WorkPool::WorkPool(std::size_t threads, std::size_t capacity) : m_capacity(capacity) {
  for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { loop(); });
}

WorkPool::~WorkPool() {
  {
    const std::scoped_lock lock(m_mutex);
    m_stopping = true;
  }
  m_added.notify_all();
  for (auto& thread : m_threads) thread.join();
}

bool WorkPool::tryPost(std::function<void()> task) {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_tasks.size() >= m_capacity) return false;
    m_tasks.push_back(std::move(task));
  }
  m_added.notify_one();
  return true;
}

void WorkPool::loop() {
  for (;;) {
    std::unique_lock lock(m_mutex);
    m_added.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
    if (m_tasks.empty()) return;
    const auto task = std::move(m_tasks.front());
    m_tasks.pop_front();
    lock.unlock();
    task();
  }
}

}  // namespace thucdia::hub
