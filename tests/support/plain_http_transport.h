#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "sync/engine/transport.h"

namespace thucdia::tests {

/// HTTP/1.1 over a plain kept-alive socket to this machine, for tests and benchmarks of the real server without Qt.
class PlainHttpTransport final : public sync::Transport {
 public:
  explicit PlainHttpTransport(std::uint16_t port) : m_port(port) {}
  ~PlainHttpTransport() override;
  PlainHttpTransport(const PlainHttpTransport&) = delete;
  PlainHttpTransport& operator=(const PlainHttpTransport&) = delete;

  [[nodiscard]] core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override;
  void cancel() override;
  void resume() override { m_cancelled = false; }

  /// Bytes that went over the socket, headers included.
  [[nodiscard]] std::int64_t bytesSent() const { return m_sent; }
  [[nodiscard]] std::int64_t bytesReceived() const { return m_received; }

 private:
  bool connect();
  void disconnect();
  bool write(std::string_view bytes);
  /// Reads more into m_buffer; false at the end.
  bool readMore();
  core::Result<sync::HttpResponse> exchange(const sync::HttpRequest& request);

  std::uint16_t m_port;
  std::atomic<int> m_socket = -1;
  std::atomic<bool> m_cancelled = false;
  std::string m_buffer;
  std::int64_t m_sent = 0;
  std::int64_t m_received = 0;
};

}  // namespace thucdia::tests
