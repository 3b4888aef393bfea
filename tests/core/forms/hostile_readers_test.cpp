// Files that were made to hurt: each ends soon, with an error that names the limit that it met.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"
#include "core/forms/external_data.h"
#include "core/forms/form_files.h"
#include "core/forms/form_reader.h"
#include "tests/core/forms/xlsx_fixture.h"

using namespace thucdia::core::forms;

namespace {

/// The first error's code and message; of a file that could not be read at all, the error's.
std::string refusal(const std::string& bytes, const std::string& file = "hostile.md") {
  const auto read = readForm(bytes, file);
  if (!read) return std::string(thucdia::core::name(read.error().code)) + ": " + read.error().detail;
  for (const auto& found : read->diagnostics) {
    if (found.severity == Severity::Error) return found.code + ": " + found.message;
  }
  return "none";
}

/// Whether an error speaks of that.
bool refusedFor(const std::string& bytes, std::string_view what, const std::string& file = "hostile.md") {
  const auto read = readForm(bytes, file);
  if (!read) return read.error().detail.find(what) != std::string::npos;
  return std::ranges::any_of(read->diagnostics, [&](const Diagnostic& found) {
    return found.severity == Severity::Error && found.message.find(what) != std::string::npos;
  });
}

std::string survey(const std::string& rows) { return "| survey |\n| | type | name | label |\n" + rows; }

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int at = 0; at < times; ++at) all += text;
  return all;
}

/// An XForm of an instance's content, what else the model holds, and a body.
std::string xform(const std::string& instance, const std::string& model, const std::string& body) {
  return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:head><model>" +
         model + "<instance><data id=\"f\">" + instance + "</data></instance></model></h:head><h:body>" + body +
         "</h:body></h:html>";
}

const std::string kXForm = "hostile.xml";

}  // namespace

