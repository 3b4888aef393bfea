#include "qml/syncing/conflict_model.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <QtCore/QCoreApplication>
#include <QtCore/QUrl>

#include "core/base/dates.h"
#include "core/registers/registers_queries.h"
#include "core/reports/answer_words.h"
#include "core/review/conflict_commands.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_queries.h"
#include "qml/workspace/running_visit.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;
using core::forms::NodeRef;
using core::forms::Session;

/// The label of the group or repeat directly under the root that a question stands in.
std::string sectionOf(const Session& session, NodeRef node) {
  std::string label;
  for (NodeRef up = session.parent(node); up && up != session.root(); up = session.parent(up)) {
    if (auto text = session.label(up); !text.empty()) label = std::move(text);
  }
  return label;
}

/// How any text reads as the answer to a question: choices by their labels.
std::string wordsOf(const Session& session, NodeRef node, const std::string& text, core::Language language) {
  const auto control = session.describe(node).control();
  if (control == v1::CONTROL_SELECT_ONE || control == v1::CONTROL_SELECT_MULTIPLE || control == v1::CONTROL_RANK) {
    std::string words;
    const auto choices = session.choices(node);
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t to = std::min(text.find(' ', from), text.size());
      const std::string code = text.substr(from, to - from);
      from = to + 1;
      if (code.empty()) continue;
      const auto choice = std::ranges::find(choices, code, &core::forms::ChoiceView::value);
      words += (words.empty() ? "" : ", ") + (choice == choices.end() ? code : choice->label);
    }
    return words;
  }
  std::string words = core::reports::answerWords(session, node, text, language);
  const auto unit = core::reports::labelAndUnit(session, node).unit;
  return words.empty() || unit.empty() ? words : words + " " + unit;
}

/// 0 to 1 for an answer in per cent between 0 and 100; -1 for others.
double percentOf(const Session& session, NodeRef node, const std::string& text) {
  if (core::reports::labelAndUnit(session, node).unit != "%") return -1;
  double number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && number >= 0 && number <= 100 ? number / 100 : -1;
}

std::string fieldHeading(const core::review::Conflict& conflict, core::Language language) {
  for (const auto& field : conflict.type->fields()) {
    if (field.descriptor->name() != conflict.name) continue;
    const auto& heading = language == core::Language::English ? field.options.heading_en() : field.options.heading_vi();
    if (!heading.empty()) return heading;
  }
  return conflict.name;
}

/// Turns conflicts into what a person can read; for one transaction on the reader thread.
class ConflictReader {
 public:
  using Row = ConflictModel::Row;

  ConflictReader(core::db::ReadTransaction& transaction, VisitTools tools, core::replica::BlobStore& blobs)
      : m_transaction(transaction), m_tools(std::move(tools)), m_blobs(blobs) {
    for (const auto& person : core::registers::people(transaction)) m_people.emplace(person.id(), person.full_name());
    for (auto& device : core::registers::devices(transaction)) m_devices.emplace(device.tag(), device);
  }

  std::vector<Row> rows(const std::optional<core::VisitId>& visit) {
    const auto found =
        visit ? core::review::conflictsOf(m_transaction, m_tools.device, core::records::RecordType::of<v1::Visit>(),
                                          core::records::idAs<core::RecordId>(*visit))
              : core::review::conflicts(m_transaction, m_tools.device, -1);
    std::vector<Row> rows;
    for (const auto& conflict : found) rows.push_back(row(conflict));
    return rows;
  }

