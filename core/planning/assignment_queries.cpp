#include "core/planning/assignment_queries.h"

#include <fmt/format.h>

#include "core/records/record_rows.h"

namespace thucdia::core::planning {

namespace {

template <class AnyId>
AnyId idAt(const db::Statement& statement, int column) {
  return AnyId::fromBytes(statement.blob(column)).value_or(AnyId());
}

}  // namespace

std::vector<AssignmentLine> assignments(db::ReadTransaction& transaction, const AssignmentFilter& filter, int limit,
                                        int offset) {
  std::string sql =
      "SELECT a.id, a.facility_id, f.name, f.commune, a.project_id, p.name, a.beneficiary_id, a.assignee_id, "
      "a.province, "
      "a.form_id, a.due_on, a.priority, f.latitude_e7, f.longitude_e7 "
      "FROM assignment a LEFT JOIN facility f ON f.id = a.facility_id LEFT JOIN project p ON p.id = a.project_id "
      "WHERE a.withdrawn = 0";
  if (filter.assignee) sql += " AND a.assignee_id = ?1";
  if (!filter.dueBefore.empty()) sql += " AND a.due_on <> '' AND a.due_on < ?2";
  if (!filter.done) {
    // The id begins with the milliseconds at which the assignment was made; a seal's too.
    sql += fmt::format(
        " AND NOT EXISTS (SELECT 1 FROM visit v JOIN visit_seal s ON {} WHERE {} AND v.form_id = a.form_id AND "
        "s.id > a.id)",
        records::visitIs("s.visit_id", "v.id"), records::idIs("v.facility_id", "a.facility_id"));
  }
  sql += " ORDER BY a.priority DESC, a.due_on = '', a.due_on, a.id LIMIT ?3 OFFSET ?4";
  auto statement = transaction.prepare(sql);
  if (filter.assignee) statement.bindBlob(1, filter.assignee->raw());
  if (!filter.dueBefore.empty()) statement.bind(2, std::string_view(filter.dueBefore));
  statement.bind(3, limit).bind(4, offset);
  std::vector<AssignmentLine> lines;
  while (statement.step()) {
    AssignmentLine line;
    line.id = idAt<AssignmentId>(statement, 0);
    line.facility = idAt<FacilityId>(statement, 1);
    line.facilityName = statement.text(2);
    line.commune = statement.text(3);
    line.project = idAt<ProjectId>(statement, 4);
    line.projectName = statement.text(5);
    line.beneficiary = idAt<BeneficiaryId>(statement, 6);
    line.assignee = idAt<PersonId>(statement, 7);
    line.province = statement.text(8);
    line.formId = statement.text(9);
    line.dueOn = statement.text(10);
    line.priority = static_cast<int>(statement.integer(11));
    if (!statement.isNull(12)) line.latitudeE7 = statement.integer(12);
    if (!statement.isNull(13)) line.longitudeE7 = statement.integer(13);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace thucdia::core::planning
