#include "sync/hub/group_writer.h"

#include <future>

namespace thucdia::hub {

using core::ErrorCode;

namespace {

/// Bounds how long the first of a group waits for the last.
constexpr std::size_t kGroupSize = 64;

}  // namespace

GroupWriter::GroupWriter(HubStorage& storage, std::size_t capacity) : m_storage(storage), m_capacity(capacity) {
  m_thread = std::thread([this] { loop(); });
}

GroupWriter::~GroupWriter() { stop(); }

void GroupWriter::stop() {
  if (!m_thread.joinable()) return;
  {
    const std::scoped_lock lock(m_mutex);
    m_stopping = true;
  }
  m_added.notify_all();
  m_thread.join();
}

bool GroupWriter::submit(Job job) {
  {
    const std::scoped_lock lock(m_mutex);
    if (m_stopping || m_jobs.size() >= m_capacity) return false;
    m_jobs.push_back(std::move(job));
  }
  m_added.notify_one();
  return true;
}

core::Result<> GroupWriter::run(const std::function<core::Result<>(HubWrite&)>& work) {
  std::promise<core::Result<>> promise;
  auto future = promise.get_future();
  if (!submit({work, [&promise](core::Result<> outcome) { promise.set_value(std::move(outcome)); }})) {
    return core::fail(ErrorCode::DatabaseBusy, "too many writes are waiting");
  }
  return future.get();
}

void GroupWriter::loop() {
  for (;;) {
    std::vector<Job> group;
    {
      std::unique_lock lock(m_mutex);
      m_added.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
      if (m_jobs.empty()) return;
      while (!m_jobs.empty() && group.size() < kGroupSize) {
        group.push_back(std::move(m_jobs.front()));
        m_jobs.pop_front();
      }
    }
    commit(m_storage, group);
  }
}

void GroupWriter::commit(HubStorage& storage, std::span<Job> group) {
  if (group.empty()) return;
  bool refused = false;
  auto outcome = storage.write([&](HubWrite& write) -> core::Result<> {
    for (auto& job : group) {
      if (auto did = job.work(write); !did) {
        refused = true;
        return did;
      }
    }
    return {};
  });
  if (!refused || group.size() == 1) {
    for (auto& job : group) job.done(outcome);
    return;
  }
  // One of them failed and undid them all: each for itself, so that only the one suffers.
  for (auto& job : group) job.done(storage.write(job.work));
}

}  // namespace thucdia::hub
