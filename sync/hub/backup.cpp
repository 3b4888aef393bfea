#include "sync/hub/backup.h"

#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/changes/record_state.h"
#include "core/db/connection.h"
#include "core/records/record_type.h"
#include "sync/hub/hashing.h"
#include "sync/hub/leaf_sequences.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

namespace fs = std::filesystem;
namespace db = core::db;
using core::ErrorCode;

namespace {

constexpr std::string_view kLogTarget = "POST /v1/exchange";
constexpr int kHeadsAtATime = 500;

/// Runs what throws SqliteError.
template <class Work>
core::Result<> guarded(Work&& work) {
  try {
    return work();
  } catch (const db::SqliteError& error) {
    return core::fail(db::toError(error));
  }
}

core::Result<> makeDurable(const std::string& path) {
  for (const auto& each : {path, fs::absolute(path).parent_path().string()}) {
    const int descriptor = ::open(each.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) return core::fail(ErrorCode::IoError, "cannot sync " + each);
  }
  return {};
}

void removeDatabase(const std::string& path) {
  std::error_code ignored;
  for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(path + suffix, ignored);
}

core::Result<> addBlobs(Hub& hub, const std::string& path) {
  return guarded([&]() -> core::Result<> {
    db::Connection connection(path, db::OpenMode::ReadWrite);
    connection.execute("PRAGMA journal_mode = DELETE");
    connection.execute("BEGIN IMMEDIATE");
    connection.execute(
        "CREATE TABLE backup_blob (sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32), content BLOB NOT NULL) STRICT");
    for (const auto& sha256 : hub.blobs().list()) {
      THUCDIA_ASSIGN(const auto content, hub.blobs().read(sha256, 0, sync::kMaxBlobBytes));
      auto insert = connection.prepare("INSERT INTO backup_blob (sha256, content) VALUES (?1, ?2)");
      insert.bindBlob(1, sha256).bindBlob(2, content).run();
    }
    connection.execute("COMMIT");
    return {};
  });
}

core::Result<> takeBlobs(const std::string& path, BlobFiles& blobs) {
  return guarded([&]() -> core::Result<> {
    db::Connection connection(path, db::OpenMode::ReadWrite);
    {
      auto known = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_blob'");
      if (!known.step()) return core::fail(ErrorCode::CorruptData, "the file is no backup of a hub");
    }
    {
      auto row = connection.prepare("SELECT sha256, content FROM backup_blob ORDER BY sha256");
      while (row.step()) {
        const auto content = row.blob(1);
        THUCDIA_TRY(blobs.add(row.blob(0), content.size(), 0, content));
      }
    }
    connection.execute("DROP TABLE backup_blob");
    connection.execute("VACUUM");
    return {};
  });
}

void checkLog(HubRead& read, CheckReport& report) {
  const auto identity = read.identity();
  std::string previous;
  read.eachLogEntry([&](const LogEntry& entry) {
    ++report.batches;
    if (entry.entry != report.batches)
      report.problems.push_back(fmt::format("log: entry {} is missing", report.batches));
    if (entry.hash != logHash(previous, entry)) {
      report.problems.push_back(fmt::format("log: entry {} does not follow from the one before", entry.entry));
    }
    previous = entry.hash;
    const auto device = read.device(entry.device);
    const auto key =
        entry.device == identity.deviceId ? identity.key.publicKey() : (device ? device->publicKey : std::string());
    const auto statement =
        sync::requestStatement(identity.id, entry.device.raw(), entry.request, kLogTarget, entry.payload, quickSha256);
    if (!core::verify(key, statement, entry.signature)) {
      report.problems.push_back(fmt::format("log: the signature of entry {} does not verify", entry.entry));
    }
    return report.problems.size() < 100;
  });
}

void checkRecords(HubRead& read, CheckReport& report) {
  for (const auto& type : core::records::RecordType::all()) {
    std::int64_t after = 0;
    for (;;) {
      const auto heads = read.headsOfType(type.number(), after, kHeadsAtATime);
      if (heads.empty()) break;
      for (const auto& head : heads) {
        ++report.records;
        after = head.row;
        const auto state = core::changes::decode(head.body, head.meta);
        const bool whole =
            state && decodeLeafSequences(head.leaves, state->leaves.size()) && type.make()->ParseFromString(head.body);
        if (!whole) report.problems.push_back(fmt::format("{} {} is damaged", type.table(), head.id.text()));
      }
    }
  }
}

}  // namespace

