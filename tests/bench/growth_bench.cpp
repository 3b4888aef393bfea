// sync/growth_…: what one more visit costs a hub that holds ten, a hundred (and, with THUCDIA_BENCH_LONG=1, a thousand)
// thousand of them; and five hundred tablets that come at once.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <latch>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "tests/bench/bench_hub.h"
#include "tests/bench/figure.h"
#include "tests/support/plain_http_transport.h"

namespace {

using namespace thucdia;
using bench::must;

constexpr int kBatch = 200;
constexpr double kPulled = 100'000;

double seconds(std::chrono::steady_clock::time_point since) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

struct Cost {
  double wallMicros = 0;  ///< of a visit, the client's waiting
  double cpuMicros = 0;   ///< of the hub
};

/// Pushes visits over one connection; what each cost.
Cost push(bench::BenchHub& hub, bench::LoadDevice& device, tests::PlainHttpTransport& transport, int visits) {
  double wall = 0;
  const auto cpu = hub.cpuSeconds();
  for (int from = 0; from < visits; from += kBatch) {
    std::vector<sync::v1::Change> changes;
    for (int i = 0; i < kBatch; ++i) changes.push_back(device.change(device.visit()));
    const auto request = device.push(std::move(changes));
    const auto before = std::chrono::steady_clock::now();
    bench::LoadDevice::expectTaken(transport.send(request), kBatch);
    wall += seconds(before);
  }
  return {1e6 * wall / visits, 1e6 * (hub.cpuSeconds() - cpu) / visits};
}

/// Pulls everything as a device that has nothing, again and again until `kPulled` records came: a processor that was
/// idle is faster for a second than one that is not. What each record cost.
Cost pull(bench::BenchHub& hub, bench::LoadDevice& device, tests::PlainHttpTransport& transport) {
  double wall = 0;
  double records = 0;
  std::string cursor;
  const auto cpu = hub.cpuSeconds();
  for (bool more = true; more || records < kPulled;) {
    if (!more) cursor.clear();
    const auto request = device.pull(cursor, 1000);
    const auto before = std::chrono::steady_clock::now();
    const auto reply = bench::LoadDevice::read(transport.send(request));
    wall += seconds(before);
    records += reply.pulled_size();
    cursor = reply.cursor();
    more = reply.more();
  }
  return {1e6 * wall / records, 1e6 * (hub.cpuSeconds() - cpu) / records};
}

void growth() {
  bench::BenchHub hub;
  hub.serve();
  bench::LoadDevice writer(hub, 51);
  bench::LoadDevice reader(hub, 52);
  tests::PlainHttpTransport transport(hub.port());
  std::vector<int> sizes{10'000, 100'000};
  if (std::getenv("THUCDIA_BENCH_LONG")) sizes.push_back(1'000'000);
  int held = 0;
  Cost firstPush;
  Cost firstPull;
  for (const int size : sizes) {
    const int measured = std::min(10'000, size - held);
    if (size - held > measured) push(hub, writer, transport, size - held - measured);
    const auto pushed = push(hub, writer, transport, measured);
    held = size;
    const auto pulled = pull(hub, reader, transport);
    if (firstPush.cpuMicros == 0) {
      firstPush = pushed;
      firstPull = pulled;
    }
    const auto tell = [&](const char* what, double value, double first) {
      bench::print({fmt::format("sync/growth_{}_{}", what, size), value, "us/visit", first, "with 10,000 visits held"});
    };
    tell("push_cpu", pushed.cpuMicros, firstPush.cpuMicros);
    tell("push", pushed.wallMicros, firstPush.wallMicros);
    tell("pull_cpu", pulled.cpuMicros, firstPull.cpuMicros);
    tell("pull", pulled.wallMicros, firstPull.wallMicros);
  }
}

void manyTablets() {
  constexpr int kTablets = 500;
  constexpr int kVisits = 5;
  bench::BenchHub hub(200);
  hub.serve();
  std::vector<std::unique_ptr<bench::LoadDevice>> devices;
  std::vector<std::vector<sync::HttpRequest>> requests;
  for (int i = 0; i < kTablets; ++i) {
    auto& device = *devices.emplace_back(std::make_unique<bench::LoadDevice>(hub, 6000 + i));
    std::vector<sync::v1::Change> changes;
    for (int v = 0; v < kVisits; ++v) {
      const auto visit = device.visit();
      changes.push_back(device.change(visit));
      const auto made = device.sealed(visit, changes.back().body());
      changes.push_back(device.change(made.seal));
      changes.push_back(device.change(made.submission));
    }
    requests.push_back({device.push(std::move(changes)), device.pull({}, 500)});
  }
  std::vector<double> took(kTablets);
  const auto cpu = hub.cpuSeconds();
  const auto before = std::chrono::steady_clock::now();
  {
    std::latch ready(kTablets);
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kTablets; ++i) {
      threads.emplace_back([&, i] {
        ready.arrive_and_wait();
        const auto begun = std::chrono::steady_clock::now();
        tests::PlainHttpTransport transport(hub.port());
        bench::LoadDevice::expectTaken(transport.send(requests[i][0]), 3 * kVisits);
        if (bench::LoadDevice::read(transport.send(requests[i][1])).pulled_size() == 0) std::abort();
        took[i] = 1e3 * seconds(begun);
      });
    }
  }
  const auto all = seconds(before);
  std::ranges::sort(took);
  bench::print({"sync/tablets_500_p99", took[kTablets * 99 / 100], "ms", took[kTablets / 2], "their median"});
  bench::print({"sync/tablets_500", kTablets / all, "tablets/s", 1e3 * (hub.cpuSeconds() - cpu) / kTablets,
                "the hub's CPU time of one, ms"});
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = [&](std::string_view name) { return bench::wanted(argc, argv, name); };
  if (wanted("sync/growth")) growth();
  if (wanted("sync/tablets_500")) manyTablets();
  return 0;
}
