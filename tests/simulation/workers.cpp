#include "tests/simulation/workers.h"

#include <cstdio>
#include <cstring>
#include <string>

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace thucdia::simulation {

namespace {

/// What a process says of a seed: first that it begins, then what came of it.
struct Report {
  std::uint64_t seed = 0;
  std::uint64_t traceHash = 0;
  MishapCounts mishaps{};
  bool done = false;
  char failure[400] = {};  ///< ended by 0, cut where it is longer
};
// A pipe takes as much in one piece.
static_assert(sizeof(Report) <= 4096);

void tell(int pipe, const Report& report) {
  if (::write(pipe, &report, sizeof report) != static_cast<ssize_t>(sizeof report)) ::_exit(2);
}

struct WorkerProcess {
  std::vector<std::uint64_t> seeds;
  std::size_t next = 0;
  pid_t process = -1;
  int pipe = -1;
};

void start(WorkerProcess& worker) {
  int ends[2];
  if (::pipe(ends) != 0) return;
  std::fflush(stdout);
  worker.process = ::fork();
  if (worker.process == 0) {
    ::close(ends[0]);
    for (auto at = worker.next; at < worker.seeds.size(); ++at) {
      Report report;
      report.seed = worker.seeds[at];
      tell(ends[1], report);
      const auto outcome = simulate(report.seed);
      report.traceHash = outcome.traceHash;
      report.mishaps = outcome.mishaps;
      report.done = true;
      outcome.failure.copy(report.failure, sizeof report.failure - 1);
      tell(ends[1], report);
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  worker.pipe = ends[0];
}

/// False when the process has nothing more to say.
bool hear(WorkerProcess& worker, const std::function<void(const Outcome&)>& done) {
  Report report;
  std::size_t got = 0;
  while (got < sizeof report) {
    const auto more = ::read(worker.pipe, reinterpret_cast<char*>(&report) + got, sizeof report - got);
    if (more <= 0) return false;
    got += static_cast<std::size_t>(more);
  }
  if (!report.done) return true;
  ++worker.next;
  done({report.seed, report.failure, report.traceHash, report.mishaps});
  return true;
}

void finish(WorkerProcess& worker, const std::function<void(const Outcome&)>& done) {
  ::close(worker.pipe);
  int status = 0;
  ::waitpid(worker.process, &status, 0);
  worker.pipe = -1;
  if (worker.next >= worker.seeds.size()) return;
  const auto how =
      WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status)) : fmt::format("status {}", WEXITSTATUS(status));
  done({worker.seeds[worker.next], "the process died: " + how, 0, {}});
  ++worker.next;
  if (worker.next < worker.seeds.size()) start(worker);
}

}  // namespace

void runSeeds(const std::vector<std::uint64_t>& seeds, int processes, const std::function<void(const Outcome&)>& done) {
  std::vector<WorkerProcess> workers(static_cast<std::size_t>(processes));
  for (std::size_t i = 0; i < seeds.size(); ++i) workers[i % workers.size()].seeds.push_back(seeds[i]);
  for (auto& worker : workers) {
    if (!worker.seeds.empty()) start(worker);
  }
  for (;;) {
    std::vector<pollfd> waiting;
    std::vector<WorkerProcess*> whose;
    for (auto& worker : workers) {
      if (worker.pipe < 0) continue;
      waiting.push_back({worker.pipe, POLLIN, 0});
      whose.push_back(&worker);
    }
    if (waiting.empty()) return;
    if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents != 0 && !hear(*whose[i], done)) finish(*whose[i], done);
    }
  }
}

}  // namespace thucdia::simulation
