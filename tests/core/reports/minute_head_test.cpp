#include "core/reports/minute_head.h"

#include <catch2/catch_test_macros.hpp>

#include "core/registers/shipped_datasets.h"
#include "core/reports/minutes_words.h"

namespace thucdia::tests {
namespace {

using namespace core::reports;
using core::Date;
using core::Language;

Date day(int year, unsigned month, unsigned date) {
  return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(date)};
}

TEST_CASE("the agency stands at the head of a document by the name that it had on that day") {
  const auto csv = core::registers::shippedFile("issuing_bodies.csv");
  CHECK(bodiesOf(csv, "", day(2009, 6, 1))->symbol == "BB-CNĐP");
  CHECK(bodiesOf(csv, "", day(2019, 6, 1))->issuing == "CỤC CÔNG THƯƠNG\nĐỊA PHƯƠNG");
  const auto now = bodiesOf(csv, "", day(2026, 7, 15));
  CHECK(now->superior == "BỘ CÔNG THƯƠNG");
  CHECK(now->symbol == "BB-ĐCK");
  CHECK(bodiesOf(csv, "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp 1", day(2026, 7, 15))->symbol ==
        "BB-TTKC");
}

TEST_CASE("an organisation that the table does not know stands there by its own name") {
  const auto bodies =
      bodiesOf(core::registers::shippedFile("issuing_bodies.csv"), "Sở Công Thương tỉnh Đắk Lắk", day(2026, 7, 15));
  CHECK(*bodies == Bodies{"", "SỞ CÔNG THƯƠNG TỈNH ĐẮK LẮK", ""});
}

TEST_CASE("the legal bases of minutes are those in force on the day") {
  const auto csv = core::registers::shippedFile("minute_bases.csv");
  const auto before = basesOf(csv, "01_mo_hinh_trinh_dien", day(2017, 3, 1), Language::Vietnamese);
  REQUIRE(before->size() == 2);
  CHECK(before->at(0).ends_with("về khuyến công"));
  CHECK(before->at(1).find("26/2014/TTLT-BTC-BCT") != std::string::npos);
  const auto now = basesOf(csv, "01_mo_hinh_trinh_dien", day(2026, 7, 15), Language::Vietnamese);
  REQUIRE(now->size() == 2);
  CHECK(now->at(0).find("235/2025/NĐ-CP") != std::string::npos);
  CHECK(now->at(1).find("28/2018/TT-BTC") != std::string::npos);
  CHECK(basesOf(csv, "06_ntm_cho", day(2026, 7, 15), Language::English)->size() == 2);
  CHECK(basesOf(csv, "someone_elses_form", day(2026, 7, 15), Language::Vietnamese)->empty());
}

TEST_CASE("a table without the columns needed is refused") {
  CHECK(bodiesOf("a,b\n1,2\n", "", day(2026, 1, 1)).error().code == core::ErrorCode::ParseError);
}

TEST_CASE("minutes say what a warning states and leave out what it asks of the inspector") {
  const auto vi = Language::Vietnamese;
  CHECK(factsOfWarning("Tỷ lệ hỗ trợ 32.1 %, vượt mức 30.25 %. Nếu đúng thực tế, xin giữ số và ghi lý do.", vi) ==
        "Tỷ lệ hỗ trợ 32,1 %, vượt mức 30,25 %.");
  CHECK(factsOfWarning("Mức 1.000 triệu, 3.120.000.000 đồng, 15.7.2026 và 2.5.", vi) ==
        "Mức 1.000 triệu, 3.120.000.000 đồng, 15.7.2026 và 2,5.");
  CHECK(factsOfWarning("The support is 32.1 %. If that is the fact, keep it and say why.", Language::English) ==
        "The support is 32.1 %.");
  CHECK(factsOfWarning("Xin kiểm tra lại.", vi).empty());
}

}  // namespace
}  // namespace thucdia::tests
