#include "sync/hub/http_server.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <fmt/format.h>

namespace thucdia::hub {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using core::ErrorCode;

namespace {

constexpr std::chrono::seconds kHandshakeTimeout{15};
constexpr std::chrono::seconds kWriteTimeout{60};
constexpr std::chrono::seconds kDrainTimeout{5};
constexpr std::chrono::seconds kStopTimeout{5};
constexpr std::size_t kDrainBytes = 16u << 20;
constexpr std::uint32_t kHeaderLimit = 8u << 10;
constexpr std::uint64_t kSlowestBytesPerSecond = 1024;

/// A connection, of either kind.
class Connection {
 public:
  virtual ~Connection() = default;
  /// In the I/O thread.
  virtual void close() = 0;
};

/// What the sessions share.
struct Shared {
  explicit Shared(const HttpServer::Options& given, HttpHandler& target) : options(given), handler(target) {}

  HttpServer::Options options;
  HttpHandler& handler;
  asio::io_context io{1};
  std::optional<asio::ssl::context> tls;
  std::atomic<std::size_t> connections = 0;
  std::atomic<bool> stopping = false;

  std::mutex mutex;
  std::condition_variable idle;
  std::size_t inWork = 0;
  std::set<std::weak_ptr<Connection>, std::owner_less<>> open;

  void opened(std::weak_ptr<Connection> connection) {
    const std::scoped_lock lock(mutex);
    std::erase_if(open, [](const auto& each) { return each.expired(); });
    open.insert(std::move(connection));
  }
  void closeAll() {
    std::set<std::weak_ptr<Connection>, std::owner_less<>> all;
    {
      const std::scoped_lock lock(mutex);
      all.swap(open);
    }
    for (const auto& each : all) {
      if (const auto connection = each.lock()) connection->close();
    }
  }
  void began() {
    const std::scoped_lock lock(mutex);
    ++inWork;
  }
  void ended() {
    {
      const std::scoped_lock lock(mutex);
      --inWork;
    }
    idle.notify_all();
  }
};

using TlsStream = beast::ssl_stream<beast::tcp_stream>;

template <class Stream>
class Session final : public Connection, public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(Shared& shared, Stream&& stream) : m_shared(shared), m_stream(std::move(stream)) { ++m_shared.connections; }
  ~Session() override { --m_shared.connections; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void run() {
    m_shared.opened(this->weak_from_this());
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      lowest().expires_after(kHandshakeTimeout);
      m_stream.async_handshake(asio::ssl::stream_base::server,
                               [self = this->shared_from_this()](beast::error_code error) {
                                 if (!error) self->readHeader();
                               });
    } else {
      readHeader();
    }
  }

  void close() override {
    beast::error_code ignored;
    lowest().socket().shutdown(tcp::socket::shutdown_both, ignored);
    lowest().close();
  }

 private:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(m_stream); }

  void readHeader() {
    m_parser.emplace();
    m_parser->header_limit(kHeaderLimit);
    m_parser->body_limit(m_shared.options.maxBodyBytes);
    lowest().expires_after(m_shared.options.headerTimeout);
    http::async_read_header(m_stream, m_buffer, *m_parser,
                            [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                              if (error == http::error::body_limit) return self->refuseLargeBody();
                              if (error) return self->close();
                              self->readBody();
                            });
  }

  void readBody() {
    const auto announced = m_parser->content_length().value_or(m_shared.options.maxBodyBytes);
    if (announced > m_shared.options.maxBodyBytes) return refuseLargeBody();
    lowest().expires_after(m_shared.options.bodyTimeout + std::chrono::seconds(announced / kSlowestBytesPerSecond));
    http::async_read(m_stream, m_buffer, *m_parser,
                     [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                       if (error == http::error::body_limit) return self->refuseLargeBody();
                       if (error) return self->close();
                       self->dispatch();
                     });
  }

  void dispatch() {
    // The peer may wait as long as the work takes: nothing is read meanwhile.
    lowest().expires_never();
    auto message = m_parser->release();
    m_keepAlive = message.keep_alive();
    m_version = message.version();
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.authorization = std::string(message[http::field::authorization]);
    request.body = std::move(message.body());
    if (m_shared.stopping) return write(m_shared.handler.unserved(503), false);
    m_shared.began();
    m_shared.handler.handle(std::move(request), [self = this->shared_from_this()](HttpReply reply) {
      asio::post(self->m_stream.get_executor(), [self, reply = std::move(reply)]() mutable {
        self->write(std::move(reply), self->m_keepAlive);
        self->m_shared.ended();
      });
    });
  }

  void prepare(HttpReply reply, bool keepAlive) {
    m_response.emplace();
    m_response->version(m_version);
    m_response->result(static_cast<unsigned>(reply.status));
    if (!reply.contentType.empty()) m_response->set(http::field::content_type, reply.contentType);
    for (const auto& [name, value] : reply.headers) m_response->set(name, value);
    m_response->body() = std::move(reply.body);
    m_response->keep_alive(keepAlive);
    m_response->prepare_payload();
    lowest().expires_after(kWriteTimeout);
  }

  void write(HttpReply reply, bool keepAlive) {
    prepare(std::move(reply), keepAlive);
    http::async_write(m_stream, *m_response,
                      [self = this->shared_from_this(), keepAlive](beast::error_code error, std::size_t) {
                        if (error || !keepAlive) return self->close();
                        self->readHeader();
                      });
  }

