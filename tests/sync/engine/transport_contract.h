#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "sync/engine/transport.h"
#include "sync/hub/http_server.h"

namespace thucdia::tests {

/// A real server on loopback that answers as the test says.
class ScriptedServer final : public hub::HttpHandler {
 public:
  using Script = std::function<void(hub::HttpRequest, Respond)>;

  ScriptedServer() {
    auto started = hub::HttpServer::start({}, *this);
    REQUIRE(started);
    m_server = std::move(*started);
  }
  void handle(hub::HttpRequest request, Respond respond) override { script(std::move(request), std::move(respond)); }
  [[nodiscard]] std::uint16_t port() const { return m_server->port(); }
  void stop() { m_server->stop(); }

  Script script = [](hub::HttpRequest request, const Respond& respond) {
    respond({.status = 200,
             .body = request.method + ' ' + request.target + '\n' + request.authorization + '\n' + request.body});
  };

 private:
  std::unique_ptr<hub::HttpServer> m_server;
};

/// What every Transport over HTTP owes (sync/engine/transport.h). `make` gives one to http://127.0.0.1:<port>.
inline void keepsTheTransportContract(const std::function<std::unique_ptr<sync::Transport>(std::uint16_t)>& make) {
  ScriptedServer server;
  const auto transport = make(server.port());

  SECTION("a request arrives as it was given, and the answer comes back whole, one after another") {
    std::string body(100'000, '\0');
    for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7);
    for (int i = 0; i < 3; ++i) {
      const auto response = transport->send({"PUT", "/v1/blobs/ab?offset=3&size=4", "Thucdia abc", body});
      REQUIRE(response);
      CHECK(response->status == 200);
      CHECK(response->body == "PUT /v1/blobs/ab?offset=3&size=4\nThucdia abc\n" + body);
    }
    const auto empty = transport->send({"GET", "/v1/hello", {}, {}});
    REQUIRE(empty);
    CHECK(empty->body == "GET /v1/hello\n\n");
  }

  SECTION("a status that refuses is an answer with its body, and a redirect is not followed") {
    for (const int status : {302, 400, 401, 403, 404, 409, 413, 426, 500, 503, 507}) {
      server.script = [status](const hub::HttpRequest&, const hub::HttpHandler::Respond& respond) {
        respond({.status = status, .body = "why", .headers = {{"Location", "http://127.0.0.1:1/elsewhere"}}});
      };
      const auto response = transport->send({"POST", "/v1/exchange", {}, "x"});
      REQUIRE(response);
      CHECK(response->status == status);
      CHECK(response->body == "why");
    }
  }

  SECTION("where nobody answers, the hub is unreachable; later it is reached again") {
    const auto port = server.port();
    server.stop();
    const auto response = transport->send({"GET", "/v1/hello", {}, {}});
    REQUIRE_FALSE(response);
    CHECK(response.error().code == core::ErrorCode::Unreachable);
    static_cast<void>(port);
  }

  SECTION("a request under way is stopped from another thread, and later ones until resumed") {
    std::mutex mutex;
    std::condition_variable arrived;
    bool here = false;
    hub::HttpHandler::Respond late;
    server.script = [&](const hub::HttpRequest&, hub::HttpHandler::Respond respond) {
      const std::scoped_lock lock(mutex);
      late = std::move(respond);
      here = true;
      arrived.notify_all();
    };
    std::thread stopper([&] {
      std::unique_lock lock(mutex);
      arrived.wait(lock, [&] { return here; });
      transport->cancel();
    });
    const auto stopped = transport->send({"GET", "/v1/hello", {}, {}});
    stopper.join();
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == core::ErrorCode::Cancelled);
    CHECK(transport->send({"GET", "/v1/hello", {}, {}}).error().code == core::ErrorCode::Cancelled);
    late({.status = 200, .body = "too late"});
    server.script = [](const hub::HttpRequest&, const hub::HttpHandler::Respond& respond) {
      respond({.status = 200, .body = "again"});
    };
    transport->resume();
    const auto again = transport->send({"GET", "/v1/hello", {}, {}});
    REQUIRE(again);
    CHECK(again->body == "again");
  }
}

}  // namespace thucdia::tests
