#pragma once

#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/format.h>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "core/visits/seal.h"
#include "sync/engine/sync_engine.h"
#include "sync/hub/accounts.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hub.h"
#include "sync/hub/hub_records.h"
#include "tests/support/loopback_transport.h"
#include "tests/support/replicas.h"

namespace thucdia::tests {

namespace v1 = ::thucdia::records::v1;

/// Stops the test program where a step of its preparation fails.
template <class T>
T must(core::Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}\n", core::describe(result.error()));
    std::abort();
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// `scope`: "all", or codes of provinces.
inline void setScope(hub::Hub& hub, const std::string& name, const std::string& scope) {
  const hub::AccountChange change{.scope = must(hub::parseScope(scope))};
  must(hub.write([&](hub::HubWrite& write) { return changeAccount(write, name, change, hub.now()); }));
}

/// A hub in a folder of its own.
struct TestHub {
  explicit TestHub(std::uint64_t seed = 100) : random(seed) { hub = must(hub::Hub::create(options())); }
  [[nodiscard]] hub::Hub::Options options() { return {folder / "hub", &clock, &random, {}}; }
  void reopen() {
    hub.reset();
    hub = must(hub::Hub::open(options()));
  }
  hub::Hub* operator->() { return hub.get(); }

  core::PersonId addUser(const std::string& name, v1::Role role, const std::string& scope = "all") {
    hub::NewAccount account{name, {}, role, must(hub::parseScope(scope))};
    return must(hub->write([&](hub::HubWrite& write) { return addAccount(write, account, hub->now(), random); }));
  }
  void setScope(const std::string& name, const std::string& scope) { tests::setScope(*hub, name, scope); }
  std::string codeFor(const std::string& name) {
    return must(hub->write([&](hub::HubWrite& write) { return issueCode(write, name, hub->now(), random); })).code;
  }
  /// Writes a record as the hub's own.
  template <class Record>
  void put(const Record& record) {
    must(hub->write([&](hub::HubWrite& write) { return hub::writeRecord(write, record, hub->now()); }));
  }
  template <class Record, class AnyId>
  std::optional<Record> get(const AnyId& id) {
    return must(hub->read([&](hub::HubRead& read) { return hub::get<Record>(read, id); }));
  }

  TemporaryFolder folder;
  core::FixedClock clock{core::fromMicros(1'763'190'000'000'000)};  // 2025-11-15 07:00 UTC
  core::SeededRandom random;
  std::unique_ptr<hub::Hub> hub;
};

/// A tablet of one user of a hub, with its own road there.
struct Tablet {
  Tablet(TestHub& at, const std::string& user, std::uint64_t seed)
      : replica(seed), transport(*at.hub), name(user), code(at.codeFor(user)) {
    must(sync::enrol(*replica.replica, transport, kUrl, code, user + "'s tablet"));
  }
  static constexpr std::string_view kUrl = "http://127.0.0.1:8080";

  core::Result<sync::SyncResult> trySync(const sync::SyncOptions& options = {}) {
    replica.clock.advance(std::chrono::milliseconds(1));
    sync::SyncEngine engine(*replica.replica, transport);
    return engine.sync(options);
  }
  sync::SyncResult sync(const sync::SyncOptions& options = {}) { return must(trySync(options)); }

  [[nodiscard]] core::PersonId person() { return *core::PersonId::fromBytes(replica->enrolment()->person.id()); }
  template <class AnyId>
  AnyId newId() {
    return AnyId::make(replica.clock, replica.random);
  }
  template <class Record>
  core::Result<> tryPut(const Record& record) {
    return replica->write([&](core::changes::RecordWriter& writer) { return writer.put(record); });
  }
  template <class Record>
  void put(const Record& record) {
    must(tryPut(record));
  }
  template <class Record, class AnyId>
  std::optional<Record> get(const AnyId& id) {
    return must(replica->read(
        [&](core::db::ReadTransaction& transaction) { return core::records::get<Record>(transaction, id); }));
  }
  template <class Record>
  std::int64_t count() {
    const auto& type = core::records::RecordType::of<Record>();
    return must(replica->read([&](core::db::ReadTransaction& transaction) {
      auto row = transaction.prepare("SELECT count(*) FROM " + type.table());
      return row.step() ? row.integer(0) : 0;
    }));
  }

  v1::Facility makeFacility(const std::string& called, const std::string& province) {
    v1::Facility facility;
    facility.set_id(newId<core::FacilityId>().rawString());
    facility.set_name(called);
    facility.set_province(province);
    put(facility);
    return facility;
  }
  /// A visit of this tablet's user on a facility, with one answer.
  v1::Visit makeVisit(const v1::Facility& facility, const std::string& answer = "first") {
    v1::Visit visit;
    visit.set_id(newId<core::VisitId>().rawString());
    visit.set_form_id("form");
    visit.set_form_version("1");
    visit.set_facility_id(facility.id());
    visit.set_inspector_id(person().rawString());
    visit.set_province(facility.province());
    visit.set_revision(1);
    visit.set_started_at(core::toMicros(replica.clock.now()));
    (*visit.mutable_answers())["note"].set_text(answer);
    put(visit);
    return visit;
  }
  v1::VisitSeal seal(const v1::Visit& visit) {
    v1::VisitSeal seal;
    seal.set_id(newId<core::VisitSealId>().rawString());
    seal.set_visit_id(visit.id());
    seal.set_province(visit.province());
    seal.set_revision(visit.revision());
    auto content = visit;
    content.clear_id();
    seal.set_content(content.SerializeAsString());
    seal.set_device_id(replica->enrolment()->device.rawString());
    seal.set_person_id(person().rawString());
    seal.set_sealed_at(core::toMicros(replica.clock.now()));
    seal.set_signature(replica->deviceKey().sign(core::visits::signedBytes(seal)));
    put(seal);
    return seal;
  }
  v1::VisitDecision decide(const v1::Visit& visit, const v1::VisitSeal& seal, v1::DecisionKind kind,
                           const std::string& reason = {}) {
    v1::VisitDecision decision;
    decision.set_id(newId<core::VisitDecisionId>().rawString());
    decision.set_visit_id(visit.id());
    decision.set_province(visit.province());
    decision.set_kind(kind);
    decision.set_revision(seal.revision());
    decision.set_seal_sha256(std::string(core::raw(core::sha256(seal.content()))));
    decision.set_person_id(person().rawString());
    decision.set_decided_at(core::toMicros(replica.clock.now()));
    decision.set_reason(reason);
    put(decision);
    replica.clock.advance(std::chrono::seconds(1));
    return decision;
  }

  TestReplica replica;
  LoopbackTransport transport;
  std::string name;
  std::string code;
};

}  // namespace thucdia::tests
