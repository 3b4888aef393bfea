#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_carry.h"
#include "core/forms/form_reader.h"
#include "core/forms/session.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core::forms;
using thucdia::core::forms::testing::TestHost;
using Fate = CarriedAnswer::Fate;

namespace {

std::shared_ptr<const Form> formOf(const std::string& markdown) {
  auto read = readForm(markdown, "form.md");
  REQUIRE(read.has_value());
  REQUIRE(read->ok());
  auto linked = Form::link(std::move(read->form));
  INFO((linked ? std::string() : linked.error().detail));
  REQUIRE(linked.has_value());
  return *linked;
}

const std::string kFirst = R"(
| survey |
| | type | name | label | calculation | repeat_count |
| | begin_group | facts | Facts | | |
| | text | head | Head | | |
| | integer | workers | Workers | | |
| | text | fax | Fax | | |
| | text | year | Year begun | | |
| | select_one power | source | Source of power | | |
| | calculate | twice | | ${workers} * 2 | |
| | end_group | facts | | | |
| | begin_repeat | equip | Equipment | | |
| | text | eq_name | Name | | |
| | text | eq_note | Note | | |
| | end_repeat | equip | | | |
| choices |
| | list_name | name | label |
| | power | grid | Grid |
| | power | diesel | Diesel |
| settings |
| | form_id | version |
| | small | 1 |
)";

// Fax is gone, the head has moved, the year is a number, diesel is no choice, notes are gone, a district is new.
const std::string kSecond = R"(
| survey |
| | type | name | label | calculation | default | required |
| | begin_group | people | People | | | |
| | text | head | Head | | | |
| | end_group | people | | | | |
| | begin_group | facts | Facts | | | |
| | integer | workers | Workers | | | |
| | integer | year | Year begun | | | |
| | select_one power | source | Source of power | | | |
| | text | district | District | | Tân Uyên | yes |
| | calculate | twice | | ${workers} * 3 | | |
| | end_group | facts | | | | |
| | begin_repeat | equip | Equipment | | | |
| | text | eq_name | Name | | | |
| | integer | eq_age | Age | | | |
| | end_repeat | equip | | | | |
| choices |
| | list_name | name | label |
| | power | grid | Grid |
| | power | solar | Solar |
| settings |
| | form_id | version |
| | small | 2 |
)";

const AnswerMap kDraft{{"facts/head", "Bà Liên"},
                       {"facts/workers", "12"},
                       {"facts/fax", "0274"},
                       {"facts/year", "năm 1998"},
                       {"facts/source", "diesel"},
                       {"facts/twice", "24"},
                       {"equip:a-1", "1024"},
                       {"equip:a-1/eq_name", "Lò"},
                       {"equip:a-1/eq_note", "cũ"},
                       {"equip:a-2", "2048"},
                       {"equip:a-2/eq_name", "Máy nghiền"}};

struct Carried {
  Carried(const std::string& from, const std::string& to, const AnswerMap& draft = kDraft)
      : older(formOf(from)), newer(formOf(to)) {
    auto made = planCarry(older, newer, host, draft);
    REQUIRE(made.has_value());
    plan = std::move(*made);
  }
  const CarriedAnswer& of(std::string_view key) const {
    const auto found = std::ranges::find(plan.answers, key, &CarriedAnswer::key);
    INFO(key);
    REQUIRE(found != plan.answers.end());
    return *found;
  }
  TestHost host;
  std::shared_ptr<const Form> older, newer;
  CarryPlan plan;
};

}  // namespace

TEST_CASE("a carried draft keeps the answers of questions that are as they were") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/workers").fate == Fate::Same);
  CHECK(carried.of("facts/workers").newKey == "facts/workers");
  CHECK(carried.of("equip:a-2/eq_name").fate == Fate::Same);
}

TEST_CASE("an answer goes to the only question of its name where that moved to another group") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/head").fate == Fate::Moved);
  CHECK(carried.of("facts/head").newKey == "people/head");
}

TEST_CASE("an answer whose question is gone stays under its own key") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/fax").fate == Fate::NoPlace);
  CHECK(carried.of("facts/fax").keptKey == "facts/fax");
  CHECK(carried.of("equip:a-1/eq_note").keptKey == "equip:a-1/eq_note");
}

TEST_CASE("an answer that the new question's type cannot hold is kept beside it, by the old version") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/year").fate == Fate::NoPlace);
  CHECK(carried.of("facts/year").newKey.empty());
  CHECK(carried.of("facts/year").keptKey == "facts/year@1");
}

TEST_CASE("a choice that the new list does not have is kept beside its question") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/source").fate == Fate::NoPlace);
  CHECK(carried.of("facts/source").keptKey == "facts/source@1");
}

TEST_CASE("a number in another spelling counts as the same answer") {
  auto draft = kDraft;
  draft["facts/year"] = "01998";
  const Carried carried(kFirst, kSecond, draft);
  CHECK(carried.of("facts/year").fate == Fate::Same);
  CHECK(carried.of("facts/year").newText == "1998");
}

