// sync/hub_…: what the hub takes in, over HTTP on loopback, signed, with receipts and audit, durable before it answers.
// The hub is a process of its own; requests are made and signed beforehand.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "sync/wire/limits.h"
#include "tests/bench/bench_hub.h"
#include "tests/bench/figure.h"
#include "tests/bench/raw_sqlite.h"
#include "tests/support/plain_http_transport.h"

namespace {

using namespace thucdia;
using bench::must;

constexpr int kConnections = 4;
constexpr int kBatches = 50;  ///< of each connection
constexpr int kBatch = 100;   ///< visits
constexpr int kSingles = 32;
constexpr int kSinglePosts = 150;
constexpr int kPhotoConnections = 8;
constexpr int kPhotos = 60;
constexpr std::size_t kPhotoBytes = 300'000;

struct Load {
  std::vector<sync::HttpRequest> requests;
  std::size_t changes = 0;  ///< in each
};

struct Outcome {
  double seconds = 0;
  double cpuSeconds = 0;       ///< of the hub
  std::vector<double> millis;  ///< of each request, sorted
};

/// Sends each load over a connection of its own, all at once.
template <class Check>
Outcome drive(bench::BenchHub& hub, const std::vector<Load>& loads, const Check& check) {
  Outcome outcome;
  std::vector<std::vector<double>> millis(loads.size());
  const auto cpu = hub.cpuSeconds();
  const auto before = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < loads.size(); ++i) {
      threads.emplace_back([&, i] {
        tests::PlainHttpTransport transport(hub.port());
        for (const auto& request : loads[i].requests) {
          const auto asked = std::chrono::steady_clock::now();
          check(transport.send(request), loads[i]);
          millis[i].push_back(
              std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - asked).count());
        }
      });
    }
  }
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
  outcome.cpuSeconds = hub.cpuSeconds() - cpu;
  for (const auto& some : millis) outcome.millis.insert(outcome.millis.end(), some.begin(), some.end());
  std::ranges::sort(outcome.millis);
  return outcome;
}

void expectTaken(const core::Result<sync::HttpResponse>& response, const Load& load) {
  bench::LoadDevice::expectTaken(response, load.changes);
}

/// Batches of visits of 40 answers; `sealed`: each with its seal and its submission.
void batches(const std::string& name, bool sealed) {
  bench::BenchHub hub;
  hub.serve();
  std::vector<std::unique_ptr<bench::LoadDevice>> devices;
  std::vector<Load> loads(kConnections);
  std::vector<std::string> bodies;
  for (int c = 0; c < kConnections; ++c) {
    auto& device = *devices.emplace_back(std::make_unique<bench::LoadDevice>(hub, 1000 + c));
    loads[c].changes = sealed ? 3 * kBatch : kBatch;
    for (int b = 0; b < kBatches; ++b) {
      std::vector<sync::v1::Change> changes;
      for (int v = 0; v < kBatch; ++v) {
        const auto visit = device.visit();
        changes.push_back(device.change(visit));
        bodies.push_back(changes.back().body());
        if (!sealed) continue;
        const auto made = device.sealed(visit, changes.back().body());
        changes.push_back(device.change(made.seal));
        changes.push_back(device.change(made.submission));
      }
      loads[c].requests.push_back(device.push(std::move(changes)));
    }
  }
  const auto outcome = drive(hub, loads, expectTaken);
  const double visits = kConnections * kBatches * kBatch;
  bench::print({name, visits / outcome.seconds, "visits/s", bench::rawSqliteInserts(bodies, kBatch),
                "bodies into raw SQLite, 100 a transaction, synchronous=FULL"});
  std::string message = bodies.front();
  core::SeededRandom random(1);
  const auto key = core::KeyPair::make(random);
  const auto signature = key.sign(message);
  const auto verify = bench::medianMicroseconds(200, [&](int) {
    if (!core::verify(key.publicKey(), message, signature)) std::abort();
  });
  bench::print({name + "_cpu", 1e3 * outcome.cpuSeconds / visits, "ms/visit", 1e-3 * verify,
                "one Ed25519 verification by raw libsodium"});
}

