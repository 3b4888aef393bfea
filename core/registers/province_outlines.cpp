#include "core/registers/province_outlines.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <nlohmann/json.hpp>

#include "core/registers/shipped_datasets.h"

namespace thucdia::core::registers {

namespace {

using Json = nlohmann::json;

/// Decodes TopoJSON's quantised, delta-coded arcs (specification §2.1.4).
std::vector<GeoRing> readArcs(const Json& topology) {
  const double scaleX = topology.at("transform").at("scale").at(0).get<double>();
  const double scaleY = topology.at("transform").at("scale").at(1).get<double>();
  const double originX = topology.at("transform").at("translate").at(0).get<double>();
  const double originY = topology.at("transform").at("translate").at(1).get<double>();
  std::vector<GeoRing> arcs;
  for (const Json& line : topology.at("arcs")) {
    GeoRing& arc = arcs.emplace_back();
    std::int64_t x = 0;
    std::int64_t y = 0;
    for (const Json& step : line) {
      x += step.at(0).get<std::int64_t>();
      y += step.at(1).get<std::int64_t>();
      arc.push_back({originX + scaleX * static_cast<double>(x), originY + scaleY * static_cast<double>(y)});
    }
  }
  return arcs;
}

/// A ring is a chain of arcs that share their end points; ~i is arc i backwards.
GeoRing joinArcs(const Json& indices, const std::vector<GeoRing>& arcs) {
  GeoRing ring;
  for (const Json& entry : indices) {
    const auto index = entry.get<std::int64_t>();
    GeoRing arc = arcs.at(static_cast<std::size_t>(index < 0 ? ~index : index));
    if (index < 0) std::ranges::reverse(arc);
    ring.insert(ring.end(), arc.begin() + (ring.empty() ? 0 : 1), arc.end());
  }
  return ring;
}

GeoPolygon readPolygon(const Json& rings, const std::vector<GeoRing>& arcs) {
  GeoPolygon polygon;
  for (const Json& ring : rings) polygon.push_back(joinArcs(ring, arcs));
  return polygon;
}

bool ringContains(const GeoRing& ring, GeoPoint point) {
  bool inside = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const GeoPoint& a = ring[i];
    const GeoPoint& b = ring[j];
    if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
    const double crossing =
        (b.longitude - a.longitude) * (point.latitude - a.latitude) / (b.latitude - a.latitude) + a.longitude;
    if (point.longitude < crossing) inside = !inside;
  }
  return inside;
}

}  // namespace

Result<ProvinceOutlines> ProvinceOutlines::read(std::string_view topoJson) {
  try {
    const Json topology = Json::parse(topoJson);
    const std::vector<GeoRing> arcs = readArcs(topology);
    ProvinceOutlines outlines;
    for (const Json& geometry : topology.at("objects").at("provinces").at("geometries")) {
      ProvinceOutline& outline = outlines.m_provinces.emplace_back();
      outline.code = geometry.at("properties").at("code").get<std::string>();
      const Json& parts = geometry.at("arcs");
      if (geometry.at("type") == "Polygon") {
        outline.polygons.push_back(readPolygon(parts, arcs));
      } else {
        for (const Json& polygon : parts) outline.polygons.push_back(readPolygon(polygon, arcs));
      }
    }
    return outlines;
  } catch (const std::exception& error) {  // nlohmann's, and out_of_range of a wrong arc number
    return fail(ErrorCode::ParseError, error.what());
  }
}

ProvinceOutlines ProvinceOutlines::shipped() {
  auto outlines = read(shippedFile("vn_provinces_34_outline.topo.json"));
  THUCDIA_ASSERT(outlines.has_value());
  return std::move(*outlines);
}

bool ProvinceOutlines::contains(std::string_view province, GeoPoint point) const {
  const auto outline = std::ranges::find(m_provinces, province, &ProvinceOutline::code);
  return outline != m_provinces.end() && std::ranges::any_of(outline->polygons, [point](const GeoPolygon& polygon) {
           return registers::contains(polygon, point);
         });
}

std::string_view ProvinceOutlines::provinceAt(GeoPoint point) const {
  for (const ProvinceOutline& outline : m_provinces) {
    for (const GeoPolygon& polygon : outline.polygons) {
      if (registers::contains(polygon, point)) return outline.code;
    }
  }
  return {};
}

bool contains(const GeoPolygon& polygon, GeoPoint point) {
  if (polygon.empty() || !ringContains(polygon.front(), point)) return false;
  return std::none_of(polygon.begin() + 1, polygon.end(),
                      [point](const GeoRing& hole) { return ringContains(hole, point); });
}

double distanceMetres(GeoPoint a, GeoPoint b) {
  constexpr double kRadius = 6'371'008.8;
  constexpr double kRadian = std::numbers::pi / 180;
  const double dLatitude = (b.latitude - a.latitude) * kRadian;
  const double dLongitude = (b.longitude - a.longitude) * kRadian;
  const double h = std::pow(std::sin(dLatitude / 2), 2) + std::cos(a.latitude * kRadian) *
                                                              std::cos(b.latitude * kRadian) *
                                                              std::pow(std::sin(dLongitude / 2), 2);
  return 2 * kRadius * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace thucdia::core::registers
