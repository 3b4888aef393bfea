#include <catch2/catch_test_macros.hpp>

#include "core/registers/datasets.h"
#include "core/reports/export_queries.h"
#include "core/reports/minutes.h"
#include "core/reports/summary_queries.h"
#include "tests/core/reports/golden.h"
#include "tests/support/demo_replica.h"
#include "tests/support/inspected_visit.h"

namespace thucdia::tests {
namespace {

using namespace core::reports;

InspectedVisit::Answers with(std::initializer_list<std::pair<std::string, std::string>> more) {
  auto answers = InspectedVisit::answersOfForm01();
  answers.insert(answers.end(), more);
  return answers;
}

TEST_CASE("a signed visit of form 01 becomes minutes that say all that was answered") {
  InspectedVisit visit;
  const VisitSummary summary = visit.summary();
  CHECK(summary.status == "signed");
  REQUIRE(summary.seal);
  CHECK(summary.seal->sealedBy == "Vàng Mí Hoàng");
  CHECK(summary.photos.size() == 3);
  std::string text = describe(minutes(summary));
  // What differs from run to run: the hash in the foot.
  text = text.substr(0, text.find("foot: "));
  CHECK(text == golden("minutes_visit_01.txt", text));
}

TEST_CASE("a warning stands with the answer it is about and the reason given") {
  InspectedVisit visit;
  const std::string text = describe(minutes(visit.summary()));
  CHECK(contains(text, "32,1 %"));
  CHECK_FALSE(contains(text, "xin giữ số"));
}

TEST_CASE("minutes of a form can be had in its other language") {
  InspectedVisit visit;
  const std::string text = describe(minutes(visit.summary(core::Language::English)));
  CHECK(contains(text, "Contract number"));
  CHECK(contains(text, "Behind schedule"));
  CHECK(contains(text, "Inspection team"));
}

TEST_CASE("a site that refuses to sign is named with its reason, and its column stays empty") {
  auto answers = with({{"sig_refused", "1"}, {"sig_refused_why", "không nhất trí; người làm chứng: ông Lò Văn Páo"}});
  std::erase_if(answers, [](const auto& answer) { return answer.first == "sig_site"; });
  InspectedVisit visit("01_mo_hinh_trinh_dien", answers);
  const VisitSummary summary = visit.summary();
  REQUIRE(summary.signatures.size() == 2);
  CHECK(summary.signatures[0].refused);
  CHECK(summary.signatures[0].image.empty());
  CHECK_FALSE(summary.signatures[1].image.empty());
  CHECK(contains(summary.refusal, "ông Lò Văn Páo"));
}

TEST_CASE("an unsigned visit gives a draft") {
  InspectedVisit visit("01_mo_hinh_trinh_dien", {{"visit_purpose", "khao_sat"}}, false);
  const VisitSummary summary = visit.summary();
  CHECK_FALSE(summary.seal);
  CHECK(summary.findings.empty());
  CHECK(contains(minutes(summary).foot.lines.front(), "chưa niêm phong"));
}

TEST_CASE("minutes can be made of every visit of the sample portfolio, by whatever form") {
  TestReplica replica;
  fillWithDemo(replica, {.facilities = 30, .projects = 20, .visits = 24});
  const auto& units = InspectedVisit::units();
  core::visits::FormLibrary forms;
  SummaryTools tools;
  tools.forms = &forms;
  tools.units = &units;
  tools.datasets = std::make_shared<core::registers::Datasets>();
  int sealed = 0;
  const auto made = replica->read([&](core::db::ReadTransaction& transaction) -> core::Result<> {
    return forEachVisit(transaction, {}, units, [&](const ExportedVisit& visit) -> core::Result<> {
      THUCDIA_ASSIGN(const VisitSummary summary, summaryOf(transaction, visit.id, tools));
      INFO(summary.number);
      CHECK(summary.status == visit.status);
      CHECK_FALSE(summary.bodies.issuing.empty());
      const std::string text = describe(minutes(summary));
      if (!summary.seal) return {};
      ++sealed;
      CHECK_FALSE(summary.bases.empty());
      CHECK(summary.signatures.size() >= 2);
      for (const Finding& finding : summary.findings) CHECK(contains(text, finding.text));
      for (const ExportedAnswer& answer : visit.answers) {
        if (answer.key.ends_with("_opinion")) CHECK(contains(text, answer.answer->text().substr(0, 20)));
      }
      return {};
    });
  });
  REQUIRE(made);
  CHECK(sealed > 5);
}

TEST_CASE("what was answered on a visit stands in the exported CSV") {
  InspectedVisit visit;
  const TemporaryFolder folder;
  const auto done = visit.replica()->read([&](core::db::ReadTransaction& transaction) {
    return exportCsv(transaction, {}, visit.units(), folder / "F.csv");
  });
  REQUIRE(done);
  const auto read = [&](const char* name) {
    std::ifstream file(folder / name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  };
  CHECK(contains(read("F.csv"), "2046000000"));
  CHECK(contains(read("F.csv"), "thiet_bi thien_tai"));
  CHECK(contains(read("F.csv"), "22.6611000,104.6713000,812.000,4.500"));
  CHECK(contains(read("F.equip.csv"), "Tủ sấy chè 20 khay,2,1,-1,dang_lap"));
  CHECK(contains(read("F.findings.csv"), "Thiếu 01 tủ sấy"));
  CHECK_FALSE(contains(read("F.participants.csv"), "0912345678"));
  CHECK_FALSE(std::filesystem::exists(folder / "F.other.csv"));
}

}  // namespace
}  // namespace thucdia::tests
