#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/engine/bundle.h"
#include "tests/simulation/hub_machine.h"
#include "tests/simulation/machine.h"
#include "tests/simulation/tablet.h"
#include "tests/simulation/trace.h"
#include "tests/support/temporary_folder.h"

namespace thucdia::simulation {

/// A memory stick that goes from hand to hand with bundles: what is on it stays there, is read again, late, out of
/// order or from a copy that was cut. What each does is told in a line. The caller arms disks before and looks at them
/// after.
class Courier {
 public:
  Courier(Dice& dice, Trace& trace) : m_dice(dice), m_trace(trace) {}

  /// All that is unsent on the tablet, onto the stick.
  [[nodiscard]] std::string exportFrom(Tablet& tablet);
  /// A bundle of the stick, by hand to the hub; sometimes twice. Sets `tablet` to whose it is, when there is one.
  [[nodiscard]] std::string bringToHub(HubMachine& hub, int& tablet);
  /// The hub's refresh for the tablet, onto the stick.
  [[nodiscard]] std::string refreshFor(HubMachine& hub, Tablet& tablet);
  /// Any file of the stick to the tablet: its own refresh is applied, another's bundle carried, the rest refused.
  [[nodiscard]] std::string giveTo(Tablet& tablet);

 private:
  struct File {
    std::string path;
    bool toHub = false;
    int tablet = 0;  ///< that made it, or whose refresh it is
    bool damaged = false;
    core::Timestamp madeAt = {};  ///< of a refresh
  };
  [[nodiscard]] std::string newPath();
  [[nodiscard]] const File* anyFile(bool toHubOnly);
  [[nodiscard]] const File* refreshOf(const Tablet& tablet);
  void keep(const File& file);
  /// A refresh that was made before the tablet was last up to date has nothing for it.
  [[nodiscard]] core::Result<sync::ImportedBundle> import(Tablet& tablet, const File& file);

  Dice& m_dice;
  Trace& m_trace;
  tests::TemporaryFolder m_stick;
  std::vector<File> m_files;
  int m_made = 0;
};

}  // namespace thucdia::simulation
