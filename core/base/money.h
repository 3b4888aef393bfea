#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/error.h"
#include "core/base/language.h"

namespace thucdia::core {

/// Units in which sums are typed and shown. Stored is always whole đồng.
enum class MoneyUnit : std::int64_t {
  Dong = 1,
  Thousand = 1'000,         ///< nghìn
  Million = 1'000'000,      ///< triệu
  Billion = 1'000'000'000,  ///< tỷ
};

/// "1.234.567" (English: "1,234,567").
[[nodiscard]] std::string formatInteger(std::int64_t number, Language language = Language::Vietnamese);

/// A decimal number as text with a point ("-1234.50", as Answer.decimal holds it) grouped and with the language's
/// comma: "-1.234,50". Unchanged when it is no such number.
[[nodiscard]] std::string formatDecimal(std::string_view decimal, Language language = Language::Vietnamese);

/// The exact sum: "111.350.000.000 đồng" (English: "VND 111,350,000,000").
[[nodiscard]] std::string formatDong(std::int64_t dong, Language language = Language::Vietnamese);

/// The short form, exact: from ten tỷ on "111,350 tỷ đồng" (three decimals), from one triệu on "1.000 triệu đồng"
/// ("92,5 triệu đồng"), else đồng. A sum that three decimals cannot say exactly is written out as by formatDong.
/// English: "VND 111.350 billion", "VND 1,000 million".
[[nodiscard]] std::string formatMoney(std::int64_t dong, Language language = Language::Vietnamese);

/// An entry that can be read in two ways: ask which is meant.
struct AmbiguousMoney {
  std::int64_t asDecimal = 0;  ///< the sign as decimal comma: "1.5" triệu → 1,500,000
  std::int64_t asGroups = 0;   ///< the sign as separator of thousands: "1.5" triệu → 15,000,000
  bool operator==(const AmbiguousMoney&) const = default;
};
/// Whole đồng, or a question.
using MoneyEntry = std::variant<std::int64_t, AmbiguousMoney>;

/// Reads a typed sum. A unit in the text ("1,5 tỷ", "300 triệu", "500.000 đ") goes before `unit`. In Vietnamese '.'
/// groups thousands and ',' begins decimals, in English the other way round; an entry that follows the other custom is
/// accepted when it can mean only one thing ("1,234.5"), asked about when it can mean two ("1.5", "1,000" triệu), and
/// never guessed. Errors: ParseError (no number, negative, a fraction of a đồng), LimitExceeded (above 9·10¹⁸).
[[nodiscard]] Result<MoneyEntry> parseMoney(std::string_view text, MoneyUnit unit = MoneyUnit::Dong,
                                            Language language = Language::Vietnamese);

}  // namespace thucdia::core
