#pragma once

#include "sync/engine/transport.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/trace.h"

namespace thucdia::simulation {

/// How rough a run is.
struct Weather {
  double loss = 0;  ///< of a request, and again of its response
  double late = 0;
  double doubled = 0;
  double cut = 0;
  double strangers = 0;   ///< proxies and portals that answer in the hub's place
  double tabletDisk = 0;  ///< a fault while something is done
  double hubDisk = 0;
  double restarts = 0;
  double busyHub = 0;  ///< that requests wait for one another before the hub writes what they bring
  bool restores = false;
  bool clocks = false;
  bool scopes = false;
  bool revokes = false;
  bool bundles = false;
  bool upgrades = false;
  bool gatherings = false;  ///< everybody syncs at once, as when they come back to the office
};

[[nodiscard]] Weather weatherOf(Dice& dice);

/// How much changes in the office itself.
struct Turnover {
  bool losses = false;        ///< tablets are lost for good, and replaced
  bool arrivals = false;      ///< more tablets are handed out
  bool olderBackups = false;  ///< a restore need not be of the last
  bool imports = false;       ///< the hub changes what tablets hold, and publishes forms
  bool closings = false;      ///< accounts are closed, and opened again
  bool roles = false;         ///< inspectors become supervisors, and the other way
  bool quarantine = false;    ///< what revoked devices handed in is taken or dismissed
  bool clerk = false;         ///< somebody gives numbers and files
  bool photosWait = false;    ///< syncs that send or fetch no photos
  bool hubClock = false;      ///< the hub's clock may be years behind after a restore

  /// Anything that an administrator does.
  [[nodiscard]] bool any() const {
    return losses || arrivals || olderBackups || imports || closings || roles || quarantine;
  }
};

/// Half of all runs have none of it.
[[nodiscard]] Turnover turnoverOf(Dice& dice);

/// What else is done, in every fifth run: the others tell the stories that they told without it.
struct Variety {
  bool projects = false;       ///< made, moved, with beneficiaries, visited
  bool carries = false;        ///< visits go on with a newer version of their form
  bool comments = false;       ///< visits are returned with a word on an answer
  bool restoreFaults = false;  ///< restores end in the middle, and are done again

  [[nodiscard]] bool any() const { return projects || carries || comments || restoreFaults; }
};

[[nodiscard]] Variety varietyOf(std::uint64_t seed);

/// What a proxy or a portal answers in the hub's place.
[[nodiscard]] sync::HttpResponse stranger(Dice& dice, Trace& trace);

}  // namespace thucdia::simulation
