#include <cmath>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/digest.h"
#include "core/forms/external_data.h"
#include "core/forms/geometry.h"
#include "core/forms/lexical.h"
#include "core/forms/regex.h"

using namespace thucdia::core::forms;

TEST_CASE("a table finds rows by a column's value and knows empty from missing") {
  const MemoryTable table({"name", "kind"}, {{"a", "x"}, {"b", std::nullopt}, {"c", "x"}, {"d", ""}});
  CHECK(table.rowCount() == 4);
  CHECK(table.rowsEqual(1, "x").size() == 2);
  CHECK(table.rowsEqual(1, "x")[1] == 2);
  CHECK(table.rowsEqual(1, "").size() == 1);
  CHECK_FALSE(table.cell(1, 1).has_value());
  CHECK(table.cell(3, 1).has_value());
  CHECK_FALSE(table.column("label").has_value());
}

TEST_CASE("CSV with quotes, semicolons and short rows becomes a table") {
  const auto table = MemoryTable::fromCsv("\xEF\xBB\xBFname;label\r\n1;\"a;b\"\r\n2\r\n");
  REQUIRE(table.has_value());
  CHECK((*table)->rowCount() == 2);
  CHECK((*table)->cell(0, 1) == "a;b");
  CHECK((*table)->cell(1, 1) == "");
  CHECK_FALSE(MemoryTable::fromCsv("a,b\n\"open,1\n").has_value());
}

TEST_CASE("numbers are written without exponents and read as forms write them") {
  CHECK(numberText(0.1 + 0.2) == "0.30000000000000004");
  CHECK(numberText(1e-7) == "0.0000001");
  CHECK(numberText(-0.0) == "0");
  CHECK(toNumber(" +5 ", 0) == 5);
  CHECK(toNumber("1e3", 0) == 1000);
  CHECK(std::isnan(toNumber("inf", 0)));
  CHECK(std::isnan(toNumber("0x10", 0)));
  CHECK(std::isnan(toNumber("", 0)));
  CHECK(toNumber("1970-01-02", 420) == 1);
  CHECK(toNumber("1970-01-01T12:00:00Z", 720) == 1);
}

TEST_CASE("patterns match whole texts, mean ASCII by word characters, and give up in bounded time") {
  const auto matches = [](std::string_view pattern, std::string_view text) {
    const auto compiled = RegexPattern::compile(pattern);
    return compiled && (*compiled)->matches(text);
  };
  CHECK(matches("^[0-9]{10}(-[0-9]{3})?$", "0101234567-001"));
  CHECK_FALSE(matches("[a-c]+", "xabcx"));
  CHECK_FALSE(matches("\\w+", "été"));
  CHECK(matches("^[\\w-\\.]+@([\\w-]+\\.)+[\\w-]{2,}$", "a.b-c@d.vn"));
  CHECK_FALSE(matches("(a+)+$", std::string(5'000, 'a') + "b"));
  CHECK_FALSE(RegexPattern::compile("[").has_value());
}

TEST_CASE("digests are those of the standards") {
  CHECK(digest("abc", "MD5", "hex") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(digest("abc", "SHA-1", "hex") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(digest("abc", "SHA-256", "base64") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
  CHECK(digest("abc", "SHA-384", "hex") ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  CHECK(digest("abc", "SHA-512", "hex") ==
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e2a9ac9"
        "4fa54ca49f");
  CHECK_FALSE(digest("abc", "CRC", "hex").has_value());
  CHECK(fromBase64(base64("Việt")) == "Việt");
}

TEST_CASE("points lie within shapes or outside, and shapes have an area") {
  const auto square = readPlaces("0 0 0 0; 0 1 0 0; 1 1 0 0; 1 0 0 0; 0 0 0 0");
  CHECK(insideShape({0.5, 0.5}, square));
  CHECK_FALSE(insideShape({1.5, 0.5}, square));
  CHECK(geodesicArea(square) > 1.2e10);
  CHECK(geodesicArea(square) < 1.25e10);
  CHECK(readPlaces("1000 0; 1 1").empty());
}

TEST_CASE("lines and borders that meet themselves are told from those that only go on or close") {
  const auto crosses = [](std::string_view places) {
    return crossesItself(readPlaces(places), [](std::size_t) { return true; });
  };
  CHECK_FALSE(crosses(""));
  CHECK_FALSE(crosses("0 0; 1 1"));
  CHECK_FALSE(crosses("0 0; 1 1; 2 0; 3 5"));
  CHECK_FALSE(crosses("0 0; 0 1; 1 1; 1 0; 0 0"));       // a square
  CHECK_FALSE(crosses("0 0; 0 0; 0 1; 1 1; 1 1; 0 0"));  // points given twice
  CHECK(crosses("0 0; 1 1; 0 1; 1 0; 0 0"));             // an hourglass
  CHECK(crosses("0 0; 0 2; 1 2; 1 1; -1 1"));            // crosses its own beginning
  CHECK(crosses("0 0; 0 2; 1 2; 1 1; 0 1"));             // touches it
  CHECK(crosses("0 0; 0 2; 0 1"));                       // doubles back
  CHECK(crosses("0 0; 0 2; 0 0"));                       // and to where it began
  CHECK(crosses("0 0; 1 0; 1 1; 0 0; -1 0"));            // goes on through its first point
}
