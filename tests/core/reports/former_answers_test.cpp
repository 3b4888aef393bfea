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

}  // namespace
}  // namespace thucdia::tests
