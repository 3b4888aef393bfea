#pragma once

#include <span>
#include <string_view>

#include "core/demo/dice.h"

namespace thucdia::core::demo {

/// A finding as inspectors write them.
struct FindingText {
  std::string_view category;  ///< code of the list find_cat
  std::string_view text;
  std::string_view action;
  std::string_view owner;  ///< code of the list participant_side
};
/// By form id: "01_mo_hinh_trinh_dien" … Other forms have the general ones.
[[nodiscard]] std::span<const FindingText> findingTexts(std::string_view formId);

/// A sentence for a question of free text, by the question's name; empty where there is none of its own.
[[nodiscard]] std::string_view sentence(std::string_view question, Dice& dice);

}  // namespace thucdia::core::demo
