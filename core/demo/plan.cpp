#include "core/demo/plan.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"

namespace thucdia::core::demo {

namespace {

constexpr std::int64_t kStep = 10 * kMillion;

/// How many of the 278 are of a kind, and what one beneficiary gets (triệu đồng). The upper ends are the ceilings of
/// Joint Circular 26/2014 with its factor of 1.5 for priority areas (core/registers/data/norms.csv); infrastructure of
/// clusters reaches the 6,000 of Circular 28/2018.
struct Kind {
  std::string_view contentType;
  Target target;
  int of278;
  int least;
  int most;
  int groupPercent;  ///< how many projects have several beneficiaries
};

constexpr std::array kKinds = {
    Kind{"MM", Target::Machinery, 96, 100, 300, 45},   Kind{"MH", Target::Model, 58, 200, 500, 25},
    Kind{"DT", Target::Training, 30, 100, 450, 0},     Kind{"CC_ON", Target::Cluster, 14, 500, 1500, 0},
    Kind{"CC_QH", Target::Cluster, 12, 300, 6000, 0},  Kind{"SP_HC", Target::None, 10, 300, 1000, 0},
    Kind{"SP_TH", Target::Machinery, 10, 100, 210, 0}, Kind{"TV", Target::Machinery, 10, 100, 250, 0},
    Kind{"TT", Target::None, 8, 100, 600, 0},          Kind{"SP_PTB", Target::Machinery, 6, 150, 400, 0},
    Kind{"SXSH", Target::Model, 6, 150, 500, 0},       Kind{"SP_BC", Target::None, 5, 100, 300, 0},
    Kind{"QL_TL", Target::None, 3, 100, 300, 0},       Kind{"QL_TT", Target::None, 3, 100, 350, 0},
    Kind{"CC_HH", Target::None, 2, 100, 150, 0},       Kind{"HT", Target::None, 2, 200, 800, 0},
    Kind{"NL", Target::None, 2, 200, 600, 0},          Kind{"CC_DD", Target::Machinery, 1, 300, 500, 0},
};

const Kind& kindOf(std::string_view contentType) {
  const auto kind = std::ranges::find(kKinds, contentType, &Kind::contentType);
  THUCDIA_ASSERT(kind != kKinds.end());
  return *kind;
}

std::int64_t least(const PlanLine& line) {
  return kindOf(line.contentType).least * kMillion * std::max(1, line.beneficiaries);
}
std::int64_t most(const PlanLine& line) {
  return kindOf(line.contentType).most * kMillion * std::max(1, line.beneficiaries);
}

/// Moves single projects' support by 10 triệu within their limits until the sum is met.
void meetSum(Dice& dice, std::vector<PlanLine>& plan, std::int64_t wanted) {
  std::int64_t sum = 0;
  for (const PlanLine& line : plan) sum += line.support;
  for (int tries = 0; sum != wanted && tries < 1'000'000; ++tries) {
    PlanLine& line = dice.pick(plan);
    const std::int64_t missing = wanted - sum;
    const std::int64_t step = std::clamp(missing, -kStep, kStep);
    if (line.support + step < least(line) || line.support + step > most(line)) continue;
    line.support += step;
    sum += step;
  }
  THUCDIA_ASSERT(sum == wanted);
}

}  // namespace

std::vector<PlanLine> yearlyPlan(Dice& dice, int count) {
  std::vector<PlanLine> plan;
  for (const Kind& kind : kKinds) {
    for (int i = 0; i < kind.of278; ++i) {
      PlanLine line{kind.contentType, kind.target, 1, kind.target == Target::None ? 0 : 1, 0};
      if (dice.chance(kind.groupPercent)) line.beneficiaries = static_cast<int>(dice.between(2, 4));
      plan.push_back(line);
    }
  }
  THUCDIA_ASSERT(plan.size() == kProjectsOf2017);
  for (std::size_t i = plan.size(); i > 1; --i) std::swap(plan[i - 1], plan[dice.index(i)]);
  plan.resize(static_cast<std::size_t>(std::min(count, kProjectsOf2017)));
  // Four tenths of a year's contracts are signed in March, as many in June, the rest in September.
  for (std::size_t i = 0; i < plan.size(); ++i) {
    PlanLine& line = plan[i];
    line.batch = i * 10 < plan.size() * 4 ? 1 : i * 10 < plan.size() * 8 ? 2 : 3;
    // Most projects are small.
    const double share = std::pow(dice.fraction(), 2);
    const auto above = static_cast<std::int64_t>(share * static_cast<double>(most(line) - least(line)));
    line.support = least(line) + above / kStep * kStep;
  }
  if (count == kProjectsOf2017) meetSum(dice, plan, kSupportOf2017);
  return plan;
}

}  // namespace thucdia::core::demo
