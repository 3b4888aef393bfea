#include "qml/visits/visit_model.h"

#include <algorithm>
#include <limits>

#include <QtCore/QRegularExpression>

#include "core/base/dates.h"
#include "core/registers/datasets.h"
#include "core/reports/answer_words.h"
#include "core/visits/answer_text.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

using core::forms::Changes;
using core::forms::NodeKind;
using core::forms::NodeRef;
namespace v1 = core::records::v1;

namespace {

constexpr int kSayItIsSlowMs = 300;
constexpr int kRetryMs = 5000;

/// A typed number as forms have it: "1.250,5" → "1250.5" (English: "1,250.5"). A separator that separates no thousands
/// is a decimal point, whichever it is: "85.5" is not 855.
QString lexicalNumber(QString typed, bool english) {
  typed.remove(u' ');
  const QChar thousands = english ? u',' : u'.';
  const QChar point = english ? u'.' : u',';
  static const QRegularExpression grouped(QStringLiteral(R"(^-?\d{1,3}([.,]\d{3})+$)"));
  if (typed.contains(point) || grouped.match(typed).hasMatch()) typed.remove(thousands);
  return typed.replace(u',', u'.');
}

}  // namespace

struct VisitModel::Opened {
  core::visits::OpenedVisit visit;
  std::shared_ptr<const core::forms::ExternalData> datasets;
  std::optional<core::review::ReturnNote> returned;
  std::optional<core::Timestamp> sealedAt;
  int conflicts = 0;
};

VisitModel::VisitModel(QObject* parent) : QObject(parent), m_sections(this), m_questions(this), m_choices(this) {
  m_slow.setSingleShot(true);
  m_slow.setInterval(kSayItIsSlowMs);
  connect(&m_slow, &QTimer::timeout, this, [this] { setSaveState(1); });
  m_retry.setSingleShot(true);
  m_retry.setInterval(kRetryMs);
  connect(&m_retry, &QTimer::timeout, this, &VisitModel::save);
}

VisitModel::~VisitModel() {
  // What was answered while an earlier answer was on its way: the page may go, the answer may not.
  if (!m_unsaved.empty()) write(takeUnsaved(), [](const core::Result<>&) {});
}

void VisitModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::languageChanged, this, &VisitModel::useLanguage);
  connect(workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& types) {
    const bool ours = types.intersects(kindsOf<v1::Visit, v1::VisitSeal, v1::VisitDecision>());
    if (ours && m_session) mergeFromElsewhere();
  });
  emit workspaceChanged();
  load();
}

void VisitModel::setVisit(const QString& visit) {
  if (visit == m_id) return;
  m_id = visit;
  emit visitChanged();
  load();
}

void VisitModel::load() {
  const auto id = core::VisitId::parse(m_id.toStdString());
  if (m_workspace == nullptr || !id) return;
  m_receiver.renew();
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace,
       id = *id](core::db::ReadTransaction& transaction) -> core::Result<std::shared_ptr<Opened>> {
        auto visit = core::visits::openVisit(transaction, workspace->forms(), id);
        if (!visit) return core::fail(visit.error());
        auto returns = core::review::returnsOf(transaction, id);
        auto opened = std::make_shared<Opened>();
        opened->visit = std::move(*visit);
        opened->datasets = std::make_shared<core::registers::Datasets>(transaction);
        if (!returns.empty()) opened->returned = std::move(returns.front());
        if (const auto line = core::visits::visitLine(transaction, id)) opened->conflicts = line->conflicts;
        if (core::visits::isSealed(opened->visit.state.status)) {
          for (const auto& seal : core::visits::sealsOf(transaction, id)) {
            if (seal.revision() == opened->visit.state.revision) opened->sealedAt = core::fromMicros(seal.sealed_at());
          }
        }
        return opened;
      },
      [this](core::Result<core::Result<std::shared_ptr<Opened>>> opened) {
        if (!opened || !*opened) {
          m_problem = qt(core::describe(!opened ? opened.error() : opened->error()));
          emit this->opened();
          return;
        }
        begin(std::move(***opened));
      });
}

