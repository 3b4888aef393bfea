#include "core/registers/registers_queries.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/db/conditions.h"
#include "core/records/record_rows.h"

namespace thucdia::core::registers {

namespace {

using db::Conditions;

/// As many are overdue as make it faster to ask each facility of a page than to collect them all first.
bool manyAreOverdue(db::ReadTransaction& transaction, Date today) {
  static constexpr int kMany = 500;
  auto found = transaction.prepare("SELECT count(*) FROM (SELECT 1 FROM facility_due WHERE due_on < ? LIMIT ?)");
  found.with(isoDate(today), kMany);
  return found.step() && found.integer(0) == kMany;
}

/// "SELECT … FROM <from>", where `from` has the facility as f; then the columns of facilityLineAt, and `more`.
std::string selectFacilities(std::string_view from, std::string_view more = "0") {
  return fmt::format(
      "SELECT f.id, f.kind, f.name, f.code, f.tax_code, f.province, f.commune, f.vsic, f.latitude_e7, f.longitude_e7, "
      "f.made_on_site, f.conflicts, "
      "(SELECT max(v.started_at) FROM visit v CROSS JOIN visit_state s ON s.row = v.row WHERE {} AND "
      "s.status <> 11), EXISTS (SELECT 1 FROM facility_due d WHERE d.facility_id = f.id AND d.due_on < ?1), f.row, {} "
      "FROM {}",
      records::idIs("v.facility_id", "f.id"), more, from);
}

FacilityLine facilityLineAt(const db::Statement& row) {
  FacilityLine line;
  line.id = FacilityId::fromBytes(row.blob(0)).value_or(FacilityId());
  line.kind = static_cast<v1::FacilityKind>(row.integer(1));
  line.name = row.text(2);
  line.code = row.text(3);
  line.taxCode = row.text(4);
  line.province = row.text(5);
  line.commune = row.text(6);
  line.vsic = row.text(7);
  if (!row.isNull(8)) line.latitudeE7 = row.integer(8);
  if (!row.isNull(9)) line.longitudeE7 = row.integer(9);
  line.madeOnSite = row.integer(10) != 0;
  line.conflicts = static_cast<int>(row.integer(11));
  if (!row.isNull(12)) line.lastVisit = fromMicros(row.integer(12));
  line.overdue = row.integer(13) != 0;
  return line;
}
constexpr int kFacilityRow = 14;
constexpr int kFacilityMore = 15;

/// The rows that a filter leaves: FROM and WHERE, with the row's number and the key it sorts by.
struct FacilityRows {
  std::string from;
  std::string row;
  std::string key;
  Conditions where;
  bool none = false;  ///< the search asks for nothing that can be found
};

FacilityRows facilityRows(db::ReadTransaction& transaction, const FacilityFilter& filter, FacilityOrder order,
                          Date today) {
  FacilityRows rows;
  const bool byName = order == FacilityOrder::Name;
  std::string query = ftsPrefixQuery(filter.search);
  const bool searched = !tidy(filter.search).empty();
  rows.none = searched && query.empty();
  const bool own = !filter.commune.empty() || filter.cluster || filter.overdueOnly;
  const bool shared = !filter.province.empty() || filter.kind != v1::FACILITY_KIND_UNSPECIFIED;
  const std::string_view placed = byName ? "o" : "f";
  if (byName) {
    rows.from = own ? "facility_order o JOIN facility f ON f.row = o.row" : "facility_order o";
    rows.row = "o.row";
    rows.key = "o.key";
    if (searched) {
      rows.where.add("o.row IN (SELECT rowid FROM facility_search WHERE facility_search MATCH ?)", std::move(query));
    }
  } else if (searched) {
    // The index gives its rows newest first by itself: a page of a search that finds thousands reads a page of it.
    rows.from = own || shared ? "facility_search x CROSS JOIN facility f ON f.row = x.rowid" : "facility_search x";
    rows.row = "x.rowid";
    rows.key = "x''";
    rows.where.add("x.facility_search MATCH ?", std::move(query));
  } else {
    rows.from = "facility f";
    rows.row = "f.row";
    rows.key = "x''";
  }
  if (!filter.province.empty()) rows.where.add(fmt::format("{}.province = ?", placed), filter.province);
  if (filter.kind != v1::FACILITY_KIND_UNSPECIFIED)
    rows.where.add(fmt::format("{}.kind = ?", placed), static_cast<int>(filter.kind));
  if (!filter.commune.empty()) rows.where.add("f.commune = ?", filter.commune);
  if (filter.cluster) rows.where.add("f.cluster_id = ?", *filter.cluster);
  if (filter.overdueOnly) {
    rows.where.add(manyAreOverdue(transaction, today)
                       ? "EXISTS (SELECT 1 FROM facility_due d WHERE d.facility_id = f.id AND d.due_on < ?1)"
                       : "f.id IN (SELECT facility_id FROM facility_due WHERE due_on < ?1)");
  }
  return rows;
}

template <class Record>
std::vector<Record> recordsOf(db::Statement& statement) {
  std::vector<Record> found;
  while (statement.step()) found.push_back(records::recordAt<Record>(statement, 0, 1));
  return found;
}

template <class IdType>
std::optional<IdType> firstId(db::Statement& statement) {
  return statement.step() ? IdType::fromBytes(statement.blob(0)) : std::nullopt;
}

}  // namespace

FacilityPage facilitiesPage(db::ReadTransaction& transaction, const FacilityFilter& filter, FacilityOrder order,
                            Date today, int limit, const std::optional<FacilityCursor>& after) {
  const bool byName = order == FacilityOrder::Name;
  FacilityRows rows = facilityRows(transaction, filter, order, today);
  if (rows.none) return {};
  if (after && byName) {
    rows.where.add("(o.key, o.row) > (?, ?)", db::KeptBlob{after->key}, after->row);
  } else if (after) {
    rows.where.add(rows.row + " < ?", after->row);
  }
  // First which rows the page has, then their lines: what a line tells is worked out for them alone.
  std::string page =
      fmt::format("SELECT {} AS row, {} AS key FROM {}{}", rows.row, rows.key, rows.from, rows.where.sql());
  page += byName ? " ORDER BY o.key, o.row LIMIT ?" : fmt::format(" ORDER BY {} DESC LIMIT ?", rows.row);
  std::string sql = selectFacilities(fmt::format("({}) p JOIN facility f ON f.row = p.row", page), "p.key");
  sql += byName ? " ORDER BY p.key, p.row" : " ORDER BY p.row DESC";
  auto statement = transaction.prepare(sql);
  statement.bind(1, std::string_view(isoDate(today)));
  statement.bind(rows.where.bind(statement, 2), limit + 1);

  FacilityPage found;
  FacilityCursor last;
  while (statement.step()) {
    if (static_cast<int>(found.lines.size()) == limit) {
      found.next = last;
      break;
    }
    found.lines.push_back(facilityLineAt(statement));
    last.row = statement.integer(kFacilityRow);
    last.key = std::string(statement.blob(kFacilityMore));
  }
  return found;
}

std::int64_t countFacilities(db::ReadTransaction& transaction, const FacilityFilter& filter, Date today) {
  const FacilityRows rows = facilityRows(transaction, filter, FacilityOrder::Newest, today);
  if (rows.none) return 0;
  // ?1 stands in it even where nothing asks for the day.
  auto statement = transaction.prepare(
      fmt::format("SELECT count(*) FROM (SELECT ?1) t CROSS JOIN {}{}", rows.from, rows.where.sql()));
  statement.bind(1, std::string_view(isoDate(today)));
  rows.where.bind(statement, 2);
  return statement.step() ? statement.integer(0) : 0;
}

std::optional<v1::Facility> facility(db::ReadTransaction& transaction, FacilityId id) {
  return records::get<v1::Facility>(transaction, id);
}

std::optional<FacilityLine> facilityLine(db::ReadTransaction& transaction, FacilityId id, Date today) {
  auto statement = transaction.prepare(selectFacilities("facility f") + " WHERE f.id = ?");
  statement.bind(1, std::string_view(isoDate(today)));
  statement.bindBlob(2, id.raw());
  if (!statement.step()) return std::nullopt;
  return facilityLineAt(statement);
}

std::optional<FacilityId> findFacility(db::ReadTransaction& transaction, std::string_view code,
                                       std::string_view taxCode) {
  for (const auto& [sql, value] :
       {std::pair("SELECT id FROM facility WHERE code = ? AND code <> '' ORDER BY row", code),
        std::pair("SELECT id FROM facility WHERE tax_code = ? AND tax_code <> '' ORDER BY row", taxCode)}) {
    if (value.empty()) continue;
    auto statement = transaction.prepare(sql);
    statement.bind(1, value);
    if (const auto id = firstId<FacilityId>(statement)) return id;
  }
  return std::nullopt;
}

std::vector<FacilityLine> facilitiesOnMap(db::ReadTransaction& transaction, const MapBox& box,
                                          const FacilityFilter& filter, Date today, int limit) {
  FacilityRows rows = facilityRows(transaction, filter, FacilityOrder::Newest, today);
  if (rows.none) return {};
  if (rows.from == "facility_search x") rows.from += " CROSS JOIN facility f ON f.row = x.rowid";
  rows.where.add("f.latitude_e7 >= ?", box.south);
  rows.where.add("f.latitude_e7 <= ?", box.north);
  rows.where.add("f.longitude_e7 >= ?", box.west);
  rows.where.add("f.longitude_e7 <= ?", box.east);
  auto statement = transaction.prepare(
      selectFacilities(fmt::format("(SELECT {} AS row FROM {}{} LIMIT ?) p JOIN facility f ON f.row = p.row", rows.row,
                                   rows.from, rows.where.sql())));
  statement.bind(1, std::string_view(isoDate(today)));
  statement.bind(rows.where.bind(statement, 2), limit);
  std::vector<FacilityLine> lines;
  while (statement.step()) lines.push_back(facilityLineAt(statement));
  return lines;
}

namespace {

/// "project p", or found by the index newest first; nothing when the search asks for nothing that can be found.
std::optional<std::string> projectRows(Conditions& where, const ProjectFilter& filter) {
  std::string from = "project p";
  if (!tidy(filter.search).empty()) {
    std::string query = ftsPrefixQuery(filter.search);
    if (query.empty()) return std::nullopt;
    from = "project_search x CROSS JOIN project p ON p.row = x.rowid";
    where.add("x.project_search MATCH ?", std::move(query));
  }
  if (!filter.province.empty()) where.add("p.province = ?", filter.province);
  if (filter.year != 0) where.add("p.year = ?", filter.year);
  if (filter.batch != 0) where.add("p.batch = ?", filter.batch);
  if (!filter.contentType.empty()) where.add("p.content_type = ?", filter.contentType);
  if (!filter.status.empty()) where.add("p.status = ?", filter.status);
  return from;
}

}  // namespace

ProjectPage projectsPage(db::ReadTransaction& transaction, const ProjectFilter& filter, int limit,
                         std::optional<std::int64_t> after) {
  Conditions where;
  const auto from = projectRows(where, filter);
  if (!from) return {};
  const std::string_view row = from->starts_with("project_search") ? "x.rowid" : "p.row";
  if (after) where.add(fmt::format("{} < ?", row), *after);
  auto statement = transaction.prepare(fmt::format(
      "SELECT p.id, p.code, p.name, p.year, p.batch, p.content_type, p.province, p.status, p.ends_on, p.support, "
      "p.row FROM {}{} ORDER BY {} DESC LIMIT ?",
      *from, where.sql(), row));
  statement.bind(where.bind(statement), limit + 1);
  ProjectPage page;
  std::int64_t last = 0;
  while (statement.step()) {
    if (static_cast<int>(page.lines.size()) == limit) {
      page.next = last;
      break;
    }
    ProjectLine& line = page.lines.emplace_back();
    line.id = ProjectId::fromBytes(statement.blob(0)).value_or(ProjectId());
    line.code = statement.text(1);
    line.name = statement.text(2);
    line.year = static_cast<std::int32_t>(statement.integer(3));
    line.batch = static_cast<std::int32_t>(statement.integer(4));
    line.contentType = statement.text(5);
    line.province = statement.text(6);
    line.status = statement.text(7);
    line.endsOn = statement.text(8);
    line.support = statement.integer(9);
    last = statement.integer(10);
  }
  return page;
}

ProjectTotals projectTotals(db::ReadTransaction& transaction, const ProjectFilter& filter) {
  Conditions where;
  const auto from = projectRows(where, filter);
  if (!from) return {};
  auto statement =
      transaction.prepare(fmt::format("SELECT count(*), coalesce(sum(p.support), 0) FROM {}{}", *from, where.sql()));
  where.bind(statement);
  if (!statement.step()) return {};
  return {statement.integer(0), statement.integer(1)};
}

std::optional<v1::Project> project(db::ReadTransaction& transaction, ProjectId id) {
  return records::get<v1::Project>(transaction, id);
}

std::optional<ProjectId> findProject(db::ReadTransaction& transaction, std::string_view code) {
  if (code.empty()) return std::nullopt;
  auto statement = transaction.prepare("SELECT id FROM project WHERE code = ? ORDER BY row");
  statement.bind(1, code);
  return firstId<ProjectId>(statement);
}

std::vector<SupportedBy> projectsOfFacility(db::ReadTransaction& transaction, FacilityId facility) {
  auto statement = transaction.prepare(
      "SELECT p.id, p.body, b.id, b.body FROM beneficiary b JOIN project p ON p.id = b.project_id WHERE b.facility_id "
      "= ? "
      "ORDER BY p.year DESC, p.row DESC");
  statement.bindBlob(1, facility.raw());
  std::vector<SupportedBy> found;
  while (statement.step()) {
    found.push_back(
        {records::recordAt<v1::Project>(statement, 0, 1), records::recordAt<v1::Beneficiary>(statement, 2, 3)});
  }
  return found;
}

std::vector<SupportedFacility> facilitiesOfProject(db::ReadTransaction& transaction, ProjectId project, Date today) {
  auto statement = transaction.prepare("SELECT id, body FROM beneficiary WHERE project_id = ? ORDER BY row");
  statement.bindBlob(1, project.raw());
  std::vector<SupportedFacility> found;
  for (v1::Beneficiary& beneficiary : recordsOf<v1::Beneficiary>(statement)) {
    const auto id = FacilityId::fromBytes(beneficiary.facility_id()).value_or(FacilityId());
    FacilityLine line = facilityLine(transaction, id, today).value_or(FacilityLine());
    line.id = id;
    found.push_back({std::move(beneficiary), std::move(line)});
  }
  return found;
}

std::vector<v1::Person> people(db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT id, body FROM person ORDER BY row");
  auto everybody = recordsOf<v1::Person>(statement);
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < everybody.size(); ++i) order.emplace_back(nameSortKey(everybody[i].full_name()), i);
  std::ranges::sort(order);
  std::vector<v1::Person> sorted;
  for (const auto& [key, index] : order) sorted.push_back(std::move(everybody[index]));
  return sorted;
}

