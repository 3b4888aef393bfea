#include "sync/hub/enrolment.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/wire/enrol_code.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

core::Result<core::replica::Enrolment> enrolAt(TestHub& hub, TestReplica& replica, const std::string& code) {
  LoopbackTransport transport(*hub.hub);
  return sync::enrol(*replica.replica, transport, Tablet::kUrl, code, "tablet");
}

ErrorCode codeOf(const core::Result<core::replica::Enrolment>& result) {
  return result ? ErrorCode::Internal : result.error().code;
}

}  // namespace

TEST_CASE("a code makes a replica the device of its person, once") {
  TestHub hub;
  const auto person = hub.addUser("an", v1::ROLE_INSPECTOR, "01,79");
  const auto code = hub.codeFor("an");
  TestReplica first;
  const auto enrolled = enrolAt(hub, first, code);
  REQUIRE(enrolled);
  CHECK(enrolled->person.id() == person.raw());
  CHECK(enrolled->person.role() == v1::ROLE_INSPECTOR);
  CHECK(enrolled->person.provinces_size() == 2);
  const auto device = hub.get<v1::Device>(enrolled->device);
  REQUIRE(device);
  CHECK(device->public_key() == first->deviceKey().publicKey());

  TestReplica second(2);
  CHECK(codeOf(enrolAt(hub, second, code)) == ErrorCode::CodeInvalid);
}

TEST_CASE("a device whose enrolment was answered into the void asks again and is the same device") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  hub.addUser("chi", v1::ROLE_INSPECTOR);
  TestReplica replica;
  LoopbackTransport transport(*hub.hub);
  const auto first = hub.codeFor("an");
  int answers = 0;
  transport.onResponse = [&](sync::HttpResponse&) { return ++answers != 2; };
  CHECK(codeOf(sync::enrol(*replica.replica, transport, Tablet::kUrl, first, "x")) == ErrorCode::Unreachable);
  CHECK(codeOf(enrolAt(hub, replica, first)) == ErrorCode::CodeInvalid);
  CHECK(codeOf(enrolAt(hub, replica, hub.codeFor("chi"))) == ErrorCode::AlreadyExists);
  CHECK(enrolAt(hub, replica, hub.codeFor("an")));
  CHECK(must(hub->read([](hub::HubRead& read) { return read.devices().size(); })) == 1);
}

TEST_CASE("a code dies after ten minutes") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  const auto code = hub.codeFor("an");
  TestReplica replica;
  hub.clock.advance(std::chrono::minutes(10));
  CHECK(codeOf(enrolAt(hub, replica, code)) == ErrorCode::CodeInvalid);
}

TEST_CASE("a code that nobody gave out is refused") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  core::SeededRandom random(77);
  const auto code = sync::enrolCodeText(sync::makeEnrolCode(random, hub->identity().key.publicKey()));
  TestReplica replica;
  CHECK(codeOf(enrolAt(hub, replica, code)) == ErrorCode::CodeInvalid);
  CHECK(codeOf(enrolAt(hub, replica, "ABCD")) == ErrorCode::CodeInvalid);
}

TEST_CASE("another hub's code is never sent to this one") {
  TestHub hub(1);
  TestHub other(2);
  other.addUser("an", v1::ROLE_INSPECTOR);
  const auto code = other.codeFor("an");
  TestReplica replica;
  LoopbackTransport transport(*hub.hub);
  const auto result = sync::enrol(*replica.replica, transport, Tablet::kUrl, code, "tablet");
  CHECK(codeOf(result) == ErrorCode::WrongHub);
  CHECK(transport.sent.size() == 1);
  // Still good where it belongs.
  CHECK(enrolAt(other, replica, code));
}

TEST_CASE("a code does not travel in plain text to another machine") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  TestReplica replica;
  LoopbackTransport transport(*hub.hub);
  const auto result = sync::enrol(*replica.replica, transport, "http://hub.example.vn", hub.codeFor("an"), "tablet");
  CHECK(codeOf(result) == ErrorCode::InvalidArgument);
  CHECK(transport.sent.empty());
}

TEST_CASE("a program that is no hub is told from one") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_INSPECTOR);
  TestReplica replica;
  LoopbackTransport transport(*hub.hub);
  transport.onResponse = [](sync::HttpResponse& response) {
    response = {200, "hello, world"};
    return true;
  };
  CHECK(codeOf(sync::enrol(*replica.replica, transport, Tablet::kUrl, hub.codeFor("an"), "x")) == ErrorCode::NotAHub);
}

TEST_CASE("users have one name each, a known role and a scope of provinces") {
  TestHub hub;
  hub.addUser("an", v1::ROLE_CLERK);
  const auto again = hub->write([&](hub::HubWrite& write) {
    return hub::addAccount(write, {"an", {}, v1::ROLE_CLERK, {true, {}}}, hub->now(), hub.random);
  });
  CHECK(again.error().code == ErrorCode::AlreadyExists);
  CHECK(hub::parseRole("inspector") == v1::ROLE_INSPECTOR);
  CHECK_FALSE(hub::parseRole("king"));
  CHECK(hub::parseScope("all")->allProvinces);
  CHECK(hub::parseScope("79,01,79")->provinces == std::vector<std::string>{"01", "79"});
  CHECK_FALSE(hub::parseScope("Hà Nội"));
  CHECK_FALSE(hub::parseScope(""));
}
