#include "core/base/money.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/base/text.h"

namespace thucdia::core {

namespace {

struct Signs {
  char group;
  char decimal;
};

Signs signsOf(Language language) { return language == Language::Vietnamese ? Signs{'.', ','} : Signs{',', '.'}; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool areDigits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, isDigit); }

std::string grouped(std::string_view digits, char group) {
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) text += group;
    text += digits[at];
  }
  return text;
}

std::string_view unitWord(MoneyUnit unit, Language language) {
  const bool vi = language == Language::Vietnamese;
  switch (unit) {
    case MoneyUnit::Thousand:
      return vi ? "nghìn" : "thousand";
    case MoneyUnit::Million:
      return vi ? "triệu" : "million";
    case MoneyUnit::Billion:
      return vi ? "tỷ" : "billion";
    case MoneyUnit::Dong:
      break;
  }
  return {};
}

/// The number before the unit when `decimals` digits say it exactly; trailing zeros cut where asked.
std::optional<std::string> inUnit(std::int64_t dong, MoneyUnit unit, bool cutZeros, Language language) {
  const auto size = static_cast<std::int64_t>(unit);
  if (dong % (size / 1000) != 0) return std::nullopt;
  std::string fraction = fmt::format("{:03}", dong % size / (size / 1000));
  if (cutZeros) fraction.erase(fraction.find_last_not_of('0') + 1);
  std::string text = formatInteger(dong / size, language);
  if (!fraction.empty()) text += signsOf(language).decimal + fraction;
  return text;
}

struct UnitName {
  std::string_view name;  // folded
  MoneyUnit unit;
};

// The longer names first: "dong" before "d".
constexpr std::array kUnitNames = {
    UnitName{"trieu dong", MoneyUnit::Million},
    UnitName{"nghin dong", MoneyUnit::Thousand},
    UnitName{"ty dong", MoneyUnit::Billion},
    UnitName{"ti dong", MoneyUnit::Billion},
    UnitName{"thousand", MoneyUnit::Thousand},
    UnitName{"million", MoneyUnit::Million},
    UnitName{"billion", MoneyUnit::Billion},
    UnitName{"trieu", MoneyUnit::Million},
    UnitName{"nghin", MoneyUnit::Thousand},
    UnitName{"ngan", MoneyUnit::Thousand},
    UnitName{"dong", MoneyUnit::Dong},
    UnitName{"vnd", MoneyUnit::Dong},
    UnitName{"ty", MoneyUnit::Billion},
    UnitName{"ti", MoneyUnit::Billion},
    UnitName{"tr", MoneyUnit::Million},
    UnitName{"\xE2\x82\xAB", MoneyUnit::Dong},
    UnitName{"d", MoneyUnit::Dong},
};

/// Integer and fraction digits → đồng; nothing when not a whole number of đồng or too large.
std::optional<std::int64_t> toDong(std::string_view whole, std::string_view fraction, MoneyUnit unit) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::int64_t value = 0;
  for (const char digit : whole) {
    if (value > (kMost - (digit - '0')) / 10) return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  std::int64_t place = static_cast<std::int64_t>(unit);
  if (value > kMost / place) return std::nullopt;
  value *= place;
  for (const char digit : fraction) {
    if (place == 1 && digit != '0') return std::nullopt;
    if (place > 1) place /= 10;
    value += digit == '0' ? 0 : (digit - '0') * place;
  }
  return value;
}

std::string without(std::string_view text, char sign) {
  std::string kept;
  std::ranges::copy_if(text, std::back_inserter(kept), [sign](char c) { return c != sign; });
  return kept;
}

/// Whether `sign` splits the text as thousands do: one to three digits, then threes; no leading zero.
bool isGrouped(std::string_view text, char sign) {
  const std::size_t first = text.find(sign);
  if (first == 0 || first > 3 || text[0] == '0') return false;
  for (std::size_t at = first; at < text.size(); at += 4) {
    if (text[at] != sign || at + 4 > text.size() || !areDigits(text.substr(at + 1, 3))) return false;
  }
  return true;
}

tl::unexpected<Error> noSum(std::string_view text) {
  return fail(ErrorCode::ParseError, fmt::format("\"{}\" is no sum of money", text));
}

Result<MoneyEntry> certain(std::string_view text, std::string_view whole, std::string_view fraction, MoneyUnit unit) {
  if (!areDigits(whole) || (!fraction.empty() && !areDigits(fraction))) return noSum(text);
  if (const auto dong = toDong(whole, fraction, unit)) return MoneyEntry(*dong);
  if (!fraction.empty() && toDong(whole, {}, unit)) {
    return fail(ErrorCode::ParseError, fmt::format("\"{}\" is no whole number of đồng", text));
  }
  return fail(ErrorCode::LimitExceeded, fmt::format("\"{}\" is too large", text));
}

}  // namespace

