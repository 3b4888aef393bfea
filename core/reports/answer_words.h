#pragma once

#include <string>
#include <string_view>

#include "core/base/language.h"
#include "core/forms/session.h"

namespace thucdia::core::reports {

/// Metres by which a position's accuracy ("4.5") was measured; 0 where nobody did: 0 and "" stand for one that is not
/// known, 999 for a position that was typed.
[[nodiscard]] double measuredAccuracy(const std::string& accuracy);

/// A question's label apart from the unit that it ends with: "Tổng kinh phí theo đề án (đồng)" → label and "đồng". The
/// unit is taken from the label where the form says by the parameter `unit` that there is one.
struct LabelAndUnit {
  std::string label;
  std::string unit;
};
[[nodiscard]] LabelAndUnit labelAndUnit(const forms::Session& session, forms::NodeRef node);

/// What was answered (`text`, lexical), as a person reads it: choices by their labels, dates and numbers in the
/// language's custom, positions in degrees with their accuracy. Without unit. Empty for images and other files.
[[nodiscard]] std::string answerWords(const forms::Session& session, forms::NodeRef node, std::string_view text,
                                      Language language);

/// The form's texts in that language, where it has it: "Tiếng Việt (vi)" by its tag.
void setLanguage(forms::Session& session, Language language);

/// Whether the answer is a number.
[[nodiscard]] bool isNumber(const ::thucdia::records::v1::FormNode& question);

}  // namespace thucdia::core::reports
