#include "core/db/async.h"

#include <optional>

#include <catch2/catch_test_macros.hpp>

#include "tests/core/db/notes.h"
#include "tests/support/temporary_folder.h"

using namespace thucdia::core;
using namespace thucdia::core::db;
using namespace thucdia::tests;

TEST_CASE("the result of a read comes to the receiver's executor") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  SteppedExecutor worker;
  SteppedExecutor home;
  const auto receiver = std::make_shared<int>(0);
  std::optional<std::int64_t> count;
  readAsync(*store, worker, home, receiver, countNotes, [&](Result<std::int64_t> result) { count = *result; });
  CHECK(home.waiting() == 0);
  worker.runAll();
  CHECK_FALSE(count);
  home.runAll();
  CHECK(count == 0);
}

TEST_CASE("a result whose receiver is gone is dropped, but what was to be written is written") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  SteppedExecutor worker;
  SteppedExecutor home;
  auto receiver = std::make_shared<int>(0);
  bool told = false;
  bool queried = false;
  writeAsync(
      *store, worker, home, receiver, [](WriteTransaction& transaction) { return addNote(transaction, "a"); },
      [&](Result<>) { told = true; });
  readAsync(
      *store, worker, home, receiver, [&](ReadTransaction&) { queried = true; }, [&](Result<>) { told = true; });
  receiver.reset();
  worker.runAll();
  home.runAll();
  CHECK_FALSE(told);
  CHECK_FALSE(queried);
  CHECK(notesIn(*store) == 1);
}

TEST_CASE("a result that cannot be copied is moved to its receiver") {
  const TemporaryFolder folder;
  const auto store = opened(notesAt(folder / "notes.db"));
  SteppedExecutor home;
  const auto receiver = std::make_shared<int>(0);
  std::unique_ptr<int> received;
  {
    ThreadExecutor reading("reading");
    readAsync(
        *store, reading, home, receiver, [](ReadTransaction&) { return std::make_unique<int>(5); },
        [&](Result<std::unique_ptr<int>> result) { received = std::move(*result); });
  }
  home.runAll();
  REQUIRE(received);
  CHECK(*received == 5);
}
