#include "core/visits/next_revision.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "core/review/conflict_commands.h"
#include "tests/core/visits/story.h"

using namespace thucdia::core;
using namespace thucdia::core::visits;
using changes::RecordWriter;
using thucdia::tests::Story;
namespace rv1 = thucdia::records::v1;

namespace {

/// Two who sign, one of them in a table of those who sign.
rv1::FormVersion signedForm() {
  return thucdia::tests::publishedForm(R"(
| survey |
| | type | name | label | required | appearance |
| | text | bene_name | Name | yes | |
| | integer | workers | Workers | | |
| | image | photo | Photo | | |
| | image | sig_lead | Signature of the team's head | yes | signature |
| | begin_repeat | signers | Signers | | |
| | text | who | Who | | |
| | image | drawn | Signature | yes | signature |
| | end_repeat | signers | | | |
| settings |
| | form_id | version |
| | small | 1 |
)");
}

const records::RecordType& kVisits = records::RecordType::of<rv1::Visit>();

/// The answer comes, written elsewhere without knowing of the one here.
void receive(Story& story, const std::string& key, const rv1::Answer& answer) {
  changes::RecordState patch;
  patch.leaves = {{{rv1::Visit::kAnswersFieldNumber, key}, {{{{7, 1}, {}}, answer.SerializeAsString()}}}};
  patch.known.include({7, 1});
  REQUIRE(story.tablet->write([&](RecordWriter& writer) {
    return writer.apply(kVisits, RecordId(story.visit.bytes()), changes::encode(patch));
  }));
}

/// A visit that was signed by everybody, handed in and returned.
struct ReturnedStory : Story {
  ReturnedStory() : Story(signedForm()) {
    REQUIRE(answer("bene_name", "HTX Hồ Thầu"));
    REQUIRE(attach("photo", "bytes of a photo"));
    REQUIRE(answer("signers[1]/who", "Bà Liên"));
    drawAll("first");
    first = sign().value();
    REQUIRE(decideAs(inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
    REQUIRE(decideAs(supervisor, {.kind = v1::DECISION_KIND_RETURNED, .reason = "Ghi rõ số lao động"}));
  }

  void drawAll(const std::string& which) {
    REQUIRE(attach("sig_lead", which + " stroke of the head"));
    REQUIRE(attach("signers[1]/drawn", which + " stroke of the site"));
  }

  void receive(const std::string& key, const rv1::Answer& answer) { ::receive(*this, key, answer); }
  /// Of the two of a conflict.
  void choose(const rv1::Answer& answer) {
    const auto conflicts = read([&](auto& transaction) {
      return review::conflictsOf(transaction, tablet->author().device, kVisits, RecordId(visit.bytes()));
    });
    REQUIRE(conflicts.size() == 1);
    const auto state = read([&](auto& transaction) {
      const auto row = records::loadRow(transaction, kVisits, RecordId(visit.bytes()));
      return changes::decode(row->body, row->meta).value();
    });
    const auto& versions = state.find(conflicts.front().leaf)->versions;
    const auto at = std::ranges::find(versions, answer.SerializeAsString(), &changes::Version::value);
    REQUIRE(at != versions.end());
    REQUIRE(tablet->write([&](RecordWriter& writer) {
      return review::settleConflict(writer, conflicts.front(), static_cast<std::size_t>(at - versions.begin()));
    }));
  }

  rv1::VisitSeal first;
};

}  // namespace

TEST_CASE("a changed answer of a returned visit takes the drawn signatures from under it") {
  ReturnedStory story;
  CHECK_FALSE(story.answerOf("sig_lead").empty());
  REQUIRE(story.answer("workers", "12"));
  CHECK(story.answerOf("sig_lead").empty());
  CHECK(story.answerOf("signers[1]/drawn").empty());
  CHECK_FALSE(story.answerOf("photo").empty());
  CHECK(story.answerOf("signers[1]/who") == "Bà Liên");
}

TEST_CASE("the next revision is signed only once everybody has signed again") {
  ReturnedStory story;
  REQUIRE(story.answer("workers", "12"));
  const auto refused = story.sign();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::Incomplete);
  CHECK(refused.error().place.question == "sig_lead");
  story.drawAll("second");
  const auto second = story.sign();
  REQUIRE(second);
  CHECK(second->revision() == 2);
}

TEST_CASE("the revision before keeps its signatures, and their bytes stay wanted") {
  ReturnedStory story;
  REQUIRE(story.answer("workers", "12"));
  rv1::Visit sealed;
  REQUIRE(sealed.ParseFromString(story.first.content()));
  const auto& drawn = sealed.answers().at("sig_lead").attachment();
  const auto blob = story.read([&](auto& transaction) { return records::blobRow(transaction, drawn.sha256()); });
  REQUIRE(blob);
  CHECK(blob->visit == story.visit);
  CHECK(story.read([](auto& transaction) { return records::countBlobsToSend(transaction); }) == 3);
}

TEST_CASE("a signature that opens the next revision stays, the others are asked for again") {
  ReturnedStory story;
  REQUIRE(story.attach("sig_lead", "a better stroke of the head"));
  CHECK_FALSE(story.answerOf("sig_lead").empty());
  CHECK(story.answerOf("signers[1]/drawn").empty());
}

TEST_CASE("signatures drawn in the open revision stay when it is answered further") {
  ReturnedStory story;
  REQUIRE(story.answer("workers", "12"));
  story.drawAll("second");
  REQUIRE(story.answer("workers", "13"));
  CHECK_FALSE(story.answerOf("sig_lead").empty());
}

TEST_CASE("an answer given as it stands opens no revision") {
  ReturnedStory story;
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  CHECK_FALSE(story.answerOf("sig_lead").empty());
  CHECK(story.record().revision() == 1);
}

TEST_CASE("a returned visit in which nothing changed is sealed with the signatures that stand under it") {
  ReturnedStory story;
  const auto second = story.sign();
  REQUIRE(second);
  CHECK(second->revision() == 2);
}

TEST_CASE("a visit reopened by its inspector or amended after approval is signed again too") {
  Story story(signedForm());
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  REQUIRE(story.attach("sig_lead", "stroke of the head"));
  REQUIRE(story.attach("signers[1]/drawn", "stroke of the site"));
  REQUIRE(story.sign());
  SECTION("reopened") {
    REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_REOPENED, .reason = "nhầm số"}));
  }
  SECTION("amended") {
    REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
    REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_APPROVED}));
    REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_REOPENED, .reason = "xem lại"}));
  }
  REQUIRE(story.answer("workers", "12"));
  CHECK(story.answerOf("sig_lead").empty());
  CHECK(story.sign().error().code == ErrorCode::Incomplete);
}