void VisitModel::begin(Opened opened) {
  auto& visit = opened.visit;
  m_title = qt(visit.visit.facility_name());
  const auto language = m_workspace->language();
  m_day = dayText(core::fromMicros(visit.visit.started_at()), language);
  m_previousDay =
      visit.previousVisit ? dayText(core::fromMicros(visit.previousVisit->started_at()), language) : QString();
  m_form = visit.form;
  m_state = visit.state;
  m_return = std::move(opened.returned);
  m_conflicts = opened.conflicts;
  const auto& person = m_workspace->person();
  m_mine = person && visit.visit.inspector_id() == person->id();
  m_sealClock = opened.sealedAt ? std::make_unique<core::FixedClock>(*opened.sealedAt) : nullptr;
  const core::Clock& clock = m_sealClock ? *m_sealClock : m_workspace->replica().clock();
  auto host = std::make_unique<core::visits::VisitHost>(visit, clock, m_workspace->random(),
                                                        m_workspace->replica().author().device,
                                                        person.value_or(v1::Person()), opened.datasets);
  auto session = core::forms::Session::begin(m_form, *host, visit.answers);
  if (!session) {
    m_problem = qt(core::describe(session.error()));
    emit this->opened();
    return;
  }
  m_questions.show(NodeRef{});
  m_session = std::move(*session);
  m_host = std::move(host);
  m_session->setPrevious(visit.previous);
  useLanguage();
  if (!locked()) took(m_session->takeStartChanges());
  refreshProgress();
  goToSection(0);
  emit this->opened();
  emit stateChanged();
}

void VisitModel::useLanguage() {
  if (!m_session) return;
  core::reports::setLanguage(*m_session, m_workspace->language());
  refreshProgress();
  m_questions.tellAll();
  emit placeChanged();
  emit stateChanged();
}

bool VisitModel::locked() const { return !m_mine || !core::visits::mayAnswer(m_state.status); }

QString VisitModel::formTitle() const { return m_form ? qt(m_form->compiled().title()) : QString(); }

bool VisitModel::asksForSignatures() const {
  return m_form && std::ranges::any_of(m_form->compiled().nodes(), core::visits::isSignature);
}

QString VisitModel::commentOn(const std::string& key) const {
  // Once signed again, they are said and done.
  if (!m_return || !core::visits::mayAnswer(m_state.status)) return {};
  for (const auto& comment : m_return->comments) {
    if (comment.key == key) return qt(comment.text);
  }
  return {};
}

// Answers

void VisitModel::take(core::Result<Changes> changes) {
  if (changes) took(*changes);
}

void VisitModel::took(const Changes& changes) {
  for (const auto& edit : changes.edits) m_unsaved.insert_or_assign(edit.key, edit);
  m_questions.show(m_questions.root());
  m_questions.tell(changes.nodes);
  refreshProgress();
  if (!m_unsaved.empty()) save();
}

void VisitModel::save() {
  if (!m_inFlight.empty() || m_unsaved.empty() || !m_workspace->person()) return;
  m_inFlight = takeUnsaved();
  if (m_saveState != 3) m_slow.start();
  write(m_inFlight, [this](const core::Result<>& result) { saved(result); });
}

std::vector<core::forms::AnswerEdit> VisitModel::takeUnsaved() {
  std::vector<core::forms::AnswerEdit> edits;
  for (auto& [key, edit] : m_unsaved) edits.push_back(std::move(edit));
  m_unsaved.clear();
  return edits;
}

void VisitModel::write(std::vector<core::forms::AnswerEdit> edits, std::function<void(const core::Result<>&)> done) {
  // An attachment is told in one with the answer that names it: neither is ever there alone.
  std::vector<Attached> attached;
  for (const auto& edit : edits) {
    if (const auto found = m_attached.find(edit.text.value_or(std::string())); found != m_attached.end())
      attached.push_back(found->second);
  }
  m_workspace->write(
      m_receiver,
      [person = *m_workspace->person(), visit = *core::VisitId::parse(m_id.toStdString()), form = m_form,
       edits = std::move(edits),
       attached = std::move(attached)](core::changes::RecordWriter& writer) -> core::Result<> {
        for (const Attached& file : attached) {
          THUCDIA_TRY(core::visits::addAttachment(writer, file.sha256, file.size, file.mime, file.name));
        }
        return core::visits::saveAnswers(writer, person, visit, *form, edits);
      },
      std::move(done));
}

void VisitModel::saved(const core::Result<>& result) {
  m_slow.stop();
  if (!result) {
    // What was typed meanwhile stands; the rest is tried again with it.
    for (auto& edit : m_inFlight) m_unsaved.try_emplace(edit.key, std::move(edit));
    m_inFlight.clear();
    setSaveState(3);
    m_retry.start();
    return;
  }
  m_inFlight.clear();
  if (!m_unsaved.empty()) {
    save();
    return;
  }
  m_savedAt = qt(core::formatTime(m_workspace->replica().clock().now()));
  m_saveState = 2;
  emit saveStateChanged();
}

