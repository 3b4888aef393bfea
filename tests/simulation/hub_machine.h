#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/hub/accounts.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_service.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/trace.h"
#include "tests/support/simulated_disk.h"

namespace thucdia::simulation {

/// The hub's computer: a disk, a clock, and the hub's process while it runs.
class HubMachine {
 public:
  /// Its disk holds a new hub with one form and no users.
  HubMachine(const WorldClock& world, std::uint64_t seed);

  [[nodiscard]] bool running() const { return m_hub != nullptr; }
  [[nodiscard]] hub::Hub& hub() { return *m_hub; }
  [[nodiscard]] tests::SimulatedDisk& disk() { return m_disk; }
  [[nodiscard]] MachineClock& clock() { return m_clock; }

  /// Starts the process; false when the disk did not let it.
  bool start();
  /// The process ends at once; the disk is as a restart finds it.
  void stop();
  /// Nothing when the hub is not there or dies over it.
  [[nodiscard]] std::optional<hub::HttpReply> answer(const hub::HttpRequest& request);
  using Respond = hub::HttpHandler::Respond;
  /// Takes a request that is answered with all that have come until then; it is forgotten when the process ends.
  void receive(hub::HttpRequest request, Respond respond) {
    m_waiting.push_back({std::move(request), std::move(respond)});
  }
  [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
  /// Answers what waits, as one group; a reply goes out only while the computer stands. `failing`: the group holds one
  /// more write, which fails.
  void answerWaiting(bool failing);

  // What an administrator does; errors are those of a disk under a fault.
  [[nodiscard]] core::Result<core::PersonId> addUser(const std::string& name, hub::records::Role role,
                                                     const std::string& scope);
  [[nodiscard]] core::Result<std::string> codeFor(const std::string& name);
  [[nodiscard]] core::Result<> change(const std::string& name, const hub::AccountChange& change);
  [[nodiscard]] core::Result<> setScope(const std::string& name, const std::string& scope);
  [[nodiscard]] core::Result<> revoke(core::DeviceId device);
  [[nodiscard]] core::Result<> putFacility(const hub::records::Facility& facility);
  [[nodiscard]] core::Result<> putForm(const hub::records::FormVersion& form);
  [[nodiscard]] core::Result<> backUp();
  /// How many are kept.
  [[nodiscard]] int backups() const { return m_backups; }
  /// The hub ends for good; the next one is restored into another folder.
  void retire() {
    stop();
    ++m_generation;
  }
  /// Makes a hub from that backup, counted from 1, where there is none or a restore got as far as that.
  [[nodiscard]] core::Result<> restore(int backup);
  /// How often it was restored.
  [[nodiscard]] int restores() const { return m_restores; }

 private:
  [[nodiscard]] hub::Hub::Options options();

  MachineClock m_clock;
  core::SeededRandom m_random;
  tests::SimulatedDisk m_disk;
  int m_generation = 0;
  int m_backups = 0;
  int m_restores = 0;
  std::vector<hub::WaitingRequest> m_waiting;
  std::unique_ptr<hub::Hub> m_hub;
};

/// The database of a new hub with the form that visits are made by, made once.
[[nodiscard]] const std::string& newHubDatabase();

}  // namespace thucdia::simulation
