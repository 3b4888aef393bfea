#include "core/forms/session.h"

#include <algorithm>

#include "core/forms/lexical.h"
#include "core/forms/limits.h"
#include "core/forms/session_impl.h"

namespace thucdia::core::forms {

Session::Impl::Impl(std::shared_ptr<const Form> form, SessionHost& host) : evaluator(state, *this) {
  state.form = std::move(form);
  state.program = &state.form->program();
  state.host = &host;
  state.zoneMinutes = host.zoneMinutes();
  language = state.form->compiled().default_language();
  const auto definitions = program().definitions.size();
  m_layouts.resize(definitions);
  m_freeBlocks.resize(definitions);
  for (const auto& [repeat, layout] : program().frames) m_layouts[repeat] = &layout;
  std::size_t longest = 0;
  for (const auto& table : program().tables) {
    std::shared_ptr<const Table> found = table.rows;
    if (!found && table.file != "last-saved") found = host.externalData().table(table.file);
    if (!found && table.file != table.id) found = host.externalData().table(table.id);
    if (table.rows) longest = std::max(longest, table.rows->rowCount());
    state.tables.push_back(std::move(found));
  }
  m_allRows.resize(longest);
  for (std::size_t row = 0; row < longest; ++row) m_allRows[row] = static_cast<std::uint32_t>(row);
  for (std::uint32_t index = 0; index < program().actions.size(); ++index)
    if (hasEvent(state.form->compiled().actions(static_cast<int>(index)), v1::ACTION_EVENT_NEW_REPEAT))
      for (const auto repeat : program().chain(program().actions[index].target))
        m_newRowActions[repeat].push_back(index);
  for (const auto& column : program().columns) {
    const auto& table = state.tables[column.table];
    const auto found = table ? table->column(column.name) : std::nullopt;
    state.columns.push_back(found ? static_cast<std::uint32_t>(*found) : kNone);
  }
}

bool Session::Impl::hasEvent(const v1::Action& action, v1::ActionEvent event) {
  return std::find(action.events().begin(), action.events().end(), event) != action.events().end();
}

Result<void> Session::Impl::start(const AnswerMap& answers) {
  makeFrame(0, 0, {}, 0, 0);
  const bool fresh = answers.empty();
  if (fresh) {
    populate(0, true);
  } else {
    // Rows first, outer ones before inner ones (a row's key is longer than that of the row around it).
    std::vector<std::pair<std::string_view, std::string_view>> rows;
    const auto isRow = [&](std::string_view key) {
      const auto step = key.substr(key.rfind('/') == std::string_view::npos ? 0 : key.rfind('/') + 1);
      if (step.find(':') == std::string_view::npos) return false;
      const auto def = state.form->nodeOfKey(key);
      return def != kNoNode && state.isRepeat(def) && state.form->nodeOf(key) == kNoNode;
    };
    for (const auto& [key, text] : answers)
      if (isRow(key)) rows.emplace_back(key, text);
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      return std::count(a.first.begin(), a.first.end(), ':') < std::count(b.first.begin(), b.first.end(), ':');
    });
    for (const auto& [key, text] : rows) placeRow(key, text);
    for (const auto& [key, text] : answers) {
      if (isRow(key)) continue;
      const auto node = findKey(key);
      if (node != kNone && isQuestion(node) && !state.isRange(node))
        takeIn(node, text);
      else
        foreign.insert_or_assign(key, text);
    }
    enqueueAll(0);
    keepWhatStood();
  }
  process();
  if (fresh) runActions(v1::ACTION_EVENT_FIRST_LOAD, 0);
  runActions(v1::ACTION_EVENT_LOAD, 0);
  process();
  settleTaken();
  for (auto& frame : state.frames) frame.young = false;
  m_grown.clear();
  m_runs = 0;
  m_steps = 0;
  if (m_limit) return fail(ErrorCode::LimitExceeded, m_warnings.empty() ? std::string() : m_warnings.front());
  return {};
}