void VisitModel::setSaveState(int state) {
  if (state == m_saveState) return;
  m_saveState = state;
  emit saveStateChanged();
}

void VisitModel::answer(int row, const QString& text) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked()) return;
  QString lexical = text;
  const auto kind = m_questions.kindAt(row);
  if (kind == QuestionListModel::Integer || kind == QuestionListModel::Decimal) {
    lexical = lexicalNumber(text, m_workspace->english());
  }
  if (qt(m_session->value(node)) == lexical && !m_session->unread(node)) return;
  take(m_session->set(node, lexical.toStdString()));
}

void VisitModel::choose(int row, const QString& value) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked()) return;
  const QString now = qt(m_session->value(node));
  const auto kind = m_questions.kindAt(row);
  if (kind != QuestionListModel::SeveralOf) {
    const bool clears = now == value && (kind == QuestionListModel::Acknowledge || !m_session->required(node));
    take(m_session->set(node, clears ? std::string() : value.toStdString()));
    return;
  }
  QStringList chosen = now.split(u' ', Qt::SkipEmptyParts);
  if (!chosen.removeOne(value)) chosen << value;
  take(m_session->set(node, chosen.join(u' ').toStdString()));
}

void VisitModel::step(int row, int by) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked()) return;
  // A range says where it begins and ends and how wide a step is; other numbers begin at none.
  const auto& parameters = m_session->describe(node).parameters();
  const auto given = [&](const char* name, qint64 otherwise) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? otherwise : static_cast<qint64>(qt(found->second).toDouble());
  };
  const qint64 least = given("start", 0);
  const qint64 most = std::max(least, given("end", std::numeric_limits<qint64>::max() / 2));
  const QString now = qt(m_session->value(node));
  const qint64 next = now.isEmpty() ? (by > 0 && least == 0 ? by : least) : now.toLongLong() + by * given("step", 1);
  take(m_session->set(node, std::to_string(std::clamp(next, least, most))));
}

void VisitModel::takePrevious(int row) {
  const NodeRef node = m_questions.nodeAt(row);
  if (node && !locked()) take(m_session->takePrevious(node));
}

void VisitModel::rank(int row, int from, int to) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked()) return;
  QStringList order = m_questions.data(m_questions.index(row), QuestionListModel::ChoiceValuesRole).toStringList();
  if (from < 0 || to < 0 || from >= order.size() || to >= order.size()) return;
  order.move(from, to);
  take(m_session->set(node, order.join(u' ').toStdString()));
}

void VisitModel::addPoint(int row, const QString& lexical) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked() || lexical.isEmpty()) return;
  setPoints(node, pointsOf(node, m_session->value(node)) << lexical);
}

void VisitModel::takeBackPoint(int row) {
  const NodeRef node = m_questions.nodeAt(row);
  if (!node || locked()) return;
  QStringList points = pointsOf(node, m_session->value(node));
  if (!points.isEmpty()) points.removeLast();
  setPoints(node, points);
}

QStringList VisitModel::pointsOf(NodeRef node, std::string_view text) const {
  QStringList points = qt(text).split(u';', Qt::SkipEmptyParts);
  for (QString& point : points) point = point.trimmed();
  // An area ends where it begins.
  const bool area = m_session->describe(node).type() == v1::BIND_TYPE_GEOSHAPE;
  if (area && points.size() > 1 && points.front() == points.back()) points.removeLast();
  return points;
}

void VisitModel::setPoints(NodeRef node, QStringList points) {
  const bool area = m_session->describe(node).type() == v1::BIND_TYPE_GEOSHAPE;
  if (area && points.size() > 2) points << points.front();
  take(m_session->set(node, points.join(u';').toStdString()));
}

void VisitModel::openChoices(int row) {
  const NodeRef node = m_questions.nodeAt(row);
  if (node) m_choices.show(m_session->choices(node), std::string(m_session->value(node)));
}

// Rows of repeats

void VisitModel::addRow(int row) {
  const NodeRef repeat = m_questions.nodeAt(row);
  if (!repeat || locked()) return;
  auto changes = m_session->addRepeat(repeat);
  if (!changes) return;
  took(*changes);
  m_questions.show(m_session->children(repeat).back());
  emit placeChanged();
}

