#include "tests/support/plain_http_transport.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace thucdia::tests {

using core::ErrorCode;

namespace {

/// A header's number; 0 when it is not there.
std::size_t contentLength(std::string headers) {
  std::ranges::transform(headers, headers.begin(), [](unsigned char c) { return std::tolower(c); });
  const auto at = headers.find("content-length:");
  if (at == std::string::npos) return 0;
  const auto begin = headers.find_first_not_of(' ', at + 15);
  std::size_t length = 0;
  std::from_chars(headers.data() + begin, headers.data() + headers.size(), length);
  return length;
}

}  // namespace

PlainHttpTransport::~PlainHttpTransport() { disconnect(); }

void PlainHttpTransport::disconnect() {
  const int socket = m_socket.exchange(-1);
  if (socket >= 0) ::close(socket);
  m_buffer.clear();
}

void PlainHttpTransport::cancel() {
  m_cancelled = true;
  const int socket = m_socket;
  if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
}

bool PlainHttpTransport::connect() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const int yes = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(m_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return false;
  }
  m_socket = socket;
  return true;
}

bool PlainHttpTransport::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (wrote <= 0) return false;
    m_sent += wrote;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

bool PlainHttpTransport::readMore() {
  char piece[64 << 10];
  const auto got = ::recv(m_socket, piece, sizeof piece, 0);
  if (got <= 0) return false;
  m_received += got;
  m_buffer.append(piece, static_cast<std::size_t>(got));
  return true;
}

core::Result<sync::HttpResponse> PlainHttpTransport::send(const sync::HttpRequest& request) {
  if (m_cancelled) return core::fail(ErrorCode::Cancelled, "the request was stopped");
  auto outcome = exchange(request);
  if (!outcome) {
    disconnect();
    if (m_cancelled) return core::fail(ErrorCode::Cancelled, "the request was stopped");
  }
  return outcome;
}

core::Result<sync::HttpResponse> PlainHttpTransport::exchange(const sync::HttpRequest& request) {
  const auto cut = core::fail(ErrorCode::Unreachable, "the connection was cut");
  if (m_socket < 0 && !connect()) return core::fail(ErrorCode::Unreachable, fmt::format("port {}: nobody", m_port));
  auto head = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n", request.method, request.target, m_port);
  if (!request.authorization.empty()) head += "Authorization: " + request.authorization + "\r\n";
  if (!request.body.empty()) head += fmt::format("Content-Length: {}\r\n", request.body.size());
  head += "\r\n";
  if (!write(head + request.body)) return cut;
  std::size_t end = std::string::npos;
  while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos) {
    if (!readMore()) return cut;
  }
  const auto headers = m_buffer.substr(0, end);
  const auto length = contentLength(headers);
  while (m_buffer.size() < end + 4 + length) {
    if (!readMore()) return cut;
  }
  sync::HttpResponse response;
  std::from_chars(headers.data() + 9, headers.data() + 12, response.status);
  response.body = m_buffer.substr(end + 4, length);
  m_buffer.erase(0, end + 4 + length);
  if (headers.find("Connection: close") != std::string::npos) disconnect();
  return response;
}

}  // namespace thucdia::tests