TEST_CASE("groups within groups beyond the depth limit are an error that names it, not an overflow of the stack") {
  const auto form = survey(repeated("| | begin group | g | G |\n", 200'000));
  CHECK(refusal(form) == "limit: groups are nested deeper than 64 (kNodeDepth)");
}

TEST_CASE("groups as deep as the limit allows are read") {
  const auto form = survey(repeated("| | begin group | g | G |\n", 63) + "| | text | q | Q |\n" +
                           repeated("| | end group | | |\n", 63));
  CHECK(refusal(form) == "none");
}

TEST_CASE("a loop over more choices than a form may have nodes is an error that names the limit") {
  std::string choices = "| choices |\n| | list_name | name | label |\n";
  for (int at = 0; at < 30'000; ++at) choices += "| | l | c" + std::to_string(at) + " | C |\n";
  CHECK(refusal(survey("| | begin loop over l | all | All |\n| | end loop | | |\n") + choices).starts_with("limit: "));
  CHECK(refusedFor(survey("| | begin loop over l | all | All |\n") + choices, "kNodes"));
}

TEST_CASE("a loop over many rows that make no nodes ends all the same") {
  std::string choices = "| choices |\n| | list_name | name | label |\n";
  for (int at = 0; at < 500; ++at) choices += "| | l | c" + std::to_string(at) + " | C |\n";
  const auto rows = "| survey |\n| | type | name | label | disabled |\n| | begin loop over l | all | All | |\n" +
                    repeated("| | text | q | Q | yes |\n", 3'000) + "| | end loop | | | |\n";
  CHECK(refusedFor(rows + choices, "kLoopSteps"));
}

TEST_CASE("texts that a loop writes again and again are an error that names the limit before they fill the memory") {
  std::string choices = "| choices |\n| | list_name | name | label |\n";
  for (int at = 0; at < 100; ++at)
    choices += "| | l | c" + std::to_string(at) + " | " + std::string(100'000, 'x') + " |\n";
  const auto rows = "| | begin loop over l | all | All |\n| | text | q | " + repeated("%(label)s", 10'000) +
                    " |\n| | end loop | | |\n";
  CHECK(refusal(survey(rows) + choices).find("kFormBytes") != std::string::npos);
}

TEST_CASE("more languages than a form may have are an error that names the limit") {
  std::string headers = "| survey |\n| | type | name |";
  std::string row = "| | text | q |";
  for (int at = 0; at < 200; ++at) {
    headers += " label::L" + std::to_string(at) + " |";
    row += " Q |";
  }
  CHECK(refusal(headers + "\n" + row + "\n") == "limit: the form has more than 100 languages (kLanguages)");
}

TEST_CASE("texts that stand for all languages are counted in each") {
  std::string headers = "| survey |\n| | type | name | required_message |";
  std::string row = "| | text | q | Must |";
  for (int at = 0; at < 90; ++at) {
    headers += " label::L" + std::to_string(at) + " |";
    row += " Q |";
  }
  std::string rows = headers + "\n" + row + "\n";
  for (int at = 0; at < 12'000; ++at) rows += "| | text | q" + std::to_string(at) + " | Must |\n";
  CHECK(refusal(rows).find("kTextPieces") != std::string::npos);
}

TEST_CASE("of a hundred thousand wrong rows a thousand are told") {
  std::string rows;
  for (int at = 0; at < 100'000; ++at) rows += "| | txet | q" + std::to_string(at) + " | Q |\n";
  const auto read = readForm(survey(rows), "wrong.md");
  REQUIRE(read.has_value());
  CHECK_FALSE(read->ok());
  CHECK(read->diagnostics.size() <= 1'002);
}

TEST_CASE("a trigger that names a question ten thousand times is an error that names the limit") {
  const auto form =
      "| survey |\n| | type | name | label | trigger | calculation |\n| | text | a | A | | |\n"
      "| | text | b | B | " +
      repeated("${a}", 30'000) + " | 1 |\n";
  CHECK(refusal(form).find("kActions") != std::string::npos);
}

TEST_CASE("columns, lists, parameters and names beyond their limits are errors that name them") {
  std::string headers = "| survey |\n| | type | name |";
  for (int at = 0; at < 2'000; ++at) headers += " c" + std::to_string(at) + " |";
  CHECK(refusal(headers + "\n| | text | q |\n").find("kTableColumns") != std::string::npos);
  std::string lists = "| choices |\n| | list_name | name | label |\n";
  for (int at = 0; at < 6'000; ++at) lists += "| | l" + std::to_string(at) + " | a | A |\n";
  CHECK(refusal(survey("| | text | q | Q |\n") + lists).find("kTables") != std::string::npos);
  std::string parameters;
  for (int at = 0; at < 200; ++at) parameters += "p" + std::to_string(at) + "=1 ";
  CHECK(refusal("| survey |\n| | type | name | label | parameters |\n| | text | q | Q | " + parameters + "|\n")
            .find("kParameters") != std::string::npos);
  CHECK(refusal(survey("| | text | " + std::string(3'000, 'n') + " | Q |\n")).find("kPathBytes") != std::string::npos);
}

TEST_CASE("names that are many, alike or wrong are looked up in bounded time") {
  std::string rows;
  for (int at = 0; at < 9'000; ++at) {
    const auto number = std::to_string(at);
    rows += "| | text | a_question_with_a_name_that_is_rather_long_" + number + " | Q |\n| | select_one ${b_question_" +
            number + "} | s" + number + " | S |\n";
  }
  CHECK(refusal(survey(rows)).starts_with("unknown_name: there is no question"));
}

TEST_CASE("texts full of what might be look-ups are split in bounded time") {
  for (const std::string piece : {"instance(", "instance('a')/[", "${", "${a"}) {
    const auto form = survey("| | text | q | " + repeated(piece, 60'000) + " |\n");
    CHECK(refusal(form) == "none");
  }
}

TEST_CASE("an XForm whose groups or elements stand too deep within each other is refused by the limit's name") {
  CHECK(refusedFor(xform("<q/>", "", repeated("<group>", 100'000) + repeated("</group>", 100'000)), "kNodeDepth",
                   kXForm));
  CHECK(refusedFor(xform(repeated("<a>", 100'000) + repeated("</a>", 100'000), "", ""), "kNodeDepth", kXForm));
}

TEST_CASE("an XForm of more elements than a form may have nodes is refused by the limit's name") {
  std::string elements;
  for (int at = 0; at < 30'000; ++at) elements += "<q" + std::to_string(at) + "/>";
  CHECK(refusedFor(xform(elements, "", ""), "kNodes", kXForm));
  CHECK(refusedFor(xform("<q/>", "", repeated("<group><label>G</label></group>", 30'000)), "kNodes", kXForm));
}

TEST_CASE("a repeat whose instances stand in the instance by the hundred thousand is refused by the limit's name") {
  CHECK(refusedFor(
      xform(repeated("<r><q>1</q></r>", 100'000), "", "<repeat nodeset=\"/data/r\"><input ref=\"q\"/></repeat>"),
      "kRepeatInstances", kXForm));
}

TEST_CASE("repeats by the thousand, each beside many elements, are counted in bounded time") {
  std::string elements;
  std::string body;
  for (int at = 0; at < 9'000; ++at) {
    const auto name = "r" + std::to_string(at);
    elements += "<" + name + "><q/></" + name + ">";
    body += "<repeat nodeset=\"/data/" + name + "\"/>";
  }
  CHECK(refusal(xform(elements + repeated("<x/>", 200'000), "", body), kXForm) == "none");
}

TEST_CASE("a long text that many questions show is refused before the copies fill the memory") {
  const auto itext = "<itext><translation lang=\"vi\"><text id=\"t\"><value>" + std::string(1'000'000, 'x') +
                     "</value></text></translation></itext>";
  std::string elements;
  std::string body;
  for (int at = 0; at < 1'000; ++at) {
    elements += "<q" + std::to_string(at) + "/>";
    body += "<input ref=\"/data/q" + std::to_string(at) + "\"><label ref=\"jr:itext('t')\"/></input>";
  }
  CHECK(refusedFor(xform(elements, itext, body), "kFormBytes", kXForm));
}

TEST_CASE("languages, actions, lists and attributes of an XForm beyond their limits are refused by name") {
  const auto lists = repeated("<instance id=\"l\"><root><item><name>a</name></item></root></instance>", 6'000);
  const auto instance = std::string("<instance><data id=\"f\"><q/></data></instance>");
  CHECK(refusedFor(xform("<q/>", "<itext>" + repeated("<translation lang=\"l\"/>", 200) + "</itext>", ""), "kLanguages",
                   kXForm));
  CHECK(refusedFor(xform("<q/>", instance + lists, ""), "kTables", kXForm));
  CHECK(refusedFor(
      xform("<q/>", instance + repeated("<setvalue ref=\"/data/q\" event=\"odk-instance-load\"/>", 30'000), ""),
      "kActions", kXForm));
  std::string attributes;
  for (int at = 0; at < 2'000; ++at) attributes += " a" + std::to_string(at) + "=\"\"";
  CHECK(refusedFor(xform("<q" + attributes + "/>", "", ""), "kXmlAttributes", kXForm));
  CHECK(refusedFor(xform(repeated("<q/>", 9'000'000), "", ""), "kXmlMarkup", kXForm));
}

TEST_CASE("references as long as a file and paths that grow with each group lead nowhere, soon") {
  const auto deep = repeated("<group ref=\"" + std::string(1'500, 'g') + "\">", 60);
  const auto body = deep + repeated("<input ref=\"q\"/>", 50'000) + repeated("</group>", 60);
  const auto read = readForm(xform("<q/>", "", body), kXForm);
  REQUIRE(read.has_value());
  CHECK(read->diagnostics.size() <= 1'002);
  CHECK(refusedFor(xform("<" + std::string(3'000, 'n') + "/>", "", ""), "kPathBytes", kXForm));
}

TEST_CASE("a sheet of more columns than a spreadsheet has is refused") {
  CHECK(refusal("| survey |" + std::string(1'000'000, '|') + "\n").find("16384 cells") != std::string::npos);
}

TEST_CASE("a CSV of millions of short rows is refused before rows are made of it") {
  const auto table = MemoryTable::fromCsv("a,b\n" + repeated("1,2\n", 8'000'000));
  REQUIRE_FALSE(table.has_value());
  CHECK(table.error().detail.find("kTableCells") != std::string::npos);
}

TEST_CASE("GeoJSON whose values stand a million deep within each other is refused") {
  const auto table = tableFromGeoJson("{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"a\":" +
                                      std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}}]}");
  REQUIRE_FALSE(table.has_value());
  CHECK(table.error().detail.find("kJsonDepth") != std::string::npos);
}

TEST_CASE("GeoJSON whose features have a property of their own, each, is refused") {
  std::string features;
  for (int at = 0; at < 50'000; ++at)
    features += std::string(at == 0 ? "" : ",") + "{\"properties\":{\"p" + std::to_string(at) + "\":1}}";
  const auto table = tableFromGeoJson("{\"features\":[" + features + "]}");
  REQUIRE_FALSE(table.has_value());
  CHECK(table.error().detail.find("kTableColumns") != std::string::npos);
}

TEST_CASE("short shared strings by the million are refused before they fill the memory") {
  auto parts = thucdia::tests::workbookParts("");
  thucdia::core::SeededRandom random(1);
  std::string strings;
  for (int at = 0; at < 200'000; ++at) strings += "<si><t>" + std::to_string(random.next() % 1000) + "</t></si>";
  parts["xl/sharedStrings.xml"] = "<sst>" + strings + "</sst>";
  WorkbookLimits limits;
  limits.textBytes = 4u << 20;
  const auto read = readXlsx(thucdia::tests::zipped(parts), "hostile.xlsx", limits);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().detail == "more than 4194304 bytes of text");
}

TEST_CASE("one sheet's part named by hundreds of sheets is unpacked up to the limit of all parts") {
  std::string rows;
  thucdia::core::SeededRandom random(1);
  for (int row = 1; row <= 20'000; ++row)
    rows += "<row r=\"" + std::to_string(row) + "\"><c><v>" + std::to_string(random.next()) + "</v></c></row>";
  auto parts = thucdia::tests::workbookParts(rows);
  std::string sheets;
  for (int at = 0; at < 200; ++at)
    sheets += "<sheet name=\"s" + std::to_string(at) + "\" sheetId=\"1\" r:id=\"rId1\"/>";
  parts["xl/workbook.xml"] = "<workbook><sheets>" + sheets + "</sheets></workbook>";
  WorkbookLimits limits;
  limits.unpackedBytes = 20u << 20;
  const auto read = readXlsx(thucdia::tests::zipped(parts), "hostile.xlsx", limits);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().detail.find("20971520 bytes unpacked") != std::string::npos);
}

TEST_CASE("a million blank rows and a row number beyond all are read and refused, each as it should be") {
  std::string rows;
  for (int row = 1; row <= 1'000'000; ++row) rows += "<row r=\"" + std::to_string(row) + "\"/>";
  const auto read = readXlsx(thucdia::tests::zipped(thucdia::tests::workbookParts(rows)), "blank.xlsx");
  REQUIRE(read.has_value());
  CHECK(read->sheets.front().rows.empty());
  CHECK_FALSE(
      readXlsx(thucdia::tests::zipped(thucdia::tests::workbookParts("<row r=\"99999999999999999999\"/>")), "f.xlsx"));
}
