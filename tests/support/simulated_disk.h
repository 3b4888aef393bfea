#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/disk.h"

namespace thucdia::tests {

class DiskState;
class SqliteVfs;

/// What can happen at a step of the disk.
enum class Fault {
  Crash,     ///< the power goes: the step and whatever was not synced may be lost or torn
  DiskFull,  ///< no space left
  IoError,   ///< the device refuses
};

/// A disk in memory, for SQLite (as a VFS, see name()) and for core::Disk alike, that fails where it is told to. What
/// was written is there to be read at once, and survives a crash only once it was synced: of the rest each write is
/// kept, lost, or torn at 512-byte sectors, and of unsynced changes to folders the first few are kept, as the seed
/// decides.
///
/// After a crash everything fails until restart(), and what was open before it stays broken, as for a dead process.
/// Locks and shared memory are kept honestly, so several connections may work on one database. Time stands still but
/// for sleeping. Thread-safe. Files may be opened in folders that nobody made.
class SimulatedDisk final : public core::Disk {
 public:
  /// Registers a VFS `name`, which must be new in this process. `asDefault` makes SQLite take its own randomness from
  /// this disk's seed too, as a reproducible run must.
  SimulatedDisk(std::string name, std::uint64_t seed, bool asDefault = false);
  /// Every file must be closed.
  ~SimulatedDisk() override;
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  /// For Store::Options::vfs.
  [[nodiscard]] const std::string& name() const { return m_name; }

  /// Fails at the `step`th change from now on, 1 being the next: writes, cuts, syncs, and names made, moved or removed.
  /// `lasting`: also at all changes after it, until mend().
  void failAt(std::uint64_t step, Fault fault, bool lasting = false);
  /// No fault is waiting any more.
  void mend();
  /// How many changes were asked for since this disk was made.
  [[nodiscard]] std::uint64_t steps() const;
  /// Bytes that all files together may have; nothing: no limit. Beyond it writes find the disk full.
  void setCapacity(std::optional<std::uint64_t> bytes);
  [[nodiscard]] std::uint64_t used() const;

  /// From now on a sync says that it is done and does nothing, as disks with a volatile cache do.
  void forgetSyncs();

  /// The power goes now.
  void crash();
  [[nodiscard]] bool crashed() const;
  /// Power is back: what survived is there. Also without a crash, as when every process was killed: nothing is lost
  /// then.
  void restart();

  /// A file as it would be read now; nothing when there is none.
  [[nodiscard]] std::optional<std::string> bytesOf(const std::string& path) const;
  /// Puts a durable file there, with its folders, such as a database prepared once for many runs.
  void place(const std::string& path, std::string bytes);

  [[nodiscard]] core::Result<std::unique_ptr<core::DiskFile>> openToRead(const std::string& path) override;
  [[nodiscard]] core::Result<std::unique_ptr<core::DiskFile>> openToWrite(const std::string& path) override;
  [[nodiscard]] core::Result<std::unique_ptr<core::DiskFile>> createHeld(const std::string& path) override;
  [[nodiscard]] core::Result<> removeAbandoned(const std::string& folder) override;
  [[nodiscard]] core::Result<> rename(const std::string& from, const std::string& to) override;
  [[nodiscard]] core::Result<> remove(const std::string& path) override;
  [[nodiscard]] core::Result<std::optional<std::uint64_t>> sizeOf(const std::string& path) override;
  [[nodiscard]] core::Result<bool> makeFolder(const std::string& path) override;
  [[nodiscard]] core::Result<> syncFolder(const std::string& path) override;
  [[nodiscard]] core::Result<std::vector<std::string>> list(const std::string& folder) override;

 private:
  std::string m_name;
  std::shared_ptr<DiskState> m_state;
  std::unique_ptr<SqliteVfs> m_vfs;
};

}  // namespace thucdia::tests
