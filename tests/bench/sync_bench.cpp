// sync/…: what a replica sends, receives and stores, through the real engine and over HTTP on loopback.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "core/records/record_rows.h"
#include "sync/engine/sync_engine.h"
#include "sync/wire/compression.h"
#include "tests/bench/bench_hub.h"
#include "tests/bench/figure.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/support/plain_http_transport.h"

namespace {

using namespace thucdia;
using bench::must;
namespace v1 = ::thucdia::records::v1;

/// A replica of the bench hub's inspector, with the machine's clock, and its road to the hub.
struct BenchTablet {
  explicit BenchTablet(bench::BenchHub& hub, const std::string& name) : transport(hub.port()) {
    replica = must(core::replica::Replica::open({.folder = folder.path() / "r", .clock = &clock, .random = &random}));
    enrolment = must(sync::enrol(*replica, transport, hub.url(), hub.takeCode(), name));
  }
  /// Not twice in one moment: requests are numbered by the clock.
  sync::SyncResult sync() {
    clock.advance(std::chrono::seconds(1));
    sync::SyncEngine engine(*replica, transport);
    return must(engine.sync({.fetchBlobs = false}));
  }
  [[nodiscard]] std::int64_t bytes() const { return transport.bytesSent() + transport.bytesReceived(); }
  /// The size of the database once its log is in it.
  [[nodiscard]] double databaseBytes() {
    must(replica->store().checkpoint());
    return static_cast<double>(std::filesystem::file_size(folder.path() / "r" / "replica.db"));
  }

  tests::TemporaryFolder folder;
  core::FixedClock clock{core::SystemClock().now()};
  core::SystemRandom random;
  tests::PlainHttpTransport transport;
  std::unique_ptr<core::replica::Replica> replica;
  core::replica::Enrolment enrolment;
};

/// Answers a visit as an inspector does: question after question, half an hour long.
void answer(BenchTablet& tablet, const v1::Visit& visit) {
  v1::Visit begun = visit;
  begun.clear_answers();
  must(tablet.replica->write([&](core::changes::RecordWriter& writer) { return writer.put(begun); }));
  const auto& type = core::records::RecordType::of<v1::Visit>();
  const auto id = *core::RecordId::fromBytes(visit.id());
  const auto pause = std::chrono::seconds(1800) / visit.answers_size();
  // Not in the order of the names: the form's order is its own.
  for (const auto& [path, value] : visit.answers()) {
    must(tablet.replica->write([&](core::changes::RecordWriter& writer) {
      return writer.edit(type, id, {{{v1::Visit::kAnswersFieldNumber, path}, value.SerializeAsString()}});
    }));
    tablet.clock.advance(pause);
  }
}

void sealAndSubmit(BenchTablet& tablet, const v1::Visit& visit) {
  must(tablet.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    const auto row = core::records::loadRow(writer.transaction(), core::records::RecordType::of<v1::Visit>(),
                                            *core::RecordId::fromBytes(visit.id()));
    auto made = bench::sealed(visit, row->body, tablet.enrolment, tablet.replica->deviceKey(), tablet.clock.now(),
                              tablet.random);
    THUCDIA_TRY(writer.put(made.seal));
    return writer.put(made.submission);
  }));
}

enum class State {
  Whole,   ///< written at one moment
  Draft,   ///< answered over half an hour
  Sealed,  ///< so, with seal and submission
};

