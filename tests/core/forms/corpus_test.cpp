#include "tests/core/forms/corpus.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include "core/forms/form_script.h"
#include "tests/core/forms/compiled_text.h"
#include "tests/core/forms/corpus_waivers.h"
#include "tests/core/forms/test_host.h"

using namespace thucdia::core::forms;
using namespace thucdia::core::forms::testing;

namespace {

constexpr const char* kNotThere = "no ../shared beside the checkout: the real forms and their sessions are not there";

std::string firstError(const Diagnostics& diagnostics) {
  const auto found = std::ranges::find(diagnostics, Severity::Error, &Diagnostic::severity);
  return found == diagnostics.end() ? std::string() : found->message;
}

/// Null with the reason told when the form does not compile.
std::shared_ptr<const Form> compiled(const CorpusForm& form, const std::string& file) {
  auto read = readForm(readFile(form.folder / file), file, filesOf(form));
  INFO(form.name << "/" << file << " " << (read ? firstError(read->diagnostics) : read.error().detail));
  CHECK((read && read->ok()));
  if (!read || !read->ok()) return nullptr;
  auto linked = Form::link(std::move(read->form));
  INFO((linked ? std::string() : linked.error().detail));
  CHECK(linked);
  return linked ? *linked : nullptr;
}

/// Lines of only one side, "-" those of the XForm and "+" those of the workbook.
std::vector<std::string> difference(std::vector<std::string> xform, std::vector<std::string> workbook) {
  std::ranges::sort(xform);
  std::ranges::sort(workbook);
  std::vector<std::string> lines;
  std::vector<std::string> only;
  std::ranges::set_difference(xform, workbook, std::back_inserter(only));
  for (const auto& line : only) lines.push_back("- " + line);
  only.clear();
  std::ranges::set_difference(workbook, xform, std::back_inserter(only));
  for (const auto& line : only) lines.push_back("+ " + line);
  return lines;
}

/// Runs all scripted sessions of the corpus with one file of each form; tells what differs beyond the waivers, and
/// which waivers were not needed.
void runSessions(const std::vector<CorpusForm>& forms, const std::string& file, bool texts, std::size_t& sessions) {
  std::set<const Waiver*> used;
  for (const auto& form : forms) {
    if (file == "form.xlsx" && !form.workbook) continue;
    for (const auto number : form.scripts) {
      const auto script = readFile(form.folder / fmt::format("script.{}.json", number));
      const auto expected =
          nlohmann::ordered_json::parse(readFile(form.folder / fmt::format("expected.{}.json", number)));
      const auto told = runScript(readFile(form.folder / file), file, script, filesOf(form));
      INFO(form.name << " script " << number << " of " << file << (told ? "" : ": " + told.error().detail));
      CHECK(told);
      if (!told) continue;
      ++sessions;
      const bool orderOfChoices = withoutHash(form.name) != kWithoutOrderOfChoices;
      for (const auto& difference : compareRuns(expected, nlohmann::ordered_json::parse(*told), orderOfChoices)) {
        if (isText(difference.field) != texts) continue;
        const auto waiver = std::ranges::find_if(
            kSessionWaivers, [&](const Waiver& known) { return covers(known, form, number, difference); });
        if (waiver != kSessionWaivers.end()) {
          used.insert(&*waiver);
          continue;
        }
        UNSCOPED_INFO("step " << difference.step << " " << difference.node << " " << difference.field << ": expected "
                              << difference.expected.substr(0, 300) << ", found " << difference.found.substr(0, 300));
        CHECK(false);
      }
    }
  }
  for (const auto& waiver : kSessionWaivers) {
    const auto form = std::ranges::find(forms, waiver.form, [](const auto& f) { return withoutHash(f.name); });
    if (isText(waiver.field) != texts || form == forms.end() || (file == "form.xlsx" && !form->workbook)) continue;
    INFO("no longer needed: the waiver of " << waiver.form << " script " << waiver.script << " " << waiver.node << " "
                                            << waiver.field << " from step " << waiver.firstStep);
    CHECK(used.contains(&waiver));
  }
}

}  // namespace

TEST_CASE("the real forms compile, workbooks and XForms") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  std::size_t workbooks = 0;
  for (const auto& form : *forms) {
    CHECK(compiled(form, "form.xml") != nullptr);
    if (!form.workbook) continue;
    CHECK(compiled(form, "form.xlsx") != nullptr);
    ++workbooks;
  }
  CHECK(forms->size() == 45);
  CHECK(workbooks == 22);
}

TEST_CASE("a workbook and the XForm that pyxform makes of it compile to the same form") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  for (const auto& form : *forms) {
    if (!form.workbook) continue;
    const auto xform = compiled(form, "form.xml");
    const auto workbook = compiled(form, "form.xlsx");
    if (!xform || !workbook) continue;
    const auto lines = difference(compiledText(*xform), compiledText(*workbook));
    const auto same = [](std::string_view wanted, std::string_view line) {
      return wanted.ends_with('*') ? line.starts_with(wanted.substr(0, wanted.size() - 1)) : line == wanted;
    };
    for (const auto& known : kFormDifferences) {
      if (known.form != withoutHash(form.name)) continue;
      INFO("no longer needed: " << known.form << " " << known.line);
      CHECK(std::ranges::any_of(lines, [&](const std::string& line) { return same(known.line, line); }));
    }
    for (const auto& line : lines) {
      const bool known = std::ranges::any_of(kFormDifferences, [&](const FormDifference& each) {
        return each.form == withoutHash(form.name) && same(each.line, line);
      });
      INFO(form.name << ": " << line);
      CHECK(known);
    }
  }
}

TEST_CASE("the scripted sessions of the real XForms agree in state and submission, but for the decisions") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  std::size_t sessions = 0;
  runSessions(*forms, "form.xml", false, sessions);
  CHECK(sessions == 89);
}

TEST_CASE("the scripted sessions of the real XForms agree in labels, hints and messages, but for the decisions") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  std::size_t sessions = 0;
  runSessions(*forms, "form.xml", true, sessions);
  CHECK(sessions == 89);
}

TEST_CASE("the scripted sessions of the real workbooks agree in state and submission, but for the decisions") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  std::size_t sessions = 0;
  runSessions(*forms, "form.xlsx", false, sessions);
  CHECK(sessions == 43);
}

TEST_CASE("the scripted sessions of the real workbooks agree in labels, hints and messages, but for the decisions") {
  const auto forms = corpusForms();
  if (!forms) SKIP(kNotThere);
  std::size_t sessions = 0;
  runSessions(*forms, "form.xlsx", true, sessions);
  CHECK(sessions == 43);
}
