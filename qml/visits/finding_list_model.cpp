#include "qml/visits/finding_list_model.h"

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/dates.h"

namespace thucdia::app {

namespace v1 = core::records::v1;

namespace {

constexpr int kPage = 40;

int severityOf(const std::string& code) { return code == "nghiem_trong" ? 2 : code == "trung_binh" ? 1 : 0; }

}  // namespace

FindingListModel::FindingListModel(QObject* parent)
    : RecordList({.page = kPage, .kinds = kindsOf<v1::Visit, v1::VisitSeal>()}, parent) {}

void FindingListModel::request(bool more, int limit) {
  core::visits::FindingFilter filter;
  filter.search = m_search.toStdString();
  if (!m_facility.isEmpty()) filter.facility = core::FacilityId::parse(m_facility.toStdString());
  if (m_overdueOnly) filter.dueBefore = core::isoDate(core::localDate(workspace()->replica().clock().now()));
  read(
      m_rows, more,
      [filter, limit, offset = more ? count() : 0](core::db::ReadTransaction& transaction) {
        Batch<core::visits::FindingLine> page;
        page.rows = core::visits::findings(transaction, filter, limit, offset);
        page.last = static_cast<int>(page.rows.size()) < limit;
        return page;
      },
      [](const core::visits::FindingLine& line) { return std::pair(line.visit, line.description); });
}

QVariant FindingListModel::at(std::size_t at, int role) const {
  const auto& row = m_rows[at];
  const auto due = core::parseIsoDate(row.dueOn);
  const auto today = core::localDate(workspace()->replica().clock().now());
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
      return due ? dayText(row.dueOn, workspace()->language()) : QString();
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
