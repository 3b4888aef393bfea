#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <thucdia/records/v1/form.pb.h>

/// Texts and what they mean in expressions: numbers, dates and times as the XForms specification writes them.
/// Measured on @getodk/xforms-engine 0.22.0 and JavaRosa; see each function.
namespace thucdia::core::forms {

/// What no number is.
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// XPath number() of a text: blanks around are skipped, "1e3" and "+5" are read, a date or dateTime is its days since
/// 1970-01-01 in the zone, anything else is NaN.
[[nodiscard]] double toNumber(std::string_view text, int zoneMinutes);
/// A number as text: the shortest that reads back, never with an exponent; NaN is "", whole numbers have no point.
[[nodiscard]] std::string numberText(double number);
/// Appends the same.
void appendNumber(std::string& out, double number);

/// A day as days since 1970-01-01 ("2024-3-5" and "2024-03-05"); nothing if there is no such day.
[[nodiscard]] std::optional<std::int64_t> parseDay(std::string_view text);
[[nodiscard]] std::string dayText(std::int64_t day);

/// A moment of a day, in the session's zone.
struct Moment {
  std::int64_t day = 0;  ///< since 1970-01-01
  std::int64_t ms = 0;   ///< since midnight
  bool hasTime = false;
  [[nodiscard]] double days() const { return static_cast<double>(day) + static_cast<double>(ms) / 86'400'000.0; }
};
/// A date or dateTime, brought to the zone; one without offset is taken as in the zone.
[[nodiscard]] std::optional<Moment> parseMoment(std::string_view text, int zoneMinutes);
/// "10:30", "10:30:00.000+07:00": ms since midnight in the zone.
[[nodiscard]] std::optional<std::int64_t> parseTime(std::string_view text, int zoneMinutes);
/// "2024-03-15T10:30:00.000+07:00".
[[nodiscard]] std::string momentText(const Moment& moment, int zoneMinutes);
/// Microseconds since 1970 in UTC as a moment in the zone.
[[nodiscard]] Moment momentOf(std::int64_t micros, int zoneMinutes);

/// format-date and format-date-time: %Y %y %m %n %b %d %e %a, %H %h %M %S %3.
[[nodiscard]] std::string formatMoment(const Moment& moment, std::string_view format);

/// What a node of that type keeps of a text: "007" → "7", "abc" → "" for whole numbers (32 bits, or 53 for amounts of
/// money), "1.50" → "1.5"; "" for what is no date, time or place; other texts as they are.
[[nodiscard]] std::string normalise(records::v1::BindType type, std::string_view text, bool wide);

/// Whether two texts are one answer written in two ways: numbers, and points of places, by their value.
[[nodiscard]] bool sameValue(records::v1::BindType type, std::string_view a, std::string_view b);

/// In capital and in small letters, by Unicode.
[[nodiscard]] std::string upperCase(std::string_view text);
[[nodiscard]] std::string lowerCase(std::string_view text);

/// Without white space around.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Calls `take` with each word between white space; stops when it returns false.
template <class Take>
void eachWord(std::string_view text, Take take) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t at = 0;
  while ((at = text.find_first_not_of(kBlanks, at)) != std::string_view::npos) {
    const auto end = std::min(text.find_first_of(kBlanks, at), text.size());
    if (!take(text.substr(at, end - at))) return;
    at = end;
  }
}

}  // namespace thucdia::core::forms