core::Result<> backUp(Hub& hub, const std::string& file) {
  std::error_code error;
  if (fs::exists(file, error)) return core::fail(ErrorCode::AlreadyExists, file + " is there already");
  const auto draft = file + ".part";
  removeDatabase(draft);
  auto outcome = hub.storage().copyTo(draft);
  if (outcome) outcome = addBlobs(hub, draft);
  if (outcome) outcome = makeDurable(draft);
  if (!outcome) {
    removeDatabase(draft);
    return outcome;
  }
  fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, error);
  fs::rename(draft, file, error);
  if (error) return core::fail(ErrorCode::IoError, fmt::format("cannot make {}: {}", file, error.message()));
  return makeDurable(file);
}

core::Result<> restore(const std::string& file, const Hub::Options& into) {
  std::error_code error;
  if (!fs::exists(file, error)) return core::fail(ErrorCode::NotFound, "no file " + file);
  const auto target = (fs::path(into.folder) / "hub.sqlite").string();
  if (fs::exists(target, error)) return core::fail(ErrorCode::AlreadyExists, into.folder + " holds a hub already");
  fs::create_directories(into.folder, error);
  if (error) return core::fail(ErrorCode::IoError, fmt::format("cannot make {}: {}", into.folder, error.message()));
  fs::permissions(into.folder, fs::perms::owner_all, error);
  const auto draft = target + ".part";
  removeDatabase(draft);
  fs::copy_file(file, draft, error);
  if (error) return core::fail(ErrorCode::IoError, fmt::format("cannot copy {}: {}", file, error.message()));
  BlobFiles blobs(into.folder);
  auto outcome = takeBlobs(draft, blobs);
  if (!outcome) {
    removeDatabase(draft);
    return outcome;
  }
  // The epoch is changed before the hub's name appears: no replica meets the old one.
  outcome = guarded([&]() -> core::Result<> {
    db::Connection connection(draft, db::OpenMode::ReadWrite);
    const auto epoch = static_cast<std::int64_t>(makeEpoch(*into.random));
    // Stamps that the hub gave out after the backup must not be given to other values.
    connection.prepare("UPDATE hub SET epoch = ?1, counter = max(counter + 4294967296, ?2)")
        .bind(1, epoch)
        .bind(2, core::toMicros(into.clock->now()))
        .run();
    return {};
  });
  if (outcome) outcome = makeDurable(draft);
  if (!outcome) {
    removeDatabase(draft);
    return outcome;
  }
  fs::rename(draft, target, error);
  if (error) return core::fail(ErrorCode::IoError, fmt::format("cannot make {}: {}", target, error.message()));
  THUCDIA_TRY(makeDurable(target));
  THUCDIA_TRY(Hub::open(into));
  return {};
}

core::Result<CheckReport> check(Hub& hub) {
  CheckReport report;
  THUCDIA_ASSIGN(report.problems, hub.storage().problems());
  std::vector<std::string> used;
  const auto outcome = hub.storage().read([&](HubRead& read) -> core::Result<> {
    checkLog(read, report);
    checkRecords(read, report);
    used = read.usedBlobs();
    return {};
  });
  THUCDIA_TRY(outcome);
  for (const auto& sha256 : hub.blobs().list()) {
    ++report.blobs;
    THUCDIA_ASSIGN(const auto whole, hub.blobs().verify(sha256));
    if (!whole) report.problems.push_back("blob " + core::hex(sha256) + " is damaged");
  }
  for (const auto& sha256 : used) {
    if (!hub.blobs().sizeOf(sha256)) ++report.awaited;
  }
  return report;
}

}  // namespace thucdia::hub
