#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "tests/simulation/simulation.h"
#include "tests/simulation/workers.h"

namespace {

using namespace thucdia::simulation;

struct Asked {
  std::uint64_t seeds = 100;
  std::uint64_t from = 1;
  std::string list;
  int jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  bool trace = false;
};

/// The seeds of a file: one a line, then what it found; lines that begin with # are remarks.
std::vector<std::uint64_t> listed(const std::string& path) {
  std::vector<std::uint64_t> seeds;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::uint64_t seed = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), seed).ec == std::errc()) seeds.push_back(seed);
  }
  return seeds;
}

int run(const Asked& asked) {
  const auto began = std::chrono::steady_clock::now();
  MishapCounts mishaps{};
  std::vector<Outcome> failed;
  auto seeds = asked.list.empty() ? std::vector<std::uint64_t>() : listed(asked.list);
  const auto listedSeeds = seeds.size();
  for (std::uint64_t i = 0; i < asked.seeds; ++i) seeds.push_back(asked.from + i);
  const auto take = [&](const Outcome& outcome) {
    for (std::size_t i = 0; i < mishaps.size(); ++i) mishaps[i] += outcome.mishaps[i];
    if (outcome.failure.empty()) return;
    fmt::print("seed {} failed: {}\n", outcome.seed, outcome.failure);
    failed.push_back(outcome);
  };
  if (asked.trace) {
    for (const auto seed : seeds) take(simulate(seed, {.print = true}));
  } else {
    runSeeds(seeds, asked.jobs, take);
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("{} seeds from {} and {} listed ones in {:.1f} s\n", asked.seeds, asked.from, listedSeeds, took.count());
  for (std::size_t i = 0; i < mishaps.size(); ++i)
    fmt::print("  {:<24} {}\n", name(static_cast<Mishap>(i)), mishaps[i]);
  if (failed.empty()) {
    fmt::print("no seed failed\n");
    return 0;
  }
  fmt::print("{} seeds failed:\n", failed.size());
  for (const auto& outcome : failed) fmt::print("  {}: {}\n", outcome.seed, outcome.failure);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Simulates a hub, tablets and all that goes wrong between them; a seed decides everything.");
  Asked asked;
  program.add_option("--seeds", asked.seeds, "how many seeds to run")->capture_default_str();
  program.add_option("--from", asked.from, "the first seed")->capture_default_str();
  program.add_option("--jobs", asked.jobs, "how many processes share the seeds")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  program.add_option("--list", asked.list, "a file of seeds to run first")->check(CLI::ExistingFile);
  program.add_flag("--trace", asked.trace, "print what happens; one seed after the other");
  CLI11_PARSE(program, argc, argv);
  return run(asked);
}