TEST_CASE("a returned visit that is carried to another form version is signed again") {
  ReturnedStory story;
  auto next = signedForm();
  next.set_id(std::string(16, 'g'));
  next.set_version("2");
  next.set_published_at(1);
  rv1::CompiledForm compiled;
  REQUIRE(compiled.ParseFromString(next.compiled()));
  compiled.set_version("2");
  next.set_compiled(compiled.SerializeAsString());
  story.put(next);
  const auto carried = story.carry();
  REQUIRE(carried);
  CHECK(carried->signedBefore.size() == 2);
  for (const auto& answer : carried->plan.answers) {
    CHECK(std::ranges::find(carried->signedBefore, answer.key) == carried->signedBefore.end());
  }
  CHECK(story.answerOf("sig_lead").empty());
  CHECK(story.answerOf("signers[1]/drawn").empty());
}

TEST_CASE("an answer from elsewhere that came behind the seal is not sealed with the signatures of before") {
  ReturnedStory story;
  rv1::Answer answer;
  answer.set_integer(40);
  story.receive("workers", answer);
  const auto refused = story.sign();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::Incomplete);
  CHECK(refused.error().place.question == "sig_lead");
  story.drawAll("second");
  CHECK(story.sign());
}

TEST_CASE("another answer chosen for a returned visit than was shown takes the signatures from under it") {
  rv1::Answer answer;
  answer.set_text("Hợp tác xã Hồ Thầu");
  ReturnedStory story;
  story.receive("bene_name", answer);
  story.choose(answer);
  CHECK(story.answerOf("bene_name") == "Hợp tác xã Hồ Thầu");
  CHECK(story.answerOf("sig_lead").empty());
  CHECK(story.record().revision() == 2);
}

TEST_CASE(
    "whichever of two signatures drawn before is chosen for a returned visit, the next revision asks for it again") {
  rv1::Answer answer;
  answer.mutable_attachment()->set_sha256(std::string(32, 's'));
  ReturnedStory story;
  story.receive("sig_lead", answer);
  story.choose(answer);
  CHECK(story.answerOf("sig_lead").empty());
  CHECK(story.answerOf("signers[1]/drawn").empty());
  CHECK(story.record().revision() == 2);
  CHECK(story.sign().error().code == ErrorCode::Incomplete);
  story.drawAll("second");
  CHECK(story.sign());
}

TEST_CASE("a signature of the revision before that comes when the next one is open is asked for again") {
  ReturnedStory story;
  rv1::Visit sealed;
  REQUIRE(sealed.ParseFromString(story.first.content()));
  REQUIRE(story.answer("workers", "12"));
  story.receive("sig_lead", sealed.answers().at("sig_lead"));
  story.choose(sealed.answers().at("sig_lead"));
  CHECK(story.answerOf("sig_lead").empty());
  story.drawAll("second");
  CHECK(story.sign());
}

