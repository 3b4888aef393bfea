#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/forms/diagnostic.h"
#include "core/forms/program.h"

namespace thucdia::core::forms {

/// What a value is, as far as a form says so before it runs. Unknown is whatever could be several things: calculations,
/// hidden values, cells of tables, texts put together.
enum class Sort : std::uint8_t { Unknown, Boolean, Number, Text, Date, Time, OneChoice, Choices, Place, File };

/// A value's sort, and the question that it is the answer to, if it is one.
struct ValueSort {
  Sort sort = Sort::Unknown;
  Def question = kNone;
};

/// The sort of a question's answer.
[[nodiscard]] Sort sortOf(const v1::FormNode& node);

/// The sort of what an operation of an expression gives.
[[nodiscard]] ValueSort sortOf(const Expression& expression, std::uint32_t op, const v1::CompiledForm& form);

/// The choices of each select, where the form itself lists them.
class ChoiceValues {
 public:
  struct List {
    std::deque<std::string> inOrder;
    std::unordered_set<std::string_view> known;
    std::set<double> numbers;  ///< those that are numbers
    void add(const std::string& value);
  };
  ChoiceValues(const Program& program, const v1::CompiledForm& form);
  /// Null: the choices come from elsewhere, or the question is no select.
  [[nodiscard]] const List* of(Def question) const;
  /// The choice nearest to a mistyped one; "" if none is near, or once kGuesses were compared.
  [[nodiscard]] std::string nearestTo(std::string_view value, const List& values);

 private:
  std::size_t m_compared = 0;
  std::vector<List> m_byTable;
  std::vector<std::uint32_t> m_tableOf;  ///< by definition; kNone
};

/// Adds warnings for what cannot be meant: a number compared with letters, arithmetic on choices, a date compared with
/// a plain number, selected() on what has no choices, a choice that the list lacks, conditions that are a text. Codes:
/// "type", "unknown_choice", "condition".
void checkTypes(const Program& program, const v1::CompiledForm& form, Diagnostics& diagnostics);

}  // namespace thucdia::core::forms
