#include "core/forms/choice_search.h"

#include <catch2/catch_test_macros.hpp>

#include "core/base/random.h"
#include "core/base/text.h"

using namespace thucdia::core::forms;
using Found = std::vector<std::uint32_t>;

namespace {

const std::vector<ChoiceView> kCommunes{
    {"03604", "Xã Hồ Thầu"}, {"03610", "Xã Giang Ma"}, {"00001", "Phường Thầu Hồ"}, {"00002", "Hồ Đắc Kiện"}};

}  // namespace

TEST_CASE("choices are found by words without marks, in any order, within words, and by their value") {
  ChoiceSearch search(kCommunes);
  CHECK(search.find("ho thau") == Found{0, 2});
  CHECK(search.find("THẦU hồ") == Found{0, 2});
  CHECK(search.find("iang") == Found{1});
  CHECK(search.find("03610") == Found{1});
  CHECK(search.find("dac") == Found{3});
  CHECK(search.find("dac giang").empty());
  CHECK(search.find("thauphuong").empty());
}

TEST_CASE("choices whose label begins with what was typed come first") {
  ChoiceSearch search(kCommunes);
  CHECK(search.find("ho") == Found{3, 0, 2});
  CHECK(search.find("") == Found{0, 1, 2, 3});
  CHECK(search.find(" - ") == Found{0, 1, 2, 3});
}

TEST_CASE("a word is not found across the end of a choice") {
  ChoiceSearch search({{"ab", "x\ny"}, {"cd", "z"}});
  CHECK(search.find("abz").empty());
  CHECK(search.find("x y") == Found{0});
  CHECK(ChoiceSearch().find("a").empty());
}

TEST_CASE("what is typed letter by letter, and taken back, finds what a fresh search finds") {
  std::vector<ChoiceView> choices;
  thucdia::core::SeededRandom random(7);
  const std::string_view syllables[] = {"Hồ", "Thầu", "Hoà", "Bình", "Đắc", "Lâm", "Tân", "Uyên"};
  for (int at = 0; at < 500; ++at) {
    std::string label;
    for (int word = 0; word < 3; ++word) label += std::string(syllables[random.next() % 8]) + ' ';
    choices.push_back({std::to_string(at), label});
  }
  ChoiceSearch search(choices);
  for (const std::string typed :
       {"h", "ho", "hoa", "hoa b", "hoa binh", "hoa b", "hoa d", "oa d", "d", "4 hoa", "14 ho", ""}) {
    INFO(typed);
    CHECK(search.find(typed) == ChoiceSearch(choices).find(typed));
    std::size_t held = 0;
    for (const auto& choice : choices) {
      bool all = true;
      thucdia::core::forEachWord(thucdia::core::fold(typed), [&](std::string_view word) {
        all = all && (thucdia::core::fold(choice.label) + ' ' + choice.value).find(word) != std::string::npos;
      });
      held += all ? 1 : 0;
    }
    CHECK(search.find(typed).size() == held);
  }
}
