#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/crypto.h"
#include "core/changes/record_writer.h"
#include "core/forms/session.h"
#include "core/records/blob_rows.h"
#include "core/visits/life_cycle.h"
#include "core/visits/seal.h"

namespace thucdia::core::visits {

/// A visit about to begin.
struct StartVisit {
  FacilityId facility = {};
  std::optional<ProjectId> project = {};          ///< nothing: on the facility itself
  std::optional<BeneficiaryId> beneficiary = {};  ///< which of a group project's
  std::string formId = {};                        ///< its newest version is used
  bool fromPrevious = false;  ///< begin with last time's answers, as far as they may stand again (last_time.h)
};

/// Makes a planned visit of `by`'s. NotFound (facility, project, form), NotPermitted (neither inspector nor
/// supervisor).
[[nodiscard]] Result<VisitId> startVisit(changes::RecordWriter& writer, const records::v1::Person& by,
                                         const StartVisit& start);

/// Writes answers of a visit that may be answered; the first after a return opens the next revision. All or nothing.
/// Errors: NotFound, Locked (sealed or cancelled), NotPermitted (another's visit).
[[nodiscard]] Result<> saveAnswers(changes::RecordWriter& writer, const records::v1::Person& by, VisitId visit,
                                   const forms::Form& form, std::span<const forms::AnswerEdit> edits);

/// Says that bytes which are durable in the blob store were made here: they must reach the hub from the moment on that
/// an answer names them, in this transaction or a later one; never when none does. Returns the text by which an answer
/// names them (see attachmentFileName). Errors: LimitExceeded (records::kMaxBlobBytes).
[[nodiscard]] Result<std::string> addAttachment(changes::RecordWriter& writer, std::string sha256, std::uint64_t size,
                                                std::string mime, std::string name);

/// Seals the visit as it stands. `session` holds its stored answers; what beginning it calculated and the form's "end"
/// are saved first. Errors: Incomplete (required answers missing, constraints broken, conflicts to be settled: the
/// place names the first question), Locked, NotPermitted, Internal (something is not saved yet).
[[nodiscard]] Result<records::v1::VisitSeal> signVisit(changes::RecordWriter& writer, const records::v1::Person& by,
                                                       DeviceId device, const KeyPair& key, VisitId visit,
                                                       forms::Session& session);

/// A decision about to be taken.
struct Decide {
  VisitId visit = {};
  v1::DecisionKind kind = v1::DECISION_KIND_UNSPECIFIED;
  std::string reason = {};
  std::vector<v1::AnswerComment> comments = {};
  std::string number = {};  ///< the clerk's, when issuing
};

/// Takes a decision; a supervisor who approves or returns a submitted visit takes it up at once.
/// Errors: those of checkMove, NotFound, OutOfScope (a province that is not theirs).
[[nodiscard]] Result<v1::VisitDecision> decide(changes::RecordWriter& writer, const records::v1::Person& by,
                                               const Decide& decision);

/// Whether the province is in the person's scope.
[[nodiscard]] bool inScope(const records::v1::Person& person, std::string_view province);

}  // namespace thucdia::core::visits