 private:
  Row row(const core::review::Conflict& conflict) {
    Row row;
    row.conflict = conflict;
    const bool answer = conflict.type->table() == "visit" && !conflict.leaf.entry.empty();
    RunningVisit* running = answer ? visitOf(core::VisitId(conflict.record.bytes())) : nullptr;
    const NodeRef node = running ? running->session->findKey(conflict.name) : NodeRef{};
    if (running) row.owner = qt(running->opened.visit.facility_name());
    if (conflict.type->table() == "facility") {
      const auto facility = core::registers::facility(m_transaction, core::FacilityId(conflict.record.bytes()));
      if (facility) row.owner = qt(facility->name());
    }
    if (node) {
      row.section = QString::fromStdString(sectionOf(*running->session, node));
      row.title = QString::fromStdString(core::reports::labelAndUnit(*running->session, node).label);
      if (const auto before = running->session->previousText(node)) {
        row.previous = QString::fromStdString(wordsOf(*running->session, node, *before, m_tools.language));
      }
      if (running->opened.previousVisit) {
        const auto day = core::localDate(core::fromMicros(running->opened.previousVisit->started_at()));
        row.previousDate = QString::fromStdString(core::formatDate(day, m_tools.language));
      }
    } else {
      row.title = QString::fromStdString(answer ? conflict.name : fieldHeading(conflict, m_tools.language));
    }
    for (const auto& value : conflict.values) row.values.push_back(shown(value, running, node));
    return row;
  }

  ConflictValues::Value shown(const core::review::Conflict::Value& value, RunningVisit* running, NodeRef node) {
    ConflictValues::Value shown;
    shown.mine = value.mine;
    shown.time = QString::fromStdString(core::formatDateTime(value.at, m_tools.language));
    if (const auto device = m_devices.find(value.device); device != m_devices.end()) {
      shown.device = qt(device->second.name());
      const auto person = m_people.find(device->second.person_id());
      if (person != m_people.end()) shown.person = qt(person->second);
    }
    if (value.mine && shown.person.isEmpty()) shown.person = qt(m_tools.person.full_name());
    shown.text = QString::fromStdString(value.text);
    if (!node) return shown;
    shown.text = QString::fromStdString(wordsOf(*running->session, node, value.text, m_tools.language));
    shown.percent = percentOf(*running->session, node, value.text);
    const std::string hash = core::visits::attachmentHash(value.text);
    if (hash.empty() || !m_blobs.has(hash).value_or(false)) return shown;
    if (const auto path = m_blobs.path(hash)) {
      shown.picture = QUrl::fromLocalFile(QString::fromStdString(*path)).toString();
    }
    return shown;
  }

  RunningVisit* visitOf(core::VisitId id) {
    const auto known = m_visits.find(id);
    if (known != m_visits.end()) return known->second ? &*known->second : nullptr;
    auto running = runVisit(m_transaction, m_tools, id);
    auto& kept = m_visits[id];
    if (running) kept = std::move(*running);
    return kept ? &*kept : nullptr;
  }

  core::db::ReadTransaction& m_transaction;
  VisitTools m_tools;
  core::replica::BlobStore& m_blobs;
  std::map<std::string, std::string> m_people;  // by id
  std::map<core::changes::DeviceTag, v1::Device> m_devices;
  std::map<core::VisitId, std::optional<RunningVisit>> m_visits;
};

}  // namespace

ConflictModel::ConflictModel(QObject* parent) : QAbstractListModel(parent) {}

void ConflictModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::recordsChanged, this, &ConflictModel::refresh);
  connect(m_workspace, &Workspace::languageChanged, this, &ConflictModel::refresh);
  refresh();
}

void ConflictModel::setVisit(const QString& visit) {
  if (visit == m_visit) return;
  m_visit = visit;
  emit visitChanged();
  refresh();
}

const ConflictModel::Row& ConflictModel::at() const {
  static const Row kNone;
  return m_current >= 0 && m_current < count() ? m_rows[static_cast<std::size_t>(m_current)] : kNone;
}

int ConflictModel::open() const { return static_cast<int>(std::ranges::count(m_rows, false, &Row::settled)); }

void ConflictModel::refresh() {
  if (!m_workspace) return;
  const VisitTools tools = visitTools(*m_workspace);
  m_workspace->read(
      m_receiver,
      [tools, &blobs = m_workspace->replica().blobs(), visit = core::VisitId::parse(m_visit.toStdString())](
          core::db::ReadTransaction& transaction) { return ConflictReader(transaction, tools, blobs).rows(visit); },
      [this](core::Result<std::vector<Row>> rows) {
        if (rows) take(std::move(*rows));
      });
}

