#include "core/demo/demo_answers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include <embedded/demo_pictures.h>
#include <fmt/format.h>

#include "core/base/crypto.h"
#include "core/base/dates.h"
#include "core/demo/phrases.h"
#include "core/forms/session.h"
#include "core/forms/shipped.h"
#include "core/visits/answer_text.h"

namespace thucdia::core::demo {

namespace {

using forms::NodeRef;
using std::string_view;

/// The reference data, and over it the one row about this visit.
class SceneData final : public forms::ExternalData {
 public:
  SceneData(const forms::ExternalData& datasets, const Scene& scene) : m_datasets(datasets) {
    std::vector<std::string> columns;
    std::vector<std::optional<std::string>> row;
    for (const string_view column : forms::visitColumns()) {
      columns.emplace_back(column);
      row.emplace_back(cell(scene, column));
    }
    std::vector<std::vector<std::optional<std::string>>> rows;
    rows.push_back(std::move(row));
    m_visit = std::make_shared<forms::MemoryTable>(std::move(columns), std::move(rows));
  }
  [[nodiscard]] std::shared_ptr<const forms::Table> table(string_view name) const override {
    return name == "visit" ? m_visit : m_datasets.table(name);
  }

 private:
  static std::string cell(const Scene& scene, string_view column) {
    const v1::Facility& facility = scene.facility;
    if (column == "facility_code") return facility.code();
    if (column == "facility_name" || column == "beneficiary_name") return facility.name();
    if (column == "facility_province") return facility.province();
    if (column == "facility_commune") return facility.commune();
    if (column == "facility_head") return facility.head();
    if (column == "facility_tax_code") return facility.tax_code();
    if (column == "facility_legal_form") return facility.legal_form();
    if (column == "facility_vsic") return facility.vsic();
    if (column == "cluster_code") return scene.clusterCode;
    if (column == "cluster_name") return scene.clusterName;
    if (column == "old_communes") return scene.oldCommunes;
    if (column == "previous_visit_date") return scene.previousDate;
    if (column == "inspector_name") return scene.inspectorName;
    if (column == "inspector_position") return scene.inspectorPosition;
    if (!scene.project) return {};
    const v1::Project& project = *scene.project;
    if (column == "project_code") return project.code();
    if (column == "project_name") return project.name();
    if (column == "project_class") {
      return project.project_class() == v1::PROJECT_CLASS_KEY     ? "diem"
             : project.project_class() == v1::PROJECT_CLASS_GROUP ? "nhom"
                                                                  : "thuong";
    }
    if (column == "contract_no") return project.contract_no();
    if (column == "contract_date") return project.contract_date();
    if (column == "implementing_unit") return project.implementing_unit();
    if (column == "total_cost") return std::to_string(project.total_cost());
    if (column == "support") return std::to_string(project.support());
    return {};
  }

  const forms::ExternalData& m_datasets;
  std::shared_ptr<const forms::Table> m_visit;
};

class SceneHost final : public forms::SessionHost {
 public:
  SceneHost(const Scene& scene, const forms::ExternalData& data, Dice& dice)
      : m_scene(scene), m_data(data), m_dice(dice) {}
  [[nodiscard]] Timestamp now() const override { return m_scene.startedAt; }
  [[nodiscard]] std::string property(string_view) const override { return {}; }
  [[nodiscard]] std::string newRowId() override { return fmt::format("{:x}-{}", m_scene.deviceTag, ++m_rows); }
  [[nodiscard]] std::uint64_t random() override { return m_dice.bits(); }
  [[nodiscard]] const forms::ExternalData& externalData() const override { return m_data; }

