#include "core/replica/replica.h"

#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/replicas.h"

using namespace thucdia::core;
using thucdia::tests::TemporaryFolder;
using thucdia::tests::TestReplica;

TEST_CASE("a replica keeps its device key and its enrolment") {
  TestReplica replica;
  const std::string key = replica->deviceKey().publicKey();
  replica::Enrolment enrolment;
  enrolment.hubUrl = "http://127.0.0.1:8080";
  enrolment.hubId = std::string(16, 'h');
  enrolment.person.set_name("hanh");
  enrolment.person.set_id(std::string(16, 'p'));
  REQUIRE(replica->saveEnrolment(enrolment));
  replica.reopen();
  CHECK(replica->deviceKey().publicKey() == key);
  REQUIRE(replica->enrolment());
  CHECK(replica->enrolment()->hubUrl == enrolment.hubUrl);
  CHECK(replica->currentPerson()->name() == "hanh");
}

TEST_CASE("a replica of one hub refuses to belong to another") {
  TestReplica replica;
  replica::Enrolment enrolment;
  enrolment.hubId = std::string(16, 'a');
  REQUIRE(replica->saveEnrolment(enrolment));
  enrolment.hubId = std::string(16, 'b');
  const auto other = replica->saveEnrolment(enrolment);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == ErrorCode::AlreadyExists);
}

TEST_CASE("before enrolling nobody uses a replica") {
  TestReplica replica;
  REQUIRE_FALSE(replica->currentPerson());
  CHECK(replica->currentPerson().error().code == ErrorCode::NotEnrolled);
}

TEST_CASE("a folder whose database is something else is refused and left alone") {
  TemporaryFolder folder;
  {
    std::ofstream(folder.path() / "replica.db")
        << "this is a letter, not a database; it is long enough to be looked at as one.";
  }
  const FixedClock clock{fromMicros(0)};
  SeededRandom random(1);
  const auto opened = replica::Replica::open({.folder = folder.path(), .clock = &clock, .random = &random});
  REQUIRE_FALSE(opened);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "device.key"));
}
