#include "sync/hub/storage.h"

#include <algorithm>

#include "sync/hub/hashing.h"
#include "sync/wire/encoding.h"

namespace thucdia::hub {

bool Scope::holds(std::string_view province) const {
  return allProvinces || std::ranges::binary_search(provinces, province);
}

std::uint64_t restoredCounter(std::uint64_t known, std::uint64_t epoch) {
  return known + kRestoredCounters + epoch % kRestoredCounters;
}

std::string logHash(std::string_view previous, const LogEntry& entry) {
  std::string text(previous);
  sync::appendBigEndian(text, static_cast<std::uint64_t>(entry.entry));
  text += entry.device.raw();
  sync::appendBigEndian(text, entry.request);
  sync::appendBigEndian(text, static_cast<std::uint64_t>(core::toMicros(entry.receivedAt)));
  sync::appendBigEndian(text, static_cast<std::uint64_t>(entry.encoding));
  text += core::raw(quickSha256(entry.payload));
  text += core::raw(quickSha256(entry.signature));
  text += core::raw(quickSha256(entry.refused));
  return std::string(core::raw(quickSha256(text)));
}

}  // namespace thucdia::hub
