#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/options.pb.h>

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/disk.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/changes/stamp.h"

namespace thucdia::hub {

namespace records = ::thucdia::records::v1;
using core::DeviceId;
using core::PersonId;
using core::RecordId;
using core::Timestamp;
using core::changes::DeviceTag;

/// Which hub this is. Its key signs replies and the records it makes itself.
struct HubIdentity {
  std::string id;  ///< 16 bytes
  core::KeyPair key;
  std::uint64_t epoch = 0;  ///< never 0; new after a restore
  DeviceId deviceId;        ///< the hub as the maker of records
  std::string url;          ///< where clients reach it, as last served; empty when never
  bool restored = false;    ///< from a backup, at least once

  /// How stamps name the hub in records that it alone writes.
  [[nodiscard]] DeviceTag tag() const;
  /// The same in records that people write too: another after each restore, for whoever knows one of its stamps knows
  /// all before it, and what a restored hub has forgotten is not to be taken for replaced.
  [[nodiscard]] DeviceTag sharedTag() const;
};
/// By at least so much a restored hub's counter lies above the one that it was backed up with.
inline constexpr std::uint64_t kRestoredCounters = std::uint64_t{1} << 32;
/// Where the counter of a hub in this epoch goes on, as hubs restored from one backup have one tag: above all that a
/// hub has given out since its counter was `known`, and apart from where the hub of another epoch would go on.
[[nodiscard]] std::uint64_t restoredCounter(std::uint64_t known, std::uint64_t epoch);

/// Which records somebody may hold: those of provinces, besides what everybody holds and one's own work.
struct Scope {
  bool allProvinces = false;
  std::vector<std::string> provinces;  ///< codes, sorted, none twice
  bool operator==(const Scope&) const = default;
  [[nodiscard]] bool holds(std::string_view province) const;
};

/// A user as the hub judges by.
struct Account {
  PersonId person;
  std::string name;
  records::Role role = records::ROLE_UNSPECIFIED;
  Scope scope;
  bool active = true;
  bool operator==(const Account&) const = default;
};

struct Device {
  DeviceId id;
  DeviceTag tag = 0;
  PersonId person;
  std::string publicKey;
  std::string name;
  Timestamp enrolledAt;
  std::optional<Timestamp> revokedAt;
  std::optional<Timestamp> seenAt;
  std::uint64_t sequence = 0;  ///< the highest request number known to have been used
  std::uint64_t epoch = 0;     ///< in which it was last through with sending what the hub may lack; 0: never
};

struct EnrolCodeRow {
  std::string secretSha256;
  PersonId person;
  Timestamp expiresAt;
  std::optional<Timestamp> usedAt;
};

/// A record as the hub holds it: all accepted patches merged.
struct Head {
  std::int64_t row = 0;  ///< 0: not stored yet
  std::uint32_t type = 0;
  RecordId id;
  std::string body;
  /// The body as it lies in storage (core/records/packing.h), where whoever writes it has packed it before the writer
  /// had to wait; empty: the storage packs it. Never filled in by reading.
  std::string packed = {};
  std::string meta;
  std::string leaves;              ///< see leaf_sequences.h
  std::optional<RecordId> parent;  ///< the visit, of seals and decisions
  std::uint64_t sequence = 0;      ///< of the last change
  std::string province;            ///< empty: everybody holds it
  std::optional<PersonId> owner;
  std::uint64_t since = 0;
  DeviceTag origin = 0;
  std::uint64_t originSince = 0;
};

/// Where a record stands: who may hold it.
struct Place {
  std::string province;  ///< empty: everybody holds it
  std::optional<PersonId> owner;
};

/// A signed batch as it was received.
struct LogEntry {
  std::int64_t entry = 0;  ///< from 1
  DeviceId device;
  std::uint64_t request = 0;
  Timestamp receivedAt;
  int encoding = 0;
  std::string payload;
  std::string signature;
  std::string refused;
  std::string hash;  ///< SHA-256 over the entry before and this one (logHash)
};

/// A bundle that was taken in or refused.
struct BundleRow {
  std::string sha256;  ///< of its file
  std::string id;      ///< as its header names it, 16 bytes
  DeviceId device;     ///< that made it
  Timestamp madeAt;
  Timestamp takenAt;
  std::string refused;   ///< the error's name; empty: it was taken in
  std::string receipts;  ///< a serialised BundleReceipts
  std::uint64_t epoch = 0;
  std::string cursor;  ///< where the device stood
};

enum class QuarantineOutcome { Accepted, Dismissed };

/// A change of a revoked device, kept aside.
struct QuarantineRow {
  std::int64_t row = 0;
  std::int64_t logEntry = 0;
  int place = 0;  ///< in the batch
  std::uint32_t type = 0;
  RecordId id = {};
  std::optional<Timestamp> settledAt = {};
  std::optional<QuarantineOutcome> outcome = {};
};

/// One page of what is new: rows of heads in order of sequence.
struct FeedQuery {
  bool everything = false;             ///< all provinces and owners
  std::vector<std::string> provinces;  ///< exact keys; "" is what everybody holds
  std::optional<PersonId> owner;
  std::uint64_t after = 0;  ///< exclusive
  std::uint64_t upTo = 0;   ///< inclusive
  DeviceTag reader = 0;     ///< rows that nobody else has changed since `held` are left out
  std::uint64_t held = 0;
  int limit = 0;
};
struct FeedRow {
  std::int64_t row = 0;
  std::uint64_t sequence = 0;
};
struct FeedPage {
  std::vector<FeedRow> rows;
  bool more = false;  ///< the limit cut it
};

struct Departure {
  std::uint64_t sequence = 0;
  std::uint32_t type = 0;
  RecordId id;
  std::string province;
  std::optional<PersonId> owner;
};

/// One state of the hub's data. Implementations throw what HubStorage::read and write turn into errors.
class HubRead {
 public:
  virtual ~HubRead() = default;

