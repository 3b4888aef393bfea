#include "sync/hub/backup.h"

#include <filesystem>

#include <fmt/format.h>

#include "core/changes/record_state.h"
#include "core/db/connection.h"
#include "core/records/record_type.h"
#include "sync/hub/hashing.h"
#include "sync/hub/hub_records.h"
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
constexpr std::size_t kCopyBytes = 1u << 20;
constexpr std::uint64_t kMicrosApart = std::uint64_t{1} << 26;  // a minute

/// Runs what throws SqliteError.
template <class Work>
core::Result<> guarded(Work&& work) {
  try {
    return work();
  } catch (const db::SqliteError& error) {
    return core::fail(db::toError(error));
  }
}

core::Result<bool> isThere(core::Disk& disk, const std::string& path) {
  THUCDIA_ASSIGN(const auto size, disk.sizeOf(path));
  return size.has_value();
}

/// Puts a finished file in its place, durably.
core::Result<> moveIn(core::Disk& disk, const std::string& from, const std::string& to) {
  {
    THUCDIA_ASSIGN(const auto file, disk.openToWrite(from));
    THUCDIA_TRY(file->sync());
  }
  THUCDIA_TRY(disk.rename(from, to));
  return disk.syncNameOf(to);
}

core::Result<> copyFile(core::Disk& disk, const std::string& from, const std::string& to) {
  THUCDIA_ASSIGN(const auto source, disk.openToRead(from));
  THUCDIA_ASSIGN(const auto target, disk.openToWrite(to));
  for (std::uint64_t offset = 0;;) {
    THUCDIA_ASSIGN(const auto bytes, source->read(offset, kCopyBytes));
    if (bytes.empty()) return {};
    THUCDIA_TRY(target->write(offset, bytes));
    offset += bytes.size();
  }
}

void removeDatabase(core::Disk& disk, const std::string& path) {
  for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) (void)disk.remove(path + suffix);
}

/// What a restore, or one that ended in the middle, has left in the folder where it makes the hub.
void removeDraft(const Hub::Options& into, const std::string& folder) {
  auto& disk = core::orSystemDisk(into.disk);
  const auto database = fs::path(storagePath(folder)).filename().string();
  if (const auto names = disk.list(folder)) {
    for (const auto& name : *names) {
      if (name.starts_with(database)) (void)disk.remove(folder + "/" + name);
    }
  }
  std::error_code ignored;
  if (!into.disk) fs::remove(folder, ignored);
}

core::Result<> addBlobs(Hub& hub, const std::string& path) {
  return guarded([&]() -> core::Result<> {
    db::Connection connection(path, db::OpenMode::ReadWrite, {}, hub.vfs());
    connection.execute("PRAGMA journal_mode = DELETE");
    connection.execute("BEGIN IMMEDIATE");
    connection.execute(
        "CREATE TABLE backup_blob (sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32), content BLOB NOT NULL) STRICT");
    THUCDIA_ASSIGN(const auto blobs, hub.blobs().list());
    for (const auto& sha256 : blobs) {
      THUCDIA_ASSIGN(const auto content, hub.blobs().read(sha256, 0, sync::kMaxBlobBytes));
      auto insert = connection.prepare("INSERT INTO backup_blob (sha256, content) VALUES (?1, ?2)");
      insert.bindBlob(1, sha256).bindBlob(2, content).run();
    }
    connection.execute("COMMIT");
    return {};
  });
}

