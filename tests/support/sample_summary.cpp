#include "tests/support/sample_summary.h"

namespace thucdia::tests {

using namespace core::reports;

namespace {

core::Timestamp vietNamTime(int year, unsigned month, unsigned day, int hour, int minute) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return std::chrono::sys_days(date) + std::chrono::hours(hour - 7) + std::chrono::minutes(minute);
}

Item item(std::string path, std::string label, std::string value, std::string unit = {}, std::string warning = {}) {
  return {.path = std::move(path),
          .label = std::move(label),
          .value = std::move(value),
          .unit = std::move(unit),
          .warning = std::move(warning)};
}

Section equipment() {
  RepeatTable table;
  table.title = "Thiết bị của mô hình";
  table.columns = {{.path = "eq_name", .label = "Tên thiết bị"},
                   {.path = "eq_qty_plan", .label = "Số lượng theo hợp đồng", .unit = "cái", .number = true},
                   {.path = "eq_qty_real", .label = "Số lượng thực tế", .unit = "cái", .number = true},
                   {.path = "eq_gap", .label = "Chênh lệch", .unit = "cái", .number = true},
                   {.path = "eq_state", .label = "Tình trạng"}};
  table.rows = {{"Máy sao chè gas 90 kg/mẻ", "2", "2", "0", "Đang hoạt động ổn định"},
                {"Máy vò chè 35 kg/mẻ", "3", "3", "0", "Đang hoạt động ổn định"},
                {"Tủ sấy chè 20 khay", "2", "1", "-1", "Đang lắp đặt"}};
  return {"Nội dung mô hình",
          {item("model_kind", "Loại mô hình", "Mô hình công nghệ mới, sản phẩm mới"),
           item("model_product", "Sản phẩm, công nghệ trình diễn",
                "Chế biến chè Shan tuyết theo quy trình sao gas, vò nhẹ và sấy khay"),
           item("model_vs_contract", "Công nghệ, sản phẩm đúng nội dung hợp đồng", "Đạt"),
           item("process_doc", "Có tài liệu quy trình công nghệ hoàn chỉnh", "Có"), std::move(table)}};
}

Section money() {
  return {"Kinh phí",
          {item("cost_total_plan", "Tổng kinh phí theo đề án", "3.120.000.000", "đồng"),
           item("cost_support_plan", "Kinh phí khuyến công hỗ trợ", "1.000.000.000", "đồng"),
           item("support_rate", "Tỷ lệ hỗ trợ", "32,1", "%",
                "Tỷ lệ hỗ trợ 32,1 % vượt mức 30 % (Thông tư 28/2018/TT-BTC). Lý do: đề án được phê duyệt theo quyết "
                "định riêng."),
           item("cost_done", "Giá trị đã thực hiện có chứng từ", "2.046.000.000", "đồng"),
           item("advance_paid", "Kinh phí đã tạm ứng", "500.000.000", "đồng"),
           item("vouchers", "Hóa đơn, chứng từ hợp lệ, khớp thiết bị", "Đạt")}};
}

}  // namespace

