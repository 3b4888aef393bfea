#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/changes/record_state.h"
#include "core/db/transaction.h"
#include "core/records/record_type.h"

namespace thucdia::core::review {

/// A field or answer of which several values are known: written without knowing of each other, all kept until a person
/// settles it.
struct Conflict {
  struct Value {
    std::string text;  ///< as lists and exports write it; empty when the field was cleared
    changes::DeviceTag device = 0;
    Timestamp at;       ///< by the clock of the device that wrote it
    bool mine = false;  ///< written on this device
    bool operator==(const Value&) const = default;
  };

  const records::RecordType* type = nullptr;
  RecordId record;
  changes::LeafKey leaf;
  std::string name;           ///< the field's name, or the answer's key
  std::vector<Value> values;  ///< two or more; the one that is shown stands first
};

/// "<record's UUID>/<name>": how command lines name a conflict.
[[nodiscard]] std::string idOf(const Conflict& conflict);

/// Conflicts of all records, newest records of each kind first; at most `limit` (below 0: all). `own` is this device.
[[nodiscard]] std::vector<Conflict> conflicts(db::ReadTransaction& transaction, changes::DeviceTag own, int limit);
/// Those of one record.
[[nodiscard]] std::vector<Conflict> conflictsOf(db::ReadTransaction& transaction, changes::DeviceTag own,
                                                const records::RecordType& type, RecordId record);

}  // namespace thucdia::core::review
