#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/forms/external_data.h"
#include "core/forms/form_reader.h"

namespace thucdia::core::forms {

/// What `thucdia-cli form check` tells of a form.
struct FormReport {
  std::string file;
  std::string formId;
  std::string version;
  std::string title;
  std::size_t questions = 0;  ///< calculations and metadata too, but what the form says of itself (meta)
  Diagnostics diagnostics;    ///< in the order of the source; each with its place where the source has one
  [[nodiscard]] std::size_t count(Severity severity) const;
  /// No errors: the form can be run.
  [[nodiscard]] bool ok() const { return count(Severity::Error) == 0; }
};

/// Reads and links a form and looks for what is doubtful in it: besides what reading and linking find, choices that are
/// compared with but do not exist, types that clash (core/forms/form_types.h), relevances and constraints that can
/// never hold where that can be proved, tables that are not there and columns that a table lacks. Never fails: a file
/// that is no form is an error in the report. Any thread. `known`: the tables that the program has, whatever lies
/// beside the form; null where that is not known.
[[nodiscard]] FormReport checkForm(std::string_view bytes, const std::string& file, const FormFiles& files = {},
                                   const ExternalData* known = nullptr);

/// {"file","form_id","version","title","questions","errors","warnings","notes","diagnostics":[{"severity","code","sheet",
/// "row","column","header","question","message","suggestion"}]}; empty fields are left out.
[[nodiscard]] std::string toJson(const FormReport& report);

/// "forms/visit.md:survey:12:H: error: there is no question "nmae" (did you mean "name"?)": one line.
[[nodiscard]] std::string describe(const FormReport& report, const Diagnostic& diagnostic);

/// "error", "warning" or "note".
[[nodiscard]] std::string_view name(Severity severity);

}  // namespace thucdia::core::forms
