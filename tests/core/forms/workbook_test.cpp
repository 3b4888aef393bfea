#include "core/forms/workbook.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/core/forms/xlsx_fixture.h"

using namespace thucdia::core::forms;
using thucdia::core::ErrorCode;
using thucdia::tests::workbookParts;
using thucdia::tests::zipped;

namespace {

Workbook read(const std::string& rows, const std::string& properties = {}) {
  auto workbook = readXlsx(zipped(workbookParts(rows, properties)), "form.xlsx");
  INFO((workbook ? std::string() : thucdia::core::describe(workbook.error())));
  REQUIRE(workbook);
  REQUIRE(workbook->sheets.size() == 1);
  return *workbook;
}

std::string only(const std::string& cell, const std::string& properties = {}) {
  const auto workbook = read("<row r=\"1\">" + cell + "</row>", properties);
  return workbook.sheets[0].rows.empty() ? std::string() : workbook.sheets[0].rows[0].cells[0].text;
}

}  // namespace

TEST_CASE("shared strings join their runs and leave out the phonetic guide") {
  CHECK(only("<c r=\"A1\" t=\"s\"><v>1</v></c>") == "name");
}

TEST_CASE("escaped characters and line ends of a cell become those that are meant") {
  CHECK(only("<c r=\"A1\" t=\"s\"><v>2</v></c>") == "two\nlines & more");
  CHECK(only("<c r=\"A1\" t=\"inlineStr\"><is><t>_x005F_x000D_</t></is></c>") == "_x000D_");
}

TEST_CASE("inline strings, formula results, booleans and errors are text") {
  CHECK(only("<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r></is></c>") ==
        "a b");
  CHECK(only("<c r=\"A1\" t=\"str\"><f>CONCAT(B1,C1)</f><v>result</v></c>") == "result");
  CHECK(only("<c r=\"A1\" t=\"b\"><v>1</v></c>") == "TRUE");
  CHECK(only("<c r=\"A1\" t=\"b\"><v>0</v></c>") == "FALSE");
  CHECK(only("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>") == "#N/A");
}

TEST_CASE("numbers read as people write them") {
  CHECK(only("<c r=\"A1\"><v>1.0</v></c>") == "1");
  CHECK(only("<c r=\"A1\"><v>0.10000000000000001</v></c>") == "0.1");
  CHECK(only("<c r=\"A1\"><v>2.5E-2</v></c>") == "0.025");
  CHECK(only("<c r=\"A1\"><v>4500000000</v></c>") == "4500000000");
  CHECK(only("<c r=\"A1\" s=\"4\"><v>3</v></c>") == "3");
}

TEST_CASE("dates follow the calendar of the workbook") {
  CHECK(only("<c r=\"A1\" s=\"1\"><v>45292</v></c>") == "2024-01-01");
  CHECK(only("<c r=\"A1\" s=\"1\"><v>43830</v></c>", "<workbookPr date1904=\"1\"/>") == "2024-01-01");
  CHECK(only("<c r=\"A1\" s=\"2\"><v>45292.5</v></c>") == "2024-01-01 12:00:00");
  CHECK(only("<c r=\"A1\" s=\"3\"><v>0.25</v></c>") == "06:00:00");
  CHECK(only("<c r=\"A1\" s=\"1\"><v>59</v></c>") == "1900-02-28");
  CHECK(only("<c r=\"A1\" s=\"1\"><v>61</v></c>") == "1900-03-01");
}

TEST_CASE("rows and cells without numbers follow one another, and empty ones are left out") {
  const auto workbook = read(
      "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r=\"7\"><c r=\"C7\"><v>9</v></c></row><row r=\"8\"><c "
      "r=\"A8\" t=\"inlineStr\"><is><t>  </t></is></c></row>");
  const auto& rows = workbook.sheets[0].rows;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].number == 1);
  CHECK(rows[0].text(1) == "1");
  CHECK(rows[0].text(2).empty());
  CHECK(rows[0].text(3) == "3");
  CHECK(rows[1].number == 7);
  CHECK(rows[1].text(3) == "9");
}

TEST_CASE("a million blank rows cost nothing") {
  std::string rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
  for (int row = 2; row <= 1'048'576; ++row) rows += "<row r=\"" + std::to_string(row) + "\" spans=\"1:3\"/>";
  CHECK(read(rows).sheets[0].rows.size() == 1);
}

