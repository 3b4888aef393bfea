#include "sync/wire/compression.h"

#include <memory>

#include <fmt/format.h>
#include <zstd.h>

namespace thucdia::sync {

using core::ErrorCode;

namespace {

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

std::string compress(std::string_view bytes, int level) {
  // A context is half a megabyte to set up: one for each thread.
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const auto size = ZSTD_compressCCtx(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size(), level);
  THUCDIA_ASSERT(!ZSTD_isError(size));
  frame.resize(size);
  return frame;
}

core::Result<std::string> decompress(std::string_view frame, std::size_t limit) {
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    return core::fail(ErrorCode::CorruptData, "not a zstd frame that states its size");
  }
  if (size > limit)
    return core::fail(ErrorCode::LimitExceeded, fmt::format("{} bytes unpacked, {} allowed", size, limit));
  const auto length = ZSTD_findFrameCompressedSize(frame.data(), frame.size());
  if (ZSTD_isError(length) || length != frame.size()) return core::fail(ErrorCode::CorruptData, "not one zstd frame");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const auto got = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) || got != bytes.size()) return core::fail(ErrorCode::CorruptData, "damaged zstd frame");
  return bytes;
}

}  // namespace thucdia::sync
