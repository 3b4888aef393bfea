#include "core/forms/session.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"
#include "core/forms/limits.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core;
using namespace thucdia::core::forms;
using namespace thucdia::core::forms::testing;

namespace {

/// A form in Markdown tables, linked, with a session over it.
struct Filling {
  explicit Filling(const std::string& markdown, const AnswerMap& answers = {}) {
    auto read = readForm(markdown, "form.md");
    REQUIRE(read.has_value());
    for (const auto& diagnostic : read->diagnostics) INFO(diagnostic.message);
    REQUIRE(read->ok());
    auto linked = Form::link(std::move(read->form));
    INFO((linked ? std::string() : linked.error().detail));
    REQUIRE(linked.has_value());
    form = *linked;
    begin(answers);
  }
  void begin(const AnswerMap& answers) {
    auto begun = Session::begin(form, host, answers);
    REQUIRE(begun.has_value());
    session = std::move(*begun);
  }
  NodeRef at(std::string_view path) const {
    const auto node = session->find(path);
    INFO(path);
    REQUIRE(session->alive(node));
    return node;
  }
  Changes set(std::string_view path, std::string_view value) {
    auto changes = session->set(at(path), value);
    REQUIRE(changes.has_value());
    return std::move(*changes);
  }
  Changes add(std::string_view path) {
    auto changes = session->addRepeat(at(path));
    REQUIRE(changes.has_value());
    return std::move(*changes);
  }
  std::string value(std::string_view path) const { return std::string(session->value(at(path))); }
  bool relevant(std::string_view path) const { return session->relevant(at(path)); }

  TestHost host;
  std::shared_ptr<const Form> form;
  std::unique_ptr<Session> session;
};

bool saves(const Changes& changes, std::string_view key, std::string_view text) {
  return std::any_of(changes.edits.begin(), changes.edits.end(),
                     [&](const AnswerEdit& edit) { return edit.key == key && edit.text == text; });
}

const std::string kHouse = R"(
| survey |
| | type | name | label | relevant | calculation | constraint | required | constraint_message |
| | integer | people | How many live here? | | | . >= 0 and . <= 30 | yes | Not in one house |
| | select_one yn | children | Are there children? | ${people} > 1 | | | | |
| | integer | youngest | Age of the youngest | ${children} = 'yes' | | . < 18 | yes | |
| | calculate | adults | | | ${people} - if(${children} = 'yes', 1, 0) | | | |
| | note | told | There are ${adults} adults | | | | | |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
)";

const std::string kMachines = R"(
| survey |
| | type | name | label | calculation | relevant | repeat_count |
| | begin_repeat | machines | Machines | | | |
| | text | m_name | Name | | | |
| | integer | price | Price | | | |
| | calculate | place | | position(..) | | |
| | calculate | so_far | | ${price} + if(position(..) > 1, indexed-repeat(${so_far}, ${machines}, position(..) - 1), 0) | | |
| | note | dear | Dear | | ${price} > 100 | |
| | end_repeat | machines | | | | |
| | calculate | total | | sum(${price}) | | |
| | calculate | how_many | | count(${machines}) | | |
| | calculate | names | | join(', ', ${m_name}) | | |
)";

}  // namespace

TEST_CASE("one answer changes what depends on it and tells exactly that") {
  Filling f(kHouse);
  static_cast<void>(f.session->takeStartChanges());
  CHECK_FALSE(f.relevant("children"));
  const auto changes = f.set("people", "4");
  CHECK(f.relevant("children"));
  CHECK_FALSE(f.relevant("youngest"));
  CHECK(f.value("adults") == "4");
  CHECK(f.session->label(f.at("told")) == "There are 4 adults");
  CHECK(saves(changes, "people", "4"));
  CHECK(saves(changes, "adults", "4"));
  CHECK(changes.edits.size() == 2);
  CHECK_FALSE(changes.structure);
  std::vector<std::string> paths;
  for (const auto node : changes.nodes) paths.push_back(f.session->path(node));
  CHECK(paths == std::vector<std::string>{"people", "children", "adults", "told"});
}

