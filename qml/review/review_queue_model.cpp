#include "qml/review/review_queue_model.h"

#include <algorithm>
#include <map>

#include "core/base/dates.h"
#include "core/base/text.h"
#include "core/registers/registers_queries.h"
#include "core/review/review_queries.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace {

namespace v1 = ::thucdia::records::v1;

/// Longer queues are worked off from their oldest end.
constexpr int kLimit = 500;
constexpr int kFindings = 100;
constexpr int kSettleMs = 200;
constexpr std::string_view kSerious = "nghiem_trong";

/// How many rules remarked on an answer: the forms keep that as calculated answers named *_warn.
int warningsOf(core::db::ReadTransaction& transaction, core::VisitId visit) {
  const auto found = core::visits::foundOn(transaction, visit);
  if (!found) return 0;
  return static_cast<int>(std::ranges::count_if(found->answers(), [](const auto& answer) {
    return std::string_view(answer.first).ends_with("_warn") && !answer.second.text().empty();
  }));
}

}  // namespace

ReviewQueueModel::ReviewQueueModel(QObject* parent) : QAbstractListModel(parent) {
  m_soon.setSingleShot(true);
  m_soon.setInterval(kSettleMs);
  connect(&m_soon, &QTimer::timeout, this, &ReviewQueueModel::refresh);
}

void ReviewQueueModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  if (m_workspace) m_workspace->disconnect(this);
  m_workspace = workspace;
  emit workspaceChanged();
  if (!m_workspace) return;
  connect(m_workspace, &Workspace::recordsChanged, this, [this] {
    if (!m_soon.isActive()) m_soon.start();
  });
  connect(m_workspace, &Workspace::languageChanged, this, &ReviewQueueModel::refresh);
  connect(m_workspace, &Workspace::personChanged, this, &ReviewQueueModel::refresh);
  refresh();
}

void ReviewQueueModel::setSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  emit searchChanged();
  show();
}

void ReviewQueueModel::refresh() {
  if (!m_workspace || !m_workspace->person()) return;
  const auto now = m_workspace->replica().clock().now();
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, now, person = *m_workspace->person(),
       language = m_workspace->language()](core::db::ReadTransaction& transaction) {
        std::map<core::PersonId, QString> people;
        for (const auto& someone : core::registers::people(transaction)) {
          if (const auto id = core::PersonId::fromBytes(someone.id())) people[*id] = qt(someone.full_name());
        }
        std::vector<Row> rows;
        for (const auto& line : core::review::reviewQueue(transaction, person, kLimit)) {
          Row row;
          row.visit = QString::fromStdString(line.id.text());
          row.title = qt(line.facilityName);
          if (const auto* province = workspace->units().province(line.province)) {
            row.place = qt(language == core::Language::English ? province->nameEn : province->name);
          }
          row.inspector = people[line.inspector];
          row.day = QString::fromStdString(core::formatDate(core::localDate(line.startedAt), language));
          row.days = std::max(0, core::daysBetween(core::localDate(line.since), core::localDate(now)));
          for (const auto& finding : core::visits::findings(transaction, {.visit = line.id}, kFindings)) {
            row.serious += finding.severity == kSerious ? 1 : 0;
          }
          row.warnings = warningsOf(transaction, line.id);
          row.folded = core::fold((row.title + u' ' + row.place + u' ' + row.inspector).toStdString());
          rows.push_back(std::move(row));
        }
        return rows;
      },
      [this](core::Result<std::vector<Row>> rows) {
        if (!rows) return;
        m_rows = std::move(*rows);
        m_ready = true;
        show();
      });
}

void ReviewQueueModel::show() {
  beginResetModel();
  m_shown.clear();
  const std::string wanted = core::fold(m_search.trimmed().toStdString());
  for (std::size_t i = 0; i < m_rows.size(); ++i) {
    if (wanted.empty() || m_rows[i].folded.find(wanted) != std::string::npos) m_shown.push_back(i);
  }
  endResetModel();
  emit loaded();
}

QString ReviewQueueModel::visitAt(int row) const {
  return row >= 0 && row < count() ? m_rows[m_shown[static_cast<std::size_t>(row)]].visit : QString();
}

int ReviewQueueModel::indexOf(const QString& visit) const {
  for (int row = 0; row < count(); ++row) {
    if (visitAt(row) == visit) return row;
  }
  return -1;
}

int ReviewQueueModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant ReviewQueueModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const Row& row = m_rows[m_shown[static_cast<std::size_t>(index.row())]];
  switch (role) {
    case VisitRole:
      return row.visit;
    case TitleRole:
      return row.title;
    case PlaceRole:
      return row.place;
    case InspectorRole:
      return row.inspector;
    case DaysRole:
      return row.days;
    case DayRole:
      return row.day;
    case SeriousRole:
      return row.serious;
    case WarningsRole:
      return row.warnings;
    default:
      return {};
  }
}

QHash<int, QByteArray> ReviewQueueModel::roleNames() const {
  return {{VisitRole, "visit"}, {TitleRole, "title"}, {PlaceRole, "place"},     {InspectorRole, "inspector"},
          {DaysRole, "days"},   {DayRole, "day"},     {SeriousRole, "serious"}, {WarningsRole, "warnings"}};
}

}  // namespace thucdia::app
