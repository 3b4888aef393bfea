#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "core/review/conflict_commands.h"
#include "tests/support/replicas.h"

using namespace thucdia::core;
using thucdia::tests::TestReplica;
namespace v1 = thucdia::records::v1;

namespace {

/// Two devices that know one visit, and each other's writes only when told.
struct TwoDevices {
  TestReplica here{1};
  TestReplica there{2};
  VisitId visit = VisitId::make(here.clock, here.random);

  TwoDevices() {
    v1::Visit begun;
    begun.set_id(visit.rawString());
    begun.set_form_id("form");
    begun.set_facility_name("Xưởng mộc");
    REQUIRE(here->write([&](changes::RecordWriter& writer) { return writer.put(begun); }));
    give(here, there);
    // What has been given away is not written on under its stamp; a sync sees to that, here time does.
    here.clock.advance(std::chrono::minutes(10));
  }

  void answer(TestReplica& device, const std::string& text) const {
    v1::Answer answer;
    answer.set_text(text);
    REQUIRE(device->write([&](changes::RecordWriter& writer) {
      return writer.edit(type(), id(),
                         {{{v1::Visit::kAnswersFieldNumber, "units/bene_name"}, answer.SerializeAsString()}});
    }));
  }
  void give(TestReplica& from, TestReplica& to) const {
    const auto row =
        from->read([&](db::ReadTransaction& transaction) { return records::loadRow(transaction, type(), id()); });
    REQUIRE(row);
    REQUIRE(to->write([&](changes::RecordWriter& writer) {
      return writer.apply(type(), id(), {(*row)->body, (*row)->meta});
    }));
  }
  static std::vector<review::Conflict> conflictsOn(TestReplica& device) {
    const auto found = device->read(
        [&](db::ReadTransaction& transaction) { return review::conflicts(transaction, device->author().device, -1); });
    REQUIRE(found);
    return *found;
  }
  static const records::RecordType& type() { return records::RecordType::of<v1::Visit>(); }
  [[nodiscard]] RecordId id() const { return records::idAs<RecordId>(visit); }
};

}  // namespace

TEST_CASE("two answers written without knowing of each other are both told, the later one first") {
  TwoDevices devices;
  devices.answer(devices.here, "Đường Lâm");
  devices.there.clock.advance(std::chrono::hours(1));
  devices.answer(devices.there, "Thạch Đường");
  devices.give(devices.there, devices.here);

  const auto found = TwoDevices::conflictsOn(devices.here);
  REQUIRE(found.size() == 1);
  CHECK(review::idOf(found[0]) == devices.visit.text() + "/units/bene_name");
  REQUIRE(found[0].values.size() == 2);
  CHECK(found[0].values[0].text == "Thạch Đường");
  CHECK_FALSE(found[0].values[0].mine);
  CHECK(found[0].values[1].text == "Đường Lâm");
  CHECK(found[0].values[1].mine);
}

TEST_CASE("a conflict that one person settles is settled for everybody") {
  TwoDevices devices;
  devices.answer(devices.here, "Đường Lâm");
  devices.answer(devices.there, "Thạch Đường");
  devices.give(devices.there, devices.here);
  const auto conflict = TwoDevices::conflictsOn(devices.here).at(0);
  const std::size_t mine = conflict.values[0].mine ? 0 : 1;
  REQUIRE(devices.here->write(
      [&](changes::RecordWriter& writer) { return review::settleConflict(writer, conflict, mine); }));
  CHECK(TwoDevices::conflictsOn(devices.here).empty());

  devices.give(devices.here, devices.there);
  CHECK(TwoDevices::conflictsOn(devices.there).empty());
  const auto visit = devices.there->read(
      [&](db::ReadTransaction& transaction) { return records::get<v1::Visit>(transaction, devices.visit); });
  REQUIRE(visit);
  CHECK((*visit)->answers().at("units/bene_name").text() == "Đường Lâm");
}

TEST_CASE("a conflict that somebody else has settled meanwhile cannot be settled again from an old list") {
  TwoDevices devices;
  devices.answer(devices.here, "Đường Lâm");
  devices.answer(devices.there, "Thạch Đường");
  devices.give(devices.there, devices.here);
  const auto conflict = TwoDevices::conflictsOn(devices.here).at(0);
  REQUIRE(
      devices.here->write([&](changes::RecordWriter& writer) { return review::settleConflict(writer, conflict, 0); }));
  const auto again =
      devices.here->write([&](changes::RecordWriter& writer) { return review::settleConflict(writer, conflict, 1); });
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("only who may write an answer settles it, and not while it is sealed") {
  TwoDevices devices;
  v1::Person user;
  user.set_id(PersonId::make(devices.here.clock, devices.here.random).rawString());
  v1::Device device;
  device.set_id(DeviceId::make(devices.here.clock, devices.here.random).rawString());
  device.set_tag(devices.here->author().device);
  device.set_person_id(user.id());
  const auto put = [&](const auto& record) {
    REQUIRE(devices.here->write([&](changes::RecordWriter& writer) { return writer.put(record); }));
  };
  put(device);
  devices.answer(devices.here, "Đường Lâm");
  devices.answer(devices.there, "Thạch Đường");
  devices.give(devices.there, devices.here);
  const auto settle = [&] {
    const auto conflict = TwoDevices::conflictsOn(devices.here).at(0);
    return devices.here->write(
        [&](changes::RecordWriter& writer) { return review::settleConflict(writer, conflict, 0); });
  };
  user.set_role(v1::ROLE_SUPERVISOR);
  put(user);
  CHECK(settle().error().code == ErrorCode::NotPermitted);
  user.set_role(v1::ROLE_INSPECTOR);
  put(user);
  CHECK(settle().error().code == ErrorCode::NotPermitted);

  auto visit =
      *devices.here
           ->read([&](db::ReadTransaction& transaction) { return records::get<v1::Visit>(transaction, devices.visit); })
           .value();
  visit.set_inspector_id(user.id());
  put(visit);
  v1::VisitSeal seal;
  seal.set_id(VisitSealId::make(devices.here.clock, devices.here.random).rawString());
  seal.set_visit_id(devices.visit.rawString());
  seal.set_revision(1);
  seal.set_content(visit.SerializeAsString());
  put(seal);
  CHECK(settle().error().code == ErrorCode::Locked);

  v1::VisitDecision reopened;
  reopened.set_id(VisitDecisionId::make(devices.here.clock, devices.here.random).rawString());
  reopened.set_visit_id(devices.visit.rawString());
  reopened.set_revision(1);
  reopened.set_kind(v1::DECISION_KIND_REOPENED);
  reopened.set_person_id(user.id());
  reopened.set_reason("a wrong number");
  put(reopened);
  CHECK(settle());
}

TEST_CASE("a replica without conflicts tells none") {
  TwoDevices devices;
  devices.answer(devices.here, "Đường Lâm");
  CHECK(TwoDevices::conflictsOn(devices.here).empty());
}