std::optional<v1::Person> person(db::ReadTransaction& transaction, PersonId id) {
  return records::get<v1::Person>(transaction, id);
}

std::optional<PersonId> findPerson(db::ReadTransaction& transaction, std::string_view name) {
  auto statement = transaction.prepare("SELECT id FROM person WHERE name = ? ORDER BY row");
  statement.bind(1, name);
  return firstId<PersonId>(statement);
}

std::vector<v1::Device> devices(db::ReadTransaction& transaction) {
  auto statement = transaction.prepare("SELECT id, body FROM device ORDER BY row");
  return recordsOf<v1::Device>(statement);
}

std::optional<std::string> datasetCsv(db::ReadTransaction& transaction, std::string_view name) {
  // The one edited last, should two hubs' records of one name have met.
  auto statement = transaction.prepare("SELECT id, body FROM dataset WHERE name = ? ORDER BY row DESC LIMIT 1");
  statement.bind(1, name);
  auto found = recordsOf<v1::Dataset>(statement);
  if (found.empty()) return std::nullopt;
  return std::move(*found.front().mutable_csv());
}

KnownRecords knownRecords(db::ReadTransaction& transaction) {
  return {.facility = [&transaction](std::string_view code,
                                     std::string_view taxCode) { return findFacility(transaction, code, taxCode); },
          .project = [&transaction](std::string_view code) { return findProject(transaction, code); },
          .person = [&transaction](std::string_view name) { return findPerson(transaction, name); }};
}

}  // namespace thucdia::core::registers
