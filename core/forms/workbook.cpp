#include "core/forms/workbook.h"

#include <algorithm>

namespace thucdia::core::forms {

std::string_view Row::text(int column) const {
  const auto found = std::ranges::lower_bound(cells, column, {}, &Cell::column);
  return found != cells.end() && found->column == column ? std::string_view(found->text) : std::string_view();
}

Place placeIn(std::string file, std::string sheet, std::int64_t row, int column) {
  Place place;
  place.file = std::move(file);
  place.sheet = std::move(sheet);
  place.row = row;
  place.column = columnLetters(column);
  return place;
}

std::string columnLetters(int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  return letters;
}

}  // namespace thucdia::core::forms
