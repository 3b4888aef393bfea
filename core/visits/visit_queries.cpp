#include "core/visits/visit_queries.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/changes/record_state.h"
#include "core/db/conditions.h"
#include "core/records/blob_rows.h"
#include "core/records/body_rows.h"
#include "core/records/record_rows.h"

namespace thucdia::core::visits {

namespace {

using db::Conditions;
using records::idIs;
using records::RecordType;
using records::visitIs;

Conditions conditionsOf(const VisitFilter& filter) {
  Conditions where;
  if (!filter.search.empty()) {
    const std::string query = ftsPrefixQuery(filter.search);
    if (query.empty())
      where.add("0");
    else
      where.add("visit_search MATCH ?", query);
  }
  if (!filter.statuses.empty()) where.oneOf("s.status", filter.statuses);
  if (filter.facility) where.add(idIs("v.facility_id", "?"), *filter.facility, *filter.facility);
  if (filter.project) where.add("v.project_id = ?", *filter.project);
  if (filter.inspector) where.add(idIs("v.inspector_id", "?"), *filter.inspector, *filter.inspector);
  if (!filter.province.empty()) where.add("v.province = ?", filter.province);
  if (!filter.formId.empty()) {
    where.add("substr(v.form_id, 1, 4) = substr(?, 1, 4)", filter.formId);
    where.add("v.form_id = ?", filter.formId);
  }
  if (filter.from) {
    where.add("v.row >= ?", records::firstRowOf(*filter.from));
    where.add("v.started_at >= ?", *filter.from);
  }
  if (filter.to) where.add("v.started_at < ?", *filter.to);
  return where;
}

/// "SELECT …", with the visit as v and its state as s.
const std::string& lineColumns() {
  static const std::string kLine = fmt::format(
      "SELECT v.id, s.status, v.form_id, v.facility_name, CASE WHEN s.number <> '' THEN s.number ELSE v.number END, "
      "v.facility_id, v.project_id, v.inspector_id, v.province, s.revision, v.started_at, s.since, s.answers, "
      "s.findings, v.conflicts, s.contested, s.diverged, "
      "v.own > v.acked OR EXISTS (SELECT 1 FROM visit_seal x WHERE {0} AND x.own > x.acked) "
      "OR EXISTS (SELECT 1 FROM visit_decision x WHERE {0} AND x.own > x.acked), "
      "EXISTS (SELECT 1 FROM refusal r WHERE r.id = v.id OR r.id IN (SELECT id FROM visit_seal x WHERE {0}) "
      "OR r.id IN (SELECT id FROM visit_decision x WHERE {0})) ",
      visitIs("x.visit_id", "v.id"));
  return kLine;
}
// In these orders, so that an index gives the rows, newest first, and no more of them than are wanted.
constexpr std::string_view kAll = "FROM visit v CROSS JOIN visit_state s ON s.row = v.row";
constexpr std::string_view kByStatus = "FROM visit_state s CROSS JOIN visit v ON v.row = s.row";
constexpr std::string_view kFound =
    "FROM visit_search CROSS JOIN visit v ON v.row = visit_search.rowid CROSS JOIN visit_state s ON s.row = v.row";

/// Where the visits of a filter are looked up, and the row number that gives them in order of time.
struct Source {
  std::string_view from = kAll;
  std::string_view row = "v.row";
};

/// Of several statuses those with few visits by their index, and sorted; of many, each visit is looked at.
bool areFew(db::ReadTransaction& transaction, const std::vector<VisitStatus>& statuses) {
  static constexpr int kFew = 1000;
  int count = 0;
  for (const VisitStatus status : statuses) {
    auto found = transaction.prepare("SELECT count(*) FROM (SELECT 1 FROM visit_state WHERE status = ? LIMIT ?)");
    found.with(static_cast<int>(status), kFew);
    if (found.step()) count += static_cast<int>(found.integer(0));
  }
  return count < kFew;
}

Source sourceOf(db::ReadTransaction& transaction, const VisitFilter& filter) {
  if (!filter.search.empty()) return {kFound, "visit_search.rowid"};
  const bool narrow = filter.facility || filter.project || filter.inspector || filter.statuses.empty();
  if (narrow || (filter.statuses.size() > 1 && !areFew(transaction, filter.statuses))) return {};
  return {kByStatus, "s.row"};
}

template <class AnyId>
AnyId idAt(const db::Statement& statement, int column) {
  return AnyId::fromBytes(statement.blob(column)).value_or(AnyId());
}

VisitLine lineAt(const db::Statement& row) {
  VisitLine line;
  line.id = idAt<VisitId>(row, 0);
  line.status = static_cast<VisitStatus>(row.integer(1));
  line.formId = row.text(2);
  line.facilityName = row.text(3);
  line.number = row.text(4);
  line.facility = idAt<FacilityId>(row, 5);
  line.project = idAt<ProjectId>(row, 6);
  line.inspector = idAt<PersonId>(row, 7);
  line.province = row.text(8);
  line.revision = static_cast<std::int32_t>(row.integer(9));
  line.startedAt = fromMicros(row.integer(10));
  line.since = fromMicros(row.integer(11));
  line.answers = static_cast<int>(row.integer(12));
  line.findings = static_cast<int>(row.integer(13));
  line.conflicts = static_cast<int>(row.integer(14));
  line.contested = row.integer(15) != 0;
  line.diverged = row.integer(16) != 0;
  line.unsent = row.integer(17) != 0;
  line.refused = row.integer(18) != 0;
  return line;
}

/// In which what belongs to a visit is read.
template <class Record>
constexpr std::string_view kOrder;
template <>
constexpr std::string_view kOrder<v1::VisitSeal> = "revision, sealed_at, id";
template <>
constexpr std::string_view kOrder<v1::VisitDecision> = "decided_at, id";

template <class Record>
std::vector<Record> recordsOfVisit(db::ReadTransaction& transaction, VisitId visit) {
  static const std::string kRecords =
      fmt::format("SELECT id, body FROM {} WHERE {} ORDER BY {}", RecordType::of<Record>().table(),
                  visitIs("visit_id", "?1"), kOrder<Record>);
  auto statement = transaction.prepare(kRecords);
  statement.bindBlob(1, visit.raw());
  std::vector<Record> found;
  std::string scratch;
  while (statement.step()) {
    const auto body = records::bodyOf(transaction, statement.blob(1), scratch);
    Record& record = found.emplace_back();
    record.ParseFromArray(body.data(), static_cast<int>(body.size()));
    record.set_id(std::string(statement.blob(0)));
  }
  return found;
}

}  // namespace

std::vector<v1::VisitSeal> sealsOf(db::ReadTransaction& transaction, VisitId visit) {
  return recordsOfVisit<v1::VisitSeal>(transaction, visit);
}

std::vector<v1::VisitDecision> decisionsOf(db::ReadTransaction& transaction, VisitId visit) {
  return recordsOfVisit<v1::VisitDecision>(transaction, visit);
}

std::vector<SealFact> sealFacts(db::ReadTransaction& transaction, VisitId visit) {
  std::vector<SealFact> seals;
  static const std::string kSeals = fmt::format("SELECT revision, sealed_at, id FROM visit_seal WHERE {} ORDER BY {}",
                                                visitIs("visit_id", "?1"), kOrder<v1::VisitSeal>);
  auto seal = transaction.prepare(kSeals);
  seal.with(visit);
  while (seal.step()) {
    seals.push_back(
        {static_cast<std::int32_t>(seal.integer(0)), fromMicros(seal.integer(1)), idAt<VisitSealId>(seal, 2)});
  }
  return seals;
}

VisitState stateOf(db::ReadTransaction& transaction, VisitId id, std::int32_t revision, bool hasAnswers,
                   Timestamp startedAt, std::span<const SealFact> seals) {
  return visitState(revision, hasAnswers, startedAt, seals, decisionsOf(transaction, id));
}

VisitState stateOf(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit,
                   std::span<const SealFact> seals) {
  return stateOf(transaction, id, visit.revision(), visit.answers_size() > 0, fromMicros(visit.started_at()), seals);
}

VisitState stateOf(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit) {
  return stateOf(transaction, id, visit, sealFacts(transaction, id));
}

std::optional<VisitState> stateOf(db::ReadTransaction& transaction, VisitId id) {
  const auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit) return std::nullopt;
  return stateOf(transaction, id, *visit);
}

