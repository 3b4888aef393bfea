#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace thucdia::sync {

/// Where a hub is: "https://hub.example.vn", "http://127.0.0.1:8080".
struct HubUrl {
  bool tls = false;
  std::string host;  ///< without brackets
  std::uint16_t port = 0;
  /// "https://hub.example.vn:8443"; the port only where it is not the usual one.
  [[nodiscard]] std::string text() const;
  bool operator==(const HubUrl&) const = default;
};

/// Reads an http or https URL without path. InvalidArgument when it is none, or plain HTTP to anything but a loopback
/// address: what inspectors record does not travel readable.
[[nodiscard]] core::Result<HubUrl> parseHubUrl(std::string_view text);

/// 127.x.x.x, ::1 and localhost.
[[nodiscard]] bool isLoopbackHost(std::string_view host);

}  // namespace thucdia::sync
