#include "sync/wire/urls.h"

#include <algorithm>
#include <charconv>

namespace thucdia::sync {

using core::ErrorCode;

namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

bool isIpv4(std::string_view host) {
  int parts = 0;
  while (true) {
    const auto dot = host.find('.');
    const auto part = host.substr(0, dot);
    int value = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), value);
    if (part.empty() || part.size() > 3 || read.ptr != part.data() + part.size() || value < 0 || value > 255)
      return false;
    ++parts;
    if (dot == std::string_view::npos) return parts == 4;
    host = host.substr(dot + 1);
  }
}

}  // namespace

bool isLoopbackHost(std::string_view host) {
  return host == "localhost" || host == "::1" || (host.substr(0, 4) == "127." && isIpv4(host));
}

std::string HubUrl::text() const {
  std::string url = tls ? "https://" : "http://";
  url += host.find(':') == std::string::npos ? host : '[' + host + ']';
  if (port != (tls ? kHttpsPort : kHttpPort)) url += ':' + std::to_string(port);
  return url;
}

core::Result<HubUrl> parseHubUrl(std::string_view text) {
  const auto wrong =
      core::fail(ErrorCode::InvalidArgument,
                 "a hub's address is https://host[:port], or http:// on this machine; not " + std::string(text));
  HubUrl url;
  if (text.substr(0, 8) == "https://") {
    url.tls = true;
    text = text.substr(8);
  } else if (text.substr(0, 7) == "http://") {
    text = text.substr(7);
  } else {
    return wrong;
  }
  if (!text.empty() && text.back() == '/') text.remove_suffix(1);
  url.port = url.tls ? kHttpsPort : kHttpPort;
  std::string_view port;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return wrong;
    url.host = text.substr(1, end - 1);
    port = text.substr(end + 1);
  } else {
    const auto colon = text.find(':');
    url.host = text.substr(0, colon);
    port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (!port.empty()) {
    const auto digits = port.substr(1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), url.port);
    if (port.front() != ':' || digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size()) {
      return wrong;
    }
  }
  const bool plain = std::ranges::all_of(url.host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == ':';
  });
  if (url.host.empty() || !plain || url.port == 0) return wrong;
  if (!url.tls && !isLoopbackHost(url.host)) {
    return core::fail(ErrorCode::InvalidArgument, "plain http:// is for this machine only: use https://" + url.host);
  }
  return url;
}

}  // namespace thucdia::sync
