// list/…: a page of any list, filtered or searched, on a replica of the large sample portfolio (50,000 facilities,
// 100,000 visits) that was made by the hub and pulled over HTTP. Making it and pulling it are figures too.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/demo/demo_portfolio.h"
#include "core/registers/registers_queries.h"
#include "core/review/review_queries.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/sync_engine.h"
#include "tests/bench/bench_hub.h"
#include "tests/bench/figure.h"
#include "tests/support/plain_http_transport.h"

namespace {

using namespace thucdia;
using bench::must;
using core::db::ReadTransaction;
namespace registers = core::registers;
namespace visits = core::visits;

constexpr int kPage = 50;

struct Size {
  int facilities = 50'000;
  int visits = 100'000;
};

/// THUCDIA_BENCH_SHARE=10 makes everything a tenth as large.
Size sizeWanted() {
  const char* share = std::getenv("THUCDIA_BENCH_SHARE");
  const int by = share ? std::max(1, std::atoi(share)) : 1;
  return {50'000 / by, 100'000 / by};
}

struct Query {
  std::string what;
  std::function<std::size_t(ReadTransaction&)> run;  ///< how many lines
};

std::vector<Query> visitQueries() {
  std::vector<Query> all;
  const auto page = [&](std::string what, visits::VisitFilter filter) {
    all.push_back({std::move(what), [filter](ReadTransaction& transaction) {
                     return visits::visitsPage(transaction, filter, kPage).size();
                   }});
  };
  page("visits", {});
  visits::VisitFilter filter;
  for (const auto status : {visits::VisitStatus::InProgress, visits::VisitStatus::Submitted,
                            visits::VisitStatus::Approved, visits::VisitStatus::Returned}) {
    filter.statuses = {status};
    page("visits by status", filter);
  }
  filter = {};
  for (const char* province : {"01", "08", "25", "40", "92"}) {
    filter.province = province;
    page("visits by province", filter);
  }
  filter = {};
  filter.formId = "01_mo_hinh_trinh_dien";
  page("visits by form", filter);
  for (const char* words : {"duong", "co so", "hop tac xa che bien", "nguyen", "tb", "khong co gi nhu vay", "det may",
                            "cong ty tnhh", "lang nghe", "x", "gom su bat trang", "go my nghe"}) {
    filter = {};
    filter.search = words;
    page("visits searched", filter);
    filter.statuses = {visits::VisitStatus::Approved};
    page("visits searched, by status", filter);
  }
  all.push_back(
      {"visits, a late page", [](ReadTransaction& transaction) {
         static const auto middle = [&] {
           auto row = transaction.prepare("SELECT started_at, id FROM visit ORDER BY row LIMIT 1 OFFSET 1000");
           if (!row.step()) std::abort();
           return visits::VisitCursor{core::fromMicros(row.integer(0)), *core::VisitId::fromBytes(row.blob(1))};
         }();
         return visits::visitsPage(transaction, {}, kPage, middle).size();
       }});
  all.push_back(
      {"findings", [](ReadTransaction& transaction) { return visits::findings(transaction, {}, kPage).size(); }});
  for (const char* severity : {"nghiem_trong", "nhe"}) {
    visits::FindingFilter found;
    found.severity = severity;
    all.push_back({"findings by severity", [found](ReadTransaction& transaction) {
                     return visits::findings(transaction, found, kPage).size();
                   }});
  }
  return all;
}

std::vector<Query> facilityQueries() {
  std::vector<Query> all;
  const core::Date today{std::chrono::year(2026), std::chrono::November, std::chrono::day(15)};
  const auto page = [&](std::string what, registers::FacilityFilter filter, registers::FacilityOrder order) {
    all.push_back({std::move(what), [filter, order, today](ReadTransaction& transaction) {
                     return registers::facilitiesPage(transaction, filter, order, today, kPage).lines.size();
                   }});
  };
  for (const auto order : {registers::FacilityOrder::Name, registers::FacilityOrder::Newest}) {
    page("facilities", {}, order);
    for (const char* province : {"01", "08", "25", "40"}) page("facilities by province", {.province = province}, order);
    page("facilities by kind", {.kind = core::records::v1::FACILITY_KIND_MARKET}, order);
    page("facilities overdue", {.overdueOnly = true}, order);
    for (const char* words :
         {"duong", "co so", "hop tac xa", "nguyen van", "khong co gi nhu vay", "det", "tnhh", "go"}) {
      page("facilities searched", {.search = words}, order);
      page("facilities searched in a province", {.search = words, .province = "01"}, order);
    }
  }
  return all;
}

/// Milliseconds of each query, each run some times; prints the worst by name to stderr.
std::vector<double> timesOf(core::replica::Replica& replica, const std::vector<Query>& queries) {
  std::vector<double> all;
  std::vector<std::pair<double, std::string>> medians;
  for (const auto& query : queries) {
    std::vector<double> times;
    std::size_t lines = 0;
    for (int run = 0; run < 9; ++run) {
      times.push_back(bench::medianMicroseconds(1, [&](int) { lines = must(replica.read(query.run)); }) / 1e3);
    }
    all.insert(all.end(), times.begin(), times.end());
    std::ranges::sort(times);
    medians.emplace_back(times[4], fmt::format("{} ({} lines)", query.what, lines));
  }
  std::ranges::sort(medians, std::greater());
  for (std::size_t i = 0; i < std::min<std::size_t>(6, medians.size()); ++i) {
    std::fprintf(stderr, "  %.2f ms %s\n", medians[i].first, medians[i].second.c_str());
  }
  std::ranges::sort(all);
  return all;
}

void tell(const std::string& name, core::replica::Replica& replica, const std::vector<Query>& queries) {
  const auto times = timesOf(replica, queries);
  const auto byKey = bench::medianMicroseconds(51, [&](int) {
    must(replica.read([](ReadTransaction& transaction) {
      auto row = transaction.prepare("SELECT id FROM visit ORDER BY row DESC LIMIT 50");
      int count = 0;
      while (row.step()) ++count;
      return count;
    }));
  });
  bench::print({name, times[times.size() * 95 / 100], "ms", byKey / 1e3, "fifty newest ids by key"});
}

}  // namespace

