#include "core/forms/choice_search.h"

#include <algorithm>
#include <numeric>

#include "core/base/text.h"

namespace thucdia::core::forms {
namespace {

constexpr char kEnd = '\n';  // no word holds it

/// Whether whatever holds all of `words` holds all of `before` too.
bool narrows(const std::vector<std::string>& words, const std::vector<std::string>& before) {
  return std::ranges::all_of(before, [&](const std::string& old) {
    return std::ranges::any_of(words, [&](const std::string& word) { return word.find(old) != std::string::npos; });
  });
}

}  // namespace

ChoiceSearch::ChoiceSearch(const std::vector<ChoiceView>& choices) : m_held(choices.size()) {
  m_begins.reserve(choices.size() + 1);
  for (const auto& choice : choices) {
    m_begins.push_back(static_cast<std::uint32_t>(m_text.size()));
    const auto add = [&](std::string_view text) {
      auto folded = fold(text);
      std::ranges::replace(folded, kEnd, ' ');
      m_text += folded;
    };
    add(choice.label);
    m_text += ' ';
    add(choice.value);
    m_text += kEnd;
  }
  m_begins.push_back(static_cast<std::uint32_t>(m_text.size()));
  std::iota(m_held.begin(), m_held.end(), 0u);
}

bool ChoiceSearch::holds(std::uint32_t choice, std::string_view word) const {
  const auto begin = m_begins[choice];
  return std::string_view(m_text).substr(begin, m_begins[choice + 1] - begin).find(word) != std::string_view::npos;
}

const std::vector<std::uint32_t>& ChoiceSearch::find(std::string_view typed) {
  std::vector<std::string> words;
  forEachWord(fold(typed), [&](std::string_view word) { words.emplace_back(word); });
  keep(words);
  m_found = m_held;
  if (!words.empty())
    std::ranges::stable_partition(m_found, [&](std::uint32_t choice) {
      return std::string_view(m_text).substr(m_begins[choice]).starts_with(words.front());
    });
  m_words = std::move(words);
  return m_found;
}

void ChoiceSearch::keep(const std::vector<std::string>& words) {
  const auto choices = m_begins.empty() ? 0 : m_begins.size() - 1;
  auto rest = words;
  if (!narrows(words, m_words)) {
    m_held.clear();
    if (words.empty()) {
      m_held.resize(choices);
      std::iota(m_held.begin(), m_held.end(), 0u);
      return;
    }
    // The longest word over the text as a whole: it is the rarest.
    const auto longest = std::ranges::max_element(rest, {}, &std::string::size);
    const std::string first = std::move(*longest);
    rest.erase(longest);
    for (std::size_t choice = 0, at = m_text.find(first); at != std::string::npos;
         at = m_text.find(first, m_begins[choice])) {
      while (m_begins[choice + 1] <= at) ++choice;
      m_held.push_back(static_cast<std::uint32_t>(choice++));
    }
  }
  std::erase_if(m_held, [&](std::uint32_t choice) {
    return !std::ranges::all_of(rest, [&](const std::string& word) { return holds(choice, word); });
  });
}

}  // namespace thucdia::core::forms
