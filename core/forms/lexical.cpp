#include "core/forms/lexical.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

namespace thucdia::core::forms {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// Reads up to `most` digits, at least `least`; moves `at` behind them.
std::optional<std::int64_t> digits(std::string_view text, std::size_t& at, std::size_t least, std::size_t most) {
  std::int64_t value = 0;
  const auto begin = at;
  while (at < text.size() && at - begin < most && isDigit(text[at])) value = value * 10 + (text[at++] - '0');
  if (at - begin < least) return std::nullopt;
  return value;
}

bool take(std::string_view text, std::size_t& at, char c) {
  if (at >= text.size() || text[at] != c) return false;
  ++at;
  return true;
}

std::optional<std::int64_t> dayAt(std::string_view text, std::size_t& at) {
  const auto year = digits(text, at, 4, 4);
  if (!year || !take(text, at, '-')) return std::nullopt;
  const auto month = digits(text, at, 1, 2);
  if (!month || !take(text, at, '-')) return std::nullopt;
  const auto day = digits(text, at, 1, 2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

struct Clock {
  std::int64_t ms = 0;
  std::optional<std::int64_t> offsetMinutes;
};

/// hh:mm[:ss[.fff]] with Z, an offset or nothing after it; must reach the end.
std::optional<Clock> clockAt(std::string_view text, std::size_t& at) {
  Clock clock;
  const auto hour = digits(text, at, 1, 2);
  if (!hour || *hour > 24 || !take(text, at, ':')) return std::nullopt;
  const auto minute = digits(text, at, 2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t second = 0;
  std::int64_t ms = 0;
  if (take(text, at, ':')) {
    const auto read = digits(text, at, 2, 2);
    if (!read || *read > 60) return std::nullopt;
    second = *read;
    if (take(text, at, '.') || take(text, at, ',')) {
      const auto begin = at;
      const auto fraction = digits(text, at, 1, 9);
      if (!fraction) return std::nullopt;
      ms = static_cast<std::int64_t>(static_cast<double>(*fraction) / std::pow(10.0, static_cast<double>(at - begin)) *
                                     1000.0);
    }
  }
  clock.ms = ((*hour * 60 + *minute) * 60 + second) * 1000 + ms;
  if (clock.ms > kDayMs) return std::nullopt;
  if (take(text, at, 'Z') || take(text, at, 'z')) {
    clock.offsetMinutes = 0;
  } else if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
    const std::int64_t sign = text[at++] == '-' ? -1 : 1;
    const auto hours = digits(text, at, 2, 2);
    if (!hours) return std::nullopt;
    take(text, at, ':');
    const auto minutes = digits(text, at, 0, 2);
    clock.offsetMinutes = sign * (*hours * 60 + minutes.value_or(0));
  }
  if (at != text.size()) return std::nullopt;
  return clock;
}

std::string two(std::int64_t value) {
  std::string out = std::to_string(value);
  return out.size() < 2 ? "0" + out : out;
}
std::string three(std::int64_t value) {
  std::string out = std::to_string(value);
  return std::string(out.size() < 3 ? 3 - out.size() : 0, '0') + out;
}

std::chrono::year_month_day dateOf(std::int64_t day) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(day)));
}

/// A decimal as a node keeps it: whole numbers have ".0".
std::string decimalText(double number) {
  auto out = numberText(number);
  if (!out.empty() && std::isfinite(number) && out.find('.') == std::string::npos) out += ".0";
  return out;
}

/// A date is no number to a node, though it counts as one in arithmetic.
double plainNumber(std::string_view text) {
  return text.size() >= 8 && text[4] == '-' && parseMoment(text, 0) ? kNaN : toNumber(text, 0);
}

std::string wholeText(std::string_view text, bool wide) {
  const double number = plainNumber(text);
  const double bound = wide ? 9007199254740991.0 : 2147483647.0;
  if (std::isnan(number) || number > bound || number < -bound - (wide ? 0 : 1)) return {};
  return numberText(std::trunc(number));
}

/// "lat lon alt accuracy", one to three of them given; "" for what lies nowhere on earth, and for 0 0.
std::string pointText(std::string_view text) {
  std::string out;
  std::size_t count = 0;
  bool good = true;
  bool zero = true;
  eachWord(text, [&](std::string_view word) {
    const double number = toNumber(word, 0);
    good = std::isfinite(number) && !(count == 0 && std::abs(number) > 90) && !(count == 1 && std::abs(number) > 180);
    if (!good) return false;
    if (++count <= 2 && number != 0) zero = false;
    if (!out.empty()) out += ' ';
    out += decimalText(number);
    return count < 4;
  });
  if (!good || count < 2 || zero) return {};
  return out;
}

