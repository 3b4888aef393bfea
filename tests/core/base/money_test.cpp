#include "core/base/money.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/number_words.h"

using namespace thucdia::core;

namespace {

std::int64_t sum(std::string_view text, MoneyUnit unit = MoneyUnit::Dong, Language language = Language::Vietnamese) {
  const auto entry = parseMoney(text, unit, language);
  INFO(text);
  REQUIRE(entry.has_value());
  REQUIRE(std::holds_alternative<std::int64_t>(*entry));
  return std::get<std::int64_t>(*entry);
}

AmbiguousMoney question(std::string_view text, MoneyUnit unit, Language language = Language::Vietnamese) {
  const auto entry = parseMoney(text, unit, language);
  INFO(text);
  REQUIRE(entry.has_value());
  REQUIRE(std::holds_alternative<AmbiguousMoney>(*entry));
  return std::get<AmbiguousMoney>(*entry);
}

}  // namespace

TEST_CASE("sums are shown short and exact") {
  CHECK(formatInteger(1234567) == "1.234.567");
  CHECK(formatInteger(-1000) == "-1.000");
  CHECK(formatDong(111'350'000'000) == "111.350.000.000 đồng");
  CHECK(formatMoney(111'350'000'000) == "111,350 tỷ đồng");
  CHECK(formatMoney(1'000'000'000) == "1.000 triệu đồng");
  CHECK(formatMoney(9'999'500'000) == "9.999,5 triệu đồng");
  CHECK(formatMoney(10'000'000'000) == "10,000 tỷ đồng");
  CHECK(formatMoney(92'500'000) == "92,5 triệu đồng");
  CHECK(formatMoney(500'000) == "500.000 đồng");
  CHECK(formatMoney(1'234'567) == "1.234.567 đồng");
  CHECK(formatMoney(111'350'000'500) == "111.350.000.500 đồng");
  CHECK(formatMoney(-300'000'000) == "-300 triệu đồng");
  CHECK(formatMoney(111'350'000'000, Language::English) == "VND 111.350 billion");
  CHECK(formatMoney(1'500'000'000, Language::English) == "VND 1,500 million");
  CHECK(formatDecimal("-1234.50") == "-1.234,50");
  CHECK(formatDecimal("abc") == "abc");
}

TEST_CASE("sums are read with their unit") {
  CHECK(sum("300", MoneyUnit::Million) == 300'000'000);
  CHECK(sum("1.000", MoneyUnit::Million) == 1'000'000'000);
  CHECK(sum("1,5", MoneyUnit::Billion) == 1'500'000'000);
  CHECK(sum("111,350", MoneyUnit::Million, Language::English) == 111'350'000'000);
  CHECK(sum("1.234.567") == 1'234'567);
  CHECK(sum("1 234 567") == 1'234'567);
  CHECK(sum("1.234,5", MoneyUnit::Million) == 1'234'500'000);
  CHECK(sum("1,234.5", MoneyUnit::Million) == 1'234'500'000);
  CHECK(sum("1,234,567") == 1'234'567);
  CHECK(sum("0.5", MoneyUnit::Billion) == 500'000'000);
  CHECK(sum("1,5 tỷ") == 1'500'000'000);
  CHECK(sum("300 triệu đồng") == 300'000'000);
  CHECK(sum("450tr") == 450'000'000);
  CHECK(sum("500.000 đ") == 500'000);
  CHECK(sum("500.000₫") == 500'000);
  CHECK(sum("1.500") == 1'500);
  CHECK(sum("1,500") == 1'500);
}

TEST_CASE("an entry that can be read in two ways is asked about, not guessed") {
  CHECK(question("1.5", MoneyUnit::Million) == AmbiguousMoney{1'500'000, 15'000'000});
  CHECK(question("1,000", MoneyUnit::Million) == AmbiguousMoney{1'000'000, 1'000'000'000});
  CHECK(question("111,350", MoneyUnit::Billion) == AmbiguousMoney{111'350'000'000, 111'350'000'000'000});
  CHECK(question("1.250", MoneyUnit::Million, Language::English) == AmbiguousMoney{1'250'000, 1'250'000'000});
}

TEST_CASE("what is no sum is refused") {
  for (const char* text : {"", "abc", "-5", "1.2.3", "1,2,3", "1..000", ".5.", "1.5", "12a"}) {
    INFO(text);
    CHECK_FALSE(parseMoney(text).has_value());
  }
  CHECK(parseMoney("1,2345678", MoneyUnit::Million).error().code == ErrorCode::ParseError);
  CHECK(parseMoney("99999999999", MoneyUnit::Billion).error().code == ErrorCode::LimitExceeded);
}

TEST_CASE("numbers are spelled as Vietnamese says them") {
  CHECK(numberWords(0) == "không");
  CHECK(numberWords(5) == "năm");
  CHECK(numberWords(10) == "mười");
  CHECK(numberWords(11) == "mười một");
  CHECK(numberWords(15) == "mười lăm");
  CHECK(numberWords(21) == "hai mươi mốt");
  CHECK(numberWords(25) == "hai mươi lăm");
  CHECK(numberWords(24) == "hai mươi bốn");
  CHECK(numberWords(105) == "một trăm linh năm");
  CHECK(numberWords(105, ZeroTens::Le) == "một trăm lẻ năm");
  CHECK(numberWords(110) == "một trăm mười");
  CHECK(numberWords(1005) == "một nghìn không trăm linh năm");
  CHECK(numberWords(1'000'050) == "một triệu không trăm năm mươi");
  CHECK(numberWords(-3) == "âm ba");
  CHECK(numberWords(2'000'000'000'000) == "hai nghìn tỷ");
  CHECK(numberWords(1'000'000'000'000'000'000) == "một tỷ tỷ");
  CHECK(numberWords(INT64_MIN).starts_with("âm chín tỷ tỷ hai trăm hai mươi ba triệu"));
}

TEST_CASE("a sum in words begins with a capital and says when it is even") {
  CHECK(moneyWords(111'350'000'000) == "Một trăm mười một tỷ ba trăm năm mươi triệu đồng chẵn");
  CHECK(moneyWords(1'234'567) == "Một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng");
  CHECK(moneyWords(-1000) == "Âm một nghìn đồng chẵn");
  CHECK(moneyWords(0) == "Không đồng");
}
