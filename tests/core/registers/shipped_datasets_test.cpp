#include "core/registers/shipped_datasets.h"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/registers/province_outlines.h"

using namespace thucdia::core;
using namespace thucdia::core::registers;

TEST_CASE("every shipped dataset is a whole table in composed UTF-8 with an id of its own") {
  std::set<std::string> ids;
  for (const auto& dataset : shippedDatasets()) {
    INFO(dataset.name());
    CHECK(ids.insert(dataset.id()).second);
    CHECK(dataset.id().size() == 16);
    CHECK(nfc(dataset.csv()) == dataset.csv());
    CHECK_FALSE(dataset.title_vi().empty());
    const auto table = parseCsv(dataset.csv());
    REQUIRE(table.has_value());
    CHECK(table->rows.size() > 10);
    for (const CsvRow& row : table->rows) {
      INFO(row.line);
      CHECK(row.cells.size() == table->header.size());
    }
  }
  CHECK(ids.size() == 13);
}

TEST_CASE("shipped datasets have the same ids in every program") {
  const auto first = shippedDatasets();
  const auto second = shippedDatasets();
  for (std::size_t i = 0; i < first.size(); ++i) CHECK(first[i].id() == second[i].id());
}

TEST_CASE("outlines tell in which province a place lies, and hold both archipelagos") {
  const ProvinceOutlines outlines = ProvinceOutlines::shipped();
  CHECK(outlines.provinces().size() == 34);
  CHECK(outlines.provinceAt({105.852, 21.028}) == "01");  // Hoàn Kiếm
  CHECK(outlines.provinceAt({106.700, 10.776}) == "79");  // Bến Thành
  CHECK(outlines.provinceAt({103.97, 21.33}) == "14");    // Sơn La
  CHECK(outlines.provinceAt({100.5, 13.75}).empty());     // Bangkok
  CHECK(outlines.contains("79", {106.700, 10.776}));
  CHECK_FALSE(outlines.contains("01", {106.700, 10.776}));
  const auto eastOf = [&](std::string_view code, double longitude) {
    for (const auto& outline : outlines.provinces()) {
      if (outline.code != code) continue;
      for (const auto& polygon : outline.polygons) {
        if (polygon.front().front().longitude > longitude) return true;
      }
    }
    return false;
  };
  CHECK(eastOf("48", 111));
  CHECK(eastOf("56", 111));
  CHECK_FALSE(ProvinceOutlines::read("{}").has_value());
}

TEST_CASE("distances are of the sphere") {
  const double metres = distanceMetres({105.852, 21.028}, {106.700, 10.776});
  CHECK(metres > 1'130'000);
  CHECK(metres < 1'150'000);
}
