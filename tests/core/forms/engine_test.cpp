// What XForms leaves to the engine and other engines agree on: defaults, actions, ranks, templates, attributes.
#include <algorithm>
#include <tuple>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"
#include "core/forms/session.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core;
using namespace thucdia::core::forms;
using namespace thucdia::core::forms::testing;

namespace {

std::string xform(const std::string& instance, const std::string& model, const std::string& body) {
  return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
    xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"><h:head><h:title>T</h:title><model>)" +
         model.substr(0, model.find("<bind")) + "<instance><data id=\"f\">" + instance + "</data></instance>" +
         model.substr(std::min(model.find("<bind"), model.size())) + "</model></h:head><h:body>" + body +
         "</h:body></h:html>";
}

std::string input(const std::string& path, const std::string& inside = {}) {
  return "<input ref=\"/data/" + path + "\"><label>" + path + "</label>" + inside + "</input>";
}

const std::string kAOrB = "<item><label>A</label><value>a</value></item><item><label>B</label><value>b</value></item>";

/// A form with a session over it.
struct Run {
  explicit Run(const std::string& source, const std::string& file = "form.xml") {
    auto read = readForm(source, file);
    REQUIRE(read.has_value());
    REQUIRE(read->ok());
    diagnostics = read->diagnostics;
    auto linked = Form::link(std::move(read->form));
    INFO((linked ? std::string() : linked.error().detail));
    REQUIRE(linked.has_value());
    form = *linked;
    auto begun = Session::begin(form, host);
    REQUIRE(begun.has_value());
    session = std::move(*begun);
  }
  NodeRef at(std::string_view path) const {
    const auto node = session->find(path);
    INFO(path);
    REQUIRE(session->alive(node));
    return node;
  }
  std::string value(std::string_view path) const { return std::string(session->value(at(path))); }
  void set(std::string_view path, std::string_view value) { REQUIRE(session->set(at(path), value).has_value()); }
  bool told(std::string_view code) const {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) { return d.code == code; });
  }

  TestHost host;
  Diagnostics diagnostics;
  std::shared_ptr<const Form> form;
  std::unique_ptr<Session> session;
};

}  // namespace

TEST_CASE("a default that is no choice shows as empty, and is not missing until the question is touched") {
  Run run(xform("<s>zz</s>", "<bind nodeset=\"/data/s\" required=\"true()\"/>",
                "<select1 ref=\"/data/s\"><label>S</label>" + kAOrB + "</select1>"));
  CHECK(run.value("s").empty());
  CHECK(run.session->requiredHolds(run.at("s")));
  run.set("s", "a");
  run.set("s", "");
  CHECK_FALSE(run.session->requiredHolds(run.at("s")));
}

TEST_CASE("a person's choice is kept in the order of the choices and without what is none, a default as it stands") {
  Run run(xform("<m>b a</m>", "", "<select ref=\"/data/m\"><label>M</label>" + kAOrB + "</select>"));
  CHECK(run.value("m") == "b a");
  run.set("m", "b zz a");
  CHECK(run.value("m") == "a b");
}

TEST_CASE("a rank names every choice") {
  Run run(R"(
| survey |
| | type | name | label |
| | rank ab | r | Rank |
| choices |
| | list_name | name | label |
| | ab | a | A |
| | ab | b | B |
)",
          "form.md");
  CHECK_FALSE(run.session->set(run.at("r"), "b").has_value());
  run.set("r", "b a");
  CHECK(run.value("r") == "b a");
}

TEST_CASE("choices in a random order without a seed keep it while the form is open") {
  std::string list;
  for (int choice = 0; choice < 30; ++choice) list += "| | l | c" + std::to_string(choice) + " | C |\n";
  Run run(
      "| survey |\n| | type | name | label | parameters |\n| | text | t | T | |\n| | select_one l | s | S | "
      "randomize=true |\n| choices |\n| | list_name | name | label |\n" +
          list,
      "form.md");
  const auto before = run.session->choiceValues(run.at("s"));
  run.set("t", "x");
  CHECK(run.session->choiceValues(run.at("s")) == before);
}

