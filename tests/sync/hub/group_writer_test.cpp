#include "sync/hub/group_writer.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;

namespace {

hub::GroupWriter::Job adding(TestHub& hub, const std::string& name, std::vector<core::Result<>>& told) {
  return {[&hub, name](hub::HubWrite& write) -> core::Result<> {
            if (name.empty()) return core::fail(ErrorCode::InvalidArgument, "no name");
            write.putAccount({core::PersonId::make(hub.clock, hub.random), name, v1::ROLE_CLERK, {true, {}}, true});
            return {};
          },
          [&told](core::Result<> outcome) { told.push_back(std::move(outcome)); }};
}

std::size_t accounts(TestHub& hub) {
  return must(hub->read([](hub::HubRead& read) { return read.accounts().size(); }));
}

}  // namespace

TEST_CASE("of writes that came together, one that is refused undoes itself alone") {
  TestHub hub;
  std::vector<core::Result<>> told;
  std::vector<hub::GroupWriter::Job> group = {adding(hub, "an", told), adding(hub, "", told),
                                              adding(hub, "binh", told)};
  hub::GroupWriter::commit(hub->storage(), group);
  REQUIRE(told.size() == 3);
  CHECK(told[0]);
  CHECK(told[1].error().code == ErrorCode::InvalidArgument);
  CHECK(told[2]);
  CHECK(accounts(hub) == 2);
}

TEST_CASE("nobody is told that a write is done before all that came with it is written") {
  TestHub hub;
  std::vector<std::size_t> seen;
  std::vector<core::Result<>> told;
  std::vector<hub::GroupWriter::Job> group = {adding(hub, "an", told), adding(hub, "binh", told)};
  for (auto& job : group) job.done = [&](const core::Result<>&) { seen.push_back(accounts(hub)); };
  hub::GroupWriter::commit(hub->storage(), group);
  CHECK(seen == std::vector<std::size_t>{2, 2});
}

TEST_CASE("a writer that is stopped has done what it was given, and takes nothing more") {
  TestHub hub;
  std::vector<core::Result<>> told;
  hub::GroupWriter writer(hub->storage());
  for (const auto* name : {"an", "binh", "chi"}) REQUIRE(writer.submit(adding(hub, name, told)));
  writer.stop();
  CHECK(told.size() == 3);
  CHECK(accounts(hub) == 3);
  CHECK_FALSE(writer.submit(adding(hub, "dung", told)));
}
