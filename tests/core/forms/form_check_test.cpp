#include "core/forms/form_check.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/shipped.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core::forms;

namespace {

/// A form with one question of each sort, and one more row that is looked at.
std::string formWith(const std::string& row) {
  return R"(
| survey |
| | type | name | label | relevant | constraint | calculation | required | choice_filter |
| | integer | age | Age | | | | | |
| | decimal | weight | Weight | | | | | |
| | text | said | Said | | | | | |
| | text | phone | Phone | | regex(., '[0-9]+') | | | |
| | date | born | Born | | | | | |
| | time | woke | Woke | | | | | |
| | select_one yn | child | Child | | | | | |
| | select_one grade | mark | Mark | | | | | |
| | select_multiple yn | many | Many | | | | | |
| | geopoint | place | Place | | | | | |
| | calculate | mix | | | | concat(${age}, '') | | |
| | csv-external | crops | | | | | | |
)" + row +
         R"(
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
| | grade | 1 | One |
| | grade | 2 | Two |
| settings |
| | version |
| | 1 |
)";
}

FormReport checked(const std::string& row) {
  const auto crops = [](std::string_view name) -> std::optional<std::string> {
    if (name == "crops.csv") return "name,label,yield\nrice,Rice,5\n";
    return std::nullopt;
  };
  return checkForm(formWith(row), "form.md", crops);
}

FormReport calculated(const std::string& expression) {
  return checked("| | calculate | x | | | | " + expression + " | | |");
}
FormReport asked(const std::string& relevant) { return checked("| | text | x | X | " + relevant + " | | | | |"); }

/// Its one warning's code and row and column; "" where there is none.
std::string doubt(const FormReport& report) {
  std::string told;
  for (const auto& found : report.diagnostics) {
    INFO(found.message);
    if (found.severity == Severity::Note || found.code == "unused_list") continue;
    told += (told.empty() ? "" : ", ") + found.code;
    if (found.severity == Severity::Error) told += "!";
  }
  return told;
}

}  // namespace

TEST_CASE("a number compared with letters is a clash") {
  CHECK(doubt(asked("${age} = 'unknown'")) == "type");
  CHECK(doubt(asked("'old' != ${weight}")) == "type");
  CHECK(doubt(asked("${age} = ''")).empty());
  CHECK(doubt(asked("${age} = '18'")).empty());
}

TEST_CASE("what cannot be reckoned with is told") {
  CHECK(doubt(calculated("${child} + 1")) == "type");
  CHECK(doubt(calculated("${many} * 2")) == "type");
  CHECK(doubt(calculated("${place} - 1")) == "type");
  CHECK(doubt(calculated("${woke} - 1")) == "type");
  CHECK(doubt(calculated("${said} + 1")) == "type");
  CHECK(doubt(calculated("sum(${child})")) == "type");
  CHECK(doubt(calculated("'a' + 1")) == "type");
}

TEST_CASE("what may be a number is left alone") {
  CHECK(doubt(calculated("${mark} + 1")).empty());
  CHECK(doubt(calculated("${phone} + 1")).empty());
  CHECK(doubt(calculated("${mix} + 1")).empty());
  CHECK(doubt(calculated("${born} + 30")).empty());
  CHECK(doubt(calculated("decimal-time(${woke}) - 0.5")).empty());
}

TEST_CASE("a date compared with a year or with words is a clash, with a date it is not") {
  CHECK(doubt(asked("${born} > 2000")) == "type");
  CHECK(doubt(asked("today() > 2000")) == "type");
  CHECK(doubt(asked("${born} = 'monday'")) == "type");
  CHECK(doubt(asked("${born} > '2000-01-01'")).empty());
  CHECK(doubt(asked("${born} > today() - 30")).empty());
  CHECK(doubt(asked("${born} > date('2000-01-01')")).empty());
}

TEST_CASE("a time has no order") {
  CHECK(doubt(asked("${woke} > '08:00'")) == "type");
  CHECK(doubt(asked("${woke} = '08:00'")).empty());
}

TEST_CASE("a choice that the list lacks is named with the nearest") {
  const auto report = asked("${child} = 'yess'");
  REQUIRE(doubt(report) == "unknown_choice");
  const auto found = std::ranges::find(report.diagnostics, "unknown_choice", &Diagnostic::code);
  CHECK(found->suggestion == "yes");
  CHECK(found->sheet == "survey");
  CHECK(found->row == 16);
  CHECK(found->column == "D");
  CHECK(doubt(asked("selected(${many}, 'maybe')")) == "unknown_choice");
  CHECK(doubt(asked("${mark} = 3")) == "unknown_choice");
  CHECK(doubt(asked("${mark} = 2")).empty());
  CHECK(doubt(asked("${child} = ''")).empty());
}

TEST_CASE("selected() of what has no choices is a clash") {
  CHECK(doubt(asked("selected(${age}, '1')")) == "type");
  CHECK(doubt(calculated("count-selected(${born})")) == "type");
  CHECK(doubt(asked("selected(${mix}, '1')")).empty());
}

