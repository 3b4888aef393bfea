#include "core/visits/visit_commands.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "core/base/dates.h"
#include "core/records/limits.h"
#include "core/records/record_rows.h"
#include "core/visits/answer_text.h"
#include "core/visits/form_library.h"
#include "core/visits/last_time.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::visits {

namespace {

namespace rv1 = ::thucdia::records::v1;
using changes::LeafEdit;
using changes::RecordWriter;
using records::RecordType;

bool isOwn(const rv1::Person& by, const v1::Visit& visit) { return visit.inspector_id() == by.id(); }

/// The visit, where this person may change what was found on it.
struct Answerable {
  v1::Visit visit;
  VisitState state;
};

Result<Answerable> answerable(RecordWriter& writer, const rv1::Person& by, VisitId id) {
  auto& transaction = writer.transaction();
  auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit) return fail(ErrorCode::NotFound, "no visit " + id.text());
  Answerable found{std::move(*visit), {}};
  found.state = stateOf(transaction, id, found.visit);
  if (!isOwn(by, found.visit)) return fail(ErrorCode::NotPermitted, "this is another inspector's visit");
  if (!mayAnswer(found.state.status)) {
    return fail(ErrorCode::Locked, fmt::format("the visit is {}: its answers cannot change", word(found.state.status)));
  }
  return found;
}

std::vector<LeafEdit> answerLeaves(db::ReadTransaction& transaction, const forms::Form& form,
                                   std::span<const forms::AnswerEdit> edits) {
  const AttachmentLookup attachments = storedAttachments(transaction);
  std::vector<LeafEdit> leaves;
  leaves.reserve(edits.size());
  for (const forms::AnswerEdit& edit : edits) {
    LeafEdit& leaf = leaves.emplace_back(LeafEdit{{v1::Visit::kAnswersFieldNumber, edit.key}, std::nullopt});
    const auto answer = edit.text ? answerOf(form, edit.key, *edit.text, attachments) : std::nullopt;
    if (answer) leaf.value = answer->SerializeAsString();
  }
  return leaves;
}

/// "TB3f2a-20261122-003": device, day, and the how-manieth of that device's visits that day.
std::string temporaryNumber(RecordWriter& writer) {
  const Date today = localDate(writer.now());
  std::string day = isoDate(today);
  std::erase(day, '-');
  const std::string prefix = fmt::format("TB{:04X}-{}-", writer.author().device >> 16, day);
  // By their days, which the rows' numbers tell, generously: a visit's beginning may be corrected.
  auto last = writer.transaction().prepare(
      "SELECT count(*) FROM visit WHERE row BETWEEN ? AND ? AND number >= ? AND number < ?");
  const auto from = [&](int days) { return records::firstRowOf(startOfDay(addDays(today, days))); };
  last.with(from(-7), from(7), prefix, prefix + "~");
  const std::int64_t count = last.step() ? last.integer(0) : 0;
  return fmt::format("{}{:03}", prefix, count + 1);
}

/// Answers as they would be stored, to be compared: a position keeps seven decimals. Without those that read otherwise
/// than they are stored where nobody is asked for them.
forms::AnswerMap asStored(const forms::Session& session, const forms::AnswerMap& answers) {
  forms::AnswerMap found;
  for (const auto& [key, text] : answers) {
    const forms::NodeRef node = session.findKey(key);
    if (node && session.unread(node)) continue;
    if (const auto answer = answerOf(session.form(), key, text, nullptr)) found.emplace(key, answerText(*answer));
  }
  return found;
}

std::string firstMissing(const forms::Session& session, const forms::Violation& violation) {
  const std::string message = violation.message.empty() ? session.label(violation.node) : violation.message;
  switch (violation.why) {
    case forms::Violation::Why::Required:
      return fmt::format("an answer is missing: {}", message);
    case forms::Violation::Why::Constraint:
      return fmt::format("an answer cannot stand: {}", message);
    case forms::Violation::Why::Unread:
      return fmt::format("an answer was given otherwise than this form reads it, give it again: {}", message);
  }
  return message;
}

}  // namespace

