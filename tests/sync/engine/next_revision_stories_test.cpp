#include <catch2/catch_test_macros.hpp>

#include "tests/sync/engine/two_tablets.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

/// A visit that was signed on one of two tablets and returned from the office; both know it.
struct Returned : TwoTablets {
  Returned() {
    attach(first, "sig_site", "stroke of revision one");
    answer(first, "equip[1]/eq_name", "Máy sao chè");
    sign(first);
    first.sync();
    office.sync();
    must(office.replica->write([&](core::changes::RecordWriter& writer) {
      return visits::decide(writer, personOf(office),
                            {.visit = visit, .kind = v1::DECISION_KIND_RETURNED, .reason = "Thiếu số lao động"});
    }));
    office.sync();
    syncAll();
  }

  core::PersonId supervisor = hub.addUser("phuc", v1::ROLE_SUPERVISOR, "all");
  Tablet office{hub, "phuc", 3};
};

}  // namespace

TEST_CASE("two tablets that open the next revision without knowing of each other agree, and nobody has signed it") {
  Returned story;
  story.answer(story.first, "workers", "15");
  story.answer(story.second, "bene_name", "HTX chè Hồ Thầu");
  story.syncAll();
  for (auto* tablet : {&story.first, &story.second}) {
    INFO(tablet->replica->author().device);
    CHECK(story.record(*tablet).revision() == 2);
    CHECK(story.answerOf(*tablet, "workers") == "15");
    CHECK(story.answerOf(*tablet, "bene_name") == "HTX chè Hồ Thầu");
    CHECK(story.answerOf(*tablet, "sig_site").empty());
    CHECK(story.conflicts(*tablet) == 0);
  }
  CHECK(story.body(story.first) == story.body(story.second));
}

TEST_CASE("a signature drawn on one tablet before it knew what the other had changed waits for a choice") {
  Returned story;
  story.answer(story.first, "workers", "15");
  story.attach(story.first, "sig_site", "stroke of revision two");
  story.answer(story.second, "bene_name", "HTX chè Hồ Thầu");
  story.syncAll();
  CHECK(story.conflicts(story.first) == 1);
  CHECK(story.conflicts(story.second) == 1);
  CHECK(story.body(story.first) == story.body(story.second));
}

TEST_CASE("the office still holds the signature of the revision before, byte for byte") {
  Returned story;
  story.answer(story.first, "workers", "15");
  story.first.sync();
  story.office.sync();
  v1::Visit sealed;
  const auto seals = must(story.office.replica->read(
      [&](core::db::ReadTransaction& transaction) { return visits::sealsOf(transaction, story.visit); }));
  REQUIRE(seals.size() == 1);
  REQUIRE(sealed.ParseFromString(seals.front().content()));
  const auto bytes = story.office.replica->blobs().read(sealed.answers().at("sig_site").attachment().sha256());
  REQUIRE(bytes);
  CHECK(*bytes == "stroke of revision one");
}

TEST_CASE("a tablet that comes when the next revision is open fetches what was drawn under the one before") {
  Returned story;
  story.answer(story.first, "workers", "15");
  story.first.sync();
  Tablet late(story.hub, "phuc", 7);
  late.sync();
  v1::Visit sealed;
  const auto seals = must(late.replica->read(
      [&](core::db::ReadTransaction& transaction) { return visits::sealsOf(transaction, story.visit); }));
  REQUIRE(seals.size() == 1);
  REQUIRE(sealed.ParseFromString(seals.front().content()));
  const auto bytes = late.replica->blobs().read(sealed.answers().at("sig_site").attachment().sha256());
  REQUIRE(bytes);
  CHECK(*bytes == "stroke of revision one");
}
