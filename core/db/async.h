#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "core/base/executor.h"
#include "core/db/store.h"

namespace thucdia::core::db {

/// Runs `query` by Store::read on `worker` and hands its result to `done` on `home`, the receiver's executor. When the
/// receiver is gone before the query begins, it does not run; when it is gone before the result arrives, the result is
/// dropped. `worker` must be stopped before the store goes. `query` and `done` are copied: capture by value.
template <class Query, class Done>
void readAsync(Store& store, Executor& worker, Executor& home, std::weak_ptr<const void> receiver, Query query,
               Done done) {
  worker.post([&store, &home, receiver = std::move(receiver), query = std::move(query), done = std::move(done)] {
    if (receiver.expired()) return;
    // Shared, because a posted task must be copyable and the result need not be.
    auto result = std::make_shared<decltype(store.read(query))>(store.read(query));
    home.post([receiver, done, result] {
      if (const auto alive = receiver.lock()) done(std::move(*result));
    });
  });
}

/// Runs `command` by Store::write on `worker`, whether or not the receiver still lives: what was asked for is saved.
/// Its result goes to `done` on `home`, or is dropped when the receiver is gone.
template <class Command, class Done>
void writeAsync(Store& store, Executor& worker, Executor& home, std::weak_ptr<const void> receiver, Command command,
                Done done) {
  worker.post([&store, &home, receiver = std::move(receiver), command = std::move(command), done = std::move(done)] {
    auto result = std::make_shared<std::invoke_result_t<const Command&, WriteTransaction&>>(store.write(command));
    home.post([receiver, done, result] {
      if (const auto alive = receiver.lock()) done(std::move(*result));
    });
  });
}

}  // namespace thucdia::core::db
