#include "core/visits/life_cycle.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace thucdia::core::visits {

namespace {

using enum VisitStatus;

constexpr std::pair<VisitStatus, std::string_view> kWords[] = {
    {Planned, "planned"},   {InProgress, "in_progress"}, {AwaitingSignature, "awaiting_signature"},
    {Signed, "signed"},     {Submitted, "submitted"},    {UnderReview, "under_review"},
    {Approved, "approved"}, {Returned, "returned"},      {Issued, "issued"},
    {Filed, "filed"},       {Cancelled, "cancelled"},
};

// Where several decisions are possible at once, the one higher up stands.
// clang-format off
constexpr Move kMoves[] = {
    // from        decision                    to           role                  own    reason
    {Planned,     v1::DECISION_KIND_CANCELLED, Cancelled,   v1::ROLE_INSPECTOR,  true,  true},
    {Planned,     v1::DECISION_KIND_CANCELLED, Cancelled,   v1::ROLE_SUPERVISOR, false, true},
    {Signed,      v1::DECISION_KIND_SUBMITTED, Submitted,   v1::ROLE_INSPECTOR,  true,  false},
    {Signed,      v1::DECISION_KIND_REOPENED,  InProgress,  v1::ROLE_INSPECTOR,  true,  true},
    {Submitted,   v1::DECISION_KIND_TAKEN_UP,  UnderReview, v1::ROLE_SUPERVISOR, false, false},
    {UnderReview, v1::DECISION_KIND_RETURNED,  Returned,    v1::ROLE_SUPERVISOR, false, true},
    {UnderReview, v1::DECISION_KIND_APPROVED,  Approved,    v1::ROLE_SUPERVISOR, false, false},
    {Approved,    v1::DECISION_KIND_ISSUED,    Issued,      v1::ROLE_CLERK,      false, false},
    {Approved,    v1::DECISION_KIND_REOPENED,  Returned,    v1::ROLE_SUPERVISOR, false, true},
    {Issued,      v1::DECISION_KIND_FILED,     Filed,       v1::ROLE_CLERK,      false, false},
};
// clang-format on

const Move* moveFrom(VisitStatus from, v1::DecisionKind kind) {
  const auto* at =
      std::ranges::find_if(kMoves, [&](const Move& move) { return move.from == from && move.decision == kind; });
  return at == std::end(kMoves) ? nullptr : at;
}

bool hasReason(const v1::VisitDecision& decision) {
  return !decision.reason().empty() || std::ranges::any_of(decision.comments(), [](const v1::AnswerComment& comment) {
    return !comment.text().empty();
  });
}

std::string_view participle(v1::DecisionKind kind) {
  switch (kind) {
    case v1::DECISION_KIND_SUBMITTED:
      return "submitted";
    case v1::DECISION_KIND_TAKEN_UP:
      return "taken up for review";
    case v1::DECISION_KIND_APPROVED:
      return "approved";
    case v1::DECISION_KIND_RETURNED:
      return "returned";
    case v1::DECISION_KIND_REOPENED:
      return "reopened";
    case v1::DECISION_KIND_ISSUED:
      return "issued";
    case v1::DECISION_KIND_FILED:
      return "filed";
    case v1::DECISION_KIND_CANCELLED:
      return "cancelled";
    default:
      return "decided upon";
  }
}

/// Lets decisions move a revision on from `status` as long as one can.
VisitStatus follow(VisitStatus status, std::vector<v1::VisitDecision> waiting, VisitState& state) {
  std::ranges::sort(waiting, [](const v1::VisitDecision& a, const v1::VisitDecision& b) {
    return std::pair(a.decided_at(), std::string_view(a.id())) < std::pair(b.decided_at(), std::string_view(b.id()));
  });
  for (;;) {
    auto next = waiting.end();
    for (auto at = waiting.begin(); at != waiting.end(); ++at) {
      const Move* move = moveFrom(status, at->kind());
      if (move && (next == waiting.end() || move < moveFrom(status, next->kind()))) next = at;
    }
    if (next == waiting.end()) break;
    status = moveFrom(status, next->kind())->to;
    state.since = fromMicros(next->decided_at());
    if (next->kind() == v1::DECISION_KIND_ISSUED) state.number = next->number();
    state.standing.push_back(std::move(*next));
    waiting.erase(next);
  }
  for (v1::VisitDecision& left : waiting) {
    // The same decision twice (two supervisors both approve) is agreement.
    const bool agreed = std::ranges::any_of(state.standing, [&](const v1::VisitDecision& stands) {
      return stands.kind() == left.kind() && stands.revision() == left.revision() && stands.number() == left.number();
    });
    if (!agreed) state.contested = true;
    state.overtaken.push_back(std::move(left));
  }
  return status;
}

}  // namespace

