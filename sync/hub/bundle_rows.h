#pragma once

#include "core/db/transaction.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

// The SQL of bundles and of what is kept aside; HubRead and HubWrite (storage.h) say what each gives.

[[nodiscard]] std::optional<BundleRow> loadBundle(core::db::ReadTransaction& transaction, std::string_view sha256);
[[nodiscard]] std::vector<BundleRow> loadBundles(core::db::ReadTransaction& transaction, DeviceId device, int limit);
void storeBundle(core::db::WriteTransaction& transaction, const BundleRow& bundle);

[[nodiscard]] std::vector<QuarantineRow> loadQuarantine(core::db::ReadTransaction& transaction, bool settledToo);
void storeQuarantine(core::db::WriteTransaction& transaction, const QuarantineRow& row);
void storeOutcome(core::db::WriteTransaction& transaction, std::int64_t row, QuarantineOutcome outcome, Timestamp at);

}  // namespace thucdia::hub
