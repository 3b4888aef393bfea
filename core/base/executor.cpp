#include "core/base/executor.h"

#include <pthread.h>

namespace thucdia::core {

bool SteppedExecutor::step() {
  if (m_tasks.empty()) return false;
  Task task = std::move(m_tasks.front());
  m_tasks.pop_front();
  task();
  return true;
}

void SteppedExecutor::runAll() {
  while (step()) {
  }
}

ThreadExecutor::ThreadExecutor(std::string name, std::size_t capacity) : m_capacity(capacity) {
  m_thread = std::thread([this] { run(); });
  pthread_setname_np(m_thread.native_handle(), name.substr(0, 15).c_str());
}

ThreadExecutor::~ThreadExecutor() {
  {
    const std::scoped_lock lock(m_mutex);
    m_stopping = true;
  }
  m_added.notify_all();
  m_thread.join();
}

void ThreadExecutor::post(Task task) {
  std::unique_lock lock(m_mutex);
  if (std::this_thread::get_id() != m_thread.get_id()) {
    m_taken.wait(lock, [this] { return m_tasks.size() < m_capacity; });
  }
  m_tasks.push_back(std::move(task));
  lock.unlock();
  m_added.notify_one();
}

void ThreadExecutor::run() {
  for (;;) {
    std::unique_lock lock(m_mutex);
    m_added.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
    if (m_tasks.empty()) return;
    Task task = std::move(m_tasks.front());
    m_tasks.pop_front();
    lock.unlock();
    m_taken.notify_one();
    task();
  }
}

}  // namespace thucdia::core
