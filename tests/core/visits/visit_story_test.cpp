#include <map>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "core/review/review_queries.h"
#include "core/visits/last_time.h"
#include "core/visits/seal.h"
#include "tests/core/visits/story.h"

using namespace thucdia::core;
using namespace thucdia::core::visits;
using changes::RecordWriter;
using thucdia::tests::Story;
namespace rv1 = thucdia::records::v1;

TEST_CASE("a visit is planned until its first answer, and the answer is there after a restart") {
  Story story;
  CHECK(story.status() == VisitStatus::Planned);
  REQUIRE(story.answer("bene_name", "HTX Chè Shan tuyết"));
  CHECK(story.status() == VisitStatus::InProgress);
  story.tablet.reopen();
  CHECK(story.answerOf("facts/bene_name") == "HTX Chè Shan tuyết");
}

TEST_CASE("a path one past the last row of a repeat adds the row; further it is refused") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("equip[2]/eq_name", "Tủ sấy"));
  CHECK(story.answerOf("equip[2]/eq_name") == "Tủ sấy");
  const auto far = story.answer("equip[9]/eq_name", "?");
  REQUIRE_FALSE(far);
  CHECK(far.error().code == ErrorCode::NotFound);
}

TEST_CASE("calculations are saved with the answer they follow from") {
  Story story;
  REQUIRE(story.answer("workers", "34"));
  CHECK(story.answerOf("twice") == "68");
}

TEST_CASE("a position keeps its seven decimals, altitude and accuracy") {
  Story story;
  REQUIRE(story.answer("place", "22.664100 104.618300 512.5 6.0"));
  CHECK(story.answerOf("place") == "22.6641 104.6183 512.5 6.0");
}

TEST_CASE("a photo whose answer was never saved is not waited for; once an answer names it, it is") {
  Story story;
  const auto photo = story.tablet->blobs().put("bytes of a photo");
  REQUIRE(photo);
  const auto text = story.tablet->write([&](RecordWriter& writer) {
    return addAttachment(writer, photo->sha256, photo->size, "image/jpeg", "photo.jpg");
  });
  REQUIRE(text);
  const auto waiting = [&] {
    return story.read([](auto& transaction) { return records::countBlobsToSend(transaction); });
  };
  CHECK(waiting() == 0);
  REQUIRE(story.answer("equip[1]/eq_photo", *text));
  CHECK(waiting() == 1);
}

TEST_CASE("a visit with a required answer missing is not signed, and the question is named") {
  Story story;
  REQUIRE(story.answer("workers", "3"));
  const auto seal = story.sign();
  REQUIRE_FALSE(seal);
  CHECK(seal.error().code == ErrorCode::Incomplete);
  CHECK(seal.error().place.question == "facts/bene_name");
}

TEST_CASE("a broken constraint is stored, and keeps the visit from being signed") {
  Story story;
  REQUIRE(story.answer("bene_name", "HTX"));
  REQUIRE(story.answer("workers", "-1"));
  CHECK(story.answerOf("workers") == "-1");
  CHECK(story.sign().error().code == ErrorCode::Incomplete);
}

TEST_CASE("a signed visit cannot be changed, and its seal verifies") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  const auto seal = story.sign();
  REQUIRE(seal);
  CHECK(story.status() == VisitStatus::Signed);
  CHECK(story.answer("workers", "3").error().code == ErrorCode::Locked);
  CHECK(verifySeal(*seal, story.tablet->deviceKey().publicKey()));
  auto forged = *seal;
  forged.mutable_content()->back() ^= 1;
  CHECK(verifySeal(forged, story.tablet->deviceKey().publicKey()).error().code == ErrorCode::BadSignature);
}

TEST_CASE("nobody writes into another inspector's visit") {
  Story story;
  CHECK(story.answerAs(story.colleague, "bene_name", "x").error().code == ErrorCode::NotPermitted);
}

