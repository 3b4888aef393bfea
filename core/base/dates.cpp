#include "core/base/dates.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace thucdia::core {

namespace {

using namespace std::chrono;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// `length` digits from `at` on as a number; moves `at` behind them.
std::optional<int> takeDigits(std::string_view text, std::size_t& at, std::size_t length) {
  if (at + length > text.size()) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < length; ++i, ++at) {
    if (!isDigit(text[at])) return std::nullopt;
    number = number * 10 + (text[at] - '0');
  }
  return number;
}

bool take(std::string_view text, std::size_t& at, char sign) {
  if (at >= text.size() || text[at] != sign) return false;
  ++at;
  return true;
}

std::optional<Date> makeDate(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || day < 1) return std::nullopt;
  const Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                  std::chrono::day(static_cast<unsigned>(day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<Date> takeIsoDate(std::string_view text, std::size_t& at) {
  const auto year = takeDigits(text, at, 4);
  if (!year || !take(text, at, '-')) return std::nullopt;
  const auto month = takeDigits(text, at, 2);
  if (!month || !take(text, at, '-')) return std::nullopt;
  const auto day = takeDigits(text, at, 2);
  return day ? makeDate(*year, *month, *day) : std::nullopt;
}

std::optional<microseconds> takeTime(std::string_view text, std::size_t& at) {
  const auto hour = takeDigits(text, at, 2);
  if (!hour || *hour > 23 || !take(text, at, ':')) return std::nullopt;
  const auto minute = takeDigits(text, at, 2);
  if (!minute || *minute > 59) return std::nullopt;
  microseconds time = hours(*hour) + minutes(*minute);
  if (!take(text, at, ':')) return time;
  const auto second = takeDigits(text, at, 2);
  if (!second || *second > 59) return std::nullopt;
  time += seconds(*second);
  if (!take(text, at, '.')) return time;
  if (at >= text.size() || !isDigit(text[at])) return std::nullopt;
  for (microseconds place{100'000}; at < text.size() && isDigit(text[at]); ++at, place /= 10) {
    time += place * (text[at] - '0');
  }
  return time;
}

std::optional<minutes> takeOffset(std::string_view text, std::size_t& at) {
  if (at == text.size()) return duration_cast<minutes>(kLocalOffset);
  if (text[at] == 'Z' || text[at] == 'z') {
    ++at;
    return minutes(0);
  }
  const char sign = text[at++];
  if (sign != '+' && sign != '-') return std::nullopt;
  const auto hour = takeDigits(text, at, 2);
  if (!hour || *hour > 23 || !take(text, at, ':')) return std::nullopt;
  const auto minute = takeDigits(text, at, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const minutes offset = hours(*hour) + minutes(*minute);
  return sign == '-' ? -offset : offset;
}

struct ClockFace {
  int hour;
  int minute;
  int second;
  int micros;
};

ClockFace faceOf(microseconds timeOfDay) {
  const auto count = timeOfDay.count();
  return {static_cast<int>(count / 3'600'000'000), static_cast<int>(count / 60'000'000 % 60),
          static_cast<int>(count / 1'000'000 % 60), static_cast<int>(count % 1'000'000)};
}

int yearOf(Date date) { return static_cast<int>(date.year()); }
unsigned monthOf(Date date) { return static_cast<unsigned>(date.month()); }
unsigned dayOf(Date date) { return static_cast<unsigned>(date.day()); }

constexpr std::array kEnglishMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

LocalTime toLocal(Timestamp time) {
  const Timestamp shifted = time + kLocalOffset;
  const sys_days day = floor<days>(shifted);
  return {Date(day), shifted - day};
}

Timestamp toTimestamp(const LocalTime& local) { return startOfDay(local.date) + local.timeOfDay; }

Timestamp startOfDay(Date date) { return Timestamp(sys_days(date)) - kLocalOffset; }

std::optional<Date> parseIsoDate(std::string_view text) {
  std::size_t at = 0;
  const auto date = takeIsoDate(text, at);
  return at == text.size() ? date : std::nullopt;
}

std::string isoDate(Date date) { return fmt::format("{:04}-{:02}-{:02}", yearOf(date), monthOf(date), dayOf(date)); }

std::optional<Date> parseTypedDate(std::string_view text, Date today) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (const auto iso = parseIsoDate(text)) return iso;
  if (text.size() == 8 && std::ranges::all_of(text, isDigit)) {
    std::size_t at = 0;
    const int day = *takeDigits(text, at, 2);
    const int month = *takeDigits(text, at, 2);
    return makeDate(*takeDigits(text, at, 4), month, day);
  }
  std::vector<std::string_view> parts;
  for (std::string_view rest = text;;) {
    const std::size_t sign = rest.find_first_of("/-.");
    parts.push_back(rest.substr(0, sign));
    if (sign == std::string_view::npos) break;
    rest.remove_prefix(sign + 1);
  }
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  const auto number = [](std::string_view part, std::size_t most) -> std::optional<int> {
    std::size_t at = 0;
    return part.empty() || part.size() > most ? std::nullopt : takeDigits(part, at, part.size());
  };
  const auto day = number(parts[0], 2);
  const auto month = number(parts[1], 2);
  auto year = parts.size() == 3 ? number(parts[2], 4) : std::optional(yearOf(today));
  if (!day || !month || !year) return std::nullopt;
  if (parts.size() == 3 && parts[2].size() == 2) {
    year = *year + yearOf(today) / 100 * 100;
  } else if (parts.size() == 3 && parts[2].size() != 4) {
    return std::nullopt;
  }
  return makeDate(*year, *month, *day);
}

std::string formatDate(Date date, Language language) {
  if (language == Language::English) {
    return fmt::format("{} {} {}", dayOf(date), kEnglishMonths[monthOf(date) - 1], yearOf(date));
  }
  return fmt::format("{:02}/{:02}/{:04}", dayOf(date), monthOf(date), yearOf(date));
}

std::string documentDate(Date date) {
  const std::string month = monthOf(date) <= 2 ? fmt::format("{:02}", monthOf(date)) : std::to_string(monthOf(date));
  return fmt::format("ngày {:02} tháng {} năm {}", dayOf(date), month, yearOf(date));
}

std::string formatTime(Timestamp time) {
  const ClockFace face = faceOf(toLocal(time).timeOfDay);
  return fmt::format("{:02}:{:02}", face.hour, face.minute);
}

std::string formatDateTime(Timestamp time, Language language) {
  return formatTime(time) + ' ' + formatDate(localDate(time), language);
}

std::string documentTime(Timestamp time) {
  const ClockFace face = faceOf(toLocal(time).timeOfDay);
  return fmt::format("{:02} giờ {:02} phút", face.hour, face.minute);
}

std::string rfc3339(Timestamp time) {
  const LocalTime local = toLocal(time);
  const ClockFace face = faceOf(local.timeOfDay);
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", isoDate(local.date), face.hour, face.minute, face.second);
  if (face.micros != 0) {
    std::string fraction = fmt::format(".{:06}", face.micros);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    text += fraction;
  }
  return text + "+07:00";
}

std::optional<Timestamp> parseRfc3339(std::string_view text) {
  std::size_t at = 0;
  const auto date = takeIsoDate(text, at);
  if (!date || at >= text.size() || (text[at] != 'T' && text[at] != 't' && text[at] != ' ')) return std::nullopt;
  ++at;
  const auto time = takeTime(text, at);
  if (!time) return std::nullopt;
  const auto offset = takeOffset(text, at);
  if (!offset || at != text.size()) return std::nullopt;
  return Timestamp(sys_days(*date)) + *time - *offset;
}

int daysBetween(Date from, Date to) { return static_cast<int>((sys_days(to) - sys_days(from)).count()); }

Date addDays(Date date, int count) { return Date(sys_days(date) + days(count)); }

}  // namespace thucdia::core
