#include <algorithm>
#include <atomic>
#include <filesystem>
#include <type_traits>

#include <embedded/hub_migrations.h>

#include "core/db/store.h"
#include "core/records/body_rows.h"
#include "core/records/packing.h"
#include "sync/hub/blob_use_rows.h"
#include "sync/hub/bundle_rows.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

namespace db = core::db;
using core::ErrorCode;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ',';
    text += word;
  }
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto comma = text.find(',');
    words.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return words;
}

std::int64_t toSigned(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t toUnsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

template <class AnyId>
AnyId idAt(const db::Statement& row, int column) {
  return AnyId::fromBytes(row.blob(column)).value_or(AnyId());
}

std::optional<Timestamp> timeAt(const db::Statement& row, int column) {
  if (row.isNull(column)) return std::nullopt;
  return core::fromMicros(row.integer(column));
}

std::optional<PersonId> ownerAt(const db::Statement& row, int column) {
  return row.isNull(column) ? std::nullopt : PersonId::fromBytes(row.blob(column));
}

Account accountAt(const db::Statement& row) {
  Account account;
  account.person = idAt<PersonId>(row, 0);
  account.name = row.text(1);
  account.role = static_cast<records::Role>(row.integer(2));
  account.scope = {row.integer(3) != 0, split(row.text(4))};
  account.active = row.integer(5) != 0;
  return account;
}
constexpr std::string_view kAccountColumns =
    "SELECT person, name, role, all_provinces, provinces, active FROM account ";

Device deviceAt(const db::Statement& row) {
  Device device;
  device.id = idAt<DeviceId>(row, 0);
  device.tag = static_cast<DeviceTag>(row.integer(1));
  device.person = idAt<PersonId>(row, 2);
  device.publicKey = row.blob(3);
  device.name = row.text(4);
  device.enrolledAt = core::fromMicros(row.integer(5));
  device.revokedAt = timeAt(row, 6);
  device.seenAt = timeAt(row, 7);
  device.sequence = toUnsigned(row.integer(8));
  device.epoch = toUnsigned(row.integer(9));
  return device;
}
constexpr std::string_view kDeviceColumns =
    "SELECT id, tag, person, public_key, name, enrolled_at, revoked_at, seen_at, sequence, epoch FROM device ";

Head headAtRow(const db::Statement& row) {
  Head head;
  head.row = row.integer(0);
  head.type = static_cast<std::uint32_t>(row.integer(1));
  head.id = idAt<RecordId>(row, 2);
  std::string scratch;
  head.body = core::records::unpack(row.blob(3), scratch);
  head.meta = row.blob(4);
  head.leaves = row.blob(5);
  head.sequence = toUnsigned(row.integer(6));
  head.province = row.text(7);
  head.owner = ownerAt(row, 8);
  head.since = toUnsigned(row.integer(9));
  head.origin = static_cast<DeviceTag>(row.integer(10));
  head.originSince = toUnsigned(row.integer(11));
  if (!row.isNull(12)) head.parent = RecordId::fromBytes(row.blob(12));
  return head;
}
constexpr std::string_view kHeadColumns =
    "SELECT head.row, type, id, body, meta, leaves, sequence, province, owner, since, origin, origin_since, parent "
    "FROM head JOIN feed ON feed.row = head.row ";

LogEntry logEntryAt(const db::Statement& row) {
  LogEntry entry;
  entry.entry = row.integer(0);
  entry.device = idAt<DeviceId>(row, 1);
  entry.request = toUnsigned(row.integer(2));
  entry.receivedAt = core::fromMicros(row.integer(3));
  entry.encoding = static_cast<int>(row.integer(4));
  entry.payload = row.blob(5);
  entry.signature = row.blob(6);
  entry.refused = row.blob(7);
  entry.hash = row.blob(8);
  return entry;
}
constexpr std::string_view kLogColumns =
    "SELECT entry, device, request, received_at, encoding, payload, signature, refused, hash FROM log ";

std::string sql(std::string_view columns, std::string_view rest) { return std::string(columns) + std::string(rest); }

class Reader : public virtual HubRead {
 public:
  explicit Reader(db::ReadTransaction& transaction) : m_read(transaction) {}

  bool isMade() override { return m_read.prepare("SELECT 1 FROM hub").step(); }

  HubIdentity identity() override {
    auto row = m_read.prepare("SELECT id, seed, epoch, device_id, url, counter FROM hub");
    THUCDIA_ASSERT(row.step());
    return {std::string(row.blob(0)),   core::KeyPair::fromSeed(row.blob(1)),
            toUnsigned(row.integer(2)), idAt<DeviceId>(row, 3),
            std::string(row.text(4)),   toUnsigned(row.integer(5)) >= kRestoredCounters};
  }

  std::uint64_t sequence() override {
    auto row = m_read.prepare("SELECT sequence FROM hub");
    return row.step() ? toUnsigned(row.integer(0)) : 0;
  }

  std::optional<Account> account(PersonId person) override {
    auto row = m_read.prepare(sql(kAccountColumns, "WHERE person = ?1"));
    row.bindBlob(1, person.raw());
    return row.step() ? std::optional(accountAt(row)) : std::nullopt;
  }

  std::optional<Account> accountNamed(std::string_view name) override {
    auto row = m_read.prepare(sql(kAccountColumns, "WHERE name = ?1"));
    row.bind(1, name);
    return row.step() ? std::optional(accountAt(row)) : std::nullopt;
  }

  std::vector<Account> accounts() override {
    std::vector<Account> found;
    auto row = m_read.prepare(sql(kAccountColumns, "ORDER BY name"));
    while (row.step()) found.push_back(accountAt(row));
    return found;
  }

  std::optional<Device> device(DeviceId id) override {
    auto row = m_read.prepare(sql(kDeviceColumns, "WHERE id = ?1"));
    row.bindBlob(1, id.raw());
    return row.step() ? std::optional(deviceAt(row)) : std::nullopt;
  }

  std::vector<Device> devices() override {
    std::vector<Device> found;
    auto row = m_read.prepare(sql(kDeviceColumns, "ORDER BY enrolled_at, id"));
    while (row.step()) found.push_back(deviceAt(row));
    return found;
  }

  std::optional<EnrolCodeRow> enrolCode(std::string_view secretSha256) override {
    auto row = m_read.prepare("SELECT person, expires_at, used_at FROM enrol_code WHERE secret_sha256 = ?1");
    row.bindBlob(1, secretSha256);
    if (!row.step()) return std::nullopt;
    return EnrolCodeRow{std::string(secretSha256), idAt<PersonId>(row, 0), core::fromMicros(row.integer(1)),
                        timeAt(row, 2)};
  }

  std::optional<Scope> scopeNumbered(std::int64_t number) override {
    auto row = m_read.prepare("SELECT all_provinces, provinces FROM scope WHERE row = ?1");
    row.bind(1, number);
    if (!row.step()) return std::nullopt;
    return Scope{row.integer(0) != 0, split(row.text(1))};
  }

  std::int64_t findScope(const Scope& scope) override {
    const auto provinces = joined(scope.provinces);
    auto row = m_read.prepare("SELECT row FROM scope WHERE all_provinces = ?1 AND provinces = ?2");
    row.bind(1, scope.allProvinces).bind(2, std::string_view(provinces));
    return row.step() ? row.integer(0) : 0;
  }

  std::optional<Head> head(RecordId id) override {
    auto row = m_read.prepare(sql(kHeadColumns, "WHERE id = ?1"));
    row.bindBlob(1, id.raw());
    return row.step() ? std::optional(headAtRow(row)) : std::nullopt;
  }

  std::optional<Head> headAt(std::int64_t at) override {
    auto row = m_read.prepare(sql(kHeadColumns, "WHERE head.row = ?1"));
    row.bind(1, at);
    return row.step() ? std::optional(headAtRow(row)) : std::nullopt;
  }

  bool holds(RecordId id) override {
    auto row = m_read.prepare("SELECT 1 FROM head WHERE id = ?1");
    row.bindBlob(1, id.raw());
    return row.step();
  }

  std::optional<Place> place(RecordId id) override {
    auto row = m_read.prepare("SELECT province, owner FROM head JOIN feed ON feed.row = head.row WHERE id = ?1");
    row.bindBlob(1, id.raw());
    if (!row.step()) return std::nullopt;
    return Place{std::string(row.text(0)), ownerAt(row, 1)};
  }

  std::vector<Head> children(RecordId parent) override {
    std::vector<Head> found;
    auto row = m_read.prepare(sql(kHeadColumns, "WHERE parent = ?1 ORDER BY head.row"));
    row.bindBlob(1, parent.raw());
    while (row.step()) found.push_back(headAtRow(row));
    return found;
  }

  FeedPage feed(const FeedQuery& query) override {
    // One ordered walk for each key, each cut at the limit, then merged: an index serves each, whatever the table's
    // size.
    FeedPage page;
    const auto collect = [&](db::Statement row) {
      int got = 0;
      while (got < query.limit + 1 && row.step()) {
        page.rows.push_back({row.integer(0), toUnsigned(row.integer(1))});
        ++got;
      }
    };
    static constexpr std::string_view kWhere =
        " sequence > ?1 AND sequence <= ?2 AND NOT (origin = ?3 AND origin_since <= ?6) ORDER BY sequence LIMIT ?4";
    const auto common = [&](db::Statement& row) {
      row.bind(1, toSigned(query.after)).bind(2, toSigned(query.upTo));
      row.bind(3, static_cast<std::int64_t>(query.reader)).bind(4, query.limit + 1).bind(6, toSigned(query.held));
    };
    if (query.everything) {
      auto row = m_read.prepare(sql("SELECT row, sequence FROM feed WHERE", kWhere));
      common(row);
      collect(std::move(row));
    } else {
      for (const auto& province : query.provinces) {
        auto row = m_read.prepare(sql("SELECT row, sequence FROM feed WHERE province = ?5 AND", kWhere));
        common(row);
        row.bind(5, std::string_view(province));
        collect(std::move(row));
      }
      if (query.owner) {
        auto row = m_read.prepare(sql("SELECT row, sequence FROM feed WHERE owner = ?5 AND", kWhere));
        common(row);
        row.bindBlob(5, query.owner->raw());
        collect(std::move(row));
      }
    }
    const auto bySequence = [](const FeedRow& a, const FeedRow& b) { return a.sequence < b.sequence; };
    const auto same = [](const FeedRow& a, const FeedRow& b) { return a.sequence == b.sequence; };
    std::ranges::sort(page.rows, bySequence);
    page.rows.erase(std::unique(page.rows.begin(), page.rows.end(), same), page.rows.end());
    page.more = page.rows.size() > static_cast<std::size_t>(query.limit);
    if (page.more) page.rows.resize(static_cast<std::size_t>(query.limit));
    return page;
  }

  std::vector<Departure> departures(std::uint64_t after, std::uint64_t upTo) override {
    std::vector<Departure> found;
    auto row = m_read.prepare(
        "SELECT sequence, type, id, province, owner FROM departure WHERE sequence > ?1 AND sequence <= ?2 "
        "ORDER BY sequence");
    row.bind(1, toSigned(after)).bind(2, toSigned(upTo));
    while (row.step()) {
      found.push_back({toUnsigned(row.integer(0)), static_cast<std::uint32_t>(row.integer(1)), idAt<RecordId>(row, 2),
                       std::string(row.text(3)), ownerAt(row, 4)});
    }
    return found;
  }

  std::vector<Head> headsOfType(std::uint32_t type, std::int64_t afterRow, int limit) override {
    std::vector<Head> found;
    auto row = m_read.prepare(sql(kHeadColumns, "WHERE type = ?1 AND head.row > ?2 ORDER BY head.row LIMIT ?3"));
    row.bind(1, static_cast<std::int64_t>(type)).bind(2, afterRow).bind(3, limit);
    while (row.step()) found.push_back(headAtRow(row));
    return found;
  }

  std::int64_t countOfType(std::uint32_t type) override {
    auto row = m_read.prepare("SELECT count(*) FROM head WHERE type = ?1");
    row.bind(1, static_cast<std::int64_t>(type));
    return row.step() ? row.integer(0) : 0;
  }

  std::vector<std::string> usedBlobs() override { return loadUsedBlobs(m_read); }
  std::vector<RecordId> usersOfBlob(std::string_view sha256) override { return loadUsersOfBlob(m_read, sha256); }
  bool isUploader(std::string_view sha256, DeviceId device) override { return hasUploader(m_read, sha256, device); }

  std::optional<LogEntry> lastLogEntry() override {
    auto row = m_read.prepare(sql(kLogColumns, "ORDER BY entry DESC LIMIT 1"));
    return row.step() ? std::optional(logEntryAt(row)) : std::nullopt;
  }

  void eachLogEntry(const std::function<bool(const LogEntry&)>& visit) override {
    auto row = m_read.prepare(sql(kLogColumns, "ORDER BY entry"));
    while (row.step()) {
      if (!visit(logEntryAt(row))) return;
    }
  }

  std::optional<LogEntry> logEntry(std::int64_t entry) override {
    auto row = m_read.prepare(sql(kLogColumns, "WHERE entry = ?1"));
    row.bind(1, entry);
    return row.step() ? std::optional(logEntryAt(row)) : std::nullopt;
  }

  std::optional<BundleRow> bundle(std::string_view sha256) override { return loadBundle(m_read, sha256); }
  std::vector<BundleRow> bundlesOf(DeviceId device, int limit) override { return loadBundles(m_read, device, limit); }
  std::vector<QuarantineRow> quarantined(bool settledToo) override { return loadQuarantine(m_read, settledToo); }

 protected:
  db::ReadTransaction& m_read;
};

// The dominance of Reader's overrides over HubRead's declarations is what virtual inheritance is for here.
class Writer final : public Reader, public virtual HubWrite {
 public:
  explicit Writer(db::WriteTransaction& transaction) : Reader(transaction), m_write(transaction) {}

  void create(const HubIdentity& identity) override {
    auto insert = m_write.prepare(
        "INSERT INTO hub (one, id, seed, epoch, device_id, counter, sequence, url) VALUES (1, ?1, ?2, ?3, ?4, 0, 0, "
        "'')");
    insert.bindBlob(1, identity.id).bindBlob(2, identity.key.seed());
    insert.bind(3, toSigned(identity.epoch)).bindBlob(4, identity.deviceId.raw());
    insert.run();
  }

  void setUrl(std::string_view url) override { m_write.prepare("UPDATE hub SET url = ?1").bind(1, url).run(); }

  std::uint64_t sequence() override { return counters().sequence; }
  std::uint64_t nextSequence() override { return ++counters().sequence; }
  std::uint64_t nextCounter() override { return ++counters().counter; }
  void noteCounter(std::uint64_t met) override {
    if (counters().counter < met) counters().counter = restoredCounter(met, identity().epoch);
  }

  /// Writes the numbers that were given out.
  void finish() {
    if (!m_counters) return;
    auto update = m_write.prepare("UPDATE hub SET sequence = ?1, counter = ?2");
    update.bind(1, toSigned(m_counters->sequence)).bind(2, toSigned(m_counters->counter));
    update.run();
  }

  void putAccount(const Account& account) override {
    auto put = m_write.prepare(
        "INSERT INTO account (person, name, role, all_provinces, provinces, active) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
        "ON CONFLICT (person) DO UPDATE SET name = ?2, role = ?3, all_provinces = ?4, provinces = ?5, active = ?6");
    put.bindBlob(1, account.person.raw()).bind(2, std::string_view(account.name)).bind(3, int{account.role});
    put.bind(4, account.scope.allProvinces).bind(5, std::string_view(joined(account.scope.provinces)));
    put.bind(6, account.active);
    put.run();
  }

  void putDevice(const Device& device) override {
    auto put = m_write.prepare(
        "INSERT INTO device (id, tag, person, public_key, name, enrolled_at, revoked_at, seen_at, sequence, epoch) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
        "ON CONFLICT (id) DO UPDATE SET name = ?5, revoked_at = ?7, seen_at = ?8, sequence = max(sequence, ?9), epoch "
        "= ?10");
    put.bindBlob(1, device.id.raw()).bind(2, static_cast<std::int64_t>(device.tag)).bindBlob(3, device.person.raw());
    put.bindBlob(4, device.publicKey).bind(5, std::string_view(device.name));
    put.bind(6, core::toMicros(device.enrolledAt));
    put.bind(7, device.revokedAt);
    put.bind(8, device.seenAt);
    put.bind(9, toSigned(device.sequence)).bind(10, toSigned(device.epoch));
    put.run();
  }

  void noteRequest(DeviceId device, std::uint64_t sequence, Timestamp at, std::uint64_t epoch) override {
    auto note =
        m_write.prepare("UPDATE device SET seen_at = ?2, sequence = max(sequence, ?3), epoch = ?4 WHERE id = ?1");
    note.bindBlob(1, device.raw()).bind(2, core::toMicros(at)).bind(3, toSigned(sequence)).bind(4, toSigned(epoch));
    note.run();
  }

  void putEnrolCode(const EnrolCodeRow& code) override {
    auto put = m_write.prepare(
        "INSERT INTO enrol_code (secret_sha256, person, expires_at, used_at) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (secret_sha256) DO UPDATE SET used_at = ?4");
    put.bindBlob(1, code.secretSha256).bindBlob(2, code.person.raw()).bind(3, core::toMicros(code.expiresAt));
    put.bind(4, code.usedAt);
    put.run();
  }

  std::int64_t numberOfScope(const Scope& scope) override {
    const auto provinces = joined(scope.provinces);
    auto add = m_write.prepare("INSERT OR IGNORE INTO scope (all_provinces, provinces) VALUES (?1, ?2)");
    add.bind(1, scope.allProvinces).bind(2, std::string_view(provinces));
    add.run();
    return findScope(scope);
  }

  void putHead(Head& head) override {
    const auto* type = core::records::RecordType::byNumber(head.type);
    const bool packs = head.packed.empty() && type && core::records::isPacked(*type);
    const auto packed = packs ? core::records::pack(head.body) : std::string();
    const std::string& body = !head.packed.empty() ? head.packed : packs ? packed : head.body;
    if (head.row == 0) {
      auto insert =
          m_write.prepare("INSERT INTO head (type, id, body, meta, leaves, parent) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
      insert.bind(1, static_cast<std::int64_t>(head.type)).bindBlob(2, head.id.raw()).bindBlob(3, body);
      insert.bindBlob(4, head.meta).bindBlob(5, head.leaves);
      if (head.parent) {
        insert.bindBlob(6, head.parent->raw());
      } else {
        insert.bindNull(6);
      }
      insert.run();
      head.row = m_write.lastInsertRow();
      auto feed = m_write.prepare(
          "INSERT INTO feed (row, sequence, province, owner, since, origin, origin_since) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
      bindFeed(feed, head);
      feed.run();
      return;
    }
    auto update = m_write.prepare("UPDATE head SET body = ?2, meta = ?3, leaves = ?4 WHERE row = ?1");
    update.bind(1, head.row).bindBlob(2, body).bindBlob(3, head.meta).bindBlob(4, head.leaves);
    update.run();
    auto feed = m_write.prepare(
        "UPDATE feed SET sequence = ?2, province = ?3, owner = ?4, since = ?5, origin = ?6, origin_since = ?7 "
        "WHERE row = ?1");
    bindFeed(feed, head);
    feed.run();
  }

  void putDeparture(const Departure& departure) override {
    auto put =
        m_write.prepare("INSERT INTO departure (sequence, type, id, province, owner) VALUES (?1, ?2, ?3, ?4, ?5)");
    put.bind(1, toSigned(departure.sequence)).bind(2, static_cast<std::int64_t>(departure.type));
    put.bindBlob(3, departure.id.raw()).bind(4, std::string_view(departure.province));
    put.bind(5, departure.owner);
    put.run();
  }

  void putBlobUse(std::string_view sha256, RecordId record, DeviceId device) override {
    storeBlobUse(m_write, sha256, record, device);
  }

  void appendLog(LogEntry& entry) override {
    auto last = m_write.prepare("SELECT entry, hash FROM log ORDER BY entry DESC LIMIT 1");
    std::string previous;
    entry.entry = 1;
    if (last.step()) {
      entry.entry = last.integer(0) + 1;
      previous = last.blob(1);
    }
    last.reset();
    entry.hash = logHash(previous, entry);
    auto put = m_write.prepare(
        "INSERT INTO log (entry, device, request, received_at, encoding, payload, signature, refused, hash) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    put.bind(1, entry.entry).bindBlob(2, entry.device.raw()).bind(3, toSigned(entry.request));
    put.bind(4, core::toMicros(entry.receivedAt)).bind(5, entry.encoding).bindBlob(6, entry.payload);
    put.bindBlob(7, entry.signature).bindBlob(8, entry.refused).bindBlob(9, entry.hash);
    put.run();
  }

  void putQuarantine(std::int64_t logEntry, int place, std::uint32_t type, RecordId id) override {
    storeQuarantine(m_write, {.logEntry = logEntry, .place = place, .type = type, .id = id});
  }
  void settleQuarantine(std::int64_t row, QuarantineOutcome outcome, Timestamp at) override {
    storeOutcome(m_write, row, outcome, at);
  }
  void putBundle(const BundleRow& bundle) override { storeBundle(m_write, bundle); }

 private:
  static void bindFeed(db::Statement& feed, const Head& head) {
    feed.bind(1, head.row).bind(2, toSigned(head.sequence)).bind(3, std::string_view(head.province));
    feed.bind(4, head.owner);
    feed.bind(5, toSigned(head.since)).bind(6, static_cast<std::int64_t>(head.origin));
    feed.bind(7, toSigned(head.originSince));
  }

  struct Counters {
    std::uint64_t sequence = 0;
    std::uint64_t counter = 0;
  };

  Counters& counters() {
    if (!m_counters) {
      auto row = m_write.prepare("SELECT sequence, counter FROM hub");
      THUCDIA_ASSERT(row.step());
      m_counters = Counters{toUnsigned(row.integer(0)), toUnsigned(row.integer(1))};
    }
    return *m_counters;
  }

  db::WriteTransaction& m_write;
  std::optional<Counters> m_counters;
};

class SqliteStorage final : public HubStorage {
 public:
  SqliteStorage(std::unique_ptr<db::Store> store, const std::string& path)
      : m_store(std::move(store)), m_log(path + "-wal") {}

  core::Result<> read(const std::function<core::Result<>(HubRead&)>& query) override {
    return m_store->read([&](db::ReadTransaction& transaction) -> core::Result<> {
      Reader reader(transaction);
      return query(reader);
    });
  }

  core::Result<> write(const std::function<core::Result<>(HubWrite&)>& command) override {
    auto done = m_store->write([&](db::WriteTransaction& transaction) -> core::Result<> {
      Writer writer(transaction);
      THUCDIA_TRY(command(writer));
      writer.finish();
      return {};
    });
    if (done) boundLog();
    return done;
  }

  core::Result<> copyTo(const std::string& path) override { return m_store->copyTo(path); }
  core::Result<std::vector<std::string>> problems() override { return m_store->integrityProblems(); }

 private:
  /// Readers that follow one another without a gap keep SQLite from ever beginning the log anew: then once in a while
  /// everybody waits for the last of them.
  void boundLog() {
    if (++m_writes % kLookEvery != 0) return;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(m_log, error);
    if (!error && bytes > kMostLogBytes) static_cast<void>(m_store->checkpoint());
  }

  static constexpr std::uint64_t kLookEvery = 16;
  static constexpr std::uintmax_t kMostLogBytes = std::uintmax_t{128} << 20;

  std::unique_ptr<db::Store> m_store;
  std::filesystem::path m_log;
  std::atomic<std::uint64_t> m_writes = 0;
};

}  // namespace

std::string storagePath(const std::string& folder) { return (std::filesystem::path(folder) / "hub.sqlite").string(); }

core::Result<std::unique_ptr<HubStorage>> openSqliteStorage(const std::string& folder, const std::string& vfs,
                                                            core::Disk* disk) {
  static const auto kMigrations = db::numbered(embedded::hub_migrations());
  db::Store::Options options;
  options.path = storagePath(folder);
  options.vfs = vfs;
  options.disk = disk;
  options.migrations = kMigrations;
  options.readers = 4;
  // A hub takes in much at once: fewer, longer moves of the log into the file, and its indexes at hand.
  options.autoCheckpointPages = 4000;
  THUCDIA_ASSIGN(auto store, db::Store::open(options));
  THUCDIA_TRY(store->write([](db::WriteTransaction& transaction) -> core::Result<> {
    transaction.execute("PRAGMA cache_size = -65536");
    return {};
  }));
  return std::unique_ptr<HubStorage>(new SqliteStorage(std::move(store), options.path));
}

}  // namespace thucdia::hub
