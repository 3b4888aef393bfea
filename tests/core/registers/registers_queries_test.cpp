#include "core/registers/registers_queries.h"

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/dates.h"
#include "core/registers/datasets.h"
#include "core/registers/registers_commands.h"
#include "core/registers/shipped_datasets.h"
#include "core/registers/stable_id.h"
#include "tests/support/replicas.h"

using namespace thucdia::core;
using namespace thucdia::core::registers;
using namespace std::chrono_literals;

namespace {

constexpr Date kToday{2025y, std::chrono::November, 15d};

struct Register {
  thucdia::tests::TestReplica replica;

  FacilityId add(std::string_view code, std::string_view name, std::string_view province,
                 v1::FacilityKind kind = v1::FACILITY_KIND_ESTABLISHMENT) {
    v1::Facility facility;
    const auto id = stableId<FacilityId>("facility", code);
    facility.set_id(id.rawString());
    facility.set_code(std::string(code));
    facility.set_name(std::string(name));
    facility.set_province(std::string(province));
    facility.set_kind(kind);
    put(facility);
    return id;
  }
  void put(const google::protobuf::Message& record) {
    REQUIRE(replica->write([&](changes::RecordWriter& writer) { return writer.put(record); }));
  }
  FacilityPage page(const FacilityFilter& filter, FacilityOrder order, int limit = 10,
                    const std::optional<FacilityCursor>& after = std::nullopt) {
    auto found = replica->read([&](db::ReadTransaction& transaction) {
      return facilitiesPage(transaction, filter, order, kToday, limit, after);
    });
    REQUIRE(found.has_value());
    return *found;
  }
  std::vector<std::string> names(const FacilityFilter& filter, FacilityOrder order = FacilityOrder::Name) {
    std::vector<std::string> found;
    for (const FacilityLine& line : page(filter, order).lines) found.push_back(line.name);
    return found;
  }
};

v1::Person inspector(std::string_view province) {
  v1::Person person;
  person.set_role(v1::ROLE_INSPECTOR);
  person.add_provinces(std::string(province));
  return person;
}

}  // namespace

TEST_CASE("facilities are listed by Vietnamese collation or newest first, page by page") {
  Register facilities;
  facilities.add("1", "Đồng Tâm", "01");
  facilities.add("2", "Ánh Dương", "01");
  facilities.add("3", "Dệt Vạn Phúc", "19");
  facilities.add("4", "An Phú", "01");
  CHECK(facilities.names({}) == std::vector<std::string>{"An Phú", "Ánh Dương", "Dệt Vạn Phúc", "Đồng Tâm"});
  CHECK(facilities.names({}, FacilityOrder::Newest) ==
        std::vector<std::string>{"An Phú", "Dệt Vạn Phúc", "Ánh Dương", "Đồng Tâm"});
  for (const FacilityOrder order : {FacilityOrder::Name, FacilityOrder::Newest}) {
    std::vector<std::string> all;
    std::optional<FacilityCursor> after;
    do {
      const FacilityPage page = facilities.page({}, order, 3, after);
      for (const FacilityLine& line : page.lines) all.push_back(line.name);
      after = page.next;
    } while (after);
    CHECK(all == facilities.names({}, order));
  }
}

TEST_CASE("facilities are found without marks and filtered by province and kind") {
  Register facilities;
  facilities.add("CS-1", "Hợp tác xã chè Tân Cương", "19");
  facilities.add("CCN-2", "Cụm công nghiệp Bát Tràng", "01", v1::FACILITY_KIND_CLUSTER);
  facilities.add("CS-3", "Gốm Bát Tràng", "01");
  CHECK(facilities.names({.search = "bat trang"}) ==
        std::vector<std::string>{"Cụm công nghiệp Bát Tràng", "Gốm Bát Tràng"});
  CHECK(facilities.names({.search = "TAN CUO"}) == std::vector<std::string>{"Hợp tác xã chè Tân Cương"});
  CHECK(facilities.names({.search = "bat", .kind = v1::FACILITY_KIND_CLUSTER}).size() == 1);
  CHECK(facilities.names({.province = "19"}).size() == 1);
  CHECK(facilities.names({.search = "\"' -"}).empty());
  CHECK(facilities.names({.search = "  "}).size() == 3);
  const auto count = facilities.replica->read(
      [](db::ReadTransaction& transaction) { return countFacilities(transaction, {.search = "bat"}, kToday); });
  CHECK(count == 2);
}

TEST_CASE("a renamed facility moves in the list") {
  Register facilities;
  facilities.add("1", "An", "01");
  facilities.add("2", "Bình", "01");
  facilities.add("1", "Công", "01");
  CHECK(facilities.names({}) == std::vector<std::string>{"Bình", "Công"});
  CHECK(facilities.names({.search = "an"}).empty());
}

TEST_CASE("a facility is overdue while an assignment past its day has not been answered by a sealed visit") {
  Register facilities;
  const FacilityId late = facilities.add("1", "Trễ", "01");
  facilities.add("2", "Kịp", "01");
  v1::Assignment assignment;
  assignment.set_id(stableId<AssignmentId>("assignment", "1").rawString());
  assignment.set_facility_id(late.rawString());
  assignment.set_form_id("01");
  assignment.set_due_on("2025-11-14");
  facilities.put(assignment);
  CHECK(facilities.names({.overdueOnly = true}) == std::vector<std::string>{"Trễ"});
  CHECK(facilities.page({}, FacilityOrder::Name).lines[1].overdue);
  CHECK_FALSE(facilities.page({}, FacilityOrder::Name).lines[0].overdue);

  assignment.set_due_on("2025-11-15");
  facilities.put(assignment);
  CHECK(facilities.names({.overdueOnly = true}).empty());
}