/// Points joined by ";"; "" when one of them is none. One alone stays: a line that is being walked begins with it.
std::string pointsText(std::string_view text) {
  std::string out;
  while (!trim(text).empty()) {
    const auto end = std::min(text.find(';'), text.size());
    const auto point = pointText(text.substr(0, end));
    if (point.empty()) return {};
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!out.empty()) out += ';';
    out += point;
  }
  return out;
}

/// Of a date and time without an offset the date; of what is no date nothing.
std::string dateText(std::string_view text) {
  text = trim(text);
  const auto date = text.substr(0, text.find('T'));
  const auto day = parseDay(date);
  if (!day || (date.size() < text.size() && (!parseMoment(text, 0) || text.find_first_of("+-Zz", 10) != text.npos)))
    return {};
  return dayText(*day);
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

double toNumber(std::string_view text, int zoneMinutes) {
  text = trim(text);
  if (text.empty()) return kNaN;
  const char first = text.front();
  if (!isDigit(first) && first != '-' && first != '+' && first != '.') {
    if (text == "Infinity") return std::numeric_limits<double>::infinity();
    return kNaN;
  }
  auto number = text;
  if (first == '+' && text.size() > 1 && text[1] != '-') number.remove_prefix(1);
  double value = 0;
  const auto end = std::from_chars(number.data(), number.data() + number.size(), value);
  if (end.ptr == number.data() + number.size()) {
    if (end.ec == std::errc::result_out_of_range) return kNaN;
    // "inf" and "nan" are no numbers of XPath
    const char last = number.back();
    if (end.ec == std::errc() && (isDigit(last) || last == '.')) return value;
    return number == "-Infinity" ? -std::numeric_limits<double>::infinity() : kNaN;
  }
  if (text.size() >= 8 && isDigit(first))
    if (const auto moment = parseMoment(text, zoneMinutes)) return moment->days();
  return kNaN;
}

void appendNumber(std::string& out, double number) {
  if (std::isnan(number)) return;
  if (std::isinf(number)) {
    out += number > 0 ? "Infinity" : "-Infinity";
    return;
  }
  if (number == 0) {
    out += '0';
    return;
  }
  char buffer[400];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed).ptr;
  if (std::abs(number) >= 1e15 && number == std::trunc(number)) {
    // The shortest digits that read back as this number, then zeros; fixed notation alone would write out all it holds.
    char shortest[40];
    const auto last = std::to_chars(shortest, shortest + sizeof shortest, number, std::chars_format::scientific).ptr;
    const auto significant = std::count_if(shortest, std::find(shortest, last, 'e'), isDigit);
    auto digit = buffer + (number < 0 ? 1 : 0) + significant;
    if (digit < end) {
      // Rounded at the last of them.
      const auto from = std::copy_if(shortest, std::find(shortest, last, 'e'), buffer, [](char c) { return c != '.'; });
      std::fill(from, end, '0');
    }
  }
  out.append(buffer, end);
}

std::string numberText(double number) {
  std::string out;
  appendNumber(out, number);
  return out;
}

std::optional<std::int64_t> parseDay(std::string_view text) {
  std::size_t at = 0;
  const auto day = dayAt(text, at);
  if (!day || at != text.size()) return std::nullopt;
  return day;
}

