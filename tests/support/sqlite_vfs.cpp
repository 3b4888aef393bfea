#include "tests/support/sqlite_vfs.h"

#include <cerrno>
#include <cstring>
#include <new>
#include <span>

#include <sqlcipher/sqlite3.h>

#include "tests/support/disk_state.h"

namespace thucdia::tests {

namespace {

/// What SQLite keeps for an open file: its own part first, then ours.
struct OpenFile {
  sqlite3_file base{};
  std::shared_ptr<DiskState> state;
  NodePointer node;
  std::string path;  ///< empty: a file without name, gone when it closes
  int life = 0;
  int lock = SQLITE_LOCK_NONE;
  bool deleteOnClose = false;
  bool syncFolderToo = false;
};

std::string folderWithSlash(const std::string& path) { return path.substr(0, path.find_last_of('/') + 1); }

OpenFile& of(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

DiskState& of(sqlite3_vfs* vfs) { return **static_cast<std::shared_ptr<DiskState>*>(vfs->pAppData); }

thread_local int lastErrno = 0;

int code(Outcome outcome, int broken) {
  switch (outcome) {
    case Outcome::Good:
    case Outcome::Exists:
      lastErrno = 0;
      return SQLITE_OK;
    case Outcome::Full:
      lastErrno = ENOSPC;
      return broken == SQLITE_IOERR_WRITE ? SQLITE_FULL : broken;
    case Outcome::Missing:
      lastErrno = ENOENT;
      return broken;
    case Outcome::Broken:
      break;
  }
  lastErrno = EIO;
  return broken;
}

void dropMemory(OpenFile& file) {
  auto& memory = file.node->memory;
  for (auto& readers : memory.readers) readers.erase(&file);
  for (auto& writer : memory.writer) {
    if (writer == &file) writer = nullptr;
  }
  memory.users.erase(&file);
  // As the unix VFS does: the first to map it again begins with an empty one.
  if (memory.users.empty()) memory.regions.clear();
}

int closeFile(sqlite3_file* base) {
  auto& file = of(base);
  {
    const std::scoped_lock lock(file.state->mutex());
    dropMemory(file);
    auto& node = *file.node;
    node.shared.erase(&file);
    for (const void** holder : {&node.reserved, &node.pending, &node.exclusive}) {
      if (*holder == &file) *holder = nullptr;
    }
  }
  if (file.deleteOnClose && !file.path.empty()) (void)file.state->remove(file.path);
  file.~OpenFile();
  return SQLITE_OK;
}

int readFile(sqlite3_file* base, void* target, int size, sqlite3_int64 offset) {
  auto& file = of(base);
  std::string bytes;
  if (!file.state->read(*file.node, file.life, static_cast<std::uint64_t>(offset), static_cast<std::size_t>(size),
                        bytes)) {
    return code(Outcome::Broken, SQLITE_IOERR_READ);
  }
  std::memset(target, 0, static_cast<std::size_t>(size));
  std::memcpy(target, bytes.data(), bytes.size());
  return bytes.size() == static_cast<std::size_t>(size) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* base, const void* source, int size, sqlite3_int64 offset) {
  auto& file = of(base);
  const std::string_view bytes(static_cast<const char*>(source), static_cast<std::size_t>(size));
  return code(file.state->write(*file.node, file.life, static_cast<std::uint64_t>(offset), bytes), SQLITE_IOERR_WRITE);
}

int truncateFile(sqlite3_file* base, sqlite3_int64 size) {
  auto& file = of(base);
  return code(file.state->cut(*file.node, file.life, static_cast<std::uint64_t>(size)), SQLITE_IOERR_TRUNCATE);
}

int syncFile(sqlite3_file* base, int) {
  auto& file = of(base);
  const auto synced = file.state->sync(*file.node, file.life);
  if (synced != Outcome::Good || !file.syncFolderToo) return code(synced, SQLITE_IOERR_FSYNC);
  file.syncFolderToo = false;
  return code(file.state->syncFolder(folderWithSlash(file.path)), SQLITE_IOERR_DIR_FSYNC);
}

int sizeOfFile(sqlite3_file* base, sqlite3_int64* size) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  *size = static_cast<sqlite3_int64>(file.node->now.size());
  return SQLITE_OK;
}

int lockFile(sqlite3_file* base, int wanted) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  auto& node = *file.node;
  const auto others = [&](const void* holder) { return holder && holder != &file; };
  if (file.lock >= wanted) return SQLITE_OK;
  if (wanted == SQLITE_LOCK_SHARED) {
    if (others(node.pending) || others(node.exclusive)) return SQLITE_BUSY;
    node.shared.insert(&file);
  } else if (wanted == SQLITE_LOCK_RESERVED) {
    if (others(node.reserved) || others(node.pending)) return SQLITE_BUSY;
    node.reserved = &file;
  } else {
    if (others(node.pending) || others(node.reserved)) return SQLITE_BUSY;
    node.pending = &file;
    if (node.shared.size() > 1) {
      file.lock = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
    node.exclusive = &file;
  }
  file.lock = wanted;
  return SQLITE_OK;
}

int unlockFile(sqlite3_file* base, int wanted) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  auto& node = *file.node;
  for (const void** holder : {&node.reserved, &node.pending, &node.exclusive}) {
    if (*holder == &file) *holder = nullptr;
  }
  if (wanted == SQLITE_LOCK_NONE) node.shared.erase(&file);
  file.lock = wanted;
  return SQLITE_OK;
}

int checkReserved(sqlite3_file* base, int* reserved) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  *reserved = file.node->reserved || file.node->pending || file.node->exclusive ? 1 : 0;
  return SQLITE_OK;
}

