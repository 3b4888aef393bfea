#include "tests/support/plain_http_transport.h"
#include "tests/sync/engine/transport_contract.h"

using namespace thucdia;
using namespace thucdia::tests;

TEST_CASE("the plain transport of tests keeps the transport contract") {
  keepsTheTransportContract([](std::uint16_t port) { return std::make_unique<PlainHttpTransport>(port); });
}