std::string dayText(std::int64_t day) {
  if (day < -719'528 || day > 2'932'896) return {};  // years 0 to 9999
  const auto date = dateOf(day);
  auto year = std::to_string(static_cast<int>(date.year()));
  year.insert(0, year.size() < 4 ? 4 - year.size() : 0, '0');
  return year + '-' + two(static_cast<unsigned>(date.month())) + '-' + two(static_cast<unsigned>(date.day()));
}

Moment momentOf(std::int64_t micros, int zoneMinutes) {
  std::int64_t ms = micros / 1000 - (micros % 1000 < 0 ? 1 : 0) + std::int64_t{zoneMinutes} * 60'000;
  std::int64_t day = ms / kDayMs;
  ms %= kDayMs;
  if (ms < 0) {
    ms += kDayMs;
    --day;
  }
  return {day, ms, true};
}

std::optional<Moment> parseMoment(std::string_view text, int zoneMinutes) {
  text = trim(text);
  std::size_t at = 0;
  const auto day = dayAt(text, at);
  if (!day) return std::nullopt;
  if (at == text.size()) return Moment{*day, 0, false};
  if (!take(text, at, 'T') && !take(text, at, ' ')) return std::nullopt;
  const auto clock = clockAt(text, at);
  if (!clock) return std::nullopt;
  const auto shift = clock->offsetMinutes ? zoneMinutes - *clock->offsetMinutes : 0;
  return momentOf((*day * kDayMs + clock->ms) * 1000 + (shift - zoneMinutes) * 60'000'000, zoneMinutes);
}

std::optional<std::int64_t> parseTime(std::string_view text, int zoneMinutes) {
  text = trim(text);
  std::size_t at = 0;
  const auto clock = clockAt(text, at);
  if (!clock) return std::nullopt;
  const auto shift = clock->offsetMinutes ? zoneMinutes - *clock->offsetMinutes : 0;
  return ((clock->ms + shift * 60'000) % kDayMs + kDayMs) % kDayMs;
}

std::string momentText(const Moment& moment, int zoneMinutes) {
  const auto ms = moment.ms;
  const int zone = std::abs(zoneMinutes);
  return dayText(moment.day) + 'T' + two(ms / 3'600'000) + ':' + two(ms / 60'000 % 60) + ':' + two(ms / 1000 % 60) +
         '.' + three(ms % 1000) + (zoneMinutes < 0 ? '-' : '+') + two(zone / 60) + ':' + two(zone % 60);
}

std::string formatMoment(const Moment& moment, std::string_view format) {
  static constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const auto date = dateOf(moment.day);
  const auto year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  const auto day = static_cast<unsigned>(date.day());
  std::string out;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format[at] != '%' || at + 1 == format.size()) {
      out += format[at];
      continue;
    }
    switch (const char code = format[++at]) {
      case 'Y':
        out += std::to_string(year);
        break;
      case 'y':
        out += two(((year % 100) + 100) % 100);
        break;
      case 'm':
        out += two(month);
        break;
      case 'n':
        out += std::to_string(month);
        break;
      case 'b':
        out += kMonths[month - 1];
        break;
      case 'd':
        out += two(day);
        break;
      case 'e':
        out += std::to_string(day);
        break;
      case 'a':
        out += kDays[((moment.day + 4) % 7 + 7) % 7];
        break;
      case 'H':
        out += two(moment.ms / 3'600'000);
        break;
      case 'h':
        out += std::to_string(moment.ms / 3'600'000);
        break;
      case 'M':
        out += two(moment.ms / 60'000 % 60);
        break;
      case 'S':
        out += two(moment.ms / 1000 % 60);
        break;
      case '3':
        out += three(moment.ms % 1000);
        break;
      case '%':
        out += '%';
        break;
      default:
        out += '%';
        out += code;
        break;
    }
  }
  return out;
}

std::string normalise(records::v1::BindType type, std::string_view text, bool wide) {
  if (text.empty()) return {};
  switch (type) {
    case records::v1::BIND_TYPE_INT:
      return wholeText(text, wide);
    case records::v1::BIND_TYPE_DECIMAL: {
      const double number = plainNumber(text);
      return std::isfinite(number) ? decimalText(number) : std::string();
    }
    case records::v1::BIND_TYPE_DATE:
      return dateText(text);
    case records::v1::BIND_TYPE_TIME:
      return parseTime(text, 0) ? std::string(text) : std::string();
    case records::v1::BIND_TYPE_DATE_TIME: {
      const auto moment = parseMoment(text, 0);
      return moment && moment->hasTime ? std::string(text) : std::string();
    }
    case records::v1::BIND_TYPE_GEOPOINT:
      return pointText(text);
    case records::v1::BIND_TYPE_GEOTRACE:
    case records::v1::BIND_TYPE_GEOSHAPE:
      return pointsText(text);
    default:
      return std::string(text);
  }
}

bool sameValue(records::v1::BindType type, std::string_view a, std::string_view b) {
  switch (type) {
    case records::v1::BIND_TYPE_GEOPOINT:
    case records::v1::BIND_TYPE_GEOTRACE:
    case records::v1::BIND_TYPE_GEOSHAPE:
      return !a.empty() && normalise(type, a, false) == normalise(type, b, false);
    default:
      return toNumber(a, 0) == toNumber(b, 0);
  }
}

}  // namespace thucdia::core::forms
