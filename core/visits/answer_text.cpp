#include "core/visits/answer_text.h"

#include <cstdlib>

#include <fmt/format.h>

#include "core/base/crypto.h"

namespace thucdia::core::visits {

namespace {

/// Degrees × 10⁷ or metres × 10³ as decimal digits without trailing zeros.
std::string scaled(std::int64_t value, std::int64_t scale, int digits) {
  const std::int64_t whole = value / scale;
  const std::int64_t part = std::abs(value % scale);
  std::string text = fmt::format("{}{}", value < 0 && whole == 0 ? "-" : "", whole);
  if (part != 0) {
    text += fmt::format(".{:0{}}", part, digits);
    while (text.back() == '0') text.pop_back();
  }
  return text;
}

std::string positionText(const v1::Position& position) {
  std::string text = scaled(position.latitude_e7(), kE7, 7) + ' ' + scaled(position.longitude_e7(), kE7, 7);
  if (!position.has_altitude_mm() && !position.has_accuracy_mm()) return text;
  text += ' ' + scaled(position.altitude_mm(), 1000, 3);
  if (position.has_accuracy_mm()) text += ' ' + scaled(static_cast<std::int64_t>(position.accuracy_mm()), 1000, 3);
  return text;
}

}  // namespace

std::string answerText(const v1::Answer& answer) {
  switch (answer.value_case()) {
    case v1::Answer::kText:
      return answer.text();
    case v1::Answer::kInteger:
      return std::to_string(answer.integer());
    case v1::Answer::kDecimal:
      return answer.decimal();
    case v1::Answer::kDate:
      return answer.date();
    case v1::Answer::kChoice:
      return answer.choice();
    case v1::Answer::kChoices:
      return fmt::format("{}", fmt::join(answer.choices().codes(), " "));
    case v1::Answer::kPosition:
      return positionText(answer.position());
    case v1::Answer::kAttachment:
      return attachmentFileName(answer.attachment().sha256(), answer.attachment().mime());
    case v1::Answer::kRow:
      return std::to_string(answer.row().order());
    case v1::Answer::VALUE_NOT_SET:
      return {};
  }
  return {};
}

forms::AnswerMap answerMap(const v1::Visit& visit) {
  forms::AnswerMap map;
  for (const auto& [key, answer] : visit.answers()) map.emplace(key, answerText(answer));
  return map;
}

std::string attachmentHash(std::string_view fileName) {
  std::string bytes;
  const auto dot = fileName.find('.');
  if (fileName.substr(0, dot).size() != 64 || !unhex(fileName.substr(0, dot), bytes)) return {};
  return bytes;
}

std::string attachmentFileName(std::string_view sha256, std::string_view mime) {
  std::string_view ending;
  if (mime == "image/jpeg")
    ending = ".jpg";
  else if (mime == "image/png")
    ending = ".png";
  else if (mime == "image/webp")
    ending = ".webp";
  else if (mime == "application/pdf")
    ending = ".pdf";
  return hex(sha256) + std::string(ending);
}

}  // namespace thucdia::core::visits
