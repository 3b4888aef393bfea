#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "tests/support/simulated_disk.h"

namespace thucdia::tests {

/// A file's bytes, apart from its names.
struct Node {
  /// A change that was not synced yet.
  struct Change {
    std::uint64_t offset = 0;  ///< of the bytes; the new length when `cut`
    std::string bytes;
    bool cut = false;
  };

  std::string durable;
  std::string now;
  std::vector<Change> unsynced;
  int holders = 0;  ///< open by createHeld

  // SQLite's locks on the file (https://www.sqlite.org/lockingv3.html), by opener.
  std::set<const void*> shared;
  const void* reserved = nullptr;
  const void* pending = nullptr;
  const void* exclusive = nullptr;

  /// The shared memory of a write-ahead log.
  struct Shared {
    std::vector<std::unique_ptr<std::vector<char>>> regions;
    std::array<std::set<const void*>, 8> readers;
    std::array<const void*, 8> writer{};
    std::set<const void*> users;
  } memory;
};

using NodePointer = std::shared_ptr<Node>;

/// What became of a step.
enum class Outcome { Good, Full, Broken, Missing, Exists };

/// The disk itself. Every method is thread-safe and belongs to the process life (`life`) in which the caller opened the
/// file: after a crash or restart an older life finds everything broken.
class DiskState {
 public:
  explicit DiskState(std::uint64_t seed) : m_random(seed) {}

  // Faults; see SimulatedDisk.
  void failAt(std::uint64_t step, Fault fault, bool lasting);
  void mend();
  void setCapacity(std::optional<std::uint64_t> bytes);
  void forgetSyncs();
  void crash();
  void restart();
  [[nodiscard]] std::uint64_t steps() const;
  [[nodiscard]] std::uint64_t used() const;
  [[nodiscard]] bool crashed() const;
  [[nodiscard]] int life() const;
  void place(const std::string& path, std::string bytes);

  // Files.
  [[nodiscard]] NodePointer find(const std::string& path) const;
  /// Makes the file when it is not there; Exists when it is and `fresh` is asked for.
  [[nodiscard]] Outcome create(const std::string& path, bool fresh, NodePointer& node);
  /// False for a broken disk.
  [[nodiscard]] bool read(const Node& node, int life, std::uint64_t offset, std::size_t size, std::string& bytes) const;
  [[nodiscard]] Outcome write(Node& node, int life, std::uint64_t offset, std::string_view bytes);
  [[nodiscard]] Outcome cut(Node& node, int life, std::uint64_t size);
  [[nodiscard]] Outcome sync(Node& node, int life);

  // Names.
  [[nodiscard]] Outcome remove(const std::string& path);
  [[nodiscard]] Outcome rename(const std::string& from, const std::string& to);
  [[nodiscard]] Outcome makeFolder(const std::string& path);
  [[nodiscard]] Outcome syncFolder(const std::string& path);
  [[nodiscard]] std::vector<std::string> namesIn(const std::string& folder) const;
  [[nodiscard]] bool isFolder(const std::string& path) const;

  void fillRandom(std::span<std::uint8_t> bytes);
  void sleep(std::int64_t micros);
  [[nodiscard]] std::int64_t sleptMicros() const;
  /// Guards the locks and the shared memory of nodes.
  [[nodiscard]] std::mutex& mutex() const { return m_mutex; }

 private:
  /// A change of names that was not synced yet.
  struct NameChange {
    std::string made;     ///< the file or folder that is there afterwards; empty: none
    std::string removed;  ///< the file that is gone afterwards; empty: none
    NodePointer node;     ///< of `made`; null for a folder
  };

  /// `mayFill`: whether the step can find the disk full.
  [[nodiscard]] std::optional<Outcome> fault(bool mayFill = true);
  [[nodiscard]] bool alive(int life) const { return !m_crashed && life == m_life; }
  [[nodiscard]] std::uint64_t usedNow() const;
  void apply(const NameChange& change);
  [[nodiscard]] NodePointer survivor(const Node& node, std::uint64_t mode);

  mutable std::mutex m_mutex;
  core::SeededRandom m_random;
  std::map<std::string, NodePointer> m_names;
  std::map<std::string, NodePointer> m_durableNames;
  std::set<std::string> m_folders;
  std::set<std::string> m_durableFolders;
  std::vector<NameChange> m_unsynced;
  std::optional<std::uint64_t> m_capacity;
  std::uint64_t m_steps = 0;
  std::uint64_t m_failAt = 0;  ///< 0: never
  Fault m_fault = Fault::IoError;
  bool m_lasting = false;
  bool m_crashed = false;
  bool m_forgetful = false;
  int m_life = 0;
  std::int64_t m_sleptMicros = 0;
};

}  // namespace thucdia::tests
