#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/hub_machine.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/tablet.h"

namespace thucdia::simulation {

/// What is read when all should be well.
template <class T>
T seen(core::Result<T> result) {
  return must(std::move(result), "looking at what came of it");
}

// Each throws Violated. The network has been quiet, everything runs, and every tablet has synced until nothing was
// left.

/// Nothing waits to be sent or fetched but what the hub refused.
void checkOutboxEmpty(HubMachine& machine, Tablet& tablet);
/// Every facility and visit that it holds stands in its lists, and is found by its name.
void checkLists(Tablet& tablet);
/// The tablet holds what its scope says, as the hub does, and nothing else but its own work. Not held against it: what
/// a restored hub forgot and nobody may give back here, where the tablet says that the hub lacks it.
void checkReplica(HubMachine& hub, Tablet& tablet);
/// Every value saved and not knowingly overwritten is at the hub exactly once, unless the hub refused it and its device
/// still has it; nothing else is there.
void checkNothingLost(HubMachine& hub, const Ledger& ledger, const std::vector<std::unique_ptr<Tablet>>& tablets);
/// Of what is called received whole the hub has every value, of its seals and decisions too.
/// `atEnd`: and what is called incomplete there is.
void checkReach(HubMachine& hub, Tablet& tablet, bool atEnd = false);
/// What lists say of visits is what their records say; all conflicts are shown; what waits is counted. At any time.
void checkShown(Tablet& tablet);
/// What is known here to be missing at the hub: refused, or not taken back.
[[nodiscard]] std::map<core::RecordId, std::string> knownMissing(Tablet& tablet);
/// Files: whole and named; what is called received whole is whole at the hub.
void checkBlobs(HubMachine& hub, Tablet& tablet);
/// The hub's own check, and its log replayed gives its heads.
void checkHub(HubMachine& hub);

}  // namespace thucdia::simulation
