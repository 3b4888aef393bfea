#include "core/forms/diagnostic.h"

namespace thucdia::core::forms {

std::string_view columnOf(Part part) {
  switch (part) {
    case Part::Whole:
      return "";
    case Part::Name:
      return "name";
    case Part::Type:
      return "type";
    case Part::Label:
      return "label";
    case Part::Hint:
      return "hint";
    case Part::Guidance:
      return "guidance_hint";
    case Part::ConstraintMessage:
      return "constraint_message";
    case Part::RequiredMessage:
      return "required_message";
    case Part::Relevant:
      return "relevant";
    case Part::ReadOnly:
      return "readonly";
    case Part::Required:
      return "required";
    case Part::Constraint:
      return "constraint";
    case Part::Calculate:
      return "calculation";
    case Part::Default:
      return "default";
    case Part::RepeatCount:
      return "repeat_count";
    case Part::ChoiceFilter:
      return "choice_filter";
    case Part::Choices:
      return "choices";
    case Part::Action:
      return "default";
    case Part::Settings:
      return "settings";
  }
  return "";
}

}  // namespace thucdia::core::forms
