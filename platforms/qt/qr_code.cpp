#include "platforms/qt/qr_code.h"

#include <cerrno>
#include <memory>

#include <qrencode.h>

namespace thucdia::platforms::qt {
namespace {

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

}  // namespace

core::Result<QrCode> encodeQr(const std::string& text) {
  if (text.empty()) return core::fail(core::ErrorCode::InvalidArgument, "a QR code of no text");
  const std::unique_ptr<QRcode, Free> code(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code) {
    return core::fail(errno == ERANGE ? core::ErrorCode::LimitExceeded : core::ErrorCode::InvalidArgument,
                      "the text does not fit a QR code");
  }
  QrCode result;
  result.size = code->width;
  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  result.darkCells.reserve(count);
  for (std::size_t index = 0; index < count; ++index) result.darkCells.push_back((code->data[index] & 1) != 0);
  return result;
}

}  // namespace thucdia::platforms::qt
