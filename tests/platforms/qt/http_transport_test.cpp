#include "platforms/qt/http_transport.h"

#include <QCoreApplication>

#include "tests/sync/engine/transport_contract.h"

using namespace thucdia;
using namespace thucdia::tests;

TEST_CASE("the Qt transport keeps the transport contract") {
  int argc = 0;
  const QCoreApplication application(argc, nullptr);
  keepsTheTransportContract([](std::uint16_t port) {
    return std::make_unique<platforms::QtHttpTransport>(sync::HubUrl{false, "127.0.0.1", port});
  });
}
