#include "sync/hub/http_server.h"

#include <vector>

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sync/hub/hub_service.h"
#include "sync/wire/limits.h"
#include "tests/support/plain_http_transport.h"
#include "tests/support/sync_world.h"
#include "tests/sync/engine/transport_contract.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

/// A connected socket that says what it is told.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  ~RawClient() { ::close(m_socket); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void say(std::string_view text) { static_cast<void>(::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL)); }
  /// All that comes until the server closes.
  std::string hear() {
    std::string heard;
    char piece[4096];
    for (;;) {
      const auto got = ::recv(m_socket, piece, sizeof piece, 0);
      if (got <= 0) return heard;
      heard.append(piece, static_cast<std::size_t>(got));
    }
  }

 private:
  int m_socket;
};

/// A hub behind a real server.
struct ServedHub {
  TestHub hub;
  std::unique_ptr<hub::HubService> service = std::make_unique<hub::HubService>(*hub.hub, hub::HubService::Options{});
  std::unique_ptr<hub::HttpServer> server = must(hub::HttpServer::start({}, *service));
  ~ServedHub() {
    server->stop();
    service.reset();
  }
};

std::string codeOf(const std::string& body) {
  sync::v1::Refusal refusal;
  CHECK((refusal.ParseFromString(body) && refusal.magic() == sync::kRefusalMagic));
  return refusal.code();
}

}  // namespace

TEST_CASE("a body above the limit is answered 413, and the answer is seen") {
  ScriptedServer server;
  RawClient client(server.port());
  client.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n" + std::string(100'000, 'x'));
  CHECK(client.hear().substr(0, 12) == "HTTP/1.1 413");
}

TEST_CASE("what is no HTTP gets no answer and does no harm") {
  ScriptedServer server;
  RawClient client(server.port());
  client.say("\x16\x03\x01 this is not HTTP\r\n\r\n");
  CHECK(client.hear().find("200") == std::string::npos);
  PlainHttpTransport good(server.port());
  CHECK(good.send({"GET", "/", {}, {}}));
}

TEST_CASE("idle and half-sent connections do not keep a good one waiting") {
  ScriptedServer server;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    if (i % 2 == 0) clients.back()->say("POST / HTTP/1.1\r\nHost: a\r\nContent-Le");
  }
  PlainHttpTransport good(server.port());
  CHECK(good.send({"GET", "/", {}, {}}));
}

TEST_CASE("a port that is taken is said to be") {
  ScriptedServer server;
  const auto second = hub::HttpServer::start({.port = server.port()}, server);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::IoError);
}

TEST_CASE("a tablet enrols and syncs over a real socket while others do") {
  ServedHub served;
  std::vector<std::unique_ptr<TestReplica>> replicas;
  std::vector<std::string> codes;
  for (int i = 0; i < 4; ++i) {
    const auto name = "user" + std::to_string(i);
    served.hub.addUser(name, v1::ROLE_SUPERVISOR);
    codes.push_back(served.hub.codeFor(name));
    replicas.push_back(std::make_unique<TestReplica>(static_cast<std::uint64_t>(i) + 10));
  }
  std::vector<core::Result<sync::SyncResult>> results(4, core::fail(ErrorCode::Internal, "not run"));
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      PlainHttpTransport transport(served.server->port());
      auto& replica = *replicas[i]->replica;
      if (auto enrolled = sync::enrol(replica, transport, "http://127.0.0.1:1", codes[i], "tablet"); !enrolled) {
        results[i] = core::fail(enrolled.error());
        return;
      }
      for (int n = 0; n < 20; ++n) {
        v1::Facility facility;
        facility.set_id(core::FacilityId::make(replicas[i]->clock, replicas[i]->random).rawString());
        facility.set_name("F" + std::to_string(n));
        facility.set_province("01");
        static_cast<void>(replica.write([&](core::changes::RecordWriter& writer) { return writer.put(facility); }));
      }
      sync::SyncEngine engine(replica, transport);
      results[i] = engine.sync({.pushChanges = 5});
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) {
    REQUIRE(result);
    CHECK(result->progress.recordsSent == 20);
    CHECK(result->refused.empty());
  }
  CHECK(must(served.hub->read([](hub::HubRead& read) { return read.countOfType(1); })) == 80);
}

TEST_CASE("unknown requests, wrong methods and unsigned ones are refused") {
  ServedHub served;
  PlainHttpTransport client(served.server->port());
  CHECK(client.send({"GET", "/nothing", {}, {}})->status == 404);
  const auto wrongMethod = client.send({"GET", "/v1/exchange", {}, {}});
  CHECK(wrongMethod->status == 405);
  CHECK(codeOf(wrongMethod->body) == "invalid_argument");
  const auto large = client.send({"POST", "/v1/exchange", {}, std::string(sync::kMaxRequestBytes + 1, 'x')});
  CHECK(large->status == 413);
  CHECK(codeOf(large->body) == "limit_exceeded");
  CHECK(client.send({"POST", "/v1/exchange", {}, "garbage"})->status == 400);
  CHECK(client.send({"POST", "/v1/enrol", {}, "garbage"})->status == 400);
  CHECK(client.send({"GET", "/v1/blobs/" + std::string(64, 'a'), {}, {}})->status == 401);
  CHECK(client.send({"GET", "/v1/blobs/xyz", {}, {}})->status == 404);
  CHECK(client.send({"GET", "/v1/hello", {}, {}})->status == 200);
}
