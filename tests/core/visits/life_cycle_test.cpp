#include "core/visits/life_cycle.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;
using namespace thucdia::core::visits;

namespace {

v1::VisitDecision decision(v1::DecisionKind kind, std::int32_t revision, std::int64_t at,
                           const std::string& reason = {}) {
  v1::VisitDecision made;
  made.set_id(std::string(15, 'd') + static_cast<char>('a' + at % 26));
  made.set_kind(kind);
  made.set_revision(revision);
  made.set_decided_at(at);
  made.set_reason(reason);
  if (kind == v1::DECISION_KIND_ISSUED) made.set_number("12/BB-KC");
  return made;
}

const SealFact kFirst{1, fromMicros(10)};
const SealFact kSecond{2, fromMicros(50)};

VisitState stateOf(std::int32_t revision, std::vector<SealFact> seals, std::vector<v1::VisitDecision> decisions) {
  return visitState(revision, true, fromMicros(1), seals, decisions);
}

}  // namespace

TEST_CASE("a visit without answers is planned, with answers in progress, with a seal signed") {
  CHECK(visitState(1, false, fromMicros(1), {}, {}).status == VisitStatus::Planned);
  CHECK(stateOf(1, {}, {}).status == VisitStatus::InProgress);
  CHECK(stateOf(1, {kFirst}, {}).status == VisitStatus::Signed);
}

TEST_CASE("a visit goes through submission, review, approval, number and archive") {
  std::vector<v1::VisitDecision> decisions;
  const auto after = [&](v1::DecisionKind kind) {
    decisions.push_back(decision(kind, 1, 20 + static_cast<std::int64_t>(decisions.size())));
    return stateOf(1, {kFirst}, decisions);
  };
  CHECK(after(v1::DECISION_KIND_SUBMITTED).status == VisitStatus::Submitted);
  CHECK(after(v1::DECISION_KIND_TAKEN_UP).status == VisitStatus::UnderReview);
  CHECK(after(v1::DECISION_KIND_APPROVED).status == VisitStatus::Approved);
  CHECK(after(v1::DECISION_KIND_ISSUED).number == "12/BB-KC");
  const auto filed = after(v1::DECISION_KIND_FILED);
  CHECK(filed.status == VisitStatus::Filed);
  CHECK_FALSE(filed.contested);
}

TEST_CASE("a returned visit stays returned while it is amended, and is signed with the next revision") {
  const std::vector decisions{decision(v1::DECISION_KIND_SUBMITTED, 1, 20), decision(v1::DECISION_KIND_TAKEN_UP, 1, 21),
                              decision(v1::DECISION_KIND_RETURNED, 1, 22, "which machine?")};
  CHECK(stateOf(1, {kFirst}, decisions).status == VisitStatus::Returned);
  const auto amending = stateOf(2, {kFirst}, decisions);
  CHECK(amending.status == VisitStatus::Returned);
  CHECK(amending.revision == 2);
  const auto signedAgain = stateOf(2, {kFirst, kSecond}, decisions);
  CHECK(signedAgain.status == VisitStatus::Signed);
  CHECK(signedAgain.standing.size() == 3);
}

TEST_CASE("an approval and a return taken without knowing of each other: the return stands, both are shown") {
  std::vector decisions{decision(v1::DECISION_KIND_SUBMITTED, 1, 20), decision(v1::DECISION_KIND_TAKEN_UP, 1, 21),
                        decision(v1::DECISION_KIND_APPROVED, 1, 22), decision(v1::DECISION_KIND_RETURNED, 1, 23, "no")};
  std::ranges::sort(decisions, {}, &v1::VisitDecision::kind);
  do {
    const auto state = stateOf(1, {kFirst}, decisions);
    CHECK(state.status == VisitStatus::Returned);
    CHECK(state.contested);
    REQUIRE(state.overtaken.size() == 1);
    CHECK(state.overtaken[0].kind() == v1::DECISION_KIND_APPROVED);
  } while (std::ranges::next_permutation(decisions, {}, &v1::VisitDecision::kind).found);
}

TEST_CASE("two supervisors who both approve agree") {
  const auto state =
      stateOf(1, {kFirst},
              {decision(v1::DECISION_KIND_SUBMITTED, 1, 20), decision(v1::DECISION_KIND_TAKEN_UP, 1, 21),
               decision(v1::DECISION_KIND_APPROVED, 1, 22), decision(v1::DECISION_KIND_APPROVED, 1, 23)});
  CHECK(state.status == VisitStatus::Approved);
  CHECK_FALSE(state.contested);
}

TEST_CASE("decisions that arrive before what they rest on wait for it") {
  const auto early = stateOf(1, {}, {decision(v1::DECISION_KIND_APPROVED, 1, 22)});
  CHECK(early.status == VisitStatus::InProgress);
}

TEST_CASE("an inspector may not approve, a clerk may not return, nobody approves a draft") {
  const auto approve = decision(v1::DECISION_KIND_APPROVED, 1, 5);
  CHECK(checkMove(VisitStatus::UnderReview, approve, v1::ROLE_INSPECTOR, true).error().code == ErrorCode::NotPermitted);
  CHECK(checkMove(VisitStatus::UnderReview, approve, v1::ROLE_SUPERVISOR, false));
  CHECK(checkMove(VisitStatus::InProgress, approve, v1::ROLE_SUPERVISOR, false).error().code == ErrorCode::IllegalMove);
  const auto back = decision(v1::DECISION_KIND_RETURNED, 1, 5, "why");
  CHECK(checkMove(VisitStatus::UnderReview, back, v1::ROLE_CLERK, false).error().code == ErrorCode::NotPermitted);
}

TEST_CASE("a return needs a reason or a comment, a reopening a reason, an issue a number") {
  CHECK(checkMove(VisitStatus::UnderReview, decision(v1::DECISION_KIND_RETURNED, 1, 5), v1::ROLE_SUPERVISOR, false)
            .error()
            .code == ErrorCode::InvalidArgument);
  auto commented = decision(v1::DECISION_KIND_RETURNED, 1, 5);
  commented.add_comments()->set_text("say which machine");
  CHECK(checkMove(VisitStatus::UnderReview, commented, v1::ROLE_SUPERVISOR, false));
  CHECK_FALSE(checkMove(VisitStatus::Signed, decision(v1::DECISION_KIND_REOPENED, 1, 5), v1::ROLE_INSPECTOR, true));
  auto unnumbered = decision(v1::DECISION_KIND_ISSUED, 1, 5);
  unnumbered.clear_number();
  CHECK_FALSE(checkMove(VisitStatus::Approved, unnumbered, v1::ROLE_CLERK, false));
}

TEST_CASE("an inspector cannot submit or reopen another's visit") {
  const auto submit = decision(v1::DECISION_KIND_SUBMITTED, 1, 5);
  CHECK(checkMove(VisitStatus::Signed, submit, v1::ROLE_INSPECTOR, false).error().code == ErrorCode::NotPermitted);
  CHECK(checkMove(VisitStatus::Signed, submit, v1::ROLE_INSPECTOR, true));
}

TEST_CASE("every status has its word and reads back from it") {
  for (int i = 1; i <= 11; ++i) CHECK(visitStatus(word(static_cast<VisitStatus>(i))) == static_cast<VisitStatus>(i));
  CHECK_FALSE(visitStatus("lost"));
}
