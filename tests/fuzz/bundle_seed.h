#pragma once

#include "core/base/random.h"
#include "sync/wire/bundle_file.h"

namespace thucdia::fuzz {

inline core::KeyPair keyOf(std::uint64_t seed) {
  core::SeededRandom random(seed);
  return core::KeyPair::make(random);
}

/// Who made the bundles of the corpus, and for whom.
inline const core::KeyPair& bundleMaker() {
  static const auto key = keyOf(11);
  return key;
}
inline const core::KeyPair& bundleReader() {
  static const auto key = keyOf(12);
  return key;
}

}  // namespace thucdia::fuzz
