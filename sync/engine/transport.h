#pragma once

#include <string>

#include "core/base/error.h"

namespace thucdia::sync {

/// One HTTP/1.1 request to the hub that a transport was made for.
struct HttpRequest {
  std::string method;         ///< "GET", "POST", "PUT"
  std::string target;         ///< path and query: "/v1/exchange"
  std::string authorization;  ///< the Authorization header's value; empty: none
  std::string body;
  bool operator==(const HttpRequest&) const = default;
};

struct HttpResponse {
  int status = 0;
  std::string body;
  bool operator==(const HttpResponse&) const = default;
};

/// Carries requests to one hub. Implementations: the loopback of tests, Boost.Beast for command lines, Qt Network for
/// the app; all pass one contract suite (tests/sync/engine/transport_contract.h).
///
/// send() is called by one thread at a time and waits for the whole response; a response of any status is no error.
/// Redirects are not followed and proxies' pages are given as they are: who asks finds out that it was no hub.
/// Errors: Unreachable (no connection, cut, no answer in time, TLS not trusted), Cancelled, LimitExceeded (a response
/// above kMaxReplyBytes).
class Transport {
 public:
  virtual ~Transport() = default;
  [[nodiscard]] virtual core::Result<HttpResponse> send(const HttpRequest& request) = 0;
  /// Ends the send() under way, and every later one, with Cancelled, until resume(). Any thread.
  virtual void cancel() = 0;
  virtual void resume() = 0;
};

}  // namespace thucdia::sync
