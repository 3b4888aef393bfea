#pragma once

#include <cstdint>

namespace thucdia::simulation {

/// While it lives, the keys and nonces that libsodium makes by itself (a bundle's encryption) come from a seed: in the
/// whole process, one at a time.
class SeededSodium {
 public:
  explicit SeededSodium(std::uint64_t seed);
  ~SeededSodium();
  SeededSodium(const SeededSodium&) = delete;
  SeededSodium& operator=(const SeededSodium&) = delete;
};

}  // namespace thucdia::simulation
