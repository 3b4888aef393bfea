#include "tests/simulation/seeded_sodium.h"

#include <sodium.h>

#include "core/base/random.h"

namespace thucdia::simulation {

namespace {

core::SeededRandom& source() {
  static core::SeededRandom random(0);
  return random;
}

const char* nameOf() { return "seeded"; }
std::uint32_t number() { return static_cast<std::uint32_t>(source().next()); }
void fill(void* const bytes, const std::size_t size) { source().fill({static_cast<std::uint8_t*>(bytes), size}); }

randombytes_implementation g_seeded{nameOf, number, nullptr, nullptr, fill, nullptr};

}  // namespace

SeededSodium::SeededSodium(std::uint64_t seed) {
  source() = core::SeededRandom(seed);
  randombytes_set_implementation(&g_seeded);
}

SeededSodium::~SeededSodium() { randombytes_set_implementation(&randombytes_sysrandom_implementation); }

}  // namespace thucdia::simulation
