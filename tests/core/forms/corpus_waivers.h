#pragma once

#include <array>

#include "tests/core/forms/corpus.h"

namespace thucdia::core::forms::testing {

/// randomize() without a seed: another order of choices in every program.
inline constexpr std::string_view kWithoutOrderOfChoices = "rank";

// The decisions of the corpus' README that the waivers below follow from.
inline constexpr std::string_view kOwnInstance = "an absolute path into the repeat one stands in is one's own instance";
inline constexpr std::string_view kEmptySum = "the sum of nothing is 0";
inline constexpr std::string_view kWholeText = "regex() must match the whole text";
/// household_count ← flatcount ← count(household): the other engine runs up to 61 households and breaks off with an
/// error; here a count that its own rows raise grows by one row for each answer.
inline constexpr std::string_view kCycle = "a cycle is not run in circles";

inline constexpr auto kSessionWaivers = std::to_array<Waiver>({
    {"child_vaccination_vol_tool_v12", 1, 3, 30, "/data/household[*]/missVaccine", "value", kEmptySum},
    {"child_vaccination_vol_tool_v12", 1, 3, 30, "/data/household[*]/no_cards", "value", kEmptySum},
    {"child_vaccination_vol_tool_v12", 1, 29, 29, "/data/building_type", "error", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 29, 30, "/data/flatcount", "value", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 29, 30, "/data/household[*]", "count", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 29, 30, "/data/household_count", "value", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 29, 30, "/data/household[*]", "node", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 29, 30, "/data/household[*]/**", "node", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 30, 30, "/data/building_name", "value", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 1000000, 1000000, "", "violations", kCycle},
    {"child_vaccination_vol_tool_v12", 1, 1000000, 1000000, "", "xml", kCycle},
    {"child_vaccination_vol_tool_v12", 2, 1, 30, "/data/household[*]/missVaccine", "value", kEmptySum},
    {"child_vaccination_vol_tool_v12", 2, 1, 30, "/data/household[*]/no_cards", "value", kEmptySum},
    {"child_vaccination_vol_tool_v12", 2, 1000000, 1000000, "", "xml", kEmptySum},
    {"exclude_non_relevant_cascade_across_repe", 2, 12, 30, "/data/always-relevant[*]/calculated-model-only", "value",
     kOwnInstance},
    {"exclude_non_relevant_cascade_across_repe", 2, 1000000, 1000000, "", "xml", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 1, 4, 30, "/data/rep[*]/num", "relevant", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 1, 4, 30, "/data/rep[*]/num", "value", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 1, 1000000, 1000000, "", "xml", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 2, 2, 30, "/data/rep[*]/num", "relevant", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 2, 2, 30, "/data/rep[*]/num", "value", kOwnInstance},
    {"exclude_non_relevant_repeat_count", 2, 1000000, 1000000, "", "xml", kOwnInstance},
    {"external_choice_form_v1", 1, 12, 30, "/data/group_surveyor/surveyor", "constraintValid", kWholeText},
    {"external_choice_form_v1", 1, 1000000, 1000000, "", "violations", kWholeText},
    {"mali_health", 2, 3, 30, "/data/Code_CSREF", "constraintValid", kWholeText},
    {"mali_health", 2, 6, 30, "/data/PCODE2", "constraintValid", kWholeText},
    {"mali_health", 2, 1000000, 1000000, "", "violations", kWholeText},
    {"relative_current_ref", 1, 27, 30, "/data/my_repeat[*]/repeat_name_note", "label", kOwnInstance},
    {"relative_current_ref", 2, 10, 30, "/data/my_repeat[*]/repeat_name_note", "label", kOwnInstance},
    {"relevant_constraint_required", 1, 25, 30, "/relevant-constraint-required/rep[*]/skipq", "relevant", kOwnInstance},
    {"relevant_constraint_required", 1, 25, 26, "/relevant-constraint-required/rep[*]/skipq", "requiredValid",
     kOwnInstance},
    {"relevant_constraint_required", 1, 25, 26, "/relevant-constraint-required/rep[*]/skipq", "requiredMsg",
     kOwnInstance},
    {"relevant_constraint_required", 1, 26, 30, "/relevant-constraint-required/rep[*]/skipq", "value", kOwnInstance},
    {"relevant_constraint_required", 1, 26, 30, "/relevant-constraint-required/rep[*]/skipq", "constraintValid",
     kOwnInstance},
    {"relevant_constraint_required", 1, 26, 30, "/relevant-constraint-required/rep[*]/skipq", "constraintMsg",
     kOwnInstance},
    {"relevant_constraint_required", 1, 1000000, 1000000, "", "violations", kOwnInstance},
    {"relevant_constraint_required", 1, 1000000, 1000000, "", "xml", kOwnInstance},
    {"relevant_constraint_required", 2, 23, 27, "/relevant-constraint-required/rep[*]/skipq", "relevant", kOwnInstance},
    {"relevant_constraint_required", 2, 23, 27, "/relevant-constraint-required/rep[*]/skipq", "requiredValid",
     kOwnInstance},
    {"relevant_constraint_required", 2, 23, 27, "/relevant-constraint-required/rep[*]/skipq", "requiredMsg",
     kOwnInstance},
    {"relevant_constraint_required", 2, 26, 27, "/relevant-constraint-required/rep[*]/skipq", "value", kOwnInstance},
    {"relevant_constraint_required", 2, 26, 27, "/relevant-constraint-required/rep[*]/skipq", "constraintValid",
     kOwnInstance},
    {"relevant_constraint_required", 2, 26, 27, "/relevant-constraint-required/rep[*]/skipq", "constraintMsg",
     kOwnInstance},
});

/// A line that only the XForm ("-") or only the workbook ("+") has; "*" at the end for lines that begin so.
struct FormDifference {
  std::string_view form;
  std::string_view reason;
  std::string_view line;
};

inline constexpr std::string_view kExternalChoices =
    "the workbook holds its sheet external_choices, for the XForm it is a file beside it";

inline constexpr std::string_view kLoneReference =
    "pyxform prints a reference that is the whole text on a line of its own";

inline constexpr auto kFormDifferences = std::to_array<FormDifference>({
    {"case_insensitivity", kExternalChoices, "- instance itemsets: jr://file-csv/itemsets.csv"},
    {"case_insensitivity", kExternalChoices, "+ list itemsets row *"},
    {"external_choice_form_v1", kExternalChoices, "- instance itemsets: jr://file-csv/itemsets.csv"},
    {"external_choice_form_v1", kExternalChoices, "+ list itemsets row *"},
    {"subdistrict_profiling_tool", kExternalChoices, "- instance itemsets: jr://file-csv/itemsets.csv"},
    {"subdistrict_profiling_tool", kExternalChoices, "+ list itemsets row *"},
    {"flat_xlsform_test", kLoneReference, "- calculate_test_output label in english: *"},
    {"flat_xlsform_test", kLoneReference, "+ calculate_test_output label in english: *"},
    {"xlsform_spec_test", kLoneReference, "- everything/calculate_test_output label in english: *"},
    {"xlsform_spec_test", kLoneReference, "+ everything/calculate_test_output label in english: *"},
});

}  // namespace thucdia::core::forms::testing
