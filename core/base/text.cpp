#include "core/base/text.h"

#include <array>
#include <cstdint>
#include <memory>

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include "core/base/error.h"

namespace thucdia::core {

namespace {

constexpr std::size_t kTableSize = 0x2000;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// What one code point becomes: up to seven bytes of UTF-8.
struct Folded {
  std::array<char, 7> bytes{};
  std::uint8_t length = 0;
};

icu::UnicodeString toUnicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

/// Of the scripts whose marks are tones and accents rather than vowels.
bool isFoldedScript(UChar32 letter) { return letter < 0x0530 || (letter >= 0x1D00 && letter < 0x2000); }

Folded foldCodePoint(UChar32 letter, const icu::Normalizer2& nfd) {
  icu::UnicodeString folded;
  if (letter == 0x02BC || letter == '`' || letter == 0xB4) {
    folded = u'\'';
  } else if (letter == 0xA0) {
    folded = u' ';
  } else if (!isFoldedScript(letter)) {
    folded.append(u_tolower(letter));
  } else {
    icu::UnicodeString apart;
    if (!nfd.getDecomposition(u_tolower(letter), apart)) apart = icu::UnicodeString(u_tolower(letter));
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
      const UChar32 part = apart.char32At(at);
      if (u_charType(part) == U_NON_SPACING_MARK) continue;
      folded.append(part == 0x0111 ? UChar32('d') : part);
    }
  }
  std::string utf8;
  folded.toUTF8String(utf8);
  Folded entry;
  THUCDIA_ASSERT(utf8.size() <= entry.bytes.size());
  entry.length = static_cast<std::uint8_t>(utf8.size());
  utf8.copy(entry.bytes.data(), utf8.size());
  return entry;
}

std::unique_ptr<const std::array<Folded, kTableSize>> makeFoldTable() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
  THUCDIA_ASSERT(U_SUCCESS(status));
  auto table = std::make_unique<std::array<Folded, kTableSize>>();
  for (std::size_t letter = 0; letter < kTableSize; ++letter) {
    (*table)[letter] = foldCodePoint(static_cast<UChar32>(letter), *nfd);
  }
  return table;
}

const icu::Collator& collator() {
  static const std::unique_ptr<const icu::Collator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> vietnamese(icu::Collator::createInstance(icu::Locale("vi"), status));
    THUCDIA_ASSERT(U_SUCCESS(status));
    vietnamese->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
    THUCDIA_ASSERT(U_SUCCESS(status));
    return vietnamese;
  }();
  return *made;
}

std::string sortKey(const icu::UnicodeString& text) {
  std::array<std::uint8_t, 256> small;
  const std::int32_t needed = collator().getSortKey(text, small.data(), static_cast<std::int32_t>(small.size()));
  std::string key(static_cast<std::size_t>(needed), '\0');
  if (needed <= static_cast<std::int32_t>(small.size())) {
    key.assign(reinterpret_cast<const char*>(small.data()), static_cast<std::size_t>(needed));
  } else {
    collator().getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()), needed);
  }
  if (!key.empty()) key.pop_back();  // ICU ends it with a zero
  return key;
}

}  // namespace

bool isUtf8(std::string_view bytes) {
  const auto length = static_cast<std::int32_t>(bytes.size());
  std::int32_t at = 0;
  while (at < length) {
    UChar32 letter;
    U8_NEXT(bytes.data(), at, length, letter);
    if (letter < 0) return false;
  }
  return true;
}

std::string nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  THUCDIA_ASSERT(U_SUCCESS(status));
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  if (isUtf8(text) && form->isNormalizedUTF8(piece, status)) return std::string(text);
  std::string composed;
  form->normalize(toUnicode(text), status).toUTF8String(composed);
  THUCDIA_ASSERT(U_SUCCESS(status));
  return composed;
}

std::string fold(std::string_view text) {
  static const std::unique_ptr<const std::array<Folded, kTableSize>> table = makeFoldTable();
  std::string folded;
  folded.reserve(text.size());
  const auto length = static_cast<std::int32_t>(text.size());
  std::int32_t at = 0;
  while (at < length) {
    const std::int32_t begin = at;
    UChar32 letter;
    U8_NEXT(text.data(), at, length, letter);
    if (letter < 0) {
      folded += kReplacement;
    } else if (letter < static_cast<UChar32>(kTableSize)) {
      const Folded& entry = (*table)[static_cast<std::size_t>(letter)];
      folded.append(entry.bytes.data(), entry.length);
    } else if (letter == 0x2018 || letter == 0x2019) {
      folded += '\'';
    } else if (letter < 0x2070 && letter != 0x200C && letter != 0x200D) {
      folded += ' ';  // dashes, quotes, dots and wide spaces; the two joiners belong to Khmer words
    } else {
      folded.append(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(at - begin)));
    }
  }
  return folded;
}

std::string ftsPrefixQuery(std::string_view typed) {
  // Only letters and digits make a token of unicode61; a sign inside a word (Khmer vowels) parts it there, so here too.
  const std::string folded = fold(typed);
  std::string query;
  std::string word;
  const auto close = [&] {
    if (word.empty()) return;
    if (!query.empty()) query += ' ';
    query += '"' + word + "\"*";
    word.clear();
  };
  const auto length = static_cast<std::int32_t>(folded.size());
  std::int32_t at = 0;
  while (at < length) {
    const auto begin = static_cast<std::size_t>(at);
    UChar32 letter;
    U8_NEXT(folded.data(), at, length, letter);
    if (letter >= 0 && u_isalnum(letter)) {
      word.append(folded, begin, static_cast<std::size_t>(at) - begin);
    } else {
      close();
    }
  }
  close();
  return query;
}

std::string collationKey(std::string_view text) { return sortKey(toUnicode(text)); }

std::string nameSortKey(std::string_view fullName) {
  const std::string name = tidy(fullName);
  const std::size_t last = name.rfind(' ');
  if (last == std::string::npos) return collationKey(name);
  const std::size_t first = name.find(' ');
  const std::string_view whole = name;
  // U+FFFE separates fields of a merged sort key (UTS #35, Collation §3.4).
  icu::UnicodeString merged = toUnicode(whole.substr(last + 1));
  merged.append(char16_t(0xFFFE)).append(toUnicode(whole.substr(0, first)));
  merged.append(char16_t(0xFFFE));
  if (first < last) merged.append(toUnicode(whole.substr(first + 1, last - first - 1)));
  return sortKey(merged);
}

std::string upperCase(std::string_view text) {
  std::string out;
  toUnicode(text).toUpper(icu::Locale("vi")).toUTF8String(out);
  return out;
}

std::string lowerFirst(std::string_view text) {
  icu::UnicodeString letters = toUnicode(text);
  const std::int32_t end = letters.moveIndex32(0, 1);
  icu::UnicodeString first(letters, 0, end);
  letters.replaceBetween(0, end, first.toLower(icu::Locale("vi")));
  std::string out;
  letters.toUTF8String(out);
  return out;
}

std::string tidy(std::string_view text) {
  std::string tidied;
  tidied.reserve(text.size());
  bool gap = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool noBreakSpace = text[at] == '\xC2' && at + 1 < text.size() && text[at + 1] == '\xA0';
    if (noBreakSpace || text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r')) {
      gap = !tidied.empty();
      if (noBreakSpace) ++at;
      continue;
    }
    if (gap) tidied += ' ';
    gap = false;
    tidied += text[at];
  }
  return tidied;
}

}  // namespace thucdia::core
