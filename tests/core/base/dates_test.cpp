#include "core/base/dates.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;
using namespace std::chrono;

namespace {
constexpr Date kToday = 2026y / November / 15d;
}

TEST_CASE("ISO dates are read and written, and days that do not exist refused") {
  CHECK(parseIsoDate("2026-07-15") == Date(2026y / July / 15d));
  CHECK(isoDate(2026y / July / 5d) == "2026-07-05");
  CHECK_FALSE(parseIsoDate("2026-02-29"));
  CHECK(parseIsoDate("2024-02-29"));
  for (const char* text : {"", "2026-7-15", "2026-07-15 ", "20260715", "2026-13-01", "0000-01-01"}) {
    INFO(text);
    CHECK_FALSE(parseIsoDate(text));
  }
}

TEST_CASE("dates are read as people type them") {
  const Date day = 2026y / August / 15d;
  for (const char* text : {"15/08/2026", "15/8/26", "15-8-2026", "15.08.2026", "15082026", "15/8", " 2026-08-15 "}) {
    INFO(text);
    CHECK(parseTypedDate(text, kToday) == day);
  }
  for (const char* text : {"32/1/2026", "15/8/126", "15/8/2026/1", "hôm nay", "1508", "/8/2026"}) {
    INFO(text);
    CHECK_FALSE(parseTypedDate(text, kToday));
  }
}

TEST_CASE("documents write days and the first two months with a leading zero") {
  CHECK(documentDate(2026y / January / 5d) == "ngày 05 tháng 01 năm 2026");
  CHECK(documentDate(2026y / March / 15d) == "ngày 15 tháng 3 năm 2026");
  CHECK(documentDate(2026y / December / 9d) == "ngày 09 tháng 12 năm 2026");
  CHECK(formatDate(2026y / July / 5d) == "05/07/2026");
  CHECK(formatDate(2026y / July / 5d, Language::English) == "5 Jul 2026");
}

TEST_CASE("times are shown in Viet Nam's zone, whatever the machine's") {
  const Timestamp time = sys_days(2026y / July / 14d) + hours(17) + minutes(5) + seconds(9);
  CHECK(localDate(time) == Date(2026y / July / 15d));
  CHECK(formatTime(time) == "00:05");
  CHECK(formatDateTime(time) == "00:05 15/07/2026");
  CHECK(documentTime(time) == "00 giờ 05 phút");
  CHECK(rfc3339(time) == "2026-07-15T00:05:09+07:00");
  CHECK(rfc3339(time + microseconds(120'000)) == "2026-07-15T00:05:09.12+07:00");
  CHECK(toTimestamp(toLocal(time)) == time);
  CHECK(startOfDay(2026y / July / 15d) == sys_days(2026y / July / 14d) + hours(17));
  CHECK(toLocal(Timestamp(microseconds(-1))).date == Date(1970y / January / 1d));
}

TEST_CASE("RFC 3339 times are read with any offset") {
  const Timestamp time = sys_days(2026y / July / 15d) + hours(3) + minutes(42);
  CHECK(parseRfc3339("2026-07-15T10:42:00+07:00") == time);
  CHECK(parseRfc3339("2026-07-15T03:42:00Z") == time);
  CHECK(parseRfc3339("2026-07-15T10:42:00.000123+07:00") == time + microseconds(123));
  CHECK(parseRfc3339("2026-07-15T10:42") == time);
  CHECK(parseRfc3339("2026-07-14T22:12:00-05:30") == time);
  for (const char* text : {"2026-07-15", "2026-07-15T24:00:00Z", "2026-07-15T10:42:00+0700", "2026-07-15T10:42:00.Z"}) {
    INFO(text);
    CHECK_FALSE(parseRfc3339(text));
  }
}

TEST_CASE("days are counted over month ends") {
  CHECK(daysBetween(2026y / February / 27d, 2026y / March / 2d) == 3);
  CHECK(daysBetween(kToday, 2026y / November / 14d) == -1);
  CHECK(addDays(2026y / December / 31d, 1) == Date(2027y / January / 1d));
}
