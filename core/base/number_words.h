#pragma once

#include <cstdint>
#include <string>

namespace thucdia::core {

/// How a zero ten inside a number is said: 105 is "một trăm linh năm" in the north, "một trăm lẻ năm" in the south.
enum class ZeroTens { Linh, Le };

/// A number in Vietnamese words, lower case: 21 → "hai mươi mốt", 115 → "một trăm mười lăm", 1005 → "một nghìn không
/// trăm linh năm", -3 → "âm ba". Groups above tỷ repeat it: 10¹⁸ is "một tỷ tỷ".
[[nodiscard]] std::string numberWords(std::int64_t number, ZeroTens style = ZeroTens::Linh);

/// A sum as money papers write it: first letter capital, "đồng", and "chẵn" where nothing below a thousand is left:
/// "Một trăm mười một tỷ ba trăm năm mươi triệu đồng chẵn".
[[nodiscard]] std::string moneyWords(std::int64_t dong, ZeroTens style = ZeroTens::Linh);

}  // namespace thucdia::core
