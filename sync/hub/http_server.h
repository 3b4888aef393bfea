#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace thucdia::hub {

/// One request, whole.
struct HttpRequest {
  std::string method;         ///< "GET"
  std::string target;         ///< path and query as sent: "/v1/hello"
  std::string authorization;  ///< the Authorization header's value
  std::string body;
};

struct HttpReply {
  int status = 200;
  std::string body = {};
  std::string contentType = {};  ///< empty: no header
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// What answers requests.
class HttpHandler {
 public:
  using Respond = std::function<void(HttpReply)>;
  virtual ~HttpHandler() = default;
  /// Called in the server's I/O thread and must return at once: work goes to the handler's own threads. `respond` is
  /// called once, from any thread.
  virtual void handle(HttpRequest request, Respond respond) = 0;
  /// The answer to a request that the server does not hand on: 413 too large, 503 stopping. Thread-safe.
  [[nodiscard]] virtual HttpReply unserved(int status) const { return {.status = status}; }
};

/// An HTTP/1.1 server on one I/O thread (Boost.Beast). Every handshake, header and body has its time; a body above the
/// limit is answered 413, and what the peer still sends is read away for a bounded while so that it sees the answer.
class HttpServer {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0 picks a free one
    std::string tlsCertificateFile = {};
    std::string tlsKeyFile = {};
    std::size_t maxBodyBytes = 4u << 20;
    std::size_t maxConnections = 4096;
    std::chrono::seconds headerTimeout{60};  ///< also how long a kept-alive connection may idle
    std::chrono::seconds bodyTimeout{30};    ///< and a second more for each 1,024 bytes announced
  };

  /// Begins to listen. InvalidArgument for an address or certificate that cannot be used, IoError when the port is
  /// taken.
  [[nodiscard]] static core::Result<std::unique_ptr<HttpServer>> start(const Options& options, HttpHandler& handler);
  /// Stops (see stop()).
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// Accepts nothing more, lets requests in work be answered for up to five seconds, then closes everything. The
  /// handler is not called afterwards.
  void stop();

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace thucdia::hub
