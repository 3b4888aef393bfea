#pragma once

#include <string_view>

namespace thucdia::sync {

/// Names under which the engine keeps what it knows (core/replica/settings.h).
inline constexpr std::string_view kEpochSetting = "sync_epoch";
inline constexpr std::string_view kCursorSetting = "sync_cursor";
inline constexpr std::string_view kAccountMarkSetting = "sync_account_mark";
inline constexpr std::string_view kResendingSetting = "sync_resending";

}  // namespace thucdia::sync