VisitSummary sampleSummary(const std::string& signature) {
  VisitSummary summary;
  summary.visitId = "019a9f6e-3b2c-7d41-8a55-0c9e4b7f1d20";
  summary.number = "TB07-20260715-002";
  summary.status = "signed";
  summary.formId = "01_mo_hinh_trinh_dien";
  summary.formVersion = "2026111501";
  summary.formTitle = "Mô hình trình diễn kỹ thuật";
  summary.bodies = {"BỘ CÔNG THƯƠNG", "CỤC ĐỔI MỚI SÁNG TẠO, CHUYỂN ĐỔI XANH VÀ KHUYẾN CÔNG", "BB-ĐCK"};
  summary.place = "Tuyên Quang";
  summary.documentDate = vietNamTime(2026, 7, 15, 11, 58);
  summary.subject = {"Kiểm tra tiến độ thực hiện đề án khuyến công quốc gia",
                     "tại Hợp tác xã Chế biến chè Shan tuyết và Dược liệu Hồ Thầu"};
  summary.bases = {
      "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công, được sửa đổi, bổ sung "
      "bởi Nghị định "
      "số 235/2025/NĐ-CP ngày 27 tháng 8 năm 2025",
      "Căn cứ Hợp đồng số 17/2026/HĐ-KCQG ngày 02 tháng 02 năm 2026 về việc thực hiện đề án “Xây dựng mô hình trình "
      "diễn kỹ thuật chế "
      "biến chè Shan tuyết”"};
  summary.startedAt = vietNamTime(2026, 7, 15, 9, 44);
  summary.endedAt = vietNamTime(2026, 7, 15, 11, 52);
  summary.site = "thôn Tân Thành, xã Hồ Thầu, tỉnh Tuyên Quang";
  summary.openingTail = "tiến hành kiểm tra tiến độ thực hiện đề án nêu trên";
  summary.parties = {{"Đoàn kiểm tra",
                      {{"Vàng Mí Hoàng", "Chuyên viên Phòng Quản lý khuyến công", "Trưởng đoàn"},
                       {"Nguyễn Thị Thu Hằng", "Phó Trưởng phòng, Sở Công Thương tỉnh Tuyên Quang", "Thành viên"}}},
                     {"Đơn vị thụ hưởng", {{"Triệu Chòi Hín", "Giám đốc Hợp tác xã", ""}}}};
  summary.sections = {
      {"Đề án và đơn vị",
       {item("contract_no", "Số hợp đồng", "17/2026/HĐ-KCQG"), item("contract_date", "Ngày ký hợp đồng", "02/02/2026"),
        item("impl_unit", "Đơn vị thực hiện đề án", "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp 1"),
        item("bene_name", "Cơ sở thụ hưởng", "Hợp tác xã Chế biến chè Shan tuyết và Dược liệu Hồ Thầu"),
        item("bene_legal", "Hình thức pháp lý", "Hợp tác xã"),
        item("is_rural_ok", "Đúng đối tượng, đúng địa bàn được hỗ trợ", "Đạt")}},
      equipment(),
      money(),
      {"Tiến độ và kết quả",
       {item("progress_pct", "Khối lượng hoàn thành", "66", "%"),
        item("schedule", "Tiến độ so với hợp đồng", "Chậm tiến độ"),
        item("delay_reason", "Nguyên nhân chậm", "Thiết bị về chậm; Thiên tai, thời tiết"),
        item("workers_now", "Lao động hiện tại", "24", "người"),
        item("income_month", "Thu nhập bình quân tháng", "7.500.000", "đồng/người/tháng")}}};
  summary.findings = {
      {"Kỹ thuật, thiết bị", "Trung bình, phải khắc phục", "Thiếu 01 tủ sấy chè 20 khay so với phụ lục hợp đồng.",
       "Phụ lục PL01", "Lắp đặt đủ 02 tủ sấy, báo cáo bằng văn bản kèm ảnh.", "Đơn vị thụ hưởng", "30/08/2026"},
      {"Thông tin, biển báo, tuyên truyền", "Nhẹ, nhắc nhở", "Chưa có biển ghi nguồn hỗ trợ khuyến công.", "",
       "Treo biển.", "Đơn vị thụ hưởng", "15/08/2026"}};
  summary.statements = {
      {"Khó khăn, vướng mắc cơ sở nêu", "Đường vào xã sạt lở sau mưa lũ tháng 6, xe chở thiết bị không vào được."},
      {"Nhận xét, kiến nghị của đoàn",
       "Đơn vị thụ hưởng đã lắp đặt 06/07 thiết bị, có hóa đơn, chứng từ khớp với thiết bị.\nĐề nghị đơn vị thực hiện "
       "đôn đốc nhà "
       "cung cấp, hoàn thành lắp đặt trước ngày 30 tháng 8 năm 2026."},
      {"Ý kiến của cơ sở được kiểm tra", "Nhất trí với nội dung biên bản."}};
  summary.conclusion = "Đạt có điều kiện, phải khắc phục";
  summary.copies = 2;
  summary.signatures = {{"ĐẠI DIỆN ĐƠN VỊ THỤ HƯỞNG", "Triệu Chòi Hín", signature, false},
                        {"TRƯỞNG ĐOÀN", "Vàng Mí Hoàng", signature, false}};
  Seal seal;
  seal.sealedBy = "Vàng Mí Hoàng";
  seal.device = "TB07";
  seal.sealedAt = vietNamTime(2026, 7, 15, 11, 58);
  seal.sha256 = "7c1e94b205da3f6e1f0a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e8812";
  seal.qrText = sealQrText(summary.visitId, 1, seal.sha256);
  summary.seal = seal;
  return summary;
}

VisitSummary largeSummary(int findings, int machines, int signatures, const std::string& signature) {
  VisitSummary summary = sampleSummary(signature);
  summary.subject[1] =
      "tại Công ty trách nhiệm hữu hạn một thành viên Sản xuất, Chế biến và Xuất nhập khẩu Nông sản, Dược liệu Ea "
      "H’Leo – M’Drắk, "
      "thôn Cư M’gar Thượng, xã Ea Wer, tỉnh Đắk Lắk";
  auto& table = std::get<RepeatTable>(summary.sections[1].parts.back());
  for (int index = static_cast<int>(table.rows.size()); index < machines; ++index) {
    table.rows.push_back({"Máy ép thủy lực bốn trụ " + std::to_string(index + 1) + " kèm khuôn, bơm và tủ điều khiển",
                          "1", "1", "0", index % 3 == 0 ? "Chạy thử" : "Đang hoạt động ổn định"});
  }
  const Finding first = summary.findings.empty() ? Finding{} : summary.findings.front();
  summary.findings.clear();
  for (int index = 0; index < findings; ++index) {
    Finding finding = first;
    finding.text = "Tồn tại số " + std::to_string(index + 1) + ": " + finding.text;
    summary.findings.push_back(finding);
  }
  const char* const others[] = {"ĐẠI DIỆN SỞ CÔNG THƯƠNG", "ĐẠI DIỆN ỦY BAN NHÂN DÂN XÃ",
                                "ĐẠI DIỆN ĐƠN VỊ THỰC HIỆN ĐỀ ÁN", "ĐẠI DIỆN CÔNG TY ĐIỆN LỰC"};
  for (int index = 2; index < signatures; ++index) {
    summary.signatures.push_back(
        {others[static_cast<std::size_t>(index - 2) % 4], "Nguyễn Hoàng Bảo Trâm Anh", signature, false});
  }
  return summary;
}

}  // namespace thucdia::tests
