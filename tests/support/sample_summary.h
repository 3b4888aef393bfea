#pragma once

#include <string>

#include "core/reports/summary.h"

namespace thucdia::tests {

/// A visit's summary as a real one would be: form 01 on a tea cooperative. `signature` is the picture that all have
/// drawn.
[[nodiscard]] core::reports::VisitSummary sampleSummary(const std::string& signature = {});
/// The same with this many findings, machines and signatures, and names as long as they come.
[[nodiscard]] core::reports::VisitSummary largeSummary(int findings, int machines, int signatures,
                                                       const std::string& signature = {});

}  // namespace thucdia::tests
