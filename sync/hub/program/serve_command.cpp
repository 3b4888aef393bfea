#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sync/hub/http_server.h"
#include "sync/hub/hub_records.h"
#include "sync/hub/hub_service.h"
#include "sync/hub/program/commands.h"
#include "sync/wire/limits.h"
#include "sync/wire/urls.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

struct ServeOptions {
  std::string data;
  std::string listen = "127.0.0.1:8080";
  std::string tlsCertificate;
  std::string tlsKey;
  std::string url;
};

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8080", "[::1]:0", ":8080" is loopback.
core::Result<Address> parseAddress(std::string_view text) {
  const auto colon = text.rfind(':');
  const auto wrong = core::fail(ErrorCode::InvalidArgument, "--listen wants HOST:PORT, not " + std::string(text));
  if (colon == std::string_view::npos) return wrong;
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const auto port = text.substr(colon + 1);
  Address address{host.empty() ? "127.0.0.1" : std::string(host), 0};
  const auto read = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (port.empty() || read.ec != std::errc() || read.ptr != port.data() + port.size()) return wrong;
  return address;
}

/// SIGTERM and SIGINT write a byte here.
int stopPipe[2] = {-1, -1};

void onStopSignal(int) {
  const char byte = 0;
  [[maybe_unused]] const auto wrote = ::write(stopPipe[1], &byte, 1);
}

core::Result<> waitForStop() {
  struct sigaction action {};
  action.sa_handler = onStopSignal;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  char byte = 0;
  while (::read(stopPipe[0], &byte, 1) < 0 && errno == EINTR) {
  }
  return {};
}

core::Result<> serveNow(const ServeOptions& options) {
  THUCDIA_ASSIGN(const auto address, parseAddress(options.listen));
  const bool tls = !options.tlsCertificate.empty() || !options.tlsKey.empty();
  if (tls && (options.tlsCertificate.empty() || options.tlsKey.empty())) {
    return core::fail(ErrorCode::InvalidArgument, "--tls-cert and --tls-key go together");
  }
  if (!tls && !sync::isLoopbackHost(address.host)) {
    return core::fail(
        ErrorCode::InvalidArgument,
        "plain HTTP is served on a loopback address only: give --tls-cert and --tls-key to listen on " + address.host);
  }
  if (::pipe(stopPipe) != 0) return core::fail(ErrorCode::IoError, "cannot make a pipe");
  std::signal(SIGPIPE, SIG_IGN);
  // Each tablet that waits holds a descriptor.
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
  THUCDIA_ASSIGN(const auto hub, openHub(options.data));
  THUCDIA_TRY(hub->storage().write([&](HubWrite& write) { return signUnsigned(write, hub->now()); }));
  HttpServer::Options serverOptions;
  serverOptions.host = address.host;
  serverOptions.port = address.port;
  serverOptions.tlsCertificateFile = options.tlsCertificate;
  serverOptions.tlsKeyFile = options.tlsKey;
  serverOptions.maxBodyBytes = sync::kMaxRequestBytes;
  auto service = std::make_unique<HubService>(*hub, HubService::Options{});
  THUCDIA_ASSIGN(const auto server, HttpServer::start(serverOptions, *service));
  const auto host = address.host.find(':') == std::string::npos ? address.host : '[' + address.host + ']';
  const auto url = fmt::format("{}://{}:{}", tls ? "https" : "http", host, server->port());
  THUCDIA_TRY(hub->write([&](HubWrite& write) -> core::Result<> {
    write.setUrl(options.url.empty() ? url : options.url);
    return {};
  }));
  fmt::print("listening on {}\n", url);
  std::fflush(stdout);
  THUCDIA_TRY(waitForStop());
  server->stop();
  // What is still in work answers into the server: it goes first.
  service.reset();
  return {};
}

}  // namespace

void addServe(CLI::App& program, Chosen& chosen) {
  const auto options = std::make_shared<ServeOptions>();
  auto* serve = addDataCommand(program, "serve", "Serve tablets until SIGTERM", options->data);
  serve->add_option("--listen", options->listen, "HOST:PORT; port 0 picks one")->capture_default_str();
  serve->add_option("--tls-cert", options->tlsCertificate, "certificate chain, PEM")->check(CLI::ExistingFile);
  serve->add_option("--tls-key", options->tlsKey, "its private key, PEM")->check(CLI::ExistingFile);
  serve->add_option("--url", options->url, "where tablets reach it, when that is not the address listened on");
  serve->callback([options, &chosen] { chosen.run = [options] { return serveNow(*options); }; });
}

}  // namespace thucdia::hub
