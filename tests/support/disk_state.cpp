#include "tests/support/disk_state.h"

#include <algorithm>

namespace thucdia::tests {

namespace {

constexpr std::size_t kSector = 512;

std::string folderOf(const std::string& path) {
  const auto slash = path.find_last_of('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

void applyWrite(std::string& file, std::uint64_t offset, std::string_view bytes) {
  if (file.size() < offset + bytes.size()) file.resize(static_cast<std::size_t>(offset) + bytes.size());
  file.replace(static_cast<std::size_t>(offset), bytes.size(), bytes);
}

void applyChange(std::string& file, const Node::Change& change) {
  if (change.cut) {
    file.resize(static_cast<std::size_t>(change.offset));
  } else {
    applyWrite(file, change.offset, change.bytes);
  }
}

}  // namespace

void DiskState::failAt(std::uint64_t step, Fault fault, bool lasting) {
  const std::scoped_lock lock(m_mutex);
  m_failAt = m_steps + step;
  m_fault = fault;
  m_lasting = lasting;
}

void DiskState::mend() {
  const std::scoped_lock lock(m_mutex);
  m_failAt = 0;
}

void DiskState::setCapacity(std::optional<std::uint64_t> bytes) {
  const std::scoped_lock lock(m_mutex);
  m_capacity = bytes;
}

void DiskState::forgetSyncs() {
  const std::scoped_lock lock(m_mutex);
  m_forgetful = true;
}

void DiskState::crash() {
  const std::scoped_lock lock(m_mutex);
  m_crashed = true;
}

std::uint64_t DiskState::steps() const {
  const std::scoped_lock lock(m_mutex);
  return m_steps;
}

std::uint64_t DiskState::used() const {
  const std::scoped_lock lock(m_mutex);
  return usedNow();
}

bool DiskState::crashed() const {
  const std::scoped_lock lock(m_mutex);
  return m_crashed;
}

int DiskState::life() const {
  const std::scoped_lock lock(m_mutex);
  return m_life;
}

void DiskState::place(const std::string& path, std::string bytes) {
  const std::scoped_lock lock(m_mutex);
  auto node = std::make_shared<Node>();
  node->durable = bytes;
  node->now = std::move(bytes);
  m_names[path] = node;
  m_durableNames[path] = node;
  for (auto folder = folderOf(path); !folder.empty(); folder = folderOf(folder)) {
    m_folders.insert(folder);
    m_durableFolders.insert(folder);
  }
}

std::uint64_t DiskState::usedNow() const {
  std::uint64_t bytes = 0;
  for (const auto& [path, node] : m_names) bytes += node->now.size();
  return bytes;
}

/// Counts a step; what it comes to, if it is not to be done as asked. A crash is to be noticed by m_crashed afterwards:
/// the step itself may still reach the disk.
std::optional<Outcome> DiskState::fault(bool mayFill) {
  if (m_crashed) return Outcome::Broken;
  ++m_steps;
  const bool now = m_failAt != 0 && (m_steps == m_failAt || (m_lasting && m_steps > m_failAt));
  if (!now) return std::nullopt;
  if (!m_lasting) m_failAt = 0;
  switch (m_fault) {
    case Fault::Crash:
      m_crashed = true;
      return std::nullopt;
    case Fault::DiskFull:
      return mayFill ? std::optional(Outcome::Full) : std::nullopt;
    case Fault::IoError:
      break;
  }
  return Outcome::Broken;
}

NodePointer DiskState::find(const std::string& path) const {
  const std::scoped_lock lock(m_mutex);
  if (m_crashed) return nullptr;
  const auto found = m_names.find(path);
  return found == m_names.end() ? nullptr : found->second;
}

Outcome DiskState::create(const std::string& path, bool fresh, NodePointer& node) {
  const std::scoped_lock lock(m_mutex);
  if (m_crashed) return Outcome::Broken;
  if (const auto found = m_names.find(path); found != m_names.end()) {
    if (fresh) return Outcome::Exists;
    node = found->second;
    return Outcome::Good;
  }
  if (const auto failed = fault()) return *failed;
  node = std::make_shared<Node>();
  m_unsynced.push_back({path, {}, node});
  m_names[path] = node;
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

bool DiskState::read(const Node& node, int life, std::uint64_t offset, std::size_t size, std::string& bytes) const {
  const std::scoped_lock lock(m_mutex);
  if (!alive(life)) return false;
  bytes = offset < node.now.size() ? node.now.substr(static_cast<std::size_t>(offset), size) : std::string();
  return true;
}

Outcome DiskState::write(Node& node, int life, std::uint64_t offset, std::string_view bytes) {
  const std::scoped_lock lock(m_mutex);
  if (!alive(life)) return Outcome::Broken;
  if (const auto failed = fault()) return *failed;
  const auto end = offset + bytes.size();
  if (m_capacity && end > node.now.size() && usedNow() + end - node.now.size() > *m_capacity) return Outcome::Full;
  applyWrite(node.now, offset, bytes);
  node.unsynced.push_back({offset, std::string(bytes), false});
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

Outcome DiskState::cut(Node& node, int life, std::uint64_t size) {
  const std::scoped_lock lock(m_mutex);
  if (!alive(life)) return Outcome::Broken;
  if (const auto failed = fault(false)) return *failed;
  node.unsynced.push_back({size, {}, true});
  node.now.resize(static_cast<std::size_t>(size));
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

Outcome DiskState::sync(Node& node, int life) {
  const std::scoped_lock lock(m_mutex);
  if (!alive(life)) return Outcome::Broken;
  if (const auto failed = fault()) {
    // As Linux does: what could not be written counts as written from then on, and no later sync tries again.
    node.unsynced.clear();
    return *failed;
  }
  if (m_crashed) return Outcome::Broken;  // the power went before it was done
  if (m_forgetful) return Outcome::Good;
  for (const auto& change : node.unsynced) applyChange(node.durable, change);
  node.unsynced.clear();
  return Outcome::Good;
}

Outcome DiskState::remove(const std::string& path) {
  const std::scoped_lock lock(m_mutex);
  if (m_crashed) return Outcome::Broken;
  if (!m_names.contains(path)) return Outcome::Missing;
  if (const auto failed = fault(false)) return *failed;
  m_unsynced.push_back({{}, path, nullptr});
  m_names.erase(path);
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

Outcome DiskState::rename(const std::string& from, const std::string& to) {
  const std::scoped_lock lock(m_mutex);
  if (m_crashed) return Outcome::Broken;
  const auto found = m_names.find(from);
  if (found == m_names.end()) return Outcome::Missing;
  if (const auto failed = fault()) return *failed;
  const auto node = found->second;
  m_unsynced.push_back({to, from, node});
  m_names.erase(found);
  m_names[to] = node;
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

Outcome DiskState::makeFolder(const std::string& path) {
  const std::scoped_lock lock(m_mutex);
  if (m_crashed) return Outcome::Broken;
  if (m_folders.contains(path)) return Outcome::Exists;
  if (const auto around = folderOf(path); !around.empty() && !m_folders.contains(around)) return Outcome::Missing;
  if (const auto failed = fault()) return *failed;
  m_unsynced.push_back({path, {}, nullptr});
  m_folders.insert(path);
  return m_crashed ? Outcome::Broken : Outcome::Good;
}

Outcome DiskState::syncFolder(const std::string& path) {
  const std::scoped_lock lock(m_mutex);
  if (const auto failed = fault()) return *failed;
  if (m_crashed) return Outcome::Broken;
  const std::string folder = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  std::erase_if(m_unsynced, [&](const NameChange& change) {
    if (folderOf(change.made.empty() ? change.removed : change.made) != folder) return false;
    apply(change);
    return true;
  });
  return Outcome::Good;
}

std::vector<std::string> DiskState::namesIn(const std::string& folder) const {
  const std::scoped_lock lock(m_mutex);
  std::set<std::string> names;
  const auto add = [&](const std::string& path) {
    if (folderOf(path) == folder) names.insert(path.substr(folder.size() + 1));
  };
  for (const auto& [path, node] : m_names) add(path);
  for (const auto& path : m_folders) add(path);
  return {names.begin(), names.end()};
}

bool DiskState::isFolder(const std::string& path) const {
  const std::scoped_lock lock(m_mutex);
  return m_folders.contains(path);
}

void DiskState::apply(const NameChange& change) {
  if (!change.removed.empty()) m_durableNames.erase(change.removed);
  if (change.made.empty()) return;
  if (change.node) {
    m_durableNames[change.made] = change.node;
  } else {
    m_durableFolders.insert(change.made);
  }
}

/// What a crash leaves of a file. `mode`: 0 nothing that was not synced, 1 all, 2 some of it, 3 some and torn.
NodePointer DiskState::survivor(const Node& node, std::uint64_t mode) {
  auto left = std::make_shared<Node>();
  left->now = node.durable;
  for (const auto& change : node.unsynced) {
    if (mode == 0 || (mode >= 2 && m_random.below(2) == 0)) continue;
    if (mode < 3 || change.cut) {
      applyChange(left->now, change);
      continue;
    }
    for (std::size_t at = 0; at < change.bytes.size();) {
      // Sectors are those of the disk, so the first piece may be shorter.
      const auto size = std::min<std::size_t>(change.bytes.size() - at, kSector - (change.offset + at) % kSector);
      if (m_random.below(3) != 0) applyWrite(left->now, change.offset + at, change.bytes.substr(at, size));
      at += size;
    }
  }
  left->durable = left->now;
  return left;
}

void DiskState::restart() {
  const std::scoped_lock lock(m_mutex);
  const auto mode = m_crashed ? m_random.below(4) : 1;
  const auto kept = mode == 0 ? 0 : mode == 1 ? m_unsynced.size() : m_random.below(m_unsynced.size() + 1);
  for (std::size_t i = 0; i < kept; ++i) apply(m_unsynced[i]);
  m_unsynced.clear();
  // A name in a folder that is lost is lost with it.
  const auto isLost = [this](const std::string& path) {
    for (auto folder = folderOf(path); !folder.empty(); folder = folderOf(folder)) {
      if (m_folders.contains(folder) && !m_durableFolders.contains(folder)) return true;
    }
    return false;
  };
  std::map<std::string, NodePointer> names;
  for (const auto& [path, node] : m_durableNames) {
    if (!isLost(path)) names[path] = survivor(*node, mode);
  }
  std::erase_if(m_durableFolders, isLost);
  m_folders = m_durableFolders;
  m_names = names;
  m_durableNames = std::move(names);
  m_crashed = false;
  m_failAt = 0;
  ++m_life;
}

void DiskState::fillRandom(std::span<std::uint8_t> bytes) {
  const std::scoped_lock lock(m_mutex);
  m_random.fill(bytes);
}

void DiskState::sleep(std::int64_t micros) {
  const std::scoped_lock lock(m_mutex);
  m_sleptMicros += micros;
}

std::int64_t DiskState::sleptMicros() const {
  const std::scoped_lock lock(m_mutex);
  return m_sleptMicros;
}

}  // namespace thucdia::tests
