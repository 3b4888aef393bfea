#include "core/registers/import_csv.h"

#include <catch2/catch_test_macros.hpp>

using namespace thucdia::core;
using namespace thucdia::core::registers;
using namespace std::chrono_literals;

namespace {

const AdministrativeUnits& places() {
  static const AdministrativeUnits shipped = AdministrativeUnits::shipped();
  return shipped;
}

const ImportOptions kStrict{.skipBad = false, .today = 2026y / std::chrono::November / 15d};
const ImportOptions kSkipBad{.skipBad = true, .today = 2026y / std::chrono::November / 15d};

}  // namespace

TEST_CASE("facilities are read with codes or names of places, and sums with units") {
  const auto read = parseFacilities(
      "mã;tên cơ sở;loại;MST;tỉnh;xã;vĩ độ;kinh độ;lao động;vốn;mã cụm;diện tích (ha)\r\n"
      "CS1;Cơ sở gốm  Hương Sa;;0101234567;hà nội;phường ba đình;21,0331;105,82;1.025;1,5 tỷ;CCN1;\r\n"
      "CCN1;Cụm công nghiệp Bát Tràng;cụm công nghiệp;;01;;;;;;;45,5\r\n",
      places(), {}, kStrict);
  for (const auto& issue : read.issues) UNSCOPED_INFO(describe(issue));
  REQUIRE(read.issues.empty());
  REQUIRE(read.records.size() == 2);
  const auto& facility = read.records[0];
  CHECK(facility.name() == "Cơ sở gốm Hương Sa");
  CHECK(facility.kind() == v1::FACILITY_KIND_ESTABLISHMENT);
  CHECK(facility.province() == "01");
  CHECK(facility.commune() == "00004");
  CHECK(facility.latitude_e7() == 210331000);
  CHECK(facility.workers() == 1025);
  CHECK(facility.capital() == 1'500'000'000);
  CHECK(facility.cluster_id() == read.records[1].id());
  CHECK(read.records[1].kind() == v1::FACILITY_KIND_CLUSTER);
  CHECK(read.records[1].cluster().area_m2() == 455'000);
}

TEST_CASE("a bad line is told with line, column and what would be right, and nothing is taken") {
  const std::string csv =
      "code,name,province,tax_code,latitude,longitude\n"
      "A,Một,Hà Lội,,,\n"
      "B,,01,123,,\n"
      "C,Ba,01,,105.8,21.0\n"
      "D,Bốn,01,,,\n"
      "D,Năm,01,,,\n";
  const auto strict = parseFacilities(csv, places(), {}, kStrict);
  CHECK(strict.records.empty());
  CHECK(strict.lines == 5);
  REQUIRE(strict.issues.size() == 6);
  CHECK(describe(strict.issues[0]) ==
        "line 2, column \"province\": no province \"Hà Lội\"; wanted: a code (01) or a name (Hà Nội)");
  CHECK(strict.issues[1] == ImportIssue{3, "name", "empty", "a value"});
  CHECK(strict.issues[2].column == "tax_code");
  CHECK(strict.issues[3].column == "latitude");
  CHECK(strict.issues[5].line == 6);

  const auto skipped = parseFacilities(csv, places(), {}, kSkipBad);
  REQUIRE(skipped.records.size() == 1);
  CHECK(skipped.records[0].name() == "Bốn");
  CHECK(skipped.issues.size() == 6);
}

TEST_CASE("columns that nobody knows, or that are missing, are told before any line is read") {
  const auto read = parseFacilities("nam,province\nx,01\n", places(), {}, kSkipBad);
  CHECK(read.records.empty());
  REQUIRE(read.issues.size() == 2);
  CHECK(read.issues[0].column == "nam");
  CHECK(read.issues[1].what == "the column \"name\" is missing");
  const auto damaged = parseFacilities("name\n\"x", places(), {}, kStrict);
  REQUIRE(damaged.issues.size() == 1);
  CHECK(damaged.issues[0].line == 2);
}

TEST_CASE("importing twice gives the same ids; what the register knows keeps its own") {
  const std::string csv = "code,name,province\nCS1,Một,01\n,Hai,01\n";
  const auto first = parseFacilities(csv, places(), {}, kStrict);
  const auto second = parseFacilities(csv, places(), {}, kStrict);
  REQUIRE(first.records.size() == 2);
  CHECK(first.records[0].id() == second.records[0].id());
  CHECK(first.records[1].id() == second.records[1].id());
  CHECK(first.records[0].id() != first.records[1].id());

  const auto id = FacilityId::parse("018f0000-0000-7000-8000-000000000001");
  const KnownRecords known{
      .facility = [&](std::string_view code,
                      std::string_view) { return code == "CS1" ? id : std::optional<FacilityId>(); },
      .project = {},
      .person = {}};
  CHECK(parseFacilities(csv, places(), known, kStrict).records[0].id() == id->raw());
}

TEST_CASE("projects bring their beneficiaries, who share the support to the last đồng") {
  const auto a = FacilityId::parse("018f0000-0000-7000-8000-000000000001");
  const auto b = FacilityId::parse("018f0000-0000-7000-8000-000000000002");
  const KnownRecords known{.facility =
                               [&](std::string_view code, std::string_view) {
                                 return code == "CS1" ? a : code == "CS2" ? b : std::optional<FacilityId>();
                               },
                           .project = {},
                           .person = {}};
  const std::string header =
      "Mã đề án,Tên đề án,Năm,Nội "
      "dung,Tỉnh,communes,project_class,starts_on,ends_on,total_cost,support,facility_codes,status\n";
  const auto read = parseProjects(
      header + "KC1,Máy sấy chè,2017,MM,Thái Nguyên,,nhóm,1/3/2017,31/12/2017,1 tỷ,300.000.001,CS1|CS2,THUC_HIEN\n",
      places(), known, kStrict);
  for (const auto& issue : read.projects.issues) UNSCOPED_INFO(describe(issue));
  REQUIRE(read.projects.records.size() == 1);
  const auto& project = read.projects.records[0];
  CHECK(project.province() == "19");
  CHECK(project.ends_on() == "2017-12-31");
  CHECK(project.counterpart() == 699'999'999);
  CHECK(project.project_class() == v1::PROJECT_CLASS_GROUP);
  CHECK(project.level().empty());  // nobody said so
  REQUIRE(read.beneficiaries.size() == 2);
  CHECK(read.beneficiaries[0].support() + read.beneficiaries[1].support() == project.support());
  CHECK(read.beneficiaries[0].facility_id() == a->raw());

  const auto bad = parseProjects(header + "KC2,x,17,XX,19,,,,,100,200,CS9,\n", places(), known, kStrict);
  CHECK(bad.projects.records.empty());
  CHECK(bad.beneficiaries.empty());
  CHECK(bad.projects.issues.size() == 4);
}

TEST_CASE("people get role and provinces") {
  const auto read = parsePeople(
      "name,full_name,role,provinces,active\nlan,Trần Thị Lan,Cán bộ kiểm tra,Hà Nội|Vĩnh Phúc,\nphuc,Lê "
      "Phúc,supervisor,all,0\n",
      places(), {}, kStrict);
  for (const auto& issue : read.issues) UNSCOPED_INFO(describe(issue));
  REQUIRE(read.records.size() == 2);
  CHECK(read.records[0].role() == v1::ROLE_INSPECTOR);
  CHECK(read.records[0].provinces_size() == 2);
  CHECK(read.records[0].provinces(1) == "25");
  CHECK(read.records[0].active());
  CHECK(read.records[1].all_provinces());
  CHECK_FALSE(read.records[1].active());
}

TEST_CASE("a known record keeps what the file does not speak of") {
  v1::Facility known;
  known.set_name("Cũ");
  known.set_phone("0912");
  known.set_latitude_e7(1);
  known.set_workers(9);
  const auto read = parseFacilities("name,province,workers\nMới,01,\n", places(), {}, kStrict);
  REQUIRE(read.records.size() == 1);
  mergeImported(known, read.records[0], read.fields);
  CHECK(known.name() == "Mới");
  CHECK(known.phone() == "0912");
  CHECK(known.latitude_e7() == 1);
  CHECK(known.province() == "01");
  CHECK_FALSE(known.has_workers());
}
