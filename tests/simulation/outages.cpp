#include "tests/simulation/outages.h"

#include <chrono>

#include "sync/engine/sync_state.h"
#include "tests/simulation/older_replica.h"

namespace thucdia::simulation {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using tests::Fault;

namespace {

/// That a disk is asked for while a replica is brought up to date, about.
constexpr std::uint64_t kStepsOfUpgrade = 250;

}  // namespace

bool Outages::hubSettled() {
  if (!m_hub.running()) return false;
  if (!m_hub.disk().crashed()) {
    m_hub.disk().mend();
    return true;
  }
  m_world.trace.count(Mishap::HubPowerLost);
  m_world.say("the hub loses power");
  m_hub.stop();
  startHubLater();
  return false;
}

void Outages::startHubLater() {
  m_world.after(m_world.pause(seconds(5), minutes(40)), [this] {
    if (m_hub.start()) return m_world.say("the hub is back");
    startHubLater();
  });
}

bool Outages::tabletSettled(Tablet& tablet) {
  if (!tablet.running()) return false;
  if (!tablet.disk().crashed()) {
    tablet.disk().mend();
    return true;
  }
  m_world.trace.count(Mishap::TabletPowerLost);
  m_world.say("tablet {} loses power", tablet.number());
  tablet.stop();
  startTabletLater(tablet);
  return false;
}

void Outages::startTabletLater(Tablet& tablet) {
  m_world.after(m_world.pause(seconds(5), hours(3)), [this, &tablet] {
    if (tablet.running() || tablet.lost) return;
    maybeArm(tablet);
    startTablet(tablet);
  });
}

void Outages::startTablet(Tablet& tablet) {
  tablet.start();
  if (tablet.disk().crashed()) {
    m_world.say("tablet {} loses power while it starts", tablet.number());
    tablet.stop();
  } else {
    tablet.disk().mend();
  }
  if (tablet.running()) return m_world.say("tablet {} is back", tablet.number());
  startTabletLater(tablet);
}

void Outages::upgradeProgram(Tablet& tablet) {
  const auto unsent = tablet.replica().read([](core::db::ReadTransaction& read) { return sync::countOutgoing(read); });
  if (!unsent || *unsent == 0) return;
  tablet.stop();
  const auto schema = static_cast<int>(m_world.dice.between(1, newestSchema() - 1));
  if (tablet.takeBackTo(schema)) {
    m_world.trace.count(Mishap::ProgramUpgraded);
    m_world.say("tablet {} gets a newer program: from schema {}, with {} records unsent", tablet.number(), schema,
                *unsent);
    if (m_world.dice.chance(0.5)) tablet.disk().failAt(1 + m_world.dice.below(kStepsOfUpgrade), randomTabletFault());
  }
  startTablet(tablet);
}

Fault Outages::randomFault(Mishap full, Mishap broken) {
  switch (m_world.dice.below(4)) {
    case 0:
      m_world.trace.count(full);
      return Fault::DiskFull;
    case 1:
      m_world.trace.count(broken);
      return Fault::IoError;
    default:
      return Fault::Crash;
  }
}

Fault Outages::randomTabletFault() { return randomFault(Mishap::TabletDiskFull, Mishap::TabletIoError); }
void Outages::armTablet(Tablet& tablet) {
  const auto fault = randomTabletFault();
  tablet.disk().failAt(1 + m_world.dice.below(m_world.dice.chance(0.5) ? 12 : 60), fault,
                       fault == Fault::DiskFull && m_world.dice.chance(0.5));
}

void Outages::maybeArmHub() {
  if (!m_hub.running() || !m_world.dice.chance(m_world.weather.hubDisk)) return;
  const auto fault = randomFault(Mishap::HubDiskFull, Mishap::HubIoError);
  m_hub.disk().failAt(1 + m_world.dice.below(m_world.dice.chance(0.5) ? 12 : 60), fault);
}

void Outages::armHub(std::uint64_t steps) {
  m_hub.disk().failAt(1 + m_world.dice.below(steps), randomFault(Mishap::HubDiskFull, Mishap::HubIoError));
}

void Outages::maybeArm(Tablet& tablet) {
  if (m_world.dice.chance(m_world.weather.tabletDisk)) armTablet(tablet);
}

}  // namespace thucdia::simulation
