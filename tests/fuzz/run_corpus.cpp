// Runs a fuzz target without libFuzzer: each file of the folders given, and seeded changes of each;
// THUCDIA_FUZZ_CHANGES and THUCDIA_FUZZ_SEED in the environment ask for more and for others.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kChangesEach = 3000;
constexpr int kSeed = 20261115;

int asked(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value ? std::atoi(value) : otherwise;
}

void run(const std::string& bytes) {
  // A copy of exactly this size, so that a sanitizer sees a read past its end.
  const std::vector<std::uint8_t> exact(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

std::string changed(std::string bytes, std::mt19937& chance) {
  const auto upTo = [&](std::size_t bound) { return bound == 0 ? 0 : chance() % bound; };
  for (std::size_t count = 1 + upTo(4); count > 0 && !bytes.empty(); --count) {
    const auto at = upTo(bytes.size());
    switch (upTo(6)) {
      case 0:
        bytes[at] = static_cast<char>(chance());
        break;
      case 1:
        bytes.resize(at);
        break;
      case 2:
        bytes.erase(at, 1 + upTo(16));
        break;
      case 3:
        bytes.insert(at, bytes.substr(upTo(bytes.size()), 1 + upTo(64)));
        break;
      case 4:
        bytes.insert(at, 1 + upTo(8), "<>|'\"(){}[]/$.&;0-\\"[upTo(19)]);
        break;
      default:
        std::swap(bytes[at], bytes[upTo(bytes.size())]);
        break;
    }
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int at = 1; at < argc; ++at) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[at])) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fputs("no corpus\n", stderr);
    return 1;
  }
  const int changes = asked("THUCDIA_FUZZ_CHANGES", kChangesEach);
  std::mt19937 chance(static_cast<unsigned>(asked("THUCDIA_FUZZ_SEED", kSeed)));
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    run(bytes);
    for (int change = 0; change < changes; ++change) run(changed(bytes, chance));
  }
  std::printf("%zu files, %d changes of each\n", files.size(), changes);
  return 0;
}
