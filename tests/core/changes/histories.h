#pragma once

#include <string>
#include <vector>

#include "core/changes/record_state.h"

namespace thucdia::core::changes::testing {

/// What some replicas did to one record: numbers in, reachable states out. Each step is three small numbers:
/// what (0–2 write, 3 clear, 4 take over another's state), who, and which leaf or from whom.
struct Step {
  unsigned what = 0;
  unsigned who = 0;
  unsigned which = 0;
};

inline LeafKey leafKey(unsigned which) {
  if (which % 5 < 2) return {2 + which % 5, {}};
  return {12, "q" + std::to_string(which % 5)};
}

inline std::string leafValue(const LeafKey& key, const std::string& text) {
  // Plain fields hold wire bytes with their tag: a string field.
  std::string value;
  if (key.entry.empty())
    value += static_cast<char>(key.field << 3 | 2);
  else
    value += static_cast<char>(1 << 3 | 2);
  value += static_cast<char>(text.size());
  return value + text;
}

class History {
 public:
  explicit History(std::size_t replicas) : states(replicas), counters(replicas) {}

  void take(const Step& step) {
    const std::size_t who = step.who % states.size();
    if (step.what % 5 == 4) {
      states[who] = merge(states[who], states[step.which % states.size()]);
      return;
    }
    const LeafKey key = leafKey(step.which);
    // Clocks disagree wildly: device 2's stands still.
    const auto time = fromMicros(who == 1 ? 5 : static_cast<std::int64_t>(++m_now * 1000));
    const Stamp stamp{{static_cast<DeviceTag>(who + 1), ++counters[who]}, time};
    std::optional<std::string> value;
    if (step.what % 5 != 3) value = leafValue(key, "v" + std::to_string(m_now));
    write(states[who], {{key, value}}, stamp);
  }

  std::vector<RecordState> states;
  std::vector<std::uint64_t> counters;

 private:
  std::uint64_t m_now = 0;
};

}  // namespace thucdia::core::changes::testing