int main(int argc, char** argv) {
  if (!bench::wanted(argc, argv, "list/")) return 0;
  const auto size = sizeWanted();
  bench::BenchHub hub(1);
  const auto begun = std::chrono::steady_clock::now();
  const auto peak = hub.makeDemo(size.facilities, size.visits);
  const std::chrono::duration<double> made = std::chrono::steady_clock::now() - begun;
  bench::print({"list/demo_made", made.count(), "s", 180, "the three minutes it may take"});
  bench::print({"list/demo_memory", peak, "MiB", static_cast<double>(hub.databaseBytes()) / (1 << 20),
                "the hub's database, MiB"});

  hub.serve();
  const tests::TemporaryFolder folder;
  const core::SystemClock clock;
  core::SystemRandom random;
  const auto replica =
      must(core::replica::Replica::open({.folder = folder.path() / "r", .clock = &clock, .random = &random}));
  tests::PlainHttpTransport transport(hub.port());
  must(sync::enrol(*replica, transport, hub.url(), hub.takeCode(), "list"));
  sync::SyncEngine engine(*replica, transport);
  const auto before = std::chrono::steady_clock::now();
  const auto result = must(engine.sync({.fetchBlobs = false}));
  const std::chrono::duration<double> pulled = std::chrono::steady_clock::now() - before;
  bench::print({"list/demo_pulled", static_cast<double>(result.progress.recordsReceived) / pulled.count(), "records/s",
                static_cast<double>(result.progress.recordsReceived), "records in all"});
  tell("list/visits_p95", *replica, visitQueries());
  tell("list/facilities_p95", *replica, facilityQueries());
  return 0;
}