  /// Whether create() was ever called; all else asks of a hub that is made.
  [[nodiscard]] virtual bool isMade() = 0;
  [[nodiscard]] virtual HubIdentity identity() = 0;
  [[nodiscard]] virtual std::uint64_t sequence() = 0;

  [[nodiscard]] virtual std::optional<Account> account(PersonId person) = 0;
  [[nodiscard]] virtual std::optional<Account> accountNamed(std::string_view name) = 0;
  [[nodiscard]] virtual std::vector<Account> accounts() = 0;

  [[nodiscard]] virtual std::optional<Device> device(DeviceId id) = 0;
  [[nodiscard]] virtual std::vector<Device> devices() = 0;

  [[nodiscard]] virtual std::optional<EnrolCodeRow> enrolCode(std::string_view secretSha256) = 0;
  [[nodiscard]] virtual std::optional<Scope> scopeNumbered(std::int64_t number) = 0;
  /// The number that HubWrite::numberOfScope gave; 0 when it has none yet.
  [[nodiscard]] virtual std::int64_t findScope(const Scope& scope) = 0;

  [[nodiscard]] virtual std::optional<Head> head(RecordId id) = 0;
  [[nodiscard]] virtual std::optional<Head> headAt(std::int64_t row) = 0;
  /// Whether the hub has such a record.
  [[nodiscard]] virtual bool holds(RecordId id) = 0;
  /// Without the head's wide row; nothing when the hub has no such record.
  [[nodiscard]] virtual std::optional<Place> place(RecordId id) = 0;
  /// The heads whose parent this is, in order of making.
  [[nodiscard]] virtual std::vector<Head> children(RecordId parent) = 0;
  [[nodiscard]] virtual FeedPage feed(const FeedQuery& query) = 0;
  [[nodiscard]] virtual std::vector<Departure> departures(std::uint64_t after, std::uint64_t upTo) = 0;
  /// Heads of a kind, in order of making; from `afterRow` (exclusive), at most `limit`.
  [[nodiscard]] virtual std::vector<Head> headsOfType(std::uint32_t type, std::int64_t afterRow, int limit) = 0;
  [[nodiscard]] virtual std::int64_t countOfType(std::uint32_t type) = 0;

  /// All blobs that records speak of.
  [[nodiscard]] virtual std::vector<std::string> usedBlobs() = 0;
  /// Records that speak of the blob.
  [[nodiscard]] virtual std::vector<RecordId> usersOfBlob(std::string_view sha256) = 0;
  [[nodiscard]] virtual bool isUploader(std::string_view sha256, DeviceId device) = 0;

