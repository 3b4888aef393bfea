#include "core/registers/import_csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/registers/import_rows.h"
#include "core/registers/shipped_datasets.h"
#include "core/registers/stable_id.h"

namespace thucdia::core::registers {

namespace {

using std::string_view;

constexpr std::array kFacilityKinds = {
    CodeName{"establishment", "Cơ sở công nghiệp nông thôn"},
    CodeName{"establishment", "Cơ sở"},
    CodeName{"cluster", "Cụm công nghiệp"},
    CodeName{"cluster", "Cụm"},
    CodeName{"market", "Chợ"},
    CodeName{"power_grid", "Lưới điện"},
};

constexpr std::array kLegalForms = {
    CodeName{"dnnn", "Doanh nghiệp nhà nước"},
    CodeName{"cttnhh_mtv", "Công ty TNHH một thành viên"},
    CodeName{"cttnhh_2tv", "Công ty TNHH hai thành viên trở lên"},
    CodeName{"ctcp", "Công ty cổ phần"},
    CodeName{"ct_hop_danh", "Công ty hợp danh"},
    CodeName{"dntn", "Doanh nghiệp tư nhân"},
    CodeName{"htx", "Hợp tác xã"},
    CodeName{"lien_hiep_htx", "Liên hiệp hợp tác xã"},
    CodeName{"to_hop_tac", "Tổ hợp tác"},
    CodeName{"hkd", "Hộ kinh doanh"},
    CodeName{"nghe_nhan", "Nghệ nhân"},
    CodeName{"khac", "Khác"},
};

constexpr std::array kProjectClasses = {
    CodeName{"ordinary", "Đề án thường"}, CodeName{"ordinary", "Thường"},
    CodeName{"key", "Đề án điểm"},        CodeName{"key", "Điểm"},
    CodeName{"group", "Đề án nhóm"},      CodeName{"group", "Nhóm"},
};

constexpr std::array kLevels = {CodeName{"KCQG", "Khuyến công quốc gia"}, CodeName{"KCDP", "Khuyến công địa phương"},
                                CodeName{"KCDP", "KCĐP"}};

constexpr std::array kInstruments = {CodeName{"HOP_DONG", "Hợp đồng"}, CodeName{"GIAO_NHIEM_VU", "Giao nhiệm vụ"}};

/// The project life cycle of domain.md §2.2.
constexpr std::array kProjectStates = {
    CodeName{"NHAP", "Bản nháp"},
    CodeName{"DANG_KY", "Đăng ký"},
    CodeName{"SO_THAM_DINH", "Sở thẩm định"},
    CodeName{"CUC_THAM_DINH", "Cục thẩm định"},
    CodeName{"BO_SUNG", "Yêu cầu bổ sung"},
    CodeName{"TU_CHOI", "Từ chối"},
    CodeName{"PHE_DUYET", "Giao kế hoạch"},
    CodeName{"KY_HD", "Ký hợp đồng"},
    CodeName{"TAM_UNG", "Tạm ứng"},
    CodeName{"THUC_HIEN", "Thực hiện"},
    CodeName{"DIEU_CHINH", "Điều chỉnh"},
    CodeName{"TAM_DUNG", "Tạm dừng"},
    CodeName{"NGUNG", "Ngừng triển khai"},
    CodeName{"NGHIEM_THU_CS", "Nghiệm thu cơ sở"},
    CodeName{"NGHIEM_THU", "Nghiệm thu"},
    CodeName{"THANH_LY", "Thanh lý hợp đồng"},
    CodeName{"QUYET_TOAN", "Quyết toán"},
    CodeName{"DONG", "Đóng"},
    CodeName{"SAU_HO_TRO", "Kiểm tra sau hỗ trợ"},
};

constexpr std::array kRoles = {
    CodeName{"inspector", "Cán bộ kiểm tra"},
    CodeName{"supervisor", "Lãnh đạo"},
    CodeName{"supervisor", "Giám sát"},
    CodeName{"clerk", "Văn thư"},
    CodeName{"admin", "Quản trị"},
};

constexpr std::array kFacilityColumns = {
    string_view("code"),      string_view("name"),        string_view("kind"),         string_view("legal_form"),
    string_view("tax_code"),  string_view("head"),        string_view("phone"),        string_view("address"),
    string_view("province"),  string_view("commune"),     string_view("latitude"),     string_view("longitude"),
    string_view("vsic"),      string_view("products"),    string_view("workers"),      string_view("capital"),
    string_view("hard_area"), string_view("old_address"), string_view("cluster_code"), string_view("note"),
    string_view("decision"),  string_view("investor"),    string_view("area_ha"),      string_view("industrial_ha"),
    string_view("leased_ha"),
};
constexpr std::array kFacilityAliases = {
    ColumnAlias{"Mã cơ sở", "code"},
    ColumnAlias{"Tên", "name"},
    ColumnAlias{"MST", "tax_code"},
    ColumnAlias{"Mã số doanh nghiệp", "tax_code"},
    ColumnAlias{"Người đứng đầu", "head"},
    ColumnAlias{"SĐT", "phone"},
    ColumnAlias{"Số điện thoại", "phone"},
    ColumnAlias{"Tỉnh, thành phố", "province"},
    ColumnAlias{"Xã, phường", "commune"},
    ColumnAlias{"Phường, xã", "commune"},
    ColumnAlias{"Vĩ độ", "latitude"},
    ColumnAlias{"Kinh độ", "longitude"},
    ColumnAlias{"lat", "latitude"},
    ColumnAlias{"lon", "longitude"},
    ColumnAlias{"VSIC", "vsic"},
    ColumnAlias{"Số lao động", "workers"},
    ColumnAlias{"Mã cụm", "cluster_code"},
    ColumnAlias{"Ghi chú", "note"},
    ColumnAlias{"Quyết định", "decision"},
    ColumnAlias{"Chủ đầu tư", "investor"},
    ColumnAlias{"Diện tích (ha)", "area_ha"},
    ColumnAlias{"Đất công nghiệp (ha)", "industrial_ha"},
    ColumnAlias{"Đã cho thuê (ha)", "leased_ha"},
};

constexpr std::array kProjectColumns = {
    string_view("code"),
    string_view("external_code"),
    string_view("name"),
    string_view("year"),
    string_view("batch"),
    string_view("level"),
    string_view("project_class"),
    string_view("inter_regional"),
    string_view("content_type"),
    string_view("vsic"),
    string_view("implementing_unit"),
    string_view("province"),
    string_view("communes"),
    string_view("starts_on"),
    string_view("ends_on"),
    string_view("instrument"),
    string_view("contract_no"),
    string_view("contract_date"),
    string_view("status"),
    string_view("total_cost"),
    string_view("support"),
    string_view("counterpart"),
    string_view("hard_area"),
    string_view("facility_codes"),
    string_view("content"),
};
constexpr std::array kProjectAliases = {
    ColumnAlias{"Mã", "code"},
    ColumnAlias{"Tên", "name"},
    ColumnAlias{"Cấp", "level"},
    ColumnAlias{"Loại đề án", "project_class"},
    ColumnAlias{"Liên vùng", "inter_regional"},
    ColumnAlias{"Ngành (VSIC)", "vsic"},
    ColumnAlias{"Các xã", "communes"},
    ColumnAlias{"Hình thức giao", "instrument"},
    ColumnAlias{"Hợp đồng số", "contract_no"},
    ColumnAlias{"Ngày hợp đồng", "contract_date"},
    ColumnAlias{"Ngày ký hợp đồng", "contract_date"},
    ColumnAlias{"Vốn đối ứng", "counterpart"},
    ColumnAlias{"Địa bàn khó khăn", "hard_area"},
    ColumnAlias{"facility_code", "facility_codes"},
    ColumnAlias{"Mã cơ sở", "facility_codes"},
    ColumnAlias{"Cơ sở thụ hưởng", "facility_codes"},
    ColumnAlias{"Nội dung hỗ trợ", "content"},
};

constexpr std::array kPersonColumns = {
    string_view("name"),     string_view("full_name"),    string_view("role"),  string_view("provinces"),
    string_view("position"), string_view("organisation"), string_view("phone"), string_view("active"),
};
constexpr std::array kPersonAliases = {
    ColumnAlias{"Tài khoản", "name"},  ColumnAlias{"Họ và tên", "full_name"}, ColumnAlias{"Phạm vi", "provinces"},
    ColumnAlias{"Tỉnh", "provinces"},  ColumnAlias{"Điện thoại", "phone"},    ColumnAlias{"SĐT", "phone"},
    ColumnAlias{"Đang làm", "active"},
};

/// The codes of content_types.csv.
std::vector<CodeName> contentTypes() {
  static const auto table = parseCsv(shippedFile("content_types.csv"));
  THUCDIA_ASSERT(table.has_value());
  const auto code = table->column("code");
  const auto name = table->column("name_vi");
  std::vector<CodeName> types;
  for (const CsvRow& row : table->rows) types.push_back({row.cells.at(*code), row.cells.at(*name)});
  return types;
}

bool digitsOnly(string_view text) { return text.find_first_not_of("0123456789") == string_view::npos; }

/// 10 digits, 10-3 of a branch, or 12 of a household or person (domain.md §2.6).
bool isTaxCode(string_view text) {
  if (text.size() == 14) return text[10] == '-' && digitsOnly(text.substr(0, 10)) && digitsOnly(text.substr(11));
  return (text.size() == 10 || text.size() == 12) && digitsOnly(text);
}

/// The numbers of the fields that the file has columns for.
std::set<int> fieldsOf(const ImportTable& table, const google::protobuf::Descriptor& descriptor,
                       std::span<const string_view> columns) {
  std::set<int> fields;
  for (const string_view column : columns) {
    const auto* field = descriptor.FindFieldByName(std::string(column));
    if (field != nullptr && table.has(column)) fields.insert(field->number());
  }
  return fields;
}

template <class Record>
void finish(Imported<Record>& imported, ImportTable& table, const ImportOptions& options) {
  imported.lines = table.lines();
  imported.issues = table.takeIssues();
  if (!imported.issues.empty() && !options.skipBad) imported.records.clear();
}

std::string facilityKey(const v1::Facility& facility) {
  if (!facility.code().empty()) return "code " + fold(facility.code());
  if (!facility.tax_code().empty()) return "tax " + facility.tax_code();
  return "name " + fold(facility.name()) + " in " + facility.province() + facility.commune();
}

FacilityId facilityIdOf(const v1::Facility& facility, const KnownRecords& known) {
  if (known.facility && (!facility.code().empty() || !facility.tax_code().empty())) {
    if (const auto id = known.facility(facility.code(), facility.tax_code())) return *id;
  }
  return stableId<FacilityId>("facility", facilityKey(facility));
}

/// A facility of this code: in the register, or with the id that importing it gives.
std::optional<FacilityId> facilityOfCode(string_view code, const KnownRecords& known) {
  return known.facility ? known.facility(code, {}) : std::optional<FacilityId>();
}

void readPosition(ImportTable& table, v1::Facility& facility) {
  // The mainland, the islands and the sea around them; more is a slip, most often the two swapped.
  const auto latitude = table.decimal("latitude", 6, 24);
  const auto longitude = table.decimal("longitude", 101, 118);
  const bool oneOnly = table.text("latitude").empty() != table.text("longitude").empty();
  if (oneOnly) table.fault("latitude", "a position with one coordinate", "latitude and longitude, or neither");
  if (!latitude || !longitude) return;
  facility.set_latitude_e7(std::llround(*latitude * 1e7));
  facility.set_longitude_e7(std::llround(*longitude * 1e7));
}

void readCluster(ImportTable& table, v1::Facility& facility) {
  v1::ClusterDetails details;
  details.set_decision(table.text("decision"));
  details.set_investor(table.text("investor"));
  const auto area = [&table](string_view column) {
    return std::llround(table.decimal(column, 0, 100'000).value_or(0) * 10'000);
  };
  details.set_area_m2(area("area_ha"));
  details.set_industrial_m2(area("industrial_ha"));
  details.set_leased_m2(area("leased_ha"));
  if (details.ByteSizeLong() > 0) *facility.mutable_cluster() = details;
}

v1::Facility readFacility(ImportTable& table, const AdministrativeUnits& units) {
  v1::Facility facility;
  facility.set_name(table.needed("name"));
  const std::string kind = table.code("kind", kFacilityKinds);
  facility.set_kind(kind == "cluster"      ? v1::FACILITY_KIND_CLUSTER
                    : kind == "market"     ? v1::FACILITY_KIND_MARKET
                    : kind == "power_grid" ? v1::FACILITY_KIND_POWER_GRID
                                           : v1::FACILITY_KIND_ESTABLISHMENT);
  facility.set_code(table.text("code"));
  facility.set_legal_form(table.code("legal_form", kLegalForms));
  facility.set_tax_code(table.text("tax_code"));
  if (!facility.tax_code().empty() && !isTaxCode(facility.tax_code())) {
    table.fault("tax_code", fmt::format("\"{}\"", facility.tax_code()),
                "10 digits, 10-3 of a branch, or 12 (spreadsheets drop leading zeros)");
  }
  facility.set_head(table.text("head"));
  facility.set_phone(table.text("phone"));
  facility.set_address(table.text("address"));
  facility.set_old_address(table.text("old_address"));
  facility.set_province(table.province("province", units));
  facility.set_commune(table.commune("commune", table.text("commune"), facility.province(), units));
  if (table.text("province").empty()) {
    facility.set_province(std::string(units.provinceOf(facility.commune())));
    if (facility.province().empty()) table.fault("province", "empty", "a code (01) or a name (Hà Nội)");
  }
  readPosition(table, facility);
  facility.set_vsic(table.text("vsic"));
  if (facility.vsic().size() > 5 || !digitsOnly(facility.vsic())) {
    table.fault("vsic", fmt::format("\"{}\"", facility.vsic()), "two to five digits of VSIC 2025");
  }
  facility.set_products(table.text("products"));
  if (const auto workers = table.integer("workers", 0, 1'000'000)) facility.set_workers(*workers);
  if (const auto capital = table.money("capital")) facility.set_capital(*capital);
  facility.set_hard_area(table.yes("hard_area", false));
  facility.set_note(table.text("note"));
  readCluster(table, facility);
  return facility;
}

v1::Project readProject(ImportTable& table, const AdministrativeUnits& units, Date today) {
  v1::Project project;
  project.set_code(table.needed("code"));
  project.set_external_code(table.text("external_code"));
  project.set_name(table.needed("name"));
  table.need("year");
  if (const auto year = table.integer("year", 2000, 2100)) {
    project.set_year(static_cast<std::int32_t>(*year));
  }
  project.set_batch(static_cast<std::int32_t>(table.integer("batch", 1, 99).value_or(0)));
  project.set_level(table.code("level", kLevels));
  const std::string projectClass = table.code("project_class", kProjectClasses);
  project.set_project_class(projectClass == "key"     ? v1::PROJECT_CLASS_KEY
                            : projectClass == "group" ? v1::PROJECT_CLASS_GROUP
                                                      : v1::PROJECT_CLASS_ORDINARY);
  project.set_inter_regional(table.yes("inter_regional", false));
  if (!table.needed("content_type").empty()) project.set_content_type(table.code("content_type", contentTypes()));
  project.set_vsic(table.text("vsic"));
  project.set_implementing_unit(table.text("implementing_unit"));
  if (!table.needed("province").empty()) project.set_province(table.province("province", units));
  for (const std::string& cell : table.list("communes")) {
    project.add_communes(table.commune("communes", cell, project.inter_regional() ? "" : project.province(), units));
  }
  project.set_starts_on(table.date("starts_on", today));
  project.set_ends_on(table.date("ends_on", today));
  if (!project.starts_on().empty() && !project.ends_on().empty() && project.ends_on() < project.starts_on()) {
    table.fault("ends_on", fmt::format("{} is before {}", project.ends_on(), project.starts_on()), "a later day");
  }
  project.set_instrument(table.code("instrument", kInstruments));
  project.set_contract_no(table.text("contract_no"));
  project.set_contract_date(table.date("contract_date", today));
  project.set_status(table.code("status", kProjectStates));
  table.need("support");
  if (const auto support = table.money("support")) project.set_support(*support);
  const auto total = table.money("total_cost");
  const auto counterpart = table.money("counterpart");
  if (total) project.set_total_cost(*total);
  if (total && *total < project.support()) table.fault("total_cost", "less than the support", "at least as much");
  if (counterpart) {
    project.set_counterpart(*counterpart);
  } else if (total && *total >= project.support()) {
    project.set_counterpart(*total - project.support());
  }
  project.set_hard_area(table.yes("hard_area", false));
  return project;
}

std::vector<v1::Beneficiary> readBeneficiaries(ImportTable& table, const v1::Project& project, ProjectId projectId,
                                               const KnownRecords& known) {
  std::vector<v1::Beneficiary> beneficiaries;
  for (const std::string& code : table.list("facility_codes")) {
    const auto facility = facilityOfCode(code, known);
    if (!facility) {
      table.fault("facility_codes", fmt::format("no facility with the code \"{}\"", code),
                  "import the facilities first");
      continue;
    }
    v1::Beneficiary& beneficiary = beneficiaries.emplace_back();
    beneficiary.set_id(stableId<BeneficiaryId>("beneficiary", projectId.text() + " " + facility->text()).rawString());
    beneficiary.set_project_id(projectId.rawString());
    beneficiary.set_facility_id(facility->rawString());
    beneficiary.set_province(project.province());
    beneficiary.set_content(table.text("content"));
  }
  const auto count = static_cast<std::int64_t>(beneficiaries.size());
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t rest = i == 0 ? project.support() % count : 0;
    beneficiaries[static_cast<std::size_t>(i)].set_support(project.support() / count + rest);
  }
  return beneficiaries;
}

}  // namespace

std::string describe(const ImportIssue& issue) {
  const std::string column = issue.column.empty() ? std::string() : fmt::format(", column \"{}\"", issue.column);
  return fmt::format("line {}{}: {}; wanted: {}", issue.line, column, issue.what, issue.wanted);
}

Imported<v1::Facility> parseFacilities(string_view csv, const AdministrativeUnits& units, const KnownRecords& known,
                                       const ImportOptions& options) {
  constexpr std::array kRequired = {string_view("name")};
  ImportTable table(csv, *v1::Facility::descriptor(), kFacilityColumns, kFacilityAliases, kRequired);
  Imported<v1::Facility> imported;
  std::map<std::string, std::string> clusters;  // folded code → id, of this file
  std::vector<std::pair<std::size_t, std::string>> inClusters;
  std::set<std::string> seen;
  while (table.nextLine()) {
    v1::Facility facility = readFacility(table, units);
    facility.set_id(facilityIdOf(facility, known).rawString());
    if (table.lineIsGood() && !seen.insert(facility.id()).second) {
      table.fault("", fmt::format("\"{}\" stands in the file already", facility.name()), "one line a facility");
    }
    const std::string cluster = table.text("cluster_code");
    if (!cluster.empty()) {
      // Clusters of the file itself are found when all lines are read; a line may stand before its cluster's.
      if (const auto id = facilityOfCode(cluster, known)) {
        facility.set_cluster_id(id->rawString());
      } else {
        inClusters.emplace_back(imported.records.size(), fold(cluster));
      }
    }
    if (!table.lineIsGood()) {
      if (!inClusters.empty() && inClusters.back().first == imported.records.size()) inClusters.pop_back();
      continue;
    }
    if (facility.kind() == v1::FACILITY_KIND_CLUSTER) clusters[fold(facility.code())] = facility.id();
    imported.records.push_back(std::move(facility));
  }
  imported.fields = fieldsOf(table, *v1::Facility::descriptor(), kFacilityColumns);
  if (table.has("commune")) imported.fields.insert(v1::Facility::kProvinceFieldNumber);
  if (table.has("latitude")) {
    imported.fields.insert({v1::Facility::kLatitudeE7FieldNumber, v1::Facility::kLongitudeE7FieldNumber});
  }
  if (table.has("cluster_code")) imported.fields.insert(v1::Facility::kClusterIdFieldNumber);
  for (const string_view column : {"decision", "investor", "area_ha", "industrial_ha", "leased_ha"}) {
    if (table.has(column)) imported.fields.insert(v1::Facility::kClusterFieldNumber);
  }
  std::vector<ImportIssue> lost;
  for (const auto& [index, code] : inClusters) {
    v1::Facility& facility = imported.records[index];
    if (const auto found = clusters.find(code); found != clusters.end()) {
      facility.set_cluster_id(found->second);
    } else {
      lost.push_back({0, "cluster_code", fmt::format("\"{}\": no cluster with the code \"{}\"", facility.name(), code),
                      "a cluster of this file or of the register"});
    }
  }
  finish(imported, table, options);
  if (!lost.empty()) {
    imported.issues.insert(imported.issues.end(), lost.begin(), lost.end());
    if (!options.skipBad) imported.records.clear();
  }
  return imported;
}

ImportedProjects parseProjects(string_view csv, const AdministrativeUnits& units, const KnownRecords& known,
                               const ImportOptions& options) {
  constexpr std::array kRequired = {string_view("code"),         string_view("name"),     string_view("year"),
                                    string_view("content_type"), string_view("province"), string_view("support")};
  ImportTable table(csv, *v1::Project::descriptor(), kProjectColumns, kProjectAliases, kRequired);
  ImportedProjects imported;
  std::set<std::string> seen;
  while (table.nextLine()) {
    v1::Project project = readProject(table, units, options.today);
    const auto knownId = known.project && !project.code().empty() ? known.project(project.code()) : std::nullopt;
    const ProjectId id = knownId ? *knownId : stableId<ProjectId>("project", fold(project.code()));
    project.set_id(id.rawString());
    auto beneficiaries = readBeneficiaries(table, project, id, known);
    if (!project.code().empty() && !seen.insert(fold(project.code())).second) {
      table.fault("code", fmt::format("\"{}\" stands in the file already", project.code()), "one line a project");
    }
    if (!table.lineIsGood()) continue;
    imported.projects.records.push_back(std::move(project));
    std::ranges::move(beneficiaries, std::back_inserter(imported.beneficiaries));
  }
  imported.projects.fields = fieldsOf(table, *v1::Project::descriptor(), kProjectColumns);
  if (table.has("total_cost")) imported.projects.fields.insert(v1::Project::kCounterpartFieldNumber);
  finish(imported.projects, table, options);
  if (imported.projects.records.empty()) imported.beneficiaries.clear();
  return imported;
}

Imported<v1::Person> parsePeople(string_view csv, const AdministrativeUnits& units, const KnownRecords& known,
                                 const ImportOptions& options) {
  constexpr std::array kRequired = {string_view("name"), string_view("full_name"), string_view("role")};
  ImportTable table(csv, *v1::Person::descriptor(), kPersonColumns, kPersonAliases, kRequired);
  Imported<v1::Person> imported;
  std::set<std::string> seen;
  while (table.nextLine()) {
    v1::Person person;
    person.set_name(table.needed("name"));
    person.set_full_name(table.needed("full_name"));
    if (!table.needed("role").empty()) {
      const std::string role = table.code("role", kRoles);
      person.set_role(role == "supervisor" ? v1::ROLE_SUPERVISOR
                      : role == "clerk"    ? v1::ROLE_CLERK
                      : role == "admin"    ? v1::ROLE_ADMIN
                                           : v1::ROLE_INSPECTOR);
    }
    for (const std::string& cell : table.list("provinces")) {
      const std::string folded = fold(cell);
      if (folded == "all" || folded == "tat ca" || folded == "toan quoc") {
        person.set_all_provinces(true);
      } else if (const AdministrativeUnit* province = units.findProvince(cell)) {
        person.add_provinces(province->code);
      } else {
        table.fault("provinces", fmt::format("no province \"{}\"", cell),
                    "codes or names separated by '|', or \"all\"");
      }
    }
    person.set_position(table.text("position"));
    person.set_organisation(table.text("organisation"));
    person.set_phone(table.text("phone"));
    person.set_active(table.yes("active", true));
    const auto knownId = known.person ? known.person(person.name()) : std::nullopt;
    person.set_id(knownId ? knownId->rawString() : stableId<PersonId>("person", person.name()).rawString());
    if (!person.name().empty() && !seen.insert(person.name()).second) {
      table.fault("name", fmt::format("\"{}\" stands in the file already", person.name()), "one line a person");
    }
    if (table.lineIsGood()) imported.records.push_back(std::move(person));
  }
  imported.fields = fieldsOf(table, *v1::Person::descriptor(), kPersonColumns);
  if (table.has("provinces")) imported.fields.insert(v1::Person::kAllProvincesFieldNumber);
  finish(imported, table, options);
  return imported;
}

void mergeImported(google::protobuf::Message& known, const google::protobuf::Message& imported,
                   const std::set<int>& fields) {
  const google::protobuf::Reflection& reflection = *known.GetReflection();
  std::unique_ptr<google::protobuf::Message> spoken(imported.New());
  spoken->CopyFrom(imported);
  std::vector<const google::protobuf::FieldDescriptor*> set;
  reflection.ListFields(*spoken, &set);
  for (const auto* field : set) {
    if (!fields.contains(field->number())) reflection.ClearField(spoken.get(), field);
  }
  for (const int number : fields) reflection.ClearField(&known, known.GetDescriptor()->FindFieldByNumber(number));
  known.MergeFrom(*spoken);
}

}  // namespace thucdia::core::registers
