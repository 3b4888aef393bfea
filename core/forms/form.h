#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>

#include "core/base/error.h"
#include "core/forms/diagnostic.h"

namespace thucdia::core::forms {

namespace v1 = ::thucdia::records::v1;

/// The texts of a node.
enum class TextKind : std::uint8_t { Label, Hint, Guidance, Constraint, Required };
inline constexpr std::size_t kTextKinds = 5;

struct Program;  ///< what linking derives (core/forms/program.h); of no interest outside this folder

/// A form made ready to run: references resolved (${name} and absolute paths stand for the instance one is in, wherever
/// the two share repeats), expressions compiled and constants folded, dependencies ordered. Immutable; sessions share
/// it; may be used from several threads at once.
class Form {
 public:
  /// Links a compiled form. What is wrong or doubtful is added to `diagnostics`, everything that can be found in one
  /// pass. Error InvalidForm (with the first error's message and question path) when there is a diagnostic of severity
  /// Error: syntax, unknown names and functions, wrong numbers of arguments, cycles (by their path), limits.
  ///
  /// Readers fill everything in CompiledForm; they need not check expressions. Names that occur twice, and a reference
  /// to them, resolve to the nearest: first within the same repeat or group, then outwards, then the first in the form.
  [[nodiscard]] static Result<std::shared_ptr<const Form>> link(v1::CompiledForm form,
                                                                Diagnostics* diagnostics = nullptr);

  /// The same from a serialised CompiledForm. Error CorruptData when the bytes are no form.
  [[nodiscard]] static Result<std::shared_ptr<const Form>> parse(std::string_view bytes);

  ~Form();
  Form(const Form&) = delete;
  Form& operator=(const Form&) = delete;

  [[nodiscard]] const v1::CompiledForm& compiled() const { return m_compiled; }
  [[nodiscard]] const Program& program() const { return *m_program; }

  /// The path of a node without the root: "grp/equip/eq_name"; "" for the root.
  [[nodiscard]] std::string_view path(std::uint32_t node) const;
  /// The node of a path without positions; kNoNode if there is none.
  [[nodiscard]] std::uint32_t nodeOf(std::string_view path) const;
  /// The node that an answer key names: "grp/equip:3f2a-1/eq_name" → that of "grp/equip/eq_name". kNoNode if there is
  /// none.
  [[nodiscard]] std::uint32_t nodeOfKey(std::string_view key) const;

  /// One expression with its references written as absolute paths and blanks made even: two forms say the same when
  /// these agree. "" when the node has no such expression.
  [[nodiscard]] std::string canonical(std::uint32_t node, Part part) const;
  /// The same of any expression as it would stand in the node (a label's output, an action's value); one that does not
  /// parse comes back as it is.
  [[nodiscard]] std::string canonical(std::uint32_t node, std::string_view expression) const;

 private:
  Form();

  v1::CompiledForm m_compiled;
  std::unique_ptr<Program> m_program;
};

}  // namespace thucdia::core::forms
