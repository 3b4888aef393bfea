// Bytes to the hub's HTTP server over a real socket. After them a good request must be answered.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sync/hub/http_server.h"

using namespace thucdia;

namespace {

class Echo final : public hub::HttpHandler {
 public:
  void handle(hub::HttpRequest request, Respond respond) override { respond({.status = 200, .body = request.body}); }
};

int connectTo(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // Each connection keeps its port for a minute after it was closed: who fuzzes for long waits for one.
  constexpr int kTries = 9'000;
  for (int i = 0; i < kTries; ++i) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return made;
    ::close(made);
    ::usleep(10'000);
  }
  abort();
}

/// What the server says to these bytes, after which nothing more comes.
std::string ask(std::uint16_t port, std::string_view bytes) {
  const int connection = connectTo(port);
  static_cast<void>(::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL));
  ::shutdown(connection, SHUT_WR);
  std::string heard;
  char piece[4096];
  for (;;) {
    const auto got = ::recv(connection, piece, sizeof piece, 0);
    if (got <= 0) break;
    heard.append(piece, static_cast<std::size_t>(got));
  }
  ::close(connection);
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Echo echo;
  static const auto server = [] {
    auto started = hub::HttpServer::start({.maxBodyBytes = 4096}, echo);
    if (!started) abort();
    return std::move(*started);
  }();
  static_cast<void>(ask(server->port(), {reinterpret_cast<const char*>(data), size}));
  static int count = 0;
  if (++count % 64 == 0) {
    const auto good = ask(server->port(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    if (good.substr(0, 12) != "HTTP/1.1 200") abort();
  }
  return 0;
}