std::string_view word(VisitStatus status) {
  for (const auto& [known, text] : kWords) {
    if (known == status) return text;
  }
  return "planned";
}

std::optional<VisitStatus> visitStatus(std::string_view word) {
  for (const auto& [status, text] : kWords) {
    if (text == word) return status;
  }
  return std::nullopt;
}

std::span<const Move> moves() { return kMoves; }

bool mayAnswer(VisitStatus status) { return status == Planned || status == InProgress || status == Returned; }

bool isSealed(VisitStatus status) { return !mayAnswer(status) && status != AwaitingSignature && status != Cancelled; }

Result<Move> checkMove(VisitStatus from, const v1::VisitDecision& decision, v1::Role role, bool ownVisit) {
  bool possible = false;
  for (const Move& move : kMoves) {
    if (move.from != from || move.decision != decision.kind()) continue;
    possible = true;
    if (move.role != role || (move.ownVisit && !ownVisit)) continue;
    if (move.needsReason && !hasReason(decision)) {
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("a visit is not {} without a reason", participle(decision.kind())));
    }
    if (decision.kind() == v1::DECISION_KIND_ISSUED && decision.number().empty()) {
      return fail(ErrorCode::InvalidArgument, "a visit is not issued without a number");
    }
    return move;
  }
  const bool elsewhere = std::ranges::any_of(kMoves, [&](const Move& move) {
    return move.decision == decision.kind() && move.role == role && (!move.ownVisit || ownVisit);
  });
  if (possible && !elsewhere) {
    return fail(ErrorCode::NotPermitted,
                fmt::format("this person may not let the visit be {}", participle(decision.kind())));
  }
  return fail(ErrorCode::IllegalMove,
              fmt::format("a visit that is {} cannot be {}", word(from), participle(decision.kind())));
}

VisitState visitState(std::int32_t revision, bool hasAnswers, Timestamp startedAt, std::span<const SealFact> seals,
                      std::span<const v1::VisitDecision> decisions) {
  VisitState state;
  state.since = startedAt;
  state.revision = std::max(revision, 1);
  const auto ofRevision = [&](std::int32_t wanted) {
    std::vector<v1::VisitDecision> found;
    std::ranges::copy_if(decisions, std::back_inserter(found),
                         [&](const v1::VisitDecision& each) { return each.revision() == wanted; });
    return found;
  };
  if (seals.empty()) {
    state.status = follow(hasAnswers ? InProgress : Planned, ofRevision(state.revision), state);
    return state;
  }
  // Earlier revisions are history; the last sealed one says where the visit stands.
  std::vector<SealFact> ordered(seals.begin(), seals.end());
  std::ranges::sort(ordered, {}, &SealFact::revision);
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    if (i + 1 < ordered.size() && ordered[i + 1].revision == ordered[i].revision) continue;
    state.since = ordered[i].sealedAt;
    state.status = follow(Signed, ofRevision(ordered[i].revision), state);
  }
  state.revision = ordered.back().revision;
  if (mayAnswer(state.status)) state.revision = std::max(revision, state.revision);
  return state;
}

}  // namespace thucdia::core::visits
