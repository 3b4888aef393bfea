// One expression: read, spelt and read again, then compiled and run at places of a form that has one of everything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "core/forms/ast.h"
#include "core/forms/form.h"
#include "core/forms/form_reader.h"
#include "core/forms/session.h"

using namespace thucdia::core::forms;

namespace {

class FuzzHost final : public SessionHost {
 public:
  FuzzHost() { m_data.put("t", MemoryTable::fromCsv("name,label,n\na,A,1\nb,B,2\nb,C,\n").value()); }
  thucdia::core::Timestamp now() const override { return {}; }
  std::string property(std::string_view name) const override { return std::string(name); }
  std::string newRowId() override { return "f-" + std::to_string(++m_rows); }
  std::uint64_t random() override { return m_random += 0x9E3779B97F4A7C15u; }
  const ExternalData& externalData() const override { return m_data; }

 private:
  int m_rows = 0;
  std::uint64_t m_random = 1;
  MemoryData m_data;
};

constexpr std::string_view kForm = R"(| survey |
| | type | name | label | choice_filter |
| | text | a | A | |
| | integer | n | N | |
| | decimal | d | D | |
| | date | day | Day | |
| | geoshape | land | Land | |
| | select_multiple l | s | S | |
| | csv-external | t | | |
| | begin_group | g | G | |
| | begin_repeat | r | R | |
| | text | b | B | |
| | select_one l | c | C | name != ${b} |
| | begin_repeat | rr | RR | |
| | integer | m | M | |
| | end_repeat | | | |
| | end_repeat | | | |
| | end_group | | | |
| choices |
| | list_name | name | label |
| | l | x | X ${a} |
| | l | y | Y |
)";

const std::shared_ptr<const Form>& formOfAll() {
  static const std::shared_ptr<const Form> form = [] {
    auto read = readForm(kForm, "fuzz.md");
    if (!read || !read->ok()) std::abort();
    return Form::link(std::move(read->form)).value();
  }();
  return form;
}

struct Running {
  FuzzHost host;
  std::unique_ptr<Session> session;
  Running() {
    auto begun = Session::begin(formOfAll(), host);
    if (!begun) std::abort();
    session = std::move(*begun);
    for (const std::string_view repeat : {"g/r", "g/r[1]/rr", "g/r[2]/rr"})
      static_cast<void>(session->addRepeat(session->find(repeat)));
    for (const auto& [path, text] : {std::pair{"a", "x y"},
                                     {"n", "-7"},
                                     {"d", "2.5"},
                                     {"day", "2026-11-15"},
                                     {"land", "20.9 105.8 0 0; 21 105.8 0 0; 21 106 0 0; 20.9 105.8 0 0"},
                                     {"s", "x y"},
                                     {"g/r[1]/b", "đ"},
                                     {"g/r[1]/rr[1]/m", "3"}})
      static_cast<void>(session->set(session->find(path), text));
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const auto parsed = parseExpression(source);
  if (!parsed) return 0;
  // What is spelt is an expression too, and is spelt alike.
  const auto spelt = spell(*parsed);
  if (const auto again = parseExpression(spelt); again && spell(*again) != spelt) std::abort();
  Running running;
  for (const std::string_view place : {"a", "g/r[1]/b", "g/r[1]/rr[1]/m"})
    static_cast<void>(running.session->evaluate(running.session->find(place), source));
  return 0;
}
