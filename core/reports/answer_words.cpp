#include "core/reports/answer_words.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "core/base/dates.h"
#include "core/base/money.h"
#include "core/base/text.h"

namespace thucdia::core::reports {
namespace {

namespace v1 = ::thucdia::records::v1;

std::string_view parameter(const v1::FormNode& node, const std::string& name) {
  const auto found = node.parameters().find(name);
  return found == node.parameters().end() ? std::string_view() : std::string_view(found->second);
}

/// "lat lon alt accuracy" → "22,83300; 104,98380 (±4,5 m)".
std::string positionWords(std::string_view text, Language language) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    if (to > from) parts.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  if (parts.size() < 2) return std::string(text);
  std::string out = fmt::format("{}; {}", formatDecimal(parts[0], language), formatDecimal(parts[1], language));
  if (parts.size() > 3 && measuredAccuracy(parts[3]) > 0)
    out += fmt::format(" (±{} m)", formatDecimal(parts[3], language));
  return out;
}

std::string dateWords(std::string_view text, Language language) {
  const auto date = parseIsoDate(text.substr(0, 10));
  return date ? formatDate(*date, language) : std::string(text);
}

/// The labels of several choices; a choice that is offered no more stands by its code.
std::string choiceWords(const forms::Session& session, forms::NodeRef node, std::string_view codes) {
  const std::vector<forms::ChoiceView> choices = session.choices(node);
  std::string out;
  for (std::size_t from = 0; from <= codes.size();) {
    const std::size_t to = std::min(codes.find(' ', from), codes.size());
    const std::string_view code = codes.substr(from, to - from);
    from = to + 1;
    if (code.empty()) continue;
    const auto found = std::ranges::find(choices, code, &forms::ChoiceView::value);
    out += (out.empty() ? "" : "; ") + (found == choices.end() ? std::string(code) : found->label);
  }
  return out;
}

/// Years and codes of four digits are not grouped: 2019, not 2.019.
std::string numberWords(std::string_view text, bool hasUnit, Language language) {
  const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
  const bool whole = text.find('.') == std::string_view::npos;
  return whole && digits <= 4 && !hasUnit ? std::string(text) : formatDecimal(text, language);
}

}  // namespace

double measuredAccuracy(const std::string& accuracy) {
  constexpr double kTyped = 999;
  const double metres = std::strtod(accuracy.c_str(), nullptr);
  return metres > 0 && metres < kTyped ? metres : 0;
}

LabelAndUnit labelAndUnit(const forms::Session& session, forms::NodeRef node) {
  LabelAndUnit result{tidy(session.label(node)), {}};
  if (parameter(session.describe(node), "unit").empty() || !result.label.ends_with(')')) return result;
  const std::size_t open = result.label.rfind(" (");
  if (open == std::string::npos || open == 0) return result;
  result.unit = result.label.substr(open + 2, result.label.size() - open - 3);
  result.label.resize(open);
  return result;
}

std::string answerWords(const forms::Session& session, forms::NodeRef node, std::string_view text, Language language) {
  const v1::FormNode& question = session.describe(node);
  if (text.empty()) return {};
  switch (question.control()) {
    case v1::CONTROL_SELECT_MULTIPLE:
    case v1::CONTROL_RANK:
      return choiceWords(session, node, text);
    case v1::CONTROL_SELECT_ONE:
      return text == session.value(node) ? session.displayText(node) : std::string(text);
    case v1::CONTROL_IMAGE:
    case v1::CONTROL_AUDIO:
    case v1::CONTROL_VIDEO:
    case v1::CONTROL_FILE:
      return {};
    default:
      break;
  }
  switch (question.type()) {
    case v1::BIND_TYPE_INT:
    case v1::BIND_TYPE_DECIMAL:
      return numberWords(text, !parameter(question, "unit").empty(), language);
    case v1::BIND_TYPE_DATE:
      return dateWords(text, language);
    case v1::BIND_TYPE_DATE_TIME: {
      const auto time = parseRfc3339(text);
      return time ? formatDateTime(*time, language) : std::string(text);
    }
    case v1::BIND_TYPE_TIME:
      return std::string(text.substr(0, 5));
    case v1::BIND_TYPE_GEOPOINT:
      return positionWords(text, language);
    default:
      return std::string(text);
  }
}

void setLanguage(forms::Session& session, Language language) {
  const char* tag = language == Language::English ? "(en)" : "(vi)";
  const auto& languages = session.form().compiled().languages();
  for (int index = 0; index < languages.size(); ++index) {
    if (languages[index].find(tag) != std::string::npos) session.setLanguage(static_cast<std::uint32_t>(index));
  }
}

bool isNumber(const v1::FormNode& question) {
  return question.control() != v1::CONTROL_SELECT_ONE &&
         (question.type() == v1::BIND_TYPE_INT || question.type() == v1::BIND_TYPE_DECIMAL);
}

}  // namespace thucdia::core::reports
