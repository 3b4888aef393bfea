#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace thucdia::core::registers {

/// WGS 84, degrees.
struct GeoPoint {
  double longitude = 0;
  double latitude = 0;
  bool operator==(const GeoPoint&) const = default;
};
/// A closed line; the last point equals the first.
using GeoRing = std::vector<GeoPoint>;
/// The outer ring, then holes.
using GeoPolygon = std::vector<GeoRing>;

struct ProvinceOutline {
  std::string code;
  std::vector<GeoPolygon> polygons;
};

/// Simplified outlines of today's 34 provinces, Hoàng Sa (Đà Nẵng) and Trường Sa (Khánh Hoà) among them: for drawing
/// and for telling in which province a position lies, not for measuring. A map that shows them must label both
/// archipelagos. Immutable.
class ProvinceOutlines {
 public:
  /// From TopoJSON with an object "provinces" whose geometries have the property "code".
  [[nodiscard]] static Result<ProvinceOutlines> read(std::string_view topoJson);
  /// From the data in the program; takes some milliseconds.
  [[nodiscard]] static ProvinceOutlines shipped();

  [[nodiscard]] const std::vector<ProvinceOutline>& provinces() const { return m_provinces; }
  [[nodiscard]] bool contains(std::string_view province, GeoPoint point) const;
  /// The code of the province around the point; empty at sea and abroad (simplification moves borders by some km).
  [[nodiscard]] std::string_view provinceAt(GeoPoint point) const;

 private:
  std::vector<ProvinceOutline> m_provinces;
};

/// Whether the point lies inside (even–odd rule, holes cut out).
[[nodiscard]] bool contains(const GeoPolygon& polygon, GeoPoint point);
/// Metres between two points on a sphere of the Earth's mean radius (haversine; error below 0.6 %).
[[nodiscard]] double distanceMetres(GeoPoint a, GeoPoint b);

}  // namespace thucdia::core::registers
