#include "sync/engine/last_sync.h"

#include <charconv>
#include <string>

#include "core/replica/settings.h"
#include "sync/engine/sync_settings.h"

namespace thucdia::sync {

namespace replica = core::replica;

namespace {

std::int64_t number(core::db::ReadTransaction& transaction, std::string_view name) {
  const auto text = replica::setting(transaction, name).value_or("0");
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::optional<LastSync> lastSync(core::db::ReadTransaction& transaction) {
  if (!replica::setting(transaction, kLastAtSetting)) return std::nullopt;
  return LastSync{core::fromMicros(number(transaction, kLastAtSetting)), number(transaction, kLastReceivedSetting),
                  std::chrono::microseconds(number(transaction, kClockAheadSetting))};
}

void saveLastSync(core::db::WriteTransaction& transaction, const LastSync& last) {
  replica::setSetting(transaction, kLastAtSetting, std::to_string(core::toMicros(last.at)));
  replica::setSetting(transaction, kLastReceivedSetting, std::to_string(last.received));
  replica::setSetting(transaction, kClockAheadSetting, std::to_string(last.clockAhead.count()));
}

}  // namespace thucdia::sync
