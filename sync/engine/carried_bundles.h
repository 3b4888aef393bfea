#pragma once

#include <string_view>

#include <thucdia/sync/v1/bundle.pb.h>

#include "core/db/transaction.h"
#include "core/replica/replica.h"

namespace thucdia::sync {

/// Bundles of other devices that this replica brings to the hub when it has network. Their bytes lie in the blob store;
/// it cannot read them.
[[nodiscard]] v1::CarriedBundles carriedBundles(core::db::ReadTransaction& transaction);
/// Keeps the file's bundle; false when it was kept already. LimitExceeded when kMaxCarried wait.
[[nodiscard]] core::Result<bool> carryBundle(core::replica::Replica& replica, const std::string& path,
                                             const v1::CarriedBundle& bundle);
/// The hub has it, or will never have it.
[[nodiscard]] core::Result<> forgetCarried(core::replica::Replica& replica, std::string_view sha256);

}  // namespace thucdia::sync