TEST_CASE("an irrelevant answer is kept, reads as empty, and comes back") {
  Filling f(kHouse);
  f.set("people", "4");
  f.set("children", "yes");
  f.set("youngest", "3");
  CHECK(f.value("adults") == "3");
  f.set("people", "1");
  CHECK_FALSE(f.relevant("youngest"));
  CHECK(f.value("children") == "yes");
  CHECK(f.value("adults") == "1");
  CHECK(f.session->submission().find("youngest") == std::string::npos);
  f.set("people", "5");
  CHECK(f.relevant("youngest"));
  CHECK(f.value("youngest") == "3");
  CHECK(f.value("adults") == "4");
}

TEST_CASE("what breaks a constraint is stored and told with the form's message") {
  Filling f(kHouse);
  f.set("people", "300");
  CHECK(f.value("people") == "300");
  CHECK_FALSE(f.session->constraintHolds(f.at("people")));
  const auto missing = f.session->missing();
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].why == Violation::Why::Constraint);
  CHECK(missing[0].message == "Not in one house");
  f.set("people", "");
  CHECK(f.session->constraintHolds(f.at("people")));
  CHECK_FALSE(f.session->requiredHolds(f.at("people")));
  REQUIRE(f.session->missing().size() == 1);
  CHECK(f.session->missing()[0].why == Violation::Why::Required);
}

TEST_CASE("typed text is brought to the question's type") {
  Filling f(R"(
| survey |
| | type | name | label | appearance |
| | integer | whole | W | |
| | integer | amount | A | money |
| | decimal | part | P | |
| | geopoint | place | G | |
)");
  f.set("whole", "007");
  CHECK(f.value("whole") == "7");
  f.set("whole", "1.9");
  CHECK(f.value("whole") == "1");
  f.set("whole", "5000000000");
  CHECK(f.value("whole").empty());
  f.set("amount", "5000000000");
  CHECK(f.value("amount") == "5000000000");
  f.set("part", "1.50");
  CHECK(f.value("part") == "1.5");
  f.set("part", "abc");
  CHECK(f.value("part").empty());
  f.set("place", "10.5 106 0 4");
  CHECK(f.value("place") == "10.5 106.0 0.0 4.0");
}

TEST_CASE("rows of a repeat are summed, counted, joined and know their place") {
  Filling f(kMachines);
  CHECK(f.session->children(f.at("machines")).size() == 1);
  f.set("machines[1]/price", "50");
  f.set("machines[1]/m_name", "Saw");
  const auto added = f.add("machines");
  CHECK(added.structure);
  f.set("machines[2]/price", "150");
  f.set("machines[2]/m_name", "Drill");
  CHECK(f.value("total") == "200");
  CHECK(f.value("how_many") == "2");
  CHECK(f.value("names") == "Saw, Drill");
  CHECK(f.value("machines[2]/place") == "2");
  CHECK(f.value("machines[2]/so_far") == "200");
  CHECK(f.relevant("machines[2]/dear"));
  CHECK_FALSE(f.relevant("machines[1]/dear"));
}

TEST_CASE("a removed row takes its answers along and the others close up") {
  Filling f(kMachines);
  f.set("machines[1]/price", "50");
  f.add("machines");
  f.set("machines[2]/price", "150");
  f.add("machines");
  f.set("machines[3]/price", "7");
  const auto gone = f.session->key(f.at("machines[1]/price"));
  const auto changes = f.session->removeRepeat(f.at("machines[1]"));
  REQUIRE(changes.has_value());
  CHECK(f.value("machines[1]/price") == "150");
  CHECK(f.value("machines[1]/place") == "1");
  CHECK(f.value("machines[2]/so_far") == "157");
  CHECK(f.value("total") == "157");
  CHECK(std::any_of(changes->edits.begin(), changes->edits.end(),
                    [&](const AnswerEdit& edit) { return edit.key == gone && !edit.text; }));
}