/// Bytes over the wire for each of a hundred visits, headers and receipts included.
void wire(const std::string& name, State state) {
  const bool sealed = state == State::Sealed;
  constexpr int kVisits = 100;
  bench::BenchHub hub;
  hub.serve();
  BenchTablet tablet(hub, "wire");
  tablet.sync();
  bench::Workload workload(11);
  std::string all;
  for (int i = 0; i < kVisits; ++i) {
    const auto visit = workload.visit(tablet.clock.now(), core::deviceTag(tablet.replica->deviceKey().publicKey()),
                                      hub.facilities()[workload.random().below(hub.facilities().size())],
                                      *core::PersonId::fromBytes(tablet.enrolment.person.id()));
    if (state == State::Whole) {
      must(tablet.replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
      tablet.clock.advance(std::chrono::minutes(30));
    } else {
      answer(tablet, visit);
    }
    if (sealed) sealAndSubmit(tablet, visit);
    all += visit.SerializeAsString();
  }
  const auto before = tablet.bytes();
  const auto result = tablet.sync();
  if (!result.refused.empty() || result.progress.recordsSent != (sealed ? 3 : 1) * kVisits) std::abort();
  bench::print({name, static_cast<double>(tablet.bytes() - before) / kVisits, "B/visit",
                static_cast<double>(sync::compress(all).size()) / kVisits, "the visits' bytes through plain zstd -3"});
}

/// Puts visits on the hub as other devices would have, `closed`: with seal and submission. Their bodies.
std::vector<std::string> fill(bench::BenchHub& hub, bench::LoadDevice& device, int visits, bool closed) {
  std::vector<std::string> bodies;
  tests::PlainHttpTransport transport(hub.port());
  for (int from = 0; from < visits; from += 200) {
    std::vector<sync::v1::Change> changes;
    for (int i = from; i < std::min(from + 200, visits); ++i) {
      const auto visit = device.visit();
      changes.push_back(device.change(visit));
      bodies.push_back(changes.back().body());
      if (!closed) continue;
      const auto made = device.sealed(visit, changes.back().body());
      changes.push_back(device.change(made.seal));
      changes.push_back(device.change(made.submission));
    }
    const auto count = changes.size();
    bench::LoadDevice::expectTaken(transport.send(device.push(std::move(changes))), count);
  }
  return bodies;
}

void pull(const std::string& name, bool closed) {
  constexpr int kVisits = 10'000;
  bench::BenchHub hub;
  hub.serve();
  BenchTablet tablet(hub, "fresh");
  tablet.sync();
  const auto emptyBytes = tablet.databaseBytes();
  bench::LoadDevice device(hub, 21);
  const auto bodies = fill(hub, device, kVisits, closed);
  const auto cpu = hub.cpuSeconds();
  const auto wire = tablet.bytes();
  const auto before = std::chrono::steady_clock::now();
  const auto result = tablet.sync();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  if (result.progress.recordsReceived < (closed ? 3 : 1) * kVisits) std::abort();
  bench::print({name, kVisits / seconds, "visits/s", bench::rawSqliteInserts(bodies, 500),
                "bodies into raw SQLite, 500 a transaction, synchronous=FULL, no search index"});
  bench::print({name + "_hub_cpu", 1e3 * (hub.cpuSeconds() - cpu) / kVisits, "ms/visit", 1e3 * seconds / kVisits,
                "the whole pull's time"});
  std::string all;
  for (std::size_t i = 0; i < 500; ++i) all += bodies[i];
  bench::print({name + "_wire", static_cast<double>(tablet.bytes() - wire) / kVisits, "B/visit",
                static_cast<double>(sync::compress(all).size()) / 500, "500 visits' bytes through plain zstd -3"});
  bench::print({closed ? "sync/database_closed_visit" : "sync/database_open_visit",
                (tablet.databaseBytes() - emptyBytes) / kVisits, "B/visit",
                static_cast<double>(std::accumulate(bodies.begin(), bodies.end(), std::size_t{0},
                                                    [](auto sum, const auto& body) { return sum + body.size(); })) /
                    kVisits,
                "its plain body alone"});
}

/// The time of a plain GET on the same connection.
double plainRoundTrip(BenchTablet& tablet) {
  return bench::medianMicroseconds(200, [&](int) { must(tablet.transport.send({"GET", "/v1/hello", {}, {}})); }) / 1e3;
}

void nothingNew() {
  constexpr int kVisits = 100'000;
  bench::BenchHub hub;
  hub.serve();
  BenchTablet tablet(hub, "idle");
  bench::LoadDevice device(hub, 31);
  fill(hub, device, kVisits, false);
  tablet.sync();
  tablet.sync();
  const auto bytes = tablet.bytes();
  constexpr int kRuns = 101;
  const auto median = bench::medianMicroseconds(kRuns, [&](int) { tablet.sync(); }) / 1e3;
  const auto each = static_cast<double>(tablet.bytes() - bytes) / kRuns;
  bench::print({"sync/no_news", median, "ms", plainRoundTrip(tablet), "a plain GET on the same connection"});
  bench::print({"sync/no_news_wire", each, "B", 64 + 64, "its two signatures"});
}

void tenChanged() {
  constexpr int kVisits = 10'000;
  constexpr int kChanged = 10;
  bench::BenchHub hub;
  hub.serve();
  BenchTablet mine(hub, "writer");
  BenchTablet other(hub, "reader");
  bench::LoadDevice device(hub, 41);
  fill(hub, device, kVisits, false);
  mine.sync();
  other.sync();
  const auto ids = must(mine.replica->read([&](core::db::ReadTransaction& transaction) {
    std::vector<core::RecordId> found;
    auto row = transaction.prepare("SELECT id FROM visit");
    while (row.step()) found.push_back(*core::RecordId::fromBytes(row.blob(0)));
    return found;
  }));
  core::SeededRandom random(5);
  std::int64_t pushed = 0;
  std::int64_t pulled = 0;
  constexpr int kRuns = 21;
  std::vector<double> pushTimes;
  std::vector<double> pullTimes;
  for (int run = 0; run < kRuns; ++run) {
    must(mine.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
      for (int i = 0; i < kChanged; ++i) {
        v1::Answer answer;
        answer.set_text(fmt::format("Đã khắc phục, lần {}", run));
        THUCDIA_TRY(writer.edit(core::records::RecordType::of<v1::Visit>(), ids[random.below(ids.size())],
                                {{{v1::Visit::kAnswersFieldNumber, "general_note"}, answer.SerializeAsString()}}));
      }
      return {};
    }));
    mine.clock.advance(std::chrono::minutes(1));
    const auto timed = [](BenchTablet& tablet, std::vector<double>& times, std::int64_t& bytes) {
      const auto wire = tablet.bytes();
      times.push_back(bench::medianMicroseconds(1, [&](int) { tablet.sync(); }) / 1e3);
      bytes = tablet.bytes() - wire;
    };
    timed(mine, pushTimes, pushed);
    timed(other, pullTimes, pulled);
  }
  std::ranges::sort(pushTimes);
  std::ranges::sort(pullTimes);
  const auto plain = plainRoundTrip(mine);
  bench::print({"sync/ten_changed_push", pushTimes[kRuns / 2], "ms", plain, "a plain GET on the same connection"});
  bench::print({"sync/ten_changed_push_wire", static_cast<double>(pushed), "B", 64 + 64, "its two signatures"});
  bench::print({"sync/ten_changed_pull", pullTimes[kRuns / 2], "ms", plain, "a plain GET on the same connection"});
  bench::print({"sync/ten_changed_pull_wire", static_cast<double>(pulled), "B", 64 + 64, "its two signatures"});
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = [&](std::string_view name) { return bench::wanted(argc, argv, name); };
  if (wanted("sync/wire_sealed")) wire("sync/wire_sealed", State::Sealed);
  if (wanted("sync/wire_visit")) wire("sync/wire_visit", State::Whole);
  if (wanted("sync/wire_draft")) wire("sync/wire_draft", State::Draft);
  if (wanted("sync/pull_open")) pull("sync/pull_open", false);
  if (wanted("sync/pull_closed") || wanted("sync/database_closed_visit")) pull("sync/pull_closed", true);
  if (wanted("sync/no_news")) nothingNew();
  if (wanted("sync/ten_changed")) tenChanged();
  return 0;
}
