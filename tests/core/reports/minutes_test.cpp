#include "core/reports/minutes.h"

#include <catch2/catch_test_macros.hpp>

#include "core/reports/minutes_words.h"
#include "tests/core/reports/golden.h"
#include "tests/support/sample_summary.h"

namespace thucdia::tests {
namespace {

using namespace core::reports;

TEST_CASE("minutes stand in the order and the words of the decree") {
  const std::string text = describe(minutes(sampleSummary("png")));
  CHECK(text == golden("minutes_form_01.txt", text));
}

TEST_CASE("minutes can be read in English") {
  VisitSummary summary = sampleSummary("png");
  summary.language = core::Language::English;
  const std::string text = describe(minutes(summary));
  CHECK(contains(text, "SOCIALIST REPUBLIC OF VIET NAM"));
  CHECK(contains(text, "III. FINDINGS AND RECOMMENDATIONS"));
  CHECK(contains(text, "15 Jul 2026"));
}

TEST_CASE("a number that the clerk has not given is left blank") {
  VisitSummary summary = sampleSummary();
  CHECK(contains(describe(minutes(summary)), "Số:\u00a0"));
  summary.officialNumber = "05";
  CHECK(contains(describe(minutes(summary)), "Số: 05/BB-ĐCK"));
  summary.officialNumber = "05/BB-TTKC";
  CHECK(contains(describe(minutes(summary)), "Số: 05/BB-TTKC"));
}

TEST_CASE("that nothing was found is said") {
  VisitSummary summary = sampleSummary();
  summary.findings.clear();
  CHECK(contains(describe(minutes(summary)), "không phát hiện tồn tại"));
  summary.asksFindings = false;
  CHECK_FALSE(contains(describe(minutes(summary)), "không phát hiện tồn tại"));
}

TEST_CASE("a refusal to sign is written with its reason and takes the agreement out of the closing formula") {
  VisitSummary summary = sampleSummary();
  summary.signatures[0].refused = true;
  summary.refusal = "không nhất trí với nhận xét về thiết bị; người làm chứng: ông Lò Văn Páo, công chức xã";
  const std::string text = describe(minutes(summary));
  CHECK(contains(text, "ông Lò Văn Páo"));
  CHECK(contains(text, "(Từ chối ký)"));
  CHECK_FALSE(contains(text, "nhất trí ký tên"));
  CHECK(contains(text, "đã đọc lại cho mọi người cùng nghe./."));
}

TEST_CASE("a draft says so in the foot and has no code to scan") {
  VisitSummary summary = sampleSummary();
  summary.seal.reset();
  const Document document = minutes(summary);
  CHECK(document.foot.qrText.empty());
  CHECK(contains(document.foot.lines.front(), "chưa niêm phong"));
}

TEST_CASE("the closing formula names the day only when it is another") {
  VisitSummary summary = sampleSummary();
  CHECK(contains(closingSentence(summary), "11 giờ 52 phút cùng ngày"));
  summary.endedAt = *summary.startedAt + std::chrono::days(1);
  CHECK(contains(closingSentence(summary), "ngày 16 tháng 7 năm 2026"));
  summary.copies = 5;
  CHECK(contains(closingSentence(summary), "05 bản có giá trị như nhau"));
}

TEST_CASE("a repeat of many questions is a list for each row") {
  VisitSummary summary = sampleSummary();
  RepeatTable wide;
  wide.title = "Máy móc";
  for (int column = 1; column <= 9; ++column)
    wide.columns.push_back({.label = "Cột " + std::to_string(column), .unit = "kg"});
  wide.rows = {{"Máy sao", "1", "", "3", "4", "5", "6", "7", "8"}};
  summary.sections = {{"Máy móc", {wide}}};
  const std::string text = describe(minutes(summary));
  CHECK(contains(text, "| 1 | **Máy sao** |"));
  CHECK(contains(text, "| Cột 4 | 3 kg |"));
  CHECK_FALSE(contains(text, "Cột 3 |"));
}

TEST_CASE("the code to scan holds visit, revision and hash in capitals") {
  CHECK(sealQrText("019a9f6e-3b2c-7d41-8a55-0c9e4b7f1d20", 2, "ab12") ==
        "THUCDIA:1:019A9F6E3B2C7D418A550C9E4B7F1D20:2:AB12");
}

}  // namespace
}  // namespace thucdia::tests
