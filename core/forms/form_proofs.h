#pragma once

#include "core/forms/diagnostic.h"
#include "core/forms/program.h"

namespace thucdia::core::forms {

/// Adds warnings for what can be proved wrong about a form without running it: a default that its question's type
/// cannot hold ("type") or that is no choice ("unknown_choice"), a question whose relevance, with that of the groups
/// around it, never holds ("unreachable"), and a constraint that no answer meets while the question is asked
/// ("impossible"). Only conjunctions of comparisons with constants are judged; whatever else an expression holds is
/// taken to be possible.
void proveFaults(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics);

}  // namespace thucdia::core::forms
