#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "core/forms/evaluator.h"
#include "core/forms/evaluator_each.h"
#include "core/forms/geometry.h"
#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

constexpr double kMostDays = 3'000'000;  // past the year 9999

/// Halves away from zero; to so many decimal places, negative for tens and hundreds.
double rounded(double number, double places) {
  if (!std::isfinite(number)) return number;
  const double clamped = std::clamp(std::isnan(places) ? 0.0 : std::trunc(places), -30.0, 30.0);
  if (clamped == 0) return std::round(number);
  const double factor = std::pow(10.0, std::abs(clamped));
  return clamped > 0 ? std::round(number * factor) / factor : std::round(number / factor) * factor;
}

/// A day number or a text as a moment; nothing when it is neither.
std::optional<Moment> momentFrom(const Value& value, std::string_view text, double number, int zone) {
  const bool numeric = value.kind == Value::Kind::Number;
  if (!numeric)
    if (const auto moment = parseMoment(text, zone)) return moment;
  if (!std::isfinite(number) || std::abs(number) > kMostDays) return std::nullopt;
  const double day = std::floor(number);
  const auto ms = static_cast<std::int64_t>(std::round((number - day) * 86'400'000.0));
  return Moment{static_cast<std::int64_t>(day), ms, ms != 0};
}

Moment monthsLater(const Moment& moment, std::int64_t months) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(moment.day))};
  auto moved = date + std::chrono::months(months);
  if (!moved.ok()) moved = moved.year() / moved.month() / std::chrono::last;
  Moment result = moment;
  result.day = std::chrono::sys_days(moved).time_since_epoch().count();
  return result;
}

std::int64_t monthsBetween(const Moment& from, const Moment& to) {
  const std::chrono::year_month_day a{std::chrono::sys_days(std::chrono::days(from.day))};
  const std::chrono::year_month_day b{std::chrono::sys_days(std::chrono::days(to.day))};
  auto months = (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12 +
                static_cast<int>(static_cast<unsigned>(b.month())) - static_cast<int>(static_cast<unsigned>(a.month()));
  if (months > 0 && b.day() < a.day()) --months;
  if (months < 0 && b.day() > a.day()) ++months;
  return months;
}

}  // namespace

Value Evaluator::extreme(Run& run, Arguments args, bool most) {
  double result = kNaN;
  bool first = true;
  for (const auto arg : args)
    each(this->run(run, arg), [&](std::string_view, const auto& read, bool) {
      const double number = read();
      if (first || std::isnan(number))
        result = number;
      else if (!std::isnan(result))
        result = most ? std::max(result, number) : std::min(result, number);
      first = false;
      return !std::isnan(result);
    });
  return makeNumber(result);
}

Value Evaluator::numberFunction(Run& run, const Op& op, Arguments args) {
  switch (op.fn) {
    case Fn::Pi:
      return makeNumber(std::numbers::pi);
    case Fn::Random:
      return makeNumber(static_cast<double>(m_state.host->random() >> 11) * 0x1.0p-53);
    case Fn::Min:
      return extreme(run, args, false);
    case Fn::Max:
      return extreme(run, args, true);
    default:
      break;
  }
  const double x = numberOf(run, args[0]);
  switch (op.fn) {
    case Fn::Number:
      return makeNumber(x);
    case Fn::Int:
      return makeNumber(std::trunc(x));
    case Fn::Round:
      return makeNumber(rounded(x, args.size() > 1 ? numberOf(run, args[1]) : 0));
    case Fn::Floor:
      return makeNumber(std::floor(x));
    case Fn::Ceiling:
      return makeNumber(std::ceil(x));
    case Fn::Abs:
      return makeNumber(std::abs(x));
    case Fn::Pow:
      return makeNumber(std::pow(x, numberOf(run, args[1])));
    case Fn::Sqrt:
      return makeNumber(std::sqrt(x));
    case Fn::Log:
      return makeNumber(std::log(x));
    case Fn::Log10:
      return makeNumber(std::log10(x));
    case Fn::Exp:
      return makeNumber(std::exp(x));
    case Fn::Exp10:
      return makeNumber(std::pow(10.0, x));
    case Fn::Sin:
      return makeNumber(std::sin(x));
    case Fn::Cos:
      return makeNumber(std::cos(x));
    case Fn::Tan:
      return makeNumber(std::tan(x));
    case Fn::Asin:
      return makeNumber(std::asin(x));
    case Fn::Acos:
      return makeNumber(std::acos(x));
    case Fn::Atan:
      return makeNumber(std::atan(x));
    case Fn::Atan2:
      return makeNumber(std::atan2(x, numberOf(run, args[1])));
    default:
      return makeNumber(kNaN);
  }
}

