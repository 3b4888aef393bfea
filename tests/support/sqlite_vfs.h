#pragma once

#include <memory>
#include <string>

struct sqlite3_vfs;

namespace thucdia::tests {

class DiskState;

/// SQLite's view of a simulated disk, registered as long as this lives (https://www.sqlite.org/vfs.html).
class SqliteVfs {
 public:
  SqliteVfs(const std::string& name, std::shared_ptr<DiskState> state, bool asDefault);
  ~SqliteVfs();
  SqliteVfs(const SqliteVfs&) = delete;
  SqliteVfs& operator=(const SqliteVfs&) = delete;

 private:
  std::string m_name;
  std::shared_ptr<DiskState> m_state;
  sqlite3_vfs* m_former = nullptr;  ///< the default before this one; null: this one is not it
  std::unique_ptr<sqlite3_vfs> m_vfs;
};

}  // namespace thucdia::tests
