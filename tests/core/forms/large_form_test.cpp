// A workbook of 1,000 questions, as a spreadsheet program saves it: read, compiled and filled in.
#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include "core/forms/form_check.h"
#include "core/forms/form_reader.h"
#include "core/forms/session.h"
#include "tests/core/forms/test_host.h"
#include "tests/support/generated_form.h"

using namespace thucdia;
using namespace thucdia::core::forms;
using thucdia::core::forms::testing::TestHost;

namespace {

const tests::GeneratedForm kLarge{.questions = 1'000, .repeatQuestions = 10};

std::shared_ptr<const Form> linked(const std::string& bytes, const std::string& file) {
  auto read = readForm(bytes, file);
  REQUIRE(read.has_value());
  REQUIRE(read->ok());
  auto form = Form::link(std::move(read->form));
  REQUIRE(form.has_value());
  return *form;
}

/// A session over it in which people filled in whole numbers and amounts of the first groups and of two rows.
struct Filled {
  Filled() : form(linked(tests::asXlsx(tests::generatedForm(kLarge)), "large.xlsx")) {
    auto begun = Session::begin(form, host);
    REQUIRE(begun.has_value());
    session = std::move(*begun);
    for (int group = 0; group < 10; ++group) {
      set(fmt::format("g{0}/g{0}_q1", group), std::to_string(group + 1));
      set(fmt::format("g{0}/g{0}_q2", group), "2.5");
    }
    REQUIRE(session->addRepeat(session->find("equip")).has_value());
    for (const std::string row : {"1", "2"}) {
      set("equip[" + row + "]/equip_q1", row);
      set("equip[" + row + "]/equip_q2", "100");
    }
  }
  void set(const std::string& path, std::string_view value) {
    INFO(path);
    const auto node = session->find(path);
    REQUIRE(session->alive(node));
    REQUIRE(session->set(node, value).has_value());
  }
  std::string value(std::string_view path) const { return std::string(session->value(session->find(path))); }
  TestHost host;
  std::shared_ptr<const Form> form;
  std::unique_ptr<Session> session;
};

}  // namespace

TEST_CASE("a workbook of a thousand questions is checked without a complaint") {
  const auto report = checkForm(tests::asXlsx(tests::generatedForm(kLarge)), "large.xlsx");
  CHECK(report.ok());
  CHECK(report.count(Severity::Warning) == 0);
  CHECK(report.questions > 1'000);
}

TEST_CASE("a workbook of a thousand questions is the same form as its Markdown") {
  const auto workbook = tests::generatedForm(kLarge);
  auto sheet = linked(tests::asXlsx(workbook), "large.xlsx")->compiled();
  auto table = linked(tests::asMarkdown(workbook), "large.md")->compiled();
  for (auto* form : {&sheet, &table}) {
    for (auto& node : *form->mutable_nodes()) node.clear_place();
    for (auto& action : *form->mutable_actions()) action.clear_place();
    for (auto& list : *form->mutable_lists())
      for (auto& row : *list.mutable_rows()) row.clear_place();
  }
  CHECK(sheet.SerializeAsString() == table.SerializeAsString());
}

TEST_CASE("a form of a thousand questions calculates over groups, groups of groups and rows") {
  Filled filled;
  CHECK(filled.value("g3/g3_q6") == "10");
  CHECK(filled.value("total_0") == "137.5");
  CHECK(filled.value("equip_total") == "300");
  CHECK(filled.value("g50/g50_q6") == "0");
}

TEST_CASE("a form of a thousand questions tells what is missing and wrong, and asks what other answers call for") {
  Filled filled;
  const auto before = filled.session->missing().size();
  filled.set("g4/g4_q3", "hong");
  const auto asked = filled.session->find("g4/g4_q4");
  CHECK(filled.session->relevant(asked));
  CHECK_FALSE(filled.session->requiredHolds(asked));
  CHECK(filled.session->missing().size() == before);
  filled.set("g4/g4_q7", "p1 p2");
  filled.set("g4/g4_q8", "99");
  CHECK_FALSE(filled.session->constraintHolds(filled.session->find("g4/g4_q8")));
  CHECK(filled.session->constraintMessage(filled.session->find("g4/g4_q8")) == "Không hơn số đã khai");
}

TEST_CASE("a draft of a form of a thousand questions goes on where it stopped") {
  const Filled filled;
  TestHost host;
  const auto again = Session::begin(filled.form, host, filled.session->answers());
  REQUIRE(again.has_value());
  CHECK((*again)->answers() == filled.session->answers());
  CHECK((*again)->takeStartChanges().edits.empty());
}
