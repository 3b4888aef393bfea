#include <map>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "core/forms/form_reader.h"
#include "core/forms/session.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core::forms;
using namespace thucdia::core::forms::testing;

namespace {

/// The context of the expressions as a form: the data given, with <r> as a repeat, and the list "c" behind the select.
std::string formAround(const std::string& data, const std::string& list) {
  std::string model = data;
  model.replace(0, 3, "<d id=\"d\">");
  model.replace(model.rfind("</d>"), 4, "<meta><instanceID/></meta></d>");
  return R"(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>d</h:title><model><instance>)" +
         model + R"(</instance><instance id="c">)" + list + R"(</instance>
<bind nodeset="/d/int" type="int"/><bind nodeset="/d/dec" type="decimal"/><bind nodeset="/d/date" type="date"/>
<bind nodeset="/d/r/n" type="int"/><bind nodeset="/d/x" type="string"/></model></h:head>
<h:body><input ref="/d/int"><label>i</label></input>
<select1 ref="/d/pick"><label>p</label><itemset nodeset="instance('c')/root/item"><value ref="name"/><label ref="label"/></itemset></select1>
<group ref="/d/r"><label>r</label><repeat nodeset="/d/r"><input ref="/d/r/n"><label>n</label></input><input ref="/d/r/e"><label>e</label></input></repeat></group>
</h:body></h:html>)";
}

struct Decision {
  const char* value;  // null: an error
  const char* reason;
};

/// Where this project decided otherwise than the engine that the expected values come from.
const std::map<std::string, Decision>& decisions() {
  static const std::map<std::string, Decision> known = {
      {"--3", {"3", "-- is a sign twice"}},
      {"1 and 0", {"false", "and gives a boolean"}},
      {"1 or 0", {"true", "or gives a boolean"}},
      {"'a' and 'b'", {"true", "and gives a boolean"}},
      {"'' or 'x'", {"true", "or gives a boolean"}},
      {"not(/d/empty)", {"true", "an empty node is false"}},
      {"if(/d/empty, 'y', 'n')", {"n", "an empty node is false"}},
      {"regex('xabcx', '[a-c]+')", {"false", "the whole text must match"}},
      {"sum(/d/missing)", {"0", "the sum of nothing"}},
      {"number(today())", {"19797", "days since 1970"}},
      {"date('2023-02-29')", {"", "no such day"}},
      {"date('x')", {"", "no date"}},
      {"format-date(19797, '%Y-%m-%d')", {"2024-03-15", "day numbers are dates"}},
      {"/d/r[1]/n | /d/r[2]/n", {"1", "unions are not pending here"}},
      {"count(/d/r[1]/n | /d/r[2]/n)", {"2", "unions are not pending here"}},
  };
  return known;
}

}  // namespace

TEST_CASE("the measured expressions give what two engines give, but for the decisions") {
  const auto shared = sharedFolder();
  if (!shared) SKIP("no ../shared beside the checkout: the expressions of real forms are not there");
  const auto json = nlohmann::json::parse(readFile(*shared / "forms-corpus" / "expressions.json"));
  auto read = readForm(formAround(json["data"], json["secondaryInstance"]["xml"]), "d.xml");
  REQUIRE(read.has_value());
  auto form = Form::link(std::move(read->form));
  INFO((form ? std::string() : form.error().detail));
  REQUIRE(form.has_value());
  TestHost host(json["now"].get<std::string>());
  auto session = Session::begin(*form, host);
  REQUIRE(session.has_value());
  const auto context = (*session)->find("x");
  REQUIRE(context);
  std::size_t checked = 0;
  std::size_t waived = 0;
  for (const auto& entry : json["cases"]) {
    const auto expression = entry["expr"].get<std::string>();
    const auto result = (*session)->evaluate(context, expression);
    const auto shown = result ? *result : "error: " + result.error().detail;
    const auto decided = decisions().find(expression);
    INFO(expression << " gives " << shown);
    ++checked;
    if (decided != decisions().end()) {
      CHECK((result && *result == decided->second.value));
      CHECK(entry.value("value", std::string("an error")) != decided->second.value);
      ++waived;
    } else if (entry.contains("error")) {
      INFO("expected an error: " << entry["error"].get<std::string>());
      CHECK_FALSE(result.has_value());
    } else {
      INFO("expected " << entry["value"].get<std::string>());
      CHECK((result && *result == entry["value"].get<std::string>()));
    }
  }
  CHECK(checked == 280);
  CHECK(waived == decisions().size());
}