TEST_CASE("a moved row keeps its id; only its order is saved") {
  Filling f(kMachines);
  f.set("machines[1]/m_name", "A");
  f.add("machines");
  f.set("machines[2]/m_name", "B");
  f.add("machines");
  f.set("machines[3]/m_name", "C");
  const auto key = f.session->key(f.at("machines[3]"));
  const auto changes = f.session->moveRepeat(f.at("machines[3]"), 1);
  REQUIRE(changes.has_value());
  CHECK(f.value("names") == "C, A, B");
  CHECK(f.session->key(f.at("machines[1]")) == key);
  const auto rows = std::count_if(changes->edits.begin(), changes->edits.end(), [](const AnswerEdit& edit) {
    return edit.key.find('/') == std::string::npos && edit.key.find(':') != std::string::npos;
  });
  CHECK(rows == 1);
  Filling again(kMachines, f.session->answers());
  CHECK(again.value("names") == "C, A, B");
}

TEST_CASE("a session goes on where its answers stopped, and keeps what the form has no place for") {
  Filling f(kMachines);
  f.set("machines[1]/price", "50");
  f.add("machines");
  f.set("machines[2]/price", "60");
  auto answers = f.session->answers();
  answers["of_an_older_form"] = "kept";
  Filling again(kMachines, answers);
  CHECK(again.value("total") == "110");
  CHECK(again.session->foreign().at("of_an_older_form") == "kept");
  CHECK(again.session->answers() == answers);
  CHECK(again.session->takeStartChanges().edits.empty());
}

TEST_CASE("answers that arrive while the page is open are taken in and not told as edits") {
  Filling f(kMachines);
  static_cast<void>(f.session->takeStartChanges());
  const auto key = f.session->key(f.at("machines[1]/price"));
  const std::vector<AnswerEdit> edits{
      {key, "40"}, {"machines:b-1", "4096"}, {"machines:b-1/price", "2"}, {"strange", "x"}};
  const auto changes = f.session->applyExternal(edits);
  REQUIRE(changes.has_value());
  CHECK(changes->structure);
  CHECK(f.value("total") == "42");
  CHECK(saves(*changes, "total", "42"));
  CHECK_FALSE(saves(*changes, key, "40"));
  CHECK(f.session->foreign().contains("strange"));
  const std::vector<AnswerEdit> removal{{"machines:b-1", std::nullopt}};
  REQUIRE(f.session->applyExternal(removal).has_value());
  CHECK(f.value("total") == "40");
}

TEST_CASE("a counted repeat follows its count; lowering it deletes the tail for good") {
  Filling f(R"(
| survey |
| | type | name | label | repeat_count | calculation |
| | integer | n | How many | | |
| | begin_repeat | rows | Rows | ${n} | |
| | text | a | A | | |
| | end_repeat | | | | |
)");
  CHECK(f.session->children(f.at("rows")).empty());
  CHECK_FALSE(f.session->canAddRemove(f.at("rows")));
  f.set("n", "3");
  CHECK(f.session->children(f.at("rows")).size() == 3);
  f.set("rows[3]/a", "x");
  f.set("n", "2");
  f.set("n", "3");
  CHECK(f.value("rows[3]/a").empty());
  f.set("n", "");
  CHECK(f.session->children(f.at("rows")).size() == 3);
  f.set("n", "-4");
  CHECK(f.session->children(f.at("rows")).empty());
  const auto changes = f.set("n", "99999");
  CHECK(f.session->children(f.at("rows")).size() == limits::kRepeatInstances);
  REQUIRE(changes.warnings.size() == 1);
  CHECK(changes.warnings[0].find("kRepeatInstances") != std::string::npos);
  CHECK(f.session->addRepeat(f.at("rows")).error().code == ErrorCode::NotPermitted);
}

