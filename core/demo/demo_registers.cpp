#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/dates.h"
#include "core/demo/story.h"

namespace thucdia::core::demo {

namespace {

using registers::AdministrativeUnit;
using registers::GeoPoint;
using std::string_view;
using namespace std::chrono_literals;

Date day(int year, unsigned month, unsigned dayOfMonth) {
  return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(dayOfMonth)};
}

/// Facilities entered the register over the years; the last ones this year.
Date enteredOn(const Story& story, const MadeFacility& facility) {
  Dice dice(story.options.seed, fmt::format("entered {}", facility.serial));
  return addDays(story.options.today, -static_cast<int>(dice.between(30, 3000)));
}

string_view provinceName(const Story& story, const AdministrativeUnit& commune) {
  return story.places.units().province(commune.province)->name;
}

std::uint16_t indexOf(const Story& story, const AdministrativeUnit& commune) {
  return static_cast<std::uint16_t>(&commune - story.places.units().communes().data());
}

/// The name a cluster, market or grid takes from its commune.
std::string placeName(const Story& story, const MadeFacility& facility) {
  const AdministrativeUnit& commune = story.communeOf(facility);
  switch (facility.kind) {
    case v1::FACILITY_KIND_CLUSTER:
      return "Cụm công nghiệp " + commune.name;
    case v1::FACILITY_KIND_MARKET:
      return "Chợ " + commune.name;
    default:
      return "Lưới điện nông thôn " + commune.fullName;
  }
}

string_view codePrefix(v1::FacilityKind kind) {
  switch (kind) {
    case v1::FACILITY_KIND_CLUSTER:
      return "CCN";
    case v1::FACILITY_KIND_MARKET:
      return "CH";
    case v1::FACILITY_KIND_POWER_GRID:
      return "LD";
    default:
      return "CS";
  }
}

void describeEstablishment(Dice& dice, const Story& story, const MadeFacility& made, v1::Facility& record) {
  const Sector& sector = sectors()[made.sector];
  const FirmName firm = firmName(dice, sector, story.communeOf(made).name);
  record.set_name(firm.name);
  record.set_legal_form(firm.legalForm);
  record.set_head(firm.head);
  record.set_tax_code(taxCode(dice, firm.legalForm));
  record.set_vsic(std::string(sector.vsic));
  record.set_products(std::string(sector.products));
  record.set_workers(firm.legalForm == "hkd" ? dice.between(3, 20) : dice.between(8, 180));
  record.set_capital(dice.steps(500, 30'000, 100) * kMillion);
  record.set_made_on_site(dice.chance(4));
  if (made.cluster >= 0) record.set_cluster_id(story.facilities[static_cast<std::size_t>(made.cluster)].id.rawString());
}

void describeCluster(Dice& dice, const Story& story, const MadeFacility& made, v1::Facility& record) {
  v1::ClusterDetails& cluster = *record.mutable_cluster();
  const std::int64_t area = dice.steps(100'000, 750'000, 5'000);
  const std::int64_t industrial = area * dice.between(60, 74) / 100;
  cluster.set_decision(fmt::format("{}/QĐ-UBND ngày {}", dice.between(100, 3999),
                                   formatDate(day(static_cast<int>(dice.between(2010, 2021)), 6, 15))));
  cluster.set_investor(dice.chance(75) ? "Công ty cổ phần hạ tầng " + brand(dice)
                                       : "Ban quản lý " + placeName(story, made));
  cluster.set_area_m2(area);
  cluster.set_industrial_m2(industrial);
  cluster.set_leased_m2(industrial * dice.between(10, 100) / 100);
  record.set_head(personName(dice).full);
}

struct Money {
  std::int64_t total = 0;
  std::int64_t support = 0;
};

/// What the whole project costs: the support is its share by the ceilings' rates, in a few projects a little more.
Money costOf(Dice& dice, const PlanLine& line) {
  std::int64_t percent = dice.between(55, 100);
  switch (line.target) {
    case Target::Machinery:
      percent = dice.between(15, 49);
      break;
    case Target::Model:
      percent = dice.between(8, 29);
      break;
    case Target::Cluster:
      percent = dice.between(8, 29);
      break;
    case Target::Training:
      percent = dice.between(60, 95);
      break;
    case Target::None:
      break;
  }
  if (dice.chance(4)) percent += 4;
  const std::int64_t total = std::max(line.support, line.support * 100 / std::min<std::int64_t>(percent, 100));
  return {(total + kMillion - 1) / kMillion * kMillion, line.support};
}

std::string projectName(const Story& story, const MadeProject& project, Dice& dice) {
  const AdministrativeUnit& commune = story.places.units().communes()[project.commune];
  const string_view province = story.places.units().province(commune.province)->fullName;
  const Sector& sector = sectors()[project.sector];
  const string_view type = project.line.contentType;
  const std::string cluster = "Cụm công nghiệp " + commune.name;
  const std::string place =
      project.line.beneficiaries > 1 ? std::string(province) : fmt::format("{}, {}", commune.fullName, province);
  if (type == "MM")
    return fmt::format("Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong {} tại {}", sector.trade, place);
  if (type == "MH") return fmt::format("Xây dựng mô hình trình diễn kỹ thuật {} tại {}", sector.trade, place);
  if (type == "SXSH")
    return fmt::format("Xây dựng mô hình thí điểm sản xuất sạch hơn trong {} tại {}", sector.trade, place);
  if (type == "DT") return fmt::format("Đào tạo nghề {} cho lao động nông thôn tại {}", sector.trade, place);
  if (type == "CC_ON") return fmt::format("Hỗ trợ xây dựng hệ thống xử lý nước thải {}, {}", cluster, province);
  if (type == "CC_QH") {
    const string_view what =
        project.line.support <= 750 * kMillion ? "lập quy hoạch chi tiết" : "đầu tư hạ tầng kỹ thuật";
    return fmt::format("Hỗ trợ {} {}, {}", what, cluster, province);
  }
  if (type == "CC_DD") return fmt::format("Hỗ trợ di dời cơ sở {} vào cụm công nghiệp, {}", sector.trade, province);
  if (type == "CC_HH") return fmt::format("Hỗ trợ hình thành cụm liên kết doanh nghiệp {}, {}", sector.trade, province);
  if (type == "SP_HC")
    return fmt::format("Tổ chức hội chợ hàng công nghiệp nông thôn tiêu biểu năm {} tại {}", project.year, province);
  if (type == "SP_BC")
    return fmt::format("Tổ chức bình chọn sản phẩm công nghiệp nông thôn tiêu biểu năm {}, {}", project.year, province);
  if (type == "SP_TH")
    return fmt::format("Hỗ trợ xây dựng và đăng ký thương hiệu sản phẩm {} tại {}", sector.trade, place);
  if (type == "SP_PTB") return fmt::format("Hỗ trợ phòng trưng bày sản phẩm {} tại {}", sector.trade, place);
  if (type == "TV") return fmt::format("Tư vấn quản lý sản xuất, tài chính cho cơ sở {} tại {}", sector.trade, place);
  if (type == "TT")
    return fmt::format("Thông tin, tuyên truyền hoạt động khuyến công trên {} năm {}",
                       dice.chance(50) ? "truyền hình" : "báo chí", project.year);
  if (type == "QL_TL") return fmt::format("Tập huấn khởi sự doanh nghiệp công nghiệp nông thôn tại {}", province);
  if (type == "QL_TT")
    return fmt::format("Tập huấn mở rộng thị trường cho cơ sở công nghiệp nông thôn tại {}", province);
  if (type == "HT")
    return fmt::format("Khảo sát, học tập kinh nghiệm nước ngoài về {} năm {}", sector.trade, project.year);
  return fmt::format("Nâng cao năng lực cán bộ khuyến công, {} năm {}", province, project.year);
}

std::string statusOf(Dice& dice, Date starts, Date ends, Date today) {
  if (today < starts) return "PHE_DUYET";
  if (today <= ends) return dice.chance(30) ? "TAM_UNG" : dice.chance(20) ? "KY_HD" : "THUC_HIEN";
  const int since = daysBetween(ends, today);
  if (dice.chance(1)) return "NGUNG";
  if (since < 90) return dice.chance(40) ? "NGHIEM_THU" : dice.chance(50) ? "NGHIEM_THU_CS" : "THUC_HIEN";
  if (since < 365) return dice.chance(60) ? "QUYET_TOAN" : "THANH_LY";
  return dice.chance(70) ? "SAU_HO_TRO" : "DONG";
}

/// Adds a facility and hands its record out.
Result<std::uint32_t> addFacility(Story& story, Dice& dice, v1::FacilityKind kind, const AdministrativeUnit& commune,
                                  std::uint16_t sector) {
  MadeFacility made;
  made.kind = kind;
  made.sector = sector;
  made.commune = indexOf(story, commune);
  made.serial = static_cast<std::uint32_t>(story.facilities.size() + 1);
  if (kind == v1::FACILITY_KIND_ESTABLISHMENT && dice.chance(15)) {
    // In the province's cluster that was made last, if there is one near the end of the list.
    for (std::size_t i = story.facilities.size(); i > 0 && i + 200 > story.facilities.size(); --i) {
      const MadeFacility& other = story.facilities[i - 1];
      if (other.kind == v1::FACILITY_KIND_CLUSTER && story.communeOf(other).province == commune.province) {
        made.cluster = static_cast<std::int32_t>(i - 1);
        made.commune = other.commune;
        break;
      }
    }
  }
  Dice own(story.options.seed, fmt::format("facility id {}", made.serial));
  made.id = story.newId<FacilityId>(enteredOn(story, made), own);
  story.facilities.push_back(made);
  ++story.counts.facilities;
  THUCDIA_TRY(story.sink.record(facilityRecord(story, made)));
  return static_cast<std::uint32_t>(story.facilities.size() - 1);
}

v1::Person personRecord(const MadePerson& made, Dice& dice) {
  v1::Person person;
  person.set_id(made.id.rawString());
  person.set_name(made.name);
  person.set_full_name(made.fullName);
  person.set_role(made.role);
  person.set_all_provinces(made.provinces.empty());
  for (const std::string& province : made.provinces) person.add_provinces(province);
  person.set_position(made.position);
  person.set_organisation(made.role == v1::ROLE_INSPECTOR ? "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp 1"
                                                          : "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công");
  person.set_phone(phone(dice));
  person.set_active(true);
  return person;
}

}  // namespace

v1::Facility facilityRecord(const Story& story, const MadeFacility& made) {
  Dice dice(story.options.seed, fmt::format("facility {}", made.serial));
  const AdministrativeUnit& commune = story.communeOf(made);
  v1::Facility record;
  record.set_id(made.id.rawString());
  record.set_kind(made.kind);
  record.set_code(fmt::format("{}-{}-{:05}", codePrefix(made.kind), commune.province, made.serial));
  if (made.kind == v1::FACILITY_KIND_ESTABLISHMENT) {
    describeEstablishment(dice, story, made, record);
  } else {
    record.set_name(placeName(story, made));
    if (made.kind == v1::FACILITY_KIND_CLUSTER) describeCluster(dice, story, made, record);
  }
  record.set_phone(phone(dice));
  const std::string where = hamlet(dice);
  record.set_address(fmt::format("{}, {}, {}", where, commune.fullName, provinceName(story, commune)));
  const auto before = story.places.units().predecessors(commune);
  if (!before.empty())
    record.set_old_address(fmt::format("{}, {}", where, story.places.units().describe(*dice.pick(before))));
  record.set_province(commune.province);
  record.set_commune(commune.code);
  const GeoPoint place = story.places.near(dice, commune);
  record.set_latitude_e7(std::llround(place.latitude * 1e7));
  record.set_longitude_e7(std::llround(place.longitude * 1e7));
  record.set_hard_area(dice.chance(18));
  return record;
}

v1::Project projectRecord(const Story& story, const MadeProject& made) {
  Dice dice(story.options.seed, fmt::format("project {}", made.serial));
  const AdministrativeUnit& commune = story.places.units().communes()[made.commune];
  constexpr std::array<unsigned, 3> kMonths = {3, 6, 9};
  const Date signedOn = day(made.year, kMonths[static_cast<std::size_t>(made.line.batch - 1)],
                            static_cast<unsigned>(dice.between(5, 25)));
  const Date ends = made.line.target == Target::Cluster
                        ? day(made.year + 1, 6, 30)
                        : day(made.year, 12, static_cast<unsigned>(dice.between(1, 20)));
  v1::Project record;
  record.set_id(made.id.rawString());
  record.set_code(fmt::format("KCQG-{}-{:03}-{:04}", made.year, std::stoi(commune.province), made.serial));
  record.set_name(projectName(story, made, dice));
  record.set_year(made.year);
  record.set_batch(made.line.batch);
  record.set_level("KCQG");
  record.set_project_class(made.line.beneficiaries > 1 ? v1::PROJECT_CLASS_GROUP
                           : dice.chance(8)            ? v1::PROJECT_CLASS_KEY
                                                       : v1::PROJECT_CLASS_ORDINARY);
  record.set_inter_regional(made.line.target == Target::None && dice.chance(25));
  record.set_content_type(std::string(made.line.contentType));
  if (made.line.target != Target::None && made.line.target != Target::Cluster)
    record.set_vsic(std::string(sectors()[made.sector].vsic));
  record.set_implementing_unit("Trung tâm Khuyến công và Tư vấn phát triển công nghiệp " +
                               std::string(provinceName(story, commune)));
  record.set_province(commune.province);
  if (made.line.target != Target::None) record.add_communes(commune.code);
  record.set_starts_on(isoDate(signedOn));
  record.set_ends_on(isoDate(ends));
  record.set_instrument(made.line.target == Target::None && dice.chance(50) ? "GIAO_NHIEM_VU" : "HOP_DONG");
  record.set_contract_no(fmt::format("{:03}/{}/HĐ-KCQG", made.serial, made.year));
  record.set_contract_date(isoDate(signedOn));
  record.set_status(statusOf(dice, signedOn, ends, story.options.today));
  const Money money = costOf(dice, made.line);
  record.set_total_cost(money.total);
  record.set_support(money.support);
  record.set_counterpart(money.total - money.support);
  record.set_hard_area(dice.chance(20));
  return record;
}

Result<> makePeople(Story& story) {
  struct Line {
    string_view name;
    v1::Role role;
    string_view position;
    string_view regions;  // of vn_provinces_34: region6; empty: the whole country
  };
  constexpr std::array kPeople = {
      Line{"huong", v1::ROLE_INSPECTOR, "Chuyên viên", "TDMNPB"},
      Line{"tuan", v1::ROLE_INSPECTOR, "Chuyên viên", "DBSH BTB"},
      Line{"minh", v1::ROLE_INSPECTOR, "Trưởng phòng", ""},
      Line{"phuc", v1::ROLE_SUPERVISOR, "Phó trưởng phòng Quản lý khuyến công", ""},
      Line{"thao", v1::ROLE_SUPERVISOR, "Trưởng phòng Quản lý khuyến công", ""},
      Line{"yen", v1::ROLE_CLERK, "Văn thư", ""},
      Line{"quantri", v1::ROLE_ADMIN, "Quản trị hệ thống", ""},
  };
  constexpr std::array kNames = {string_view("Lò Thị Hương"),      string_view("Phạm Văn Tuấn"),
                                 string_view("Đặng Quốc Minh"),    string_view("Triệu Hữu Phúc"),
                                 string_view("Cao Thị Minh Thảo"), string_view("Nông Thị Kim Yến"),
                                 string_view("Tạ Công Khánh")};
  for (std::size_t i = 0; i < kPeople.size(); ++i) {
    const Line& line = kPeople[i];
    Dice dice(story.options.seed, line.name);
    MadePerson made;
    made.id = story.newId<PersonId>(addDays(story.options.today, -800), dice);
    made.name = line.name;
    made.fullName = kNames[i];
    made.position = line.position;
    made.role = line.role;
    for (const AdministrativeUnit& province : story.places.units().provinces()) {
      if (!line.regions.empty() &&
          (" " + std::string(line.regions) + " ").find(" " + province.region + " ") != std::string::npos) {
        made.provinces.push_back(province.code);
      }
    }
    THUCDIA_TRY(story.sink.record(personRecord(made, dice)));
    story.people.push_back(std::move(made));
    ++story.counts.people;
  }
  return {};
}

Result<> makeProjects(Story& story) {
  const int lastYear = std::max(2017, static_cast<int>(story.options.today.year()));
  int year = 2017;
  std::size_t begun = 0;  // provinces that have a site
  Dice dice(story.options.seed, "projects");
  for (int left = story.options.projects; left > 0;) {
    const std::vector<PlanLine> plan = yearlyPlan(dice, left);
    left -= static_cast<int>(plan.size());
    for (const PlanLine& line : plan) {
      MadeProject made;
      made.serial = static_cast<std::uint32_t>(story.projects.size() + 1);
      made.line = line;
      made.year = year;
      made.sector = static_cast<std::uint16_t>(dice.index(sectors().size()));
      // A site in every province first; then wherever communes are many.
      const auto& provinces = story.places.units().provinces();
      const bool first = line.beneficiaries > 0 && begun < provinces.size();
      const AdministrativeUnit& commune =
          first ? story.places.communeOf(dice, provinces[begun++].code) : story.places.commune(dice);
      made.commune = indexOf(story, commune);
      std::vector<std::uint32_t> facilities;
      for (int i = 0; i < line.beneficiaries; ++i) {
        const auto kind = line.target == Target::Cluster ? v1::FACILITY_KIND_CLUSTER : v1::FACILITY_KIND_ESTABLISHMENT;
        const AdministrativeUnit& place = i == 0 ? commune : story.places.communeOf(dice, commune.province);
        THUCDIA_ASSIGN(const std::uint32_t facility, addFacility(story, dice, kind, place, made.sector));
        facilities.push_back(facility);
      }
      if (!facilities.empty()) {
        made.facility = static_cast<std::int32_t>(facilities.front());
        made.commune = story.facilities[facilities.front()].commune;
      }
      made.id = story.newId<ProjectId>(day(year, 1, 10), dice);
      story.projects.push_back(made);
      ++story.counts.projects;
      story.counts.support += line.support;
      const v1::Project record = projectRecord(story, made);
      THUCDIA_TRY(story.sink.record(record));

      const auto count = static_cast<std::int64_t>(facilities.size());
      for (std::int64_t i = 0; i < count; ++i) {
        Site site;
        site.facility = facilities[static_cast<std::size_t>(i)];
        site.project = static_cast<std::uint32_t>(story.projects.size() - 1);
        site.beneficiary = story.newId<BeneficiaryId>(day(year, 2, 1), dice);
        site.support = line.support / count + (i == 0 ? line.support % count : 0);
        v1::Beneficiary beneficiary;
        beneficiary.set_id(site.beneficiary.rawString());
        beneficiary.set_project_id(made.id.rawString());
        beneficiary.set_facility_id(story.facilities[site.facility].id.rawString());
        beneficiary.set_province(record.province());
        const Sector& sector = sectors()[made.sector];
        beneficiary.set_content(
            line.target == Target::Machinery && line.contentType == "MM" ? std::string(sector.machine) : record.name());
        beneficiary.set_support(site.support);
        THUCDIA_TRY(story.sink.record(beneficiary));
        ++story.counts.beneficiaries;
        story.sites.push_back(site);
      }
    }
    year = year == lastYear ? 2017 : year + 1;
  }
  return {};
}

Result<> makeOtherFacilities(Story& story) {
  Dice dice(story.options.seed, "other facilities");
  // At most a market and a grid in nine communes of ten.
  const int rest = story.options.facilities - static_cast<int>(story.facilities.size());
  const int markets = std::clamp(rest * 35 / 100, 0, 3000);
  const int grids = markets;
  const int clusters = std::clamp(rest * 5 / 100, 0, 900);
  std::vector<const AdministrativeUnit*> communes;
  for (const AdministrativeUnit& unit : story.places.units().communes()) {
    if (!unit.fullName.starts_with("Đặc khu")) communes.push_back(&unit);
  }
  for (std::size_t i = communes.size(); i > 1; --i) std::swap(communes[i - 1], communes[dice.index(i)]);
  for (int i = 0; i < rest; ++i) {
    const v1::FacilityKind kind = i < clusters                     ? v1::FACILITY_KIND_CLUSTER
                                  : i < clusters + markets         ? v1::FACILITY_KIND_MARKET
                                  : i < clusters + markets + grids ? v1::FACILITY_KIND_POWER_GRID
                                                                   : v1::FACILITY_KIND_ESTABLISHMENT;
    const bool onePerCommune = kind == v1::FACILITY_KIND_MARKET || kind == v1::FACILITY_KIND_POWER_GRID;
    const auto place =
        static_cast<std::size_t>(kind == v1::FACILITY_KIND_MARKET ? i - clusters : i - clusters - markets);
    const AdministrativeUnit& commune = onePerCommune ? *communes[place] : story.places.commune(dice);
    const auto sector = static_cast<std::uint16_t>(dice.index(sectors().size()));
    THUCDIA_ASSIGN(const std::uint32_t facility, addFacility(story, dice, kind, commune, sector));
    if (kind != v1::FACILITY_KIND_ESTABLISHMENT) story.sites.push_back({facility, std::nullopt, {}, 0});
  }
  return {};
}

const MadePerson& inspectorOf(const Story& story, string_view province, Dice& dice) {
  for (const MadePerson& person : story.people) {
    if (person.role == v1::ROLE_INSPECTOR && std::ranges::find(person.provinces, province) != person.provinces.end() &&
        dice.chance(85)) {
      return person;
    }
  }
  return *std::ranges::find_if(story.people, [](const MadePerson& person) {
    return person.role == v1::ROLE_INSPECTOR && person.provinces.empty();
  });
}

const MadePerson& personOf(const Story& story, v1::Role role, Dice& dice) {
  std::vector<const MadePerson*> found;
  for (const MadePerson& person : story.people) {
    if (person.role == role) found.push_back(&person);
  }
  return *dice.pick(found);
}

string_view formOf(const Story& story, const Site& site) {
  switch (story.facilities[site.facility].kind) {
    case v1::FACILITY_KIND_CLUSTER:
      return "04_cum_cong_nghiep";
    case v1::FACILITY_KIND_MARKET:
      return "06_ntm_cho";
    case v1::FACILITY_KIND_POWER_GRID:
      return "05_ntm_dien";
    default:
      break;
  }
  const Target target = site.project ? story.projects[*site.project].line.target : Target::Machinery;
  return target == Target::Model      ? "01_mo_hinh_trinh_dien"
         : target == Target::Training ? "03_lop_dao_tao_nghe"
                                      : "02_may_moc_thiet_bi";
}

Result<> makeAssignments(Story& story) {
  const int wanted = story.sites.empty() ? 0 : std::clamp(story.options.visits / 8, 12, 4000);
  for (int i = 0; i < wanted; ++i) {
    Dice dice(story.options.seed, fmt::format("assignment {}", i));
    const Site& site = dice.pick(story.sites);
    const MadeFacility& facility = story.facilities[site.facility];
    const std::string& province = story.communeOf(facility).province;
    v1::Assignment record;
    record.set_id(story.newId<AssignmentId>(addDays(story.options.today, -static_cast<int>(dice.between(31, 50))), dice)
                      .rawString());
    record.set_facility_id(facility.id.rawString());
    if (site.project) {
      record.set_project_id(story.projects[*site.project].id.rawString());
      record.set_beneficiary_id(site.beneficiary.rawString());
    }
    record.set_assignee_id(inspectorOf(story, province, dice).id.rawString());
    record.set_province(province);
    record.set_form_id(std::string(formOf(story, site)));
    // Three in ten should have been made by now.
    const int days = dice.chance(30) ? -static_cast<int>(dice.between(1, 28)) : static_cast<int>(dice.between(0, 45));
    record.set_due_on(isoDate(addDays(story.options.today, days)));
    record.set_priority(dice.chance(15) ? 1 : 0);
    record.set_withdrawn(dice.chance(4));
    record.set_note(dice.chance(30) ? "Liên hệ trước với UBND xã" : "");
    THUCDIA_TRY(story.sink.record(record));
    ++story.counts.assignments;
  }
  return {};
}

}  // namespace thucdia::core::demo