void VisitModel::copyAnswers(NodeRef from, NodeRef to) {
  const auto sources = m_session->children(from);
  const auto targets = m_session->children(to);
  for (std::size_t at = 0; at < std::min(sources.size(), targets.size()); ++at) {
    if (m_session->kind(sources[at]) != NodeKind::Question) continue;
    const auto& form = m_session->describe(sources[at]);
    if (form.control() == v1::CONTROL_UNSPECIFIED || form.control() == v1::CONTROL_IMAGE) continue;
    const std::string text(m_session->value(sources[at]));
    if (!text.empty() && !m_session->readOnly(sources[at])) take(m_session->set(targets[at], text));
  }
}

void VisitModel::copyRow(int row) {
  const NodeRef instance = m_questions.nodeAt(row);
  if (!instance || locked()) return;
  const NodeRef repeat = m_session->parent(instance);
  auto changes = m_session->addRepeat(repeat);
  if (!changes) return;
  took(*changes);
  copyAnswers(instance, m_session->children(repeat).back());
}

void VisitModel::removeRow(int row) {
  const NodeRef instance = m_questions.nodeAt(row);
  if (!instance || locked()) return;
  const QString title = m_questions.data(m_questions.index(row), QuestionListModel::LabelRole).toString();
  Removed removed{m_session->path(m_session->parent(instance)), m_session->position(instance), {}};
  const std::string stem = m_session->path(instance);
  std::vector<NodeRef> open{instance};
  while (!open.empty()) {
    const NodeRef node = open.back();
    open.pop_back();
    if (m_session->kind(node) == NodeKind::Question) {
      const std::string text(m_session->value(node));
      if (!text.empty()) removed.answers.emplace_back(m_session->path(node).substr(stem.size()), text);
    } else {
      for (const NodeRef child : m_session->children(node)) open.push_back(child);
    }
  }
  auto changes = m_session->removeRepeat(instance);
  if (!changes) return;
  m_removed = std::move(removed);
  took(*changes);
  emit rowRemoved(title);
}

void VisitModel::takeBackRow() {
  if (!m_removed || locked()) return;
  const Removed removed = *std::exchange(m_removed, std::nullopt);
  const NodeRef repeat = m_session->find(removed.repeat);
  if (!repeat) return;
  auto added = m_session->addRepeat(repeat);
  if (!added) return;
  took(*added);
  const NodeRef instance = m_session->children(repeat).back();
  for (const auto& [path, text] : removed.answers) {
    if (const NodeRef question = m_session->find(m_session->path(instance) + path))
      take(m_session->set(question, text));
  }
  take(m_session->moveRepeat(instance, removed.position));
}

void VisitModel::openRow(int row) {
  const NodeRef instance = m_questions.nodeAt(row);
  if (!instance || m_questions.kindAt(row) != QuestionListModel::RepeatRow) return;
  m_questions.show(instance);
  emit placeChanged();
}

bool VisitModel::closeRow() {
  const NodeRef root = m_questions.root();
  if (!m_session || !root || !m_session->alive(root) || m_session->kind(root) != NodeKind::Instance) return false;
  // Out of a repeat within a repeat's row: to that row; else to the section.
  for (NodeRef node = m_session->parent(root); node; node = m_session->parent(node)) {
    if (m_session->kind(node) != NodeKind::Instance && node != m_session->root()) continue;
    if (node == m_session->root()) break;
    m_questions.show(node);
    emit placeChanged();
    emit rowClosed(m_questions.rowOf(root));
    return true;
  }
  goToSection(m_section);
  emit rowClosed(m_questions.rowOf(root));
  return true;
}

// Places

QString VisitModel::sectionTitle() const {
  const auto* row = m_sections.at(m_section);
  return row == nullptr ? QString() : row->title;
}

QString VisitModel::rowTitle() const {
  const NodeRef root = m_questions.root();
  if (!m_session || !root || !m_session->alive(root) || m_session->kind(root) != NodeKind::Instance) return {};
  return tr("%1, row %2").arg(qt(m_session->label(m_session->parent(root)))).arg(m_session->position(root));
}

void VisitModel::goToSection(int section) {
  const auto* row = m_sections.at(section);
  if (row == nullptr) return;
  m_section = section;
  m_questions.show(row->section.node);
  emit placeChanged();
}

NodeRef VisitModel::sectionOf(NodeRef node) const {
  while (node && m_session->parent(node) != m_session->root()) node = m_session->parent(node);
  return node;
}

std::vector<NodeRef> VisitModel::lacking() const {
  std::vector<NodeRef> lacking;
  for (const auto& violation : m_session->missing()) {
    if (!core::visits::isSignature(m_session->describe(violation.node))) lacking.push_back(violation.node);
  }
  return lacking;
}