TEST_CASE("choices follow their filter; an answer that is not offered is hidden and comes back") {
  Filling f(R"(
| survey |
| | type | name | label | choice_filter |
| | select_one province | province | Province | |
| | select_multiple commune | communes | Communes | province = ${province} |
| choices |
| | list_name | name | label | province |
| | province | 01 | Hà Nội | |
| | province | 79 | Sài Gòn | |
| | commune | a | A | 01 |
| | commune | b | B | 01 |
| | commune | c | C | 79 |
)");
  f.set("province", "01");
  CHECK(f.session->choiceValues(f.at("communes")) == std::vector<std::string>{"a", "b"});
  f.set("communes", "b a");
  CHECK(f.value("communes") == "a b");
  CHECK(f.session->displayText(f.at("communes")) == "A, B");
  const auto changes = f.set("province", "79");
  CHECK(f.value("communes").empty());
  CHECK(saves(changes, "communes", ""));
  f.set("province", "01");
  CHECK(f.value("communes") == "a b");
  // Opened again, answers come one after the other: what is offered is known once all are there.
  Filling again(R"(
| survey |
| | type | name | label | choice_filter |
| | select_one commune | commune | Commune | province = ${province} |
| | select_one province | province | Province | |
| choices |
| | list_name | name | label | province |
| | province | 01 | Hà Nội | |
| | province | 79 | Sài Gòn | |
| | commune | a | A | 01 |
| | commune | c | C | 79 |
)",
                {{"commune", "a"}, {"province", "01"}});
  CHECK(again.value("commune") == "a");
  CHECK(again.session->takeStartChanges().edits.empty());
  CHECK(saves(again.set("province", "79"), "commune", ""));
  CHECK_FALSE(again.session->unread(again.at("commune")));
  CHECK(again.session->missing().empty());
}

TEST_CASE("tables outside the form are looked up, and a missing one hides nothing") {
  const std::string markdown = R"(
| survey |
| | type | name | label | calculation |
| | select_one_from_file crops.csv | crop | Crop | |
| | calculate | yield | | pulldata('crops', 'yield', 'name', ${crop}) |
| | calculate | best | | instance('crops')/root/item[yield > 5]/name |
)";
  Filling f(markdown);
  f.set("crop", "rice");
  CHECK(f.value("crop") == "rice");
  CHECK(f.value("yield").empty());
  auto table = MemoryTable::fromCsv("name,label,yield\nrice,Lúa,4\ntea,Chè,9\n");
  REQUIRE(table.has_value());
  f.host.data.put("crops", *table);
  f.begin(f.session->answers());
  CHECK(f.value("crop") == "rice");
  CHECK(f.value("yield") == "4");
  CHECK(f.value("best") == "tea");
  CHECK(f.session->choices(f.at("crop"))[1].label == "Chè");
  f.set("crop", "coal");
  CHECK(f.value("crop").empty());
}

TEST_CASE("dynamic defaults are set once, also in new rows; triggers set when their question changes") {
  Filling f(R"(
| survey |
| | type | name | label | default | calculation | trigger |
| | date | on | On | today() | | |
| | text | who | Who | ${last-saved#who} | | |
| | begin_repeat | rows | Rows | | | |
| | integer | at | At | position(..) | | |
| | end_repeat | | | | | |
| | text | a | A | | | |
| | dateTime | changed | Changed | | now() | ${a} |
)");
  CHECK(f.value("on") == "2024-03-15");
  CHECK(f.value("rows[1]/at") == "1");
  f.add("rows");
  CHECK(f.value("rows[2]/at") == "2");
  CHECK(f.value("changed").empty());
  f.set("a", "x");
  CHECK(f.value("changed") == "2024-03-15T10:30:00.000+00:00");
  f.host.saved["who"] = "Lan";
  f.begin({});
  CHECK(f.value("who") == "Lan");
  f.set("on", "2024-01-01");
  Filling again(R"(
| survey |
| | type | name | label | default |
| | date | on | On | today() |
)",
                f.session->answers());
  CHECK(again.value("on") == "2024-01-01");
}

