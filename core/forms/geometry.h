#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace thucdia::core::forms {

struct GeoPoint {
  double latitude = 0;   ///< degrees
  double longitude = 0;  ///< degrees
  bool operator==(const GeoPoint&) const = default;
};

/// The points of a geopoint, geotrace or geoshape ("lat lon alt accuracy; …"). Empty when one of them is no point.
[[nodiscard]] std::vector<GeoPoint> readPlaces(std::string_view text);
/// Metres along the points, on a sphere of 6,378,100 m (as JavaRosa takes it). Fewer than two points: 0.
[[nodiscard]] double pathLength(const std::vector<GeoPoint>& points);
/// Square metres within the points (Chamberlain, Duquette 2007, on the same sphere). Fewer than three points: 0.
[[nodiscard]] double geodesicArea(const std::vector<GeoPoint>& points);
/// Whether the point lies within the shape, by crossing number; on the border either way. False for a shape that is not
/// closed.
[[nodiscard]] bool insideShape(const GeoPoint& point, const std::vector<GeoPoint>& shape);
/// Whether a line or the border of a shape meets itself anywhere but where one of its parts goes on in the next (the
/// last in the first, where it is closed), or doubles back on itself; latitude and longitude taken as plane. As ODK
/// Collect 2025.4's intersects(). `spend` is told the steps; false ends the search with false.
[[nodiscard]] bool crossesItself(const std::vector<GeoPoint>& points, const std::function<bool(std::size_t)>& spend);

}  // namespace thucdia::core::forms
