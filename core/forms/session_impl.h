#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/forms/evaluator.h"
#include "core/forms/session.h"
#include "core/forms/state.h"

namespace thucdia::core::forms {

/// The session behind its header: frames and nodes, what waits to be recomputed, and the notes for the next Changes.
class Session::Impl final : public ChoiceLabels {
 public:
  Impl(std::shared_ptr<const Form> form, SessionHost& host);

  // session.cpp
  Result<void> start(const AnswerMap& answers);
  void keepWhatStood();
  Changes finish();
  Result<Changes> set(std::uint32_t node, std::string_view text);
  Result<Changes> applyExternal(std::span<const AnswerEdit> edits);
  Changes setLanguage(std::uint32_t language);

  // session_tree.cpp
  [[nodiscard]] bool valid(NodeRef node) const;
  [[nodiscard]] std::vector<std::uint32_t> children(std::uint32_t node) const;
  [[nodiscard]] std::uint32_t parentOf(std::uint32_t node) const;
  [[nodiscard]] std::string key(std::uint32_t node) const;
  [[nodiscard]] std::string path(std::uint32_t node) const;
  [[nodiscard]] std::uint32_t find(std::string_view path) const;
  [[nodiscard]] std::uint32_t findKey(std::string_view key) const;
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const;
  void visit(const std::function<bool(std::uint32_t)>& take) const;  ///< document order; false: not its children
  void visitFrom(std::uint32_t node, const std::function<bool(std::uint32_t)>& take) const;
  void eachFrame(std::uint32_t frame, Def target, const std::function<void(std::uint32_t)>& take) const;
  [[nodiscard]] bool readOnly(std::uint32_t node) const;

  // session_rows.cpp
  std::uint32_t makeFrame(Def repeat, std::uint32_t parent, std::string rowId, std::int64_t order, std::size_t place);
  void freeFrame(std::uint32_t frame);
  std::uint32_t addInstance(std::uint32_t parent, Def repeat, bool fresh);
  void removeInstance(std::uint32_t frame);
  void setCount(std::uint32_t parent, Def repeat, std::size_t count);
  void populate(std::uint32_t frame, bool initial);
  void structureChanged(std::uint32_t parent, Def repeat);
  Result<Changes> addRepeat(std::uint32_t range);
  Result<Changes> removeRepeat(std::uint32_t instance);
  Result<Changes> moveRepeat(std::uint32_t instance, std::uint32_t position);
  void placeRow(std::string_view key, std::string_view text);

  // session_run.cpp
  void process();
  void enqueue(std::uint32_t expression, std::uint32_t frame);
  void enqueueAll(std::uint32_t frame);
  void markReaders(const std::vector<Reader>& readers, std::uint32_t frame);
  void runExpression(std::uint32_t expression, std::uint32_t frame);
  void setSelfRelevant(std::uint32_t node, bool relevant);
  void propagate(std::uint32_t node);
  void updateRange(std::uint32_t parent, Def repeat);
  bool store(std::uint32_t node, std::string text, bool record);
  enum class From : std::uint8_t { Person, Form, Calculation };
  void answer(std::uint32_t node, std::string_view text, bool record, From from = From::Form);
  void takeIn(std::uint32_t node, std::string_view text);
  void settleTaken();
  /// The answer that is stored where another is shown; else nullptr.
  [[nodiscard]] const std::string* unread(std::uint32_t node) const;
  [[nodiscard]] bool constraintHolds(std::uint32_t node) {
    return has(node, kConstraintHolds) && !(unread(node) && has(node, kRelevant) && isAnswerable(node));
  }
  void noteEdit(std::uint32_t node);
  void touch(std::uint32_t node);
  void touchBelow(std::uint32_t node);
  void runActions(v1::ActionEvent event, std::uint32_t frame);
  void runAction(std::uint32_t action, std::uint32_t node);
  void warn(std::string message);
  void noteEvaluation(Def owner);
  [[nodiscard]] static bool hasEvent(const v1::Action& action, v1::ActionEvent event);
  [[nodiscard]] bool mayRun();  ///< counts a run; false once this change has run enough
  void preload(std::uint32_t node);
  [[nodiscard]] EvaluationContext contextOf(std::uint32_t node) const;
  [[nodiscard]] std::string evaluateText(std::uint32_t expression, std::uint32_t node);

  // session_texts.cpp
  [[nodiscard]] std::string textOf(std::uint32_t node, TextKind kind);
  [[nodiscard]] std::string shownText(std::uint32_t node, TextKind kind);
  [[nodiscard]] std::string shownPart(std::uint32_t expression, std::uint32_t node, char decimalMark);
  [[nodiscard]] const std::vector<TextPart>* partsOf(const TextPlan& plan) const;
  [[nodiscard]] std::string compose(const TextPlan& plan, std::uint32_t node);
  [[nodiscard]] std::vector<ChoiceView> choices(std::uint32_t node);
  [[nodiscard]] std::vector<std::string> choiceValues(std::uint32_t node);
  [[nodiscard]] std::string choiceLabel(std::uint32_t node, std::string_view value) override;
  [[nodiscard]] std::string formText(std::uint32_t table, std::string_view id) override;
  [[nodiscard]] std::string rowLabel(std::uint32_t table, std::uint32_t row);
  [[nodiscard]] std::string displayText(std::uint32_t node);
  [[nodiscard]] std::string offered(std::uint32_t node, std::string_view text, bool inOrder);
  [[nodiscard]] bool ranksAll(std::uint32_t node, std::string_view text);
  struct Items {
    Value value;
    bool known = true;  ///< false: the table is not there, nothing can be said
  };
  [[nodiscard]] Items itemsOf(std::uint32_t node);
  [[nodiscard]] std::unordered_map<std::string, std::string> labelsOf(std::uint32_t node,
                                                                      const std::vector<std::string>& values);
  [[nodiscard]] std::string itemValue(std::uint32_t node, const Value& items, std::uint32_t item);
  [[nodiscard]] std::string itemLabel(std::uint32_t node, const Value& items, std::uint32_t item);
  [[nodiscard]] std::string relative(std::uint32_t expression, std::uint32_t node, const Value& items,
                                     std::uint32_t item);
  [[nodiscard]] std::uint32_t valueColumn(const ItemsPlan& plan, const Value& items) const;
  [[nodiscard]] std::uint32_t labelColumn(const ItemsPlan& plan, const Value& items) const;
  [[nodiscard]] std::uint32_t columnOf(std::uint32_t expression) const;
  [[nodiscard]] const v1::Variant* variantOf(const v1::Text& text) const;
  void listMedia(std::uint32_t list, std::uint32_t row, ChoiceView& into) const;

