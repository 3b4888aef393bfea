#pragma once

#include <limits>

#include "core/forms/evaluator.h"
#include "core/forms/lexical.h"

namespace thucdia::core::forms {

/// Calls take(text, number, is a decimal question) for each node or row of a set, once for a single value; stops when
/// it returns false. A row that lacks the cell is no node. number() reads the text as a number: it costs only those who
/// ask.
template <class Take>
void Evaluator::each(const Value& value, Take take) {
  const auto takeNode = [&](std::uint32_t node) {
    const auto& state = m_state.nodes[node];
    const bool relevant = (state.flags & kRelevant) != 0;
    const bool decimal = m_state.source(state.def).type() == v1::BIND_TYPE_DECIMAL;
    const auto text = m_state.read(node);
    const auto asNumber = [&] { return relevant ? state.number : std::numeric_limits<double>::quiet_NaN(); };
    return readsOf(text) && take(text, asNumber, decimal);
  };
  switch (value.kind) {
    case Value::Kind::Node:
      takeNode(value.node);
      return;
    case Value::Kind::Nodes:
      for (const auto node : value.list)
        if (!spend() || !takeNode(node)) return;
      return;
    case Value::Kind::Rows:
      if (value.column == kNone) return;
      for (const auto row : value.list) {
        if (!spend()) return;
        const auto cell = m_state.tables[value.table]->cell(row, value.column);
        if (!cell) continue;
        if (!readsOf(*cell) || !take(
                                   *cell, [&] { return toNumber(*cell, m_state.zoneMinutes); }, false))
          return;
      }
      return;
    default:
      const auto own = text(value);
      if (readsOf(own))
        take(
            own, [&] { return number(value); }, false);
  }
}

}  // namespace thucdia::core::forms
