#include "core/registers/administrative_units.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;
using namespace thucdia::core::registers;
using namespace std::chrono_literals;

namespace {

constexpr Date kBefore{2025y, std::chrono::June, 30d};
constexpr Date kAfter{2025y, std::chrono::July, 1d};

const AdministrativeUnits& units() {
  static const AdministrativeUnits shipped = AdministrativeUnits::shipped();
  return shipped;
}

}  // namespace

TEST_CASE("today there are 34 provinces and 3,321 communes, each in its province") {
  CHECK(units().provinces().size() == 34);
  CHECK(units().communes().size() == 3321);
  CHECK(units().provinceOf("00004") == "01");
  CHECK(units().provinceOf("99999").empty());
  CHECK(units().commune("00004")->fullName == "Phường Ba Đình");
  CHECK(units().describe(*units().commune("00004")) == "Phường Ba Đình, Thành phố Hà Nội");
  const auto communes = units().communesOf("01");
  CHECK(communes.size() == 126);
}

TEST_CASE("a code without a date names no unit: seven province codes changed owner") {
  CHECK(units().province("15", kBefore)->name == "Yên Bái");
  CHECK(units().province("15", kAfter)->name == "Lào Cai");
  CHECK(units().province("02", kBefore)->name == "Hà Giang");
  CHECK(units().province("02", kAfter) == nullptr);
  CHECK(units().province("15", kBefore)->validOn(kBefore));
  CHECK_FALSE(units().province("15", kBefore)->validOn(kAfter));
  CHECK(units().commune("26881", kBefore)->district == "Quận Gò Vấp");
  CHECK(units().commune("26881", kAfter) == nullptr);
}

TEST_CASE("former units lead to today's") {
  const auto before = units().predecessors(*units().province("25"));
  CHECK(before.size() == 3);  // Phú Thọ, Vĩnh Phúc, Hoà Bình
  CHECK(std::ranges::any_of(before, [](const auto* unit) { return unit->name == "Vĩnh Phúc"; }));
  CHECK_FALSE(units().predecessors(*units().commune("26882")).empty());
}

TEST_CASE("communes are found without marks, by beginnings of words and by former names") {
  const auto plain = units().searchCommunes("ba dinh", "01", 10);
  REQUIRE_FALSE(plain.empty());
  CHECK(plain[0].unit->code == "00004");
  CHECK(plain[0].formerly.empty());

  const auto former = units().searchCommunes("phường 12", "79", 100);
  REQUIRE_FALSE(former.empty());
  CHECK(std::ranges::any_of(former, [](const UnitHit& hit) {
    return hit.unit->code == "26882" && hit.formerly == "Phường 12, Quận Gò Vấp, Thành phố Hồ Chí Minh";
  }));

  CHECK(units().searchCommunes("ea h leo", "66", 5).size() >= 1);
  CHECK(units().searchCommunes("", "01", 500).size() == 126);
  CHECK(units().searchCommunes("khong co xa nay", "", 5).empty());
  CHECK(units().searchCommunes("tan", "", 7).size() == 7);

  const auto provinces = units().searchProvinces("vĩnh phúc", 5);
  REQUIRE(provinces.size() == 1);
  CHECK(provinces[0].unit->code == "25");
  CHECK(provinces[0].formerly == "Tỉnh Vĩnh Phúc");
}

TEST_CASE("imports may name units by code or by name, new or old, but not ambiguously") {
  CHECK(units().findProvince("1")->code == "01");
  CHECK(units().findProvince("Tỉnh Hòa Bình")->code == "25");
  CHECK(units().findProvince("TP. Hồ Chí Minh")->code == "79");
  CHECK(units().findProvince("Atlantis") == nullptr);
  CHECK(units().findCommune("4", "01")->code == "00004");
  CHECK(units().findCommune("00004", "79") == nullptr);
  CHECK(units().findCommune("Phường Ba Đình", "01")->code == "00004");
  CHECK(units().findCommune("ba dinh", "01")->code == "00004");
  CHECK(units().findCommune("Phường 12", "79") == nullptr);  // of many former districts
}

TEST_CASE("damaged tables are refused with their place") {
  const auto bad = AdministrativeUnits::read({"code,name_vi\n01,Hà Nội\n", "", "", ""});
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().place.file == "vn_provinces_34");
}
