#include "core/demo/places.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace thucdia::core::demo {

namespace {

using registers::AdministrativeUnit;
using registers::GeoPoint;
using registers::GeoPolygon;

constexpr double kReach = 0.011;  // degrees, about 1.2 km

double area(const GeoPolygon& polygon) {
  double sum = 0;
  const auto& ring = polygon.front();
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    sum += ring[j].longitude * ring[i].latitude - ring[i].longitude * ring[j].latitude;
  }
  return std::abs(sum) / 2;
}

GeoPoint within(Dice& dice, GeoPoint least, GeoPoint most) {
  const double longitude = least.longitude + (most.longitude - least.longitude) * dice.fraction();
  return {longitude, least.latitude + (most.latitude - least.latitude) * dice.fraction()};
}

bool containsAround(const GeoPolygon& polygon, GeoPoint centre) {
  return std::ranges::all_of(
      std::initializer_list<GeoPoint>{
          {-kReach, -kReach}, {-kReach, kReach}, {kReach, -kReach}, {kReach, kReach}, {0, 0}},
      [&](GeoPoint step) {
        return registers::contains(polygon, {centre.longitude + step.longitude, centre.latitude + step.latitude});
      });
}

}  // namespace

Places::Places(const registers::AdministrativeUnits& units, registers::ProvinceOutlines outlines)
    : m_units(units), m_outlines(std::move(outlines)) {
  for (const auto& outline : m_outlines.provinces()) {
    Mainland& mainland = m_provinces[outline.code];
    mainland.polygon = &*std::ranges::max_element(outline.polygons, {}, area);
    mainland.least = mainland.most = mainland.polygon->front().front();
    for (const GeoPoint& point : mainland.polygon->front()) {
      mainland.least.longitude = std::min(mainland.least.longitude, point.longitude);
      mainland.least.latitude = std::min(mainland.least.latitude, point.latitude);
      mainland.most.longitude = std::max(mainland.most.longitude, point.longitude);
      mainland.most.latitude = std::max(mainland.most.latitude, point.latitude);
    }
  }
  for (const AdministrativeUnit& unit : units.communes()) {
    if (unit.fullName.starts_with("Đặc khu")) continue;
    m_communes.push_back(&unit);
    Mainland& mainland = m_provinces.find(unit.province)->second;
    mainland.communes.push_back(&unit);
    m_centres.emplace(unit.code, placeOf(unit, mainland));
  }
}

const AdministrativeUnit& Places::commune(Dice& dice) const { return *dice.pick(m_communes); }

const AdministrativeUnit& Places::communeOf(Dice& dice, std::string_view province) const {
  return *dice.pick(m_provinces.find(province)->second.communes);
}

GeoPoint Places::placeOf(const AdministrativeUnit& commune, const Mainland& mainland) {
  Dice dice(0, commune.code);
  for (int tries = 0; tries < 10'000; ++tries) {
    const GeoPoint point = within(dice, mainland.least, mainland.most);
    if (containsAround(*mainland.polygon, point)) return point;
  }
  assertionFailed("a province with room for a commune", __FILE__, __LINE__);
}

GeoPoint Places::near(Dice& dice, const AdministrativeUnit& commune) const {
  const Mainland& mainland = m_provinces.find(commune.province)->second;
  const GeoPoint middle = centre(commune);
  for (int tries = 0; tries < 20; ++tries) {
    const GeoPoint point = within(dice, {middle.longitude - kReach, middle.latitude - kReach},
                                  {middle.longitude + kReach, middle.latitude + kReach});
    if (registers::contains(*mainland.polygon, point)) return point;
  }
  return middle;
}

}  // namespace thucdia::core::demo
