#include "core/forms/diagnostic.h"

#include <algorithm>

#include "core/forms/limits.h"

namespace thucdia::core::forms {
namespace {

void shorten(std::string& text) {
  if (text.size() <= limits::kMessageBytes) return;
  auto end = limits::kMessageBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text += "\xE2\x80\xA6";
}

}  // namespace

bool addBounded(Diagnostics& all, Diagnostic found) {
  if (all.size() >= limits::kDiagnostics) {
    const auto isError = [](const Diagnostic& each) { return each.severity == Severity::Error; };
    if (all.size() == limits::kDiagnostics) {
      Diagnostic more;
      more.severity = Severity::Note;
      more.code = "limit";
      more.message = "more than " + std::to_string(limits::kDiagnostics) + " are not told (kDiagnostics)";
      all.push_back(std::move(more));
    }
    if (!isError(found) || std::any_of(all.begin(), all.end(), isError)) return false;
  }
  shorten(found.message);
  shorten(found.suggestion);
  all.push_back(std::move(found));
  return true;
}

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