TEST_CASE("an action that stands in the body alone never runs, and that is told") {
  Run run(xform("<a/><b/>", "",
                "<setvalue event=\"odk-instance-first-load\" ref=\"/data/b\" value=\"1\"/>" + input("a") + input("b")));
  CHECK(run.value("b").empty());
  CHECK(run.told("action_nowhere"));
}

TEST_CASE("what is filled in once fills in again when another answer is cleared") {
  Run run(xform("<a/>", "<bind nodeset=\"/data/a\" calculate=\"once('x')\"/>", input("a")));
  CHECK(run.value("a") == "x");
  run.set("a", "other");
  run.set("a", "");
  CHECK(run.value("a") == "x");
}

TEST_CASE("new rows of a repeat without a template begin empty, those of the form keep their values") {
  Run run(xform("<r><q>1</q><s><v>2</v></s><s><v>3</v></s></r><r><q>4</q><s><v>5</v></s></r>", "",
                "<group ref=\"/data/r\"><label>R</label><repeat nodeset=\"/data/r\">" + input("r/q") +
                    "<group ref=\"/data/r/s\"><label>S</label><repeat nodeset=\"/data/r/s\">" + input("r/s/v") +
                    "</repeat></group></repeat></group>"));
  CHECK(run.value("r[1]/q") == "1");
  CHECK(run.value("r[2]/s[1]/v") == "5");
  CHECK(run.session->children(run.at("r[1]/s")).size() == 2);
  CHECK(run.session->children(run.at("r[2]/s")).size() == 1);
  REQUIRE(run.session->addRepeat(run.at("r")).has_value());
  CHECK(run.value("r[3]/q").empty());
}

TEST_CASE("a text of the form is looked up in a calculation") {
  Run run(xform("<a/><b/>",
                "<itext><translation lang=\"en\"><text id=\"hello\"><value>Hello</value></text></translation></itext>"
                "<bind nodeset=\"/data/b\" calculate=\"concat(jr:itext('hello'), /data/a)\"/>",
                input("a")));
  run.set("a", "!");
  CHECK(run.value("b") == "Hello!");
}

TEST_CASE("attributes that a form works out are in the submission, in their order") {
  Run run(xform("<a/><meta><entity dataset=\"d\" create=\"1\" id=\"\"><label/></entity><instanceID/></meta>",
                "<bind nodeset=\"/data/meta/entity/@id\" calculate=\"/data/a\"/>"
                "<bind nodeset=\"/data/meta/instanceID\" calculate=\"'i'\"/>",
                input("a")));
  run.set("a", "7");
  CHECK(run.session->submission() ==
        "<data id=\"f\"><a>7</a><meta><entity dataset=\"d\" create=\"1\" id=\"7\"><label/></entity>"
        "<instanceID>i</instanceID></meta></data>");
}

TEST_CASE("what is no date, time or place is not kept as one") {
  Run run(xform("<d/><t/><g/><s/><i/>",
                "<bind nodeset=\"/data/d\" type=\"date\"/><bind nodeset=\"/data/t\" type=\"time\"/><bind "
                "nodeset=\"/data/g\" type=\"geopoint\"/><bind nodeset=\"/data/s\" type=\"geoshape\"/><bind "
                "nodeset=\"/data/i\" type=\"int\"/>",
                input("d") + input("t") + input("g") + input("s") + input("i")));
  for (const auto& [path, text, kept] :
       {std::tuple("d", "2024-02-30", ""), std::tuple("d", "2024-02-29T10:00:00", "2024-02-29"),
        std::tuple("t", "noon", ""), std::tuple("t", "12:30:00.000+07:00", "12:30:00.000+07:00"),
        std::tuple("g", "91 0", ""), std::tuple("g", "10 20", "10.0 20.0"),
        std::tuple("s", "1 2; 3 4", "1.0 2.0;3.0 4.0"), std::tuple("s", "1 2; 91 4", ""),
        std::tuple("s", "1 2; 3 4; 5 6", "1.0 2.0;3.0 4.0;5.0 6.0"), std::tuple("i", "2024-02-29", "")}) {
    INFO(path << " " << text);
    run.set(path, text);
    CHECK(run.value(path) == kept);
  }
}

