#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"

using namespace thucdia::core::forms;
namespace v1 = thucdia::records::v1;
using thucdia::core::ErrorCode;

namespace {

std::string xform(const std::string& instance, const std::string& model, const std::string& body) {
  return "<h:html xmlns=\"http://www.w3.org/2002/xforms\" xmlns:h=\"http://www.w3.org/1999/xhtml\" "
         "xmlns:jr=\"http://openrosa.org/javarosa\"><h:head><h:title>T</h:title><model><instance><data id=\"f\" "
         "version=\"3\">" +
         instance + "</data></instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
}

ReadForm read(const std::string& xml) {
  auto form = readXForm(xml, "f.xml");
  REQUIRE(form);
  return std::move(*form);
}

const v1::FormNode& node(const ReadForm& form, const std::string& name) {
  for (const auto& known : form.form.nodes()) {
    if (known.name() == name) return known;
  }
  FAIL("no node " + name);
  return form.form.nodes(0);
}

}  // namespace

TEST_CASE("binds, controls and texts of an XForm become nodes") {
  const auto form = read(
      xform("<a>7</a><b/><c/>",
            "<bind nodeset=\"/data/a\" type=\"int\" required=\"true()\" constraint=\". > 0\" jr:constraintMsg=\"No\"/>"
            "<bind nodeset=\"/data/b\" type=\"string\" readonly=\"true()\"/><bind nodeset=\"/data/c\" "
            "calculate=\"/data/a + 1\"/>",
            "<input ref=\"/data/a\" appearance=\"numbers\"><label>How <output "
            "value=\"/data/c\"/>?</label><hint>h</hint></input><input ref=\"/data/b\"><label>Note</label></input>"));
  REQUIRE(form.ok());
  CHECK(form.form.form_id() == "f");
  CHECK(form.form.version() == "3");
  CHECK(form.form.title() == "T");
  const auto& a = node(form, "a");
  CHECK(a.type() == v1::BIND_TYPE_INT);
  CHECK(a.default_value() == "7");
  CHECK(a.control() == v1::CONTROL_INPUT);
  CHECK(a.label().variants(0).segments(1).expression() == "/data/c");
  CHECK(a.constraint_message().variants(0).segments(0).text() == "No");
  CHECK(node(form, "b").control() == v1::CONTROL_NOTE);
  CHECK(node(form, "c").control() == v1::CONTROL_UNSPECIFIED);
}

TEST_CASE("repeats tell their template, their instances and their count apart") {
  const auto form = read(xform("<r jr:template=\"\"><n>1</n></r><r><n>5</n></r><r><n>1</n></r><k/>",
                               "<bind nodeset=\"/data/r/n\" type=\"int\"/>",
                               "<group ref=\"/data/r\"><label>Rows</label><repeat nodeset=\"/data/r\"><input "
                               "ref=\"/data/r/n\"><label>N</label></input></repeat></group>"));
  REQUIRE(form.ok());
  CHECK(node(form, "r").kind() == v1::NODE_KIND_REPEAT);
  CHECK(node(form, "r").initial_count() == 2);
  CHECK(node(form, "r").label().variants(0).segments(0).text() == "Rows");
  CHECK(node(form, "n").default_value() == "1");
  REQUIRE(form.form.initial_values().size() == 1);
  CHECK(form.form.initial_values().at("r[1]/n") == "5");
}

TEST_CASE("groups of the screen alone hold what they show") {
  const auto form =
      read(xform("<a/><b/><c/>", "",
                 "<input ref=\"/data/a\"><label>A</label></input><group appearance=\"field-list\"><input "
                 "ref=\"/data/b\"><label>B</label></input><input ref=\"/data/c\"><label>C</label></input></group>"));
  REQUIRE(form.ok());
  REQUIRE(form.form.nodes_size() == 7);  // the root, a, the group, b, c, and the meta group with the id
  CHECK(form.form.nodes(2).name().empty());
  CHECK(form.form.nodes(2).appearance() == "field-list");
  CHECK(node(form, "c").parent() == 2);
  CHECK(node(form, "a").parent() == 0);
}

TEST_CASE("translations give texts, media and guidance by language") {
  const auto form = read(xform("<a/>",
                               "<itext><translation lang=\"fr\"><text id=\"a\"><value>Bonjour</value><value "
                               "form=\"image\">jr://images/x.png</value></text></translation><translation lang=\"en\" "
                               "default=\"true()\"><text id=\"a\"><value>Hello</value></text></translation></itext>",
                               "<input ref=\"/data/a\"><label ref=\"jr:itext('a')\"/></input>"));
  REQUIRE(form.ok());
  CHECK(form.form.default_language() == 1);
  CHECK(node(form, "a").label().variants(0).image() == "x.png");
  CHECK(node(form, "a").label().variants(1).segments(0).text() == "Hello");
}

TEST_CASE("choices stand in the question, in a list or in a file") {
  const auto form = read(
      xform("<a/><b/><c/>",
            "<instance id=\"l\"><root><item><name>x</name><label>X</label></item></root></instance><instance id=\"f\" "
            "src=\"jr://file-csv/f.csv\"/>",
            "<select1 ref=\"/data/a\"><label>A</label><item><label>One</label><value>1</value></item></select1>"
            "<select ref=\"/data/b\"><label>B</label><itemset nodeset=\"instance('l')/root/item\"><value "
            "ref=\"name\"/><label ref=\"label\"/></itemset></select>"
            "<select1 ref=\"/data/c\"><label>C</label><itemset nodeset=\"instance('f')/root/item[k=/data/a]\"><value "
            "ref=\"code\"/><label ref=\"label\"/></itemset></select1>"));
  REQUIRE(form.ok());
  CHECK(form.form.lists(static_cast<int>(node(form, "a").items().list()) - 1).rows(0).cells(0).text() == "1");
  CHECK(form.form.lists(static_cast<int>(node(form, "b").items().list()) - 1).id() == "l");
  CHECK(node(form, "c").items().nodeset() == "instance('f')/root/item[k=/data/a]");
  CHECK(form.form.instances(0).src() == "jr://file-csv/f.csv");
}

TEST_CASE("XML that is no XForm, or not well-formed, is an error with its line") {
  CHECK(readXForm("<a/>", "f.xml").error().code == ErrorCode::ParseError);
  const auto broken = readXForm("<h:html>\n<h:head>\n</h:html>", "f.xml");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().place.row == 3);
  const auto nowhere = read(xform("<a/>", "", "<input ref=\"/data/nowhere\"/>"));
  REQUIRE_FALSE(nowhere.diagnostics.empty());
  CHECK(nowhere.diagnostics.front().code == "unknown_name");
}
