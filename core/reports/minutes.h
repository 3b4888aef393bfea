#pragma once

#include "core/reports/document.h"
#include "core/reports/summary.h"

namespace thucdia::core::reports {

/// The minutes of a visit laid out as Decree 30/2020/NĐ-CP, Appendix I, asks: national name and motto, bodies, place
/// and date, bases, participants, content, findings, opinions, conclusion, closing formula, signature columns, seal
/// line in the foot.
[[nodiscard]] Document minutes(const VisitSummary& summary);

}  // namespace thucdia::core::reports
