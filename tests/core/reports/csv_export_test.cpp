#include "core/reports/csv_export.h"

#include <deque>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/csv.h"
#include "core/reports/export_queries.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/inspected_visit.h"
#include "tests/support/replicas.h"

namespace thucdia::tests {
namespace {

namespace v1 = ::thucdia::records::v1;
using namespace core::reports;
using core::VisitId;

/// Makes a form node by node; each call gives the node's index.
struct FormMaker {
  explicit FormMaker(std::string id) {
    form.set_form_id(std::move(id));
    form.set_version("1");
    add(0, v1::NODE_KIND_ROOT, "data");
  }
  std::uint32_t add(std::uint32_t parent, v1::NodeKind kind, const std::string& name,
                    v1::BindType type = v1::BIND_TYPE_STRING, v1::Control control = v1::CONTROL_INPUT) {
    v1::FormNode& node = *form.add_nodes();
    node.set_name(name);
    node.set_parent(parent);
    node.set_kind(kind);
    node.set_type(type);
    node.set_control(control);
    return static_cast<std::uint32_t>(form.nodes_size() - 1);
  }
  std::uint32_t question(std::uint32_t parent, const std::string& name, v1::BindType type = v1::BIND_TYPE_STRING,
                         v1::Control control = v1::CONTROL_INPUT) {
    return add(parent, v1::NODE_KIND_QUESTION, name, type, control);
  }
  v1::CompiledForm form;
};

/// A small inspection: a group, a position, a telephone number, a repeat with a repeat inside, a note.
v1::CompiledForm inspection(const std::string& id = "inspection") {
  FormMaker maker(id);
  const auto opening = maker.add(0, v1::NODE_KIND_GROUP, "opening");
  maker.question(opening, "purpose");
  maker.question(opening, "gps", v1::BIND_TYPE_GEOPOINT);
  maker.question(opening, "p_phone");
  maker.question(opening, "hello", v1::BIND_TYPE_STRING, v1::CONTROL_NOTE);
  const auto equip = maker.add(0, v1::NODE_KIND_REPEAT, "equip");
  maker.question(equip, "eq_name");
  maker.question(equip, "eq_qty", v1::BIND_TYPE_INT);
  const auto part = maker.add(equip, v1::NODE_KIND_REPEAT, "part");
  maker.question(part, "part_name");
  maker.question(0, "remark");
  return maker.form;
}

v1::Answer text(const std::string& value) {
  v1::Answer answer;
  answer.set_text(value);
  return answer;
}
v1::Answer integer(std::int64_t value) {
  v1::Answer answer;
  answer.set_integer(value);
  return answer;
}
v1::Answer row(std::int64_t order) {
  v1::Answer answer;
  answer.mutable_row()->set_order(order);
  return answer;
}

v1::Visit visitOf(const std::string& form, const std::map<std::string, v1::Answer>& answers) {
  v1::Visit visit;
  visit.set_form_id(form);
  visit.set_form_version("1");
  for (const auto& [key, answer] : answers) (*visit.mutable_answers())[key] = answer;
  return visit;
}

ExportedVisit exported(const v1::Visit& visit, std::uint8_t number) {
  ExportedVisit out;
  core::UuidBytes id{};
  id.back() = number;
  out.id = VisitId(id);
  out.number = "TB07-20260715-00" + std::to_string(number);
  out.status = "approved";
  out.facility = "Hợp tác xã Hồ Thầu";
  out.province = "08";
  out.provinceName = "Tỉnh Tuyên Quang";
  out.inspector = "hoang";
  out.inspectorName = "Vàng Mí Hoàng";
  out.startedAt = core::fromMicros(1'784'083'440'000'000);
  // What an export reads lives in the bytes; they stay for the whole test program.
  static std::deque<std::pair<std::string, AnswerReader>> kept;
  auto& [body, reader] = kept.emplace_back(visit.SerializeAsString(), AnswerReader());
  REQUIRE(reader.read(body));
  out.formId = reader.formId();
  out.formVersion = reader.formVersion();
  out.answers = reader.answers();
  return out;
}

std::string read(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

/// The cells of a column, by its heading.
std::vector<std::string> column(const std::string& file, const std::string& name) {
  const auto table = core::parseCsv(read(file));
  REQUIRE(table);
  const auto index = table->column(name);
  REQUIRE(index);
  std::vector<std::string> cells;
  for (const core::CsvRow& line : table->rows) cells.push_back(line.cells.at(*index));
  return cells;
}

CsvFiles save(const std::string& file, const std::vector<v1::CompiledForm>& forms,
              const std::vector<ExportedVisit>& visits, CsvOptions options = {}) {
  FormColumns columns;
  for (const v1::CompiledForm& form : forms) columns.add(form);
  auto csv = CsvExport::begin(file, columns, options);
  REQUIRE(csv);
  for (const ExportedVisit& visit : visits) REQUIRE(csv->add(visit));
  const auto done = csv->finish();
  REQUIRE(done);
  return *done;
}

using Cells = std::vector<std::string>;

TEST_CASE("a visit is a row, and each instance of a repeat a row of the repeat's file") {
  const TemporaryFolder folder;
  v1::Answer gps;
  gps.mutable_position()->set_latitude_e7(228'330'000);
  gps.mutable_position()->set_longitude_e7(1'049'838'001);
  gps.mutable_position()->set_accuracy_mm(4'500);
  v1::Answer purpose;
  purpose.set_choice("kiem_tra");
  const v1::Visit visit = visitOf("inspection", {{"opening/purpose", purpose},
                                                 {"opening/gps", gps},
                                                 {"remark", text("dòng một\ndòng \"hai\", ba")},
                                                 {"equip:a-2", row(2)},
                                                 {"equip:a-2/eq_name", text("Tủ sấy")},
                                                 {"equip:a-1", row(1)},
                                                 {"equip:a-1/eq_name", text("Máy sao")},
                                                 {"equip:a-1/eq_qty", integer(-1)},
                                                 {"equip:a-1/part:b-1", row(1)},
                                                 {"equip:a-1/part:b-1/part_name", text("Khay")}});
  const CsvFiles files = save(folder / "F.csv", {inspection()}, {exported(visit, 1)});
  CHECK(files.visits == 1);
  CHECK(files.files ==
        std::vector<std::filesystem::path>{folder / "F.csv", folder / "F.equip.csv", folder / "F.part.csv"});
  CHECK(
      read(folder / "F.csv") ==
      "id,number,status,revision,form,version,facility,facility_code,project,project_name,province,province_name,"
      "commune,"
      "commune_name,inspector,started_at,sealed_at,opening/purpose,opening/gps.lat,opening/gps.lon,opening/gps.alt,"
      "opening/gps.accuracy,opening/p_phone,remark\r\n"
      "00000000-0000-0000-0000-000000000001,TB07-20260715-001,approved,1,inspection,1,Hợp tác xã Hồ Thầu,,,,08,Tỉnh "
      "Tuyên "
      "Quang,,,hoang,2026-07-15T09:44:00+07:00,,kiem_tra,22.8330000,104.9838001,,4.500,,\"dòng một\ndòng \"\"hai\"\", "
      "ba\"\r\n");
  CHECK(column(folder / "F.equip.csv", "equip/eq_name") == Cells{"Máy sao", "Tủ sấy"});
  CHECK(column(folder / "F.equip.csv", "position") == Cells{"1", "2"});
  CHECK(column(folder / "F.equip.csv", "equip/eq_qty") == Cells{"-1", ""});
  CHECK(column(folder / "F.part.csv", "parent") == Cells{"a-1"});
  CHECK(column(folder / "F.part.csv", "equip/part/part_name") == Cells{"Khay"});
}

TEST_CASE("a row that was removed, and what stood in it, is not exported") {
  const TemporaryFolder folder;
  const v1::Visit visit = visitOf("inspection", {{"equip:a-1/eq_name", text("xóa")},
                                                 {"equip:a-1/part:b-1", row(1)},
                                                 {"equip:a-1/part:b-1/part_name", text("Khay")}});
  save(folder / "F.csv", {inspection()}, {exported(visit, 1)});
  CHECK(column(folder / "F.equip.csv", "equip/eq_name").empty());
  CHECK(column(folder / "F.part.csv", "row").empty());
}

TEST_CASE("text that a spreadsheet would run as a formula is made harmless, numbers are left alone") {
  const TemporaryFolder folder;
  std::vector<v1::Visit> visits;
  for (const char* remark :
       {"=HYPERLINK(\"http://x\")", "+84912345678", "-1,5 tấn", "@SUM(A1)", "- gạch đầu dòng", "-12.5"}) {
    visits.push_back(visitOf("inspection", {{"remark", text(remark)}}));
  }
  std::vector<ExportedVisit> rows;
  for (const v1::Visit& visit : visits) rows.push_back(exported(visit, static_cast<std::uint8_t>(rows.size() + 1)));
  save(folder / "F.csv", {inspection()}, rows);
  CHECK(column(folder / "F.csv", "remark") ==
        Cells{"'=HYPERLINK(\"http://x\")", "+84912345678", "'-1,5 tấn", "'@SUM(A1)", "'- gạch đầu dòng", "-12.5"});
}

TEST_CASE("personal answers are masked unless asked for") {
  const TemporaryFolder folder;
  const v1::Visit visit = visitOf("inspection", {{"opening/p_phone", text("0912345678")}});
  save(folder / "masked.csv", {inspection()}, {exported(visit, 1)});
  CHECK(column(folder / "masked.csv", "opening/p_phone") == Cells{"*******678"});
  CHECK_FALSE(core::parseCsv(read(folder / "masked.csv"))->column("inspector_name"));
  save(folder / "plain.csv", {inspection()}, {exported(visit, 1)}, {.personal = true, .byteOrderMark = true});
  CHECK(column(folder / "plain.csv", "opening/p_phone") == Cells{"0912345678"});
  CHECK(column(folder / "plain.csv", "inspector_name") == Cells{"Vàng Mí Hoàng"});
  CHECK(read(folder / "plain.csv").starts_with(core::kByteOrderMark));
}

TEST_CASE("visits of several forms share what their forms share, and every visit is in the one file") {
  const TemporaryFolder folder;
  FormMaker other("market");
  const auto opening = other.add(0, v1::NODE_KIND_GROUP, "opening");
  other.question(opening, "purpose");
  other.question(0, "stalls", v1::BIND_TYPE_INT);
  const v1::Visit first = visitOf("inspection", {{"opening/purpose", text("a")}, {"remark", text("b")}});
  const v1::Visit second = visitOf("market", {{"opening/purpose", text("c")}, {"stalls", integer(240)}});
  save(folder / "F.csv", {inspection(), other.form}, {exported(first, 1), exported(second, 2)});
  CHECK(column(folder / "F.csv", "opening/purpose") == Cells{"a", "c"});
  CHECK(column(folder / "F.csv", "remark") == Cells{"b", ""});
  CHECK(column(folder / "F.csv", "stalls") == Cells{"", "240"});
  CHECK(column(folder / "F.csv", "form") == Cells{"inspection", "market"});
}

TEST_CASE("an answer that no form has a place for is kept in a file of its own") {
  const TemporaryFolder folder;
  const v1::Visit visit =
      visitOf("inspection", {{"remark", text("a")}, {"gone/question", text("b")}, {"remark:x-1/y", text("c")}});
  save(folder / "F.csv", {inspection()}, {exported(visit, 1)});
  CHECK(column(folder / "F.other.csv", "key") == Cells{"gone/question", "remark:x-1/y"});
  CHECK(column(folder / "F.other.csv", "value") == Cells{"b", "c"});
}

TEST_CASE("bytes that are no visit are refused") {
  AnswerReader reader;
  const v1::Visit visit = visitOf("inspection", {{"remark", text("a")}});
  const std::string body = visit.SerializeAsString();
  REQUIRE(reader.read(body));
  CHECK(reader.answers().size() == 1);
  CHECK(reader.read(std::string_view(body).substr(0, body.size() - 1)).error().code == core::ErrorCode::CorruptData);
  CHECK(reader.read("").has_value());
  CHECK(reader.answers().empty());
}

TEST_CASE("an export that is given up leaves no file behind") {
  const TemporaryFolder folder;
  {
    FormColumns columns;
    columns.add(inspection());
    auto csv = CsvExport::begin(folder / "F.csv", columns);
    REQUIRE(csv);
    const v1::Visit visit = visitOf("inspection", {});
    REQUIRE(csv->add(exported(visit, 1)));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK_FALSE(CsvExport::begin(folder / "no/F.csv", FormColumns()));
}

TEST_CASE("a disk that runs full gives an error, and the export before stays as it was") {
  const TemporaryFolder folder;
  const v1::Visit visit = visitOf("inspection", {{"remark", text(std::string(100'000, 'x'))}});
  save(folder / "F.csv", {inspection()}, {});
  const std::string before = read(folder / "F.csv");
  {
    const FileSizeLimit limit(50'000);
    FormColumns columns;
    columns.add(inspection());
    auto csv = CsvExport::begin(folder / "F.csv", columns);
    REQUIRE(csv);
    auto result = csv->add(exported(visit, 1));
    if (result) result = csv->finish().map([](const CsvFiles&) {});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == core::ErrorCode::DiskFull);
  }
  CHECK(read(folder / "F.csv") == before);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 3);
}

/// A replica with two visits of July and August in two provinces.
struct Portfolio {
  Portfolio() {
    const auto written = replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
      v1::FormVersion form;
      form.set_id(writer.newId<core::FormId>().rawString());
      form.set_form_id("inspection");
      form.set_version("1");
      form.set_compiled(inspection().SerializeAsString());
      THUCDIA_TRY(writer.put(form));
      v1::Facility facility;
      facility.set_id(writer.newId<core::FacilityId>().rawString());
      facility.set_name("Hợp tác xã Hồ Thầu");
      facility.set_code("CS-08-0001");
      facility.set_province("08");
      THUCDIA_TRY(writer.put(facility));
      for (int month = 7; month <= 8; ++month) {
        v1::Visit visit = visitOf("inspection", {{"remark", text("tháng " + std::to_string(month))}});
        visit.set_id(writer.newId<VisitId>().rawString());
        visit.set_facility_id(facility.id());
        visit.set_facility_name(facility.name());
        visit.set_province(month == 7 ? "08" : "01");
        visit.set_number("TB07-2026" + std::to_string(month));
        visit.set_revision(1);
        visit.set_started_at(core::toMicros(july(month)));
        THUCDIA_TRY(writer.put(visit));
      }
      return {};
    });
    REQUIRE(written);
  }
  static core::Timestamp july(int month) {
    return core::startOfDay(
        core::Date{std::chrono::year(2026), std::chrono::month(static_cast<unsigned>(month)), std::chrono::day(15)});
  }
  /// The remarks of the chosen visits.
  Cells remarks(const ExportFilter& filter) {
    const std::string file = folder / "F.csv";
    const auto& units = InspectedVisit::units();
    const auto done = replica->read(
        [&](core::db::ReadTransaction& transaction) { return exportCsv(transaction, filter, units, file); });
    REQUIRE(done);
    return column(file, "remark");
  }

  TestReplica replica;
  TemporaryFolder folder;
};

TEST_CASE("visits are exported from a replica, oldest first, with names from the registers") {
  Portfolio portfolio;
  CHECK(portfolio.remarks({}) == Cells{"tháng 7", "tháng 8"});
  CHECK(column(portfolio.folder / "F.csv", "facility_code") == Cells{"CS-08-0001", "CS-08-0001"});
  CHECK(column(portfolio.folder / "F.csv", "status") == Cells{"in_progress", "in_progress"});
  CHECK(column(portfolio.folder / "F.csv", "province_name") == Cells{"Tỉnh Tuyên Quang", "Thành phố Hà Nội"});
}

TEST_CASE("only the chosen visits are exported") {
  Portfolio portfolio;
  using core::visits::VisitStatus;
  CHECK(portfolio.remarks({.from = Portfolio::july(8)}) == Cells{"tháng 8"});
  CHECK(portfolio.remarks({.to = Portfolio::july(8)}) == Cells{"tháng 7"});
  CHECK(portfolio.remarks({.province = "01"}) == Cells{"tháng 8"});
  CHECK(portfolio.remarks({.formId = "inspection"}).size() == 2);
  CHECK(portfolio.remarks({.statuses = {VisitStatus::InProgress, VisitStatus::Approved}}).size() == 2);
}

TEST_CASE("an export of no visit has its headings") {
  Portfolio portfolio;
  const auto& units = InspectedVisit::units();
  const auto done = portfolio.replica->read([&](core::db::ReadTransaction& transaction) {
    return exportCsv(transaction, {.formId = "none"}, units, portfolio.folder / "F.csv");
  });
  REQUIRE(done);
  CHECK(done->visits == 0);
  CHECK(column(portfolio.folder / "F.csv", "id").empty());
}

}  // namespace
}  // namespace thucdia::tests
