#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

#include "sync/engine/transport.h"
#include "sync/hub/hub_service.h"

namespace thucdia::tests {

/// Hands requests to a hub in this process, in the caller's thread. Before and after each the test may interfere: lose
/// the request or the response, or put another in its place.
class LoopbackTransport final : public sync::Transport {
 public:
  explicit LoopbackTransport(hub::Hub& hub) : m_hub(&hub) {}

  [[nodiscard]] core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
    if (m_cancelled) return core::fail(core::ErrorCode::Cancelled, "cancelled");
    sent.push_back(request);
    if (onRequest && !onRequest(request)) return core::fail(core::ErrorCode::Unreachable, "the request was lost");
    if (!m_hub) return core::fail(core::ErrorCode::Unreachable, "no hub");
    auto reply = hub::answerNow(*m_hub, {request.method, request.target, request.authorization, request.body});
    sync::HttpResponse response{reply.status, std::move(reply.body)};
    if (onResponse && !onResponse(response)) return core::fail(core::ErrorCode::Unreachable, "the response was lost");
    return response;
  }
  void cancel() override { m_cancelled = true; }
  void resume() override { m_cancelled = false; }

  /// Another hub answers from now on; nullptr: none does.
  void reach(hub::Hub* hub) { m_hub = hub; }

  std::vector<sync::HttpRequest> sent;
  std::function<bool(const sync::HttpRequest&)> onRequest;  ///< false: it never arrives
  std::function<bool(sync::HttpResponse&)> onResponse;      ///< false: the answer is lost

 private:
  hub::Hub* m_hub;
  std::atomic<bool> m_cancelled = false;
};

}  // namespace thucdia::tests
