#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/demo/dice.h"

/// The words of the sample portfolio. People and firms are invented; tax codes begin with 99 and phones with 0200,
/// which nobody has.
namespace thucdia::core::demo {

/// A trade of rural industry.
struct Sector {
  std::string_view vsic;      ///< of vsic_rural_industry_subset.csv
  std::string_view trade;     ///< "chế biến chè": in names of firms and projects
  std::string_view products;  ///< what it makes
  std::string_view machine;   ///< what a project buys
  std::string_view machine2;
  std::string_view unit;  ///< of its output
};
[[nodiscard]] std::span<const Sector> sectors();

struct PersonName {
  std::string full;   ///< "Nguyễn Thị Thu Hương"
  std::string given;  ///< "Hương"
};
[[nodiscard]] PersonName personName(Dice& dice);
/// "An Phú".
[[nodiscard]] std::string brand(Dice& dice);

/// A firm's name and legal form (a code of the list legal_form).
struct FirmName {
  std::string name;
  std::string legalForm;
  std::string head;
};
[[nodiscard]] FirmName firmName(Dice& dice, const Sector& sector, std::string_view commune);

/// Ten digits with a right check digit (weights 31 29 23 19 17 13 7 5 3); twelve for households.
[[nodiscard]] std::string taxCode(Dice& dice, std::string_view legalForm);
[[nodiscard]] std::string phone(Dice& dice);
[[nodiscard]] std::string hamlet(Dice& dice);

}  // namespace thucdia::core::demo
