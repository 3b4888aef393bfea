#include "qml/registers/facility_list_model.h"

#include <algorithm>

#include "core/base/dates.h"

namespace thucdia::app {

namespace registers = core::registers;
namespace v1 = core::records::v1;

namespace {
constexpr int kPage = 60;
constexpr quint32 kFacility = 1;
}  // namespace

FacilityListModel::FacilityListModel(QObject* parent) : QAbstractListModel(parent) {}

void FacilityListModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::recordsChanged, this, [this](const QSet<quint32>& types) {
    if (types.contains(kFacility)) request(std::nullopt, std::max(kPage, static_cast<int>(m_rows.size())));
  });
  connect(workspace, &Workspace::languageChanged, this,
          [this] { request(std::nullopt, std::max(kPage, static_cast<int>(m_rows.size()))); });
  emit workspaceChanged();
  change();
}

void FacilityListModel::setSearch(const QString& search) {
  if (search == m_search) return;
  m_search = search;
  change();
}

void FacilityListModel::setKind(int kind) {
  if (kind == m_kind) return;
  m_kind = kind;
  change();
}

void FacilityListModel::setOverdueOnly(bool only) {
  if (only == m_overdueOnly) return;
  m_overdueOnly = only;
  change();
}

registers::FacilityFilter FacilityListModel::filter() const {
  registers::FacilityFilter filter;
  filter.search = m_search.toStdString();
  filter.kind =
      v1::FacilityKind_IsValid(m_kind) ? static_cast<v1::FacilityKind>(m_kind) : v1::FACILITY_KIND_UNSPECIFIED;
  filter.overdueOnly = m_overdueOnly;
  return filter;
}

void FacilityListModel::change() {
  emit filterChanged();
  request(std::nullopt, kPage);
}

void FacilityListModel::request(std::optional<registers::FacilityCursor> after, int limit) {
  if (m_workspace == nullptr) return;
  m_receiver.renew();
  m_loading = true;
  emit loadingChanged();
  const auto today = core::localDate(m_workspace->replica().clock().now());
  // While searching the newest come first, as the index gives them; else names in Vietnamese order.
  const auto order = m_search.trimmed().isEmpty() ? registers::FacilityOrder::Name : registers::FacilityOrder::Newest;
  const auto language = m_workspace->language();
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, filter = filter(), order, today, limit, after,
       language](core::db::ReadTransaction& transaction) {
        auto found = registers::facilitiesPage(transaction, filter, order, today, limit, after);
        Page page;
        page.next = std::move(found.next);
        page.rows.reserve(found.lines.size());
        for (auto& line : found.lines) {
          QString place = placeText(workspace->units(), line.commune, line.province, language);
          page.rows.push_back({std::move(line), std::move(place)});
        }
        return page;
      },
      [this, more = after.has_value()](core::Result<Page> page) {
        m_loading = false;
        if (page) take(std::move(*page), more);
        emit loadingChanged();
      });
  if (after) return;
  m_countReceiver.renew();
  m_workspace->read(
      m_countReceiver,
      [filter = filter(), today](core::db::ReadTransaction& transaction) {
        return registers::countFacilities(transaction, filter, today);
      },
      [this](core::Result<std::int64_t> total) {
        if (!total || m_total == static_cast<int>(*total)) return;
        m_total = static_cast<int>(*total);
        emit totalChanged();
      });
}

void FacilityListModel::take(Page page, bool more) {
  m_next = std::move(page.next);
  if (more) {
    if (page.rows.empty()) return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(page.rows.size()) - 1);
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(m_rows));
    endInsertRows();
    return;
  }
  if (page.rows == m_rows) return;
  beginResetModel();
  m_rows = std::move(page.rows);
  endResetModel();
}

QString FacilityListModel::facilityAt(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  return qt(m_rows[static_cast<std::size_t>(row)].line.id.text());
}

bool FacilityListModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && m_next.has_value() && !m_loading;
}

void FacilityListModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) request(m_next, kPage);
}

int FacilityListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FacilityListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row& row = m_rows[static_cast<std::size_t>(index.row())];
  switch (role) {
    case IdRole:
      return qt(row.line.id.text());
    case NameRole:
      return qt(row.line.name);
    case PlaceRole:
      return row.place;
    case KindRole:
      return static_cast<int>(row.line.kind);
    case OverdueRole:
      return row.line.overdue;
    case LastVisitRole:
      return row.line.lastVisit ? dayText(*row.line.lastVisit, m_workspace->language()) : QString();
    case OnSiteRole:
      return row.line.madeOnSite;
    default:
      return {};
  }
}

QHash<int, QByteArray> FacilityListModel::roleNames() const {
  return {{IdRole, "facilityId"}, {NameRole, "name"},           {PlaceRole, "place"},      {KindRole, "kind"},
          {OverdueRole, "late"},  {LastVisitRole, "lastVisit"}, {OnSiteRole, "madeOnSite"}};
}

}  // namespace thucdia::app
