#pragma once

#include <string>
#include <string_view>

#include "core/forms/form_reader.h"

namespace thucdia::core::forms {

/// Runs a scripted session of a form and tells its state after each step, as `thucdia-cli form run` prints it.
///
/// The script is JSON: {"now": ISO time, "seed": N, "steps": [{"op":"set","ref":"/data/q","value":"…"},
/// {"op":"addRepeat","ref":"/data/r[*]"}, {"op":"removeRepeat","ref":"/data/r[*]","index":0},
/// {"op":"lang","lang":"…"}]}; the zone is UTC. The answer is JSON: "initial" (node → record), "steps" with "changed"
/// (the records that differ, null for a node that is gone) or "error", at the end "violations" and "xml". A record has
/// type, relevant, readonly, required, count, value, constraintValid, requiredValid, constraintMsg, requiredMsg, label,
/// hint and choices, each only where it differs from its default; more than 40 choices are {"n", "sha1"}.
///
/// `files` gives the files that lie beside the form. Errors: what readForm and linking say; ParseError for a script
/// that is none. A step that cannot be done is an "error" in the answer, and the script goes on. Any thread.
[[nodiscard]] Result<std::string> runScript(std::string_view form, const std::string& file, std::string_view script,
                                            const FormFiles& files = {});

}  // namespace thucdia::core::forms
