#include "platforms/cli/hub_transport.h"

#include "platforms/beast/http_transport.h"

namespace thucdia::cli {

core::Result<std::unique_ptr<sync::Transport>> hubTransport(const std::string& url) {
  return platforms::beastHttpTransport(url);
}

}  // namespace thucdia::cli
