#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/id.h"
#include "core/changes/record_state.h"

namespace thucdia::simulation {

/// Every value that a device told its user was saved, and which of them were overwritten by somebody who had them
/// before their eyes. What the system holds is judged by this, never the other way round.
class Ledger {
 public:
  using Dot = core::changes::Dot;
  using Place = std::pair<core::RecordId, core::changes::LeafKey>;
  struct Write {
    std::optional<std::string> value;
    std::set<Dot> overwrittenBy;
    std::set<std::optional<std::string>> earlier;  ///< what it said before the same stamp said this
  };

  /// A value was saved. The same dot again: written over before anybody else saw it.
  void saved(const Place& place, const core::changes::Version& version);
  /// Whether that is what the stamp said before, and was told by then to say something else.
  [[nodiscard]] bool wasReplaced(const Place& place, const core::changes::Version& version) const;
  /// The writer of `by` knew the value of `dot` and put another in its place.
  void overwrote(const Place& place, Dot dot, Dot by);

  /// The hub writes under this tag.
  void addHub(core::changes::DeviceTag tag) { m_hubs.insert(tag); }
  [[nodiscard]] bool isHubs(Dot dot) const { return m_hubs.contains(dot.device); }

  [[nodiscard]] const Write* find(const Place& place, Dot dot) const;
  [[nodiscard]] bool isOverwritten(const Place& place, Dot dot) const;
  [[nodiscard]] const std::map<Place, std::map<Dot, Write>>& places() const { return m_places; }

 private:
  std::map<Place, std::map<Dot, Write>> m_places;
  std::set<core::changes::DeviceTag> m_hubs;
};

[[nodiscard]] std::string describe(const Ledger::Place& place, Ledger::Dot dot);
/// "{7c2055a9:10 bb0928e9:3} knowing {…}": a leaf's versions, and what the state knows.
[[nodiscard]] std::string describe(const core::changes::RecordState& state, const core::changes::LeafKey& leaf);

}  // namespace thucdia::simulation
