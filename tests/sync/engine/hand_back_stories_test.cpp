// What is not taken back at once, and what is in its way.

#include <catch2/catch_test_macros.hpp>

#include "sync/engine/link_meter.h"
#include "sync/hub/quarantine.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "tests/support/small_form.h"
#include "tests/sync/engine/restored_office.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

/// Bytes that do not pack.
std::string noise(std::size_t count) {
  core::SeededRandom random(7);
  std::string bytes(count, '\0');
  random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
  return bytes;
}

/// As to the HTTP server: what is larger than a request may be does not reach the hub.
class LimitedRoad final : public sync::Transport {
 public:
  explicit LimitedRoad(LoopbackTransport& to) : m_to(to) {}
  [[nodiscard]] core::Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
    if (request.body.size() <= sync::kMaxRequestBytes) return m_to.send(request);
    return sync::HttpResponse{413, sync::packRefusal({core::ErrorCode::LimitExceeded, "at most 4 MiB"})};
  }
  void cancel() override {}
  void resume() override {}

 private:
  LoopbackTransport& m_to;
};

}  // namespace

TEST_CASE("what the hub did not take back is not dropped when the record leaves later") {
  RestoredOffice office;
  office.hub.setScope("binh", "01,79");
  Tablet other(office.hub, "binh", 4);
  v1::Project project;
  const auto id = office.supervisor.newId<core::ProjectId>();
  project.set_id(id.rawString());
  project.set_name("first");
  project.set_province("01");
  office.supervisor.put(project);
  office.supervisor.sync();
  other.sync();
  office.backUp();
  project.set_name("second");
  office.supervisor.put(project);
  office.supervisor.sync();
  office.reader.sync();
  REQUIRE(office.reader.get<v1::Project>(id)->name() == "second");
  office.restore();
  office.reader.sync();
  REQUIRE(office.lacked(office.reader) == 1);
  REQUIRE(office.held<v1::Project>(id)->name() == "first");
  // The tablet that wrote it is lost. The project moves.
  other.transport.reach(office.restored.get());
  other.sync();
  auto there = *other.get<v1::Project>(id);
  REQUIRE(there.name() == "first");
  there.set_province("79");
  other.put(there);
  CHECK(other.sync().refused.empty());
  office.reader.sync();
  CHECK(office.lacked(office.reader) == 1);
  CHECK(office.reader.get<v1::Project>(id)->name() == "second");
}

TEST_CASE("what was refused for something else is offered again once another tablet has brought that") {
  RestoredOffice office;
  office.hub.addUser("em", v1::ROLE_SUPERVISOR, "79");
  Tablet other(office.hub, "em", 7);
  office.hub.addUser("dung", v1::ROLE_INSPECTOR, "01,79");
  Tablet lost(office.hub, "dung", 8);
  office.backUp();
  v1::Project project;
  project.set_id(other.newId<core::ProjectId>().rawString());
  project.set_code("DA-1");
  project.set_province("79");
  other.put(project);
  CHECK(other.sync().refused.empty());
  lost.sync();
  auto visit = lost.makeVisit(lost.makeFacility("A", "01"));
  visit.set_project_id(project.id());
  lost.put(visit);
  CHECK(lost.sync().refused.empty());
  office.supervisor.sync();
  const auto id = *core::VisitId::fromBytes(visit.id());
  REQUIRE(office.supervisor.get<v1::Visit>(id));
  office.restore();
  office.supervisor.sync();
  REQUIRE(office.lacked(office.supervisor) == 1);
  other.transport.reach(office.restored.get());
  other.sync();
  REQUIRE(office.held<v1::Project>(*core::ProjectId::fromBytes(project.id())));
  for (int day = 0; day < 5; ++day) {
    office.supervisor.replica.clock.advance(std::chrono::days(2));
    office.supervisor.makeFacility("own work", "01");
    CHECK(office.supervisor.sync().refused.empty());
  }
  CHECK(office.held<v1::Visit>(id));
  CHECK(office.lacked(office.supervisor) == 0);
  office.supervisor.sync({.retryRefused = true});
  CHECK(office.held<v1::Visit>(id));
}

TEST_CASE("who kept a record that had left does not keep it when the hub has all of it again") {
  RestoredOffice office;
  office.hub.setScope("binh", "01,79");
  auto facility = office.inspector.makeFacility("A", "01");
  office.inspector.sync();
  office.supervisor.sync();
  facility.set_province("79");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.backUp();
  facility.set_province("01");
  facility.set_phone("0911");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.reader.sync();
  // It leaves again, which the reader has not heard.
  facility.set_province("79");
  office.supervisor.put(facility);
  office.supervisor.sync();
  office.restore();
  office.reader.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  REQUIRE(office.lacked(office.reader) == 1);
  office.supervisor.sync();
  REQUIRE(office.held<v1::Facility>(id)->phone() == "0911");
  for (int day = 0; day < 5; ++day) {
    office.reader.replica.clock.advance(std::chrono::days(1));
    office.reader.sync();
  }
  CHECK(office.lacked(office.reader) == 0);
  CHECK_FALSE(office.reader.get<v1::Facility>(id));
  office.reader.sync({.retryRefused = true});
  CHECK(office.lacked(office.reader) == 0);
  CHECK_FALSE(office.reader.get<v1::Facility>(id));
}