int fileControl(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sectorSize(sqlite3_file*) { return 512; }

int deviceCharacteristics(sqlite3_file*) {
  // As the unix VFS says: bytes beside those being written are not harmed.
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int mapMemory(sqlite3_file* base, int region, int size, int extend, volatile void** pointer) {
  auto& file = of(base);
  *pointer = nullptr;
  if (file.state->life() != file.life || file.state->crashed()) return code(Outcome::Broken, SQLITE_IOERR_SHMMAP);
  const std::scoped_lock lock(file.state->mutex());
  auto& memory = file.node->memory;
  memory.users.insert(&file);
  const auto wanted = static_cast<std::size_t>(region) + 1;
  if (memory.regions.size() < wanted && !extend) return SQLITE_OK;
  while (memory.regions.size() < wanted) {
    memory.regions.push_back(std::make_unique<std::vector<char>>(static_cast<std::size_t>(size)));
  }
  *pointer = memory.regions[wanted - 1]->data();
  return SQLITE_OK;
}

int lockMemory(sqlite3_file* base, int offset, int count, int flags) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  auto& memory = file.node->memory;
  const std::span readers(memory.readers.data() + offset, static_cast<std::size_t>(count));
  const std::span writers(memory.writer.data() + offset, static_cast<std::size_t>(count));
  if (flags & SQLITE_SHM_UNLOCK) {
    for (auto& slot : readers) slot.erase(&file);
    for (auto& slot : writers) {
      if (slot == &file) slot = nullptr;
    }
    return SQLITE_OK;
  }
  for (const auto* writer : writers) {
    if (writer && writer != &file) return SQLITE_BUSY;
  }
  if (flags & SQLITE_SHM_SHARED) {
    for (auto& slot : readers) slot.insert(&file);
    return SQLITE_OK;
  }
  for (const auto& slot : readers) {
    if (slot.size() > (slot.contains(&file) ? 1U : 0U)) return SQLITE_BUSY;
  }
  for (auto& slot : writers) slot = &file;
  return SQLITE_OK;
}

void memoryBarrier(sqlite3_file* base) { const std::scoped_lock lock(of(base).state->mutex()); }

int unmapMemory(sqlite3_file* base, int) {
  auto& file = of(base);
  const std::scoped_lock lock(file.state->mutex());
  dropMemory(file);
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kMethods = {
    2,           closeFile,     readFile,    writeFile,  truncateFile,          syncFile,  sizeOfFile, lockFile,
    unlockFile,  checkReserved, fileControl, sectorSize, deviceCharacteristics, mapMemory, lockMemory, memoryBarrier,
    unmapMemory, nullptr,       nullptr};

int openFile(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* base, int flags, int* outFlags) {
  base->pMethods = nullptr;
  auto& state = *static_cast<std::shared_ptr<DiskState>*>(vfs->pAppData);
  NodePointer node;
  if (!name) {
    node = std::make_shared<Node>();
  } else if (flags & SQLITE_OPEN_CREATE) {
    const auto outcome = state->create(name, (flags & SQLITE_OPEN_EXCLUSIVE) != 0, node);
    if (outcome != Outcome::Good) return code(outcome, SQLITE_CANTOPEN);
  } else {
    node = state->find(name);
    if (!node) return code(Outcome::Missing, SQLITE_CANTOPEN);
  }
  auto* file = new (base) OpenFile();
  file->state = state;
  file->node = std::move(node);
  file->path = name ? name : "";
  file->life = state->life();
  file->deleteOnClose = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  // As the unix VFS does: the first sync of a journal or log makes the names of its folder durable.
  const int journals = SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
  file->syncFolderToo = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
  file->base.pMethods = &kMethods;
  if (outFlags) *outFlags = flags;
  return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* name, int syncFolder) {
  auto& state = of(vfs);
  const auto outcome = state.remove(name);
  if (outcome == Outcome::Missing) return SQLITE_IOERR_DELETE_NOENT;
  if (outcome != Outcome::Good) return code(outcome, SQLITE_IOERR_DELETE);
  if (!syncFolder) return SQLITE_OK;
  return code(state.syncFolder(folderWithSlash(name)), SQLITE_IOERR_DIR_FSYNC);
}

int accessFile(sqlite3_vfs* vfs, const char* name, int, int* there) {
  const auto& state = of(vfs);
  if (state.crashed()) return code(Outcome::Broken, SQLITE_IOERR_ACCESS);
  *there = state.find(name) ? 1 : 0;
  return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* name, int size, char* path) {
  sqlite3_snprintf(size, path, "%s", name);
  return SQLITE_OK;
}

int randomBytes(sqlite3_vfs* vfs, int size, char* bytes) {
  of(vfs).fillRandom({reinterpret_cast<std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
  return size;
}

int sleepFor(sqlite3_vfs* vfs, int micros) {
  of(vfs).sleep(micros);
  return micros;
}

int currentTime(sqlite3_vfs* vfs, sqlite3_int64* julianMs) {
  // 2026-11-15 as a Julian day in milliseconds, and what was slept since.
  static constexpr sqlite3_int64 kStart = 2'461'359'500 * sqlite3_int64{86'400};
  *julianMs = kStart + of(vfs).sleptMicros() / 1000;
  return SQLITE_OK;
}

int currentTimeDays(sqlite3_vfs* vfs, double* julianDay) {
  sqlite3_int64 ms = 0;
  currentTime(vfs, &ms);
  *julianDay = static_cast<double>(ms) / 86'400'000.0;
  return SQLITE_OK;
}

int lastError(sqlite3_vfs*, int, char*) { return lastErrno; }

}  // namespace

SqliteVfs::SqliteVfs(const std::string& name, std::shared_ptr<DiskState> state, bool asDefault)
    : m_name(name), m_state(std::move(state)), m_vfs(std::make_unique<sqlite3_vfs>()) {
  sqlite3_initialize();
  if (sqlite3_vfs_find(m_name.c_str())) core::assertionFailed("the name of the VFS is new", __FILE__, __LINE__);
  m_vfs->iVersion = 2;
  m_vfs->szOsFile = sizeof(OpenFile);
  m_vfs->mxPathname = 1024;
  m_vfs->zName = m_name.c_str();
  m_vfs->pAppData = &m_state;
  m_vfs->xOpen = openFile;
  m_vfs->xDelete = deleteFile;
  m_vfs->xAccess = accessFile;
  m_vfs->xFullPathname = fullPath;
  m_vfs->xRandomness = randomBytes;
  m_vfs->xSleep = sleepFor;
  m_vfs->xCurrentTime = currentTimeDays;
  m_vfs->xGetLastError = lastError;
  m_vfs->xCurrentTimeInt64 = currentTime;
  if (asDefault) m_former = sqlite3_vfs_find(nullptr);
  sqlite3_vfs_register(m_vfs.get(), asDefault ? 1 : 0);
  // SQLite's own randomness begins anew, and asks the default VFS for its seed.
  if (asDefault) sqlite3_randomness(0, nullptr);
}

SqliteVfs::~SqliteVfs() {
  if (m_former) sqlite3_vfs_register(m_former, 1);
  sqlite3_vfs_unregister(m_vfs.get());
}

}  // namespace thucdia::tests