std::string formatInteger(std::int64_t number, Language language) {
  const std::string digits = std::to_string(number);
  const bool negative = number < 0;
  return (negative ? "-" : "") + grouped(std::string_view(digits).substr(negative ? 1 : 0), signsOf(language).group);
}

std::string formatDecimal(std::string_view decimal, Language language) {
  const bool negative = decimal.starts_with('-');
  const std::string_view digits = decimal.substr(negative ? 1 : 0);
  const std::size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const std::string_view fraction = point == std::string_view::npos ? std::string_view() : digits.substr(point + 1);
  if (!areDigits(whole) || (point != std::string_view::npos && !areDigits(fraction))) return std::string(decimal);
  const Signs signs = signsOf(language);
  std::string text = (negative ? "-" : "") + grouped(whole, signs.group);
  if (!fraction.empty()) (text += signs.decimal) += fraction;
  return text;
}

std::string formatDong(std::int64_t dong, Language language) {
  const std::string number = formatInteger(dong, language);
  return language == Language::Vietnamese ? number + " đồng" : "VND " + number;
}

std::string formatMoney(std::int64_t dong, Language language) {
  if (dong < 0) {
    if (dong == std::numeric_limits<std::int64_t>::min()) return formatDong(dong, language);
    const std::string positive = formatMoney(-dong, language);
    return language == Language::Vietnamese ? "-" + positive : "VND -" + positive.substr(4);
  }
  const auto billion = static_cast<std::int64_t>(MoneyUnit::Billion);
  const auto million = static_cast<std::int64_t>(MoneyUnit::Million);
  if (dong < million) return formatDong(dong, language);
  const bool large = dong >= 10 * billion;
  const MoneyUnit unit = large ? MoneyUnit::Billion : MoneyUnit::Million;
  const auto number = inUnit(dong, unit, !large, language);
  if (!number) return formatDong(dong, language);
  return language == Language::Vietnamese ? fmt::format("{} {} đồng", *number, unitWord(unit, language))
                                          : fmt::format("VND {} {}", *number, unitWord(unit, language));
}

Result<MoneyEntry> parseMoney(std::string_view text, MoneyUnit unit, Language language) {
  std::string typed = fold(tidy(text));
  if (typed.starts_with("vnd")) typed.erase(0, 3);
  for (const UnitName& known : kUnitNames) {
    if (typed.size() > known.name.size() && typed.ends_with(known.name) &&
        !(typed[typed.size() - known.name.size() - 1] >= 'a')) {
      unit = known.unit;
      typed.erase(typed.size() - known.name.size());
      break;
    }
  }
  typed = without(typed, ' ');
  if (typed.empty() || !std::ranges::all_of(typed, [](char c) { return isDigit(c) || c == '.' || c == ','; })) {
    return noSum(text);
  }

  const std::size_t points = static_cast<std::size_t>(std::ranges::count(typed, '.'));
  const std::size_t commas = static_cast<std::size_t>(std::ranges::count(typed, ','));
  if (points + commas == 0) return certain(text, typed, {}, unit);

  const std::string_view view = typed;
  if (points > 0 && commas > 0) {
    // Both signs: the last one begins the decimals, the other must group.
    const std::size_t last = view.find_last_of(".,");
    const char decimal = view[last];
    const char group = decimal == '.' ? ',' : '.';
    if (std::ranges::count(view, decimal) != 1 || !isGrouped(view.substr(0, last), group)) return noSum(text);
    return certain(text, without(view.substr(0, last), group), view.substr(last + 1), unit);
  }

  const char sign = points > 0 ? '.' : ',';
  const bool groups = isGrouped(view, sign);
  const Signs signs = signsOf(language);
  if (points + commas > 1 || unit == MoneyUnit::Dong) {
    // Several of one sign group; and a đồng has no parts.
    return groups ? certain(text, without(view, sign), {}, unit) : noSum(text);
  }
  const std::size_t at = view.find(sign);
  const std::string_view whole = view.substr(0, at);
  const std::string_view fraction = view.substr(at + 1);
  if (sign == signs.decimal && !groups) return certain(text, whole, fraction, unit);
  if (sign == signs.group && groups) return certain(text, without(view, sign), {}, unit);
  if (!areDigits(whole) || !areDigits(fraction)) return noSum(text);
  if (whole.starts_with('0')) return certain(text, whole, fraction, unit);
  const auto asDecimal = toDong(whole, fraction, unit);
  const auto asGroups = toDong(without(view, sign), {}, unit);
  if (!asDecimal || !asGroups) return certain(text, whole, fraction, unit);
  return MoneyEntry(AmbiguousMoney{*asDecimal, *asGroups});
}

}  // namespace thucdia::core
