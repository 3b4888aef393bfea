#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form.h"
#include "core/forms/form_reader.h"
#include "core/forms/limits.h"

using namespace thucdia::core;
using namespace thucdia::core::forms;

namespace {

/// A form of calculated questions "name = expression"; repeats open with "repeat name" and close with "end".
v1::CompiledForm form(const std::vector<std::pair<std::string, std::string>>& questions) {
  v1::CompiledForm result;
  result.set_form_id("f");
  result.add_languages("");
  auto* root = result.add_nodes();
  root->set_name("data");
  root->set_kind(v1::NODE_KIND_ROOT);
  std::vector<std::uint32_t> open{0};
  for (const auto& [name, expression] : questions) {
    if (name == "end") {
      open.pop_back();
      continue;
    }
    auto* node = result.add_nodes();
    node->set_parent(open.back());
    if (name.starts_with("repeat ")) {
      node->set_name(name.substr(7));
      node->set_kind(v1::NODE_KIND_REPEAT);
      node->set_initial_count(1);
      node->set_template_count(1);
      open.push_back(static_cast<std::uint32_t>(result.nodes_size() - 1));
      continue;
    }
    node->set_name(name);
    node->set_kind(v1::NODE_KIND_QUESTION);
    node->set_type(v1::BIND_TYPE_STRING);
    node->set_calculate(expression);
  }
  return result;
}

Error refusal(const std::vector<std::pair<std::string, std::string>>& questions) {
  const auto linked = Form::link(form(questions));
  REQUIRE_FALSE(linked.has_value());
  return linked.error();
}

}  // namespace

TEST_CASE("a cycle is an error that names its path") {
  const auto error = refusal({{"a", "${b} + 1"}, {"b", "${c}"}, {"c", "${a} * 2"}});
  CHECK(error.code == ErrorCode::InvalidForm);
  CHECK(error.detail.find("cycle") != std::string::npos);
  for (const auto* name : {"a", "b", "c"}) CHECK(error.detail.find(name) != std::string::npos);
  CHECK(refusal({{"a", ". + 1"}}).detail.find("cycle") != std::string::npos);
}

TEST_CASE("two questions that hide each other are a cycle") {
  auto both = form({{"a", ""}, {"b", ""}});
  both.mutable_nodes(1)->set_relevant("${b} = ''");
  both.mutable_nodes(2)->set_relevant("${a} = ''");
  const auto linked = Form::link(both);
  REQUIRE_FALSE(linked.has_value());
  CHECK(linked.error().detail.find("cycle") != std::string::npos);
}

TEST_CASE("a running total over the rows before is no cycle, a total over all rows within a row is") {
  CHECK(Form::link(
      form({{"repeat r", ""}, {"n", ""}, {"t", "${n} + indexed-repeat(${t}, ${r}, position(..) - 1)"}, {"end", ""}})));
  CHECK_FALSE(Form::link(form({{"repeat r", ""}, {"t", "sum(../../r/t)"}, {"end", ""}})));
}

TEST_CASE("unknown names and functions are told with the nearest known one") {
  CHECK(refusal({{"workers_now", ""}, {"b", "${worker_now} + 1"}}).detail.find("did you mean 'workers_now'") !=
        std::string::npos);
  CHECK(refusal({{"a", "count-slected('x')"}}).detail.find("did you mean 'count-selected'") != std::string::npos);
  CHECK(refusal({{"a", "if(1, 2)"}}).detail.find("3 arguments") != std::string::npos);
  CHECK(refusal({{"a", "1 +"}}).detail.find("ends too early") != std::string::npos);
}

TEST_CASE("a diagnostic says which question, which column and where in the expression") {
  Diagnostics diagnostics;
  CHECK_FALSE(Form::link(form({{"a", ""}, {"b", "1 + ${nothing_like_it}"}}), &diagnostics));
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].node == 2);
  CHECK(diagnostics[0].part == Part::Calculate);
  CHECK(diagnostics[0].offset == 4);
  CHECK(diagnostics[0].code == "unknown_name");
}

TEST_CASE("everything wrong is found in one pass") {
  Diagnostics diagnostics;
  CHECK_FALSE(Form::link(form({{"a", "${x1}"}, {"b", "foo()"}, {"c", "("}}), &diagnostics));
  CHECK(diagnostics.size() == 3);
}

TEST_CASE("hostile expressions meet a named limit") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += '(';
  CHECK(refusal({{"a", deep}}).detail.find("kExpressionBytes") != std::string::npos);
  CHECK(refusal({{"a", std::string(5'000, '(')}}).detail.find("kExpressionDepth") != std::string::npos);
  std::string chain = "1";
  for (int i = 0; i < 20'000; ++i) chain += "+1";
  const auto error = refusal({{"a", chain}});
  CHECK(error.code == ErrorCode::LimitExceeded);
  CHECK(error.detail.find("kExpression") != std::string::npos);
  CHECK(Form::link(form({{"a", std::string(30'000, '-') + "1"}})));
}

TEST_CASE("a form whose shape makes no sense is refused") {
  auto broken = form({{"a", ""}});
  broken.mutable_nodes(1)->set_parent(7);
  CHECK_FALSE(Form::link(broken));
  CHECK_FALSE(Form::link(v1::CompiledForm{}));
  CHECK(Form::parse("\xff\xff\xff").error().code == ErrorCode::CorruptData);
}

TEST_CASE("references are spelt alike however they were written") {
  auto written =
      form({{"repeat r", ""}, {"x", ""}, {"y", "${x} + 1"}, {"z", " ../x+1"}, {"w", "/data/r/x  +  1"}, {"end", ""}});
  const auto linked = Form::link(written);
  REQUIRE(linked.has_value());
  CHECK((*linked)->canonical(3, Part::Calculate) == "(/data/r/x + 1)");
  CHECK((*linked)->canonical(4, Part::Calculate) == (*linked)->canonical(3, Part::Calculate));
  CHECK((*linked)->canonical(5, Part::Calculate) == (*linked)->canonical(3, Part::Calculate));
}

TEST_CASE("nodes are found by path and by answer key") {
  const auto linked = Form::link(form({{"repeat equip", ""}, {"eq_name", ""}, {"end", ""}, {"a", ""}}));
  REQUIRE(linked.has_value());
  CHECK((*linked)->nodeOf("equip/eq_name") == 2);
  CHECK((*linked)->nodeOfKey("equip:3f2a-1/eq_name") == 2);
  CHECK((*linked)->nodeOfKey("equip:3f2a-1") == 1);
  CHECK((*linked)->nodeOf("nothing") == kNoNode);
}

TEST_CASE("a wrong pattern or an impossible date is a warning") {
  Diagnostics diagnostics;
  REQUIRE(Form::link(form({{"a", "regex('x', '[')"}, {"b", "date('2023-02-29')"}}), &diagnostics));
  REQUIRE(diagnostics.size() == 2);
  CHECK(diagnostics[0].code == "regex");
  CHECK(diagnostics[1].code == "no_date");
  CHECK(std::all_of(diagnostics.begin(), diagnostics.end(),
                    [](const auto& each) { return each.severity == Severity::Warning; }));
}
