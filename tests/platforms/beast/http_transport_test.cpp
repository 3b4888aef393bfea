#include "platforms/beast/http_transport.h"

#include "tests/sync/engine/transport_contract.h"

using namespace thucdia;
using namespace thucdia::tests;

TEST_CASE("the Beast transport keeps the transport contract") {
  keepsTheTransportContract([](std::uint16_t port) {
    auto made = platforms::beastHttpTransport("http://127.0.0.1:" + std::to_string(port));
    REQUIRE(made);
    return std::move(*made);
  });
}

TEST_CASE("the Beast transport does not speak plain HTTP to another machine") {
  const auto made = platforms::beastHttpTransport("http://hub.example.vn");
  REQUIRE_FALSE(made);
  CHECK(made.error().code == core::ErrorCode::InvalidArgument);
}
