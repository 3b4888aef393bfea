#pragma once

#include <optional>
#include <string_view>

#include <QtCore/QString>

#include "core/base/clock.h"
#include "core/base/language.h"
#include "core/registers/administrative_units.h"

namespace thucdia::app {

/// UTF-8 of a record as a QString.
[[nodiscard]] inline QString qt(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// "Xã Hồ Thầu, Tỉnh Tuyên Quang" by today's units; only what is known.
[[nodiscard]] QString placeText(const core::registers::AdministrativeUnits& units, std::string_view commune,
                                std::string_view province, core::Language language);
/// "15/07/2026".
[[nodiscard]] QString dayText(core::Timestamp time, core::Language language);
/// An ISO date for reading; as it is when it is none.
[[nodiscard]] QString dayText(std::string_view isoDate, core::Language language);

}  // namespace thucdia::app
