#include "tests/support/inspected_visit.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "core/base/crypto.h"
#include "core/base/dates.h"
#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"
#include "core/registers/datasets.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_session.h"

namespace thucdia::tests {

namespace v1 = ::thucdia::records::v1;
using core::changes::RecordWriter;

namespace {

/// The value, or the end of the test program with the reason.
template <class Value>
Value must(core::Result<Value> result, const std::string& doing) {
  if (!result) {
    std::fprintf(stderr, "%s: %s\n", doing.c_str(), core::describe(result.error()).c_str());
    std::abort();
  }
  if constexpr (!std::is_void_v<Value>) return std::move(*result);
}

v1::CompiledForm shippedForm(const std::string& name) {
  for (const core::EmbeddedFile& file : core::forms::shippedForms()) {
    if (file.name == name + ".md") return must(core::forms::readForm(file.bytes, std::string(file.name)), name).form;
  }
  std::abort();
}

const v1::FormNode& nodeOf(const core::forms::Session& session, core::forms::NodeRef node) {
  return session.describe(node);
}

}  // namespace

InspectedVisit::Answers InspectedVisit::answersOfForm01() {
  return {{"visit_purpose", "kiem_tra_tien_do"},
          {"visit_mode", "bao_truoc"},
          {"decision_no", "Kế hoạch số 12/KH-ĐCK ngày 06 tháng 7 năm 2026"},
          {"gps_start", "22.6611 104.6713 812 4.5"},
          {"participants[1]/p_side", "doan"},
          {"participants[1]/p_name", "Vàng Mí Hoàng"},
          {"participants[1]/p_title", "Chuyên viên"},
          {"participants[2]/p_side", "thu_huong"},
          {"participants[2]/p_name", "Triệu Chòi Hín"},
          {"participants[2]/p_title", "Giám đốc Hợp tác xã"},
          {"participants[2]/p_phone", "0912345678"},
          {"privacy_notice", "1"},
          {"bene_vsic", "1076"},
          {"is_rural_ok", "dat"},
          {"prior_support", "0"},
          {"model_kind", "cong_nghe_moi"},
          {"model_product", "Chế biến chè Shan tuyết: sao gas, vò nhẹ, sấy khay"},
          {"model_vs_contract", "dat"},
          {"process_doc", "1"},
          {"equip[1]/eq_name", "Máy sao chè gas 90 kg/mẻ"},
          {"equip[1]/eq_qty_plan", "2"},
          {"equip[1]/eq_qty_real", "2"},
          {"equip[1]/eq_state", "hoat_dong"},
          {"equip[1]/eq_photo", "@"},
          {"equip[2]/eq_name", "Tủ sấy chè 20 khay"},
          {"equip[2]/eq_qty_plan", "2"},
          {"equip[2]/eq_qty_real", "1"},
          {"equip[2]/eq_state", "dang_lap"},
          {"equip[2]/eq_photo", "@"},
          {"cost_total_plan", "3120000000"},
          {"cost_support_plan", "1000000000"},
          {"ceiling_reason", "đề án được phê duyệt theo quyết định riêng"},
          {"cost_done", "2046000000"},
          {"advance_paid", "500000000"},
          {"vouchers", "dat"},
          {"progress_pct", "66"},
          {"schedule", "cham"},
          {"delay_reason", "thiet_bi thien_tai"},
          {"workers_now", "24"},
          {"income_month", "7500000"},
          {"safety", "tot"},
          {"env", "tot"},
          {"demo_held", "0"},
          {"signboard", "0"},
          {"consult_need", "khong"},
          {"overall_photo", "@"},
          {"findings[1]/f_cat", "ky_thuat"},
          {"findings[1]/f_sev", "trung_binh"},
          {"findings[1]/f_text", "Thiếu 01 tủ sấy chè 20 khay so với phụ lục hợp đồng"},
          {"findings[1]/f_basis", "Phụ lục PL01"},
          {"findings[1]/f_action", "Lắp đặt đủ 02 tủ sấy"},
          {"findings[1]/f_owner", "thu_huong"},
          {"findings[1]/f_due", "2026-08-30"},
          {"difficulties", "Đường vào xã sạt lở sau mưa lũ tháng 6"},
          {"team_opinion", "Đã lắp đặt 03/04 thiết bị, chứng từ khớp."},
          {"site_opinion", "Nhất trí."},
          {"conclusion", "dat_co_dk"},
          {"copies", "2"},
          {"ended_at", "2026-07-15T11:52:00.000+07:00"},
          {"read_back", "1"},
          {"sig_lead", "@"},
          {"sig_site", "@"}};
}

InspectedVisit::InspectedVisit(const std::string& form, const Answers& answers, bool sign, const std::string& picture) {
  m_replica.clock.set(core::startOfDay(core::Date{std::chrono::year(2026), std::chrono::July, std::chrono::day(15)}) +
                      std::chrono::hours(9) + std::chrono::minutes(44));
  fillRegisters(form);
  answer(answers, sign, picture);
}

void InspectedVisit::fillRegisters(const std::string& form) {
  must(m_replica->write([&](RecordWriter& writer) -> core::Result<> {
    v1::FormVersion version;
    const v1::CompiledForm compiled = shippedForm(form);
    version.set_id(writer.newId<core::FormId>().rawString());
    version.set_form_id(compiled.form_id());
    version.set_version(compiled.version());
    version.set_title_vi(compiled.title());
    version.set_published_at(core::toMicros(writer.now()));
    version.set_compiled(compiled.SerializeAsString());
    THUCDIA_TRY(writer.put(version));

    m_inspector.set_id(writer.newId<core::PersonId>().rawString());
    m_inspector.set_name("hoang");
    m_inspector.set_full_name("Vàng Mí Hoàng");
    m_inspector.set_position("Chuyên viên");
    m_inspector.set_organisation("Trung tâm Khuyến công và Tư vấn phát triển công nghiệp 1");
    m_inspector.set_role(v1::ROLE_INSPECTOR);
    m_inspector.set_all_provinces(true);
    m_inspector.set_active(true);
    THUCDIA_TRY(writer.put(m_inspector));

    v1::Facility facility;
    facility.set_id(writer.newId<core::FacilityId>().rawString());
    facility.set_kind(v1::FACILITY_KIND_ESTABLISHMENT);
    facility.set_code("CS-08-0001");
    facility.set_name("Hợp tác xã Chế biến chè Shan tuyết và Dược liệu Hồ Thầu");
    facility.set_legal_form("htx");
    facility.set_address("Thôn Tân Thành");
    facility.set_province("08");
    facility.set_commune("01084");
    THUCDIA_TRY(writer.put(facility));

    v1::Project project;
    project.set_id(writer.newId<core::ProjectId>().rawString());
    project.set_code("KCQG-2026-008-0017");
    project.set_name("Xây dựng mô hình trình diễn kỹ thuật chế biến chè Shan tuyết");
    project.set_year(2026);
    project.set_level("KCQG");
    project.set_implementing_unit("Trung tâm Khuyến công tỉnh Tuyên Quang");
    project.set_contract_no("17/2026/HĐ-KCQG");
    project.set_contract_date("2026-02-02");
    project.set_total_cost(3'120'000'000);
    project.set_support(1'000'000'000);
    project.set_province("08");
    THUCDIA_TRY(writer.put(project));

    m_device = writer.newId<core::DeviceId>();
    THUCDIA_ASSIGN(m_id, core::visits::startVisit(writer, m_inspector,
                                                  {.facility = *core::FacilityId::fromBytes(facility.id()),
                                                   .project = core::ProjectId::fromBytes(project.id()),
                                                   .beneficiary = std::nullopt,
                                                   .formId = compiled.form_id()}));
    return {};
  }),
       "registers");
}

void InspectedVisit::answer(const Answers& answers, bool sign, const std::string& picture) {
  const auto opened = must(m_replica->read([&](core::db::ReadTransaction& transaction) {
    return core::visits::openVisit(transaction, m_forms, m_id);
  }),
                           "open");
  core::visits::VisitHost host(opened, m_replica.clock, m_replica.random, m_replica->author().device, m_inspector,
                               std::make_shared<core::registers::Datasets>());
  const auto session = must(core::forms::Session::begin(opened.form, host, opened.answers), "begin");
  // Written at once at the end: sixty commits would only cost time.
  std::vector<core::forms::AnswerEdit> edits;
  const auto save = [&](core::forms::Changes changes) { std::ranges::move(changes.edits, std::back_inserter(edits)); };
  save(session->takeStartChanges());
  for (const auto& [path, text] : answers) {
    core::forms::Changes changes;
    const auto node = must(core::visits::findOrAddQuestion(*session, path, changes), path);
    save(changes);
    std::string value = text;
    if (text == "@") {
      const auto blob = must(m_replica->blobs().put(picture), path);
      value = must(m_replica->write([&](RecordWriter& writer) {
        return core::visits::addAttachment(writer, blob.sha256, blob.size, "image/png", nodeOf(*session, node).name());
      }),
                   path);
    }
    save(must(session->set(node, value), path));
  }
  must(m_replica->write([&](RecordWriter& writer) {
    return core::visits::saveAnswers(writer, m_inspector, m_id, *opened.form, edits);
  }),
       "save");
  if (!sign) return;
  m_replica.clock.advance(std::chrono::hours(2) + std::chrono::minutes(14));
  must(m_replica->write([&](RecordWriter& writer) {
    return core::visits::signVisit(writer, m_inspector, m_device, m_replica->deviceKey(), m_id, *session);
  }),
       "sign");
}

const core::registers::AdministrativeUnits& InspectedVisit::units() {
  static const core::registers::AdministrativeUnits shipped = core::registers::AdministrativeUnits::shipped();
  return shipped;
}

core::reports::VisitSummary InspectedVisit::summary(core::Language language) {
  core::reports::SummaryTools tools;
  tools.forms = &m_forms;
  tools.units = &units();
  tools.datasets = std::make_shared<core::registers::Datasets>();
  tools.attachment = [this](std::string_view sha256) {
    return m_replica->blobs().read(sha256).value_or(std::string());
  };
  tools.language = language;
  return must(m_replica->read([&](core::db::ReadTransaction& transaction) {
    return core::reports::summaryOf(transaction, m_id, tools);
  }),
              "summary");
}

}  // namespace thucdia::tests
