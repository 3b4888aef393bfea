#include "core/reports/summary_queries.h"

#include <fmt/format.h>

#include "core/base/random.h"
#include "core/records/record_rows.h"
#include "core/registers/form_tables.h"
#include "core/registers/shipped_datasets.h"
#include "core/reports/minute_head.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_queries.h"
#include "core/visits/visit_session.h"

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;

template <class Record>
Record recordOr(db::ReadTransaction& transaction, const std::string& id) {
  const auto known = RecordId::fromBytes(id);
  return known ? records::get<Record>(transaction, *known).value_or(Record()) : Record();
}

/// The table as an administrator last brought it up to date, else as it is in the program.
std::string dataset(db::ReadTransaction& transaction, const std::string& name) {
  auto statement = transaction.prepare("SELECT id, body FROM dataset WHERE name = ? ORDER BY id DESC LIMIT 1");
  statement.bind(1, std::string_view(name));
  if (statement.step()) return records::recordAt<v1::Dataset>(statement, 0, 1).csv();
  return std::string(registers::shippedFile(name + ".csv"));
}

/// The visit as one of its revisions was signed, whatever came afterwards.
Result<> turnBack(db::ReadTransaction& transaction, visits::FormLibrary& forms, std::int32_t revision,
                  visits::OpenedVisit& opened) {
  for (const v1::VisitSeal& seal : visits::sealsOf(transaction, opened.id)) {
    if (seal.revision() != revision) continue;
    if (!opened.visit.ParseFromString(seal.content())) return fail(ErrorCode::CorruptData, opened.id.text());
    opened.answers = visits::answerMap(opened.visit);
    opened.state = {};
    opened.state.status = visits::VisitStatus::Signed;
    opened.state.revision = revision;
    opened.state.since = fromMicros(seal.sealed_at());
    THUCDIA_ASSIGN(opened.form, forms.form(transaction, opened.visit.form_id(), opened.visit.form_version()));
    opened.tables = registers::formTables(transaction, opened.form->compiled());
    return {};
  }
  return fail(ErrorCode::NotFound, fmt::format("revision {} of the visit was never signed", revision));
}

}  // namespace

Result<VisitSummary> summaryOf(db::ReadTransaction& transaction, VisitId visit, const SummaryTools& tools) {
  THUCDIA_ASSERT(tools.forms != nullptr && tools.units != nullptr);
  THUCDIA_ASSIGN(visits::OpenedVisit opened, visits::openVisit(transaction, *tools.forms, visit));
  if (tools.revision && (*tools.revision != opened.state.revision || !visits::isSealed(opened.state.status))) {
    THUCDIA_TRY(turnBack(transaction, *tools.forms, *tools.revision, opened));
  }

  SummarySources sources;
  sources.visit = opened.visit;
  sources.visit.set_id(visit.rawString());
  sources.state = opened.state;
  sources.facility = recordOr<v1::Facility>(transaction, opened.visit.facility_id());
  sources.project = recordOr<v1::Project>(transaction, opened.visit.project_id());
  sources.inspector = recordOr<v1::Person>(transaction, opened.visit.inspector_id());
  sources.attachment = tools.attachment;
  sources.photos = tools.photos;
  sources.language = tools.language;
  if (visits::isSealed(opened.state.status)) {
    for (v1::VisitSeal& seal : visits::sealsOf(transaction, visit)) {
      if (seal.revision() != opened.state.revision) continue;
      sources.sealedBy = recordOr<v1::Person>(transaction, seal.person_id()).full_name();
      sources.seal = std::move(seal);
    }
  }
  const Timestamp began = fromMicros(opened.visit.started_at());
  const Date day = localDate(began);
  THUCDIA_ASSIGN(sources.bodies,
                 bodiesOf(dataset(transaction, "issuing_bodies"), sources.inspector.organisation(), day));
  THUCDIA_ASSIGN(sources.legalBases,
                 basesOf(dataset(transaction, "minute_bases"), opened.visit.form_id(), day, tools.language));

  // The form is opened as on the day when it was sealed: what it calculates from the time stays the same.
  const FixedClock clock(sources.seal ? fromMicros(sources.seal->sealed_at()) : opened.state.since);
  SeededRandom random(0);
  visits::VisitHost host(opened, clock, random, 0, sources.inspector, tools.datasets);
  THUCDIA_ASSIGN(const auto session, forms::Session::begin(opened.form, host, opened.answers));
  sources.former =
      formerAnswers(transaction, opened, *session, {*tools.forms, clock, random, tools.datasets, tools.language});
  return buildSummary(*session, sources, *tools.units);
}

}  // namespace thucdia::core::reports
