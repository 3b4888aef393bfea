#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thucdia::core::forms {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// The part of a node (a column of the survey sheet) that a diagnostic speaks of.
enum class Part : std::uint8_t {
  Whole,
  Name,
  Type,
  Label,
  Hint,
  Guidance,
  ConstraintMessage,
  RequiredMessage,
  Relevant,
  ReadOnly,
  Required,
  Constraint,
  Calculate,
  Default,
  RepeatCount,
  ChoiceFilter,
  Choices,
  Action,
  Settings,
};

/// The XLSForm column of a part: "relevant", "calculation", "choice_filter" …
[[nodiscard]] std::string_view columnOf(Part part);

inline constexpr std::uint32_t kNoNode = 0xFFFFFFFF;

/// Something wrong or doubtful in a form.
struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code;  ///< stable: "syntax", "unknown_name", "unknown_function", "arguments", "cycle", "type", "limit" …
  std::string message;           ///< English: what is wrong, and what would be right
  std::uint32_t node = kNoNode;  ///< index in CompiledForm.nodes
  Part part = Part::Whole;
  std::uint32_t offset = 0;  ///< byte in the expression where it was noticed
  std::string suggestion;    ///< the nearest known name, if one is near
  std::string sheet = {};    ///< readers only: where the source has it
  std::uint32_t row = 0;     ///< readers only: from 1
  std::string column = {};   ///< readers only: header or letter
  bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

/// Adds a diagnostic, its texts shortened to kMessageBytes. Beyond kDiagnostics only the first error is still taken, so
/// that a wrong form stays wrong; the list then ends with a note that says so. False when it was left out.
bool addBounded(Diagnostics& all, Diagnostic found);

}  // namespace thucdia::core::forms
