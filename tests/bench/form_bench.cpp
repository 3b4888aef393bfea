// form/…: loading forms, answering, choosing, looking up. See the figures' names; sizes are those of the issue that
// asked.
#include <chrono>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <malloc.h>

#include "core/base/dates.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/forms/choice_search.h"
#include "core/forms/form.h"
#include "core/forms/form_reader.h"
#include "core/forms/session.h"
#include "core/forms/shipped.h"
#include "tests/bench/figure.h"
#include "tests/support/generated_form.h"

namespace {

using namespace thucdia;
using namespace thucdia::core::forms;

class Host final : public SessionHost {
 public:
  [[nodiscard]] core::Timestamp now() const override { return core::parseRfc3339("2026-11-15T08:00:00.000Z").value(); }
  [[nodiscard]] std::string property(std::string_view) const override { return "bench"; }
  [[nodiscard]] std::string newRowId() override { return fmt::format("r-{}", ++m_rows); }
  [[nodiscard]] std::uint64_t random() override { return m_random.next(); }
  [[nodiscard]] const ExternalData& externalData() const override { return data; }
  MemoryData data;

 private:
  int m_rows = 0;
  core::SeededRandom m_random{1};
};

template <class Value>
Value must(core::Result<Value> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s\n", core::describe(result.error()).c_str());
  std::exit(1);
}

std::shared_ptr<const Form> formOf(const std::string& bytes, const std::string& file) {
  auto read = must(readForm(bytes, file));
  return must(Form::link(std::move(read.form)));
}

std::shared_ptr<const Form> generated(int questions, int repeatQuestions = 0) {
  return formOf(tests::asMarkdown(tests::generatedForm({.questions = questions, .repeatQuestions = repeatQuestions})),
                "generated.md");
}

std::size_t bytesInUse() { return mallinfo2().uordblks; }

/// What a call leaves on the heap, in bytes.
template <class Make>
std::size_t heldBy(Make make) {
  malloc_trim(0);
  const auto before = bytesInUse();
  const auto held = make();
  return bytesInUse() - before;
}

void load(const std::string& name, int questions) {
  const auto workbook = tests::generatedForm({.questions = questions});
  const auto xlsx = tests::asXlsx(workbook);
  const double unpacked = bench::medianCpuMicroseconds(21, [&](int) { must(readXlsx(xlsx, "g.xlsx")); });
  const double loaded = bench::medianCpuMicroseconds(21, [&](int) { formOf(xlsx, "g.xlsx"); });
  bench::print({"form/load_xlsx_" + name, loaded / 1000, "ms", unpacked / 1000, "cells of the workbook read alone"});
  const auto stored = formOf(xlsx, "g.xlsx")->compiled().SerializeAsString();
  const double parsed = bench::medianCpuMicroseconds(21, [&](int) {
    v1::CompiledForm form;
    if (!form.ParseFromString(stored)) std::exit(1);
  });
  const double linked = bench::medianCpuMicroseconds(21, [&](int) { must(Form::parse(stored)); });
  bench::print({"form/load_stored_" + name, linked / 1000, "ms", parsed / 1000, "record parsed alone"});
  Host host;
  const auto form = must(Form::parse(stored));
  const double begun = bench::medianCpuMicroseconds(21, [&](int) { must(Session::begin(form, host)); });
  bench::print({"form/begin_session_" + name, begun / 1000, "ms", linked / 1000, "stored form loaded"});
}

/// Answers that differ from time to time.
std::string answerTo(const v1::FormNode& node, int round) {
  switch (node.control()) {
    case v1::CONTROL_SELECT_ONE:
      return round % 2 == 0 ? "hong" : "tot";
    case v1::CONTROL_SELECT_MULTIPLE:
      return round % 2 == 0 ? "p1 p2 p3" : "p4";
    default:
      break;
  }
  switch (node.type()) {
    case v1::BIND_TYPE_INT:
      return std::to_string(100 + round % 7);
    case v1::BIND_TYPE_DECIMAL:
      return std::to_string(round % 9) + ".5";
    case v1::BIND_TYPE_DATE:
      return round % 2 == 0 ? "2026-11-01" : "2026-11-02";
    default:
      return round % 2 == 0 ? "Máy sao chè gas" : "Máy vò chè";
  }
}

void answer(const std::string& name, int questions, int repeatQuestions, int instances) {
  const auto form = generated(questions, repeatQuestions);
  Host host;
  const auto session = must(Session::begin(form, host));
  for (int row = 0; row < instances; ++row) must(session->addRepeat(session->find("equip")));
  std::vector<NodeRef> asked;
  std::vector<NodeRef> open{session->root()};
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    const auto& described = session->describe(node);
    if (session->kind(node) == NodeKind::Question && described.control() != v1::CONTROL_UNSPECIFIED &&
        described.control() != v1::CONTROL_NOTE)
      asked.push_back(node);
    for (const auto child : session->children(node)) open.push_back(child);
  }
  int round = 0;
  for (; round < 2; ++round)
    for (const auto node : asked) must(session->set(node, answerTo(session->describe(node), round)));
  std::vector<std::string> texts;
  for (int at = 0; at < static_cast<int>(asked.size()) * 4; ++at)
    texts.push_back(answerTo(session->describe(asked[static_cast<std::size_t>(at) % asked.size()]),
                             at / static_cast<int>(asked.size())));
  std::size_t changed = 0;
  const double answered = bench::medianCpuMicroseconds(static_cast<int>(texts.size()), [&](int at) {
    changed +=
        must(session->set(asked[static_cast<std::size_t>(at) % asked.size()], texts[static_cast<std::size_t>(at)]))
            .nodes.size();
  });
  AnswerMap map = session->answers();
  std::vector<std::string> keys;
  for (const auto node : asked) keys.push_back(session->key(node));
  const double stored = bench::medianCpuMicroseconds(static_cast<int>(texts.size()), [&](int at) {
    map.insert_or_assign(keys[static_cast<std::size_t>(at) % keys.size()], texts[static_cast<std::size_t>(at)]);
  });
  if (changed == 0) std::exit(1);
  bench::print({"form/answer_" + name, answered, "us", stored, "answer put into a sorted map"});
}