void singles() {
  bench::BenchHub hub;
  hub.serve();
  std::vector<std::unique_ptr<bench::LoadDevice>> devices;
  std::vector<Load> loads(kSingles);
  std::vector<std::string> bodies;
  for (int c = 0; c < kSingles; ++c) {
    auto& device = *devices.emplace_back(std::make_unique<bench::LoadDevice>(hub, 2000 + c));
    loads[c].changes = 1;
    for (int i = 0; i < kSinglePosts; ++i) {
      std::vector<sync::v1::Change> changes{device.change(device.visit())};
      bodies.push_back(changes.back().body());
      loads[c].requests.push_back(device.push(std::move(changes)));
    }
  }
  const auto outcome = drive(hub, loads, expectTaken);
  const double visits = kSingles * kSinglePosts;
  bench::print({"sync/hub_single_posts", visits / outcome.seconds, "visits/s", bench::rawSqliteInserts(bodies, 1),
                "bodies into raw SQLite, one a transaction, synchronous=FULL"});
  bench::print({"sync/hub_single_posts_p99", outcome.millis[outcome.millis.size() * 99 / 100], "ms",
                outcome.millis[outcome.millis.size() / 2], "its median"});
}

/// Files of the same size written, fsynced and renamed, one after another: no hash, no HTTP.
double rawFiles(const std::vector<std::string>& photos) {
  const tests::TemporaryFolder folder;
  const auto before = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const auto name = folder / std::to_string(i);
    const int file = ::open((name + ".part").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (::write(file, photos[i].data(), photos[i].size()) != static_cast<ssize_t>(photos[i].size())) std::abort();
    if (::fsync(file) != 0 || ::close(file) != 0 || ::rename((name + ".part").c_str(), name.c_str()) != 0) std::abort();
  }
  return static_cast<double>(photos.size()) /
         std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

void photos() {
  bench::BenchHub hub;
  hub.serve();
  std::vector<std::unique_ptr<bench::LoadDevice>> devices;
  std::vector<Load> announcements(kPhotoConnections);
  std::vector<Load> loads(kPhotoConnections);
  std::vector<std::string> all;
  for (int c = 0; c < kPhotoConnections; ++c) {
    auto& device = *devices.emplace_back(std::make_unique<bench::LoadDevice>(hub, 3000 + c));
    core::SeededRandom random(3000 + static_cast<std::uint64_t>(c));
    std::vector<sync::v1::Change> changes;
    std::vector<std::string> mine;
    for (int i = 0; i < kPhotos; i += 2) {
      auto visit = device.visit();
      for (const char* name : {"photo_front", "photo_detail"}) {
        std::string photo(kPhotoBytes, '\0');
        random.fill({reinterpret_cast<std::uint8_t*>(photo.data()), photo.size()});
        auto& attachment = *(*visit.mutable_answers())[name].mutable_attachment();
        attachment.set_sha256(std::string(core::raw(core::sha256(photo))));
        attachment.set_size(photo.size());
        mine.push_back(attachment.sha256());
        all.push_back(std::move(photo));
      }
      changes.push_back(device.change(visit));
    }
    announcements[c].changes = changes.size();
    announcements[c].requests.push_back(device.push(std::move(changes)));
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const auto& photo = all[all.size() - mine.size() + i];
      for (std::size_t at = 0; at < photo.size(); at += sync::kBlobPiece) {
        loads[c].requests.push_back(device.piece(mine[i], photo, at));
      }
    }
  }
  drive(hub, announcements, expectTaken);
  const auto outcome = drive(hub, loads, [](const core::Result<sync::HttpResponse>& response, const Load&) {
    if (must(response).status != 200) std::abort();
  });
  const auto count = static_cast<double>(all.size());
  bench::print({"sync/hub_photos", count / outcome.seconds, "photos/s", rawFiles(all),
                "files of 300,000 bytes written, fsynced and renamed"});
  bench::print({"sync/hub_photos_cpu", 1e3 * outcome.cpuSeconds / count, "ms/photo",
                1e-3 * bench::medianMicroseconds(20,
                                                 [&](int i) {
                                                   if (core::sha256(all[static_cast<std::size_t>(i)]) ==
                                                       core::Sha256Digest{})
                                                     std::abort();
                                                 }),
                "SHA-256 by raw libsodium"});
}

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = [&](std::string_view name) { return bench::wanted(argc, argv, name); };
  if (wanted("sync/hub_batches")) batches("sync/hub_batches", false);
  if (wanted("sync/hub_sealed_batches")) batches("sync/hub_sealed_batches", true);
  if (wanted("sync/hub_single_posts")) singles();
  if (wanted("sync/hub_photos")) photos();
  return 0;
}
