#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/replica/replica.h"
#include "sync/engine/link_meter.h"
#include "sync/engine/transport.h"

namespace thucdia::sync {

enum class SyncPhase { Beginning, Exchanging, SendingBlobs, FetchingBlobs, Done };

/// How far a sync has come. What is still to do is counted anew as it goes: it may grow while somebody works on.
struct SyncProgress {
  SyncPhase phase = SyncPhase::Beginning;
  std::int64_t recordsToSend = 0;    ///< still waiting
  std::int64_t recordsSent = 0;      ///< taken by the hub in this sync
  std::int64_t recordsReceived = 0;  ///< changed here by what came in
  std::int64_t blobsToSend = 0;      ///< photos and signatures still waiting
  std::int64_t blobsSent = 0;
  std::int64_t blobsToFetch = 0;
  std::int64_t blobsFetched = 0;
  std::int64_t bytesSent = 0;      ///< of bodies
  std::int64_t bytesReceived = 0;  ///< of bodies
  bool operator==(const SyncProgress&) const = default;
};

/// A change that the hub did not take. It stays on this device until it is changed and taken, or settled.
struct RefusedChange {
  std::string table;  ///< of the record: "visit", "visit_decision" …
  core::RecordId id;
  core::ErrorCode code = core::ErrorCode::Refused;
  std::string detail;
  bool operator==(const RefusedChange&) const = default;
};

struct SyncResult {
  SyncProgress progress;
  std::vector<RefusedChange> refused;       ///< in this sync
  std::chrono::microseconds clockAhead{0};  ///< how far this device's clock is before the hub's; to a round trip
  int newConflicts = 0;
  int setAside = 0;            ///< pulled changes that could not be applied: damaged on the way or at the hub
  int bundlesDelivered = 0;    ///< of other devices, brought to the hub
  int bundlesRefused = 0;      ///< of these, that the hub did not take
  bool hubIsRestored = false;  ///< the hub has begun a new epoch; what it forgot was sent again
};

struct SyncOptions {
  int pushChanges = 300;            ///< most changes a request: a hundred sealed visits
  std::size_t pushBytes = 1 << 20;  ///< and most bytes before packing
  /// Of a large record of others that a restored hub is given back, packed: larger ones wait for a better link.
  std::size_t handBackBytes = SIZE_MAX;
  int pullChanges = 500;
  bool sendBlobs = true;                 ///< false while only an expensive network is there
  std::size_t sendBlobsUpTo = SIZE_MAX;  ///< larger ones (originals) wait; bytes
  bool fetchBlobs = true;
  bool retryRefused = false;  ///< offer again what was refused before
  LinkMeter* link = nullptr;  ///< what is known of the link, and learnt; outlives the sync; nullptr: nothing is known
};

/// Syncs one replica with its hub.
///
/// Thread contract: sync() runs in the caller's thread, one at a time (an executor of its own); cancel() from any. No
/// network inside a database transaction: others read and write the replica meanwhile.
class SyncEngine {
 public:
  using OnProgress = std::function<void(const SyncProgress&)>;

  /// Both outlive the engine.
  SyncEngine(core::replica::Replica& replica, Transport& transport) : m_replica(replica), m_transport(transport) {}

  /// Pushes, pulls, sends photos, fetches photos. `onProgress` is called in this thread after each request.
  /// Errors: NotEnrolled (before enrolling, or the hub does not know the device), Unreachable, NotAHub, WrongHub,
  /// BadSignature, Revoked, ProtocolTooOld, ProtocolTooNew, Cancelled, and those of the database. What was sent and
  /// received until then stays so; the next sync goes on from there.
  [[nodiscard]] core::Result<SyncResult> sync(const SyncOptions& options = {}, const OnProgress& onProgress = {});
  /// The sync under way ends with Cancelled as soon as its request is abandoned.
  void cancel();

 private:
  core::replica::Replica& m_replica;
  Transport& m_transport;
  std::atomic<bool> m_cancelled = false;
};

/// Makes this replica a device of the hub behind the transport: sends the code, believes only the hub whose key the
/// code names. `deviceName` is shown in the hub's lists. Errors: CodeInvalid, WrongHub (the code is another hub's, or
/// this replica belongs to another), AlreadyExists (enrolled at this hub already), NotPermitted (a forgotten device's
/// work is another person's), NotAHub, Unreachable, BadSignature.
[[nodiscard]] core::Result<core::replica::Enrolment> enrol(core::replica::Replica& replica, Transport& transport,
                                                           std::string_view hubUrl, std::string_view code,
                                                           std::string_view deviceName);

}  // namespace thucdia::sync
