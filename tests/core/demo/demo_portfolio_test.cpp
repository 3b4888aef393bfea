#include "core/demo/demo_portfolio.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/base/crypto.h"
#include "core/base/text.h"
#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"
#include "core/records/record_rows.h"
#include "core/registers/administrative_units.h"
#include "core/registers/province_outlines.h"
#include "core/registers/registers_queries.h"
#include "core/visits/life_cycle.h"
#include "core/visits/seal.h"
#include "core/visits/visit_queries.h"
#include "tests/support/replicas.h"

using namespace thucdia::core;
using namespace thucdia::core::demo;
namespace v1 = thucdia::records::v1;

namespace {

const DemoForms& shippedOnes() {
  static const DemoForms shipped = [] {
    DemoForms made;
    for (const EmbeddedFile& file : forms::shippedForms()) {
      const auto read = forms::readForm(file.bytes, std::string(file.name));
      REQUIRE(read.has_value());
      const auto form = forms::Form::link(read->form);
      INFO((form ? "" : describe(form.error())));
      REQUIRE(form.has_value());
      made.emplace((*form)->compiled().form_id(), *form);
    }
    return made;
  }();
  return shipped;
}

/// Everything that a run handed out.
struct Portfolio {
  std::map<std::string, v1::Facility> facilities;
  std::map<std::string, v1::Project> projects;
  std::map<std::string, v1::Person> people;
  std::vector<v1::Beneficiary> beneficiaries;
  std::vector<v1::Assignment> assignments;
  std::map<std::string, v1::Visit> visits;
  std::vector<v1::VisitSeal> seals;
  std::vector<v1::VisitDecision> decisions;
  std::set<std::string> ids;
  std::set<std::string> pictures;  // their hashes
  Sha256 all;
  KeyPair key = KeyPair::fromSeed(std::string(32, 'k'));
  DemoCounts counts;

  explicit Portfolio(const DemoOptions& options) {
    DemoSink sink;
    sink.device = DeviceId(UuidBytes{1});
    sink.deviceTag = deviceTag(key.publicKey());
    sink.sign = [this](std::string_view message) { return key.sign(message); };
    sink.record = [this](const google::protobuf::Message& record) { return take(record); };
    sink.picture = [this](std::string_view bytes, std::string_view, VisitId) -> Result<> {
      pictures.insert(std::string(raw(sha256(bytes))));
      return {};
    };
    const auto made = generateDemo(options, shippedOnes(), sink);
    INFO((made ? "" : describe(made.error())));
    REQUIRE(made.has_value());
    counts = *made;
  }

  Result<> take(const google::protobuf::Message& record) {
    all.add(record.GetTypeName());
    // Maps are written in any order: the text form sorts them.
    all.add(record.GetTypeName() == "thucdia.records.v1.Visit" ? record.Utf8DebugString() : record.SerializeAsString());
    const auto* id = record.GetDescriptor()->FindFieldByNumber(1);
    CHECK(ids.insert(record.GetReflection()->GetString(record, id)).second);
    if (const auto* facility = dynamic_cast<const v1::Facility*>(&record)) facilities[facility->id()] = *facility;
    if (const auto* project = dynamic_cast<const v1::Project*>(&record)) projects[project->id()] = *project;
    if (const auto* person = dynamic_cast<const v1::Person*>(&record)) people[person->id()] = *person;
    if (const auto* visit = dynamic_cast<const v1::Visit*>(&record)) visits[visit->id()] = *visit;
    if (const auto* beneficiary = dynamic_cast<const v1::Beneficiary*>(&record)) beneficiaries.push_back(*beneficiary);
    if (const auto* assignment = dynamic_cast<const v1::Assignment*>(&record)) assignments.push_back(*assignment);
    if (const auto* seal = dynamic_cast<const v1::VisitSeal*>(&record)) seals.push_back(*seal);
    if (const auto* decision = dynamic_cast<const v1::VisitDecision*>(&record)) decisions.push_back(*decision);
    return {};
  }
};

const Portfolio& standard() {
  static Portfolio portfolio{DemoOptions{}};
  return portfolio;
}

}  // namespace