TEST_CASE("projects are listed with their sums, and lead to the facilities they support and back") {
  Register facilities;
  const FacilityId facility = facilities.add("1", "Gốm Bát Tràng", "01");
  for (int i = 1; i <= 3; ++i) {
    v1::Project project;
    const auto id = stableId<ProjectId>("project", std::to_string(i));
    project.set_id(id.rawString());
    project.set_code("KCQG-2017-001-000" + std::to_string(i));
    project.set_name("Hỗ trợ lò nung " + std::to_string(i));
    project.set_year(2016 + i % 2);
    project.set_support(100'000'000 * i);
    facilities.put(project);
    v1::Beneficiary beneficiary;
    beneficiary.set_id(stableId<BeneficiaryId>("beneficiary", std::to_string(i)).rawString());
    beneficiary.set_project_id(id.rawString());
    beneficiary.set_facility_id(facility.rawString());
    facilities.put(beneficiary);
  }
  REQUIRE(facilities.replica->read([&](db::ReadTransaction& transaction) {
    const ProjectPage first = projectsPage(transaction, {}, 2);
    CHECK(first.lines.size() == 2);
    CHECK(first.lines[0].code == "KCQG-2017-001-0003");
    REQUIRE(first.next);
    const ProjectPage second = projectsPage(transaction, {}, 2, first.next);
    CHECK(second.lines.size() == 1);
    CHECK_FALSE(second.next);
    CHECK(projectsPage(transaction, {.search = "lo nung 0002"}, 9).lines.size() == 1);
    CHECK(projectTotals(transaction, {.year = 2017}).support == 400'000'000);
    CHECK(projectsOfFacility(transaction, facility).size() == 3);
    CHECK(projectsOfFacility(transaction, facility)[0].project.year() == 2017);
    const auto id = findProject(transaction, "KCQG-2017-001-0001");
    REQUIRE(id);
    const auto supported = facilitiesOfProject(transaction, *id, kToday);
    REQUIRE(supported.size() == 1);
    CHECK(supported[0].facility.name == "Gốm Bát Tràng");
  }));
}

TEST_CASE("an inspector adds a facility in their own province only, and not twice") {
  Register facilities;
  const auto create = [&](const v1::Person& by, const NewFacility& facility) {
    return facilities.replica->write(
        [&](changes::RecordWriter& writer) { return createFacility(writer, by, facility); });
  };
  const NewFacility found{.name = "  Xưởng  mới ",
                          .province = "19",
                          .commune = "",
                          .taxCode = "9900000012",
                          .latitudeE7 = 210000000,
                          .longitudeE7 = 1058000000};
  CHECK(create(inspector("01"), found).error().code == ErrorCode::OutOfScope);
  const auto id = create(inspector("19"), found);
  REQUIRE(id.has_value());
  CHECK(create(inspector("19"), found).error().code == ErrorCode::AlreadyExists);
  CHECK(create(inspector("19"), {.name = " ", .province = "19", .commune = ""}).error().code ==
        ErrorCode::InvalidArgument);
  const auto move = [&](const v1::Person& by, std::int64_t latitude) {
    return facilities.replica->write(
        [&](changes::RecordWriter& writer) { return updatePosition(writer, by, *id, latitude, 1058000000); });
  };
  CHECK(move(inspector("19"), 211000000).has_value());
  CHECK(move(inspector("01"), 211000000).error().code == ErrorCode::OutOfScope);
  REQUIRE(facilities.replica->read([&](db::ReadTransaction& transaction) {
    const auto stored = facility(transaction, *id);
    REQUIRE(stored);
    CHECK(stored->name() == "Xưởng mới");
    CHECK(stored->made_on_site());
    CHECK(stored->latitude_e7() == 211000000);
    const MapBox box{210000000, 212000000, 1050000000, 1060000000};
    CHECK(facilitiesOnMap(transaction, box, {}, kToday, 10).size() == 1);
    CHECK(facilitiesOnMap(transaction, {0, 1, 0, 1}, {}, kToday, 10).empty());
  }));
}

TEST_CASE("people are sorted by given name, and datasets are what forms look into") {
  Register everything;
  for (const auto& [name, fullName] : {std::pair("a", "Trần Văn Bình"), std::pair("b", "Nguyễn Thị An")}) {
    v1::Person person;
    person.set_id(stableId<PersonId>("person", name).rawString());
    person.set_name(name);
    person.set_full_name(fullName);
    everything.put(person);
  }
  v1::Dataset norms;
  norms.set_id(stableId<DatasetId>("dataset", "norms").rawString());
  norms.set_name("norms");
  norms.set_csv("key,max_amount\nmo_hinh,1\n");
  everything.put(norms);
  REQUIRE(everything.replica->read([&](db::ReadTransaction& transaction) {
    const auto everybody = people(transaction);
    REQUIRE(everybody.size() == 2);
    CHECK(everybody[0].full_name() == "Nguyễn Thị An");
    CHECK(findPerson(transaction, "a").has_value());
    CHECK(datasetCsv(transaction, "norms") == norms.csv());
    CHECK_FALSE(datasetCsv(transaction, "nothing"));
    const Datasets datasets(transaction);
    REQUIRE(datasets.table("norms"));
    CHECK(datasets.table("norms")->rowCount() == 1);  // the stored one, not the shipped
    REQUIRE(datasets.table("vn_provinces_34"));
    CHECK(datasets.table("vn_provinces_34")->rowCount() == 34);
    CHECK(datasets.table("nothing") == nullptr);
  }));
}
