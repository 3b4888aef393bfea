#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace thucdia::hub {

/// Threads that run tasks in the order they came, as they get free.
class WorkPool {
 public:
  WorkPool(std::size_t threads, std::size_t capacity);
  /// Runs what is queued, then ends.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  /// Never waits: false when the queue is full.
  [[nodiscard]] bool tryPost(std::function<void()> task);

 private:
  void loop();

  std::size_t m_capacity;
  std::mutex m_mutex;
  std::condition_variable m_added;
  std::deque<std::function<void()>> m_tasks;
  bool m_stopping = false;
  std::vector<std::thread> m_threads;
};

}  // namespace thucdia::hub
