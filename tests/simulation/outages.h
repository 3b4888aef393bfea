#pragma once

#include "tests/simulation/hub_machine.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// Computers whose power goes and whose disks refuse, and that come back.
class Outages {
 public:
  Outages(World& world, HubMachine& hub) : m_world(world), m_hub(hub) {}

  /// As the weather has it, the disk will fail at something that is done next.
  void maybeArmHub();
  /// It will, within so many steps, or a few more than there are.
  void armHub(std::uint64_t steps);
  void maybeArm(Tablet& tablet);
  /// After something was done: false when the computer went down over it. It comes back by itself.
  bool hubSettled();
  bool tabletSettled(Tablet& tablet);
  void startHubLater();
  void startTabletLater(Tablet& tablet);
  /// The program that made the draft, if there is one, was an older one; its successor opens what it has left.
  void upgradeProgram(Tablet& tablet);

 private:
  void startTablet(Tablet& tablet);
  [[nodiscard]] tests::Fault randomFault(Mishap full, Mishap broken);
  [[nodiscard]] tests::Fault randomTabletFault();
  void armTablet(Tablet& tablet);

  World& m_world;
  HubMachine& m_hub;
};

}  // namespace thucdia::simulation
