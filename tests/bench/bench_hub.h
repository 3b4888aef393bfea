#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include <thucdia/sync/v1/exchange.pb.h>

#include "core/base/crypto.h"
#include "core/changes/stamp.h"
#include "core/replica/replica.h"
#include "sync/engine/transport.h"
#include "tests/bench/workload.h"
#include "tests/support/temporary_folder.h"

namespace thucdia::bench {

/// Stops the program where a step of a benchmark fails.
template <class T>
T must(core::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", core::describe(result.error()).c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A hub with one inspector of all provinces and some facilities, served on loopback by a process of its own, so that
/// its CPU time is its alone. Make it before any thread is started.
class BenchHub {
 public:
  explicit BenchHub(int facilities = 1500);
  ~BenchHub();
  BenchHub(const BenchHub&) = delete;
  BenchHub& operator=(const BenchHub&) = delete;

  [[nodiscard]] std::uint16_t port() const { return m_port; }
  [[nodiscard]] std::string url() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }
  [[nodiscard]] const std::vector<core::FacilityId>& facilities() const { return m_facilities; }
  /// CPU time of the hub's process until now, user and system.
  [[nodiscard]] double cpuSeconds() const;
  /// A one-time code for one more device.
  [[nodiscard]] std::string takeCode();
  /// Makes the key a device of the hub's inspector, without a code.
  [[nodiscard]] core::replica::Enrolment admit(const core::KeyPair& key);
  /// Ends the process; the folder stays until this goes.
  void stop();
  /// Serves the folder, anew if it does already.
  void serve();
  /// Fills it with the sample portfolio, in a process of its own: the most memory that this one held, MiB.
  [[nodiscard]] double makeDemo(int facilities, int visits);
  [[nodiscard]] std::uintmax_t databaseBytes() const;

 private:
  tests::TemporaryFolder m_folder;
  std::vector<core::FacilityId> m_facilities;
  core::SeededRandom m_random{100};
  pid_t m_process = -1;
  int m_stop = -1;
  std::uint16_t m_port = 0;
};

struct Sealed {
  records::v1::VisitSeal seal;
  records::v1::VisitDecision submission;
};
/// Seals `content`, the visit's canonical bytes, and submits it, as the person and device of the enrolment.
[[nodiscard]] Sealed sealed(const records::v1::Visit& visit, const std::string& content,
                            const core::replica::Enrolment& enrolment, const core::KeyPair& key, core::Timestamp now,
                            core::RandomSource& random);

/// A device that makes requests without a replica behind it: as cheap as a client can be.
class LoadDevice {
 public:
  LoadDevice(BenchHub& hub, std::uint64_t seed);

  /// One change for a whole record, all of it written at one moment.
  [[nodiscard]] sync::v1::Change change(const google::protobuf::Message& record);
  [[nodiscard]] records::v1::Visit visit();
  /// The visit's seal over `content`, its canonical bytes, and its submission.
  [[nodiscard]] Sealed sealed(const records::v1::Visit& visit, const std::string& content);
  /// A signed request that pushes these.
  [[nodiscard]] sync::HttpRequest push(std::vector<sync::v1::Change> changes);
  /// A signed request that pulls from a cursor on.
  [[nodiscard]] sync::HttpRequest pull(const std::string& cursor, std::uint32_t limit);
  /// A signed request with one piece of a blob.
  [[nodiscard]] sync::HttpRequest piece(std::string_view sha256, std::string_view whole, std::size_t offset);
  /// The hub's answer to push() or pull(); its signature is not looked at.
  [[nodiscard]] static sync::v1::ExchangeResponse read(const core::Result<sync::HttpResponse>& response);
  /// Stops the program unless the hub took all `pushed` changes.
  static void expectTaken(const core::Result<sync::HttpResponse>& response, std::size_t pushed);

 private:
  [[nodiscard]] core::Timestamp tick();
  [[nodiscard]] sync::HttpRequest exchange(sync::v1::ExchangeRequest request);

  BenchHub& m_hub;
  Workload m_workload;
  core::FixedClock m_clock{core::fromMicros(1'784'083'440'000'000)};
  core::KeyPair m_key;
  core::replica::Enrolment m_enrolment;
  std::uint64_t m_counter = 0;
  std::uint64_t m_sequence = 0;
};

}  // namespace thucdia::bench
