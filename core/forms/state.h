#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/program.h"
#include "core/forms/session_host.h"

namespace thucdia::core::forms {

enum NodeFlag : std::uint8_t {
  kSelfRelevant = 1,
  kRelevant = 2,  ///< with all ancestors
  kReadOnly = 4,  ///< by its own expression
  kRequired = 8,
  kConstraintHolds = 16,
  kEdited = 32,     ///< calculated, then changed by a person or an action
  kUnoffered = 64,  ///< a default that is no choice: it shows as empty, but is not missing until something changes
};

/// One slot of one frame.
struct NodeState {
  Def def = kNone;  ///< kNone: free
  std::uint32_t frame = 0;
  std::uint8_t flags = kSelfRelevant | kRelevant | kConstraintHolds;
  std::uint32_t stamp = 0;  ///< of the change that reported it last
  double number = 0;        ///< of the value; NaN if it is none
  std::string value;
};

/// One instance of a repeat, or the form itself (frame 0).
struct Frame {
  bool live = false;
  Def repeat = 0;
  std::uint32_t parent = 0;
  std::uint32_t base = 0;  ///< number of its first node
  std::uint32_t level = 0;
  std::uint32_t position = 1;
  bool young = true;  ///< being made: its defaults are no changes that trigger anything
  std::int64_t order = 0;
  std::string rowId;
  std::string key;                                 ///< "grp/equip:3f2a-1"; "" for the form
  std::vector<std::vector<std::uint32_t>> nested;  ///< frames of the repeats in it, in order
  std::vector<std::uint8_t> pending;               ///< by Expression.local: waits to run
};

/// The live nodes of a session and the tables it looks into. Data with the few questions about it that expressions ask;
/// what changes it is the session.
struct State {
  std::shared_ptr<const Form> form;
  const Program* program = nullptr;
  SessionHost* host = nullptr;
  int zoneMinutes = 0;
  std::vector<NodeState> nodes;
  std::vector<Frame> frames;
  std::vector<std::shared_ptr<const Table>> tables;  ///< by Program.tables; null: not there
  std::vector<std::uint32_t> columns;                ///< by Program.columns; kNone: no such column

  [[nodiscard]] const Definition& definition(std::uint32_t node) const { return program->definitions[nodes[node].def]; }
  [[nodiscard]] const v1::FormNode& source(Def def) const { return form->compiled().nodes(static_cast<int>(def)); }
  [[nodiscard]] bool isRepeat(Def def) const { return source(def).kind() == v1::NODE_KIND_REPEAT; }

  /// The frame around a frame (or itself) of that level; kNone when the frame does not reach so deep.
  [[nodiscard]] std::uint32_t frameAt(std::uint32_t frame, std::uint32_t level) const {
    while (frames[frame].level > level) frame = frames[frame].parent;
    return frames[frame].level == level ? frame : kNone;
  }
  /// The node of a definition in a frame; of a repeat: its own instance, or the repeat as a whole in the frame around.
  [[nodiscard]] std::uint32_t nodeAt(std::uint32_t frame, Def def) const {
    const auto& mine = program->definitions[def];
    const auto& place = frames[frame];
    if (def == place.repeat) return place.base;
    return place.base + (mine.frameDef == def && def != 0 ? mine.range : mine.slot);
  }
  [[nodiscard]] bool isRange(std::uint32_t node) const {
    const auto def = nodes[node].def;
    return def != 0 && program->definitions[def].frameDef == def && frames[nodes[node].frame].repeat != def;
  }
  [[nodiscard]] bool isInstance(std::uint32_t node) const {
    return nodes[node].def != 0 && frames[nodes[node].frame].repeat == nodes[node].def;
  }
  /// What expressions read: an irrelevant node reads as "".
  [[nodiscard]] std::string_view read(std::uint32_t node) const {
    const auto& state = nodes[node];
    return (state.flags & kRelevant) != 0 ? std::string_view(state.value) : std::string_view();
  }
};

}  // namespace thucdia::core::forms