TEST_CASE("times are read and written in the session's zone") {
  Filling f(R"(
| survey |
| | type | name | label | calculation |
| | dateTime | at | At | |
| | calculate | hour | | format-date-time(${at}, '%H:%M') |
| | calculate | day | | today() |
| | calculate | moment | | once(now()) |
)");
  f.host.zone = 420;
  f.host.clockAt = parseRfc3339("2024-03-15T20:30:00Z").value();
  f.begin({});
  CHECK(f.value("day") == "2024-03-16");
  CHECK(f.value("moment") == "2024-03-16T03:30:00.000+07:00");
  f.set("at", "2024-03-15T17:08:09.000+02:00");
  CHECK(f.value("hour") == "22:08");
  f.set("at", "2024-03-15T17:08:09");
  CHECK(f.value("hour") == "17:08");
}

TEST_CASE("an edit of a calculated question stays until the calculation gives something else") {
  Filling f(R"(
| survey |
| | type | name | label | calculation |
| | integer | a | A | |
| | integer | twice | Twice | ${a} * 2 |
)");
  f.set("a", "2");
  CHECK(f.value("twice") == "4");
  f.set("twice", "5");
  CHECK(f.value("twice") == "5");
  f.set("a", "3");
  CHECK(f.value("twice") == "6");
}

TEST_CASE("languages change texts, and choice names that calculations hold") {
  Filling f(R"(
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | calculation |
| | select_one yn | a | Có không? | Is it? | |
| | calculate | word | | | jr:choice-name(${a}, '${a}') |
| choices |
| | list_name | name | label::Tiếng Việt (vi) | label::English (en) |
| | yn | 1 | Có | Yes |
| | yn | 0 | Không | No |
| settings |
| | default_language |
| | Tiếng Việt (vi) |
)");
  f.set("a", "1");
  CHECK(f.session->label(f.at("a")) == "Có không?");
  CHECK(f.value("word") == "Có");
  const auto changes = f.session->setLanguage(1 - f.session->language());
  CHECK(f.session->label(f.at("a")) == "Is it?");
  CHECK(f.value("word") == "Yes");
  CHECK(saves(changes, "word", "Yes"));
  CHECK(f.session->choices(f.at("a"))[1].label == "No");
}

TEST_CASE("sections count what is answered and what is missing") {
  Filling f(R"(
| survey |
| | type | name | label | required | appearance | relevant |
| | begin_group | one | One | | | |
| | text | a | A | yes | | |
| | text | b | B | | | |
| | note | w | Beware | | warning | ${a} = 'x' |
| | end_group | | | | | |
| | begin_group | two | Two | | | ${a} = 'x' |
| | text | c | C | yes | | |
| | end_group | | | | | |
)");
  auto sections = f.session->sections();
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].label == "One");
  CHECK(sections[0].questions == 2);
  CHECK(sections[0].required == 1);
  CHECK(sections[0].missing == 1);
  f.set("one/a", "x");
  sections = f.session->sections();
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].missing == 0);
  CHECK(sections[0].answered == 1);
  CHECK(sections[0].warnings == 1);
  CHECK(sections[1].missing == 1);
}

TEST_CASE("pages are walked forwards and backwards over what is relevant") {
  Filling f(R"(
| survey |
| | type | name | label | appearance | relevant |
| | text | a | A | | |
| | text | b | B | | ${a} = 'x' |
| | begin_group | g | G | field-list | |
| | text | c | C | | |
| | text | d | D | | |
| | end_group | | | | |
| | begin_repeat | r | R | | |
| | text | e | E | | |
| | end_repeat | | | | |
| | text | z | Z | | |
)");
  std::vector<std::string> paths;
  for (auto page = f.at("a"); page; page = f.session->next(page)) paths.push_back(f.session->path(page));
  CHECK(paths == std::vector<std::string>{"a", "g", "r[1]/e", "r", "z"});
  CHECK(f.session->path(f.session->next(f.at("g/c"))) == "r[1]/e");
  CHECK(f.session->path(f.session->previous(f.at("g/d"))) == "a");
  CHECK(f.session->path(f.session->previous(f.at("z"))) == "r");
  CHECK_FALSE(f.session->previous(f.at("a")));
  f.set("a", "x");
  CHECK(f.session->path(f.session->next(f.at("a"))) == "b");
}

