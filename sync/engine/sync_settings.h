#pragma once

#include <string_view>

namespace thucdia::sync {

/// Names under which the engine keeps what it knows (core/replica/settings.h).
inline constexpr std::string_view kEpochSetting = "sync_epoch";
inline constexpr std::string_view kCursorSetting = "sync_cursor";
inline constexpr std::string_view kAccountMarkSetting = "sync_account_mark";
inline constexpr std::string_view kAccountSetting = "sync_account";  // serialised (enrol.proto)
inline constexpr std::string_view kResendingSetting = "sync_resending";
inline constexpr std::string_view kReadsColumnsSetting = "sync_hub_reads_columns";
inline constexpr std::string_view kPassedOverSetting = "sync_passed_over";
inline constexpr std::string_view kHandedBackSetting = "sync_handed_back_at";  // microseconds since 1970
// The first of its names were the app's.
inline constexpr std::string_view kLastAtSetting = "app_last_sync_at";              // microseconds since 1970
inline constexpr std::string_view kLastReceivedSetting = "app_last_sync_received";  // records
inline constexpr std::string_view kClockAheadSetting = "app_clock_ahead";           // microseconds
// Serialised messages of sync/proto/thucdia/sync/v1/bundle.proto.
inline constexpr std::string_view kMadeBundlesSetting = "bundles_made";
inline constexpr std::string_view kCarriedSetting = "bundles_carried";
inline constexpr std::string_view kRefreshSetting = "bundle_refresh";

}  // namespace thucdia::sync