/// Going on is no new answer: nothing is triggered, and what the clock or chance gave stands until something that its
/// calculation reads changes. (JavaRosa calculates now() anew whenever a form is opened; here a record of a visit must
/// not depend on when it is looked at.)
void Session::Impl::keepWhatStood() {
  m_triggers.clear();
  for (std::uint32_t index = 0; index < program().expressions.size(); ++index) {
    const auto& expression = program().expressions[index];
    if (!expression.restless || expression.kind != Kind::Calculate) continue;
    eachFrame(0, expression.home, [&](std::uint32_t frame) {
      if (!state.nodes[state.nodeAt(frame, expression.owner)].value.empty())
        state.frames[frame].pending[expression.local] = 0;
    });
  }
}

/// What was noted since the last time, as Changes.
Changes Session::Impl::finish() {
  Changes changes;
  std::erase_if(m_touched, [&](std::uint32_t node) { return state.nodes[node].def == kNone; });
  if (m_touched.size() > 1)
    std::sort(m_touched.begin(), m_touched.end(), [&](std::uint32_t a, std::uint32_t b) { return before(a, b); });
  changes.nodes.reserve(m_touched.size());
  for (const auto node : m_touched) changes.nodes.push_back(NodeRef{node});
  changes.structure = m_structure;
  for (auto& [key, text] : m_rowEdits) changes.edits.push_back({key, std::move(text)});
  for (const auto node : m_edited)
    if (state.nodes[node].def != kNone && m_isEdited.contains(node))
      changes.edits.push_back({key(node), state.nodes[node].value});
  changes.warnings = std::move(m_warnings);
  m_touched.clear();
  m_edited.clear();
  m_isEdited.clear();
  m_rowEdits.clear();
  m_warnings = {};
  m_structure = false;
  m_limit = false;
  m_runs = 0;
  m_steps = 0;
  static_cast<void>(evaluator.takeSteps());
  m_grown.clear();
  ++m_stamp;
  return changes;
}

Result<Changes> Session::Impl::set(std::uint32_t node, std::string_view text) {
  if (!isQuestion(node)) return fail(ErrorCode::InvalidArgument, "'" + path(node) + "' is not a question");
  if (text.size() > limits::kAnswerBytes)
    return fail(ErrorCode::LimitExceeded,
                "an answer of more than " + std::to_string(limits::kAnswerBytes) + " bytes (kAnswerBytes)");
  if (source(node).control() == v1::CONTROL_RANK && !text.empty() && !ranksAll(node, text))
    return fail(ErrorCode::InvalidArgument, "a rank names every choice");
  auto before = state.nodes[node].value;
  answer(node, text, true, From::Person);
  // What is filled in once fills in again when it is cleared, unless it is cleared of that very value.
  if (const auto calculate = state.definition(node).calculate; calculate != kNone && !before.empty() &&
                                                               state.nodes[node].value.empty() &&
                                                               program().expressions[calculate].once) {
    m_calculated[node] = std::move(before);
    enqueue(calculate, state.nodes[node].frame);
  }
  // A repeat that grows as long as its last row says so grows by one row for each answer in it.
  std::erase_if(m_growing, [&](const auto& waiting) {
    const auto [expression, frame] = waiting;
    const auto repeat = program().expressions[expression].owner;
    const auto& chain = program().chain(state.nodes[node].def);
    if (std::find(chain.begin(), chain.end(), repeat) == chain.end()) return false;
    if (state.frames[frame].live && state.frames[frame].repeat == program().expressions[expression].home)
      enqueue(expression, frame);
    return true;
  });
  process();
  return finish();
}

Changes Session::Impl::setLanguage(std::uint32_t next) {
  language = next;
  visit([&](std::uint32_t node) {
    touch(node);
    return true;
  });
  for (std::uint32_t index = 0; index < program().expressions.size(); ++index)
    if (program().expressions[index].spoken)
      eachFrame(0, program().expressions[index].home, [&](std::uint32_t frame) { enqueue(index, frame); });
  process();
  return finish();
}

