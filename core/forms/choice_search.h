#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/forms/session.h"

namespace thucdia::core::forms {

/// A long list of choices made ready to be searched at each keystroke: labels and values are folded once (core::fold),
/// so that "ho thau" finds "Xã Hồ Thầu". One thread at a time.
class ChoiceSearch {
 public:
  ChoiceSearch() = default;
  explicit ChoiceSearch(const std::vector<ChoiceView>& choices);

  /// The numbers of the choices whose label or value holds each of the words of `typed`, also within words: first those
  /// whose label begins with the first word, then the others, both in the order of the list. Without words: all. Valid
  /// until the next call.
  [[nodiscard]] const std::vector<std::uint32_t>& find(std::string_view typed);

 private:
  [[nodiscard]] bool holds(std::uint32_t choice, std::string_view word) const;
  void keep(const std::vector<std::string>& words);

  std::string m_text;                   ///< of all choices, folded: label, blank, value, line end
  std::vector<std::uint32_t> m_begins;  ///< of each choice in it, and the end
  std::vector<std::string> m_words;     ///< of the last search
  std::vector<std::uint32_t> m_held;    ///< what that found, in the order of the list
  std::vector<std::uint32_t> m_found;
};

}  // namespace thucdia::core::forms
