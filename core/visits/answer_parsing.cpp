#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/visits/answer_text.h"

namespace thucdia::core::visits {

namespace {

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string_view::npos) {
    const auto end = std::min(text.find(' ', at), text.size());
    found.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

std::optional<v1::Position> position(std::string_view text) {
  const auto parts = words(text);
  if (parts.size() < 2 || parts.size() > 4) return std::nullopt;
  std::vector<double> numbers;
  for (const auto part : parts) {
    const auto value = number(part);
    if (!value) return std::nullopt;
    numbers.push_back(*value);
  }
  if (std::abs(numbers[0]) > 90 || std::abs(numbers[1]) > 180) return std::nullopt;
  v1::Position position;
  position.set_latitude_e7(std::llround(numbers[0] * kE7));
  position.set_longitude_e7(std::llround(numbers[1] * kE7));
  if (numbers.size() > 2) position.set_altitude_mm(std::llround(std::clamp(numbers[2], -1e6, 1e6) * 1000));
  if (numbers.size() > 3 && numbers[3] >= 0) {
    position.set_accuracy_mm(static_cast<std::uint64_t>(std::llround(std::min(numbers[3], 1e7) * 1000)));
  }
  return position;
}

bool isRowKey(std::string_view key) {
  const auto slash = key.rfind('/');
  return key.find(':', slash == std::string_view::npos ? 0 : slash) != std::string_view::npos;
}

/// Only what reads back as the very same text may be stored as a number.
bool isPlainInteger(std::string_view text) {
  const auto value = integer(text);
  return value && std::to_string(*value) == text;
}

}  // namespace

std::optional<v1::Answer> answerOf(const forms::Form& form, std::string_view key, std::string_view text,
                                   const AttachmentLookup& attachments) {
  if (text.empty()) return std::nullopt;
  v1::Answer answer;
  if (isRowKey(key)) {
    answer.mutable_row()->set_order(integer(text).value_or(0));
    return answer;
  }
  const std::uint32_t index = form.nodeOfKey(key);
  const bool known = index < static_cast<std::uint32_t>(form.compiled().nodes_size());
  const v1::FormNode& node = known ? form.compiled().nodes(static_cast<int>(index)) : v1::FormNode::default_instance();
  switch (node.type()) {
    case v1::BIND_TYPE_INT:
      if (isPlainInteger(text)) {
        answer.set_integer(*integer(text));
        return answer;
      }
      break;
    case v1::BIND_TYPE_DECIMAL:
      if (number(text)) {
        answer.set_decimal(std::string(text));
        return answer;
      }
      break;
    case v1::BIND_TYPE_DATE:
    case v1::BIND_TYPE_TIME:
    case v1::BIND_TYPE_DATE_TIME:
      answer.set_date(std::string(text));
      return answer;
    case v1::BIND_TYPE_GEOPOINT:
      if (auto fix = position(text)) {
        *answer.mutable_position() = *fix;
        return answer;
      }
      break;
    case v1::BIND_TYPE_BINARY: {
      const std::string hash = attachmentHash(text);
      if (hash.empty()) break;
      const auto attachment = attachments ? attachments(hash) : std::nullopt;
      if (attachment)
        *answer.mutable_attachment() = *attachment;
      else
        answer.mutable_attachment()->set_sha256(hash);
      return answer;
    }
    default:
      break;
  }
  if (node.control() == v1::CONTROL_SELECT_ONE && text.find(' ') == std::string_view::npos) {
    answer.set_choice(std::string(text));
  } else if (node.control() == v1::CONTROL_SELECT_MULTIPLE || node.control() == v1::CONTROL_RANK) {
    for (const auto code : words(text)) answer.mutable_choices()->add_codes(std::string(code));
  } else {
    answer.set_text(std::string(text));
  }
  return answer;
}

}  // namespace thucdia::core::visits