std::optional<v1::Visit> foundOn(db::ReadTransaction& transaction, VisitId id) {
  auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit) return std::nullopt;
  const VisitState state = stateOf(transaction, id, *visit);
  if (!isSealed(state.status)) return visit;
  for (const v1::VisitSeal& seal : sealsOf(transaction, id)) {
    if (seal.revision() != state.revision) continue;
    v1::Visit sealed;
    if (!sealed.ParseFromString(seal.content())) continue;
    sealed.set_id(id.rawString());
    visit = std::move(sealed);
  }
  return visit;
}

forms::AnswerMap answersOf(db::ReadTransaction& transaction, VisitId id) {
  const RecordType& type = RecordType::of<v1::Visit>();
  const auto row = records::loadRow(transaction, type, RecordId(id.bytes()));
  if (!row) return {};
  v1::Visit visit;
  visit.ParseFromString(row->body);
  forms::AnswerMap answers = answerMap(visit);
  const auto state = changes::decode(row->body, row->meta);
  if (!state) return answers;
  for (const changes::Leaf& leaf : state->leaves) {
    if (leaf.key.field != type.mapField() || leaf.versions.front().value) continue;
    const auto slash = leaf.key.entry.rfind('/');
    const bool isRow = leaf.key.entry.find(':', slash == std::string::npos ? 0 : slash) != std::string::npos;
    if (!isRow) answers.emplace(leaf.key.entry, "");
  }
  return answers;
}

std::int32_t openRevision(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit) {
  std::int32_t revision = std::max(visit.revision(), 1);
  for (const v1::VisitSeal& seal : sealsOf(transaction, id)) revision = std::max(revision, seal.revision() + 1);
  return revision;
}

