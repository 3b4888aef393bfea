#include "platforms/beast/http_transport.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <variant>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <fmt/format.h>

#include "sync/wire/limits.h"
#include "sync/wire/urls.h"

namespace thucdia::platforms {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using core::ErrorCode;

namespace {

constexpr std::chrono::seconds kStepTimeout{30};

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using Response = http::response_parser<http::string_body>;

class BeastHttpTransport final : public sync::Transport {
 public:
  explicit BeastHttpTransport(sync::HubUrl hub) : m_hub(std::move(hub)), m_tls(asio::ssl::context::tls_client) {
    beast::error_code ignored;
    m_tls.set_default_verify_paths(ignored);
    m_tls.set_verify_mode(asio::ssl::verify_peer);
    m_tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
  }

  core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
    if (m_cancelled) return stopped();
    const bool kept = connected();
    auto outcome = attempt(request);
    // A kept connection may have been closed by the hub meanwhile: that is no failure of this request.
    if (!outcome && kept && !m_cancelled && m_nothingReceived) {
      disconnect();
      outcome = attempt(request);
    }
    if (!outcome) disconnect();
    if (!outcome && m_cancelled) return stopped();
    return outcome;
  }

  void cancel() override {
    m_cancelled = true;
    asio::post(m_io, [this] {
      if (m_cancelled) closeSocket();
    });
  }
  void resume() override { m_cancelled = false; }

 private:
  static tl::unexpected<core::Error> stopped() { return core::fail(ErrorCode::Cancelled, "the request was stopped"); }

  [[nodiscard]] bool connected() const { return !std::holds_alternative<std::monostate>(m_stream); }

  PlainStream& lowest() {
    auto* tls = std::get_if<TlsStream>(&m_stream);
    return tls ? beast::get_lowest_layer(*tls) : std::get<PlainStream>(m_stream);
  }

  void closeSocket() {
    if (connected()) lowest().close();
  }

  void disconnect() {
    closeSocket();
    m_stream.emplace<std::monostate>();
    m_buffer.clear();
  }

  /// Runs one asynchronous step to its end.
  template <class Start>
  beast::error_code step(Start&& start) {
    std::optional<beast::error_code> done;
    lowest().expires_after(kStepTimeout);
    start([&done](beast::error_code error, auto&&...) { done = error; });
    while (!done) {
      m_io.restart();
      m_io.run_one();
    }
    if (m_cancelled && !*done) closeSocket();
    return m_cancelled ? beast::error_code(asio::error::operation_aborted) : *done;
  }

  core::Result<> connect() {
    const auto unreachable = [this](const beast::error_code& error) {
      return core::fail(ErrorCode::Unreachable, fmt::format("{}: {}", m_hub.text(), error.message()));
    };
    beast::error_code error;
    tcp::resolver resolver(m_io);
    const auto addresses = resolver.resolve(m_hub.host, std::to_string(m_hub.port), error);
    if (error) return unreachable(error);
    if (m_hub.tls) {
      m_stream.emplace<TlsStream>(m_io, m_tls);
    } else {
      m_stream.emplace<PlainStream>(m_io);
    }
    error = step([&](auto handler) { lowest().async_connect(addresses, std::move(handler)); });
    if (error) return unreachable(error);
    lowest().socket().set_option(tcp::no_delay(true), error);
    if (auto* tls = std::get_if<TlsStream>(&m_stream)) {
      tls->set_verify_callback(asio::ssl::host_name_verification(m_hub.host));
      // Without the name a server of many hosts cannot choose its certificate.
      SSL_ctrl(tls->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               const_cast<char*>(m_hub.host.c_str()));
      error = step([&](auto handler) { tls->async_handshake(asio::ssl::stream_base::client, std::move(handler)); });
      const bool noTls = error.category() == asio::error::get_ssl_category() &&
                         ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_WRONG_VERSION_NUMBER;
      // A hub without a certificate hangs up on what is no HTTP.
      if (noTls || error == asio::ssl::error::stream_truncated) {
        return core::fail(ErrorCode::Unreachable,
                          fmt::format("{}: no secure connection comes about; if the hub serves without a certificate, "
                                      "its address begins with http://",
                                      m_hub.text()));
      }
      if (error) return unreachable(error);
    }
    return {};
  }

  core::Result<sync::HttpResponse> attempt(const sync::HttpRequest& request) {
    m_nothingReceived = true;
    if (!connected()) THUCDIA_TRY(connect());
    http::request<http::string_body> message;
    message.version(11);
    message.method_string(request.method);
    message.target(request.target);
    const bool usualPort = m_hub.port == (m_hub.tls ? 443 : 80);
    const auto host = m_hub.host.find(':') == std::string::npos ? m_hub.host : '[' + m_hub.host + ']';
    message.set(http::field::host, usualPort ? host : fmt::format("{}:{}", host, m_hub.port));
    if (!request.authorization.empty()) message.set(http::field::authorization, request.authorization);
    message.body() = request.body;
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") message.prepare_payload();
    auto error = std::visit([&](auto& stream) { return write(stream, message); }, m_stream);
    // A hub that refuses a body early answers before it is all sent: its answer is still to be read.
    Response parser;
    parser.body_limit(sync::kMaxReplyBytes);
    const auto writeError = error;
    error = std::visit([&](auto& stream) { return read(stream, parser); }, m_stream);
    if (error == http::error::body_limit) return core::fail(ErrorCode::LimitExceeded, "the hub's answer is too long");
    if (error) {
      const auto& cause = writeError ? writeError : error;
      return core::fail(ErrorCode::Unreachable, fmt::format("{}: {}", m_hub.text(), cause.message()));
    }
    auto response = parser.release();
    if (!response.keep_alive()) disconnect();
    return sync::HttpResponse{response.result_int() > 999 ? 0 : static_cast<int>(response.result_int()),
                              std::move(response.body())};
  }

  beast::error_code write(std::monostate, http::request<http::string_body>&) { return asio::error::not_connected; }
  template <class Stream>
  beast::error_code write(Stream& stream, http::request<http::string_body>& message) {
    http::request_serializer<http::string_body> serializer(message);
    while (!serializer.is_done()) {
      const auto error = step([&](auto handler) { http::async_write_some(stream, serializer, std::move(handler)); });
      if (error) return error;
    }
    return {};
  }

  beast::error_code read(std::monostate, Response&) { return asio::error::not_connected; }
  template <class Stream>
  beast::error_code read(Stream& stream, Response& parser) {
    while (!parser.is_done()) {
      const auto error =
          step([&](auto handler) { http::async_read_some(stream, m_buffer, parser, std::move(handler)); });
      if (parser.got_some()) m_nothingReceived = false;
      if (error) return error;
    }
    return {};
  }

  const sync::HubUrl m_hub;
  asio::io_context m_io{1};
  asio::ssl::context m_tls;
  std::variant<std::monostate, PlainStream, TlsStream> m_stream;
  beast::flat_buffer m_buffer;
  bool m_nothingReceived = true;
  std::atomic<bool> m_cancelled = false;
};

}  // namespace

core::Result<std::unique_ptr<sync::Transport>> beastHttpTransport(std::string_view hubUrl) {
  THUCDIA_ASSIGN(auto hub, sync::parseHubUrl(hubUrl));
  return std::unique_ptr<sync::Transport>(std::make_unique<BeastHttpTransport>(std::move(hub)));
}

}  // namespace thucdia::platforms
