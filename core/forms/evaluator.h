#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/forms/state.h"

namespace thucdia::core::forms {

/// What an expression gives. Texts and lists live until the next evaluation begins or the session changes.
struct Value {
  enum class Kind : std::uint8_t { Boolean, Number, Text, Node, Nodes, Rows };
  Kind kind = Kind::Nodes;
  bool boolean = false;
  std::uint32_t node = 0;        ///< Node
  std::uint32_t table = kNone;   ///< Rows
  std::uint32_t column = kNone;  ///< Rows: of the table; kNone: the row itself
  double number = 0;
  std::string_view text;
  std::span<const std::uint32_t> list;  ///< Nodes, Rows

  [[nodiscard]] bool isSet() const { return kind >= Kind::Node; }
};

/// Gives the label of a choice and the form's own texts: the evaluator's way back to the session.
class ChoiceLabels {
 public:
  virtual ~ChoiceLabels() = default;
  [[nodiscard]] virtual std::string choiceLabel(std::uint32_t node, std::string_view value) = 0;
  /// A text of the form, by its id in the table of such texts; "" if there is none.
  [[nodiscard]] virtual std::string formText(std::uint32_t table, std::string_view id) = 0;
};

/// The node or row that an expression is evaluated for.
struct EvaluationContext {
  std::uint32_t node = 0;
  std::uint32_t frame = 0;  ///< the node's, or of a repeat as a whole the frame around it
  bool hasItem = false;
  bool itemIsRow = false;
  std::uint32_t item = 0;   ///< node or row
  std::uint32_t table = 0;  ///< of the row
  std::size_t position = 1;
  std::size_t size = 1;
};

/// Runs compiled expressions over a state. Never fails: what has no meaning is NaN, "" or no nodes; a limit that was
/// met is told by takeProblem().
class Evaluator {
 public:
  Evaluator(State& state, ChoiceLabels& labels);

  [[nodiscard]] Value evaluate(const Code& code, const EvaluationContext& context);
  [[nodiscard]] bool boolean(const Value& value) const;
  [[nodiscard]] double number(const Value& value) const;
  [[nodiscard]] std::string_view text(const Value& value);
  /// The limit that evaluations since the last call ran into; "" if none.
  [[nodiscard]] std::string takeProblem();
  /// The steps of all evaluations since the last call.
  [[nodiscard]] std::size_t takeSteps() { return std::exchange(m_allSteps, 0); }

  /// Keeps results alive over nested evaluations: the memory of results is given back when the outermost hold ends.
  /// What is evaluated within counts as one evaluation for the limits.
  class Hold {
   public:
    explicit Hold(Evaluator& evaluator);
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    Evaluator& m_evaluator;
  };

 private:
  struct Run {
    const Code& code;
    EvaluationContext context;
  };
  using Arguments = std::span<const std::uint32_t>;
  using Kind = Value::Kind;

  // evaluator.cpp
  Value run(Run& run, std::uint32_t op);
  Value binary(Run& run, const Op& op, Arguments args);
  [[nodiscard]] bool equal(const Value& a, const Value& b, bool negate);
  [[nodiscard]] bool ordered(const Value& a, const Value& b, OpCode code);
  [[nodiscard]] static bool isOne(const Value& value) { return !value.isSet() || value.kind == Kind::Node; }
  template <class Take>
  void each(const Value& value, Take take);  ///< take(text, number, typed as decimal) → go on?
  [[nodiscard]] Value makeText(std::string_view text);
  [[nodiscard]] Value keepText(std::string_view text) const;
  [[nodiscard]] static Value makeNumber(double number);
  [[nodiscard]] static Value makeBoolean(bool boolean);
  [[nodiscard]] std::span<std::uint32_t> makeList(std::size_t count);  ///< empty when there is no memory left
  [[nodiscard]] std::span<const std::uint32_t> keepList(std::span<const std::uint32_t> list);
  [[nodiscard]] bool spend(std::size_t steps = 1);
  [[nodiscard]] bool reserve(std::size_t bytes);
  [[nodiscard]] bool readsOf(std::string_view text) { return text.size() < kShortText || spend(text.size() / 64); }
  void release();

  // evaluator_nodes.cpp
  Value nodeSet(Run& run, const PathPlan& plan);
  Value singleNode(const Run& run, const PathPlan& plan) const;
  Value rows(Run& run, const TablePlan& plan);
  [[nodiscard]] bool keepWithin(Run& run, const TablePlan& plan, std::uint32_t predicate,
                                std::vector<std::uint32_t>& rows);
  [[nodiscard]] bool keepWithin(Run& run, const TablePlan& plan, const RowBound& bound,
                                std::vector<std::uint32_t>& rows);
  [[nodiscard]] const std::vector<double>* numbersOf(std::uint32_t table, std::uint32_t column, std::size_t wanted);
  Value filtered(Run& run, const Op& op, Arguments args);
  Value unionOf(Run& run, Arguments args);
  Value indexedRepeat(Run& run, const Op& op, Arguments args);
  Value lookup(Run& run, const Op& op, Arguments args);
  Value randomize(Run& run, Arguments args);
  void collect(Run& run, const PathPlan& plan, std::size_t step, std::uint32_t frame, std::vector<std::uint32_t>& out);
  template <class SetItem>
  void keepMatching(Run& run, std::uint32_t predicate, std::vector<std::uint32_t>& items, SetItem setItem);
  [[nodiscard]] std::uint32_t origin(const Run& run, const PathPlan& plan) const;

  // evaluator_functions.cpp
  Value call(Run& run, std::uint32_t index, const Op& op, Arguments args);
  Value textFunction(Run& run, std::uint32_t index, const Op& op, Arguments args);
  Value matches(const RegexPattern& pattern, std::string_view text);
  Value truthFunction(Run& run, const Op& op, Arguments args);
  Value numberFunction(Run& run, const Op& op, Arguments args);  // evaluator_numbers.cpp
  Value dateFunction(Run& run, const Op& op, Arguments args);
  Value placeFunction(Run& run, const Op& op, Arguments args);
  Value extreme(Run& run, Arguments args, bool most);
  std::string joined(Run& run, Arguments args, std::string_view separator);

  /// Long texts cost steps by their length; "" once the steps are used up.
  [[nodiscard]] std::string_view textOf(Run& run, std::uint32_t op) {
    const auto found = text(this->run(run, op));
    return readsOf(found) ? found : std::string_view();
  }
  [[nodiscard]] double numberOf(Run& run, std::uint32_t op) { return number(this->run(run, op)); }

  static constexpr std::size_t kShortText = 256;  ///< costs nothing beyond the operation that reads it

  State& m_state;
  ChoiceLabels& m_labels;
  std::vector<std::byte> m_buffer;
  std::pmr::monotonic_buffer_resource m_memory;
  int m_held = 0;
  std::size_t m_depth = 0;
  std::size_t m_steps = 0;
  std::size_t m_allSteps = 0;
  std::size_t m_bytes = 0;  ///< of results that are held
  bool m_used = false;
  std::string m_patternText;  ///< the pattern that was worked out last, and what it compiled to
  std::shared_ptr<const RegexPattern> m_pattern;
  std::string m_problem;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<double>>
      m_numbers;                           ///< columns of tables that were ordered by
  std::optional<std::uint64_t> m_shuffle;  ///< what randomize() without a seed starts from
};

}  // namespace thucdia::core::forms
