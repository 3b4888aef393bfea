#include "core/changes/stamp_commands.h"

namespace thucdia::core::changes {

namespace {

constexpr std::chrono::minutes kSharedFor{5};

}  // namespace

Stamp currentStamp(db::WriteTransaction& transaction, DeviceTag device, Timestamp now) {
  std::int64_t counter = 0;
  {
    auto read = transaction.prepare("SELECT counter, began_at, exposed FROM stamp_counter");
    if (read.step()) {
      counter = read.integer(0);
      const Timestamp began = fromMicros(read.integer(1));
      const bool exposed = read.integer(2) != 0;
      if (!exposed && counter > 0 && now >= began && now - began < kSharedFor) {
        return {{device, static_cast<std::uint64_t>(counter)}, began};
      }
    }
  }
  ++counter;
  transaction
      .prepare(
          "INSERT INTO stamp_counter (one, counter, began_at, exposed) VALUES (1, ?, ?, 0) "
          "ON CONFLICT (one) DO UPDATE SET counter = excluded.counter, began_at = excluded.began_at, exposed = 0")
      .with(counter, toMicros(now))
      .run();
  return {{device, static_cast<std::uint64_t>(counter)}, now};
}

void exposeStamps(db::WriteTransaction& transaction) {
  transaction.prepare("UPDATE stamp_counter SET exposed = 1 WHERE exposed = 0").run();
}

}  // namespace thucdia::core::changes
