#include "core/forms/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/forms/lexical.h"

namespace thucdia::core::forms {
namespace {

constexpr double kEarthRadius = 6'378'100;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

struct Segment {
  GeoPoint from;
  GeoPoint to;
  std::size_t place = 0;  ///< along the line
  [[nodiscard]] double west() const { return std::min(from.longitude, to.longitude); }
  [[nodiscard]] double east() const { return std::max(from.longitude, to.longitude); }
  [[nodiscard]] double south() const { return std::min(from.latitude, to.latitude); }
  [[nodiscard]] double north() const { return std::max(from.latitude, to.latitude); }
};

/// On which side of a line through the segment the point lies: -1, 0 (on it) or 1.
int sideOf(const Segment& segment, const GeoPoint& point) {
  const double turn = (segment.to.longitude - segment.from.longitude) * (point.latitude - segment.from.latitude) -
                      (segment.to.latitude - segment.from.latitude) * (point.longitude - segment.from.longitude);
  return turn > 0 ? 1 : turn < 0 ? -1 : 0;
}

bool liesOn(const GeoPoint& point, const Segment& segment) {
  return sideOf(segment, point) == 0 && point.longitude >= segment.west() && point.longitude <= segment.east() &&
         point.latitude >= segment.south() && point.latitude <= segment.north();
}

bool meet(const Segment& a, const Segment& b) {
  if (sideOf(a, b.from) * sideOf(a, b.to) < 0 && sideOf(b, a.from) * sideOf(b, a.to) < 0) return true;
  return liesOn(b.from, a) || liesOn(b.to, a) || liesOn(a.from, b) || liesOn(a.to, b);
}

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

bool crossesItself(const std::vector<GeoPoint>& points, const std::function<bool(std::size_t)>& spend) {
  std::vector<Segment> segments;
  for (std::size_t at = 1; at < points.size(); ++at)
    if (points[at - 1] != points[at]) segments.push_back({points[at - 1], points[at], segments.size()});
  if (segments.size() < 2) return false;
  const auto last = segments.size() - 1;
  const bool closed = points.front() == points.back();
  // From west to east: each is compared with those that begin before it ends.
  std::ranges::sort(segments, {}, &Segment::west);
  for (std::size_t at = 0; at < segments.size(); ++at) {
    std::size_t next = at + 1;
    for (; next < segments.size() && segments[next].west() <= segments[at].east(); ++next) {
      const bool inOrder = segments[at].place < segments[next].place;
      const auto& first = segments[inOrder ? at : next];
      const auto& second = segments[inOrder ? next : at];
      if (second.place == first.place + 1) {
        if (liesOn(second.to, first) || liesOn(first.from, second)) return true;
      } else if (!(closed && first.place == 0 && second.place == last) && meet(first, second)) {
        return true;
      }
    }
    if (!spend(next - at)) return false;
  }
  return false;
}

}  // namespace thucdia::core::forms