bool inScope(const rv1::Person& person, std::string_view province) {
  return person.all_provinces() || province.empty() ||
         std::ranges::find(person.provinces(), province) != person.provinces().end();
}

Result<VisitId> startVisit(RecordWriter& writer, const rv1::Person& by, const StartVisit& start) {
  auto& transaction = writer.transaction();
  if (by.role() != rv1::ROLE_INSPECTOR) return fail(ErrorCode::NotPermitted, "only inspectors make visits");
  const auto facility = records::get<rv1::Facility>(transaction, start.facility);
  if (!facility) return fail(ErrorCode::NotFound, "no facility " + start.facility.text());
  const auto form = currentForm(transaction, start.formId);
  if (!form) return fail(ErrorCode::NotFound, fmt::format("no form {} on this device", start.formId));

  v1::Visit visit;
  const auto id = writer.newId<VisitId>();
  visit.set_id(id.rawString());
  visit.set_form_id(form->formId);
  visit.set_form_version(form->version);
  visit.set_facility_id(start.facility.rawString());
  visit.set_facility_name(facility->name());
  visit.set_province(facility->province());
  visit.set_inspector_id(by.id());
  if (start.project) {
    if (!records::get<rv1::Project>(transaction, *start.project)) {
      return fail(ErrorCode::NotFound, "no project " + start.project->text());
    }
    visit.set_project_id(start.project->rawString());
  }
  if (start.beneficiary) {
    const auto beneficiary = records::get<rv1::Beneficiary>(transaction, *start.beneficiary);
    if (!beneficiary) return fail(ErrorCode::NotFound, "no beneficiary " + start.beneficiary->text());
    visit.set_beneficiary_id(start.beneficiary->rawString());
    if (!start.project) visit.set_project_id(beneficiary->project_id());
  }
  visit.set_revision(1);
  visit.set_started_at(toMicros(writer.now()));
  visit.set_number(temporaryNumber(writer));
  if (const auto previous = previousVisit(transaction, start.facility, form->formId)) {
    visit.set_previous_visit_id(previous->rawString());
  }
  THUCDIA_TRY(writer.put(visit));
  if (start.fromPrevious) THUCDIA_TRY(beginAsLastTime(writer, by, id));
  return id;
}

Result<> saveAnswers(RecordWriter& writer, const rv1::Person& by, VisitId id, const forms::Form& form,
                     std::span<const forms::AnswerEdit> edits) {
  auto& transaction = writer.transaction();
  THUCDIA_ASSIGN(const Answerable found, answerable(writer, by, id));
  std::vector<LeafEdit> leaves = answerLeaves(transaction, form, edits);
  std::ranges::move(openingEdits(transaction, id, found.visit, form, leaves), std::back_inserter(leaves));
  return writer.edit(RecordType::of<v1::Visit>(), RecordId(id.bytes()), leaves);
}

Result<std::string> addAttachment(RecordWriter& writer, std::string sha256, std::uint64_t size, std::string mime,
                                  std::string name) {
  if (size > records::kMaxBlobBytes) {
    return fail(ErrorCode::LimitExceeded,
                fmt::format("{} has {} bytes, the most is {}", name, size, records::kMaxBlobBytes));
  }
  std::string text = attachmentFileName(sha256, mime);
  records::addBlob(writer.transaction(), {.sha256 = std::move(sha256),
                                          .size = size,
                                          .mime = std::move(mime),
                                          .name = std::move(name),
                                          .toSend = true,
                                          .here = true,
                                          .addedAt = writer.now()});
  return text;
}