Result<Changes> Session::Impl::applyExternal(std::span<const AnswerEdit> edits) {
  const auto isRowKey = [&](std::string_view key) {
    const auto step = key.substr(key.rfind('/') == std::string_view::npos ? 0 : key.rfind('/') + 1);
    if (step.find(':') == std::string_view::npos || state.form->nodeOf(key) != kNoNode) return false;
    const auto def = state.form->nodeOfKey(key);
    return def != kNoNode && state.isRepeat(def);
  };
  std::vector<const AnswerEdit*> rows;
  for (const auto& edit : edits)
    if (isRowKey(edit.key)) rows.push_back(&edit);
  std::stable_sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) {
    return std::count(a->key.begin(), a->key.end(), ':') < std::count(b->key.begin(), b->key.end(), ':');
  });
  for (const auto* row : rows) {
    if (row->text) {
      placeRow(row->key, *row->text);
    } else if (const auto node = findKey(row->key); node != kNone && state.isInstance(node)) {
      removeInstance(state.nodes[node].frame);
    }
    m_rowEdits.clear();
  }
  for (const auto& edit : edits) {
    if (isRowKey(edit.key)) continue;
    const auto node = findKey(edit.key);
    if (node != kNone && isQuestion(node) && !state.isRange(node)) {
      if (edit.text && edit.text->size() > limits::kAnswerBytes)
        return fail(ErrorCode::LimitExceeded,
                    "an answer of more than " + std::to_string(limits::kAnswerBytes) + " bytes (kAnswerBytes)");
      takeIn(node, edit.text.value_or(std::string()));
    } else if (edit.text) {
      foreign.insert_or_assign(edit.key, *edit.text);
    } else {
      foreign.erase(edit.key);
    }
  }
  process();
  settleTaken();
  return finish();
}

// The public face: nodes are checked here, once.

Session::Session(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Session::~Session() = default;

Result<std::unique_ptr<Session>> Session::begin(std::shared_ptr<const Form> form, SessionHost& host,
                                                const AnswerMap& answers) {
  auto impl = std::make_unique<Impl>(std::move(form), host);
  THUCDIA_TRY(impl->start(answers));
  return std::unique_ptr<Session>(new Session(std::move(impl)));
}

Changes Session::takeStartChanges() { return m_impl->finish(); }
const Form& Session::form() const { return *m_impl->state.form; }
std::uint32_t Session::language() const { return m_impl->language; }
Changes Session::setLanguage(std::uint32_t language) { return m_impl->setLanguage(language); }

NodeRef Session::root() const { return NodeRef{0}; }
bool Session::alive(NodeRef node) const { return m_impl->valid(node); }

NodeRef Session::parent(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return NodeRef{m_impl->parentOf(node.id)};
}
std::vector<NodeRef> Session::children(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  std::vector<NodeRef> result;
  for (const auto child : m_impl->children(node.id)) result.push_back(NodeRef{child});
  return result;
}
NodeKind Session::kind(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  if (node.id == 0) return NodeKind::Root;
  if (m_impl->state.isInstance(node.id)) return NodeKind::Instance;
  switch (m_impl->source(node.id).kind()) {
    case v1::NODE_KIND_REPEAT:
      return NodeKind::Repeat;
    case v1::NODE_KIND_QUESTION:
      return NodeKind::Question;
    default:
      return NodeKind::Group;
  }
}
std::uint32_t Session::definition(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->state.nodes[node.id].def;
}
const v1::FormNode& Session::describe(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->source(node.id);
}
std::string Session::path(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->path(node.id);
}
std::string Session::key(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->key(node.id);
}
NodeRef Session::find(std::string_view path) const { return NodeRef{m_impl->find(path)}; }
NodeRef Session::findKey(std::string_view key) const { return NodeRef{m_impl->findKey(key)}; }
std::uint32_t Session::position(NodeRef instance) const {
  THUCDIA_ASSERT(alive(instance));
  return m_impl->state.frames[m_impl->state.nodes[instance.id].frame].position;
}

std::string_view Session::value(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->state.nodes[node.id].value;
}
bool Session::relevant(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->has(node.id, kRelevant);
}
bool Session::readOnly(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->readOnly(node.id);
}
bool Session::required(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->has(node.id, kRequired);
}
bool Session::constraintHolds(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->constraintHolds(node.id);
}
std::optional<std::string> Session::unread(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  const auto* stored = m_impl->unread(node.id);
  return stored ? std::optional(*stored) : std::nullopt;
}
bool Session::requiredHolds(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return !(m_impl->has(node.id, kRelevant) && m_impl->has(node.id, kRequired) && m_impl->unanswered(node.id));
}
bool Session::canAddRemove(NodeRef repeat) const {
  THUCDIA_ASSERT(alive(repeat));
  return m_impl->state.definition(repeat.id).count == kNone && !describe(repeat).no_add_remove();
}

std::string Session::written(NodeRef node, TextKind kind) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->textOf(node.id, kind);
}
std::string Session::label(NodeRef node) const { return m_impl->shownText(node.id, TextKind::Label); }
std::string Session::hint(NodeRef node) const { return m_impl->shownText(node.id, TextKind::Hint); }
std::string Session::guidance(NodeRef node) const { return m_impl->shownText(node.id, TextKind::Guidance); }
std::string Session::constraintMessage(NodeRef node) const { return m_impl->shownText(node.id, TextKind::Constraint); }
std::string Session::requiredMessage(NodeRef node) const { return m_impl->shownText(node.id, TextKind::Required); }
const v1::Variant* Session::labelVariant(NodeRef node) const { return m_impl->variantOf(describe(node).label()); }