  void refuseLargeBody() {
    prepare(m_shared.handler.unserved(413), false);
    http::async_write(m_stream, *m_response, [self = this->shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return self->close();
      beast::error_code ignored;
      self->lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
      self->lowest().expires_after(kDrainTimeout);
      self->m_drain.resize(64u << 10);
      self->drain(0);
    });
  }

  void drain(std::size_t soFar) {
    lowest().async_read_some(asio::buffer(m_drain),
                             [self = this->shared_from_this(), soFar](beast::error_code error, std::size_t got) {
                               if (error || soFar + got > kDrainBytes) return self->close();
                               self->drain(soFar + got);
                             });
  }

  Shared& m_shared;
  Stream m_stream;
  beast::flat_buffer m_buffer;
  std::optional<http::request_parser<http::string_body>> m_parser;
  std::optional<http::response<http::string_body>> m_response;
  std::string m_drain;
  unsigned m_version = 11;
  bool m_keepAlive = true;
};

}  // namespace

struct HttpServer::Impl {
  Impl(const Options& options, HttpHandler& handler) : shared(options, handler), acceptor(shared.io) {}

  void accept() {
    acceptor.async_accept([this](beast::error_code error, tcp::socket socket) {
      if (!acceptor.is_open()) return;
      if (!error && shared.connections < shared.options.maxConnections) {
        socket.set_option(tcp::no_delay(true), error);
        beast::tcp_stream stream(std::move(socket));
        if (shared.tls) {
          std::make_shared<Session<TlsStream>>(shared, TlsStream(std::move(stream), *shared.tls))->run();
        } else {
          std::make_shared<Session<beast::tcp_stream>>(shared, std::move(stream))->run();
        }
      }
      if (error == asio::error::no_descriptors) {
        // Every descriptor is in use: wait for one instead of spinning.
        retry.expires_after(std::chrono::milliseconds(100));
        retry.async_wait([this](beast::error_code waited) {
          if (!waited) accept();
        });
        return;
      }
      accept();
    });
  }

  Shared shared;
  tcp::acceptor acceptor;
  /// The thread runs until stop(), also when nothing is open: what is posted to it is done.
  asio::executor_work_guard<asio::io_context::executor_type> work{shared.io.get_executor()};
  asio::steady_timer retry{shared.io};
  std::thread thread;
  std::uint16_t port = 0;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

HttpServer::~HttpServer() { stop(); }

core::Result<std::unique_ptr<HttpServer>> HttpServer::start(const Options& options, HttpHandler& handler) {
  auto impl = std::make_unique<Impl>(options, handler);
  beast::error_code error;
  if (!options.tlsCertificateFile.empty()) {
    impl->shared.tls.emplace(asio::ssl::context::tls_server);
    auto& tls = *impl->shared.tls;
    tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
    tls.use_certificate_chain_file(options.tlsCertificateFile, error);
    if (error) {
      return core::fail(ErrorCode::InvalidArgument,
                        fmt::format("TLS certificate {}: {}", options.tlsCertificateFile, error.message()));
    }
    tls.use_private_key_file(options.tlsKeyFile, asio::ssl::context::pem, error);
    if (error) {
      return core::fail(ErrorCode::InvalidArgument, fmt::format("TLS key {}: {}", options.tlsKeyFile, error.message()));
    }
  }
  tcp::resolver resolver(impl->shared.io);
  const auto found = resolver.resolve(options.host, std::to_string(options.port), tcp::resolver::passive, error);
  if (error || found.empty()) {
    return core::fail(ErrorCode::InvalidArgument, fmt::format("no address {}: {}", options.host, error.message()));
  }
  const auto endpoint = found.begin()->endpoint();
  const auto failed = [&](std::string_view what) {
    return core::fail(ErrorCode::IoError,
                      fmt::format("cannot {} {}:{}: {}", what, options.host, options.port, error.message()));
  };
  impl->acceptor.open(endpoint.protocol(), error);
  if (error) return failed("open");
  impl->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (error) return failed("set up");
  impl->acceptor.bind(endpoint, error);
  if (error) return failed("bind");
  impl->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return failed("listen on");
  impl->port = impl->acceptor.local_endpoint(error).port();
  impl->accept();
  impl->thread = std::thread([&io = impl->shared.io] { io.run(); });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

std::uint16_t HttpServer::port() const { return m_impl->port; }

void HttpServer::stop() {
  if (!m_impl->thread.joinable()) return;
  auto& shared = m_impl->shared;
  shared.stopping = true;
  const auto inIoThread = [&shared](const std::function<void()>& task) {
    std::promise<void> done;
    asio::post(shared.io, [&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
  };
  inIoThread([this] {
    beast::error_code ignored;
    m_impl->acceptor.close(ignored);
    m_impl->retry.cancel();
  });
  {
    std::unique_lock lock(shared.mutex);
    shared.idle.wait_for(lock, kStopTimeout, [&shared] { return shared.inWork == 0; });
  }
  inIoThread([&shared] { shared.closeAll(); });
  shared.io.stop();
  m_impl->thread.join();
}

}  // namespace thucdia::hub