  [[nodiscard]] virtual std::optional<LogEntry> lastLogEntry() = 0;
  /// Calls for each entry in order until told to stop by false.
  virtual void eachLogEntry(const std::function<bool(const LogEntry&)>& visit) = 0;
  [[nodiscard]] virtual std::optional<LogEntry> logEntry(std::int64_t entry) = 0;

  [[nodiscard]] virtual std::optional<BundleRow> bundle(std::string_view sha256) = 0;
  /// The newest `limit` of a device that were taken in, the oldest of them first.
  [[nodiscard]] virtual std::vector<BundleRow> bundlesOf(DeviceId device, int limit) = 0;
  /// In order of arrival: what waits, or what was settled too.
  [[nodiscard]] virtual std::vector<QuarantineRow> quarantined(bool settledToo) = 0;
};

/// The same, and changes to it: all or nothing.
class HubWrite : public virtual HubRead {
 public:
  virtual void create(const HubIdentity& identity) = 0;
  virtual void setUrl(std::string_view url) = 0;
  /// The next number for an accepted change.
  [[nodiscard]] virtual std::uint64_t nextSequence() = 0;
  /// The next counter for a stamp of the hub's own.
  [[nodiscard]] virtual std::uint64_t nextCounter() = 0;
  /// A stamp with the hub's tag was met. When this hub has not given it out, one restored from the same backup has,
  /// and perhaps more: the next counters are above them all.
  virtual void noteCounter(std::uint64_t met) = 0;

  virtual void putAccount(const Account& account) = 0;
  virtual void putDevice(const Device& device) = 0;
  /// That a device made this request, and in which epoch it is through; touches nothing else of it.
  virtual void noteRequest(DeviceId device, std::uint64_t sequence, Timestamp at, std::uint64_t epoch) = 0;
  virtual void putEnrolCode(const EnrolCodeRow& code) = 0;
  /// The number of this scope; given once.
  [[nodiscard]] virtual std::int64_t numberOfScope(const Scope& scope) = 0;

  /// Writes the head and its feed row; sets `head.row` when it is new.
  virtual void putHead(Head& head) = 0;
  virtual void putDeparture(const Departure& departure) = 0;
  virtual void putBlobUse(std::string_view sha256, RecordId record, DeviceId device) = 0;
  /// Appends; fills in the entry's number and hash.
  virtual void appendLog(LogEntry& entry) = 0;
  virtual void putQuarantine(std::int64_t logEntry, int place, std::uint32_t type, RecordId id) = 0;
  virtual void settleQuarantine(std::int64_t row, QuarantineOutcome outcome, Timestamp at) = 0;
  /// One that was taken in stays as it is; one that was refused may be taken in later.
  virtual void putBundle(const BundleRow& bundle) = 0;
};

/// Where a hub keeps everything but the blobs' bytes. Thread-safe; writes wait for one another, also those of other
/// processes on the same folder.
class HubStorage {
 public:
  virtual ~HubStorage() = default;
  /// Errors as core/db's Store gives them.
  [[nodiscard]] virtual core::Result<> read(const std::function<core::Result<>(HubRead&)>& query) = 0;
  /// Durable when it returns without error; an error returned undoes it all.
  [[nodiscard]] virtual core::Result<> write(const std::function<core::Result<>(HubWrite&)>& command) = 0;
  /// A consistent copy into a new file, while others work.
  [[nodiscard]] virtual core::Result<> copyTo(const std::string& path) = 0;
  /// What is wrong with the stored bytes themselves; empty when nothing.
  [[nodiscard]] virtual core::Result<std::vector<std::string>> problems() = 0;
};

/// The hash that chains the log: SHA-256 over the hash before, the entry's number, device, request, time, encoding
/// (8 bytes big-endian each), and SHA-256 of payload, of signature and of the refusals.
[[nodiscard]] std::string logHash(std::string_view previous, const LogEntry& entry);

/// The database file of the hub in this folder.
[[nodiscard]] std::string storagePath(const std::string& folder);
/// Storage in that file, which is made when it is not there. `vfs`: see db::Store::Options. `disk`: what finished
/// copies are put in their place by; nullptr: the machine's; it outlives the storage.
[[nodiscard]] core::Result<std::unique_ptr<HubStorage>> openSqliteStorage(const std::string& folder,
                                                                          const std::string& vfs = {},
                                                                          core::Disk* disk = nullptr);

}  // namespace thucdia::hub
