// A bundle's file as it comes from a USB stick: as it is, with a checksum that fits, and signed by who should have made
// it.
#include <cstdint>
#include <sstream>
#include <string>

#include "tests/fuzz/bundle_seed.h"

using namespace thucdia;

namespace {

void read(std::string bytes) {
  auto reader = sync::BundleReader::open(std::make_unique<std::istringstream>(std::move(bytes)));
  if (!reader || !reader->unseal(fuzz::bundleReader(), fuzz::bundleMaker().publicKey())) return;
  while (true) {
    const auto entry = reader->next();
    if (!entry || !*entry) return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  read(bytes);
  if (size < 32) return 0;
  bytes.resize(size - 32);
  const auto hash = core::sha256(bytes);
  read(bytes + std::string(core::raw(hash)));
  return 0;
}
