#pragma once

#include "sync/hub/content.h"

namespace thucdia::hub {

/// Compiles the forms that ship with the program and puts them into the hub.
[[nodiscard]] core::Result<> loadShippedForms(Hub& hub);

}  // namespace thucdia::hub
