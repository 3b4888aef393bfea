#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace thucdia::core {

/// Runs tasks one after another in the order they were posted.
class Executor {
 public:
  using Task = std::function<void()>;
  virtual ~Executor() = default;
  /// Thread-safe. Waits while the queue is full.
  virtual void post(Task task) = 0;
};

/// Runs a task at once, in the caller's thread; for command lines and tests.
class InlineExecutor final : public Executor {
 public:
  void post(Task task) override { task(); }
};

/// Keeps tasks until told to run them; for tests and the simulator. Not thread-safe.
class SteppedExecutor final : public Executor {
 public:
  void post(Task task) override { m_tasks.push_back(std::move(task)); }
  /// Runs the oldest task; false when there was none.
  bool step();
  /// Runs tasks, also those posted meanwhile, until none is left.
  void runAll();
  [[nodiscard]] std::size_t waiting() const { return m_tasks.size(); }

 private:
  std::deque<Task> m_tasks;
};

/// One thread of its own with a bounded queue. The destructor runs what is queued, then joins.
class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(std::string name, std::size_t capacity = 1024);
  ~ThreadExecutor() override;
  ThreadExecutor(const ThreadExecutor&) = delete;
  ThreadExecutor& operator=(const ThreadExecutor&) = delete;

  /// A task posted from this executor's own thread never waits (it would wait for itself).
  void post(Task task) override;

 private:
  void run();

  std::size_t m_capacity;
  std::mutex m_mutex;
  std::condition_variable m_added;
  std::condition_variable m_taken;
  std::deque<Task> m_tasks;
  bool m_stopping = false;
  std::thread m_thread;
};

}  // namespace thucdia::core
