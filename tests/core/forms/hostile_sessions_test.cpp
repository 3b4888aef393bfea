// Forms whose expressions were written to hurt: linking and answering end soon, and say which limit was met. A limit
// that does not hold shows as a crash or as the test's time running out.
#include <algorithm>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"
#include "core/forms/limits.h"
#include "core/forms/session.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core;
using namespace thucdia::core::forms;
using namespace thucdia::core::forms::testing;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  all.reserve(text.size() * static_cast<std::size_t>(times));
  for (int at = 0; at < times; ++at) all += text;
  return all;
}

/// A form made by hand: a root "data" and questions below it.
struct Made {
  v1::CompiledForm form;
  Made() {
    auto* root = form.add_nodes();
    root->set_name("data");
    root->set_kind(v1::NODE_KIND_ROOT);
    form.add_languages();
  }
  v1::FormNode& question(const std::string& name, const std::string& calculate = {}, std::uint32_t parent = 0) {
    return node(name, v1::NODE_KIND_QUESTION, parent, calculate);
  }
  v1::FormNode& node(const std::string& name, v1::NodeKind kind, std::uint32_t parent,
                     const std::string& calculate = {}) {
    auto* made = form.add_nodes();
    made->set_name(name);
    made->set_parent(parent);
    made->set_kind(kind);
    made->set_calculate(calculate);
    if (kind == v1::NODE_KIND_QUESTION) made->set_type(v1::BIND_TYPE_STRING);
    return *made;
  }
  std::uint32_t last() const { return static_cast<std::uint32_t>(form.nodes_size() - 1); }
  /// "" when it links.
  std::string refusal() const {
    const auto linked = Form::link(form);
    return linked ? std::string() : std::string(name(linked.error().code)) + ": " + linked.error().detail;
  }
};

struct Running {
  explicit Running(const v1::CompiledForm& made, std::shared_ptr<const Table> table = nullptr) {
    auto linked = Form::link(made);
    INFO((linked ? std::string() : linked.error().detail));
    REQUIRE(linked.has_value());
    form = *linked;
    if (table) host.data.put("t", std::move(table));
    auto begun = Session::begin(form, host);
    REQUIRE(begun.has_value());
    session = std::move(*begun);
  }
  /// The warnings of an answer, one a line.
  std::string warnings(std::string_view path, std::string_view text) {
    const auto changes = session->set(session->find(path), text);
    REQUIRE(changes.has_value());
    std::string all;
    for (const auto& warning : changes->warnings) all += warning + "\n";
    return all;
  }
  std::string_view value(std::string_view path) const { return session->value(session->find(path)); }
  TestHost host;
  std::shared_ptr<const Form> form;
  std::unique_ptr<Session> session;
};

bool names(const std::string& text, std::string_view limit) { return text.find(limit) != std::string::npos; }

std::shared_ptr<const Table> rowsOf(int count) {
  std::string csv = "name,label\n";
  for (int row = 0; row < count; ++row) csv += "n" + std::to_string(row) + ",L\n";
  return MemoryTable::fromCsv(csv).value();
}

}  // namespace

TEST_CASE("chains of operators within predicates count as one chain: no expression overflows the stack") {
  std::string expression = "1";
  for (int depth = 0; depth < 60; ++depth) expression = "/data/a[" + expression + "]" + repeated("+1", 300);
  Made made;
  made.question("a");
  made.question("b", expression);
  CHECK(names(made.refusal(), "kExpressionChain"));
}

TEST_CASE("paths that lead everywhere within paths that lead everywhere are refused") {
  Made made;
  for (int at = 0; at < 300; ++at) made.question("q" + std::to_string(at));
  made.question("b", "count(//*[//*[//*[//*[. = 1] = 1] = 1] = 1])");
  CHECK(made.refusal().starts_with(name(ErrorCode::LimitExceeded)));
}

