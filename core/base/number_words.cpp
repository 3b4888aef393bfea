#include "core/base/number_words.h"

#include <array>
#include <string_view>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace thucdia::core {

namespace {

constexpr std::array<std::string_view, 10> kDigits = {"không", "một", "hai", "ba",  "bốn",
                                                      "năm",   "sáu", "bảy", "tám", "chín"};

void say(std::string& text, std::string_view word) {
  if (!text.empty()) text += ' ';
  text += word;
}

/// Three digits. `inside`: something stands before, so that empty hundreds and tens are said.
void sayGroup(std::string& text, std::uint64_t group, bool inside, ZeroTens style) {
  const std::uint64_t hundreds = group / 100;
  const std::uint64_t tens = group / 10 % 10;
  const std::uint64_t ones = group % 10;
  if (hundreds > 0 || inside) {
    say(text, kDigits[hundreds]);
    say(text, "trăm");
  }
  if (tens == 0) {
    if (ones == 0) return;
    if (hundreds > 0 || inside) say(text, style == ZeroTens::Linh ? "linh" : "lẻ");
    say(text, kDigits[ones]);
    return;
  }
  if (tens == 1) {
    say(text, "mười");
  } else {
    say(text, kDigits[tens]);
    say(text, "mươi");
  }
  if (ones == 0) return;
  if (ones == 1 && tens > 1) {
    say(text, "mốt");
  } else if (ones == 5) {
    say(text, "lăm");
  } else {
    say(text, kDigits[ones]);
  }
}

/// Below 10⁹.
void sayBelowBillion(std::string& text, std::uint64_t number, bool inside, ZeroTens style) {
  constexpr std::array<std::pair<std::uint64_t, std::string_view>, 3> kGroups = {
      {{1'000'000, "triệu"}, {1'000, "nghìn"}, {1, ""}}};
  for (const auto& [size, name] : kGroups) {
    const std::uint64_t group = number / size % 1000;
    if (group == 0) continue;
    sayGroup(text, group, inside, style);
    if (!name.empty()) say(text, name);
    inside = true;
  }
}

std::string words(std::uint64_t number, ZeroTens style) {
  constexpr std::uint64_t kBillion = 1'000'000'000;
  std::string text;
  const std::uint64_t square = number / kBillion / kBillion;
  const std::uint64_t billions = number / kBillion % kBillion;
  const std::uint64_t rest = number % kBillion;
  if (square > 0) {
    sayBelowBillion(text, square, false, style);
    say(text, "tỷ tỷ");
  }
  if (billions > 0) {
    sayBelowBillion(text, billions, square > 0, style);
    say(text, "tỷ");
  }
  if (rest > 0) sayBelowBillion(text, rest, square > 0 || billions > 0, style);
  return text.empty() ? std::string(kDigits[0]) : text;
}

}  // namespace

std::string numberWords(std::int64_t number, ZeroTens style) {
  if (number >= 0) return words(static_cast<std::uint64_t>(number), style);
  return "âm " + words(~static_cast<std::uint64_t>(number) + 1, style);
}

std::string moneyWords(std::int64_t dong, ZeroTens style) {
  std::string text = numberWords(dong, style) + " đồng";
  if (dong != 0 && dong % 1000 == 0) text += " chẵn";
  icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
  icu::UnicodeString first = letters.tempSubString(0, 1);
  letters.replace(0, 1, first.toUpper(icu::Locale("vi")));
  text.clear();
  return letters.toUTF8String(text);
}

}  // namespace thucdia::core
