#include "sync/hub/request_window.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia;
using hub::RequestWindow;

TEST_CASE("a request number is good once") {
  RequestWindow window;
  const core::DeviceId device;
  CHECK(window.accept(device, 10, 0));
  CHECK_FALSE(window.accept(device, 10, 0));
  CHECK(window.accept(device, 11, 0));
  CHECK_FALSE(window.accept(device, 10, 0));
  CHECK_FALSE(window.accept(device, 11, 0));
  CHECK(window.highest(device) == 11);
}

TEST_CASE("requests may overtake one another by less than 64, each still once") {
  RequestWindow window;
  const core::DeviceId device;
  CHECK(window.accept(device, 1000, 0));
  CHECK(window.accept(device, 1064, 0));
  CHECK_FALSE(window.accept(device, 1000, 0));
  CHECK(window.accept(device, 1001, 0));
  CHECK_FALSE(window.accept(device, 1001, 0));
  CHECK(window.accept(device, 1063, 0));
  CHECK_FALSE(window.accept(device, 999, 0));
  CHECK(window.accept(device, 2000, 0));
  CHECK_FALSE(window.accept(device, 1064, 0));
  CHECK(window.accept(device, 1999, 0));
}

TEST_CASE("what was used before the hub was started stays used") {
  RequestWindow window;
  const core::DeviceId device;
  CHECK_FALSE(window.accept(device, 500, 500));
  CHECK_FALSE(window.accept(device, 499, 500));
  CHECK(window.accept(device, 501, 500));
  CHECK_FALSE(window.accept(device, 500, 500));
}
