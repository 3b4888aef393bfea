#pragma once

#include <cstdint>
#include <string>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/random.h"

namespace thucdia::bench {

/// The visits that the peers were measured with: 38 answers (10 Vietnamese texts, 8 whole numbers, 4 decimals, 14
/// choices, 2 dates), a position, two photos by their hash, a repeat of five rows of four questions. Texts are skewed
/// templates with random syllables. The same seed gives the same visits.
class Workload {
 public:
  explicit Workload(std::uint64_t seed);

  /// One visit on a facility by an inspector, from the device of this tag (rows of the repeat carry it).
  [[nodiscard]] records::v1::Visit visit(core::Timestamp startedAt, std::uint32_t device,
                                         const core::FacilityId& facility, const core::PersonId& inspector);
  [[nodiscard]] std::string personName();
  /// "Cơ sở …": the name of a facility.
  [[nodiscard]] std::string facilityName();
  [[nodiscard]] core::SeededRandom& random() { return m_random; }

 private:
  [[nodiscard]] double share();
  [[nodiscard]] std::int64_t between(std::int64_t low, std::int64_t high);
  [[nodiscard]] double exponential(double rate);
  template <class List>
  [[nodiscard]] const auto& any(const List& list);
  /// Rather one from the front.
  template <class List>
  [[nodiscard]] const auto& skewed(const List& list);
  [[nodiscard]] std::string sentence();
  [[nodiscard]] std::string date(core::Timestamp day, std::int64_t days);
  [[nodiscard]] std::string choice(int of, double rate = 0.7);

  core::SeededRandom m_random;
  std::uint64_t m_visits = 0;
};

}  // namespace thucdia::bench
