#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/hub_machine.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/outages.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/world.h"

namespace thucdia::simulation {

/// Who works with the hub, on which tablets. A tablet keeps its place also when it is lost.
struct Office {
  std::vector<std::string> users;
  std::vector<std::unique_ptr<Tablet>> tablets;

  /// Those that are not lost.
  template <class Act>
  void eachTablet(Act&& act) {
    for (auto& tablet : tablets) {
      if (!tablet->lost) act(*tablet);
    }
  }
};

}  // namespace thucdia::simulation
