#include "core/reports/export_queries.h"

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>

#include "core/db/conditions.h"
#include "core/records/body_rows.h"
#include "core/records/record_rows.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;

/// The filter over visit v and visit_state s.
db::Conditions conditionsOf(const ExportFilter& filter) {
  db::Conditions where;
  if (filter.from) {
    where.add("v.row >= ?", records::firstRowOf(*filter.from));
    where.add("v.started_at >= ?", *filter.from);
  }
  if (filter.to) where.add("v.started_at < ?", *filter.to);
  if (!filter.province.empty()) where.add("v.province = ?", filter.province);
  if (!filter.formId.empty()) where.add("v.form_id = ?", filter.formId);
  if (!filter.statuses.empty()) where.oneOf("s.status", filter.statuses);
  if (filter.visit) where.add("v.id = ?", *filter.visit);
  return where;
}

const std::string& visitColumns() {
  static const std::string kVisits = fmt::format(
      "SELECT v.id, v.body, s.status, s.revision, CASE WHEN s.number <> '' THEN s.number ELSE v.number END, "
      "v.facility_name, "
      "coalesce(f.code, ''), coalesce(f.commune, ''), coalesce(p.code, ''), coalesce(p.name, ''), v.province, "
      "coalesce(i.name, ''), coalesce(i.full_name, ''), v.started_at, s.diverged, "
      "(SELECT max(x.sealed_at) FROM visit_seal x WHERE {} AND x.revision = s.revision) "
      "FROM visit v CROSS JOIN visit_state s ON s.row = v.row LEFT JOIN facility f ON f.id = v.facility_id "
      "LEFT JOIN project p ON p.id = v.project_id LEFT JOIN person i ON i.id = v.inspector_id",
      records::visitIs("x.visit_id", "v.id"));
  return kVisits;
}

void setPlace(ExportedVisit& visit, std::string_view province, std::string_view commune,
              const registers::AdministrativeUnits& units) {
  visit.province = province;
  visit.commune = commune;
  // A code names a unit only together with a day; the day of the visit is the one that its place was written down.
  const Date day = localDate(visit.startedAt);
  const auto* unit = units.province(province, day);
  if (unit == nullptr) unit = units.province(province);
  visit.provinceName = unit == nullptr ? std::string() : unit->fullName;
  unit = commune.empty() ? nullptr : units.commune(commune);
  visit.communeName = unit == nullptr ? std::string() : unit->fullName;
}

}  // namespace

FormColumns columnsOf(db::ReadTransaction& transaction, const ExportFilter& filter) {
  const auto where = conditionsOf(filter);
  auto statement = transaction.prepare(
      "SELECT f.id, f.body FROM form_version f WHERE (f.form_id, f.version) IN (SELECT DISTINCT v.form_id, "
      "v.form_version "
      "FROM visit v CROSS JOIN visit_state s ON s.row = v.row" +
      where.sql() + ") ORDER BY f.form_id, f.published_at DESC, f.id DESC");
  where.bind(statement);
  FormColumns columns;
  while (statement.step()) {
    v1::CompiledForm form;
    if (form.ParseFromString(records::recordAt<v1::FormVersion>(statement, 0, 1).compiled())) columns.add(form);
  }
  return columns;
}

Result<> forEachVisit(db::ReadTransaction& transaction, const ExportFilter& filter,
                      const registers::AdministrativeUnits& units,
                      const std::function<Result<>(const ExportedVisit&)>& take) {
  const auto where = conditionsOf(filter);
  auto statement = transaction.prepare(visitColumns() + where.sql() + " ORDER BY v.row");
  where.bind(statement);
  AnswerReader reader;
  std::string unpacked;
  while (statement.step()) {
    ExportedVisit exported;
    exported.id = VisitId::fromBytes(statement.blob(0)).value_or(VisitId());
    exported.status = visits::word(static_cast<visits::VisitStatus>(statement.integer(2)));
    exported.revision = static_cast<int>(statement.integer(3));
    exported.number = statement.text(4);
    exported.facility = statement.text(5);
    exported.facilityCode = statement.text(6);
    exported.project = statement.text(8);
    exported.projectName = statement.text(9);
    exported.inspector = statement.text(11);
    exported.inspectorName = statement.text(12);
    exported.startedAt = fromMicros(statement.integer(13));
    if (!statement.isNull(15)) exported.sealedAt = fromMicros(statement.integer(15));
    setPlace(exported, statement.text(10), statement.text(7), units);

    std::string_view body = records::bodyOf(transaction, statement.blob(1), unpacked);
    std::string sealed;
    // Edits that arrived after the seal do not alter what was sealed.
    if (statement.integer(14) != 0) {
      if (const auto found = visits::foundOn(transaction, exported.id)) sealed = found->SerializeAsString();
      if (!sealed.empty()) body = sealed;
    }
    THUCDIA_TRY(reader.read(body));
    exported.formId = reader.formId();
    exported.formVersion = reader.formVersion();
    exported.answers = reader.answers();
    THUCDIA_TRY(take(exported));
  }
  return {};
}

Result<CsvFiles> exportCsv(db::ReadTransaction& transaction, const ExportFilter& filter,
                           const registers::AdministrativeUnits& units, const std::filesystem::path& file,
                           const CsvOptions& options) {
  THUCDIA_ASSIGN(CsvExport csv, CsvExport::begin(file, columnsOf(transaction, filter), options));
  THUCDIA_TRY(forEachVisit(transaction, filter, units, [&](const ExportedVisit& visit) { return csv.add(visit); }));
  return csv.finish();
}

}  // namespace thucdia::core::reports
