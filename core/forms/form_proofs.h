#pragma once

#include <thucdia/records/v1/form.pb.h>

#include "core/forms/diagnostic.h"

namespace thucdia::core::forms {

/// Adds warnings for what can be proved wrong about a form without running it: a comparison with a choice that the list
/// does not have ("unknown_choice"), a default that its question's type cannot hold ("type"), a relevance that never
/// holds
/// ("unreachable") and a constraint that no answer meets ("impossible"). Only conjunctions of plain comparisons are
/// judged; whatever else an expression holds is taken to be possible.
void proveFaults(const records::v1::CompiledForm& form, Diagnostics& diagnostics);

}  // namespace thucdia::core::forms
