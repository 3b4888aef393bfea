#include "core/forms/xlsx_values.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace thucdia::core::forms {
namespace {

std::string plainNumber(double value) {
  if (std::abs(value) < 1e15 && value == std::trunc(value)) return fmt::format("{}", static_cast<std::int64_t>(value));
  std::array<char, 400> buffer;
  const auto magnitude = std::abs(value);
  const auto shape = magnitude >= 1e-6 && magnitude < 1e17 ? std::chars_format::fixed : std::chars_format::general;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, shape);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

std::string clock(std::int64_t seconds) {
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string dateText(double serial, NumberKind kind, bool from1904) {
  using namespace std::chrono;
  auto days = static_cast<std::int64_t>(std::floor(serial));
  // Milliseconds are what the number can carry; they are told only where there are any.
  auto milliseconds = static_cast<std::int64_t>(std::llround((serial - std::floor(serial)) * 86'400'000));
  if (milliseconds >= 86'400'000) {
    milliseconds -= 86'400'000;
    ++days;
  }
  const auto seconds = milliseconds / 1000;
  milliseconds %= 1000;
  if (kind == NumberKind::Duration) return clock(days * 86400 + seconds);
  if (kind == NumberKind::Time && days == 0) return clock(seconds);
  // The calendar of 1900 holds a 29 February 1900 that never was: days above 60 are one too many.
  const sys_days epoch = from1904 ? sys_days{year{1904} / 1 / 1} : sys_days{year{1899} / 12 / (days > 60 ? 30 : 31)};
  const year_month_day day{epoch + std::chrono::days(days)};
  auto text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                          static_cast<unsigned>(day.day()));
  if (seconds != 0 || milliseconds != 0 || kind == NumberKind::DateTime) text += " " + clock(seconds);
  if (milliseconds != 0) text += fmt::format(".{:06}", milliseconds * 1000);
  return text;
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The code unit of "_xHHHH_" at the beginning of the text; -1 when there is none.
int escapedUnit(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || (text[1] != 'x' && text[1] != 'X') || text[6] != '_') return -1;
  int unit = 0;
  for (std::size_t at = 2; at < 6; ++at) {
    const int digit = hexDigit(text[at]);
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

void appendUnit(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

}  // namespace

NumberKind numberKind(std::string_view formatCode) {
  bool date = false;
  bool time = false;
  bool elapsed = false;
  for (std::size_t at = 0; at < formatCode.size(); ++at) {
    const char c = formatCode[at];
    if (c == '"') {
      at = formatCode.find('"', at + 1);
      if (at == std::string_view::npos) break;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == '[') {
      const auto end = formatCode.find(']', at);
      if (end == std::string_view::npos) break;
      const auto inside = formatCode.substr(at + 1, end - at - 1);
      if (inside.find_first_not_of("hHmMsS") == std::string_view::npos && !inside.empty()) elapsed = true;
      at = end;
    } else if (c == ';') {
      break;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      date = true;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      time = true;
    } else if ((c == 'm' || c == 'M') && !time) {
      // Minutes follow hours; anywhere else they are months.
      date = true;
    } else if (c == '0' || c == '#' || c == '?' || c == '%') {
      if (!date && !time && !elapsed) return NumberKind::Plain;
    }
  }
  if (elapsed) return NumberKind::Duration;
  if (date && time) return NumberKind::DateTime;
  if (date) return NumberKind::Date;
  return time ? NumberKind::Time : NumberKind::Plain;
}

NumberKind builtInNumberKind(int formatId) {
  if (formatId == 22) return NumberKind::DateTime;
  if (formatId == 46) return NumberKind::Duration;
  if ((formatId >= 18 && formatId <= 21) || formatId == 45 || formatId == 47) return NumberKind::Time;
  if ((formatId >= 14 && formatId <= 17) || (formatId >= 27 && formatId <= 36) || (formatId >= 50 && formatId <= 58))
    return NumberKind::Date;
  return NumberKind::Plain;
}

std::string numberText(std::string_view stored, NumberKind kind, bool from1904) {
  double value = 0;
  const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), value);
  if (error != std::errc{} || end != stored.data() + stored.size() || !std::isfinite(value)) return std::string(stored);
  // 2,958,465 is 31 December 9999: beyond it nothing is a date.
  if (kind != NumberKind::Plain && value >= 0 && value < 2'958'466) return dateText(value, kind, from1904);
  return plainNumber(value);
}

std::string cleanCellText(std::string_view text) {
  if (text.find_first_of("_\xC2\r") == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (const int unit = escapedUnit(text.substr(at)); unit >= 0 && (unit < 0xD800 || unit > 0xDFFF) && unit != 0) {
      appendUnit(out, static_cast<std::uint32_t>(unit));
      at += 6;
    } else if (text.substr(at).starts_with("\xC2\xA0")) {
      out += ' ';
      ++at;
    } else {
      out += text[at];
    }
  }
  std::string lines;
  lines.reserve(out.size());
  for (std::size_t at = 0; at < out.size(); ++at) {
    if (out[at] != '\r') {
      lines += out[at];
    } else if (at + 1 == out.size() || out[at + 1] != '\n') {
      lines += '\n';
    }
  }
  return lines;
}

}  // namespace thucdia::core::forms