TEST_CASE("thousands of questions of one name, named thousands of times, are refused") {
  Made made;
  for (int at = 0; at < 5000; ++at) {
    made.node("g" + std::to_string(at), v1::NODE_KIND_GROUP, 0);
    made.question("same", {}, made.last());
  }
  made.question("b", "0" + repeated(" + ${same}", 900));
  for (int at = 0; at < 300; ++at) made.question("b" + std::to_string(at), "0" + repeated(" + ${same}", 900));
  CHECK(names(made.refusal(), "kLinkSteps"));
}

TEST_CASE("a form of millions of operations is refused") {
  Made made;
  made.question("a");
  for (int at = 0; at < 4000; ++at) made.question("b" + std::to_string(at), "0" + repeated(" + 1 * ${a}", 450));
  CHECK(names(made.refusal(), "kFormOperations"));
}

TEST_CASE("a form where everything reads everything is told as a cycle, briefly") {
  Made made;
  for (int at = 0; at < 900; ++at) made.question("q" + std::to_string(at), "sum(/data/*)");
  Diagnostics found;
  CHECK_FALSE(Form::link(made.form, &found).has_value());
  CHECK(std::ranges::count(found, "cycle", &Diagnostic::code) <= 20);
  CHECK(std::ranges::all_of(found, [](const Diagnostic& each) { return each.message.size() < 4000; }));
}

