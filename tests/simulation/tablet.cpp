#include "tests/simulation/tablet.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/records/record_rows.h"
#include "tests/simulation/older_replica.h"

namespace thucdia::simulation {

using core::changes::Leaf;
using core::changes::RecordState;
using core::changes::Version;
using core::records::RecordType;

namespace {

constexpr std::string_view kFolder = "/tablet";

std::string databasePath() { return std::string(kFolder) + "/replica.db"; }

const Version* withDot(const Leaf* leaf, core::changes::Dot dot) {
  if (!leaf) return nullptr;
  const auto at = std::ranges::find(leaf->versions, dot, [](const Version& version) { return version.stamp.dot; });
  return at == leaf->versions.end() ? nullptr : &*at;
}

std::optional<RecordState> stateOf(core::db::ReadTransaction& transaction, const RecordType& type, core::RecordId id) {
  const auto row = core::records::loadRow(transaction, type, id);
  if (!row) return std::nullopt;
  auto state = core::changes::decode(row->body, row->meta);
  if (!state) violated("{} {} cannot be read: {}", type.table(), id.text(), core::describe(state.error()));
  return std::move(*state);
}

}  // namespace

const std::string& newReplicaDatabase() {
  static const std::string kBytes = [] {
    const WorldClock world;
    core::SeededRandom random(8);
    MemoryKeyStore keys;
    tests::SimulatedDisk disk("new-replica", 8);
    const core::replica::Replica::Options options{
        .folder = kFolder, .clock = &world, .random = &random, .disk = &disk, .keys = &keys, .vfs = disk.name()};
    if (!core::replica::Replica::open(options)) violated("a new replica cannot be made");
    return *disk.bytesOf(databasePath());
  }();
  return kBytes;
}

Tablet::Tablet(const WorldClock& world, Ledger& ledger, int number, std::string user, std::uint64_t seed)
    : m_ledger(ledger),
      m_number(number),
      m_user(std::move(user)),
      m_clock(world),
      m_random(seed),
      m_disk(fmt::format("tablet-{}", number), seed + 1),
      m_forms(std::make_unique<core::visits::FormLibrary>()) {
  m_disk.place(databasePath(), newReplicaDatabase());
}

bool Tablet::start() {
  if (m_replica) return true;
  auto opened = core::replica::Replica::open({.folder = kFolder,
                                              .clock = &m_clock,
                                              .random = &m_random,
                                              .disk = &m_disk,
                                              .keys = &m_keys,
                                              .vfs = m_disk.name()});
  if (!opened) {
    const auto code = opened.error().code;
    if (code == core::ErrorCode::CorruptData || code == core::ErrorCode::DatabaseKeyWrong) {
      violated("tablet {} does not open: {}", m_number, core::describe(opened.error()));
    }
    return false;
  }
  m_replica = std::move(*opened);
  m_tag = m_replica->author().device;
  m_subscription = m_replica->store().changes().subscribe([this](std::span<const core::db::Change> changes) {
    takeIn({changes.begin(), changes.end()});
  });
  std::vector<core::db::Change> all;
  for (const auto& [id, held] : m_held) all.push_back({held.first, id});
  const auto listed = m_replica->read([&](core::db::ReadTransaction& transaction) {
    for (const auto& type : RecordType::all()) {
      auto row = transaction.prepare("SELECT id FROM " + type.table());
      while (row.step()) all.push_back({type.number(), *core::RecordId::fromBytes(row.blob(0))});
    }
  });
  if (!listed) {
    m_replica.reset();
    return false;
  }
  m_source = Source::Restart;
  takeIn(std::move(all));
  return true;
}

void Tablet::stop() {
  session.reset();
  waitingFor = 0;
  m_subscription = {};
  m_replica.reset();
  m_disk.restart();
}

bool Tablet::takeBackTo(int schema) { return takeBack(m_disk, databasePath(), schema); }

std::optional<v1::Person> Tablet::person() {
  auto person = m_replica->currentPerson();
  return person ? std::optional(std::move(*person)) : std::nullopt;
}

void Tablet::takeIn(std::vector<core::db::Change> changes) {
  std::ranges::sort(changes,
                    [](const auto& a, const auto& b) { return std::pair(a.type, a.id) < std::pair(b.type, b.id); });
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  for (const auto& [type, id] : changes) takeIn(type, id);
}

void Tablet::takeIn(std::uint32_t number, core::RecordId id) {
  const auto& type = *RecordType::byNumber(number);
  const auto read =
      m_replica->read([&](core::db::ReadTransaction& transaction) { return stateOf(transaction, type, id); });
  // The power may go right after a commit: looked at when it is back.
  if (!read) return;
  const auto held = m_held.find(id);
  const RecordState before = held == m_held.end() ? RecordState{} : held->second.second;
  if (!*read) {
    if (m_source == Source::Person) violated("tablet {}: {} {} is gone", m_number, type.table(), id.text());
    if (before.highestOf(m_tag) > 0) {
      violated("tablet {}: {} {} was taken away with work of its own", m_number, type.table(), id.text());
    }
    m_held.erase(id);
    return;
  }
  compare(id, before, **read);
  m_held.insert_or_assign(id, std::pair(number, std::move(**read)));
}

void Tablet::compare(core::RecordId id, const RecordState& before, const RecordState& after) {
  for (const Leaf& leaf : after.leaves) {
    const Leaf* was = before.find(leaf.key);
    if (was && *was == leaf) continue;
    const Ledger::Place place{id, leaf.key};
    std::optional<core::changes::Dot> mine;
    for (const Version& version : leaf.versions) {
      const auto dot = version.stamp.dot;
      if (std::ranges::count(leaf.versions, dot, [](const Version& v) { return v.stamp.dot; }) > 1) {
        violated("tablet {} holds twice {}", m_number, describe(place, dot));
      }
      const bool own = dot.device == m_tag && m_source != Source::Sync;
      // Also when a conflict is settled for what was written under the stamp that goes on.
      if (own) mine = dot;
      const Version* same = withDot(was, dot);
      if (same && *same == version) continue;
      if (own) {
        if (m_source == Source::Person && leaf.key.field == kNewerField && !m_newerProgram) {
          violated("tablet {}: an edit touched a field that its program does not know: {}", m_number,
                   describe(place, dot));
        }
        // The power may have gone between the last commit and the word of it, so what is new here is no loss.
        if (m_source == Source::Restart && m_ledger.wasReplaced(place, version))
          violated("tablet {} is back at an earlier value of {}", m_number, describe(place, dot));
        m_ledger.saved(place, version);
        continue;
      }
      const auto* written = m_ledger.find(place, dot);
      if (!written && m_ledger.isHubs(dot)) continue;
      if (!written) violated("tablet {} was given what nobody saved: {}", m_number, describe(place, dot));
      if (written->value != version.value)
        violated("tablet {} was given another value of {}", m_number, describe(place, dot));
    }
    if (!was) continue;
    for (const Version& version : was->versions) {
      const auto dot = version.stamp.dot;
      if (withDot(&leaf, dot)) continue;
      if (mine) m_ledger.overwrote(place, dot, *mine);
      if ((!m_ledger.isHubs(dot) || m_ledger.find(place, dot)) && !m_ledger.isOverwritten(place, dot)) {
        violated("tablet {} lost {}, which nobody overwrote knowingly: {}, now {}", m_number, describe(place, dot),
                 describe(before, leaf.key), describe(after, leaf.key));
      }
    }
  }
  for (const Leaf& leaf : before.leaves) {
    if (after.find(leaf.key)) continue;
    violated("tablet {} lost the leaf of {}: {}, now {}", m_number,
             describe({id, leaf.key}, leaf.versions.front().stamp.dot), describe(before, leaf.key),
             describe(after, leaf.key));
  }
}

}  // namespace thucdia::simulation