TEST_CASE("the sample is the plan of 2017: 278 projects, 111,350 tỷ đồng, three batches, all contents") {
  const Portfolio& sample = standard();
  CHECK(sample.projects.size() == 278);
  std::int64_t support = 0;
  std::map<int, int> batches;
  std::set<std::string> contents;
  for (const auto& [id, project] : sample.projects) {
    INFO(project.code());
    support += project.support();
    ++batches[project.batch()];
    contents.insert(project.content_type());
    CHECK(project.year() == 2017);
    CHECK(project.support() >= 100'000'000);
    CHECK(project.support() <= 6'000'000'000);
    CHECK(project.total_cost() == project.support() + project.counterpart());
    CHECK(project.starts_on() < project.ends_on());
  }
  CHECK(support == 111'350'000'000);
  CHECK(sample.counts.support == support);
  CHECK(batches.size() == 3);
  for (const auto& [batch, count] : batches) CHECK(count > 40);
  CHECK(contents.size() >= 17);
}

TEST_CASE("every facility of the sample stands inside its province, in a commune that exists") {
  const auto units = registers::AdministrativeUnits::shipped();
  const auto outlines = registers::ProvinceOutlines::shipped();
  std::set<std::string> provinces;
  std::set<v1::FacilityKind> kinds;
  for (const auto& [id, facility] : standard().facilities) {
    INFO(facility.name());
    CHECK(units.provinceOf(facility.commune()) == facility.province());
    CHECK(outlines.contains(facility.province(), {static_cast<double>(facility.longitude_e7()) / 1e7,
                                                  static_cast<double>(facility.latitude_e7()) / 1e7}));
    CHECK_FALSE(facility.name().empty());
    CHECK(nfc(facility.name()) == facility.name());
    provinces.insert(facility.province());
    kinds.insert(facility.kind());
  }
  CHECK(standard().facilities.size() >= 480);
  CHECK(provinces.size() == 34);
  CHECK(kinds.size() == 4);
}

TEST_CASE("every reference of the sample leads to a record") {
  const Portfolio& sample = standard();
  CHECK(sample.people.size() == 7);
  std::map<std::string, std::int64_t> shared;
  for (const auto& beneficiary : sample.beneficiaries) {
    CHECK(sample.projects.contains(beneficiary.project_id()));
    CHECK(sample.facilities.contains(beneficiary.facility_id()));
    shared[beneficiary.project_id()] += beneficiary.support();
  }
  for (const auto& [project, support] : shared) CHECK(sample.projects.at(project).support() == support);
  for (const auto& [id, facility] : sample.facilities) {
    if (!facility.cluster_id().empty()) {
      CHECK(sample.facilities.at(facility.cluster_id()).kind() == v1::FACILITY_KIND_CLUSTER);
    }
  }
  for (const auto& assignment : sample.assignments) {
    CHECK(sample.facilities.contains(assignment.facility_id()));
    CHECK(sample.people.at(assignment.assignee_id()).role() == v1::ROLE_INSPECTOR);
    CHECK(shippedOnes().contains(assignment.form_id()));
  }
  for (const auto& [id, visit] : sample.visits) {
    CHECK(sample.facilities.contains(visit.facility_id()));
    CHECK((visit.project_id().empty() || sample.projects.contains(visit.project_id())));
    CHECK(sample.people.contains(visit.inspector_id()));
    CHECK((visit.previous_visit_id().empty() || sample.visits.contains(visit.previous_visit_id())));
    for (const auto& [key, answer] : visit.answers()) {
      if (answer.has_attachment()) CHECK(sample.pictures.contains(answer.attachment().sha256()));
    }
  }
}

TEST_CASE("the sample's visits are in every state of their life, sealed ones signed and whole") {
  const Portfolio& sample = standard();
  CHECK(sample.visits.size() == 320);
  const Date today = DemoOptions{}.today;
  std::map<std::string, std::vector<visits::SealFact>> seals;
  for (const auto& seal : sample.seals) {
    CHECK(visits::verifySeal(seal, sample.key.publicKey()).has_value());
    seals[seal.visit_id()].push_back({seal.revision(), fromMicros(seal.sealed_at())});
    v1::Visit content;
    REQUIRE(content.ParseFromString(seal.content()));
    CHECK(content.revision() == seal.revision());
  }
  std::map<std::string, std::vector<v1::VisitDecision>> decisions;
  for (const auto& decision : sample.decisions) decisions[decision.visit_id()].push_back(decision);

  std::map<visits::VisitStatus, int> states;
  std::set<std::string> formsSeen;
  int overdue = 0;
  for (const auto& [id, visit] : sample.visits) {
    const auto state = visits::visitState(visit.revision(), visit.answers_size() > 0, fromMicros(visit.started_at()),
                                          seals[id], decisions[id]);
    CHECK(state.overtaken.empty());
    ++states[state.status];
    formsSeen.insert(visit.form_id());
    const int age = daysBetween(localDate(fromMicros(visit.started_at())), today);
    CHECK(age >= 0);
    CHECK(age <= 735);
    for (const auto& [key, answer] : visit.answers()) {
      if (key.ends_with("/f_due") && answer.date() < isoDate(today)) ++overdue;
    }
  }
  using enum visits::VisitStatus;
  for (const auto status :
       {Planned, InProgress, Signed, Submitted, UnderReview, Approved, Returned, Issued, Filed, Cancelled}) {
    INFO(visits::word(status));
    CHECK(states[status] > 0);
  }
  CHECK(formsSeen.size() == 6);
  CHECK(sample.counts.findings > 50);
  CHECK(overdue > 20);
}

TEST_CASE("one seed gives one sample, another seed another") {
  const DemoOptions small{.seed = 7, .facilities = 60, .projects = 20, .visits = 25};
  Portfolio first(small);
  Portfolio second(small);
  const auto digest = first.all.finish();
  CHECK(digest == second.all.finish());
  DemoOptions other = small;
  other.seed = 8;
  Portfolio third(other);
  CHECK(digest != third.all.finish());
  CHECK(first.projects.size() == 20);
}

TEST_CASE("a larger sample goes on through the years") {
  const Portfolio sample(DemoOptions{.facilities = 1500, .projects = 700, .visits = 0});
  CHECK(sample.projects.size() == 700);
  CHECK(sample.facilities.size() >= 1500);
  std::set<int> years;
  std::set<std::string> codes;
  for (const auto& [id, project] : sample.projects) {
    years.insert(project.year());
    CHECK(codes.insert(project.code()).second);
  }
  CHECK(years == std::set<int>{2017, 2018, 2019});
}

TEST_CASE("a replica holds the sample as it was handed out, and its lists speak of it") {
  thucdia::tests::TestReplica replica;
  std::map<std::string, std::string> sealed;  // visit → content of its last seal
  const DemoOptions options{.facilities = 80, .projects = 40, .visits = 40};
  const KeyPair key = KeyPair::fromSeed(std::string(32, 'k'));
  REQUIRE(replica->write([&](changes::RecordWriter& writer) -> Result<> {
    DemoSink sink;
    sink.sign = [&](std::string_view message) { return key.sign(message); };
    sink.record = [&](const google::protobuf::Message& record) {
      if (const auto* seal = dynamic_cast<const v1::VisitSeal*>(&record)) sealed[seal->visit_id()] = seal->content();
      return writer.put(record);
    };
    THUCDIA_TRY(generateDemo(options, shippedOnes(), sink));
    return {};
  }));
  REQUIRE(replica->read([&](db::ReadTransaction& transaction) {
    CHECK(registers::projectTotals(transaction, {}).count == 40);
    CHECK(registers::countFacilities(transaction, {.overdueOnly = true}, options.today) > 0);
    CHECK(registers::people(transaction).size() == 7);
    visits::VisitFilter submitted;
    submitted.statuses = {visits::VisitStatus::Submitted};
    CHECK_FALSE(visits::visitsPage(transaction, submitted, 100).empty());
    visits::FindingFilter overdue;
    overdue.dueBefore = isoDate(options.today);
    CHECK_FALSE(visits::findings(transaction, overdue, 100).empty());
    CHECK(sealed.size() > 20);
    for (const auto& [id, content] : sealed) {
      const auto row = records::loadRow(transaction, records::RecordType::of<v1::Visit>(), *RecordId::fromBytes(id));
      REQUIRE(row);
      CHECK(row->body == content);
    }
  }));
}
