#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <span>
#include <thread>

#include "sync/hub/storage.h"

namespace thucdia::hub {

/// One thread that commits what many connections ask for in as few transactions as it can: whatever has queued up while
/// the last commit reached the disk goes into the next one.
class GroupWriter {
 public:
  struct Job {
    /// Runs in the transaction; may be run a second time when a neighbour's failure undid the group. An error undoes
    /// this job alone.
    std::function<core::Result<>(HubWrite&)> work;
    /// Called in the writer's thread once the commit is durable, or with what prevented it. Must be quick.
    std::function<void(core::Result<>)> done;
  };

  explicit GroupWriter(HubStorage& storage, std::size_t capacity = 1024);
  /// Stops (see stop()).
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// False when the queue is full: nothing was taken.
  [[nodiscard]] bool submit(Job job);
  /// Finishes what is queued and takes nothing more.
  void stop();
  /// Submits and waits for the end.
  [[nodiscard]] core::Result<> run(const std::function<core::Result<>(HubWrite&)>& work);
  /// One group, in the caller's thread.
  static void commit(HubStorage& storage, std::span<Job> group);

 private:
  void loop();

  HubStorage& m_storage;
  std::size_t m_capacity;
  std::mutex m_mutex;
  std::condition_variable m_added;
  std::deque<Job> m_jobs;
  bool m_stopping = false;
  std::thread m_thread;
};

}  // namespace thucdia::hub
