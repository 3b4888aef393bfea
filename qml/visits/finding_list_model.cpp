#include "qml/visits/finding_list_model.h"

#include <algorithm>

#include "core/base/dates.h"

namespace thucdia::app {
namespace {

constexpr int kPage = 40;
constexpr quint32 kVisit = 8;
constexpr quint32 kSeal = 9;

int severityOf(const std::string& code) { return code == "nghiem_trong" ? 2 : code == "trung_binh" ? 1 : 0; }

}  // namespace

FindingListModel::FindingListModel(QObject* parent) : QAbstractListModel(parent) {}

void FindingListModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& types) {
    if (types.contains(kVisit) || types.contains(kSeal)) request(0, std::max(kPage, count()));
  });
  emit workspaceChanged();
  change();
}

void FindingListModel::setSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  change();
}

void FindingListModel::setFacility(const QString& facility) {
  if (facility == m_facility) return;
  m_facility = facility;
  change();
}

void FindingListModel::setOverdueOnly(bool only) {
  if (only == m_overdueOnly) return;
  m_overdueOnly = only;
  change();
}

void FindingListModel::change() {
  emit filterChanged();
  request(0, kPage);
}

void FindingListModel::request(int offset, int limit) {
  if (m_workspace == nullptr) return;
  m_receiver.renew();
  m_loading = true;
  emit loadingChanged();
  core::visits::FindingFilter filter;
  filter.search = m_search.toStdString();
  if (!m_facility.isEmpty()) filter.facility = core::FacilityId::parse(m_facility.toStdString());
  if (m_overdueOnly) filter.dueBefore = core::isoDate(core::localDate(m_workspace->replica().clock().now()));
  m_workspace->read(
      m_receiver,
      [filter, offset, limit](core::db::ReadTransaction& transaction) {
        return core::visits::findings(transaction, filter, limit, offset);
      },
      [this, offset, limit](core::Result<std::vector<core::visits::FindingLine>> lines) {
        m_loading = false;
        emit loadingChanged();
        if (!lines) return;
        m_atEnd = static_cast<int>(lines->size()) < limit;
        if (offset == 0) {
          if (*lines == m_rows) return;
          beginResetModel();
          m_rows = std::move(*lines);
          endResetModel();
        } else if (!lines->empty()) {
          beginInsertRows({}, count(), count() + static_cast<int>(lines->size()) - 1);
          std::move(lines->begin(), lines->end(), std::back_inserter(m_rows));
          endInsertRows();
        }
        emit countChanged();
      });
}

bool FindingListModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && !m_atEnd && !m_rows.empty() && !m_loading;
}

void FindingListModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) request(count(), kPage);
}

int FindingListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : count(); }

QVariant FindingListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= count()) return {};
  const auto& row = m_rows[static_cast<std::size_t>(index.row())];
  const auto due = core::parseIsoDate(row.dueOn);
  const auto today = core::localDate(m_workspace->replica().clock().now());
  switch (role) {
    case VisitRole:
      return qt(row.visit.text());
    case FacilityRole:
      return qt(row.facility.text());
    case FacilityNameRole:
      return qt(row.facilityName);
    case TextRole:
      return qt(row.description);
    case DetailRole:
      return qt(row.action);
    case SeverityRole:
      return severityOf(row.severity);
    case DueRole:
      return due ? dayText(row.dueOn, m_workspace->language()) : QString();
    case OverdueRole:
      return due && *due < today;
    case DaysLateRole:
      return due ? core::daysBetween(*due, today) : 0;
    default:
      return {};
  }
}

QHash<int, QByteArray> FindingListModel::roleNames() const {
  return {{VisitRole, "visitId"}, {FacilityRole, "facilityId"}, {FacilityNameRole, "facilityName"},
          {TextRole, "found"},    {DetailRole, "remedy"},       {SeverityRole, "severityLevel"},
          {DueRole, "dueDay"},    {OverdueRole, "late"},        {DaysLateRole, "daysLate"}};
}

}  // namespace thucdia::app
