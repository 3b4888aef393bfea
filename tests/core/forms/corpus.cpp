#include "tests/core/forms/corpus.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "tests/core/forms/test_host.h"

namespace thucdia::core::forms::testing {
namespace {

using Json = nlohmann::ordered_json;
using State = std::map<std::string, Json>;

constexpr std::array<std::string_view, 8> kFields{"relevant", "readonly",        "required",      "count",
                                                  "value",    "constraintValid", "requiredValid", "choices"};
constexpr std::array<std::string_view, 4> kTexts{"label", "hint", "constraintMsg", "requiredMsg"};

/// A record leaves out what is usual.
Json fieldOf(const Json& record, std::string_view field, bool orderOfChoices) {
  const auto found = record.find(std::string(field));
  if (found == record.end()) {
    if (field == "relevant" || field == "constraintValid" || field == "requiredValid") return true;
    if (field == "readonly" || field == "required") return false;
    return nullptr;
  }
  if (field == "choices" && !orderOfChoices && found->is_array()) {
    auto sorted = *found;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }
  return *found;
}

void apply(State& state, const Json& changed) {
  for (const auto& [node, record] : changed.items()) {
    // Several controls on one node end in "~": here the first one counts.
    if (node.ends_with('~')) continue;
    if (record.is_null())
      state.erase(node);
    else
      state[node] = record;
  }
}

class Comparison {
 public:
  explicit Comparison(bool orderOfChoices) : m_orderOfChoices(orderOfChoices) {}

  void states(int step, const State& expected, const State& found) {
    std::set<std::string> names;
    for (const auto& [name, record] : expected) names.insert(name);
    for (const auto& [name, record] : found) names.insert(name);
    for (const auto& name : names) {
      const auto one = expected.find(name);
      const auto other = found.find(name);
      if (one == expected.end() || other == found.end()) {
        tell(step, name, "node", one != expected.end(), other != found.end());
        continue;
      }
      for (const auto field : kFields) fields(step, name, field, one->second, other->second);
      for (const auto field : kTexts) fields(step, name, field, one->second, other->second);
    }
  }

  void tell(int step, const std::string& node, std::string_view field, const Json& expected, const Json& found) {
    if (expected == found) {
      m_told.erase({node, std::string(field)});
      return;
    }
    auto& told = m_told[{node, std::string(field)}];
    const std::pair now(expected.dump(), found.dump());
    if (std::exchange(told, now) != now)
      m_differences.push_back({step, node, std::string(field), now.first, now.second});
  }

  std::vector<Difference> take() { return std::move(m_differences); }

 private:
  void fields(int step, const std::string& node, std::string_view field, const Json& expected, const Json& found) {
    tell(step, node, field, fieldOf(expected, field, m_orderOfChoices), fieldOf(found, field, m_orderOfChoices));
  }

  bool m_orderOfChoices;
  std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> m_told;
  std::vector<Difference> m_differences;
};

Json sorted(Json list) {
  std::sort(list.begin(), list.end());
  return list;
}

/// "/data/rep[489]/num" → "/data/rep[*]/num".
std::string withoutPositions(std::string_view node) {
  std::string plain;
  for (std::size_t at = 0; at < node.size(); ++at) {
    plain += node[at];
    if (node[at] != '[') continue;
    plain += '*';
    at = node.find(']', at) - 1;
  }
  return plain;
}

constexpr int kMostScripts = 9;

}  // namespace

std::optional<std::vector<CorpusForm>> corpusForms() {
  const auto shared = sharedFolder();
  if (!shared) return std::nullopt;
  std::vector<CorpusForm> forms;
  for (const auto& entry : std::filesystem::directory_iterator(*shared / "forms-corpus")) {
    if (!std::filesystem::exists(entry.path() / "form.xml")) continue;
    CorpusForm form{
        entry.path().filename().string(), entry.path(), std::filesystem::exists(entry.path() / "form.xlsx"), {}};
    // The numbers have gaps.
    for (int number = 1; number <= kMostScripts; ++number) {
      if (std::filesystem::exists(entry.path() / ("script." + std::to_string(number) + ".json")))
        form.scripts.push_back(number);
    }
    forms.push_back(std::move(form));
  }
  std::ranges::sort(forms, {}, &CorpusForm::name);
  return forms;
}

FormFiles filesOf(const CorpusForm& form) {
  return [folder = form.folder](std::string_view name) -> std::optional<std::string> {
    const auto path = folder / std::filesystem::path(name).filename();
    if (!std::filesystem::is_regular_file(path)) return std::nullopt;
    return readFile(path);
  };
}

bool isText(std::string_view field) { return std::ranges::find(kTexts, field) != kTexts.end(); }

std::vector<Difference> compareRuns(const Json& expected, const Json& found, bool orderOfChoices) {
  Comparison comparison(orderOfChoices);
  State wanted;
  State got;
  apply(wanted, expected["initial"]);
  apply(got, found["initial"]);
  comparison.states(0, wanted, got);
  comparison.tell(0, "", "steps", expected["steps"].size(), found["steps"].size());
  for (std::size_t at = 0; at < std::min(expected["steps"].size(), found["steps"].size()); ++at) {
    const auto& one = expected["steps"][at];
    const auto& other = found["steps"][at];
    const auto step = static_cast<int>(at + 1);
    apply(wanted, one["changed"]);
    apply(got, other["changed"]);
    comparison.tell(step, one.value("ref", ""), "error", one.contains("error"), other.contains("error"));
    comparison.states(step, wanted, got);
  }
  comparison.tell(kAtEnd, "", "status", expected["status"], found["status"]);
  comparison.tell(kAtEnd, "", "violations", sorted(expected["violations"]), sorted(found["violations"]));
  comparison.tell(kAtEnd, "", "xml", expected["xml"], found["xml"]);
  return comparison.take();
}

std::string_view withoutHash(std::string_view folder) { return folder.substr(0, folder.rfind('_')); }

bool covers(const Waiver& waiver, const CorpusForm& form, int script, const Difference& difference) {
  if (waiver.form != withoutHash(form.name) || waiver.script != script || difference.step < waiver.firstStep ||
      waiver.lastStep < difference.step || waiver.field != difference.field)
    return false;
  const auto node = withoutPositions(difference.node);
  return waiver.node.ends_with("/**") ? node.starts_with(waiver.node.substr(0, waiver.node.size() - 2))
                                      : waiver.node == difference.node || waiver.node == node;
}

}  // namespace thucdia::core::forms::testing