 private:
  const Scene& m_scene;
  const forms::ExternalData& m_data;
  Dice& m_dice;
  std::uint64_t m_rows = 0;
};

bool isOneOf(string_view name, std::initializer_list<string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

/// Answers one form, question after question, as they come.
class Inspector {
 public:
  Inspector(const Scene& scene, const Pictures& pictures, forms::Session& session, Dice& dice)
      : m_scene(scene), m_pictures(pictures), m_session(session), m_dice(dice) {}

  void work() {
    m_left = m_scene.extent == Extent::Some ? static_cast<int>(m_dice.between(6, 30)) : 10'000;
    walk(m_session.root());
    if (m_scene.extent == Extent::Complete) repair();
  }

 private:
  void walk(NodeRef node) {
    for (const NodeRef child : m_session.children(node)) {
      if (!m_session.alive(child) || !m_session.relevant(child) || m_left <= 0) continue;
      switch (m_session.kind(child)) {
        case forms::NodeKind::Repeat:
          makeRows(child);
          walk(child);
          break;
        case forms::NodeKind::Question:
          answer(child, false);
          break;
        default:
          walk(child);
          break;
      }
    }
  }

  /// Brings the repeat to the number of rows that this visit has.
  void makeRows(NodeRef repeat) {
    if (!m_session.canAddRemove(repeat)) return;
    const string_view name = m_session.describe(repeat).name();
    std::size_t wanted = 1;
    if (name == "participants") wanted = 3;
    if (isOneOf(name, {"equip", "stations", "lv_points"})) wanted = 2;
    if (name == "machines") wanted = static_cast<std::size_t>(m_dice.between(1, 2));
    if (name == "hh_sample") wanted = 3;
    if (name == "absent") wanted = 5;
    if (name == "findings") wanted = static_cast<std::size_t>(m_scene.extent == Extent::Some ? 0 : m_scene.findings);
    if (name == "replica") wanted = static_cast<std::size_t>(std::min<std::int64_t>(number("replicated"), 2));
    for (auto rows = m_session.children(repeat); rows.size() > wanted; rows.pop_back()) {
      static_cast<void>(m_session.removeRepeat(rows.back()));
    }
    while (m_session.children(repeat).size() < wanted && m_session.addRepeat(repeat)) continue;
  }

  void answer(NodeRef node, bool must) {
    if (!m_session.relevant(node) || m_session.readOnly(node) || !m_session.value(node).empty()) return;
    const forms::v1::FormNode& question = m_session.describe(node);
    if (question.control() == forms::v1::CONTROL_UNSPECIFIED || question.control() == forms::v1::CONTROL_NOTE) return;
    if (!question.calculate().empty()) return;
    const bool signature = question.appearance().find("signature") != std::string::npos;
    if (signature && m_scene.extent != Extent::Complete) return;
    must = must || m_session.required(node);
    if (!must && !isWorthAsking(question)) return;
    const std::string text = value(node, question);
    if (text.empty()) return;
    static_cast<void>(m_session.set(node, text));
    --m_left;
    if (!m_session.constraintHolds(node) && !must) static_cast<void>(m_session.set(node, ""));
  }

  /// Two optional questions of three are answered; what begins as a default or a sum of others stays as it is.
  bool isWorthAsking(const forms::v1::FormNode& question) {
    const string_view name = question.name();
    if (isOneOf(name, {"gps_start", "p_phone", "site_opinion", "s_gps", "l_gps", "outlet_gps", "f_basis",
                       "advance_paid", "passed", "employed"}))
      return true;
    if (name.ends_with("_reason")) return true;  // asked only when there is a warning
    if (question.appearance().find("autocomplete") != std::string::npos) return false;
    return m_dice.chance(question.control() == forms::v1::CONTROL_IMAGE ? 40 : 65);
  }

  [[nodiscard]] std::string value(NodeRef node, const forms::v1::FormNode& question) {
    const string_view name = question.name();
    if (std::string text = known(node, name); !text.empty()) return text;
    switch (question.control()) {
      case forms::v1::CONTROL_SELECT_ONE:
        return choice(node, name);
      case forms::v1::CONTROL_SELECT_MULTIPLE:
        return choices(node, name);
      case forms::v1::CONTROL_IMAGE:
        return picture(name);
      default:
        break;
    }
    switch (question.type()) {
      case forms::v1::BIND_TYPE_INT:
        return std::to_string(wholeNumber(name));
      case forms::v1::BIND_TYPE_DECIMAL:
        return decimal(name);
      case forms::v1::BIND_TYPE_DATE:
        return day(name);
      case forms::v1::BIND_TYPE_TIME:
        return fmt::format("{:02}:{:02}:00.000+07:00", m_dice.between(8, 16), m_dice.between(0, 59));
      case forms::v1::BIND_TYPE_DATE_TIME:
        return rfc3339(m_scene.startedAt + std::chrono::minutes(m_dice.between(70, 170)));
      case forms::v1::BIND_TYPE_GEOPOINT:
        return position();
      default:
        break;
    }
    const string_view phrase = sentence(name, m_dice);
    return std::string(phrase.empty() ? string_view("Đã kiểm tra, ghi nhận đúng thực tế") : phrase);
  }

  /// Questions whose answer this visit knows.
  [[nodiscard]] std::string known(NodeRef node, string_view name) {
    const auto row = [&] { return m_session.position(m_session.parent(node)); };
    const Sector& sector = *m_scene.sector;
    if (name == "visit_purpose") return m_scene.purpose;
    if (name == "visit_mode") return m_dice.chance(90) ? "bao_truoc" : "dot_xuat";
    if (name == "decision_no")
      return fmt::format("{}/ĐCK-QLKC ngày {}", m_dice.between(20, 990), formatDate(addDays(today(), -9)));
    if (name == "p_side") return row() == 2 ? "thu_huong" : "ubnd_xa";
    if (name == "p_name")
      return row() == 2 && !m_scene.facility.head().empty() ? m_scene.facility.head() : personName(m_dice).full;
    if (name == "p_title") return row() == 2 ? "Chủ cơ sở" : "Chuyên viên UBND xã";
    if (name == "p_phone") return phone(m_dice);
    if (name == "eq_name" || name == "m_name") return std::string(row() == 1 ? sector.machine : sector.machine2);
    if (name == "eq_qty_real") return m_scene.mood == Mood::Bad && row() == 1 ? "0" : sibling(node, "eq_qty_plan");
    if (name == "f_cat") return std::string(finding(row()).category);
    if (name == "f_text") return std::string(finding(row()).text);
    if (name == "f_action") return std::string(finding(row()).action);
    if (name == "f_owner") return offered(node, finding(row()).owner);
    if (name == "f_sev") {
      return m_scene.mood == Mood::Bad && row() == 1 ? "nghiem_trong" : m_dice.chance(60) ? "trung_binh" : "nhe";
    }
    if (name == "f_basis") return m_scene.project ? "Hợp đồng số " + m_scene.project->contract_no() : "Thực tế tại chỗ";
    if (name == "f_due") return isoDate(addDays(today(), static_cast<int>(m_dice.between(15, 75))));
    if (name == "conclusion") {
      return offered(node, m_scene.findings == 0 ? "dat" : m_scene.mood == Mood::Bad ? "khong_dat" : "dat_co_dk");
    }
    if (name == "m_serial")
      return fmt::format("{}{:06}", static_cast<char>(m_dice.between('A', 'Z')), m_dice.between(1000, 999'999));
    if (name == "m_model")
      return fmt::format("{}-{}", static_cast<char>(m_dice.between('A', 'Z')), m_dice.between(100, 990));
    if (name == "m_maker")
      return m_dice.chance(55) ? "Cơ khí trong nước, Việt Nam" : m_dice.chance(50) ? "Nhật Bản" : "Trung Quốc";
    if (name == "m_invoice")
      return fmt::format("{:07} ngày {}", m_dice.between(1, 9'999'999), formatDate(contractDate()));
    if (name == "class_code") return fmt::format("L{:02}-{}", m_dice.between(1, 12), m_scene.facility.province());
    if (name == "trade") return std::string(sector.trade);
    if (name == "employer" || name == "bene_name" || name == "facility_name") return m_scene.facility.name();
    if (name == "a_code") return fmt::format("HV{:02}", m_dice.between(1, 35));
    if (name == "output_unit") return std::string(sector.unit);
    if (name == "s_name") return fmt::format("TBA {} {}", m_scene.communeName, row());
    if (name == "h_hamlet") return hamlet(m_dice);
    if (name == "r_name") return firmName(m_dice, sector, m_scene.communeName).name;
    if (name == "retail_kind") return "cho";
    if (name == "ccn_legal") return m_dice.chance(90) ? "da_thanh_lap" : "truoc_105";
    if (name == "ccn_phase") return m_dice.chance(75) ? "hoat_dong" : m_dice.chance(50) ? "lap_day" : "dang_xd";
    if (name == "decision_est") return m_scene.facility.cluster().decision();
    if (name == "investor_name") return m_scene.facility.cluster().investor();
    if (name == "ntm_set")
      return today() < Date(std::chrono::year(2026), std::chrono::February, std::chrono::day(15)) ? "2021_nc"
                                                                                                  : "2026_xa";
    if (name == "ccn_code") return m_scene.facility.code();
    if (name == "ccn_name") return m_scene.facility.name();
    return {};
  }

  [[nodiscard]] std::int64_t wholeNumber(string_view name) {
    const std::int64_t support = std::max<std::int64_t>(m_scene.support, 1);
    const std::int64_t million = 1'000'000;
    const auto rounded = [&](std::int64_t dong) { return dong / million * million; };
    if (name == "cost_total_plan") return m_scene.project ? m_scene.project->total_cost() : 2 * support;
    if (isOneOf(name, {"cost_support_plan", "support_plan"}))
      return m_scene.project ? m_scene.project->support() : support;
    if (name == "cost_done") return rounded(number("cost_total_plan") * m_dice.between(80, 100) / 100);
    if (name == "counterpart_done") return std::max<std::int64_t>(0, number("cost_done") - number("cost_support_plan"));
    if (name == "advance_paid") {
      const std::int64_t planned = std::max(number("cost_support_plan"), number("support_plan"));
      return rounded(planned * (m_scene.mood == Mood::Bad ? 75 : m_dice.between(40, 70)) / 100);
    }
    if (name == "m_price") {
      const std::int64_t whole = m_scene.project ? m_scene.project->support() : 200 * million;
      return rounded(whole * m_dice.between(105, 160) / 100);
    }
    if (name == "paid_supplier") return number("price_total");
    if (name == "m_year") return static_cast<int>(contractDate().year()) - (m_dice.chance(75) ? 0 : 1);
    if (name == "progress_pct") return m_scene.mood == Mood::Bad ? m_dice.between(40, 80) : 100;
    if (isOneOf(name, {"revenue_before", "revenue_after"})) return m_dice.steps(800, 9'000, 50) * million;
    if (isOneOf(name, {"income_month", "income", "income_after"})) return m_dice.steps(5'200, 11'500, 100) * 1000;
    if (isOneOf(name, {"workers_before", "workers_now"}))
      return std::max<std::int64_t>(3, m_scene.facility.workers() + m_dice.between(-3, 12));
    if (name == "workers_new") return m_dice.between(0, 3);
    if (isOneOf(name, {"visitors", "demo_guests"})) return m_dice.between(12, 90);
    if (name == "replicated") return m_dice.between(0, 2);
    if (name == "copies") return m_dice.between(2, 4);
    if (isOneOf(name, {"eq_qty_plan"})) return m_dice.between(1, 4);
    if (name == "n_contract") return m_dice.steps(25, 40, 5);
    if (name == "n_list") return number("n_contract") - m_dice.between(0, 1);
    if (name == "n_present") return number("n_list") * (m_scene.mood == Mood::Bad ? 70 : m_dice.between(85, 100)) / 100;
    if (isOneOf(name, {"n_female", "n_minority", "n_poor"})) return number("n_list") * m_dice.between(10, 60) / 100;
    if (isOneOf(name, {"n_under15", "accidents"})) return 0;
    if (name == "n_teachers") return m_dice.between(1, 3);
    if (name == "hours_plan") return m_dice.steps(120, 400, 20);
    if (name == "hours_done") return number("hours_plan") * m_dice.between(90, 100) / 100;
    if (isOneOf(name, {"passed"})) return number("n_list") * m_dice.between(90, 100) / 100;
    if (name == "employed") return number("passed") * m_dice.between(60, 95) / 100;
    if (name == "allowance_sample") return std::min<std::int64_t>(5, number("n_present"));
    if (name == "practice_pct") return m_dice.between(60, 85);
    if (name == "invest_total") return m_dice.steps(60, 400, 5) * 1000 * million;
    if (name == "invest_done") return number("invest_total") / 100 * m_dice.between(30, 100);
    if (name == "state_support") return number("invest_total") / 100 * m_dice.between(2, 20);
    if (name == "n_projects") return m_dice.between(5, 40);
    if (name == "n_running") return number("n_projects") * m_dice.between(60, 100) / 100;
    if (name == "n_connected") return number("n_running") * m_dice.between(60, 100) / 100;
    if (isOneOf(name, {"n_fdi", "checks_this_year"})) return m_dice.between(0, 1);
    if (name == "workers") return m_dice.between(120, 3200);
    if (name == "revenue") return m_dice.steps(20, 900, 5) * 1000 * million;
    if (name == "budget_paid") return m_dice.steps(1, 60, 1) * 1000 * million;
    if (name == "n_substation") return m_dice.between(6, 28);
    if (name == "kva_total") return number("n_substation") * m_dice.steps(160, 280, 20);
    if (name == "s_kva") return m_dice.chance(50) ? 250 : 400;
    if (name == "hh_total") return m_dice.between(900, 4200);
    if (name == "hh_direct")
      return number("hh_total") * (m_scene.mood == Mood::Bad ? 960 : m_dice.between(985, 1000)) / 1000;
    if (name == "hh_indirect") return (number("hh_total") - number("hh_direct")) / 2;
    if (name == "hh_none") return number("hh_total") - number("hh_direct") - number("hh_indirect");
    if (name == "invest_need") return m_dice.steps(200, 4000, 100) * million;
    if (name == "m_stalls") return m_dice.between(40, 260);
    if (name == "m_cashless") return number("m_stalls") * m_dice.between(10, 70) / 100;
    if (name == "outage_n") return m_dice.between(2, 15);
    if (name == "period_year") return static_cast<int>(today().year());
    return m_dice.between(1, 12);
  }

  [[nodiscard]] std::string decimal(string_view name) {
    const auto tenths = [&](std::int64_t least, std::int64_t most) {
      const std::int64_t value = m_dice.between(least, most);
      return fmt::format("{}.{}", value / 10, value % 10);
    };
    const auto hectares = [](std::int64_t m2) { return fmt::format("{}.{}", m2 / 10'000, m2 % 10'000 / 1'000); };
    const v1::ClusterDetails& cluster = m_scene.facility.cluster();
    if (name == "area_plan") return hectares(cluster.area_m2());
    if (name == "area_ind") return hectares(cluster.industrial_m2());
    if (isOneOf(name, {"area_leased", "area_ready"})) return hectares(cluster.leased_m2());
    if (name == "wwtp_design") return std::to_string(m_dice.steps(300, 2000, 100));
    if (name == "wwtp_flow") return std::to_string(m_dice.steps(100, 290, 10));
    if (name == "ph") return tenths(66, 82);
    if (name == "l_volt") return tenths(m_scene.mood == Mood::Bad ? 1980 : 2130, 2270);
    if (name == "km_lv") return tenths(120, 620);
    if (name == "km_lv_bad") return tenths(0, 60);
    if (name == "m_stall_min") return tenths(30, 60);
    if (name == "m_power") return tenths(15, 450);
    if (isOneOf(name, {"defect_before"})) return tenths(40, 120);
    if (isOneOf(name, {"defect_after"})) return tenths(5, 35);
    if (name == "outage_h") return tenths(30, 400);
    return tenths(20, 400);
  }

  [[nodiscard]] std::string day(string_view name) {
    if (name == "start_on") return isoDate(addDays(contractDate(), 30));
    if (name == "end_on") return isoDate(addDays(contractDate(), static_cast<int>(m_dice.between(75, 120))));
    if (isOneOf(name, {"demo_date", "installed_on"})) {
      return isoDate(std::min(today(), addDays(contractDate(), static_cast<int>(m_dice.between(60, 150)))));
    }
    if (name == "contract_date") return isoDate(contractDate());
    if (name == "new_deadline") return isoDate(addDays(today(), 60));
    return isoDate(addDays(today(), -static_cast<int>(m_dice.between(10, 170))));
  }

  [[nodiscard]] std::string choice(NodeRef node, string_view name) {
    const std::vector<std::string> values = m_session.choiceValues(node);
    if (values.empty()) return {};
    const auto has = [&](string_view value) { return std::ranges::find(values, value) != values.end(); };
    const int bad = m_scene.mood == Mood::Good ? 2 : m_scene.mood == Mood::Mixed ? 10 : 25;
    if (has("khong_dat")) return m_dice.chance(bad) ? "khong_dat" : "dat";
    if (has("kem")) return m_dice.chance(bad / 2) ? "kem" : m_dice.chance(20) ? "trung_binh" : "tot";
    if (has("can_sua")) return m_dice.chance(bad / 3) ? "nguy_hiem" : m_dice.chance(15) ? "can_sua" : "dat";
    if (has("khong_thay")) return m_dice.chance(bad / 2) ? "ngung" : "hoat_dong";
    if (has("hoan_thanh")) return m_dice.chance(bad) ? "cham" : "hoan_thanh";
    if (has("1") && has("0") && values.size() <= 3) {
      const bool goodIsNo = isOneOf(name, {"prior_support", "dup_check", "moved", "collateral", "m_banned",
                                           "sig_refused", "special_commune", "not_considered"});
      const bool yes = goodIsNo ? m_dice.chance(bad / 2) : !m_dice.chance(bad);
      if (isOneOf(name, {"is_line", "mountain", "digital", "inter_regional", "need_invest"}))
        return m_dice.chance(35) ? "1" : "0";
      if (isOneOf(name, {"in_plan", "data_known", "privacy_notice", "read_back"})) return "1";
      return yes ? "1" : "0";
    }
    if (name == "pole") return "bt";
    if (has("go_tre")) return m_dice.chance(bad / 4) ? "go_tre" : "bt";
    if (has("van_hanh")) return m_dice.chance(60) ? "van_hanh" : m_dice.pick(values);
    return m_dice.pick(values);
  }

  [[nodiscard]] std::string choices(NodeRef node, string_view name) {
    const std::vector<std::string> values = m_session.choiceValues(node);
    if (values.empty()) return {};
    const bool none = std::ranges::find(values, "khong") != values.end();
    if (none && m_dice.chance(name == "ww_sign" && m_scene.mood != Mood::Good ? 20 : 45)) return "khong";
    std::string text;
    for (const std::string& value : values) {
      if (value == "khong" || !m_dice.chance(25)) continue;
      text += (text.empty() ? "" : " ") + value;
    }
    return text.empty() ? (none ? "khong" : values.front()) : text;
  }

  [[nodiscard]] std::string picture(string_view name) {
    std::string_view file = "machine.png";
    if (name.starts_with("sig_")) {
      return text(m_pictures.of(fmt::format("sign{}.png", m_dice.between(1, 5))));
    }
    if (name.find("plate") != string_view::npos) file = "plate.png";
    if (isOneOf(name, {"voucher_photo", "logbook_photo", "signboard_photo"})) file = "papers.png";
    if (name == "class_photo") file = "class.png";
    if (isOneOf(name, {"s_photo", "l_photo"})) file = "substation.png";
    if (isOneOf(name, {"facility_photo", "m_wc_photo", "m_fire_photo"})) file = "market.png";
    if (name == "outlet_photo") file = "outlet.png";
    if (isOneOf(name, {"infra_photo", "overall_photo"})) file = "road.png";
    return text(m_pictures.of(file));
  }

  static std::string text(const Picture& picture) {
    return visits::attachmentFileName(picture.attachment.sha256(), picture.attachment.mime());
  }

  /// Within some 60 m of the facility.
  [[nodiscard]] std::string position() {
    const auto coordinate = [&](std::int64_t e7) {
      const std::int64_t moved = e7 + m_dice.between(-5500, 5500);
      return fmt::format("{}.{:07}", moved / 10'000'000, moved % 10'000'000);
    };
    return fmt::format("{} {} {} {}", coordinate(m_scene.facility.latitude_e7()),
                       coordinate(m_scene.facility.longitude_e7()), m_dice.between(2, 620), m_dice.between(4, 28));
  }

  /// What is wrong or missing is answered again; an answer that may be left out goes.
  void repair() {
    for (int round = 0; round < 6; ++round) {
      const auto missing = m_session.missing();
      if (missing.empty()) return;
      for (const forms::Violation& violation : missing) {
        if (!m_session.alive(violation.node) || !m_session.relevant(violation.node)) continue;
        if (violation.why == forms::Violation::Why::Required) {
          answer(violation.node, true);
          continue;
        }
        const auto& question = m_session.describe(violation.node);
        static_cast<void>(m_session.set(violation.node, ""));
        if (!m_session.required(violation.node)) continue;
        for (const std::string& attempt :
             {value(violation.node, question), std::string("0"), std::string("1"), std::string("2")}) {
          if (m_session.set(violation.node, attempt) && m_session.constraintHolds(violation.node)) break;
        }
      }
    }
  }

  [[nodiscard]] Date today() const { return localDate(m_scene.startedAt); }
  [[nodiscard]] Date contractDate() const {
    const auto date = m_scene.project ? parseIsoDate(m_scene.project->contract_date()) : std::nullopt;
    return date ? *date : addDays(today(), -400);
  }
  [[nodiscard]] const FindingText& finding(std::uint32_t row) const {
    const auto texts = findingTexts(m_scene.form->compiled().form_id());
    return texts[(static_cast<std::size_t>(toMicros(m_scene.startedAt) / 60'000'000) + row) % texts.size()];
  }
  /// The code if it is offered, else the last one offered.
  [[nodiscard]] std::string offered(NodeRef node, string_view code) {
    const std::vector<std::string> values = m_session.choiceValues(node);
    if (values.empty() || std::ranges::find(values, code) != values.end()) return std::string(code);
    return values.back();
  }
  [[nodiscard]] std::string sibling(NodeRef node, string_view name) const {
    for (const NodeRef each : m_session.children(m_session.parent(node))) {
      if (m_session.describe(each).name() == name) return std::string(m_session.value(each));
    }
    return {};
  }
  /// The number given to a question outside repeats; 0 when there is none.
  [[nodiscard]] std::int64_t number(string_view name) {
    if (m_byName.empty()) index(m_session.root());
    const auto found = m_byName.find(name);
    if (found == m_byName.end()) return 0;
    const std::string value(m_session.value(found->second));
    return value.empty() ? 0 : std::strtoll(value.c_str(), nullptr, 10);
  }
  void index(NodeRef node) {
    for (const NodeRef child : m_session.children(node)) {
      if (m_session.kind(child) == forms::NodeKind::Question) {
        m_byName.emplace(m_session.describe(child).name(), child);
      } else if (m_session.kind(child) == forms::NodeKind::Group) {
        index(child);
      }
    }
  }

  const Scene& m_scene;
  const Pictures& m_pictures;
  forms::Session& m_session;
  Dice& m_dice;
  std::map<std::string, NodeRef, std::less<>> m_byName;
  int m_left = 0;
};

}  // namespace

Pictures::Pictures() {
  for (const EmbeddedFile& file : embedded::demo_pictures()) {
    Picture picture{file.bytes, {}};
    picture.attachment.set_sha256(std::string(raw(sha256(file.bytes))));
    picture.attachment.set_size(file.bytes.size());
    picture.attachment.set_mime("image/png");
    picture.attachment.set_name(std::string(file.name));
    m_pictures.emplace_back(file.name, std::move(picture));
  }
}

const Picture& Pictures::of(string_view name) const {
  const auto found = std::ranges::find(m_pictures, name, &std::pair<string_view, Picture>::first);
  THUCDIA_ASSERT(found != m_pictures.end());
  return found->second;
}

const Picture* Pictures::ofHash(string_view hash) const {
  for (const auto& [name, picture] : m_pictures) {
    if (picture.attachment.sha256() == hash) return &picture;
  }
  return nullptr;
}

Result<Sheet> fillIn(const Scene& scene, const Pictures& pictures, const forms::ExternalData& datasets, Dice& dice) {
  const SceneData data(datasets, scene);
  SceneHost host(scene, data, dice);
  THUCDIA_ASSIGN(const auto session, forms::Session::begin(scene.form, host));
  Inspector(scene, pictures, *session, dice).work();

  Sheet sheet;
  std::set<const Picture*> shown;
  const auto lookup = [&](string_view hash) -> std::optional<v1::Attachment> {
    const Picture* picture = pictures.ofHash(hash);
    if (picture == nullptr) return std::nullopt;
    if (shown.insert(picture).second) sheet.pictures.push_back(picture);
    return picture->attachment;
  };
  for (const auto& [key, text] : session->answers()) {
    auto answer = visits::answerOf(*scene.form, key, text, lookup);
    if (!answer) continue;
    if (answer->value_case() == v1::Answer::kText || answer->value_case() == v1::Answer::kInteger)
      sheet.commentable.push_back(key);
    sheet.answers.emplace_back(key, std::move(*answer));
  }
  const auto missing = session->missing();
  sheet.complete = missing.empty();
  if (!missing.empty()) sheet.firstMissing = session->path(missing.front().node);
  return sheet;
}

}  // namespace thucdia::core::demo
