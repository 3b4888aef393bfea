#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/demo/dice.h"
#include "core/registers/administrative_units.h"
#include "core/registers/province_outlines.h"

namespace thucdia::core::demo {

/// Where the facilities of the sample portfolio stand: every commune has a place of its own inside its province. The
/// outlines know no communes, so it is not the commune's true place.
class Places {
 public:
  /// `units` must outlive it.
  Places(const registers::AdministrativeUnits& units, registers::ProvinceOutlines outlines);
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// A commune drawn with the weight of its province (special zones, which lie on islands, left out).
  [[nodiscard]] const registers::AdministrativeUnit& commune(Dice& dice) const;
  [[nodiscard]] const registers::AdministrativeUnit& communeOf(Dice& dice, std::string_view province) const;
  /// A place within 1.2 km of the commune's, inside the province.
  [[nodiscard]] registers::GeoPoint near(Dice& dice, const registers::AdministrativeUnit& commune) const;
  /// The centre that all facilities of the commune lie around; the same for every seed.
  [[nodiscard]] registers::GeoPoint centre(const registers::AdministrativeUnit& commune) const {
    return m_centres.find(commune.code)->second;
  }
  [[nodiscard]] const registers::AdministrativeUnits& units() const { return m_units; }

 private:
  struct Mainland {
    const registers::GeoPolygon* polygon = nullptr;
    registers::GeoPoint least;
    registers::GeoPoint most;
    std::vector<const registers::AdministrativeUnit*> communes;
  };

  [[nodiscard]] static registers::GeoPoint placeOf(const registers::AdministrativeUnit& commune,
                                                   const Mainland& mainland);

  const registers::AdministrativeUnits& m_units;
  const registers::ProvinceOutlines m_outlines;
  std::map<std::string, registers::GeoPoint, std::less<>> m_centres;  // by code of commune
  std::map<std::string, Mainland, std::less<>> m_provinces;
  std::vector<const registers::AdministrativeUnit*> m_communes;
};

}  // namespace thucdia::core::demo