TEST_CASE("last time's answers are shown question by question and taken over") {
  Filling last(kMachines);
  last.set("machines[1]/m_name", "Saw");
  last.add("machines");
  last.set("machines[2]/m_name", "Drill");
  Filling f(kMachines);
  f.session->setPrevious(last.session->answers());
  f.add("machines");
  CHECK(f.session->previousText(f.at("machines[2]/m_name")) == "Drill");
  CHECK_FALSE(f.session->previousText(f.at("machines[1]/price")).has_value());
  REQUIRE(f.session->takePrevious(f.at("machines[2]/m_name")).has_value());
  CHECK(f.value("machines[2]/m_name") == "Drill");
  f.set("machines[1]/m_name", "Lathe");
  REQUIRE(f.session->takePrevious(f.session->root()).has_value());
  CHECK(f.value("machines[1]/m_name") == "Lathe");
}

TEST_CASE("numbers of removed rows are used again without mixing rows up") {
  Filling f(kMachines);
  f.set("machines[1]/price", "0");
  for (int round = 0; round < 50; ++round) {
    f.add("machines");
    f.set("machines[2]/price", std::to_string(round));
    CHECK(f.value("total") == std::to_string(round));
    REQUIRE(f.session->removeRepeat(f.at("machines[2]")).has_value());
  }
  CHECK(f.value("how_many") == "1");
  CHECK(f.session->set(NodeRef{999'999}, "x").error().code == ErrorCode::NotFound);
}

namespace {

const std::string kClocked = R"(
| survey |
| | type | name | label | calculation | trigger |
| | integer | year | Year made | | |
| | calculate | at | | now() | |
| | calculate | age | | int(format-date(today(), '%Y')) - ${year} | |
| | calculate | ticket | | random() | |
| | begin_repeat | row | Rows | | |
| | text | said | Said | | |
| | dateTime | said_at | | now() | ${said} |
| | end_repeat | row | | | |
)";

}  // namespace

TEST_CASE("what the clock and chance gave stands when a draft is opened on another day") {
  Filling first(kClocked);
  first.set("year", "2020");
  first.set("row[1]/said", "yes");
  const auto before = first.session->answers();
  first.host.clockAt += std::chrono::hours(24 * 400);
  first.begin(before);
  CHECK(first.session->takeStartChanges().edits.empty());
  CHECK(first.session->answers() == before);
}

TEST_CASE("a calculation with the clock runs again when another answer that it reads changes") {
  Filling first(kClocked);
  first.set("year", "2020");
  CHECK(first.value("age") == "4");
  first.host.clockAt += std::chrono::hours(24 * 400);
  first.begin(first.session->answers());
  CHECK(first.value("age") == "4");
  first.set("year", "2021");
  CHECK(first.value("age") == "4");
  first.set("year", "2020");
  CHECK(first.value("age") == "5");
}

TEST_CASE("numbers in texts have the language's decimal mark for people, and a point for tools and in answers") {
  Filling f(R"(
| survey |
| | type | name | label::Tiếng Việt (vi) | label::English (en) | calculation |
| | decimal | rate | Tỷ lệ | Rate | |
| | text | clause | Điều | Clause | |
| | calculate | half | | | ${rate} div 2 |
| | note | told | ${rate} % của ${half}, ${clause}; ${rate} | ${rate} % of ${half}, ${clause} | |
)");
  f.set("rate", "12.5");
  f.set("clause", "7.1");
  const auto note = f.at("told");
  CHECK(f.session->label(note) == "12,5 % của 6,25, 7.1; 12,5");
  CHECK(f.session->written(note, TextKind::Label).find("12.5 % của 6.25") != std::string::npos);
  f.session->setLanguage(1);
  CHECK(f.session->label(note) == "12.5 % of 6.25, 7.1");
  CHECK(f.value("half") == "6.25");
  f.set("rate", "50");
  CHECK(f.session->label(note) == "50 % of 25, 7.1");
}