void memory(int questions) {
  const auto stored = generated(questions, 10)->compiled().SerializeAsString();
  const auto record = heldBy([&] {
    auto form = std::make_unique<v1::CompiledForm>();
    if (!form->ParseFromString(stored)) std::exit(1);
    return form;
  });
  const auto held = heldBy([&] { return must(Form::parse(stored)); });
  bench::print({fmt::format("form/memory_{}", questions), static_cast<double>(held) / (1 << 20), "MiB",
                static_cast<double>(record) / (1 << 20), "record alone"});
  Host host;
  const auto form = must(Form::parse(stored));
  const auto session = heldBy([&] {
    auto running = must(Session::begin(form, host));
    for (int row = 0; row < 20; ++row) must(running->addRepeat(running->find("equip")));
    return running;
  });
  bench::print({fmt::format("form/memory_session_{}", questions), static_cast<double>(session) / (1 << 20), "MiB",
                static_cast<double>(held) / (1 << 20), "compiled form"});
}

std::shared_ptr<const MemoryTable> communes(int rows) {
  std::string csv = "name,label,district,population\n";
  for (int row = 0; row < rows; ++row)
    csv += fmt::format("c{},Xã Hồ Thầu {},d{},{}\n", row, row, row % 1000, row * 7 % 30'011);
  return must(MemoryTable::fromCsv(csv));
}

/// A form with one select over a file, one look-up and one predicate over it.
std::string overFile() {
  return R"(| survey |
| | type | name | label | choice_filter | calculation |
| | csv-external | communes | | | |
| | text | district | District | | |
| | text | code | Code | | |
| | select_one_from_file communes.csv | by_key | One | district = ${district} | |
| | select_one_from_file communes.csv | by_scan | One | population > 20000 and district = ${district} | |
| | select_one_from_file communes.csv | by_order | One | population > number(${district}) | |
| | select_one_from_file communes.csv | by_words | One | starts-with(label, ${district}) and contains(name, '77') | |
| | calculate | pulled | | | pulldata('communes', 'label', 'name', ${code}) |
| | calculate | found | | | instance('communes')/root/item[name = ${code}]/label |
)";
}

