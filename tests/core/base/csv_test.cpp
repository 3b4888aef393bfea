#include "core/base/csv.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/log.h"

using namespace thucdia::core;

TEST_CASE("quotes, line breaks and doubled quotes are read as RFC 4180 says") {
  const auto table = parseCsv("\xEF\xBB\xBFname,note\r\n\"Gốm, sứ\",\"a \"\"b\"\"\r\nc\"\r\n\r\nx,\r\n");
  REQUIRE(table.has_value());
  CHECK(table->header == std::vector<std::string>{"name", "note"});
  REQUIRE(table->rows.size() == 2);
  CHECK(table->rows[0] == CsvRow{2, {"Gốm, sứ", "a \"b\"\nc"}});
  CHECK(table->rows[1] == CsvRow{5, {"x", ""}});
  CHECK(table->column("note") == 1);
  CHECK_FALSE(table->column("Note"));
}

TEST_CASE("files saved by a Vietnamese Excel are separated by semicolons") {
  const auto table = parseCsv("mã;tên;tiền\nA1;Chè, mật ong;1,5\n");
  REQUIRE(table.has_value());
  CHECK(table->separator == ';');
  CHECK(table->rows[0].cells == std::vector<std::string>{"A1", "Chè, mật ong", "1,5"});
  CHECK(parseCsv("a\tb\n1\t2")->rows[0].cells.size() == 2);
}

TEST_CASE("a fault in a table is told with its line and position") {
  const auto open = parseCsv("a,b\n1,\"x\ny");
  REQUIRE_FALSE(open.has_value());
  CHECK(open.error().place.row == 2);
  CHECK(open.error().place.column == "3");
  const auto after = parseCsv("a,b\n\"ễ\"x,2\n");
  REQUIRE_FALSE(after.has_value());
  CHECK(after.error().place.row == 2);
  CHECK(after.error().place.column == "4");
  const auto latin = parseCsv("a\nb\n\xE0\xE1\n");
  REQUIRE_FALSE(latin.has_value());
  CHECK(latin.error().place.row == 3);
  CHECK_FALSE(parseCsv("\n\n").has_value());
}

TEST_CASE("what is written is read back") {
  std::string text;
  appendCsvRow(text, {"plain", "with, comma", "with \"quote\"", "two\nlines", " blanks ", ""});
  CHECK(text == "plain,\"with, comma\",\"with \"\"quote\"\"\",\"two\nlines\",\" blanks \",\r\n");
  const auto table = parseCsv("a,b,c,d,e,f\r\n" + text);
  REQUIRE(table.has_value());
  CHECK(table->rows[0].cells ==
        std::vector<std::string>{"plain", "with, comma", "with \"quote\"", "two\nlines", " blanks ", ""});
}

TEST_CASE("a log entry is one line whatever its values hold") {
  MemoryLog sink;
  const FixedClock clock(fromMicros(0));
  const Logger log(sink, clock);
  log.info("pulled", {{"from", "a b\nc"}, {"count", "3"}});
  log.error("push_failed", Error{ErrorCode::Unreachable, "no answer"});
  Logger().info("nothing");
  REQUIRE(sink.entries().size() == 2);
  CHECK(describe(sink.entries()[0]) == "1970-01-01T07:00:00+07:00 info pulled from=\"a b\\x0ac\" count=3");
  CHECK(describe(sink.entries()[1]) ==
        "1970-01-01T07:00:00+07:00 error push_failed code=unreachable detail=\"no answer\"");
}
