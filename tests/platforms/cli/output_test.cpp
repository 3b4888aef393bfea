#include "platforms/cli/output.h"

#include <sstream>

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::cli;

TEST_CASE("a table's columns stand under their headings, Vietnamese marks counted as shown") {
  Table table({"name", "province"});
  table.add({"Cơ sở chế biến gỗ Đường Lâm", "01"});
  table.add({"Hợp tác xã\nmây tre", "92"});
  std::ostringstream out;
  table.print(out);
  CHECK(out.str() ==
        "name                         province\n"
        "Cơ sở chế biến gỗ Đường Lâm  01\n"
        "Hợp tác xã mây tre           92\n");
}

TEST_CASE("combining marks take no width") {
  CHECK(shownWidth("Đường") == 5);
  CHECK(shownWidth("e\xCC\x81") == 1);
  CHECK(shownWidth("") == 0);
}

TEST_CASE("an object is printed as lines, nested ones indented") {
  std::ostringstream out;
  printObject(out, Json::parse(R"({"id":"a","year":2017,"answers":{"p":"x y"},"list":["u","v"],"rows":[{"k":1}]})"));
  CHECK(out.str() == "id: a\nyear: 2017\nanswers:\n  p: x y\nlist: [\"u\",\"v\"]\nrows:\n  -\n    k: 1\n");
}

TEST_CASE("JSON keeps Vietnamese text readable and survives bytes that are no UTF-8") {
  std::ostringstream out;
  printJson(out, Json::array({"Đường", "\xff"}));
  CHECK(out.str() == "[\n  \"Đường\",\n  \"\xEF\xBF\xBD\"\n]\n");
}
