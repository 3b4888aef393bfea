#include <algorithm>
#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "core/registers/datasets.h"
#include "core/reports/summary_queries.h"
#include "tests/core/visits/story.h"
#include "tests/support/inspected_visit.h"

namespace thucdia::tests {
namespace {

TEST_CASE("answers that a carried visit keeps stand in its minutes as the version that asked for them says them") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  REQUIRE(story.answer("findings[1]/f_sev", "nghiem_trong"));
  REQUIRE(story.answer("findings[1]/f_due", "2026-07-31"));
  story.put(nextSmallForm());
  REQUIRE(story.carry());
  FormLibrary forms;
  reports::SummaryTools tools;
  tools.forms = &forms;
  tools.units = &InspectedVisit::units();
  tools.datasets = std::make_shared<registers::Datasets>();
  tools.language = Language::English;
  const auto summary = story.tablet->read(
      [&](db::ReadTransaction& transaction) { return reports::summaryOf(transaction, story.visit, tools); });
  REQUIRE(summary);
  const auto& statements = summary->statements;
  const auto kept =
      std::ranges::find(statements, "Answers to an earlier version of the form", &reports::Statement::title);
  REQUIRE(kept != statements.end());
  CHECK(kept->text.find("Severity: Serious") != std::string::npos);
  CHECK(kept->text.find("Due: 31") != std::string::npos);
  CHECK(kept->text.find("nghiem_trong") == std::string::npos);
}

TEST_CASE("the minutes of a revision that was signed before keep its answers and its signature") {
  Story story;
  REQUIRE(story.answer("equip[1]/eq_name", "Máy sao chè"));
  REQUIRE(story.answer("bene_name", "HTX Hồ Thầu"));
  REQUIRE(story.attach("sig_site", "stroke of revision one"));
  REQUIRE(story.sign());
  REQUIRE(story.decideAs(story.inspector, {.kind = v1::DECISION_KIND_REOPENED, .reason = "nhầm tên"}));
  REQUIRE(story.answer("bene_name", "Hợp tác xã Hồ Thầu"));
  FormLibrary forms;
  const auto signatureOf = [&](std::optional<std::int32_t> revision) -> Result<std::string> {
    reports::SummaryTools tools;
    tools.forms = &forms;
    tools.units = &InspectedVisit::units();
    tools.datasets = std::make_shared<registers::Datasets>();
    tools.attachment = [&](std::string_view sha256) { return story.tablet->blobs().read(sha256).value_or(""); };
    tools.revision = revision;
    THUCDIA_ASSIGN(const auto summary, story.tablet->read([&](db::ReadTransaction& transaction) {
      return reports::summaryOf(transaction, story.visit, tools);
    }));
    CHECK(summary.seal.has_value() == revision.has_value());
    return summary.signatures.empty() ? std::string() : summary.signatures.front().image;
  };
  CHECK(signatureOf({}).value() == "");
  CHECK(signatureOf(1).value() == "stroke of revision one");
  CHECK(signatureOf(2).error().code == ErrorCode::NotFound);
}

}  // namespace
}  // namespace thucdia::tests
