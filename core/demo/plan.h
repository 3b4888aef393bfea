#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/demo/dice.h"

namespace thucdia::core::demo {

constexpr std::int64_t kMillion = 1'000'000;  ///< đồng

/// What kind of thing a project supports, and so what stands behind it and which form visits it.
enum class Target {
  Machinery,  ///< establishments that buy machines: form 02
  Model,      ///< a demonstration model: form 01
  Training,   ///< a class at an establishment: form 03
  Cluster,    ///< an industrial cluster: form 04
  None,       ///< fairs, publicity, staff training: no site
};

/// A line of a yearly plan before it has a place and a name.
struct PlanLine {
  std::string_view contentType;  ///< of content_types.csv
  Target target = Target::None;
  int batch = 1;             ///< 1 to 3
  int beneficiaries = 0;     ///< sites; 0 for Target::None
  std::int64_t support = 0;  ///< đồng
};

/// A plan of one year: `count` projects over all content types of Decree 45/2012. 278 of them bear exactly
/// 111,350,000,000 đồng of support, as in 2017; other numbers whatever they come to.
[[nodiscard]] std::vector<PlanLine> yearlyPlan(Dice& dice, int count);

constexpr int kProjectsOf2017 = 278;
constexpr std::int64_t kSupportOf2017 = 111'350'000'000;

}  // namespace thucdia::core::demo
