#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/dates.h"
#include "core/base/error.h"
#include "core/reports/summary.h"

namespace thucdia::core::reports {

/// Who stands at the head of a document of this day, from the table `issuing_bodies` (core/registers/data) as CSV text.
/// An organisation that the table does not know stands there by its own name, in capitals, with no body above it.
/// ParseError when the table lacks a column.
[[nodiscard]] Result<Bodies> bodiesOf(std::string_view issuingBodiesCsv, std::string_view organisation, Date day);

/// The legal bases of minutes of this form and day, from the table `minute_bases` as CSV text, in order, each without
/// its final sign. ParseError when the table lacks a column.
[[nodiscard]] Result<std::vector<std::string>> basesOf(std::string_view minuteBasesCsv, std::string_view formId,
                                                       Date day, Language language);

}  // namespace thucdia::core::reports
