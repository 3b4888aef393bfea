#include "core/forms/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

constexpr double kEarthRadius = 6'378'100;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

std::vector<GeoPoint> readPlaces(std::string_view text) {
  std::vector<GeoPoint> points;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    const auto one = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    double parts[2] = {0, 0};
    std::size_t count = 0;
    eachWord(one, [&](std::string_view word) {
      if (count < 2) parts[count] = toNumber(word, 0);
      ++count;
      return count < 2;
    });
    if (count < 2 || !(std::abs(parts[0]) <= 90) || !(std::abs(parts[1]) <= 180)) return {};
    points.push_back({parts[0], parts[1]});
  }
  return points;
}

double pathLength(const std::vector<GeoPoint>& points) {
  double length = 0;
  for (std::size_t at = 1; at < points.size(); ++at) {
    const auto& a = points[at - 1];
    const auto& b = points[at];
    // The haversine formula.
    const double latitude = std::sin(radians(b.latitude - a.latitude) / 2);
    const double longitude = std::sin(radians(b.longitude - a.longitude) / 2);
    const double h =
        latitude * latitude + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * longitude * longitude;
    length += 2 * kEarthRadius * std::asin(std::min(1.0, std::sqrt(h)));
  }
  return length;
}

double geodesicArea(const std::vector<GeoPoint>& points) {
  if (points.size() < 3) return 0;
  double sum = 0;
  for (std::size_t at = 0; at < points.size(); ++at) {
    const auto& a = points[at];
    const auto& b = points[(at + 1) % points.size()];
    sum += radians(b.longitude - a.longitude) * (2 + std::sin(radians(a.latitude)) + std::sin(radians(b.latitude)));
  }
  return std::abs(sum * kEarthRadius * kEarthRadius / 2);
}

bool insideShape(const GeoPoint& point, const std::vector<GeoPoint>& shape) {
  if (shape.size() < 2 || shape.front() != shape.back()) return false;
  bool inside = false;
  for (std::size_t at = 0; at < shape.size(); ++at) {
    const auto& a = shape[at];
    const auto& b = shape[(at + 1) % shape.size()];
    if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
    const double crossing =
        a.longitude + (point.latitude - a.latitude) / (b.latitude - a.latitude) * (b.longitude - a.longitude);
    if (point.longitude < crossing) inside = !inside;
  }
  return inside;
}

}  // namespace thucdia::core::forms
