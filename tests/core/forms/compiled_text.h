#pragma once

#include <string>
#include <vector>

#include "core/forms/form.h"

namespace thucdia::core::forms::testing {

/// A form's meaning in lines that can be compared: one for each thing that a node, list or action says. Expressions in
/// one spelling (paths absolute), languages by their names; where in its source something was written is left out.
[[nodiscard]] std::vector<std::string> compiledText(const Form& form);

}  // namespace thucdia::core::forms::testing