int VisitModel::goToMissing(int after) { return m_session ? goToNext(lacking(), after) : -1; }

int VisitModel::goToComment(int after) {
  if (!m_session || !m_return) return -1;
  std::vector<NodeRef> commented;
  for (const auto& comment : m_return->comments) {
    const NodeRef node = m_session->findKey(comment.key);
    if (node && m_session->relevant(node)) commented.push_back(node);
  }
  return goToNext(commented, after);
}

int VisitModel::goToNext(const std::vector<NodeRef>& wanted, int after) {
  if (wanted.empty()) return -1;
  // The next of the page, else the first beyond it, else from the beginning.
  auto next = std::find_if(wanted.begin(), wanted.end(), [&](NodeRef node) { return m_questions.rowOf(node) > after; });
  if (next == wanted.end()) {
    next = wanted.begin();
    for (auto at = wanted.begin(); at != wanted.end(); ++at) {
      if (m_questions.rowOf(*at) >= 0) next = at + 1;
    }
    if (next == wanted.end()) next = wanted.begin();
  }
  if (m_questions.rowOf(*next) < 0) show(*next);
  return m_questions.rowOf(*next);
}

void VisitModel::show(NodeRef question) {
  const NodeRef stop = sectionOf(question);
  for (int at = 0; at < m_sections.count(); ++at) {
    if (m_sections.at(at)->section.node == stop) goToSection(at);
  }
  // One of a run of questions directly under the form: in the section that the run's first one names.
  for (int at = 0; at < m_sections.count() && m_session->parent(question) == m_session->root(); ++at) {
    if (m_questions.rowOf(question) >= 0) break;
    goToSection(at);
  }
  for (NodeRef node = m_session->parent(question); node && node != m_session->root(); node = m_session->parent(node)) {
    if (m_session->kind(node) != NodeKind::Instance) continue;
    m_questions.show(node);
    emit placeChanged();
    break;
  }
}

void VisitModel::refreshProgress() {
  if (!m_session) return;
  std::vector<SectionListModel::Row> rows;
  const int missing = static_cast<int>(lacking().size());
  for (auto& section : m_session->sections()) {
    SectionListModel::Row row;
    row.title = section.label.empty() ? tr("Questions") : qt(section.label);
    if (m_session->kind(section.node) == NodeKind::Repeat) {
      row.rows = static_cast<int>(m_session->children(section.node).size());
    }
    row.section = std::move(section);
    rows.push_back(std::move(row));
  }
  m_sections.show(std::move(rows));
  if (missing == m_missing) return;
  m_missing = missing;
  emit progressChanged();
}

// Changes from elsewhere

void VisitModel::mergeFromElsewhere() {
  struct News {
    core::forms::AnswerMap answers;
    std::optional<core::visits::VisitState> state;
    std::optional<core::review::ReturnNote> returned;
    int conflicts = 0;
    std::string formVersion;
  };
  m_workspace->read(
      m_receiver,
      [id = *core::VisitId::parse(m_id.toStdString())](core::db::ReadTransaction& transaction) {
        News news{core::visits::answersOf(transaction, id), core::visits::stateOf(transaction, id), {}, 0, {}};
        if (const auto line = core::visits::visitLine(transaction, id)) news.conflicts = line->conflicts;
        auto returns = core::review::returnsOf(transaction, id);
        if (!returns.empty()) news.returned = std::move(returns.front());
        if (const auto found = core::visits::foundOn(transaction, id)) news.formVersion = found->form_version();
        return news;
      },
      [this](core::Result<News> news) {
        if (!news || !news->state) return;
        // Carried to another version of its form, here or elsewhere: another form, another session.
        if (news->formVersion != m_form->compiled().version()) return load();
        m_state = std::move(*news->state);
        m_return = std::move(news->returned);
        m_conflicts = news->conflicts;
        emit stateChanged();
        m_questions.tellAll();
        // With something of ours under way the next news brings both.
        if (!m_unsaved.empty() || !m_inFlight.empty() || locked()) return;
        std::vector<core::forms::AnswerEdit> edits;
        const auto mine = m_session->answers();
        for (const auto& [key, text] : news->answers) {
          const auto known = mine.find(key);
          if (known == mine.end() ? !text.empty() : known->second != text) edits.push_back({key, text});
        }
        if (edits.empty()) return;
        if (auto changes = m_session->applyExternal(edits)) {
          m_questions.show(m_questions.root());
          m_questions.tellAll();
          took(*changes);
        }
      });
}

}  // namespace thucdia::app
