#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/engine/transport.h"

namespace thucdia::platforms {

/// The hub over HTTP/1.1 by Boost.Beast, on one kept-alive connection, for programs without Qt. TLS certificates are
/// checked against the system's authorities, or against those of `SSL_CERT_FILE`.
///
/// A step (connecting, sending, each arrival of bytes) that takes longer than 30 seconds ends with Unreachable.
/// InvalidArgument for an address that is none, or plain HTTP to another machine.
[[nodiscard]] core::Result<std::unique_ptr<sync::Transport>> beastHttpTransport(std::string_view hubUrl);

}  // namespace thucdia::platforms
