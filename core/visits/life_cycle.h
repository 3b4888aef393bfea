#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/id.h"

/// A visit's life: which states there are, which moves lead from one to another, and who may make them. The app, the
/// command line and the hub all ask here. Pure.
namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

/// In the order of a visit's life. The numbers are stored in derived tables only.
enum class VisitStatus {
  Planned = 1,        ///< no answer yet
  InProgress,         ///< being answered; also a revision reopened by its inspector
  AwaitingSignature,  ///< complete, in front of those who sign
  Signed,             ///< sealed on the device
  Submitted,          ///< handed in for review
  UnderReview,        ///< a supervisor has it open
  Approved,
  Returned,  ///< with comments; stays so until the next revision is signed
  Issued,    ///< numbered by the clerk
  Filed,     ///< in the archive
  Cancelled,
};

/// "in_progress": the word in command lines, JSON and exports.
[[nodiscard]] std::string_view word(VisitStatus status);
[[nodiscard]] std::optional<VisitStatus> visitStatus(std::string_view word);

/// One legal move by a decision.
struct Move {
  VisitStatus from;
  v1::DecisionKind decision;
  VisitStatus to;
  v1::Role role;     ///< who may make it
  bool ownVisit;     ///< an inspector only on a visit of theirs
  bool needsReason;  ///< a reason or a comment on an answer must be given
};

/// The one table of moves. (Answering and signing are no decisions: see mayAnswer and seals.)
[[nodiscard]] std::span<const Move> moves();

/// Whether a person of this role may take this decision on a visit in this status. IllegalMove when nobody could from
/// there, or this person only from elsewhere; NotPermitted when only others could; InvalidArgument when the reason (or
/// the clerk's number) is missing.
[[nodiscard]] Result<Move> checkMove(VisitStatus from, const v1::VisitDecision& decision, v1::Role role, bool ownVisit);

/// Whether answers may be written.
[[nodiscard]] bool mayAnswer(VisitStatus status);
/// Whether what is shown is a sealed revision.
[[nodiscard]] bool isSealed(VisitStatus status);

/// A seal as far as the status depends on it.
struct SealFact {
  std::int32_t revision = 0;
  Timestamp sealedAt;
  VisitSealId id{};
};

/// What a visit's records say together.
struct VisitState {
  VisitStatus status = VisitStatus::Planned;
  std::int32_t revision = 1;                 ///< that the status speaks of
  Timestamp since;                           ///< when it came into it, by the clock of whoever brought it there
  std::string number;                        ///< given by the clerk; empty while there is none
  bool contested = false;                    ///< decisions were taken without knowing of each other and cannot all hold
  std::vector<v1::VisitDecision> standing;   ///< the decisions that hold, in order, over all revisions
  std::vector<v1::VisitDecision> overtaken;  ///< those that do not
};

/// The state of a visit: `revision` and `hasAnswers` as its record says, and all seals and decisions known, in any
/// order. Every replica that knows the same records finds the same. Where decisions exclude each other, a return stands
/// before an approval (a doubt stops the paper), a number given stands before a reopening, and the rest is `overtaken`.
[[nodiscard]] VisitState visitState(std::int32_t revision, bool hasAnswers, Timestamp startedAt,
                                    std::span<const SealFact> seals, std::span<const v1::VisitDecision> decisions);

}  // namespace thucdia::core::visits
