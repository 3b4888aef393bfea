#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"
#include "core/forms/xlsform_builder.h"
#include "core/forms/xlsform_table.h"

using namespace thucdia::core::forms;

namespace {

ReadForm read(const std::string& markdown) {
  auto workbook = readMarkdownTables(markdown, "folder/visit.md");
  REQUIRE(workbook);
  return readXlsForm(*workbook);
}

std::string told(const ReadForm& form) {
  std::string all;
  for (const auto& found : form.diagnostics)
    all += found.code + " " + found.sheet + ":" + std::to_string(found.row) + ":" + found.column + " " + found.message +
           " [" + found.suggestion + "]\n";
  return all;
}

const v1::FormNode& node(const ReadForm& form, const std::string& name) {
  for (const auto& known : form.form.nodes()) {
    if (known.name() == name) return known;
  }
  INFO(told(form));
  FAIL("no node " + name);
  return form.form.nodes(0);
}

const Diagnostic* find(const ReadForm& form, const std::string& code) {
  const auto found = std::ranges::find(form.diagnostics, code, &Diagnostic::code);
  return found == form.diagnostics.end() ? nullptr : &*found;
}

std::string words(const v1::Text& text, std::uint32_t language) {
  for (const auto& variant : text.variants()) {
    if (variant.language() != language) continue;
    std::string all;
    for (const auto& segment : variant.segments())
      all += segment.has_expression() ? "{" + segment.expression() + "}" : segment.text();
    return all;
  }
  return "(none)";
}

}  // namespace

TEST_CASE("headers are known by alias, in any case, with languages behind one or two colons") {
  CHECK(readHeader("Read_Only", SheetKind::Survey, false) == Header{"readonly", "", "", true});
  CHECK(readHeader("relevance", SheetKind::Survey, false).name == "relevant");
  CHECK(readHeader("constraint message", SheetKind::Survey, false).name == "constraint_message");
  CHECK(readHeader("label:fr", SheetKind::Survey, false) == Header{"label", "", "fr", true});
  CHECK(readHeader("Label::Tiếng Việt (vi)", SheetKind::Survey, true) == Header{"label", "", "Tiếng Việt (vi)", true});
  CHECK(readHeader("media::image::en", SheetKind::Survey, true) == Header{"image", "", "en", true});
  CHECK(readHeader("jr:count", SheetKind::Survey, false).name == "repeat_count");
  CHECK(readHeader("bind::relevant", SheetKind::Survey, true).name == "relevant");
  CHECK(readHeader("bind::odk:length", SheetKind::Survey, true) == Header{"bind", "odk:length", "", true});
  CHECK(readHeader("instance::esri:fieldType", SheetKind::Survey, true) ==
        Header{"instance", "esri:fieldType", "", true});
  CHECK(readHeader("list name", SheetKind::Choices, false).name == "list_name");
  CHECK(readHeader("Disaggregation", SheetKind::Survey, false) == Header{"Disaggregation", "", "", false});
}

TEST_CASE("questions, groups and repeats stand in the order of the sheet, the meta group last") {
  const auto form = read(R"(
| survey |
| | type | name | label |
| | begin group | g | Group |
| | text | a | A |
| | begin_repeat | r | Rows |
| | integer | n | N |
| | end_repeat | | |
| | end group | | |
| settings |
| | form_title | version |
| | Visit | 7 |
)");
  INFO(told(form));
  REQUIRE(form.ok());
  CHECK(form.form.form_id() == "visit");
  CHECK(form.form.title() == "Visit");
  CHECK(form.form.version() == "7");
  std::vector<std::string> names;
  for (const auto& known : form.form.nodes()) names.push_back(known.name());
  CHECK(names == std::vector<std::string>{"data", "g", "a", "r", "n", "meta", "instanceID"});
  CHECK(node(form, "r").kind() == v1::NODE_KIND_REPEAT);
  CHECK(node(form, "r").initial_count() == 1);
  CHECK(node(form, "n").type() == v1::BIND_TYPE_INT);
  CHECK(node(form, "instanceID").preload() == "uid");
}

TEST_CASE("texts know their languages, references and what is missing") {
  const auto form = read(R"(
| survey |
| | type | name | label::vi | label::en | hint |
| | text | a | Tên ${b} | Name of ${b} | How |
| | text | b | Chỉ tiếng Việt | | |
| settings |
| | default_language |
| | vi |
)");
  REQUIRE(form.ok());
  REQUIRE(form.form.languages_size() == 2);
  CHECK(form.form.languages(0) == "vi");
  CHECK(words(node(form, "a").label(), 0) == " Tên {${b}} ");
  CHECK(words(node(form, "a").label(), 1) == " Name of {${b}} ");
  CHECK(words(node(form, "a").hint(), 1) == "How");
  CHECK(words(node(form, "b").label(), 1) == "-");
  const auto* missing = find(form, "missing_translation");
  REQUIRE(missing != nullptr);
  CHECK(missing->row == 5);
  CHECK(missing->column == "D");
}