TEST_CASE("a position in another spelling counts as the same answer, another position does not") {
  const std::string first =
      "| survey |\n| | type | name | label |\n| | geopoint | place | Place |\n| | text | where | Where |\n"
      "| settings |\n| | form_id | version |\n| | small | 1 |\n";
  auto second = first;
  second.replace(second.find("| text |"), 8, "| geopoint |");
  second.replace(second.find("| 1 |"), 5, "| 2 |");
  const Carried carried(first, second, {{"place", "22.33 103.45 545 3"}, {"where", "22.33 103.45 chợ"}});
  CHECK(carried.of("place").fate == Fate::Same);
  CHECK(carried.of("place").newText == "22.33 103.45 545.0 3.0");
  CHECK(carried.of("where").fate == Fate::NoPlace);
}

TEST_CASE("a calculation is worked out anew and leaves nothing behind") {
  const Carried carried(kFirst, kSecond);
  CHECK(carried.of("facts/twice").fate == Fate::Same);
  CHECK(carried.of("facts/twice").newText == "36");
  CHECK(carried.of("facts/twice").keptKey.empty());
}

TEST_CASE("questions that only the new version asks are named, with what they begin with") {
  const Carried carried(kFirst, kSecond);
  REQUIRE(carried.plan.added.size() == 2);
  CHECK(carried.newer->path(carried.plan.added[0].node) == "facts/district");
  CHECK(carried.plan.added[0].defaultValue == "Tân Uyên");
  CHECK(carried.newer->path(carried.plan.added[1].node) == "equip/eq_age");
}

TEST_CASE("rows of a repeat that moved into a group go with it") {
  std::string grouped = kSecond;
  const auto begin = grouped.find("| | begin_repeat");
  grouped.insert(begin, "| | begin_group | works | Works | | | |\n");
  const auto end = grouped.find("| choices |");
  grouped.insert(end, "| | end_group | works | | | | |\n");
  const Carried carried(kFirst, grouped);
  CHECK(carried.of("equip:a-1").newKey == "works/equip:a-1");
  CHECK(carried.of("equip:a-1/eq_name").newKey == "works/equip:a-1/eq_name");
  CHECK(carried.of("equip:a-1/eq_name").fate == Fate::Moved);
}

TEST_CASE("two questions of one name in the new version take no answer by name") {
  std::string twice = kSecond;
  twice.insert(
      twice.find("| | begin_repeat"),
      "| | begin_group | more | More | | | |\n| | text | head | Head | | | |\n| | end_group | more | | | | |\n");
  const Carried carried(kFirst, twice);
  CHECK(carried.of("facts/head").fate == Fate::NoPlace);
  CHECK(carried.of("facts/head").keptKey == "facts/head");
}

TEST_CASE("what had no place comes back where a later version asks for it again") {
  AnswerMap draft{{"people/head", "Bà Liên"}, {"facts/fax", "0274"}};
  std::string third = kFirst;
  third.replace(third.find("| | small | 1 |"), 15, "| | small | 3 |");
  const Carried carried(kSecond, third, draft);
  CHECK(carried.of("facts/fax").fate == Fate::Same);
  CHECK(carried.of("facts/fax").newKey == "facts/fax");
}

TEST_CASE("a row that the new version's count takes away leaves its answers behind") {
  std::string counted = kFirst;
  counted.replace(counted.find("| Equipment | | |"), 17, "| Equipment | | 1 |");
  counted.replace(counted.find("| | small | 1 |"), 15, "| | small | 2 |");
  const Carried carried(kFirst, counted);
  CHECK(carried.of("equip:a-1/eq_name").fate == Fate::Same);
  CHECK(carried.of("equip:a-2/eq_name").fate == Fate::NoPlace);
  CHECK(carried.of("equip:a-2/eq_name").keptKey == "equip:a-2/eq_name@1");
}

TEST_CASE("an answer that another version of the form wrote is saved as this one writes it, or asked for again") {
  const auto form = formOf(R"(
| survey |
| | type | name | label | read_only |
| | decimal | part | P | |
| | integer | whole | W | |
| | select_one size | size | S | |
| | geopoint | place | G | |
| | integer | fixed | F | yes |
| choices |
| | list_name | name | label |
| | size | s | Small |
| | size | m | Middle |
)");
  TestHost host;
  const auto session = *Session::begin(
      form, host, {{"part", "38"}, {"whole", "many"}, {"size", "xl"}, {"place", "21 105 0 4"}, {"fixed", "3.5"}});
  using Edits = std::vector<AnswerEdit>;
  CHECK(session->takeStartChanges().edits == Edits{{"part", "38.0"}});
  const auto missing = session->missing();
  REQUIRE(missing.size() == 2);
  CHECK(missing[0].node == session->find("whole"));
  CHECK(missing[0].why == Violation::Why::Unread);
  CHECK(missing[1].node == session->find("size"));
  CHECK(session->unread(session->find("size")) == "xl");
  CHECK_FALSE(session->constraintHolds(session->find("size")));
  // What is answered takes its place, also when nothing is.
  CHECK(session->set(session->find("whole"), "")->edits == Edits{{"whole", ""}});
  CHECK(session->set(session->find("size"), "m")->edits == Edits{{"size", "m"}});
  CHECK(session->missing().empty());
}
