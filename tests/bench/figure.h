#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace thucdia::bench {

/// One measured figure, printed beside the baseline that was measured in the same run.
struct Figure {
  std::string name;  ///< "store/answer_commit": platforms/linux/bench chooses by its beginning
  double value = 0;
  std::string unit;
  double baseline = 0;
  std::string baselineName;
};

/// One line of JSON: {"name","value","unit","baseline","baseline_name","ratio"}.
inline void print(const Figure& figure) {
  nlohmann::ordered_json line{{"name", figure.name},
                              {"value", figure.value},
                              {"unit", figure.unit},
                              {"baseline", figure.baseline},
                              {"baseline_name", figure.baselineName},
                              {"ratio", figure.baseline != 0 ? figure.value / figure.baseline : 0}};
  std::printf("%s\n", line.dump().c_str());
  std::fflush(stdout);
}

inline double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

template <class Function>
double microsecondsOf(Function&& function, int run) {
  const auto before = std::chrono::steady_clock::now();
  function(run);
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - before).count();
}

/// The median time of `runs` calls, in microseconds.
template <class Function>
double medianMicroseconds(int runs, Function&& function) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) times.push_back(microsecondsOf(function, i));
  return median(std::move(times));
}

/// The same of two, one call after the other: a disk that is now faster and now slower is so for both.
template <class One, class Other>
std::pair<double, double> medianMicrosecondsInTurns(int runs, One&& one, Other&& other) {
  std::vector<double> ones;
  std::vector<double> others;
  for (int i = 0; i < runs; ++i) {
    ones.push_back(microsecondsOf(one, i));
    others.push_back(microsecondsOf(other, i));
  }
  return {median(std::move(ones)), median(std::move(others))};
}

/// The same in processor time of this thread: for work that neither waits nor has helpers, so that a machine which does
/// other things meanwhile says the same as an idle one.
template <class Function>
double medianCpuMicroseconds(int runs, Function&& function) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  };
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const auto before = now();
    function(i);
    times.push_back(now() - before);
  }
  return median(std::move(times));
}

/// Whether figures of this name were asked for: the program's first argument is a prefix, nothing asks for all.
inline bool wanted(int argc, char** argv, std::string_view name) {
  return argc < 2 || name.starts_with(argv[1]) || std::string_view(argv[1]).starts_with(name);
}

}  // namespace thucdia::bench
