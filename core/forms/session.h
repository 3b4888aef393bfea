#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/forms/form.h"
#include "core/forms/session_host.h"

namespace thucdia::core::forms {

/// One live node of a session: a question, group, repeat (as a whole) or repeat instance. Small, stable while the node
/// lives; numbers of removed instances are used again.
struct NodeRef {
  std::uint32_t id = 0xFFFFFFFF;
  [[nodiscard]] explicit operator bool() const { return id != 0xFFFFFFFF; }
  auto operator<=>(const NodeRef&) const = default;
};

enum class NodeKind : std::uint8_t { Root, Group, Repeat, Instance, Question };

/// A choice of a select, as it is offered now.
struct ChoiceView {
  std::string value;
  std::string label;
  std::string image = {};
  std::string audio = {};
  std::string video = {};
  bool operator==(const ChoiceView&) const = default;
};

/// One answer to be saved: the text, or nothing when the key goes away (an instance was removed).
struct AnswerEdit {
  std::string key;
  std::optional<std::string> text;
  bool operator==(const AnswerEdit&) const = default;
};

/// What one change did.
struct Changes {
  std::vector<NodeRef> nodes;     ///< whose value, state, texts or choices may differ now; each once, in document order
  bool structure = false;         ///< instances came, went or moved
  std::vector<AnswerEdit> edits;  ///< to be saved: the answer, what was recalculated, rows; each key once
  std::vector<std::string> warnings = {};  ///< expressions that ran into a limit; the node keeps its value
};

/// Why a visit is not ready to be signed.
struct Violation {
  enum class Why : std::uint8_t {
    Required,
    Constraint,
    Unread,  ///< see Session::unread()
  };
  NodeRef node;
  Why why = Why::Required;
  std::string message;  ///< the form's message in the current language, "" if it has none
  bool operator==(const Violation&) const = default;
};

/// One stop of the section rail: a group, repeat or run of questions directly under the root.
struct Section {
  NodeRef node;                 ///< the group or repeat; the first question of a run
  std::string label;            ///< "" for a run of questions
  std::uint32_t questions = 0;  ///< relevant, visible and not read-only
  std::uint32_t answered = 0;
  std::uint32_t required = 0;  ///< of these questions
  std::uint32_t missing = 0;   ///< required and empty
  std::uint32_t broken = 0;    ///< constraint does not hold, or the answer is unread()
  std::uint32_t warnings = 0;  ///< relevant notes of appearance "warning"
  bool operator==(const Section&) const = default;
};

/// A form being filled in: pure, in memory, on one thread. Whatever is typed is stored; what a constraint says of it is
/// told, never enforced. Relevance, read-only, required, calculations, counts and validity are up to date after each
/// call; texts and choices are worked out when asked for.
class Session {
 public:
  /// Starts. Without answers it is a fresh form: initial instances are made, defaults and first-load actions run. With
  /// answers it goes on where they stopped: calculations are brought up to date, but what now(), today(), random() or
  /// uuid() gave stands until something else that its calculation reads changes; nothing is triggered; keys of no node
  /// of this form are kept (see foreign()). An answer that is written otherwise than this form writes it is a start
  /// change; one that reads as another stays until it is answered again (Violation::Why::Unread). Errors:
  /// LimitExceeded.
  [[nodiscard]] static Result<std::unique_ptr<Session>> begin(std::shared_ptr<const Form> form, SessionHost& host,
                                                              const AnswerMap& answers = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// What starting changed in the answers given to begin(): defaults, calculations, first rows. Empty when asked again.
  [[nodiscard]] Changes takeStartChanges();

  [[nodiscard]] const Form& form() const;
  /// Index in compiled().languages.
  [[nodiscard]] std::uint32_t language() const;
  Changes setLanguage(std::uint32_t language);

  // The tree
  [[nodiscard]] NodeRef root() const;
  [[nodiscard]] NodeRef parent(NodeRef node) const;
  /// Groups, questions, repeats; of a repeat its instances in order.
  [[nodiscard]] std::vector<NodeRef> children(NodeRef node) const;
  [[nodiscard]] NodeKind kind(NodeRef node) const;
  [[nodiscard]] bool alive(NodeRef node) const;
  /// Index in compiled().nodes.
  [[nodiscard]] std::uint32_t definition(NodeRef node) const;
  [[nodiscard]] const v1::FormNode& describe(NodeRef node) const;
  /// "grp/equip[2]/eq_name": positions from 1; of a repeat as a whole "grp/equip".
  [[nodiscard]] std::string path(NodeRef node) const;
  /// "grp/equip:3f2a-1/eq_name".
  [[nodiscard]] std::string key(NodeRef node) const;
  /// By position path; a repeat without position names the repeat as a whole, and within a longer path its first
  /// instance.
  [[nodiscard]] NodeRef find(std::string_view path) const;
  [[nodiscard]] NodeRef findKey(std::string_view key) const;
  /// The number of an instance among its siblings, from 1.
  [[nodiscard]] std::uint32_t position(NodeRef instance) const;

  // State
  /// The stored text, whether or not the node is relevant.
  [[nodiscard]] std::string_view value(NodeRef node) const;
  [[nodiscard]] bool relevant(NodeRef node) const;
  [[nodiscard]] bool readOnly(NodeRef node) const;
  [[nodiscard]] bool required(NodeRef node) const;
  /// True when the node is irrelevant, empty or has no constraint, and nobody is to answer it again (see
  /// unread()).
  [[nodiscard]] bool constraintHolds(NodeRef node) const;
  /// The answer that is stored where another is shown, or none, until it is answered again (see begin()).
  [[nodiscard]] std::optional<std::string> unread(NodeRef node) const;
  /// False when the node is relevant, required and empty.
  [[nodiscard]] bool requiredHolds(NodeRef node) const;
  /// Whether a person may add or remove instances of a repeat (not counted, not fixed).
  [[nodiscard]] bool canAddRemove(NodeRef repeat) const;

  // Texts in the current language, outputs filled in, without blanks at the ends; "" if there is none. Numbers in them
  // have the language's decimal mark (SessionHost::decimalMark).
  [[nodiscard]] std::string label(NodeRef node) const;
  [[nodiscard]] std::string hint(NodeRef node) const;
  [[nodiscard]] std::string guidance(NodeRef node) const;
  [[nodiscard]] std::string constraintMessage(NodeRef node) const;
  [[nodiscard]] std::string requiredMessage(NodeRef node) const;
  /// A text with the blanks at its ends and numbers as expressions give them, for tools that compare.
  [[nodiscard]] std::string written(NodeRef node, TextKind kind) const;
  /// The label's media in the current language, or nothing.
  [[nodiscard]] const v1::Variant* labelVariant(NodeRef node) const;

  /// The choices offered now (after choice_filter), in order.
  [[nodiscard]] std::vector<ChoiceView> choices(NodeRef node) const;
  /// Only their values: for long lists.
  [[nodiscard]] std::vector<std::string> choiceValues(NodeRef node) const;
  /// How the current answer reads to a person: choice labels for codes, otherwise the text itself.
  [[nodiscard]] std::string displayText(NodeRef node) const;

  // Changes
  /// Stores an answer ("" clears), after bringing the text to the node's type. Errors: InvalidArgument (not a
  /// question), LimitExceeded (too long). Read-only and irrelevant nodes may be set: a caller that minds asks first.
  [[nodiscard]] Result<Changes> set(NodeRef node, std::string_view text);
  /// Adds an instance at the end. Errors: InvalidArgument, NotPermitted (counted), LimitExceeded.
  [[nodiscard]] Result<Changes> addRepeat(NodeRef repeat);
  [[nodiscard]] Result<Changes> removeRepeat(NodeRef instance);
  /// Moves an instance to a position from 1.
  [[nodiscard]] Result<Changes> moveRepeat(NodeRef instance, std::uint32_t position);
  /// Answers that arrived while the form is open. They are not among the edits that come back, but for those that this
  /// form writes otherwise; what they made recalculate is. Keys of no node are kept as foreign.
  [[nodiscard]] Result<Changes> applyExternal(std::span<const AnswerEdit> edits);

  // Readiness and order
  /// Relevant required questions without answer, broken constraints and answers that are unread(), in document order.
  [[nodiscard]] std::vector<Violation> missing() const;
  [[nodiscard]] std::vector<Section> sections() const;
  /// The relevant pages in order: questions, groups of appearance "field-list", repeats (as the place where to add).
  [[nodiscard]] std::vector<NodeRef> pages() const;
  /// The page after or before the one that the node lies on; nothing at the ends.
  [[nodiscard]] NodeRef next(NodeRef node) const;
  [[nodiscard]] NodeRef previous(NodeRef node) const;

  // Last time
  /// Answers of an earlier visit, by keys; rows are matched by their order.
  void setPrevious(const AnswerMap& answers);
  /// The text of last time; nothing if that question had no answer.
  [[nodiscard]] std::optional<std::string> previousText(NodeRef node) const;
  /// Takes over last time's answer of a question, or of all questions of a group or instance that are empty now.
  [[nodiscard]] Result<Changes> takePrevious(NodeRef node);

  // Results
  /// Writes the time into the metadata "end": done when a visit is signed.
  [[nodiscard]] Changes stampEnd();
  /// All answers as they stand, irrelevant ones and foreign keys included; rows too.
  [[nodiscard]] AnswerMap answers() const;
  /// Keys given to begin() or applyExternal() that this form has no place for.
  [[nodiscard]] const AnswerMap& foreign() const;
  /// The instance as XForms XML; irrelevant nodes left out.
  [[nodiscard]] std::string submission() const;
  /// The value of any expression in the context of a node; for tests and tools. Errors: ParseError.
  [[nodiscard]] Result<std::string> evaluate(NodeRef context, std::string_view expression) const;

 private:
  class Impl;
  explicit Session(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace thucdia::core::forms