TEST_CASE("languages come in the order in which choices, then questions use them") {
  auto read = readForm(R"(
| survey |
| | type | name | label::en | label::vi |
| | select_one yn | s | S | |
| choices |
| | list_name | name | label::vi |
| | yn | y | Có |
)",
                       "form.md");
  REQUIRE(read.has_value());
  REQUIRE(read->form.languages_size() == 2);
  CHECK(read->form.languages(0) == "vi");
}

TEST_CASE("rows below more than sixty blank ones are passed over, and that is told") {
  Workbook workbook;
  workbook.file = "form.xlsx";
  workbook.sheets.push_back({"survey",
                             {{1, {{"type", 1}, {"name", 2}, {"label", 3}}},
                              {2, {{"text", 1}, {"a", 2}, {"A", 3}}},
                              {63, {{"remark", 1}, {"b", 2}, {"B", 3}}}}});
  const auto read = readXlsForm(workbook);
  CHECK(read.ok());
  CHECK(std::any_of(read.diagnostics.begin(), read.diagnostics.end(),
                    [](const Diagnostic& d) { return d.code == "far_row" && d.row == 63; }));
}

TEST_CASE("rows that are kept by order are those that are kept when each is looked at by itself") {
  Run f(R"(
| survey |
| | type | name | label |
| | select_one t | pick | Pick |
| | decimal | least | Least |
| | begin_repeat | rows | Rows |
| | integer | some | Some |
| | end_repeat | | |
| choices |
| | list_name | name | label | size | day |
| | t | a | A | 5 | 2026-01-05 |
| | t | b | B | | 2026-02-05 |
| | t | c | C | -7.5 | |
| | t | d | D | many | 2025-12-31T23:30:00.000+00:00 |
| | t | e | E | 1e3 | soon |
| | t | f | F | 5.0 | 2026-01-06 |
)",
        "order.md");
  f.set("least", "5");
  REQUIRE(f.session->addRepeat(f.at("rows")).has_value());
  f.set("rows[1]/some", "0");
  f.set("rows[2]/some", "6");
  const auto kept = [&](const std::string& predicates) {
    return f.session->evaluate(f.at("least"), "join(' ', instance('t')/root/item" + predicates + "/name)").value();
  };
  CHECK(kept("[size >= ${least}]") == "a e f");
  CHECK(kept("[${least} > size]") == "c");
  CHECK(kept("[day < date('2026-01-06')]") == "a d");
  CHECK(kept("[size > 0][position() = 2]") == "e");
  CHECK(kept("[position() > 1][size < 900]") == "c f");
  for (const std::string predicate :
       {"size < 5", "size <= 5", "size > ${least}", "${least} <= size", "size > 0 and day > date('2026-01-05')",
        "size > 0 and name != 'a'", "size < 'x'", "size > ${pick}", "size > 0 or name = 'd'",
        "size > 0 and position() = 1", "size < ${some}", "size > size", "name > 0", "nothing < 5", "size < true()"}) {
    INFO(predicate);
    CHECK(kept("[" + predicate + "]") == kept("[not(not(" + predicate + "))]"));
  }
}

TEST_CASE("a constraint tells a border that crosses itself") {
  Run f("| survey |\n| | type | name | label | constraint |\n| | geoshape | plot | Plot | not(intersects(.)) |\n",
        "plot.md");
  f.set("plot", "1 1 0 0;1 2 0 0;2 2 0 0;2 1 0 0;1 1 0 0");
  CHECK(f.session->constraintHolds(f.at("plot")));
  f.set("plot", "1 1 0 0;2 2 0 0;1 2 0 0;2 1 0 0;1 1 0 0");
  CHECK_FALSE(f.session->constraintHolds(f.at("plot")));
}