TEST_CASE("a signature that stands in two seals of a revision is asked for again when one has other answers") {
  ReturnedStory story;
  auto content = story.record();
  (*content.mutable_answers())["workers"].set_integer(40);
  rv1::VisitSeal other;
  other.set_id(std::string(16, 's'));
  other.set_visit_id(story.visit.rawString());
  other.set_revision(1);
  other.set_content(content.SerializeAsString());
  story.put(other);
  const auto refused = story.sign();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place.question == "sig_lead");
  story.drawAll("second");
  CHECK(story.sign());
}

TEST_CASE("a revision opened where the signature of the one before had not come is not signed with it") {
  Story story(signedForm());
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  rv1::Answer drawn;
  drawn.mutable_attachment()->set_sha256(std::string(32, 's'));
  auto content = story.record();
  (*content.mutable_answers())["sig_lead"] = drawn;
  rv1::VisitSeal seal;
  seal.set_id(std::string(16, 's'));
  seal.set_visit_id(story.visit.rawString());
  seal.set_revision(1);
  seal.set_content(content.SerializeAsString());
  story.put(seal);
  REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_REOPENED, .reason = "nhầm số"}));
  REQUIRE(story.answer("workers", "12"));
  REQUIRE(story.attach("signers[1]/drawn", "stroke of the site"));
  receive(story, "sig_lead", drawn);
  REQUIRE_FALSE(story.answerOf("sig_lead").empty());
  const auto refused = story.sign();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place.question == "sig_lead");
  REQUIRE(story.attach("sig_lead", "stroke of the head"));
  CHECK(story.sign());
}

TEST_CASE("a signature drawn here for one revision is not taken for the next, which was opened elsewhere without it") {
  ReturnedStory story;
  // Elsewhere the seal had come, and the signature that it was sealed with had not.
  changes::RecordState opened;
  const auto revision = revisionLeaf(2);
  rv1::Answer workers;
  workers.set_integer(12);
  opened.leaves = {{revision.key, {{{{7, 1}, {}}, revision.value}}},
                   {{rv1::Visit::kAnswersFieldNumber, "workers"}, {{{{7, 2}, {}}, workers.SerializeAsString()}}}};
  opened.known.include({7, 2});
  const auto held = story.read([&](auto& transaction) {
    const auto row = records::loadRow(transaction, kVisits, RecordId(story.visit.bytes()));
    return changes::decode(row->body, row->meta).value();
  });
  opened.known.include(held.find(revision.key)->versions.front().stamp.dot);
  REQUIRE(story.tablet->write([&](RecordWriter& writer) {
    return writer.apply(kVisits, RecordId(story.visit.bytes()), changes::encode(opened));
  }));
  REQUIRE(story.record().revision() == 2);
  REQUIRE(story.record().answers().contains("sig_lead"));
  const auto refused = story.sign();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().place.question == "sig_lead");
  story.drawAll("second");
  CHECK(story.sign());
}

TEST_CASE("a signature drawn again in an open revision counts though it looks as before") {
  ReturnedStory story;
  REQUIRE(story.answer("workers", "12"));
  story.drawAll("first");
  CHECK(story.sign());
}

TEST_CASE("who signs an unchanged visit again and again is not asked for the signatures anew") {
  Story story(thucdia::tests::publishedForm(R"(
| survey |
| | type | name | label | required | appearance |
| | end | signed_at | | | |
| | text | bene_name | Name | yes | |
| | image | sig_lead | Signature | yes | signature |
| settings |
| | form_id | version |
| | small | 1 |
)"));
  REQUIRE(story.answer("bene_name", "HTX"));
  REQUIRE(story.attach("sig_lead", "a stroke"));
  REQUIRE(story.sign());
  for (int i = 0; i < 3; ++i) {
    REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
    REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_RETURNED, .reason = "again"}));
    story.tablet.clock.advance(std::chrono::hours(1));
    const auto again = story.sign();
    INFO("time " << i << (again ? "" : ": " + describe(again.error())));
    CHECK(again);
    if (!again) break;
  }
}

TEST_CASE("a signature drawn as before is enough") {
  ReturnedStory story;
  REQUIRE(story.answer("workers", "12"));
  story.drawAll("first");
  REQUIRE(story.sign());
  REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
  REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_RETURNED, .reason = "again"}));
  const auto again = story.sign();
  INFO((again ? "" : describe(again.error())));
  CHECK(again);
}
