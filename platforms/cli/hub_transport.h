#pragma once

#include <memory>
#include <string>

#include "sync/engine/transport.h"

namespace thucdia::cli {

/// The road to the hub at this address. InvalidArgument when it is no address of a hub, or plain HTTP to another
/// machine.
[[nodiscard]] core::Result<std::unique_ptr<sync::Transport>> hubTransport(const std::string& url);

}  // namespace thucdia::cli
