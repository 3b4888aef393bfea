#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/error.h"

namespace thucdia::core::replica {

/// What an image file says about itself.
struct ImageInfo {
  std::string mime;          ///< "image/jpeg", "image/png" or "image/webp"
  std::uint32_t width = 0;   ///< pixels as stored, before turning by `orientation`
  std::uint32_t height = 0;  ///< pixels as stored, before turning by `orientation`
  int orientation = 1;       ///< EXIF 2.32 §4.6.5: 1 upright … 8; 5 to 8 swap width and height when shown
  /// When it was taken by the camera's clock (EXIF DateTimeOriginal); without an offset in the file, Viet Nam's time.
  std::optional<Timestamp> takenAt;
  bool operator==(const ImageInfo&) const = default;
};

/// Reads a whole image file's structure without decoding its pixels. InvalidImage when it is none of the three formats,
/// is cut short, or its parts do not fit together. Damaged EXIF is passed over: the picture is still one.
[[nodiscard]] Result<ImageInfo> sniffImage(std::string_view bytes);

}  // namespace thucdia::core::replica
