#pragma once

#include <string>
#include <string_view>

namespace thucdia::core {

/// Whether the bytes are UTF-8 by RFC 3629 (no surrogates, no overlong forms).
[[nodiscard]] bool isUtf8(std::string_view bytes);

/// Unicode normalisation form C: how all text is stored. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string nfc(std::string_view text);

/// What search compares: lower case, without marks, đ → d, so that "Hoà", "HÒA" and "hoa" are one; the apostrophes
/// ’ ‘ ʼ ` ´ are ', other typographic punctuation is a space. Folds Latin, Greek and Cyrillic; signs of other scripts
/// (Khmer, Cham, Thái) carry the vowels and stay. Takes any normalisation form; bytes that are not UTF-8 become U+FFFD.
/// A few nanoseconds a letter: the table is made once from ICU.
[[nodiscard]] std::string fold(std::string_view text);

/// The words of a folded text, as the full-text index splits it: runs of letters and digits. `folded` must be fold()'s.
/// Calls `word` for each.
template <class Function>
void forEachWord(std::string_view folded, Function&& word);

/// The FTS5 query that finds texts holding words that begin with each of the words of `typed`, in any order:
/// "hoà bình" → `"hoa"* "binh"*`. Empty when nothing in it can be searched for.
[[nodiscard]] std::string ftsPrefixQuery(std::string_view typed);

/// Bytes that sort as a Vietnamese dictionary does (a ă â b c d đ e ê …; tones ngang, huyền, hỏi, ngã, sắc, nặng) when
/// compared by memcmp; numbers inside count as numbers ("Lô 2" before "Lô 10"). From ICU's CLDR collation `vi`: to be
/// made anew when the library changes, never to be sent.
[[nodiscard]] std::string collationKey(std::string_view text);

/// As collationKey for a person's full name: by given name (the last word), then family name, then the middle.
[[nodiscard]] std::string nameSortKey(std::string_view fullName);

/// In capitals: "Sở Công Thương" → "SỞ CÔNG THƯƠNG".
[[nodiscard]] std::string upperCase(std::string_view text);
/// With a small first letter, as within a sentence: "Xã Hồ Thầu" → "xã Hồ Thầu".
[[nodiscard]] std::string lowerFirst(std::string_view text);

/// Without white space at both ends, runs of it inside as one space (no-break space too).
[[nodiscard]] std::string tidy(std::string_view text);

template <class Function>
void forEachWord(std::string_view folded, Function&& word) {
  const auto isWordByte = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
  };
  std::size_t at = 0;
  while (at < folded.size()) {
    while (at < folded.size() && !isWordByte(folded[at])) ++at;
    const std::size_t begin = at;
    while (at < folded.size() && isWordByte(folded[at])) ++at;
    if (at > begin) word(folded.substr(begin, at - begin));
  }
}

}  // namespace thucdia::core
