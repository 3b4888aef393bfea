#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/changes/record_state.h"
#include "core/replica/replica.h"
#include "core/visits/form_library.h"
#include "sync/engine/sync_session.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/trace.h"
#include "tests/support/simulated_disk.h"

namespace thucdia::simulation {

namespace v1 = ::thucdia::records::v1;

/// A field number that no program of today knows.
constexpr std::uint32_t kNewerField = 900;

/// Where a change on a device came from.
enum class Source { Person, Sync, Restart };

/// A device with its disk, its clock and, while it runs, its program. Beside what the program holds it keeps what the
/// program has told: whatever changes is held against that.
class Tablet {
 public:
  Tablet(const WorldClock& world, Ledger& ledger, int number, std::string user, std::uint64_t seed);

  [[nodiscard]] int number() const { return m_number; }
  [[nodiscard]] const std::string& user() const { return m_user; }
  [[nodiscard]] bool running() const { return m_replica != nullptr; }
  [[nodiscard]] core::replica::Replica& replica() { return *m_replica; }
  [[nodiscard]] tests::SimulatedDisk& disk() { return m_disk; }
  [[nodiscard]] MachineClock& clock() { return m_clock; }
  [[nodiscard]] core::SeededRandom& random() { return m_random; }
  [[nodiscard]] core::visits::FormLibrary& forms() { return *m_forms; }
  /// Nothing before enrolling, or when its disk fails.
  [[nodiscard]] std::optional<v1::Person> person();
  [[nodiscard]] core::changes::DeviceTag tag() const { return m_tag; }

  /// Starts the program and holds what it finds against what was told; false when the disk did not let it.
  bool start();
  /// The program ends at once, in the middle of whatever it did.
  void stop();
  /// Stopped, its replica becomes one that a program of an older schema has left; false when that cannot be.
  bool takeBackTo(int schema);

  /// Where what is committed from now on comes from. Each commit is taken in as it is told of; a violation is thrown
  /// out of the command that made it.
  void setSource(Source source) {
    m_source = source;
    m_newerProgram = false;
  }
  /// What a person does next is done to fields that this program does not know.
  void asNewerProgram() { m_newerProgram = true; }
  /// What is held of a record as last absorbed.
  using Held = std::map<core::RecordId, std::pair<std::uint32_t, core::changes::RecordState>>;
  [[nodiscard]] const Held& held() const { return m_held; }

  // The sync under way, driven by the simulation.
  std::unique_ptr<sync::SyncSession> session;
  std::uint64_t waitingFor = 0;  ///< the number of its request; 0: none is under way
  core::Timestamp syncBegan{};
  int restoresBefore = 0;    ///< of the hub, when it began
  bool meddledWith = false;  ///< something of this sync was cut, garbled or answered by a stranger
  /// Up to when what the hub had has come.
  core::Timestamp upToDate{};
  core::Timestamp givenNothingUntil{};  ///< its account is closed, or was
  bool enrolled = false;
  bool revoked = false;  ///< or its account is closed
  bool lost = false;     ///< for good, with all that is on it

 private:
  void takeIn(std::vector<core::db::Change> changes);
  void takeIn(std::uint32_t type, core::RecordId id);
  void compare(core::RecordId id, const core::changes::RecordState& before, const core::changes::RecordState& after);

  Ledger& m_ledger;
  int m_number;
  std::string m_user;
  MachineClock m_clock;
  core::SeededRandom m_random;
  MemoryKeyStore m_keys;
  tests::SimulatedDisk m_disk;
  core::changes::DeviceTag m_tag = 0;
  Held m_held;
  Source m_source = Source::Person;
  bool m_newerProgram = false;
  std::unique_ptr<core::visits::FormLibrary> m_forms;
  std::unique_ptr<core::replica::Replica> m_replica;
  core::db::ChangeBus::Subscription m_subscription;
};

/// The database of a new replica, made once.
[[nodiscard]] const std::string& newReplicaDatabase();

}  // namespace thucdia::simulation
