#include "core/replica/image.h"

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "core/base/dates.h"

using namespace thucdia::core;
using namespace thucdia::core::replica;

namespace {

std::string picture(const std::string& name) {
  std::ifstream file(std::string(THUCDIA_SOURCE_DIR) + "/tests/data/images/" + name, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("pictures of each format are known with their size") {
  CHECK(sniffImage(picture("plain.jpg")) == ImageInfo{"image/jpeg", 5, 3, 1, {}});
  CHECK(sniffImage(picture("progressive.jpg")) == ImageInfo{"image/jpeg", 40, 30, 1, {}});
  CHECK(sniffImage(picture("plain.png")) == ImageInfo{"image/png", 5, 3, 1, {}});
  CHECK(sniffImage(picture("lossy.webp")) == ImageInfo{"image/webp", 1, 1, 1, {}});
  CHECK(sniffImage(picture("lossless.webp")) == ImageInfo{"image/webp", 1, 1, 1, {}});
}

TEST_CASE("EXIF says how the picture is turned and when it was taken, in Viet Nam's time unless it says otherwise") {
  CHECK(sniffImage(picture("turned.jpg")) ==
        ImageInfo{"image/jpeg", 5, 3, 6, parseRfc3339("2026-11-15T08:30:00+07:00")});
  CHECK(sniffImage(picture("turned_offset.jpg")) ==
        ImageInfo{"image/jpeg", 5, 3, 6, parseRfc3339("2026-11-15T08:30:00+09:00")});
}

TEST_CASE("a picture cut short at any byte is no picture") {
  const auto whole =
      picture(GENERATE("plain.jpg", "progressive.jpg", "turned.jpg", "plain.png", "lossy.webp", "lossless.webp"));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto cut = sniffImage(std::string_view(whole).substr(0, length));
    INFO(length);
    REQUIRE_FALSE(cut);
    REQUIRE(cut.error().code == ErrorCode::InvalidImage);
  }
}

TEST_CASE("a changed byte anywhere in a picture is read without harm") {
  const auto whole = picture(GENERATE("turned.jpg", "turned_offset.jpg", "plain.png", "lossy.webp", "lossless.webp"));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : {'\x00', '\x7F', '\xFF'}) {
      auto changed = whole;
      changed[at] = byte;
      const auto info = sniffImage(changed);
      if (!info) continue;
      REQUIRE(info->width > 0);
      REQUIRE(info->height > 0);
    }
  }
}

TEST_CASE("what follows a JPEG's end is passed over, as phones add it") {
  CHECK(sniffImage(picture("plain.jpg") + "MotionPhoto_Data"));
}

TEST_CASE("text is no picture") {
  for (const auto* text : {"", "GIF89a", "Kính gửi", "\xFF\xD8\xFF"}) {
    const auto info = sniffImage(text);
    REQUIRE_FALSE(info);
    CHECK(info.error().code == ErrorCode::InvalidImage);
  }
}
