#include "core/visits/visit_carry.h"

#include <utility>

#include <fmt/format.h>

#include "core/records/blob_rows.h"
#include "core/records/record_rows.h"
#include "core/registers/datasets.h"
#include "core/visits/answer_text.h"
#include "core/visits/next_revision.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::visits {

namespace {

namespace rv1 = ::thucdia::records::v1;
using Fate = forms::CarriedAnswer::Fate;

/// The visit's answers as the plan has them. What is kept without a place stays as it was, to the byte.
void carryAnswers(const CarryPreview& preview, const AttachmentLookup& attachments, v1::Visit& visit) {
  const auto before = visit.answers();
  auto& answers = *visit.mutable_answers();
  const auto stored = [&](const std::string& key) -> const v1::Answer* {
    const auto found = before.find(key);
    return found == before.end() ? nullptr : &found->second;
  };
  for (const auto& each : preview.plan.answers)
    if (each.key != each.newKey && each.key != each.keptKey) answers.erase(each.key);
  for (const auto& each : preview.plan.answers) {
    const v1::Answer* original = stored(each.key);
    if (original == nullptr) continue;
    if (!each.keptKey.empty()) answers[each.keptKey] = *original;
    if (each.newKey.empty()) continue;
    if (each.row || each.newText == each.text) {
      // The same text may be another kind of answer: a number that was text.
      const auto read = each.row ? std::nullopt : answerOf(*preview.to, each.newKey, each.newText, attachments);
      answers[each.newKey] = read && !original->has_attachment() ? *read : *original;
    } else if (const auto read = answerOf(*preview.to, each.newKey, each.newText, attachments)) {
      answers[each.newKey] = *read;
    }
  }
  for (const auto& added : preview.plan.added) {
    if (added.defaultValue.empty()) continue;
    const std::string key(preview.to->path(added.node));
    if (const auto read = answerOf(*preview.to, key, added.defaultValue, attachments)) answers[key] = *read;
  }
}

}  // namespace

Result<CarryPreview> previewCarry(db::ReadTransaction& transaction, FormLibrary& forms, const OpenedVisit& opened,
                                  forms::SessionHost& host, std::string_view version) {
  const auto& visit = opened.visit;
  if (!mayAnswer(opened.state.status)) {
    return fail(ErrorCode::Locked,
                fmt::format("the visit is {}: it stays on its form's version", word(opened.state.status)));
  }
  if (version == visit.form_version()) {
    return fail(ErrorCode::InvalidArgument, fmt::format("the visit has version {} already", version));
  }
  std::string wanted(version);
  if (wanted.empty()) {
    const auto newer = newerForm(transaction, visit.form_id(), visit.form_version());
    if (!newer) {
      return fail(ErrorCode::NotFound, fmt::format("there is no version of form {} newer than {} on this device",
                                                   visit.form_id(), visit.form_version()));
    }
    wanted = newer->version;
  }
  CarryPreview preview;
  preview.from = opened.form;
  THUCDIA_ASSIGN(preview.to, forms.form(transaction, visit.form_id(), wanted));
  forms::AnswerMap carried = opened.answers;
  if (!isRevisionOpen(transaction, opened.id, visit)) {
    preview.signedBefore = drawnSignatures(*preview.from, visit);
    for (const std::string& key : preview.signedBefore) carried.erase(key);
  }
  THUCDIA_ASSIGN(preview.plan, forms::planCarry(preview.from, preview.to, host, carried));
  return preview;
}

Result<CarryPreview> carryVisit(changes::RecordWriter& writer, const rv1::Person& by, FormLibrary& forms, VisitId id,
                                std::string_view version) {
  auto& transaction = writer.transaction();
  const auto& author = writer.author();
  THUCDIA_ASSIGN(const OpenedVisit opened, openVisit(transaction, forms, id));
  if (opened.visit.inspector_id() != by.id()) {
    return fail(ErrorCode::NotPermitted, "this is another inspector's visit");
  }
  VisitHost host(opened, *author.clock, *author.random, author.device, by,
                 std::make_shared<registers::Datasets>(transaction));
  THUCDIA_ASSIGN(auto preview, previewCarry(transaction, forms, opened, host, version));
  auto visit = records::get<v1::Visit>(transaction, id);
  if (!visit) return fail(ErrorCode::NotFound, "no visit " + id.text());
  visit->set_form_version(preview.to->compiled().version());
  if (!isRevisionOpen(transaction, id, *visit)) {
    for (const std::string& key : preview.signedBefore) visit->mutable_answers()->erase(key);
    visit->set_revision(openRevision(transaction, id, *visit));
  }
  carryAnswers(preview, storedAttachments(transaction), *visit);
  THUCDIA_TRY(writer.put(*visit));
  return preview;
}

}  // namespace thucdia::core::visits