  [[nodiscard]] Result<std::string> evaluateOnce(std::uint32_t node, std::string_view expression);

  // session_review.cpp
  [[nodiscard]] std::vector<Violation> missing();
  [[nodiscard]] std::vector<Section> sections();
  [[nodiscard]] std::vector<NodeRef> pages() const;
  [[nodiscard]] NodeRef page(std::uint32_t node, int step) const;
  void setPrevious(const AnswerMap& answers);
  [[nodiscard]] std::string positionKey(std::uint32_t node) const;
  [[nodiscard]] Result<Changes> takePrevious(std::uint32_t node);
  [[nodiscard]] AnswerMap answers() const;

  // session_submission.cpp
  [[nodiscard]] static bool isEnd(const v1::FormNode& node);
  [[nodiscard]] Changes stampEnd();
  [[nodiscard]] std::string submission() const;

  State state;
  Evaluator evaluator;
  std::uint32_t language = 0;
  AnswerMap foreign;
  std::map<std::string, std::string, std::less<>> previous;  ///< by position path

  [[nodiscard]] const Program& program() const { return *state.program; }
  [[nodiscard]] const v1::FormNode& source(std::uint32_t node) const { return state.source(state.nodes[node].def); }
  [[nodiscard]] bool has(std::uint32_t node, NodeFlag flag) const { return (state.nodes[node].flags & flag) != 0; }
  /// Whether an answer is missing where one is required.
  [[nodiscard]] bool unanswered(std::uint32_t node) const {
    return state.nodes[node].value.empty() && !has(node, kUnoffered);
  }
  /// Whether a person can give its answer now.
  [[nodiscard]] bool isAnswerable(std::uint32_t node);
  [[nodiscard]] bool isQuestion(std::uint32_t node) const { return source(node).kind() == v1::NODE_KIND_QUESTION; }

 private:
  struct Task {
    std::uint32_t rank = 0;
    std::uint32_t position = 0;
    std::uint32_t frame = 0;
    std::uint32_t expression = 0;
    /// std::push_heap puts the greatest first: the least rank, then the first row.
    bool operator<(const Task& other) const {
      if (rank != other.rank) return rank > other.rank;
      if (position != other.position) return position > other.position;
      return frame > other.frame;
    }
  };
  struct Trigger {
    std::uint32_t action = 0;
    std::uint32_t node = 0;
  };

  std::unique_ptr<Program> m_scratch;         ///< the form's, with the expressions asked for by evaluateOnce()
  std::vector<const FrameLayout*> m_layouts;  ///< by repeat
  std::vector<std::vector<std::uint32_t>> m_freeBlocks;  ///< by repeat: bases of removed instances
  std::vector<std::uint32_t> m_freeFrames;
  std::unordered_map<Def, std::vector<std::uint32_t>> m_newRowActions;  ///< by the repeat whose new row they are run in
  std::vector<Task> m_heap;
  std::vector<Trigger> m_triggers;
  std::vector<std::uint32_t> m_allRows;  ///< 0, 1, 2 … as far as the longest list
  std::unordered_map<std::uint32_t, std::string>
      m_calculated;  ///< calculated questions that were edited: the last result
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      m_growing;                                            ///< counts that look at their own repeat: expression, frame
  std::unordered_set<std::uint64_t> m_grown;                ///< those that ran in this change
  std::unordered_map<std::uint32_t, std::string> m_typed;   ///< selects: the answer, where choices hide some of it
  std::unordered_map<std::uint32_t, std::string> m_unread;  ///< answers as stored, where another is shown
  std::vector<std::pair<std::uint32_t, std::string>> m_taken;  ///< answers as stored, until all that came is there

  // for the next Changes
  std::uint32_t m_stamp = 1;
  std::vector<std::uint32_t> m_touched;
  std::vector<std::uint32_t> m_edited;
  std::unordered_set<std::uint32_t> m_isEdited;
  std::map<std::string, std::optional<std::string>, std::less<>> m_rowEdits;
  bool m_structure = false;
  std::vector<std::string> m_warnings;
  std::size_t m_runs = 0;
  std::size_t m_steps = 0;       ///< of the evaluations of this change
  std::size_t m_processing = 0;  ///< calls of process() within each other
  std::size_t m_labels = 0;      ///< labels being made within each other
  std::size_t m_textBytes = 0;   ///< of all values
  bool m_limit = false;
  std::size_t m_liveNodes = 0;
};

}  // namespace thucdia::core::forms
