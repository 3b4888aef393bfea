#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/forms/form_reader.h"

namespace thucdia::core::forms::testing {

/// One folder of the corpus of real forms (../shared/forms-corpus/README.md).
struct CorpusForm {
  std::string name;
  std::filesystem::path folder;
  bool workbook = false;     ///< has form.xlsx beside form.xml
  std::vector<int> scripts;  ///< numbers of script.N.json
};

/// All forms in the order of their names; nothing when the corpus is not there.
[[nodiscard]] std::optional<std::vector<CorpusForm>> corpusForms();

/// The files beside a form of the corpus.
[[nodiscard]] FormFiles filesOf(const CorpusForm& form);

/// One place where a run of a script is not as expected.
struct Difference {
  int step = 0;  ///< 0: as the form opens; kAtEnd: the submission
  std::string node;
  std::string field;  ///< of the record; "node" (there or not), "error", "violations", "status", "xml"
  std::string expected;
  std::string found;
  bool operator==(const Difference&) const = default;
};
inline constexpr int kAtEnd = 1'000'000;

[[nodiscard]] bool isText(std::string_view field);

/// Compares states step by step, so that what is wrong once is told once for as long as it stays the same.
/// `orderOfChoices` false: the choices of each question as a set.
[[nodiscard]] std::vector<Difference> compareRuns(const nlohmann::ordered_json& expected,
                                                  const nlohmann::ordered_json& found, bool orderOfChoices);

/// What is known to differ, and why. Everything is named as narrowly as the reason holds.
struct Waiver {
  std::string_view form;
  int script = 0;
  int firstStep = 0;
  int lastStep = 0;
  std::string_view node;   ///< as in the expected file; "[*]" for the position of any instance, "/**" for all below
  std::string_view field;  ///< one field of the record; several are several waivers
  std::string_view reason;
};

[[nodiscard]] bool covers(const Waiver& waiver, const CorpusForm& form, int script, const Difference& difference);

/// Form names are compared without the hash that ends the folder's name.
[[nodiscard]] std::string_view withoutHash(std::string_view folder);

}  // namespace thucdia::core::forms::testing