TEST_CASE("on a link that cuts a form to be handed back does not stand before one's own visit") {
  RestoredOffice office;
  auto form = smallForm();
  form.set_source(noise(200'000));
  office.hub.put(form);
  office.inspector.sync();
  office.restore();
  sync::LinkMeter link;
  office.inspector.transport.onRequest = [](const sync::HttpRequest& request) { return request.body.size() < 64'000; };
  const sync::SyncOptions options{.link = &link};
  for (int i = 0; i < 3; ++i) (void)office.inspector.trySync(options);
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  for (int i = 0; i < 20; ++i) (void)office.inspector.trySync(options);
  CHECK(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
}

TEST_CASE("a form larger than a request does not keep a tablet's own work from a restored hub") {
  RestoredOffice office;
  auto form = smallForm();
  form.set_source(noise(5u << 20));
  office.hub.put(form);
  office.inspector.sync();
  REQUIRE(office.inspector.get<v1::FormVersion>(*core::RecordId::fromBytes(form.id())));
  office.restore();
  LimitedRoad limit(office.inspector.transport);
  const auto syncOnce = [&] {
    office.inspector.replica.clock.advance(std::chrono::milliseconds(1));
    (void)sync::SyncEngine(*office.inspector.replica.replica, limit).sync({});
  };
  syncOnce();
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  for (int i = 0; i < 3; ++i) syncOnce();
  CHECK(office.held<v1::Visit>(*core::VisitId::fromBytes(visit.id())));
}

TEST_CASE("a revoked device does not hand in all that it holds of others after a restore") {
  RestoredOffice office;
  auto form = smallForm();
  form.set_source(noise(200'000));
  office.hub.put(form);
  office.supervisor.makeFacility("others", "01");
  office.supervisor.sync();
  office.inspector.sync();
  office.inspector.makeFacility("A", "01");
  office.restore();
  must(office.restored->write([&](hub::HubWrite& write) -> core::Result<> {
    THUCDIA_TRY(hub::revokeDevice(write, "an's tablet", office.restored->now()));
    return {};
  }));
  (void)office.inspector.trySync();
  const auto waiting =
      must(office.restored->read([&](hub::HubRead& read) { return must(hub::quarantinedChanges(read, false)); }));
  CHECK(waiting.size() == 1);
}

TEST_CASE("a photo that the hub's record speaks of is taken from who alone has it, though its visit is refused there") {
  RestoredOffice office;
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.inspector.sync({.sendBlobs = false});
  office.supervisor.sync({.fetchBlobs = false});
  auto given = *office.supervisor.get<v1::Visit>(*core::VisitId::fromBytes(visit.id()));
  given.set_inspector_id(office.readerId.rawString());
  office.supervisor.put(given);
  (*visit.mutable_answers())["note"].set_text("later");
  office.inspector.put(visit);
  office.restore();
  setScope(*office.restored, "an", "79");
  office.supervisor.sync({.fetchBlobs = false});
  CHECK_FALSE(office.inspector.sync().refused.empty());
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
}

TEST_CASE("a revoked device hands in its photos to a restored hub, though it holds what others wrote") {
  RestoredOffice office;
  office.supervisor.makeFacility("others", "01");
  office.supervisor.sync();
  office.inspector.sync();
  auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  const auto sha256 = photograph(office.inspector, visit, std::string(20'000, 'p'));
  office.restore();
  must(office.restored->write([&](hub::HubWrite& write) {
    return hub::revokeDevice(write, office.inspector.replica->enrolment()->device.text(), office.restored->now());
  }));
  (void)office.inspector.trySync();
  CHECK(office.restored->blobs().sizeOf(sha256) == 20'000);
}

TEST_CASE("a visit of which a restored hub has not been asked yet is not called received whole") {
  RestoredOffice office;
  const auto visit = office.inspector.makeVisit(office.inspector.makeFacility("A", "01"));
  office.inspector.sync();
  office.reader.sync();
  REQUIRE(office.reach(office.reader, visit) == sync::VisitReach::ReceivedWhole);
  office.restore();
  // That the hub was restored is all that it comes to know.
  int answers = 0;
  office.reader.transport.onResponse = [&](sync::HttpResponse&) { return ++answers < 2; };
  CHECK_FALSE(office.reader.trySync());
  CHECK(office.reach(office.reader, visit) == sync::VisitReach::ChangesWait);
}