TEST_CASE("a calculation that hangs on twenty thousand others in a row is linked and run") {
  Made made;
  made.question("q0");
  for (int at = 1; at < 19'000; ++at)
    made.question("q" + std::to_string(at), "/data/q" + std::to_string(at - 1) + " + 1");
  Running running(made.form);
  CHECK(running.warnings("q0", "1").empty());
  CHECK(running.value("q18999") == "19000");
}

TEST_CASE("repeats whose counts hang on each other in a row are counted without overflowing the stack") {
  constexpr int kRepeats = 4000;
  Made made;
  made.question("n");
  for (int at = 0; at < kRepeats; ++at) {
    auto& repeat = made.node("r" + std::to_string(at), v1::NODE_KIND_REPEAT, 0);
    repeat.set_repeat_count(at == 0 ? "/data/n" : "count(/data/r" + std::to_string(at - 1) + ")");
    made.question("q", {}, made.last());
  }
  Running running(made.form);
  static_cast<void>(running.warnings("n", "1"));
  CHECK(running.session->children(running.session->find("r3999")).size() == 1);
}

TEST_CASE("a repeat that is to have a thousand million rows stops at the limit and says so") {
  Made made;
  made.question("n");
  made.node("r", v1::NODE_KIND_REPEAT, 0).set_repeat_count("/data/n");
  made.question("q", {}, made.last());
  Running running(made.form);
  CHECK(names(running.warnings("n", "1000000000"), "kRepeatInstances"));
}

TEST_CASE("labels of choices that show each other come to an end") {
  Made made;
  auto& list = *made.form.add_lists();
  list.set_id("l");
  list.add_columns("name");
  auto& row = *list.add_rows();
  row.add_cells()->set_text("a");
  auto& variant = *row.mutable_label()->add_variants();
  for (int at = 0; at < 2; ++at) variant.add_segments()->set_expression("jr:choice-name(/data/s, '/data/s')");
  auto& select = made.question("s");
  select.set_control(v1::CONTROL_SELECT_ONE);
  select.mutable_items()->set_list(1);
  select.mutable_items()->set_value_ref("name");
  Running running(made.form);
  static_cast<void>(running.warnings("s", "a"));
  CHECK(running.session->choices(running.session->find("s")).size() == 1);
}

TEST_CASE("a pattern that backtracks without end over many rows stops at the steps of one evaluation") {
  Made made;
  made.form.add_instances()->set_id("t");
  made.question("a");
  made.question("b", "count(instance('t')/root/item[regex(/data/a, '^(([a-z])+.)+[A-Z]([a-z])+$')])");
  Running running(made.form, rowsOf(50'000));
  CHECK(names(running.warnings("a", std::string(60, 'a')), "kEvaluationSteps"));
}

TEST_CASE("texts joined for each of many rows stop at the memory of one evaluation") {
  Made made;
  made.form.add_instances()->set_id("t");
  made.question("a");
  made.question("b", "count(instance('t')/root/item[concat(/data/a, name) = 'x'])");
  Running running(made.form, rowsOf(50'000));
  const auto warned = running.warnings("a", std::string(500'000, 'a'));
  CHECK((names(warned, "kEvaluationSteps") || names(warned, "kEvaluationBytes")));
}

TEST_CASE("thousands of long texts in one concat() stop at the length of a text") {
  Made made;
  made.question("a");
  made.question("b", "concat('x'" + repeated(", /data/a", 5'000) + ")");
  Running running(made.form);
  CHECK(names(running.warnings("a", std::string(1'000'000, 'a')), "kTextResultBytes"));
}

TEST_CASE("translate() of a long text by a long alphabet ends") {
  Made made;
  made.question("a");
  made.question("b", "string-length(translate(/data/a, /data/a, 'x'))");
  Running running(made.form);
  std::string alphabet;
  for (char32_t letter = 0x4E00; alphabet.size() < 900'000; letter = letter == 0x9FFF ? 0x3400 : letter + 1) {
    alphabet += static_cast<char>(0xE0 | (letter >> 12));
    alphabet += static_cast<char>(0x80 | ((letter >> 6) & 0x3F));
    alphabet += static_cast<char>(0x80 | (letter & 0x3F));
  }
  static_cast<void>(running.warnings("a", alphabet));
  CHECK_FALSE(running.value("b").empty());
}

TEST_CASE("searching a long text for a long text that nearly stands everywhere ends") {
  Made made;
  made.question("a");
  made.question("c");
  made.question("b", "contains(/data/a, /data/c)");
  Running running(made.form);
  static_cast<void>(running.warnings("c", std::string(500'000, 'a') + "b"));
  static_cast<void>(running.warnings("a", std::string(1'000'000, 'a')));
  CHECK(running.value("b") == "false");
}

TEST_CASE("an answer of a hundred thousand choices to a list of a hundred thousand is taken") {
  constexpr int kChoices = 100'000;
  Made made;
  auto& list = *made.form.add_lists();
  list.set_id("l");
  list.add_columns("name");
  std::string all;
  for (int at = 0; at < kChoices; ++at) {
    list.add_rows()->add_cells()->set_text("c" + std::to_string(at));
    if (all.size() < 900'000) all += (at == 0 ? "c" : " c") + std::to_string(at);
  }
  auto& select = made.question("s");
  select.set_control(v1::CONTROL_SELECT_MULTIPLE);
  select.mutable_items()->set_nodeset("instance('l')/root/item[name != 'c1']");
  select.mutable_items()->set_value_ref("name");
  Running running(made.form);
  static_cast<void>(running.warnings("s", all));
  CHECK(running.value("s").starts_with("c0 c2 c3"));
  CHECK(running.session->displayText(running.session->find("s")).size() > all.size());
}

TEST_CASE("answers that set each other for ever stop at the number of runs and say so") {
  Made made;
  made.question("a");
  made.question("b");
  for (const std::uint32_t from : {1u, 2u}) {
    auto& action = *made.form.add_actions();
    action.set_kind(v1::ACTION_KIND_SET_VALUE);
    action.add_events(v1::ACTION_EVENT_VALUE_CHANGED);
    action.set_trigger(from);
    action.set_target(3 - from);
    action.set_value("concat(/data/a, /data/b, 'x')");
  }
  Running running(made.form);
  const auto warned = running.warnings("a", "1");
  CHECK((names(warned, "kRecomputations") || names(warned, "kChangeSteps") || names(warned, "kTextResultBytes")));
}

TEST_CASE("an answer that makes thousands of actions run in thousands of rows stops and says so") {
  Made made;
  made.question("a");
  made.node("r", v1::NODE_KIND_REPEAT, 0).set_initial_count(900);
  const auto repeat = made.last();
  for (int at = 0; at < 40; ++at) made.question("q" + std::to_string(at), {}, repeat);
  for (std::uint32_t at = 0; at < 40; ++at) {
    for (const std::uint32_t trigger : {1u, repeat + 1, repeat + 2, repeat + 3}) {
      auto& action = *made.form.add_actions();
      action.set_kind(v1::ACTION_KIND_SET_VALUE);
      action.add_events(v1::ACTION_EVENT_VALUE_CHANGED);
      action.set_trigger(trigger);
      action.set_target(repeat + 1 + at);
      action.set_value("random()");
    }
  }
  Running running(made.form);
  CHECK(names(running.warnings("a", "1"), "kRecomputations"));
}

TEST_CASE("a thousand costly calculations that one answer makes run stop at the steps of one change") {
  Made made;
  made.form.add_instances()->set_id("t");
  made.question("a");
  for (int at = 0; at < 1000; ++at)
    made.question("b" + std::to_string(at), "count(instance('t')/root/item[contains(label, /data/a)])");
  Running running(made.form, rowsOf(100'000));
  CHECK(names(running.warnings("a", "1"), "kChangeSteps"));
}

TEST_CASE("expressions that fail in every row are told of, but not each of them") {
  Made made;
  made.question("a");
  made.node("r", v1::NODE_KIND_REPEAT, 0).set_initial_count(900);
  const auto repeat = made.last();
  made.question("b", "concat(/data/a, /data/a)", repeat);
  Running running(made.form);
  const auto changes = running.session->set(running.session->find("a"), std::string(1'000'000, 'a'));
  REQUIRE(changes.has_value());
  CHECK(changes->warnings.size() <= 101);
}

TEST_CASE("pages of a hundred thousand repeats within a repeat are told in time") {
  Made made;
  made.node("r", v1::NODE_KIND_REPEAT, 0).set_initial_count(1000);
  const auto outer = made.last();
  for (int at = 0; at < 100; ++at) {
    made.node("s" + std::to_string(at), v1::NODE_KIND_REPEAT, outer);
    made.question("q", {}, made.last()).set_control(v1::CONTROL_INPUT);
  }
  Running running(made.form);
  CHECK(running.session->pages().size() == 100'001);
}

TEST_CASE("an answer key of half a million steps is kept as what this form does not know") {
  Made made;
  made.question("a");
  const auto form = Form::link(made.form).value();
  TestHost host;
  const auto key = repeated("a/", 500'000) + "r:1";
  const auto session = Session::begin(form, host, {{key, "1"}});
  REQUIRE(session.has_value());
  CHECK((*session)->foreign().contains(key));
}

TEST_CASE("names and paths beyond any use are refused") {
  Made made;
  made.question(std::string(100'000, 'n'));
  CHECK(names(made.refusal(), "kPathBytes"));
}

TEST_CASE("a list whose rows have columns of their own, each, is refused before it is laid out") {
  Made made;
  auto& list = *made.form.add_lists();
  list.set_id("l");
  for (std::uint32_t at = 0; at < 60'000; ++at) {
    list.add_columns("c" + std::to_string(at));
    auto& cell = *list.add_rows()->add_cells();
    cell.set_column(at);
    cell.set_text("x");
  }
  CHECK(names(made.refusal(), "kTable"));
}

TEST_CASE("a line of many thousand points is compared with itself no longer than an evaluation may take") {
  Made made;
  made.question("line");
  made.question("crosses", "intersects(${line})");
  Running running(made.form);
  std::string line;
  for (int at = 0; at < 40'000; ++at) line += (at % 2 == 0 ? "0 " : "1 ") + std::to_string(at % 3) + ";";
  const auto changes = running.session->set(running.session->find("line"), line);
  REQUIRE(changes.has_value());
  CHECK_FALSE(running.session->value(running.session->find("crosses")).empty());
}
