#include "core/replica/image.h"

#include <algorithm>
#include <string>

#include "core/base/dates.h"

namespace thucdia::core::replica {

namespace {

/// Bytes read with bounds checks: beyond the end everything is 0 and `good` turns false.
class Reader {
 public:
  explicit Reader(std::string_view bytes, bool bigEndian = true) : m_bytes(bytes), m_bigEndian(bigEndian) {}

  [[nodiscard]] bool good() const { return m_good; }
  [[nodiscard]] std::uint32_t number(std::size_t offset, std::size_t size) {
    if (offset > m_bytes.size() || size > m_bytes.size() - offset) {
      m_good = false;
      return 0;
    }
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto byte = static_cast<unsigned char>(m_bytes[offset + (m_bigEndian ? i : size - 1 - i)]);
      value = (value << 8U) | byte;
    }
    return value;
  }
  [[nodiscard]] std::string_view text(std::size_t offset, std::size_t size) {
    if (offset > m_bytes.size() || size > m_bytes.size() - offset) {
      m_good = false;
      return {};
    }
    return m_bytes.substr(offset, size);
  }

 private:
  std::string_view m_bytes;
  bool m_bigEndian;
  bool m_good = true;
};

tl::unexpected<Error> invalid(std::string_view why) { return fail(ErrorCode::InvalidImage, std::string(why)); }

// Exif 2.32 (CIPA DC-008): the tags read here.
constexpr std::uint32_t kOrientation = 0x0112;
constexpr std::uint32_t kExifPart = 0x8769;
constexpr std::uint32_t kTakenAt = 0x9003;
constexpr std::uint32_t kTakenAtOffset = 0x9011;

struct ExifTexts {
  std::string takenAt;
  std::string offset;
};

/// One directory of a TIFF structure; follows the pointer to the Exif part once.
void readDirectory(Reader& tiff, std::size_t at, ImageInfo& info, ExifTexts& texts, bool followExif) {
  const auto entries = tiff.number(at, 2);
  for (std::uint32_t i = 0; i < entries && tiff.good(); ++i) {
    const auto entry = at + 2 + std::size_t{i} * 12;
    const auto count = tiff.number(entry + 4, 4);
    const auto value = tiff.number(entry + 8, 4);
    const auto text = [&] { return std::string(count <= 4 ? tiff.text(entry + 8, count) : tiff.text(value, count)); };
    switch (tiff.number(entry, 2)) {
      case kOrientation:
        if (const auto turned = tiff.number(entry + 8, 2); turned >= 1 && turned <= 8) {
          info.orientation = static_cast<int>(turned);
        }
        break;
      case kExifPart:
        if (followExif) readDirectory(tiff, value, info, texts, false);
        break;
      case kTakenAt:
        texts.takenAt = text();
        break;
      case kTakenAtOffset:
        texts.offset = text();
        break;
      default:
        break;
    }
  }
}

/// "2026:11:15 08:30:00" and "+07:00" as RFC 3339.
std::optional<Timestamp> exifTime(const ExifTexts& texts) {
  constexpr std::size_t kLength = 19;
  if (texts.takenAt.size() < kLength) return std::nullopt;
  std::string time = texts.takenAt.substr(0, kLength);
  time[4] = '-';
  time[7] = '-';
  time[10] = 'T';
  if (const auto zoned = parseRfc3339(time + texts.offset.substr(0, 6)); texts.offset.size() >= 6 && zoned) {
    return zoned;
  }
  return parseRfc3339(time);
}

/// A TIFF structure, as EXIF keeps it.
void readExif(std::string_view bytes, ImageInfo& info) {
  const auto order = bytes.substr(0, 2);
  if (order != "II" && order != "MM") return;
  Reader tiff(bytes, order == "MM");
  ExifTexts texts;
  readDirectory(tiff, tiff.number(4, 4), info, texts, true);
  info.takenAt = exifTime(texts);
}

bool isFrameHeader(std::uint32_t marker) {
  // ITU-T T.81 table B.1: SOF0 … SOF15 without DHT, JPG and DAC.
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// Where the entropy-coded data that begins at `at` ends: at the next marker that is no restart and no stuffed byte.
std::size_t endOfScan(std::string_view bytes, std::size_t at) {
  for (;;) {
    at = bytes.find('\xFF', at);
    if (at == std::string_view::npos || at + 1 >= bytes.size()) return std::string_view::npos;
    const auto next = static_cast<unsigned char>(bytes[at + 1]);
    const bool data = next == 0x00 || (next >= 0xD0 && next <= 0xD7);
    if (!data && next != 0xFF) return at;
    at += data ? 2 : 1;
  }
}

Result<ImageInfo> sniffJpeg(std::string_view bytes) {
  ImageInfo info;
  info.mime = "image/jpeg";
  Reader reader(bytes);
  bool scanned = false;
  std::size_t at = 2;
  for (;;) {
    if (reader.number(at, 1) != 0xFF)
      return invalid("a JPEG whose segments do not follow one another, or is cut short");
    const auto marker = reader.number(at + 1, 1);
    if (!reader.good()) return invalid("a JPEG that is cut short");
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker == 0xD9) break;
    const auto length = reader.number(at + 2, 2);
    const auto segment = reader.text(at + 4, length < 2 ? 0 : length - 2);
    if (!reader.good() || length < 2) return invalid("a JPEG that is cut short");
    if (isFrameHeader(marker)) {
      info.height = reader.number(at + 5, 2);
      info.width = reader.number(at + 7, 2);
    } else if (marker == 0xE1 && segment.substr(0, 6) == std::string_view("Exif\0\0", 6)) {
      readExif(segment.substr(6), info);
    }
    at += 2 + length;
    if (marker == 0xDA) {
      scanned = true;
      at = endOfScan(bytes, at);
      if (at == std::string_view::npos) return invalid("a JPEG that is cut short");
    }
  }
  if (!reader.good() || !scanned || info.width == 0 || info.height == 0) return invalid("a JPEG without a picture");
  return info;
}

constexpr std::string_view kPngSignature("\x89PNG\r\n\x1A\n", 8);

Result<ImageInfo> sniffPng(std::string_view bytes) {
  ImageInfo info;
  info.mime = "image/png";
  Reader reader(bytes);
  bool pixels = false;
  std::size_t at = kPngSignature.size();
  for (;;) {
    const auto length = reader.number(at, 4);
    const auto kind = reader.text(at + 4, 4);
    const auto data = reader.text(at + 8, length);
    (void)reader.number(at + 8 + length, 4);  // checksum
    if (!reader.good()) return invalid("a PNG that is cut short");
    if (at == kPngSignature.size()) {
      if (kind != "IHDR" || length != 13) return invalid("a PNG without its header");
      info.width = reader.number(at + 8, 4);
      info.height = reader.number(at + 12, 4);
    } else if (kind == "IDAT") {
      pixels = true;
    } else if (kind == "eXIf") {
      readExif(data, info);
    } else if (kind == "IEND") {
      break;
    }
    at += std::size_t{12} + length;
  }
  if (!pixels || info.width == 0 || info.height == 0) return invalid("a PNG without a picture");
  return info;
}

Result<ImageInfo> sniffWebp(std::string_view bytes) {
  ImageInfo info;
  info.mime = "image/webp";
  Reader reader(bytes, false);
  const std::size_t end = std::size_t{8} + reader.number(4, 4);
  if (end > bytes.size()) return invalid("a WebP that is cut short");
  bool pixels = false;
  bool sized = false;
  for (std::size_t at = 12; at + 8 <= end;) {
    const auto kind = reader.text(at, 4);
    const auto length = reader.number(at + 4, 4);
    const auto data = reader.text(at + 8, length);
    if (!reader.good()) return invalid("a WebP that is cut short");
    Reader part(data, false);
    if (kind == "VP8X") {  // RFC 9649 §2.7
      info.width = part.number(4, 3) + 1;
      info.height = part.number(7, 3) + 1;
      sized = true;
    } else if (kind == "VP8 ") {  // RFC 6386 §9.1
      if (part.number(3, 3) != 0x2A019D) return invalid("a WebP without a key frame");
      if (!sized) info.width = part.number(6, 2) & 0x3FFFU;
      if (!sized) info.height = part.number(8, 2) & 0x3FFFU;
      pixels = true;
    } else if (kind == "VP8L") {  // RFC 9649 §3.4
      const auto packed = part.number(1, 4);
      if (part.number(0, 1) != 0x2F) return invalid("a WebP without its lossless header");
      if (!sized) info.width = (packed & 0x3FFFU) + 1;
      if (!sized) info.height = ((packed >> 14U) & 0x3FFFU) + 1;
      pixels = true;
    } else if (kind == "ANMF") {
      pixels = true;
    } else if (kind == "EXIF") {
      const bool prefixed = data.substr(0, 6) == std::string_view("Exif\0\0", 6);
      readExif(prefixed ? data.substr(6) : data, info);
    }
    if (!part.good()) return invalid("a WebP that is cut short");
    at += std::size_t{8} + length + (length & 1U);
  }
  if (!pixels || info.width == 0 || info.height == 0) return invalid("a WebP without a picture");
  return info;
}

}  // namespace

Result<ImageInfo> sniffImage(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xFF\xD8\xFF") return sniffJpeg(bytes);
  if (bytes.substr(0, kPngSignature.size()) == kPngSignature) return sniffPng(bytes);
  if (bytes.size() >= 12 && bytes.substr(0, 4) == "RIFF" && bytes.substr(8, 4) == "WEBP") return sniffWebp(bytes);
  return invalid("neither JPEG, PNG nor WebP");
}

}  // namespace thucdia::core::replica