TEST_CASE("strict workbooks with prefixes are read like the others") {
  auto parts = workbookParts("");
  parts["_rels/.rels"] =
      "<Relationships><Relationship Id=\"a\" "
      "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
      "Target=\"/xl/workbook.xml\"/></Relationships>";
  parts["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" "
      "Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
      "Target=\"../xl/worksheets/sheet1.xml\"/></Relationships>";
  parts["xl/worksheets/sheet1.xml"] =
      "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row r=\"1\"><x:c "
      "r=\"B1\" t=\"inlineStr\"><x:is><x:t>strict</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>";
  const auto workbook = readXlsx(zipped(parts), "form.xlsx");
  REQUIRE(workbook);
  CHECK(workbook->sheets[0].rows[0].text(2) == "strict");
}

TEST_CASE("a part that unpacks to hundreds of times its size is refused by name of the limit") {
  auto parts = workbookParts("");
  parts["xl/worksheets/sheet1.xml"] =
      "<worksheet><sheetData>" + std::string(40u << 20, ' ') + "</sheetData></worksheet>";
  const auto workbook = readXlsx(zipped(parts), "form.xlsx");
  REQUIRE_FALSE(workbook);
  CHECK(workbook.error().code == ErrorCode::LimitExceeded);
  CHECK(workbook.error().detail.find("400 times") != std::string::npos);
}

TEST_CASE("each limit is an error that names it") {
  WorkbookLimits limits;
  limits.cells = 2;
  const auto bytes = zipped(workbookParts("<row r=\"1\"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"));
  const auto cells = readXlsx(bytes, "form.xlsx", limits);
  REQUIRE_FALSE(cells);
  CHECK(cells.error().code == ErrorCode::LimitExceeded);
  CHECK(cells.error().place.sheet == "survey");
  limits = {};
  limits.fileBytes = 10;
  CHECK(readXlsx(bytes, "form.xlsx", limits).error().code == ErrorCode::LimitExceeded);
}

TEST_CASE("what is no workbook is told with its place") {
  CHECK(readXlsx("PK but nothing else", "a.xlsx").error().code == ErrorCode::ParseError);
  CHECK(readXlsx("", "a.xlsx").error().place.file == "a.xlsx");
  auto parts = workbookParts("");
  parts["xl/worksheets/sheet1.xml"] = "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>";
  const auto doctype = readXlsx(zipped(parts), "a.xlsx");
  REQUIRE_FALSE(doctype);
  CHECK(doctype.error().place.sheet == "xl/worksheets/sheet1.xml");
  parts = workbookParts("<row r=\"2\"/><row r=\"0\"><c><v>1</v></c></row>");
  CHECK(readXlsx(zipped(parts), "a.xlsx").error().code == ErrorCode::ParseError);
}

TEST_CASE("Markdown tables become sheets by the first column") {
  const auto workbook = readMarkdownTables(
      "# A form\n"
      "| survey |\n"
      "| | type | name | label |\n"
      "|---|---|---|---|\n"
      "| | text | a | A \\| B |\n"
      "\n"
      "| choices | | |\n"
      "| | list_name | name |\n",
      "form.md");
  REQUIRE(workbook);
  REQUIRE(workbook->sheets.size() == 2);
  CHECK(workbook->sheets[0].name == "survey");
  REQUIRE(workbook->sheets[0].rows.size() == 2);
  CHECK(workbook->sheets[0].rows[1].number == 5);
  CHECK(workbook->sheets[0].rows[1].text(3) == "A | B");
  CHECK(workbook->sheets[1].rows[0].text(2) == "name");
}

TEST_CASE("a Markdown file without a table, and a sheet begun twice, are errors with a place") {
  CHECK(readMarkdownTables("just words", "form.md").error().code == ErrorCode::ParseError);
  const auto twice = readMarkdownTables("| survey |\n| | type |\n| survey |\n", "form.md");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().place.row == 3);
}

TEST_CASE("columns are lettered as spreadsheets letter them") {
  CHECK(columnLetters(1) == "A");
  CHECK(columnLetters(26) == "Z");
  CHECK(columnLetters(27) == "AA");
  CHECK(columnLetters(16384) == "XFD");
}