std::vector<ChoiceView> Session::choices(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->choices(node.id);
}
std::vector<std::string> Session::choiceValues(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->choiceValues(node.id);
}
std::string Session::displayText(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  return m_impl->displayText(node.id);
}

namespace {
Result<Changes> gone() { return fail(ErrorCode::NotFound, "the node is no longer there"); }
}  // namespace

Result<Changes> Session::set(NodeRef node, std::string_view text) {
  return alive(node) ? m_impl->set(node.id, text) : gone();
}
Result<Changes> Session::addRepeat(NodeRef repeat) { return alive(repeat) ? m_impl->addRepeat(repeat.id) : gone(); }
Result<Changes> Session::removeRepeat(NodeRef instance) {
  return alive(instance) ? m_impl->removeRepeat(instance.id) : gone();
}
Result<Changes> Session::moveRepeat(NodeRef instance, std::uint32_t position) {
  return alive(instance) ? m_impl->moveRepeat(instance.id, position) : gone();
}
Result<Changes> Session::applyExternal(std::span<const AnswerEdit> edits) { return m_impl->applyExternal(edits); }

std::vector<Violation> Session::missing() const { return m_impl->missing(); }
std::vector<Section> Session::sections() const { return m_impl->sections(); }
std::vector<NodeRef> Session::pages() const { return m_impl->pages(); }

NodeRef Session::next(NodeRef node) const { return m_impl->page(node.id, 1); }
NodeRef Session::previous(NodeRef node) const { return m_impl->page(node.id, -1); }

void Session::setPrevious(const AnswerMap& answers) { m_impl->setPrevious(answers); }
std::optional<std::string> Session::previousText(NodeRef node) const {
  THUCDIA_ASSERT(alive(node));
  const auto found = m_impl->previous.find(m_impl->positionKey(node.id));
  if (found == m_impl->previous.end()) return std::nullopt;
  return found->second;
}
Result<Changes> Session::takePrevious(NodeRef node) { return alive(node) ? m_impl->takePrevious(node.id) : gone(); }

AnswerMap Session::answers() const { return m_impl->answers(); }
const AnswerMap& Session::foreign() const { return m_impl->foreign; }
Changes Session::stampEnd() { return m_impl->stampEnd(); }
std::string Session::submission() const { return m_impl->submission(); }
Result<std::string> Session::evaluate(NodeRef context, std::string_view expression) const {
  THUCDIA_ASSERT(alive(context));
  return m_impl->evaluateOnce(context.id, expression);
}

}  // namespace thucdia::core::forms
