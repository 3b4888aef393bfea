#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/transaction.h"
#include "core/forms/session_host.h"
#include "core/visits/answer_text.h"
#include "core/visits/life_cycle.h"

namespace thucdia::core::visits {

/// The visit's state from its records (not from the projection). Nothing when there is no such visit.
[[nodiscard]] std::optional<VisitState> stateOf(db::ReadTransaction& transaction, VisitId visit);
/// The same where the visit's record is at hand, with or without its seals, or what of it counts.
[[nodiscard]] VisitState stateOf(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit);
[[nodiscard]] VisitState stateOf(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit,
                                 std::span<const SealFact> seals);
[[nodiscard]] VisitState stateOf(db::ReadTransaction& transaction, VisitId id, std::int32_t revision, bool hasAnswers,
                                 Timestamp startedAt, std::span<const SealFact> seals);
/// A visit's seals in order of revision, time and id.
[[nodiscard]] std::vector<SealFact> sealFacts(db::ReadTransaction& transaction, VisitId visit);

/// What was found: the sealed revision where the visit is sealed, else its answers as they are.
[[nodiscard]] std::optional<v1::Visit> foundOn(db::ReadTransaction& transaction, VisitId visit);

[[nodiscard]] std::vector<v1::VisitSeal> sealsOf(db::ReadTransaction& transaction, VisitId visit);
[[nodiscard]] std::vector<v1::VisitDecision> decisionsOf(db::ReadTransaction& transaction, VisitId visit);

/// A line of a list of visits.
struct VisitLine {
  VisitId id;
  VisitStatus status = VisitStatus::Planned;
  std::string formId;
  std::string facilityName;
  std::string number;  ///< the clerk's, or the device's while there is none
  FacilityId facility;
  ProjectId project;  ///< null when on the facility itself
  PersonId inspector;
  std::string province;
  std::int32_t revision = 1;
  Timestamp startedAt;
  Timestamp since;  ///< in this status
  int answers = 0;
  int findings = 0;
  int conflicts = 0;       ///< answers that wait for a choice
  bool contested = false;  ///< decisions exclude each other
  bool diverged = false;   ///< edits arrived after the seal
  bool unsent = false;     ///< something of it has not reached the hub
  bool refused = false;    ///< the hub refused something of it
  bool operator==(const VisitLine&) const = default;
};

/// Which visits; what is not set does not restrict.
struct VisitFilter {
  std::string search;                 ///< words of the facility's name or the number, without marks
  std::vector<VisitStatus> statuses;  ///< any of them
  std::optional<FacilityId> facility;
  std::optional<ProjectId> project;
  std::optional<PersonId> inspector;
  std::string province;
  std::string formId;
  std::optional<Timestamp> from;  ///< started at or after
  std::optional<Timestamp> to;    ///< started before
  bool operator==(const VisitFilter&) const = default;
};

/// Where the next page begins: after this visit, newest first.
struct VisitCursor {
  Timestamp startedAt;
  VisitId id;
};

/// A page of visits, newest first; at most `limit`.
[[nodiscard]] std::vector<VisitLine> visitsPage(db::ReadTransaction& transaction, const VisitFilter& filter, int limit,
                                                const std::optional<VisitCursor>& after = std::nullopt);
[[nodiscard]] std::int64_t countVisits(db::ReadTransaction& transaction, const VisitFilter& filter);
[[nodiscard]] std::optional<VisitLine> visitLine(db::ReadTransaction& transaction, VisitId visit);
/// The last visit of the same facility (and form, where there is one) that was sealed before this one began.
[[nodiscard]] std::optional<VisitId> previousVisit(db::ReadTransaction& transaction, FacilityId facility,
                                                   std::string_view formId,
                                                   const std::optional<VisitId>& before = std::nullopt);

/// A finding (tồn tại) of a visit.
struct FindingLine {
  VisitId visit;
  std::string rowId;
  FacilityId facility;
  std::string facilityName;
  std::string category;  ///< code of the list find_cat
  std::string severity;  ///< code of the list severity: nghiem_trong, trung_binh, nhe
  std::string description;
  std::string action;
  std::string owner;  ///< code of the list participant_side
  std::string dueOn;  ///< ISO date; empty where none was set
  Timestamp foundAt;
  std::string province;
  bool operator==(const FindingLine&) const = default;
};

struct FindingFilter {
  std::optional<FacilityId> facility;
  std::optional<VisitId> visit;
  std::string severity;
  std::string dueBefore;  ///< ISO date: only those due before
  std::string search;
};

/// Findings, most urgent first: by due date, those without one last.
[[nodiscard]] std::vector<FindingLine> findings(db::ReadTransaction& transaction, const FindingFilter& filter,
                                                int limit, int offset = 0);

/// The revision that the next answer or seal belongs to: one above the highest sealed.
[[nodiscard]] std::int32_t openRevision(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit);

/// What is known here of attached bytes. Lives as long as the transaction.
[[nodiscard]] AttachmentLookup storedAttachments(db::ReadTransaction& transaction);

/// A visit's answers by key as text; an answer that was cleared is there with empty text, so that no default comes
/// back.
[[nodiscard]] forms::AnswerMap answersOf(db::ReadTransaction& transaction, VisitId visit);

}  // namespace thucdia::core::visits
