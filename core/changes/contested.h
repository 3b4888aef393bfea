#pragma once

#include "core/changes/record_state.h"

namespace thucdia::core::changes {

/// Whether a leaf's versions say different things. The same written twice is no question for a person.
[[nodiscard]] bool isContested(const Leaf& leaf);

}  // namespace thucdia::core::changes
