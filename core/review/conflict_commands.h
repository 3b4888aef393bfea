#pragma once

#include <cstddef>

#include "core/changes/record_writer.h"
#include "core/review/conflict_queries.h"

namespace thucdia::core::review {

/// Settles a conflict for everybody: writes the value at this place in `conflict.values` anew, by a write that
/// dominates all of them. InvalidArgument when the leaf no longer has such a value: somebody was quicker, look again.
/// NotPermitted where the hub would not take it from this device's user, Locked on one's own visit while it is sealed.
[[nodiscard]] Result<> settleConflict(changes::RecordWriter& writer, const Conflict& conflict, std::size_t value);

}  // namespace thucdia::core::review