TEST_CASE("a condition that is a text, or a comparison with 'true', is doubtful") {
  CHECK(doubt(asked("${child} = 'yes' or 'no'")) == "condition");
  CHECK(doubt(asked("'yes'")) == "condition");
  CHECK(doubt(asked("selected(${many}, 'yes') = 'false'")) == "type");
  CHECK(doubt(asked("selected(${many}, 'yes') = true()")).empty());
  CHECK(doubt(calculated("if('yes', 1, 2)")) == "condition");
}

TEST_CASE("a question that its group or itself excludes is never asked") {
  CHECK(doubt(asked("${age} > 5 and ${age} < 5")) == "unreachable");
  CHECK(doubt(asked("${age} > 5 and ${age} < 6")) == "unreachable");
  CHECK(doubt(asked("${weight} > 5 and ${weight} < 6")).empty());
  CHECK(doubt(asked("${child} = 'yes' and selected(${child}, 'no')")) == "unreachable");
  CHECK(doubt(asked("selected(${many}, 'yes') and selected(${many}, 'no')")).empty());
  CHECK(doubt(asked("not(${child} = 'yes') and ${child} = 'yes'")) == "unreachable");
  CHECK(doubt(checked(
            "| | begin_group | g | G | ${child} = 'yes' | | | | |\n| | text | x | X | ${child} = 'no' | | | | |\n"
            "| | end_group | g | | | | | | |")) == "unreachable");
}

TEST_CASE("a constraint that no answer meets is told, also by what must hold around it") {
  CHECK(doubt(checked("| | integer | x | X | | . > 5 and . < 3 | | | |")) == "impossible");
  CHECK(doubt(checked("| | integer | x | X | ${age} > 5 | ${age} < 3 | | | |")) == "impossible");
  CHECK(doubt(checked("| | integer | x | X | | . > 5 or . < 3 | | | |")).empty());
}

TEST_CASE("columns that a file beside the form lacks are named with the nearest") {
  const auto report = calculated("instance('crops')/root/item[name = 'rice']/yeld");
  REQUIRE(doubt(report) == "unknown_column");
  const auto found = std::ranges::find(report.diagnostics, "unknown_column", &Diagnostic::code);
  CHECK(found->suggestion == "yield");
  CHECK(doubt(calculated("pulldata('crops', 'yield', 'name', 'rice')")).empty());
  CHECK(doubt(calculated("pulldata('crops', 'yield', 'code', 'rice')")) == "unknown_column");
}

TEST_CASE("a table that is nowhere is a warning where all tables are known, and a note elsewhere") {
  const NoExternalData none;
  const auto form = formWith("| | calculate | x | | | | pulldata('people', 'a', 'b', 'c') | | |");
  CHECK(checkForm(form, "form.md", {}, &none).count(Severity::Warning) >= 1);
  CHECK(checkForm(form, "form.md", {}).count(Severity::Warning) == 0);
}

TEST_CASE("a list that is nowhere is told once, whatever the question does with it") {
  for (const std::string row : {"| | select_one nowhere | x | X | | | | | |", "| | rank nowhere | x | X | | | | | |",
                                "| | select_one nowhere or_other | x | X | | | | | |",
                                "| | select_one nowhere | x | X | | | | | kind = ${said} |"}) {
    INFO(row);
    const auto report = checked(row);
    REQUIRE(report.count(Severity::Error) == 1);
    CHECK(report.diagnostics.front().code == "unknown_list");
  }
}

TEST_CASE("a form counts the questions that its author wrote, not what it says of itself") {
  CHECK(checkForm("| survey |\n| | type | name | label |\n| | text | who | Who |\n", "who.md").questions == 1);
}

TEST_CASE("a form without a version is warned of") {
  const auto report = checkForm("| survey |\n| | type | name | label |\n| | text | who | Who |\n", "who.md");
  CHECK(report.ok());
  CHECK(doubt(report) == "no_version");
}

TEST_CASE("the shipped forms have no clash of types") {
  for (const auto& file : shippedForms()) {
    const auto report = checkForm(file.bytes, std::string(file.name));
    INFO(file.name);
    for (const auto& found : report.diagnostics)
      if (found.severity != Severity::Note) {
        INFO(describe(report, found));
        CHECK(found.severity == Severity::Note);
      }
  }
}

TEST_CASE("doubts about a form are told a thousand times at most, however many answers are no choices") {
  std::string choices = "| choices |\n| | list_name | name | label |\n";
  for (int at = 0; at < 20'000; ++at) choices += "| | l | choice_number_" + std::to_string(at) + " | C |\n";
  std::string compared;
  std::string none;
  for (int at = 0; at < 900; ++at) compared += "${q} = 'no_choice_" + std::to_string(at) + "' or ";
  for (int at = 0; at < 50'000; ++at) none += "no_choice_" + std::to_string(at) + ' ';
  std::string survey =
      "| survey |\n| | type | name | label | relevant | default |\n| | select_multiple l | q | Q | | |\n";
  for (const std::string name : {"a", "b", "c", "d"})
    survey += "| | select_multiple l | " + name + " | N | " + compared + "false() | " + none + " |\n";
  const std::string settings = "| settings |\n| | version |\n| | 1 |\n";
  const auto report = checkForm(survey + choices + settings, "doubtful.md");
  CHECK(report.ok());
  CHECK(report.diagnostics.size() > 1'000);
  CHECK(report.diagnostics.size() <= 1'001);
}
