#include "sync/engine/carried_bundles.h"

#include <algorithm>

#include "core/replica/settings.h"
#include "sync/engine/sync_settings.h"
#include "sync/wire/limits.h"

namespace thucdia::sync {

namespace db = core::db;
namespace replica = core::replica;
using core::ErrorCode;

v1::CarriedBundles carriedBundles(db::ReadTransaction& transaction) {
  v1::CarriedBundles carried;
  carried.ParseFromString(replica::setting(transaction, kCarriedSetting).value_or(""));
  return carried;
}

core::Result<bool> carryBundle(replica::Replica& replica, const std::string& path, const v1::CarriedBundle& bundle) {
  const auto known = [&](const v1::CarriedBundles& carried) {
    return std::ranges::find(carried.bundles(), bundle.sha256(), &v1::CarriedBundle::sha256) != carried.bundles().end();
  };
  THUCDIA_ASSIGN(const auto before,
                 replica.read([](db::ReadTransaction& transaction) { return carriedBundles(transaction); }));
  if (known(before)) return false;
  if (before.bundles_size() >= kMaxCarried) {
    return core::fail(ErrorCode::LimitExceeded, "too many bundles wait to be brought to the hub: sync first");
  }
  THUCDIA_ASSIGN(const auto stored, replica.blobs().putFile(path));
  if (stored.sha256 != bundle.sha256())
    return core::fail(ErrorCode::CorruptData, "the bundle changed while it was read");
  return replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<bool> {
    auto carried = carriedBundles(transaction);
    if (known(carried)) return false;
    *carried.add_bundles() = bundle;
    replica::setSetting(transaction, kCarriedSetting, carried.SerializeAsString());
    return true;
  });
}

core::Result<> forgetCarried(replica::Replica& replica, std::string_view sha256) {
  THUCDIA_TRY(replica.store().write([&](db::WriteTransaction& transaction) -> core::Result<> {
    const auto carried = carriedBundles(transaction);
    v1::CarriedBundles left;
    for (const auto& bundle : carried.bundles()) {
      if (bundle.sha256() != sha256) *left.add_bundles() = bundle;
    }
    replica::setSetting(transaction, kCarriedSetting, left.SerializeAsString());
    return {};
  }));
  const auto removed = replica.blobs().remove(sha256);
  if (!removed && removed.error().code != ErrorCode::NotFound) return core::fail(removed.error());
  return {};
}

}  // namespace thucdia::sync