Result<v1::VisitSeal> signVisit(RecordWriter& writer, const rv1::Person& by, DeviceId device, const KeyPair& key,
                                VisitId id, forms::Session& session) {
  auto& transaction = writer.transaction();
  const RecordType& type = RecordType::of<v1::Visit>();
  THUCDIA_ASSIGN(const Answerable found, answerable(writer, by, id));
  if (found.state.status == VisitStatus::Planned) return fail(ErrorCode::Incomplete, "nothing has been answered yet");

  const auto missing = session.missing();
  if (!missing.empty()) {
    return fail(ErrorCode::Incomplete,
                fmt::format("{}; {} in all", firstMissing(session, missing.front()), missing.size()),
                {.question = session.path(missing.front().node)});
  }
  for (const std::string& drawn :
       overtakenSignatures(transaction, id, found.visit, session.form(), writer.author().device)) {
    const forms::NodeRef node = session.findKey(drawn);
    if (!node || !session.relevant(node)) continue;
    return fail(ErrorCode::Incomplete,
                fmt::format("an answer is missing: {}; answers have changed since it was drawn", session.label(node)),
                {.question = session.path(node)});
  }
  const std::int32_t revision = openRevision(transaction, id, found.visit);
  auto last = answerLeaves(transaction, session.form(), session.stampEnd().edits);
  last.push_back(revisionLeaf(revision));
  THUCDIA_TRY(writer.edit(type, RecordId(id.bytes()), last));
  const auto row = records::loadRow(transaction, type, RecordId(id.bytes()));
  if (row->conflicts > 0) {
    return fail(ErrorCode::Incomplete,
                fmt::format("{} answers have two values; choose one of each first", row->conflicts));
  }
  if (asStored(session, session.answers()) != asStored(session, answersOf(transaction, id)))
    return fail(ErrorCode::Internal, "what is shown is not what is saved");

  v1::VisitSeal seal;
  seal.set_id(writer.newId<VisitSealId>().rawString());
  seal.set_visit_id(id.rawString());
  seal.set_province(found.visit.province());
  seal.set_revision(revision);
  seal.set_content(row->body);
  seal.set_device_id(device.rawString());
  seal.set_person_id(by.id());
  seal.set_sealed_at(toMicros(writer.now()));
  seal.set_signature(key.sign(signedBytes(seal)));
  THUCDIA_TRY(writer.put(seal));
  return seal;
}

Result<v1::VisitDecision> decide(RecordWriter& writer, const rv1::Person& by, const Decide& wanted) {
  auto& transaction = writer.transaction();
  const auto visit = records::get<v1::Visit>(transaction, wanted.visit);
  if (!visit) return fail(ErrorCode::NotFound, "no visit " + wanted.visit.text());
  if (!inScope(by, visit->province()) && !isOwn(by, *visit)) {
    return fail(ErrorCode::OutOfScope, fmt::format("province {} is not in this person's scope", visit->province()));
  }
  VisitState state = stateOf(transaction, wanted.visit, *visit);
  const bool finishes = wanted.kind == v1::DECISION_KIND_APPROVED || wanted.kind == v1::DECISION_KIND_RETURNED;
  if (finishes && state.status == VisitStatus::Submitted) {
    THUCDIA_TRY(decide(writer, by, {.visit = wanted.visit, .kind = v1::DECISION_KIND_TAKEN_UP}));
    state = stateOf(transaction, wanted.visit, *visit);
  }

  v1::VisitDecision decision;
  decision.set_id(writer.newId<VisitDecisionId>().rawString());
  decision.set_visit_id(wanted.visit.rawString());
  decision.set_province(visit->province());
  decision.set_kind(wanted.kind);
  decision.set_revision(state.revision);
  decision.set_person_id(by.id());
  decision.set_decided_at(toMicros(writer.now()));
  decision.set_reason(wanted.reason);
  decision.set_number(wanted.number);
  for (const v1::AnswerComment& comment : wanted.comments) *decision.add_comments() = comment;
  for (const v1::VisitSeal& seal : sealsOf(transaction, wanted.visit)) {
    if (seal.revision() == state.revision) decision.set_seal_sha256(std::string(raw(sha256(seal.content()))));
  }
  THUCDIA_TRY(checkMove(state.status, decision, by.role(), isOwn(by, *visit)));
  THUCDIA_TRY(writer.put(decision));
  return decision;
}

}  // namespace thucdia::core::visits
