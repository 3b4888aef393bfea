#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/db/transaction.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

// The SQL of which records speak of a blob, and through whose push the hub learned it; HubRead and HubWrite (storage.h)
// say what each gives.

[[nodiscard]] std::vector<std::string> loadUsedBlobs(core::db::ReadTransaction& transaction);
[[nodiscard]] std::vector<RecordId> loadUsersOfBlob(core::db::ReadTransaction& transaction, std::string_view sha256);
[[nodiscard]] bool hasUploader(core::db::ReadTransaction& transaction, std::string_view sha256, DeviceId device);
void storeBlobUse(core::db::WriteTransaction& transaction, std::string_view sha256, RecordId record, DeviceId device);

}  // namespace thucdia::hub
