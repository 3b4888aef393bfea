#include "tests/support/simulated_disk.h"

#include <utility>

#include "tests/support/disk_state.h"
#include "tests/support/sqlite_vfs.h"

namespace thucdia::tests {

using core::DiskFile;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

Result<> result(Outcome outcome, const std::string& path) {
  switch (outcome) {
    case Outcome::Good:
      return {};
    case Outcome::Full:
      return fail(ErrorCode::DiskFull, path);
    case Outcome::Missing:
      return fail(ErrorCode::NotFound, path);
    case Outcome::Exists:
      return fail(ErrorCode::AlreadyExists, path);
    case Outcome::Broken:
      break;
  }
  return fail(ErrorCode::IoError, path);
}

class SimulatedFile final : public DiskFile {
 public:
  SimulatedFile(std::shared_ptr<DiskState> state, NodePointer node, std::string path, bool held)
      : m_state(std::move(state)),
        m_node(std::move(node)),
        m_path(std::move(path)),
        m_life(m_state->life()),
        m_held(held) {
    if (m_held) hold(1);
  }
  ~SimulatedFile() override {
    if (m_held) hold(-1);
  }
  SimulatedFile(const SimulatedFile&) = delete;
  SimulatedFile& operator=(const SimulatedFile&) = delete;

  Result<std::string> read(std::uint64_t offset, std::size_t size) override {
    std::string bytes;
    if (!m_state->read(*m_node, m_life, offset, size, bytes)) return fail(ErrorCode::IoError, m_path);
    return bytes;
  }
  Result<> write(std::uint64_t offset, std::string_view bytes) override {
    return result(m_state->write(*m_node, m_life, offset, bytes), m_path);
  }
  Result<std::uint64_t> size() override {
    const std::scoped_lock lock(m_state->mutex());
    return m_node->now.size();
  }
  Result<> sync() override { return result(m_state->sync(*m_node, m_life), m_path); }

 private:
  void hold(int by) {
    const std::scoped_lock lock(m_state->mutex());
    m_node->holders += by;
  }

  std::shared_ptr<DiskState> m_state;
  NodePointer m_node;
  std::string m_path;
  int m_life;
  bool m_held;
};

}  // namespace

SimulatedDisk::SimulatedDisk(std::string name, std::uint64_t seed, bool asDefault)
    : m_name(std::move(name)),
      m_state(std::make_shared<DiskState>(seed)),
      m_vfs(std::make_unique<SqliteVfs>(m_name, m_state, asDefault)) {}

SimulatedDisk::~SimulatedDisk() = default;

void SimulatedDisk::failAt(std::uint64_t step, Fault fault, bool lasting) { m_state->failAt(step, fault, lasting); }
void SimulatedDisk::mend() { m_state->mend(); }
std::uint64_t SimulatedDisk::steps() const { return m_state->steps(); }
void SimulatedDisk::setCapacity(std::optional<std::uint64_t> bytes) { m_state->setCapacity(bytes); }
std::uint64_t SimulatedDisk::used() const { return m_state->used(); }
void SimulatedDisk::forgetSyncs() { m_state->forgetSyncs(); }
void SimulatedDisk::crash() { m_state->crash(); }
bool SimulatedDisk::crashed() const { return m_state->crashed(); }
void SimulatedDisk::restart() { m_state->restart(); }

std::optional<std::string> SimulatedDisk::bytesOf(const std::string& path) const {
  const auto node = m_state->find(path);
  if (!node) return std::nullopt;
  const std::scoped_lock lock(m_state->mutex());
  return node->now;
}

void SimulatedDisk::place(const std::string& path, std::string bytes) { m_state->place(path, std::move(bytes)); }

Result<std::unique_ptr<DiskFile>> SimulatedDisk::openToRead(const std::string& path) {
  if (m_state->crashed() || m_state->isFolder(path)) return fail(ErrorCode::IoError, path);
  const auto node = m_state->find(path);
  if (!node) return fail(ErrorCode::NotFound, path);
  return std::make_unique<SimulatedFile>(m_state, node, path, false);
}

Result<std::unique_ptr<DiskFile>> SimulatedDisk::openToWrite(const std::string& path) {
  NodePointer node;
  THUCDIA_TRY(result(m_state->create(path, false, node), path));
  return std::make_unique<SimulatedFile>(m_state, node, path, false);
}

Result<std::unique_ptr<DiskFile>> SimulatedDisk::createHeld(const std::string& path) {
  NodePointer node;
  THUCDIA_TRY(result(m_state->create(path, true, node), path));
  return std::make_unique<SimulatedFile>(m_state, node, path, true);
}

Result<> SimulatedDisk::removeAbandoned(const std::string& folder) {
  THUCDIA_ASSIGN(const auto names, list(folder));
  for (const auto& name : names) {
    const auto path = folder + "/" + name;
    const auto node = m_state->find(path);
    if (!node) continue;
    bool held = false;
    {
      const std::scoped_lock lock(m_state->mutex());
      held = node->holders > 0;
    }
    if (!held) THUCDIA_TRY(remove(path));
  }
  return {};
}

Result<> SimulatedDisk::rename(const std::string& from, const std::string& to) {
  return result(m_state->rename(from, to), from);
}

Result<> SimulatedDisk::remove(const std::string& path) { return result(m_state->remove(path), path); }

Result<std::optional<std::uint64_t>> SimulatedDisk::sizeOf(const std::string& path) {
  if (m_state->crashed()) return fail(ErrorCode::IoError, path);
  const auto node = m_state->find(path);
  if (!node) return std::nullopt;
  const std::scoped_lock lock(m_state->mutex());
  return node->now.size();
}

Result<bool> SimulatedDisk::makeFolder(const std::string& path) {
  const auto outcome = m_state->makeFolder(path);
  if (outcome == Outcome::Exists) return false;
  THUCDIA_TRY(result(outcome, path));
  return true;
}

Result<> SimulatedDisk::syncFolder(const std::string& path) { return result(m_state->syncFolder(path), path); }

Result<std::vector<std::string>> SimulatedDisk::list(const std::string& folder) {
  if (m_state->crashed()) return fail(ErrorCode::IoError, folder);
  if (!m_state->isFolder(folder)) return fail(ErrorCode::NotFound, folder);
  return m_state->namesIn(folder);
}

}  // namespace thucdia::tests
