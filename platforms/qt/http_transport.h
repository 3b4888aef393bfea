#pragma once

#include <memory>

#include "sync/engine/transport.h"
#include "sync/wire/urls.h"

namespace thucdia::platforms {

/// The hub over HTTP/1.1 by Qt Network, on one kept-alive connection. TLS certificates are checked against the system's
/// authorities. send() may be called from any thread, one at a time; the network runs in a thread of the transport's
/// own. Needs a QCoreApplication.
///
/// A request that goes nowhere for 30 seconds ends with Unreachable.
class QtHttpTransport final : public sync::Transport {
 public:
  explicit QtHttpTransport(sync::HubUrl hub);
  ~QtHttpTransport() override;
  QtHttpTransport(const QtHttpTransport&) = delete;
  QtHttpTransport& operator=(const QtHttpTransport&) = delete;

  [[nodiscard]] core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override;
  void cancel() override;
  void resume() override;

 private:
  class Worker;
  std::unique_ptr<Worker> m_worker;
};

}  // namespace thucdia::platforms