AttachmentLookup storedAttachments(db::ReadTransaction& transaction) {
  return [&transaction](std::string_view sha256) -> std::optional<v1::Attachment> {
    const auto blob = records::blobRow(transaction, sha256);
    if (!blob) return std::nullopt;
    v1::Attachment attachment;
    attachment.set_sha256(blob->sha256);
    attachment.set_size(blob->size);
    attachment.set_mime(blob->mime);
    attachment.set_name(blob->name);
    return attachment;
  };
}

std::vector<VisitLine> visitsPage(db::ReadTransaction& transaction, const VisitFilter& filter, int limit,
                                  const std::optional<VisitCursor>& after) {
  // Rows are numbered by when visits began: newest first is the order that indexes give by themselves.
  const Source source = sourceOf(transaction, filter);
  Conditions where = conditionsOf(filter);
  if (after) {
    where.add(fmt::format("{} < coalesce((SELECT row FROM visit WHERE id = ?), ?)", source.row), after->id,
              records::firstRowOf(after->startedAt));
  }
  auto statement = transaction.prepare(
      fmt::format("{}{}{} ORDER BY {} DESC LIMIT ?", lineColumns(), source.from, where.sql(), source.row));
  statement.bind(where.bind(statement), limit);
  std::vector<VisitLine> lines;
  while (statement.step()) lines.push_back(lineAt(statement));
  return lines;
}

std::int64_t countVisits(db::ReadTransaction& transaction, const VisitFilter& filter) {
  const Conditions where = conditionsOf(filter);
  VisitFilter searchAlone;
  searchAlone.search = filter.search;
  const bool whole = !filter.search.empty() && filter == searchAlone;
  const std::string_view from = whole ? "FROM visit_search" : sourceOf(transaction, filter).from;
  auto statement = transaction.prepare(fmt::format("SELECT count(*) {}{}", from, where.sql()));
  where.bind(statement);
  return statement.step() ? statement.integer(0) : 0;
}

std::optional<VisitLine> visitLine(db::ReadTransaction& transaction, VisitId visit) {
  auto statement = transaction.prepare(fmt::format("{}{} WHERE v.id = ?", lineColumns(), kAll));
  statement.bindBlob(1, visit.raw());
  if (!statement.step()) return std::nullopt;
  return lineAt(statement);
}

std::optional<VisitId> previousVisit(db::ReadTransaction& transaction, FacilityId facility, std::string_view formId,
                                     const std::optional<VisitId>& before) {
  static const std::string kPrevious = fmt::format(
      "SELECT v.id FROM visit v WHERE {} AND v.row < coalesce((SELECT row FROM visit WHERE id = ?2), "
      "9223372036854775807) AND v.form_id = ?3 AND EXISTS (SELECT 1 FROM visit_seal x WHERE {}) "
      "ORDER BY v.row DESC LIMIT 1",
      idIs("v.facility_id", "?1"), visitIs("x.visit_id", "v.id"));
  auto statement = transaction.prepare(kPrevious);
  statement.with(facility, before, formId);
  if (!statement.step()) return std::nullopt;
  return idAt<VisitId>(statement, 0);
}

std::vector<FindingLine> findings(db::ReadTransaction& transaction, const FindingFilter& filter, int limit,
                                  int offset) {
  Conditions where;
  if (filter.facility) where.add("f.facility_id = ?", *filter.facility);
  if (filter.visit) where.add("f.visit_id = ?", *filter.visit);
  if (!filter.severity.empty()) where.add("f.severity = ?", filter.severity);
  if (!filter.dueBefore.empty()) where.add("(f.due_on = '') = 0 AND f.due_on < ?", filter.dueBefore);
  if (!filter.search.empty()) {
    const std::string query = ftsPrefixQuery(filter.search);
    if (query.empty())
      where.add("0");
    else
      where.add("v.row IN (SELECT rowid FROM visit_search WHERE visit_search MATCH ?)", query);
  }
  auto statement = transaction.prepare(
      "SELECT f.visit_id, f.row_id, f.facility_id, v.facility_name, f.category, f.severity, f.description, f.action, "
      "f.owner, "
      "f.due_on, f.found_at, f.province FROM finding f CROSS JOIN visit v ON v.id = f.visit_id" +
      where.sql() + " ORDER BY f.due_on = '', f.due_on, f.found_at DESC, f.visit_id, f.row_id LIMIT ? OFFSET ?");
  const int next = where.bind(statement);
  statement.bind(next, limit).bind(next + 1, offset);
  std::vector<FindingLine> lines;
  while (statement.step()) {
    FindingLine line;
    line.visit = idAt<VisitId>(statement, 0);
    line.rowId = statement.text(1);
    line.facility = idAt<FacilityId>(statement, 2);
    line.facilityName = statement.text(3);
    line.category = statement.text(4);
    line.severity = statement.text(5);
    line.description = statement.text(6);
    line.action = statement.text(7);
    line.owner = statement.text(8);
    line.dueOn = statement.text(9);
    line.foundAt = fromMicros(statement.integer(10));
    line.province = statement.text(11);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace thucdia::core::visits