void ConflictModel::take(std::vector<Row> rows) {
  // Those that were settled here stay, marked, where they stood.
  std::vector<Row> merged;
  for (Row& known : m_rows) {
    const auto same =
        std::ranges::find_if(rows, [&](const Row& row) { return idOf(row.conflict) == idOf(known.conflict); });
    if (same == rows.end()) {
      known.settled = true;
      merged.push_back(std::move(known));
    } else {
      merged.push_back(std::move(*same));
      rows.erase(same);
    }
  }
  std::ranges::move(rows, std::back_inserter(merged));
  beginResetModel();
  m_rows = std::move(merged);
  endResetModel();
  m_ready = true;
  if (m_current < 0 && !m_rows.empty()) {
    m_current = 0;
    m_chosen = 0;
  }
  m_values.show(at().values);
  if (m_chosen >= static_cast<int>(at().values.size())) m_chosen = 0;
  emit loaded();
  emit currentChanged();
  emit chosenChanged();
}

void ConflictModel::setCurrent(int row) {
  if (row == m_current || row < 0 || row >= count()) return;
  m_current = row;
  m_values.show(at().values);
  // One's own value is offered first.
  const auto& values = at().values;
  const auto mine = std::ranges::find(values, true, &ConflictValues::Value::mine);
  m_chosen = mine == values.end() ? 0 : static_cast<int>(mine - values.begin());
  emit currentChanged();
  emit chosenChanged();
}

void ConflictModel::setChosen(int value) {
  if (value == m_chosen) return;
  m_chosen = value;
  emit chosenChanged();
}

QString ConflictModel::shortText(const ConflictValues::Value& value) {
  if (value.text.isEmpty())
    return value.picture.isEmpty() ? QCoreApplication::translate("ConflictModel", "empty")
                                   : QCoreApplication::translate("ConflictModel", "photo");
  return value.text.size() <= 24 ? value.text : QString(value.text.left(23) + QChar(0x2026));
}

QString ConflictModel::chosenText() const {
  const auto& values = at().values;
  return m_chosen >= 0 && m_chosen < static_cast<int>(values.size())
             ? shortText(values[static_cast<std::size_t>(m_chosen)])
             : QString();
}

QString ConflictModel::standing() const { return at().values.empty() ? QString() : shortText(at().values.front()); }

void ConflictModel::settle() {
  if (!m_workspace || at().settled || at().values.empty() || m_chosen < 0) return;
  const QString id = QString::fromStdString(idOf(at().conflict));
  m_rows[static_cast<std::size_t>(m_current)].taken = chosenText();
  m_workspace->write(
      m_receiver,
      [conflict = at().conflict, value = static_cast<std::size_t>(m_chosen)](core::changes::RecordWriter& writer) {
        return core::review::settleConflict(writer, conflict, value);
      },
      [this, id](const core::Result<>& done) {
        m_refused = !done;
        if (done) {
          m_savedAt = QString::fromStdString(core::formatTime(m_workspace->replica().clock().now()));
          for (Row& row : m_rows) row.settled = row.settled || QString::fromStdString(idOf(row.conflict)) == id;
          emit dataChanged(index(0), index(count() - 1));
        }
        emit saved();
        emit loaded();
        if (done) next();
        refresh();
      });
}

void ConflictModel::next() {
  for (int step = 1; step <= count(); ++step) {
    const int row = (m_current + step) % count();
    if (m_rows[static_cast<std::size_t>(row)].settled) continue;
    setCurrent(row);
    return;
  }
  emit currentChanged();
}

int ConflictModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ConflictModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case TitleRole:
      return row.title;
    case SummaryRole: {
      if (row.settled)
        return row.taken.isEmpty() ? QCoreApplication::translate("ConflictModel", "Settled")
                                   : QCoreApplication::translate("ConflictModel", "Chosen: %1").arg(row.taken);
      QStringList words;
      for (const auto& value : row.values) words.push_back(shortText(value));
      return words.join(QCoreApplication::translate("ConflictModel", " or "));
    }
    case SettledRole:
      return row.settled;
    case OwnerRole:
      return row.owner;
    default:
      return {};
  }
}

QHash<int, QByteArray> ConflictModel::roleNames() const {
  return {{TitleRole, "title"}, {SummaryRole, "summary"}, {SettledRole, "settled"}, {OwnerRole, "owner"}};
}

}  // namespace thucdia::app
