#include "core/base/text.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;

TEST_CASE("folding takes marks, case and đ away, wherever the tone stands") {
  CHECK(fold("Hoà Bình") == "hoa binh");
  CHECK(fold("HÒA BÌNH") == "hoa binh");
  CHECK(fold("Đường Đắk Đoa") == "duong dak doa");
  CHECK(fold("ẰỄỘỮỶ ơƯăÂ") == "aeouy ouaa");
  CHECK(fold("Nguyễn Thị Hương") == "nguyen thi huong");
}

TEST_CASE("folding is the same for composed and decomposed text") {
  CHECK(fold("Thu\xCC\x9B\xCC\xA3\x63 \xC4\x90i\xCC\xA3\x61") == "thuc dia");
  CHECK(fold(nfc("Thu\xCC\x9B\xCC\xA3\x63")) == fold("Thu\xCC\x9B\xCC\xA3\x63"));
}

TEST_CASE("apostrophes of place names are one") {
  CHECK(fold("Ea H’Leo") == fold("Ea H'Leo"));
  CHECK(fold("M‘Drắk") == "m'drak");
}

TEST_CASE("scripts whose signs carry vowels keep them") {
  const std::string khmer = "ភាសាខ្មែរ";
  CHECK(fold(khmer) == khmer);
  const std::string taiViet = "ꪼꪕ";
  CHECK(fold(taiViet) == taiViet);
}

TEST_CASE("bytes that are no UTF-8 neither stop folding nor normalising") {
  CHECK(fold("a\xFF\x62") == "a\xEF\xBF\xBD\x62");
  CHECK(nfc("a\xFF\x62") == "a\xEF\xBF\xBD\x62");
  CHECK_FALSE(isUtf8("\xC0\xAF"));
  CHECK_FALSE(isUtf8("\xED\xA0\x80"));
  CHECK(isUtf8("Thực Địa"));
}

TEST_CASE("text is composed for storing") {
  CHECK(nfc("Thu\xCC\x9B\xCC\xA3\x63") == "Thực");
  CHECK(nfc("Thực") == "Thực");
}

TEST_CASE("names sort as a Vietnamese dictionary does") {
  std::vector<std::string> words = {"đa", "da", "ê", "e", "bạ", "bá",    "bã",  "bả",
                                    "bà", "ba", "â", "ă", "a",  "Lô 10", "Lô 2"};
  std::ranges::sort(words, {}, collationKey);
  CHECK(words == std::vector<std::string>{"a", "ă", "â", "ba", "bà", "bả", "bã", "bá", "bạ", "da", "đa", "e", "ê",
                                          "Lô 2", "Lô 10"});
}

TEST_CASE("people sort by given name, then family name") {
  std::vector<std::string> people = {"Trần Văn Bình", "Nguyễn Thị An", "Lê Văn Bình", "Lê Thị Bình", "Đỗ Ân"};
  std::ranges::sort(people, {}, nameSortKey);
  CHECK(people == std::vector<std::string>{"Nguyễn Thị An", "Đỗ Ân", "Lê Thị Bình", "Lê Văn Bình", "Trần Văn Bình"});
}

TEST_CASE("a search becomes a query for the beginnings of words") {
  CHECK(ftsPrefixQuery("Hoà  bình") == "\"hoa\"* \"binh\"*");
  CHECK(ftsPrefixQuery("H’Leo\"; DROP") == "\"h\"* \"leo\"* \"drop\"*");
  CHECK(ftsPrefixQuery(" – \"' …").empty());
  CHECK(ftsPrefixQuery("2017–2018") == "\"2017\"* \"2018\"*");
  CHECK(ftsPrefixQuery(" ").empty());
}

TEST_CASE("letters change their size with their marks") {
  CHECK(upperCase("Sở Công Thương tỉnh Đắk Lắk") == "SỞ CÔNG THƯƠNG TỈNH ĐẮK LẮK");
  CHECK(lowerFirst("Đề án Điểm") == "đề án Điểm");
  CHECK(lowerFirst("") == "");
}

TEST_CASE("white space is tidied") {
  CHECK(tidy("  Công ty\t TNHH\xC2\xA0 Một \n") == "Công ty TNHH Một");
  CHECK(tidy(" \n").empty());
}