TEST_CASE("a returned visit comes back as work, is amended in its next revision, approved, numbered and filed") {
  Story story;
  story.signedVisit();
  CHECK(story.read([&](auto& transaction) { return review::countReviewQueue(transaction, story.supervisor); }) == 1);
  v1::AnswerComment comment;
  comment.set_path("facts/bene_name");
  comment.set_text("Xin ghi tên đầy đủ");
  REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_RETURNED, .comments = {comment}}));
  CHECK(story.status() == VisitStatus::Returned);
  const auto notes = story.read([&](auto& transaction) { return review::returnsOf(transaction, story.visit); });
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].person == "Người phuc");
  CHECK(notes[0].comments.at(0).text == "Xin ghi tên đầy đủ");

  REQUIRE(story.answer("bene_name", "Hợp tác xã Hồ Thầu"));
  CHECK(story.status() == VisitStatus::Returned);
  const auto second = story.sign();
  REQUIRE(second);
  CHECK(second->revision() == 2);
  REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
  REQUIRE(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_APPROVED}));
  REQUIRE(story.decideAs(story.clerk, {.kind = v1::DECISION_KIND_ISSUED, .number = "05/BB-TTKC"}));
  REQUIRE(story.decideAs(story.clerk, {.kind = v1::DECISION_KIND_FILED}));
  CHECK(story.status() == VisitStatus::Filed);
  const auto line = story.read([&](auto& transaction) { return visitLine(transaction, story.visit); });
  CHECK(line->number == "05/BB-TTKC");
  CHECK(line->revision == 2);
  CHECK(story.read([&](auto& transaction) { return sealsOf(transaction, story.visit).size(); }) == 2);
}

TEST_CASE("an inspector who approves is refused, with a reason") {
  Story story;
  story.signedVisit();
  const auto approved = story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_APPROVED});
  REQUIRE_FALSE(approved);
  CHECK(approved.error().code == ErrorCode::NotPermitted);
  CHECK(story.status() == VisitStatus::Submitted);
}

TEST_CASE("a supervisor of other provinces is refused") {
  Story story;
  story.signedVisit();
  story.supervisor.clear_provinces();
  story.supervisor.add_provinces("01");
  CHECK(story.decideAs(story.supervisor, {.kind = v1::DECISION_KIND_APPROVED}).error().code == ErrorCode::OutOfScope);
}

TEST_CASE("findings are listed with their visit, most urgent first") {
  Story story;
  REQUIRE(story.answer("findings[1]/f_text", "Chưa có biển ghi nguồn hỗ trợ"));
  REQUIRE(story.answer("findings[1]/f_due", "2026-07-31"));
  REQUIRE(story.answer("findings[2]/f_text", "Thiếu lối thoát nạn"));
  REQUIRE(story.answer("findings[2]/f_sev", "nghiem_trong"));
  REQUIRE(story.answer("findings[2]/f_due", "2026-06-30"));
  const auto found = story.read([&](auto& transaction) { return findings(transaction, {}, 10); });
  REQUIRE(found.size() == 2);
  CHECK(found[0].description == "Thiếu lối thoát nạn");
  CHECK(found[0].severity == "nghiem_trong");
  CHECK(found[0].facilityName == "HTX Hồ Thầu");
}

TEST_CASE("the next visit of a facility knows the last one, and may begin with its answers") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("equip[2]/eq_name", "Tủ sấy"));
  REQUIRE(story.answer("findings[1]/f_text", "Thiếu biển"));
  REQUIRE(story.answer("place", "22.6641 104.6183 512.5 6.0"));
  story.signedVisit();
  story.tablet.clock.advance(std::chrono::hours(24));
  const auto next = story.tablet->write([&](RecordWriter& writer) {
    return startVisit(writer, story.inspector, {.facility = story.facility, .formId = "small", .fromPrevious = true});
  });
  REQUIRE(next);
  story.visit = *next;
  CHECK(story.answerOf("bene_name") == "HTX Hồ Thầu");
  CHECK(story.answerOf("equip[2]/eq_name") == "Tủ sấy");
  CHECK(story.answerOf("place").empty());
  CHECK(story.answerOf("findings[1]/f_text").empty());
  CHECK(story.answerOf("signed_at").empty());
}