TEST_CASE("curly quotes of expressions become straight ones") {
  const auto form = read(
      "| survey |\n| | type | name | label | relevant |\n| | text | a | A | |\n| | text | b | B | ${a} = "
      "\xE2\x80\x98x\xE2\x80\x99 |\n");
  CHECK(node(form, "b").relevant() == "${a} = 'x'");
}

TEST_CASE("selects point to their lists, with filters, files and chance") {
  const auto form = read(R"(
| survey |
| | type | name | label | choice_filter | parameters |
| | select_one yn | a | A | | |
| | select_multiple yn | b | B | kind=${a} | |
| | select_one yn | c | C | | randomize=true, seed=${a} |
| | select_one_from_file communes.csv | d | D | province=${a} | value=code label=name_vi |
| | rank yn | e | E | | |
| | select_one yn or_other | f | F | | |
| choices |
| | list_name | name | label | kind |
| | yn | 1 | Yes | x |
| | yn | 0 | No | |
)");
  INFO(told(form));
  REQUIRE(form.ok());
  CHECK(node(form, "a").items().list() == 1);
  CHECK(node(form, "b").items().nodeset() == "instance('yn')/root/item[kind=${a}]");
  CHECK(node(form, "c").items().nodeset() == "randomize(instance('yn')/root/item, ${a})");
  CHECK(node(form, "d").items().nodeset() == "instance('communes')/root/item[province=${a}]");
  CHECK(node(form, "d").items().value_ref() == "code");
  CHECK(form.form.instances(0).src() == "jr://file-csv/communes.csv");
  CHECK(node(form, "e").control() == v1::CONTROL_RANK);
  CHECK(node(form, "f_other").relevant() == "selected(../f, 'other')");
  const auto& list = form.form.lists(0);
  CHECK(list.rows_size() == 3);
  CHECK(list.rows(1).cells_size() == 2);
}

TEST_CASE("defaults that calculate become actions, plain ones stay values") {
  const auto form = read(R"(
| survey |
| | type | name | label | default |
| | date | a | A | 2026-11-15 |
| | date | b | B | today() |
| | text | c | C | five-and-a-half |
| | begin_repeat | r | R | |
| | integer | d | D | ${a} + 1 |
| | end_repeat | | | |
)");
  REQUIRE(form.ok());
  CHECK(node(form, "a").default_value() == "2026-11-15");
  CHECK(node(form, "b").default_value().empty());
  CHECK(node(form, "c").default_value() == "five-and-a-half");
  REQUIRE(form.form.actions_size() == 3);
  CHECK(form.form.actions(0).value() == "today()");
  CHECK(form.form.actions(2).events(0) == v1::ACTION_EVENT_NEW_REPEAT);
}

TEST_CASE("which defaults are expressions follows pyxform") {
  CHECK(isDynamicDefault("1 + 1", "integer"));
  CHECK(isDynamicDefault("${a}", "text"));
  CHECK(isDynamicDefault("concat('a', 'b')", "text"));
  CHECK(isDynamicDefault("a | b", "text"));
  CHECK(isDynamicDefault("a - b", "text"));
  CHECK_FALSE(isDynamicDefault("-5", "integer"));
  CHECK_FALSE(isDynamicDefault("a-b", "text"));
  CHECK_FALSE(isDynamicDefault("2012-12-12", "date"));
  CHECK_FALSE(isDynamicDefault("12 - 12", "date"));
  CHECK_FALSE(isDynamicDefault("photo (1).jpg", "image"));
  CHECK_FALSE(isDynamicDefault("'quoted - text'", "text"));
}

