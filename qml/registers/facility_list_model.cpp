#include "qml/registers/facility_list_model.h"

#include "core/base/dates.h"

namespace thucdia::app {

namespace registers = core::registers;
namespace v1 = core::records::v1;

namespace {
constexpr int kPage = 60;
}  // namespace

FacilityListModel::FacilityListModel(QObject* parent)
    : RecordList({.page = kPage, .kinds = kindsOf<v1::Facility>()}, parent) {}

registers::FacilityFilter FacilityListModel::filter() const {
  registers::FacilityFilter filter;
  filter.search = m_search.toStdString();
  filter.kind =
      v1::FacilityKind_IsValid(m_kind) ? static_cast<v1::FacilityKind>(m_kind) : v1::FACILITY_KIND_UNSPECIFIED;
  filter.overdueOnly = m_overdueOnly;
  return filter;
}

void FacilityListModel::request(bool more, int limit) {
  const auto today = core::localDate(workspace()->replica().clock().now());
  // While searching the newest come first, as the index gives them; else names in Vietnamese order.
  const auto order = m_search.trimmed().isEmpty() ? registers::FacilityOrder::Name : registers::FacilityOrder::Newest;
  const auto after = more ? m_next : std::nullopt;
  struct Found : Batch<Row> {
    std::optional<registers::FacilityCursor> next;
  };
  read(
      m_rows, more,
      [workspace = workspace(), filter = filter(), order, today, limit, after,
       language = workspace()->language()](core::db::ReadTransaction& transaction) {
        auto page = registers::facilitiesPage(transaction, filter, order, today, limit, after);
        Found found;
        found.last = !page.next;
        found.next = std::move(page.next);
        for (auto& line : page.lines) {
          QString place = placeText(workspace->units(), line.commune, line.province, language);
          found.rows.push_back({std::move(line), std::move(place)});
        }
        return found;
      },
      [](const Row& row) { return row.line.id; }, [this](const Found& found) { m_next = found.next; });
  if (more) return;
  // Counting a search takes longer than its first page.
  m_countReceiver.renew();
  workspace()->read(
      m_countReceiver,
      [filter = filter(), today](core::db::ReadTransaction& transaction) {
        return registers::countFacilities(transaction, filter, today);
      },
      [this](core::Result<std::int64_t> total) {
        if (total) setTotal(*total);
      });
}

QString FacilityListModel::facilityAt(int row) const {
  if (row < 0 || row >= rowCount()) return {};
  return qt(m_rows[static_cast<std::size_t>(row)].line.id.text());
}

QVariant FacilityListModel::at(std::size_t at, int role) const {
  const Row& row = m_rows[at];
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
      return row.line.lastVisit ? dayText(*row.line.lastVisit, workspace()->language()) : QString();
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