TEST_CASE("a visit begun as last time has the form's own beginnings too") {
  Story story;
  story.put(thucdia::tests::publishedForm(R"(
| survey |
| | type | name | label | default |
| | start | began | | |
| | username | who | | |
| | date | day | Day | today() |
| | text | head | Head | |
| settings |
| | form_id | version |
| | day | 1 |
)"));
  const auto begin = [&](bool fromPrevious) {
    story.visit = story.tablet
                      ->write([&](RecordWriter& writer) {
                        return startVisit(writer, story.inspector,
                                          {.facility = story.facility, .formId = "day", .fromPrevious = fromPrevious});
                      })
                      .value();
  };
  begin(false);
  REQUIRE(story.answer("head", "Bà Liên"));
  REQUIRE(story.sign());
  story.tablet.clock.advance(std::chrono::hours(48));
  begin(true);
  CHECK(story.answerOf("head") == "Bà Liên");
  CHECK(story.answerOf("day") == "2025-11-17");
  CHECK(story.answerOf("began").starts_with("2025-11-17T"));
  CHECK(story.answerOf("who") == "hanh");
}

TEST_CASE("each question says whether it is as it was last time") {
  Story story;
  REQUIRE(story.answer("workers", "12"));
  story.signedVisit();
  story.tablet.clock.advance(std::chrono::hours(24));
  story.visit = story.tablet
                    ->write([&](RecordWriter& writer) {
                      return startVisit(writer, story.inspector,
                                        {.facility = story.facility, .formId = "small", .fromPrevious = true});
                    })
                    .value();
  REQUIRE(story.answer("workers", "15"));
  std::map<std::string, bool> same;
  story.withSession([&](forms::Session& session) {
    for (const auto& each : sinceLastTime(session)) same[session.path(each.question)] = each.same;
  });
  CHECK(same ==
        std::map<std::string, bool>{{"facts/bene_name", true}, {"facts/workers", false}, {"equip[1]/eq_name", true}});
}

TEST_CASE("signing writes the time into the form's end, and seals it") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX"));
  CHECK(story.answerOf("signed_at").empty());
  REQUIRE(story.sign());
  CHECK(story.answerOf("signed_at").starts_with("2025-11-15T14:00:00"));
}

TEST_CASE("a draft stays on its form's version until it is carried; the next visit takes the newest") {
  Story story;
  REQUIRE(story.answer("workers", "12"));
  story.put(thucdia::tests::nextSmallForm());
  CHECK(story.record().form_version() == "1");
  CHECK(story.answerOf("facts/workers") == "12");
  const auto next = story.tablet->write([&](RecordWriter& writer) {
    return startVisit(writer, story.inspector, {.facility = story.facility, .formId = "small"});
  });
  story.visit = next.value();
  CHECK(story.record().form_version() == "2");
}

TEST_CASE("a carried draft goes on in the new version with all that was answered, and can be signed") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  REQUIRE(story.answer("workers", "12"));
  REQUIRE(story.answer("place", "22.6641 104.6183 512.5 6.0"));
  story.put(thucdia::tests::nextSmallForm());
  const auto carried = story.carry();
  REQUIRE(carried);
  CHECK(story.answerOf("people/bene_name") == "HTX Hồ Thầu");
  CHECK(story.answerOf("facts/workers") == "12");
  CHECK(story.answerOf("facts/began") == "2020");
  CHECK(story.record().answers().at("facts/place").position().latitude_e7() == 226641000);
  CHECK_FALSE(story.record().answers().contains("facts/bene_name"));
  const auto seal = story.sign();
  REQUIRE(seal);
  rv1::Visit sealed;
  REQUIRE(sealed.ParseFromString(seal->content()));
  CHECK(sealed.form_version() == "2");
  CHECK(sealed.answers().contains("facts/place"));
}

TEST_CASE("what another tablet answered by another version of the form does not keep the visit from being signed") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  const auto come = [&](const std::string& key, const v1::Answer& answer) {
    REQUIRE(story.tablet->write([&](RecordWriter& writer) {
      return writer.edit(records::RecordType::of<rv1::Visit>(), RecordId(story.visit.bytes()),
                         {{{rv1::Visit::kAnswersFieldNumber, key}, answer.SerializeAsString()}});
    }));
  };
  v1::Answer answer;
  answer.set_text("many");
  come("facts/workers", answer);
  const auto unread = story.sign();
  REQUIRE_FALSE(unread);
  CHECK(unread.error().code == ErrorCode::Incomplete);
  CHECK(unread.error().place.question == "facts/workers");
  // The same number, written by a form that asked for one with decimals, and the same place as a text.
  answer.set_decimal("12.0");
  come("facts/workers", answer);
  answer.set_text("21.00 105");
  come("facts/place", answer);
  REQUIRE(story.sign());
  CHECK(story.record().answers().at("facts/workers").integer() == 12);
}

TEST_CASE("a draft is carried only where there is a newer version, and only while it may be answered") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX"));
  CHECK(story.carry().error().code == ErrorCode::NotFound);
  story.put(thucdia::tests::nextSmallForm());
  REQUIRE(story.sign());
  CHECK(story.carry().error().code == ErrorCode::Locked);
}
