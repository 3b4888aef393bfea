#include "core/visits/visit_projection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/changes/record_state.h"
#include "core/records/blob_rows.h"
#include "core/records/body_rows.h"
#include "core/records/record_rows.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_queries.h"

namespace thucdia::core::visits {

namespace {

/// A row of the findings repeat of the shipped forms (domain: 00_khoi_chung): "…findings:<row>/f_text".
struct Finding {
  std::string category, severity, description, action, owner, dueOn;
};

std::map<std::string, Finding> findingsIn(const v1::Visit& visit) {
  static constexpr std::string_view kRepeat = "findings:";
  std::map<std::string, Finding> found;
  for (const auto& [key, answer] : visit.answers()) {
    const auto at = key.find(kRepeat);
    if (at == std::string::npos || (at > 0 && key[at - 1] != '/')) continue;
    const std::string_view rest = std::string_view(key).substr(at + kRepeat.size());
    const auto slash = rest.find('/');
    Finding& finding = found[std::string(rest.substr(0, slash))];
    if (slash == std::string_view::npos) continue;
    const std::string_view field = rest.substr(slash + 1);
    const std::string text = answerText(answer);
    if (field == "f_cat")
      finding.category = text;
    else if (field == "f_sev")
      finding.severity = text;
    else if (field == "f_text")
      finding.description = text;
    else if (field == "f_action")
      finding.action = text;
    else if (field == "f_owner")
      finding.owner = text;
    else if (field == "f_due")
      finding.dueOn = text;
  }
  return found;
}

std::int64_t replaceFindings(db::WriteTransaction& transaction, VisitId id, const v1::Visit& found, bool cancelled) {
  {
    auto clear = transaction.prepare("DELETE FROM finding WHERE visit_id = ?");
    clear.bindBlob(1, id.raw()).run();
  }
  if (cancelled) return 0;
  std::int64_t count = 0;
  for (const auto& [rowId, finding] : findingsIn(found)) {
    ++count;
    auto insert = transaction.prepare(
        "INSERT INTO finding (visit_id, row_id, facility_id, category, severity, description, action, owner, due_on, "
        "found_at, province) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bindBlob(1, id.raw()).bind(2, std::string_view(rowId));
    if (found.facility_id().empty())
      insert.bindNull(3);
    else
      insert.bindBlob(3, found.facility_id());
    insert.bind(4, std::string_view(finding.category)).bind(5, std::string_view(finding.severity));
    insert.bind(6, std::string_view(finding.description)).bind(7, std::string_view(finding.action));
    insert.bind(8, std::string_view(finding.owner)).bind(9, std::string_view(finding.dueOn));
    insert.bind(10, found.started_at()).bind(11, std::string_view(found.province())).run();
  }
  return count;
}

constexpr std::uint64_t kLargestAttachment = std::uint64_t{1} << 32;

/// Every attachment that the answers speak of is known, so that its bytes can be fetched: in the order of their
/// questions, for who fetches takes the last first.
void noteAttachments(db::WriteTransaction& transaction, VisitId id, const v1::Visit& visit,
                     const std::vector<records::BlobRow>& known) {
  std::map<std::string_view, const v1::Attachment*> attachments;
  for (const auto& [key, answer] : visit.answers()) {
    const v1::Attachment& attachment = answer.attachment();
    // A size that no file has came from a damaged or hostile peer: there is nothing to fetch.
    if (attachment.sha256().size() != 32 || attachment.size() == 0 || attachment.size() > kLargestAttachment) continue;
    if (std::ranges::find(known, attachment.sha256(), &records::BlobRow::sha256) != known.end()) continue;
    attachments.emplace(key, &attachment);
  }
  for (const auto& [key, attachment] : attachments) {
    records::addBlob(transaction, {.sha256 = attachment->sha256(),
                                   .size = attachment->size(),
                                   .mime = attachment->mime(),
                                   .name = attachment->name(),
                                   .visit = id,
                                   .addedAt = fromMicros(visit.started_at())});
  }
}

/// What was signed before and changed since is kept with its seal, photos and drawn signatures too. `ofBody`: the seal
/// that holds what the visit says now.
void noteSealedAttachments(db::WriteTransaction& transaction, VisitId id, std::span<const SealFact> seals,
                           const std::optional<VisitSealId>& ofBody, const std::vector<records::BlobRow>& known) {
  for (const SealFact& seal : seals) {
    if (seal.id == ofBody) continue;
    v1::Visit sealed;
    const auto record = records::get<v1::VisitSeal>(transaction, seal.id);
    if (record && sealed.ParseFromString(record->content())) noteAttachments(transaction, id, sealed, known);
  }
}

/// What the visit's answers (also values that wait beside another) and anything sealed speak of; nothing when that
/// cannot be told.
std::optional<std::set<std::string>> blobsSpokenOf(db::ReadTransaction& transaction, VisitId id) {
  const auto row = records::loadRow(transaction, records::RecordType::of<v1::Visit>(), RecordId(id.bytes()));
  const auto state = row ? changes::decode(row->body, row->meta) : Result<changes::RecordState>();
  if (!state) return std::nullopt;
  std::set<std::string> found;
  for (const changes::Leaf& leaf : state->leaves) {
    if (leaf.key.field != v1::Visit::kAnswersFieldNumber) continue;
    for (const changes::Version& version : leaf.versions) {
      v1::Answer answer;
      if (version.value && answer.ParseFromString(*version.value)) found.insert(answer.attachment().sha256());
    }
  }
  for (const v1::VisitSeal& seal : sealsOf(transaction, id)) {
    v1::Visit sealed;
    if (!sealed.ParseFromString(seal.content())) return std::nullopt;
    for (const auto& [key, answer] : sealed.answers()) found.insert(answer.attachment().sha256());
  }
  return found;
}

/// A photo that no answer names any more is the visit's no longer: the hub takes none that no record speaks of, neither
/// now nor when it was restored. Should an answer name it again, it is the visit's again.
void releaseBlobs(db::WriteTransaction& transaction, VisitId id, const v1::Visit& visit,
                  std::vector<records::BlobRow> left) {
  if (left.empty()) return;
  std::set<std::string_view> named;
  for (const auto& [key, answer] : visit.answers()) named.insert(answer.attachment().sha256());
  std::erase_if(left, [&](const records::BlobRow& blob) { return named.contains(blob.sha256); });
  if (left.empty()) return;
  const auto spoken = blobsSpokenOf(transaction, id);
  if (!spoken) return;
  for (const records::BlobRow& blob : left) {
    if (spoken->contains(blob.sha256)) continue;
    // The same bytes may be another visit's too.
    std::optional<VisitId> other;
    for (const VisitId& own : records::visitsWithOwnWork(transaction)) {
      const auto theirs = own == id || other ? std::nullopt : blobsSpokenOf(transaction, own);
      if (theirs && theirs->contains(blob.sha256)) other = own;
    }
    records::giveBlob(transaction, blob.sha256, other);
  }
}

/// The one that counts of a sealed revision.
std::optional<VisitSealId> lastSeal(std::span<const SealFact> seals, const VisitState& state) {
  std::optional<VisitSealId> last;
  for (const SealFact& seal : seals) {
    if (isSealed(state.status) && seal.revision == state.revision) last = seal.id;
  }
  return last;
}

/// Sealed, and edits made elsewhere arrived after the seal. A body that is the seal's own is kept there alone, from now
/// on `ofBody`.
std::optional<v1::Visit> sealedOtherwise(db::WriteTransaction& transaction, VisitId id,
                                         const std::optional<VisitSealId>& seal, std::string_view body,
                                         std::optional<VisitSealId>& ofBody) {
  if (!seal || ofBody == seal) return std::nullopt;
  const auto record = records::get<v1::VisitSeal>(transaction, *seal);
  if (!record) return std::nullopt;
  if (record->content() == body) {
    records::keepBodyInSeal(transaction, id, *seal);
    ofBody = seal;
    return std::nullopt;
  }
  std::optional<v1::Visit> sealed(std::in_place);
  sealed->ParseFromString(record->content());
  return sealed;
}

void projectVisit(db::WriteTransaction& transaction, VisitId id, const changes::Written* written) {
  std::optional<records::RecordRow> read;
  v1::Visit parsed;
  if (!written) {
    read = records::loadRow(transaction, records::RecordType::of<v1::Visit>(), RecordId(id.bytes()));
    if (!read) {
      // Its seals and decisions may come before it; it is projected when it comes itself.
      replaceFindings(transaction, id, {}, true);
      return;
    }
    if (!parsed.ParseFromString(read->body)) return;
  }
  const records::RecordRow& row = written ? written->row : *read;
  const v1::Visit& visit = written ? static_cast<const v1::Visit&>(*written->message) : parsed;
  const auto seals = sealFacts(transaction, id);
  const VisitState state = stateOf(transaction, id, visit, seals);
  auto ofBody = seals.empty() ? std::nullopt : records::sealOfBody(transaction, id);
  const auto otherwise = sealedOtherwise(transaction, id, lastSeal(seals, state), row.body, ofBody);
  const v1::Visit& found = otherwise ? *otherwise : visit;
  const auto blobs = records::blobsOfVisit(transaction, id);
  noteAttachments(transaction, id, visit, blobs);
  noteSealedAttachments(transaction, id, seals, ofBody, blobs);
  releaseBlobs(transaction, id, visit, blobs);
  const std::int64_t findings = replaceFindings(transaction, id, found, state.status == VisitStatus::Cancelled);
  auto put = transaction.prepare(
      "INSERT INTO visit_state (row, status, revision, since, number, contested, diverged, answers, findings) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (row) DO UPDATE SET status = excluded.status, "
      "revision = excluded.revision, since = excluded.since, number = excluded.number, contested = excluded.contested, "
      "diverged = excluded.diverged, answers = excluded.answers, findings = excluded.findings");
  put.with(row.number, static_cast<int>(state.status), state.revision, state.since, state.number, state.contested,
           otherwise.has_value(), found.answers_size(), findings)
      .run();
}

/// After a decision alone nothing differs but where the visit stands: its answers, photos and findings are what they
/// were, unless it is sealed or cancelled now and was not, or the other way, or edits came after its seal.
bool projectDecisions(db::WriteTransaction& transaction, VisitId id) {
  auto known = transaction.prepare(
      "SELECT v.row, v.revision, v.started_at, s.answers, s.status, s.diverged FROM visit v CROSS JOIN visit_state s "
      "ON s.row = v.row WHERE v.id = ?");
  known.with(id);
  if (!known.step()) return false;
  const auto seals = sealFacts(transaction, id);
  const VisitState state = stateOf(transaction, id, static_cast<std::int32_t>(known.integer(1)), known.integer(3) > 0,
                                   fromMicros(known.integer(2)), seals);
  const auto before = static_cast<VisitStatus>(known.integer(4));
  const bool otherKind = isSealed(before) != isSealed(state.status) ||
                         (before == VisitStatus::Cancelled) != (state.status == VisitStatus::Cancelled);
  const auto seal = lastSeal(seals, state);
  const bool diverged = known.integer(5) != 0 || (seal && records::sealOfBody(transaction, id) != seal);
  if (otherKind || diverged) return false;
  transaction
      .prepare(
          "UPDATE visit_state SET status = ?2, revision = ?3, since = ?4, number = ?5, contested = ?6 WHERE row = ?1")
      .with(known.integer(0), static_cast<int>(state.status), state.revision, state.since, state.number,
            state.contested)
      .run();
  return true;
}

template <class Record>
std::optional<RecordId> visitOf(db::ReadTransaction& transaction, RecordId id) {
  static const std::string kVisit =
      "SELECT visit_id FROM " + records::RecordType::of<Record>().table() + " WHERE id = ?";
  auto row = transaction.prepare(kVisit);
  row.bindBlob(1, id.raw());
  return row.step() ? RecordId::fromBytes(row.blob(0)) : std::nullopt;
}

}  // namespace

void addProjections(changes::Projections& projections) {
  projections.add<v1::Visit>([](db::WriteTransaction& transaction, RecordId id, const changes::Written* written) {
    projectVisit(transaction, VisitId(id.bytes()), written);
  });
  projections.atRemoval<v1::Visit>([](db::WriteTransaction& transaction, const records::RecordRow& last) {
    transaction.prepare("DELETE FROM finding WHERE visit_id = ?").with(last.id).run();
    const auto visit = records::idAs<VisitId>(last.id);
    records::markBlobsOfVisit(transaction, visit, false);
    records::forgetBlobsElsewhere(transaction, visit);
  });
  projections.follow<v1::VisitSeal, v1::Visit>(visitOf<v1::VisitSeal>);
  projections.follow<v1::VisitDecision, v1::Visit>(visitOf<v1::VisitDecision>,
                                                   [](db::WriteTransaction& transaction, RecordId id) {
                                                     return projectDecisions(transaction, VisitId(id.bytes()));
                                                   });
}

}  // namespace thucdia::core::visits
