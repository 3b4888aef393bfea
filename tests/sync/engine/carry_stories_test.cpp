#include <catch2/catch_test_macros.hpp>

#include "core/visits/visit_carry.h"
#include "tests/sync/engine/two_tablets.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

/// Two tablets with a draft whose form has a newer version.
struct NewerForm : TwoTablets {
  NewerForm() {
    hub.put(nextSmallForm());
    first.sync();
    second.sync();
  }

  void carry(Tablet& tablet) {
    core::visits::FormLibrary forms;
    must(tablet.replica->write([&](core::changes::RecordWriter& writer) {
      return visits::carryVisit(writer, personOf(tablet), forms, visit);
    }));
    tablet.replica.clock.advance(std::chrono::minutes(1));
  }
};

}  // namespace

TEST_CASE("a newer version of a form reaches the tablets, and their drafts stay on the old one") {
  NewerForm office;
  CHECK(office.record(office.second).form_version() == "1");
  CHECK(office.answerOf(office.second, "facts/workers") == "12");
}

TEST_CASE("an answer given on the old version meets a draft that was carried elsewhere, and neither is lost") {
  NewerForm office;
  office.carry(office.first);
  office.answer(office.first, "facts/began", "2019");
  office.answer(office.second, "facts/workers", "15");
  office.answer(office.second, "place", "21 105 0 0");
  office.syncAll();
  for (auto* tablet : {&office.first, &office.second}) {
    INFO(tablet->replica->author().device);
    CHECK(office.record(*tablet).form_version() == "2");
    CHECK(office.answerOf(*tablet, "facts/workers") == "15");
    CHECK(office.answerOf(*tablet, "facts/began") == "2019");
    CHECK(office.answerOf(*tablet, "people/bene_name") == "HTX Hồ Thầu");
    CHECK(office.record(*tablet).answers().at("facts/place").position().latitude_e7() == 210000000);
    CHECK(office.conflicts(*tablet) == 0);
  }
  CHECK(office.body(office.first) == office.body(office.second));
}

TEST_CASE("an old question answered on the old version after the draft was carried waits beside the form") {
  NewerForm office;
  office.carry(office.first);
  office.answer(office.second, "bene_name", "HTX Hồ Thầu mới");
  office.syncAll();
  // Cleared there because it moved, answered here: both are kept, and a person chooses.
  CHECK(office.conflicts(office.first) == 1);
  CHECK(office.conflicts(office.second) == 1);
  CHECK(office.answerOf(office.first, "people/bene_name") == "HTX Hồ Thầu");
  CHECK(office.body(office.first) == office.body(office.second));
}

TEST_CASE("two tablets that carry one draft without knowing of each other agree") {
  NewerForm office;
  office.carry(office.first);
  office.carry(office.second);
  office.syncAll();
  CHECK(office.record(office.first).form_version() == "2");
  CHECK(office.body(office.first) == office.body(office.second));
  CHECK(office.conflicts(office.first) == 0);
  CHECK(office.conflicts(office.second) == 0);
}
