#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/language.h"

namespace thucdia::core {

/// A day of the calendar, without zone.
using Date = std::chrono::year_month_day;

/// Viet Nam's time (Asia/Ho_Chi_Minh): seven hours before UTC, without daylight saving since 1975.
constexpr std::chrono::hours kLocalOffset{7};

/// Date and time of day in Viet Nam.
struct LocalTime {
  Date date;
  std::chrono::microseconds timeOfDay{0};  ///< from midnight
  bool operator==(const LocalTime&) const = default;
};
[[nodiscard]] LocalTime toLocal(Timestamp time);
[[nodiscard]] Timestamp toTimestamp(const LocalTime& local);
/// Midnight in Viet Nam at which the day begins.
[[nodiscard]] Timestamp startOfDay(Date date);
[[nodiscard]] inline Date localDate(Timestamp time) { return toLocal(time).date; }

/// "2026-07-15". Nothing when it is not such a date or the day does not exist. Years 0001–9999.
[[nodiscard]] std::optional<Date> parseIsoDate(std::string_view text);
[[nodiscard]] std::string isoDate(Date date);
/// A typed date: "15/07/2026", "15/7/26" (this century), "15-7-2026", "15.7.2026", "15072026", "15/7" (of the year of
/// `today`), ISO.
[[nodiscard]] std::optional<Date> parseTypedDate(std::string_view text, Date today);

/// "15/07/2026" (English: "15 Jul 2026").
[[nodiscard]] std::string formatDate(Date date, Language language = Language::Vietnamese);
/// "ngày 05 tháng 01 năm 2026": days below 10 and the months 1 and 2 with a leading zero (Decree 30/2020/NĐ-CP,
/// Appendix I, part II, point 4).
[[nodiscard]] std::string documentDate(Date date);
/// "10:42", Viet Nam's time.
[[nodiscard]] std::string formatTime(Timestamp time);
/// "10:42 15/07/2026".
[[nodiscard]] std::string formatDateTime(Timestamp time, Language language = Language::Vietnamese);
/// "16 giờ 05 phút".
[[nodiscard]] std::string documentTime(Timestamp time);

/// RFC 3339 in Viet Nam's time: "2026-07-15T10:42:07+07:00"; fractions only where there are any.
[[nodiscard]] std::string rfc3339(Timestamp time);
/// Any RFC 3339 time; fractions beyond microseconds are cut. Also accepts a missing offset, read as Viet Nam's time
/// (XForms dateTime), and missing seconds.
[[nodiscard]] std::optional<Timestamp> parseRfc3339(std::string_view text);

/// Whole days from `from` to `to`; negative when `to` is earlier.
[[nodiscard]] int daysBetween(Date from, Date to);
[[nodiscard]] Date addDays(Date date, int days);

}  // namespace thucdia::core
