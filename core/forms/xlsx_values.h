#pragma once

#include <string>
#include <string_view>

namespace thucdia::core::forms {

/// How a number in a cell is to be shown.
enum class NumberKind { Plain, Date, Time, DateTime, Duration };

/// What a number format means (ECMA-376 part 1, §18.8.30): "yyyy\-mm\-dd" is a date, "0.00" a plain number.
[[nodiscard]] NumberKind numberKind(std::string_view formatCode);
/// The same for the formats that are known by number alone (14 to 22, 45 to 47 and the East Asian ones).
[[nodiscard]] NumberKind builtInNumberKind(int formatId);

/// The text of a stored number: "1" for "1.0", the shortest digits that read back the same, ISO 8601 for dates and
/// times. What is no number comes back unchanged.
[[nodiscard]] std::string numberText(std::string_view stored, NumberKind kind, bool from1904);

/// Resolves the `_xHHHH_` escapes of ECMA-376 §22.9.2.19 and turns CR LF and CR into LF, no-break spaces into spaces.
[[nodiscard]] std::string cleanCellText(std::string_view text);

}  // namespace thucdia::core::forms
