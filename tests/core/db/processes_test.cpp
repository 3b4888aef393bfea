#include <csignal>
#include <functional>

#include <catch2/catch_test_macros.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/core/db/notes.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using namespace thucdia::tests;

namespace {

/// Runs `work` in a process of its own, which ends with 0 when it returns true.
pid_t inProcess(const std::function<bool()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  bool good = false;
  try {
    good = work();
  } catch (...) {
  }
  ::_exit(good ? 0 : 1);
}

int endOf(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("processes that make and fill one database at once take turns and lose nothing") {
  for (const auto& key : {std::string(), kKey}) {
    const TemporaryFolder folder;
    const auto work = [&](int who) {
      const auto store = opened(notesAt(folder / "notes.db", 3, key));
      for (int i = 0; i < 10; ++i) {
        if (!addNote(*store, std::to_string(who) + "/" + std::to_string(i))) return false;
        if (!store->read(countNotes)) return false;
      }
      return true;
    };
    const pid_t first = inProcess([&] { return work(1); });
    const pid_t second = inProcess([&] { return work(2); });
    CHECK(work(3));
    CHECK(endOf(first) == 0);
    CHECK(endOf(second) == 0);
    const auto store = opened(notesAt(folder / "notes.db", 3, key));
    CHECK(notesIn(*store) == 30);
    CHECK(store->integrityProblems().value().empty());
  }
}

TEST_CASE("a process killed inside a transaction leaves what it had committed, and no lock") {
  const TemporaryFolder folder;
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = inProcess([&] {
    const auto store = opened(notesAt(folder / "notes.db"));
    if (!addNote(*store, "committed")) return false;
    return store
        ->write([&](WriteTransaction& transaction) -> Result<> {
          THUCDIA_TRY(addNote(transaction, "not committed"));
          const char done = '!';
          if (::write(ready[1], &done, 1) != 1) return fail(ErrorCode::IoError);
          ::pause();
          return {};
        })
        .has_value();
  });
  char done = 0;
  REQUIRE(::read(ready[0], &done, 1) == 1);
  // While the other holds the lock, readers see what was committed before.
  const auto store = opened(notesAt(folder / "notes.db"));
  CHECK(notesIn(*store) == 1);
  ::kill(child, SIGKILL);
  CHECK(WIFSIGNALED(endOf(child)));
  CHECK(notesIn(*store) == 1);
  CHECK(addNote(*store, "after"));
  CHECK(notesIn(*store) == 2);
  CHECK(store->integrityProblems().value().empty());
  ::close(ready[0]);
  ::close(ready[1]);
}