Value Evaluator::dateFunction(Run& run, const Op& op, Arguments args) {
  const int zone = m_state.zoneMinutes;
  if (op.fn == Fn::Today || op.fn == Fn::Now) {
    const auto now = momentOf(toMicros(m_state.host->now()), zone);
    return makeText(op.fn == Fn::Today ? dayText(now.day) : momentText(now, zone));
  }
  const auto momentAt = [&](std::size_t at) {
    const auto value = this->run(run, args[at]);
    const auto written = value.kind == Kind::Number ? std::string_view() : text(value);
    return momentFrom(value, written, number(value), zone);
  };
  switch (op.fn) {
    case Fn::Date:
    case Fn::DateTime: {
      const auto moment = momentAt(0);
      if (!moment) return keepText({});
      return makeText(moment->hasTime && moment->ms != 0 ? momentText(*moment, zone) : dayText(moment->day));
    }
    case Fn::DecimalDateTime: {
      const auto moment = momentAt(0);
      return makeNumber(moment ? moment->days() : kNaN);
    }
    case Fn::DecimalTime: {
      const auto written = textOf(run, args[0]);
      if (const auto ms = parseTime(written, zone)) return makeNumber(static_cast<double>(*ms) / 86'400'000.0);
      const auto moment = parseMoment(written, zone);
      return makeNumber(moment ? static_cast<double>(moment->ms) / 86'400'000.0 : kNaN);
    }
    case Fn::FormatDate:
    case Fn::FormatDateTime: {
      auto moment = momentAt(0);
      if (!moment)
        if (const auto ms = parseTime(textOf(run, args[0]), zone)) moment = Moment{0, *ms, true};
      if (!moment) return keepText({});
      return makeText(formatMoment(*moment, textOf(run, args[1])));
    }
    case Fn::AddDate: {
      auto moment = momentAt(0);
      double parts[5] = {0, 0, 0, 0, 0};  // years, months, days, hours, minutes
      for (std::size_t at = 1; at < args.size(); ++at) parts[at - 1] = numberOf(run, args[at]);
      for (const double part : parts)
        if (!(std::abs(part) < 1e6)) return keepText({});
      if (!moment) return keepText({});
      *moment = monthsLater(*moment, static_cast<std::int64_t>(parts[0]) * 12 + static_cast<std::int64_t>(parts[1]));
      const double days = moment->days() + parts[2] + parts[3] / 24 + parts[4] / 1440;
      const auto moved = momentFrom(makeNumber(days), {}, days, zone);
      if (!moved) return keepText({});
      return makeText(moment->hasTime || moved->hasTime ? momentText(*moved, zone) : dayText(moved->day));
    }
    default: {  // difference-in-months
      const auto from = momentAt(0);
      const auto to = momentAt(1);
      return makeNumber(from && to ? static_cast<double>(monthsBetween(*from, *to)) : kNaN);
    }
  }
}

Value Evaluator::placeFunction(Run& run, const Op& op, Arguments args) {
  if (op.fn == Fn::Geofence) {
    const auto point = readPlaces(textOf(run, args[0]));
    const auto shape = readPlaces(textOf(run, args[1]));
    return makeBoolean(point.size() == 1 && insideShape(point.front(), shape));
  }
  if (op.fn == Fn::Intersects) {
    const auto line = readPlaces(textOf(run, args[0]));
    return makeBoolean(spend(line.size()) && crossesItself(line, [&](std::size_t steps) { return spend(steps); }));
  }
  std::vector<GeoPoint> places;
  for (const auto arg : args)
    each(this->run(run, arg), [&](std::string_view text, const auto&, bool) {
      if (!spend(text.size() / 8)) return false;
      for (const auto& place : readPlaces(text)) places.push_back(place);
      return spend(places.size());
    });
  const double result = op.fn == Fn::Area ? geodesicArea(places) : pathLength(places);
  return makeNumber(rounded(result, 2));
}

}  // namespace thucdia::core::forms
