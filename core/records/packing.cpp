#include "core/records/packing.h"

#include <memory>
#include <vector>

#include <embedded/body_dictionaries.h>
#include <zstd.h>

#include "core/base/error.h"
#include "core/db/corrupt.h"

namespace thucdia::core::records {

namespace {

constexpr char kPacked = '\0';
constexpr char kInSeal = '\xff';
constexpr std::size_t kHead = 2;
constexpr std::size_t kWorthPacking = 400;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr int kLevel = 3;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
};

/// Versions count from 1, in the order in which they are embedded.
const ZSTD_DDict* dictionary(std::size_t version) {
  static const auto kAll = [] {
    std::vector<std::unique_ptr<ZSTD_DDict, Free>> all;
    for (const auto& file : embedded::body_dictionaries()) {
      all.emplace_back(ZSTD_createDDict(file.bytes.data(), file.bytes.size()));
    }
    return all;
  }();
  return version >= 1 && version <= kAll.size() ? kAll[version - 1].get() : nullptr;
}

ZSTD_CCtx* compressor() {
  static const std::unique_ptr<ZSTD_CDict, Free> kNewest([] {
    const auto bytes = embedded::body_dictionaries().back().bytes;
    return ZSTD_createCDict(bytes.data(), bytes.size(), kLevel);
  }());
  // A context is half a megabyte to set up: one for each thread.
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context([] {
    auto* made = ZSTD_createCCtx();
    ZSTD_CCtx_refCDict(made, kNewest.get());
    ZSTD_CCtx_setParameter(made, ZSTD_c_dictIDFlag, 0);
    return made;
  }());
  return context.get();
}

}  // namespace

std::string pack(std::string_view body) {
  if (body.size() < kWorthPacking) return std::string(body);
  std::string stored(kHead + ZSTD_compressBound(body.size()), '\0');
  const auto size =
      ZSTD_compress2(compressor(), stored.data() + kHead, stored.size() - kHead, body.data(), body.size());
  THUCDIA_ASSERT(!ZSTD_isError(size));
  if (kHead + size >= body.size()) return std::string(body);
  stored[0] = kPacked;
  stored[1] = static_cast<char>(embedded::body_dictionaries().size());
  stored.resize(kHead + size);
  return stored;
}

std::string heldIn(RecordId seal) { return std::string{kPacked, kInSeal} + seal.rawString(); }

std::optional<RecordId> sealHolding(std::string_view stored) {
  if (stored.size() < kHead || stored[0] != kPacked || stored[1] != kInSeal) return std::nullopt;
  return RecordId::fromBytes(stored.substr(kHead));
}

std::string_view unpack(std::string_view stored, std::string& scratch) {
  if (stored.empty() || stored.front() != kPacked) return stored;
  const auto* with = stored.size() > kHead ? dictionary(static_cast<unsigned char>(stored[1])) : nullptr;
  if (!with) db::throwCorrupt("a body packed with a dictionary that is not known");
  const auto frame = stored.substr(kHead);
  const auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMostBytes) {
    db::throwCorrupt("a packed body does not say how long it is");
  }
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  scratch.resize(static_cast<std::size_t>(size));
  const auto got =
      ZSTD_decompress_usingDDict(context.get(), scratch.data(), scratch.size(), frame.data(), frame.size(), with);
  if (ZSTD_isError(got) || got != scratch.size()) db::throwCorrupt("a packed body is damaged");
  return scratch;
}

}  // namespace thucdia::core::records
