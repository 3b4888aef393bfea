#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"

namespace thucdia::platforms::qt {

/// A QR code (ISO/IEC 18004) as a square of modules, without its quiet zone.
struct QrCode {
  int size = 0;                 ///< modules a side
  std::vector<bool> darkCells;  ///< row by row
  [[nodiscard]] bool dark(int column, int row) const {
    return darkCells[static_cast<std::size_t>(row) * static_cast<std::size_t>(size) + static_cast<std::size_t>(column)];
  }
};

/// The smallest code of error correction level M for the text; capitals, digits and " $%*+-./:" alone make it smaller.
/// LimitExceeded when the text is too long for any, InvalidArgument when it is empty.
[[nodiscard]] core::Result<QrCode> encodeQr(const std::string& text);

}  // namespace thucdia::platforms::qt