core::Result<> takeBlobs(const std::string& path, const std::string& vfs, BlobFiles& blobs) {
  return guarded([&]() -> core::Result<> {
    db::Connection connection(path, db::OpenMode::ReadWrite, {}, vfs);
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

/// Makes the backup's hub in the folder `draft`; it is seen in its own folder once it is whole.
core::Result<> makeFromBackup(const std::string& file, const Hub::Options& into, const std::string& draft) {
  auto& disk = core::orSystemDisk(into.disk);
  const auto path = storagePath(draft);
  const auto target = storagePath(into.folder);
  THUCDIA_TRY(disk.makeFolders(draft));
  THUCDIA_TRY(copyFile(disk, file, path));
  BlobFiles blobs(disk, into.folder);
  THUCDIA_TRY(takeBlobs(path, into.vfs, blobs));
  THUCDIA_TRY(guarded([&]() -> core::Result<> {
    db::Connection connection(path, db::OpenMode::ReadWrite, {}, into.vfs);
    const auto epoch = makeEpoch(*into.random);
    // Stamps that the hub gave out after the backup must not be given to other values, nor those of a hub that was
    // restored from it before, at the same moment by a clock that starts over when the power comes.
    const auto within = static_cast<std::int64_t>(epoch % kMicrosApart);
    connection.prepare("UPDATE hub SET epoch = ?1, counter = max(counter + ?2, ?3)")
        .with(static_cast<std::int64_t>(epoch), static_cast<std::int64_t>(restoredCounter(0, epoch)),
              core::toMicros(into.clock->now()) + within)
        .run();
    return {};
  }));
  {
    THUCDIA_ASSIGN(const auto storage, openSqliteStorage(draft, into.vfs, into.disk));
    // Replicas may know later accounts, devices and forms than the backup: those that it holds are the ones that count.
    THUCDIA_TRY(storage->write([&](HubWrite& write) -> core::Result<> { return stampAnew(write, into.clock->now()); }));
  }
  // Closed, a database is one file. Else its disk has failed.
  THUCDIA_ASSIGN(const bool logged, isThere(disk, path + "-wal"));
  if (logged) return core::fail(ErrorCode::IoError, path + " cannot be finished");
  // A log that a former hub left would be taken for the new one's.
  for (const auto* suffix : {"-wal", "-shm", "-journal"}) {
    const auto removed = disk.remove(target + suffix);
    if (!removed && removed.error().code != ErrorCode::NotFound) return removed;
  }
  THUCDIA_TRY(disk.syncNameOf(target));
  return moveIn(disk, path, target);
}

}  // namespace

core::Result<> backUp(Hub& hub, const std::string& file) {
  auto& disk = hub.disk();
  THUCDIA_ASSIGN(const bool there, isThere(disk, file));
  if (there) return core::fail(ErrorCode::AlreadyExists, file + " is there already");
  const auto draft = file + ".part";
  removeDatabase(disk, draft);
  auto outcome = hub.storage().copyTo(draft);
  if (outcome) outcome = addBlobs(hub, draft);
  if (outcome) {
    // It holds the hub's key: for its owner alone.
    std::error_code ignored;
    fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, ignored);
    outcome = moveIn(disk, draft, file);
  }
  if (!outcome) removeDatabase(disk, draft);
  return outcome;
}

core::Result<> restore(const std::string& file, const Hub::Options& into) {
  auto& disk = core::orSystemDisk(into.disk);
  THUCDIA_ASSIGN(const bool source, isThere(disk, file));
  if (!source) return core::fail(ErrorCode::NotFound, "no file " + file);
  const auto draft = into.folder + "/restoring";
  removeDraft(into, draft);
  THUCDIA_ASSIGN(const bool there, isThere(disk, storagePath(into.folder)));
  if (there) return core::fail(ErrorCode::AlreadyExists, into.folder + " holds a hub already");
  std::error_code ignored;
  const bool isNew = !fs::exists(into.folder, ignored);
  THUCDIA_TRY(makeFolder(into));
  const auto outcome = makeFromBackup(file, into, draft);
  removeDraft(into, draft);
  if (outcome) return {};
  if (isNew) fs::remove_all(into.folder, ignored);
  const auto code = outcome.error().code;
  if (code != ErrorCode::CorruptData && code != ErrorCode::DatabaseKeyWrong) return outcome;
  return core::fail(ErrorCode::CorruptData,
                    file + " is no backup of a hub, or a damaged one: give a file that thucdia-hub backup has made");
}

core::Result<CheckReport> check(Hub& hub) {
  CheckReport report;
  auto problems = hub.storage().problems();
  if (!problems) return core::fail(inPlainWords(problems.error(), hub.folder()));
  if (!problems->empty()) {
    // What of it is damaged says nothing to a person, and what the rest says cannot be relied upon.
    report.problems.push_back(inPlainWords({ErrorCode::CorruptData, {}}, hub.folder()).detail);
    return report;
  }
  std::vector<std::string> used;
  const auto outcome = hub.storage().read([&](HubRead& read) -> core::Result<> {
    checkLog(read, report);
    checkRecords(read, report);
    used = read.usedBlobs();
    return {};
  });
  if (!outcome) return core::fail(inPlainWords(outcome.error(), hub.folder()));
  THUCDIA_ASSIGN(const auto blobs, hub.blobs().list());
  for (const auto& sha256 : blobs) {
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