void choices() {
  constexpr int kRows = 100'000;
  const auto table = communes(kRows);
  Host host;
  host.data.put("communes", table);
  const auto form = formOf(overFile(), "over_file.md");
  const auto session = must(Session::begin(form, host));
  const auto column = *table->column("population");
  std::size_t seen = 0;
  const double scanned = bench::medianCpuMicroseconds(11, [&](int round) {
    for (std::size_t row = 0; row < table->rowCount(); ++row)
      if (std::strtod(std::string(*table->cell(row, column)).c_str(), nullptr) > 29'000 + round) ++seen;
  });
  must(session->set(session->find("district"), "29000"));
  const double filtered =
      bench::medianCpuMicroseconds(11, [&](int) { seen += session->choices(session->find("by_order")).size(); });
  bench::print({"form/choice_filter_100000", filtered / 1000, "ms", scanned / 1000, "plain loop over the column"});
  must(session->set(session->find("district"), "15000"));
  const double half =
      bench::medianCpuMicroseconds(11, [&](int) { seen += session->choices(session->find("by_order")).size(); });
  bench::print({"form/choice_filter_half_of_100000", half / 1000, "ms", scanned / 1000, "plain loop over the column"});
  must(session->set(session->find("district"), "Xã Hồ"));
  const double words =
      bench::medianCpuMicroseconds(11, [&](int) { seen += session->choices(session->find("by_words")).size(); });
  bench::print({"form/choice_filter_words_100000", words / 1000, "ms", scanned / 1000, "plain loop over the column"});
  must(session->set(session->find("district"), "d7"));
  const double keyed =
      bench::medianCpuMicroseconds(101, [&](int) { seen += session->choices(session->find("by_key")).size(); });
  bench::print({"form/choice_filter_by_key_100000", keyed, "us", scanned, "plain loop over the column"});
  const double both =
      bench::medianCpuMicroseconds(101, [&](int) { seen += session->choices(session->find("by_scan")).size(); });
  bench::print({"form/choice_filter_key_and_order_100000", both, "us", scanned, "plain loop over the column"});
  // An answer that a look-up and a predicate hang on, beside one that nothing hangs on.
  const double pulled = bench::medianCpuMicroseconds(1001, [&](int at) {
    seen += must(session->set(session->find("code"), at % 2 == 0 ? "c77777" : "c12345")).nodes.size();
  });
  bench::print({"form/pulldata_and_predicate_100000", pulled, "us", scanned, "plain loop over the column"});
  if (seen == 0) std::exit(1);
}

/// What somebody types, letter by letter, into the search of a long list.
void search() {
  constexpr int kChoices = 15'000;
  std::vector<ChoiceView> choices;
  for (int at = 0; at < kChoices; ++at)
    choices.push_back(
        {fmt::format("{:05}", at), fmt::format("Xã Hồ Thầu {}, huyện Tam Đường, tỉnh Lai Châu", at % 977)});
  const std::vector<std::string> typed{"t", "ta", "tam", "tam d", "tam du", "tam duo", "tam duong 9", "tam duong 97"};
  std::vector<std::string> folded;
  for (const auto& choice : choices) folded.push_back(core::fold(choice.label));
  std::size_t seen = 0;
  const double scanned = bench::medianCpuMicroseconds(101, [&](int) {
    for (const auto& text : folded) seen += text.find("97") != std::string::npos ? 1 : 0;
  });
  const double made = bench::medianCpuMicroseconds(21, [&](int) { seen += ChoiceSearch(choices).find("x").size(); });
  ChoiceSearch list(choices);
  double slowest = 0;
  for (const auto& text : typed)
    slowest = std::max(slowest, bench::medianCpuMicroseconds(51, [&](int) {
                         ChoiceSearch fresh = list;
                         seen += fresh.find(text).size();
                       }));
  if (seen == 0) std::exit(1);
  bench::print(
      {"form/search_15000_made_ready", made / 1000, "ms", scanned / 1000, "one word looked for in each label"});
  bench::print(
      {"form/search_15000_slowest_key", slowest / 1000, "ms", scanned / 1000, "one word looked for in each label"});
}

void shipped() {
  double slowest = 0;
  double unpackedOfSlowest = 1;
  for (const auto& file : shippedForms()) {
    const std::string bytes(file.bytes);
    const double read = bench::medianCpuMicroseconds(11, [&](int) { must(readMarkdownTables(bytes, "f.md")); });
    const double loaded = bench::medianCpuMicroseconds(11, [&](int) { formOf(bytes, "f.md"); });
    if (loaded <= slowest) continue;
    slowest = loaded;
    unpackedOfSlowest = read;
  }
  bench::print({"form/load_shipped_slowest", slowest / 1000, "ms", unpackedOfSlowest / 1000, "its tables read alone"});
}

}  // namespace

int main(int argc, char** argv) {
  const std::pair<std::string_view, std::function<void()>> figures[] = {
      {"form/load_xlsx_200 form/load_stored_200", [] { load("200", 200); }},
      {"form/load_xlsx_1000", [] { load("1000", 1000); }},
      {"form/load_xlsx_5000", [] { load("5000", 5000); }},
      {"form/load_shipped", shipped},
      {"form/answer_200", [] { answer("200", 200, 0, 0); }},
      {"form/answer_1000_20_rows", [] { answer("1000_20_rows", 1000, 10, 20); }},
      {"form/memory_200", [] { memory(200); }},
      {"form/memory_1000", [] { memory(1000); }},
      {"form/memory_5000", [] { memory(5000); }},
      {"form/choice_filter", choices},
      {"form/search_15000", search},
  };
  for (const auto& [name, measure] : figures)
    if (bench::wanted(argc, argv, name)) measure();
  return 0;
}