TEST_CASE("counts, triggers, parameters, metadata and external files land where they belong") {
  const auto form = read(R"(
| survey |
| | type | name | label | repeat_count | trigger | calculation | parameters | appearance |
| | start | began | | | | | | |
| | csv-external | norms | | | | | | |
| | integer | n | N | | | | unit=dong | money |
| | begin_repeat | r | R | ${n} + 1 | | | | |
| | text | t | T | | | | | |
| | end_repeat | | | | | | | |
| | text | copy | Copy | | ${n} | ${n} * 2 | | |
| | range | z | Z | | | | start=0; end=1; step=0.1 | |
| | calculate | p | | | | pulldata('crops', 'a', 'b', ${n}) | | |
| | calculate | l | | | | ${last-saved#n} | | |
)");
  INFO(told(form));
  REQUIRE(form.ok());
  CHECK(node(form, "began").preload() == "timestamp");
  CHECK(node(form, "r_count").calculate() == "${n} + 1");
  CHECK(node(form, "r").repeat_count() == "${r_count}");
  CHECK(node(form, "n").parameters().at("unit") == "dong");
  CHECK(node(form, "z").type() == v1::BIND_TYPE_DECIMAL);
  CHECK(node(form, "copy").calculate().empty());
  REQUIRE(form.form.actions_size() == 1);
  CHECK(form.form.actions(0).events(0) == v1::ACTION_EVENT_VALUE_CHANGED);
  CHECK(form.form.nodes(static_cast<int>(form.form.actions(0).trigger())).name() == "n");
  std::vector<std::string> ids;
  for (const auto& instance : form.form.instances()) ids.push_back(instance.id());
  CHECK(ids == std::vector<std::string>{"norms", "crops", "__last-saved"});
}

TEST_CASE("a loop repeats its questions for each choice") {
  const auto form = read(R"(
| survey |
| | type | name | label |
| | begin_loop over fruit | each | Fruit |
| | integer | n | How many %(label)s? |
| | end_loop | | |
| choices |
| | list_name | name | label |
| | fruit | apple | apples |
| | fruit | pear | pears |
)");
  INFO(told(form));
  REQUIRE(form.ok());
  std::vector<std::string> labels;
  for (const auto& known : form.form.nodes()) {
    if (known.name() == "n") labels.push_back(words(known.label(), 0));
  }
  CHECK(labels == std::vector<std::string>{"How many apples?", "How many pears?"});
}

TEST_CASE("choices may come from what was answered in a repeat") {
  const auto form = read(R"(
| survey |
| | type | name | label | choice_filter |
| | begin_repeat | person | Person | |
| | text | who | Name | |
| | integer | age | Age | |
| | end_repeat | | | |
| | select_one ${who} | chief | Chief | ${age} > 17 |
)");
  INFO(told(form));
  REQUIRE(form.ok());
  CHECK(node(form, "chief").items().nodeset() == "/data/person[./age > 17]");
  CHECK(node(form, "chief").items().value_ref() == "who");
}

TEST_CASE("faults are told with sheet, row, column and the nearest right word") {
  const auto form = read(R"(
| survey |
| | type | name | label | notes |
| | txet | a | A | |
| | select_one yess | b | B | |
| | begin_group | g | G | |
| | text | c c | C | |
| | text | d | D | |
| | text | d | D | |
| choices |
| | list_name | name | label |
| | yes | 1 | Yes |
| | yes | 1 | Oui |
| | never | 1 | Never |
)");
  INFO(told(form));
  CHECK_FALSE(form.ok());
  REQUIRE(find(form, "unknown_type") != nullptr);
  CHECK(find(form, "unknown_type")->suggestion == "text");
  CHECK(find(form, "unknown_type")->row == 4);
  CHECK(find(form, "unknown_type")->column == "A");
  REQUIRE(find(form, "unknown_list") != nullptr);
  CHECK(find(form, "unknown_list")->suggestion == "yes");
  CHECK(find(form, "unmatched_begin") != nullptr);
  CHECK(find(form, "bad_name") != nullptr);
  CHECK(find(form, "duplicate_name")->row == 9);
  REQUIRE(find(form, "duplicate_choice") != nullptr);
  CHECK(find(form, "duplicate_choice")->severity == Severity::Warning);
  CHECK(find(form, "unused_list") != nullptr);
  CHECK(find(form, "unknown_column")->severity == Severity::Note);
}

TEST_CASE("a question with the name of the root is doubtful, not wrong") {
  const auto form = read("| survey |\n| | type | name | label |\n| | text | data | D |\n");
  CHECK(form.ok());
  REQUIRE(find(form, "named_as_root") != nullptr);
  CHECK(find(form, "named_as_root")->severity == Severity::Warning);
}

TEST_CASE("ends without begins, and a workbook without a survey, are errors") {
  CHECK_FALSE(read("| survey |\n| | type | name | label |\n| | end_group | | |\n").ok());
  CHECK_FALSE(read("| choices |\n| | list_name | name |\n| settings |\n| | form_id |\n").ok());
}
