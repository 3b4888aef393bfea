#include "tests/simulation/ledger.h"

#include <fmt/format.h>

namespace thucdia::simulation {

void Ledger::saved(const Place& place, const core::changes::Version& version) {
  const auto [at, first] = m_places[place].try_emplace(version.stamp.dot);
  auto& write = at->second;
  if (!first && write.value != version.value) {
    write.earlier.insert(std::exchange(write.value, version.value));
    write.earlier.erase(version.value);
    return;
  }
  write.value = version.value;
}

bool Ledger::wasReplaced(const Place& place, const core::changes::Version& version) const {
  const auto* write = find(place, version.stamp.dot);
  return write && write->value != version.value && write->earlier.contains(version.value);
}

void Ledger::overwrote(const Place& place, Dot dot, Dot by) {
  const auto at = m_places.find(place);
  if (at == m_places.end()) return;
  const auto write = at->second.find(dot);
  if (write != at->second.end()) write->second.overwrittenBy.insert(by);
}

const Ledger::Write* Ledger::find(const Place& place, Dot dot) const {
  const auto at = m_places.find(place);
  if (at == m_places.end()) return nullptr;
  const auto write = at->second.find(dot);
  return write == at->second.end() ? nullptr : &write->second;
}

bool Ledger::isOverwritten(const Place& place, Dot dot) const {
  const auto* write = find(place, dot);
  return write && !write->overwrittenBy.empty();
}

std::string describe(const Ledger::Place& place, Ledger::Dot dot) {
  return fmt::format("{} leaf {}{}{} by {:08x}:{}", place.first.text(), place.second.field,
                     place.second.entry.empty() ? "" : "/", place.second.entry, dot.device, dot.counter);
}

std::string describe(const core::changes::RecordState& state, const core::changes::LeafKey& key) {
  std::string text = "{";
  if (const auto* leaf = state.find(key)) {
    for (const auto& version : leaf->versions) {
      text += fmt::format(" {:08x}:{}", version.stamp.dot.device, version.stamp.dot.counter);
    }
  }
  text += " } knowing {";
  for (const auto& [device, counter] : state.known.entries()) text += fmt::format(" {:08x}:{}", device, counter);
  return text + " }";
}

}  // namespace thucdia::simulation
