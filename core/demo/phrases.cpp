#include "core/demo/phrases.h"

#include <algorithm>
#include <array>

namespace thucdia::core::demo {

namespace {

using std::string_view;

constexpr std::array kEstablishment = {
    FindingText{"ho_so", "Hồ sơ thanh toán còn thiếu biên bản nghiệm thu thiết bị giữa hai bên",
                "Bổ sung biên bản nghiệm thu có ký, đóng dấu của hai bên", "thu_huong"},
    FindingText{"tai_chinh", "Hóa đơn ghi tên hàng chưa khớp với phụ lục hợp đồng",
                "Làm việc với bên bán để điều chỉnh hóa đơn", "don_vi_th"},
    FindingText{"an_toan", "Bộ phận truyền động của máy chưa có nắp che", "Lắp nắp che và dán biển cảnh báo",
                "thu_huong"},
    FindingText{"an_toan", "Bình chữa cháy tại xưởng đã quá hạn kiểm tra", "Nạp lại bình và lập sổ theo dõi",
                "thu_huong"},
    FindingText{"ky_thuat", "Máy chạy chưa đạt công suất ghi trong thuyết minh đề án",
                "Mời nhà cung cấp cân chỉnh lại, ghi nhật ký vận hành", "thu_huong"},
    FindingText{"thong_tin", "Chưa gắn biển ghi nguồn kinh phí khuyến công hỗ trợ", "Gắn biển tại vị trí dễ thấy",
                "thu_huong"},
    FindingText{"moi_truong", "Bụi phát sinh tại khâu cắt chưa được hút tại chỗ", "Lắp chụp hút và túi lọc bụi",
                "thu_huong"},
    FindingText{"hieu_qua", "Máy được dùng dưới nửa công suất do thiếu đơn hàng",
                "Lập kế hoạch tiêu thụ, báo cáo lại sau một quý", "thu_huong"},
    FindingText{"tien_do", "Lắp đặt chậm so với tiến độ trong hợp đồng", "Cam kết thời hạn hoàn thành bằng văn bản",
                "don_vi_th"},
    FindingText{"doi_tuong", "Máy đặt tại địa điểm khác với địa điểm trong đề án",
                "Giải trình và đề nghị điều chỉnh địa điểm", "thu_huong"},
};
constexpr std::array kTraining = {
    FindingText{"ho_so", "Sổ lên lớp chưa ghi đủ số giờ thực hành của hai buổi",
                "Ghi bổ sung, có xác nhận của người dạy", "don_vi_th"},
    FindingText{"doi_tuong", "Danh sách học viên thay đổi 3 người chưa được báo cáo",
                "Gửi danh sách thay thế kèm lý do", "don_vi_th"},
    FindingText{"tai_chinh", "Chưa chi đủ tiền ăn, đi lại cho học viên thuộc hộ nghèo",
                "Chi bổ sung, lập bảng kê ký nhận", "don_vi_th"},
    FindingText{"an_toan", "Học viên thực hành chưa đeo kính bảo hộ", "Trang bị và nhắc nhở trước mỗi buổi học",
                "don_vi_th"},
};
constexpr std::array kCluster = {
    FindingText{"moi_truong", "Nước thải tại cửa xả có màu và mùi, chưa có kết quả quan trắc quý gần nhất",
                "Lấy mẫu phân tích, gửi kết quả về Sở Công Thương", "chu_dau_tu"},
    FindingText{"moi_truong", "Hai cơ sở chưa đấu nối vào hệ thống thu gom nước thải",
                "Yêu cầu đấu nối, báo cáo kết quả", "chu_dau_tu"},
    FindingText{"ho_so", "Giấy phép môi trường sắp hết hạn", "Lập hồ sơ đề nghị cấp lại", "chu_dau_tu"},
    FindingText{"an_toan", "Trụ nước chữa cháy tại lô phía đông không có nước", "Sửa chữa, thử áp và lập biên bản",
                "chu_dau_tu"},
    FindingText{"tien_do", "Hạ tầng giai đoạn 2 chậm so với tiến độ được duyệt",
                "Báo cáo nguyên nhân và tiến độ điều chỉnh", "chu_dau_tu"},
};
constexpr std::array kGrid = {
    FindingText{"an_toan", "Cây cối vi phạm hành lang an toàn tại khoảng cột cuối tuyến", "Phát quang hành lang",
                "dien_luc"},
    FindingText{"ky_thuat", "Hộp công tơ tại hai cụm bị hở nắp", "Thay nắp, niêm phong lại", "dien_luc"},
    FindingText{"ky_thuat", "Điện áp cuối tuyến thấp vào giờ cao điểm", "Cân pha, xem xét nâng tiết diện dây",
                "dien_luc"},
    FindingText{"an_toan", "Còn một đoạn cột tạm bằng tre tại thôn vùng cao", "Thay bằng cột bê tông", "ubnd_xa"},
};
constexpr std::array kMarket = {
    FindingText{"an_toan", "Lối thoát nạn bị hàng hóa che lấp một phần", "Giải tỏa, kẻ vạch lối đi", "bql_cho"},
    FindingText{"moi_truong", "Rãnh thoát nước khu thực phẩm tươi sống bị tắc", "Nạo vét, đậy nắp rãnh", "bql_cho"},
    FindingText{"ho_so", "Nội quy chợ chưa được niêm yết", "Niêm yết tại cổng chính", "bql_cho"},
    FindingText{"khac", "Cân đối chứng chưa được kiểm định trong năm", "Kiểm định và niêm yết kết quả", "bql_cho"},
};

struct Sentences {
  string_view question;
  std::array<string_view, 3> texts;
};

constexpr std::array kSentences = {
    Sentences{"team_opinion",
              {"Đoàn ghi nhận đơn vị chấp hành tốt, hồ sơ sắp xếp rõ ràng; đề nghị tiếp tục phát huy hiệu quả.",
               "Đề nghị đơn vị khắc phục các nội dung nêu trên đúng hạn và gửi báo cáo kèm ảnh về Đoàn.",
               "Nội dung thực hiện cơ bản đúng; đề nghị theo dõi thêm hiệu quả sử dụng trong quý tới."}},
    Sentences{"site_opinion",
              {"Nhất trí với nội dung biên bản.", "Nhất trí; đề nghị được hướng dẫn thêm về hồ sơ quyết toán.",
               "Nhất trí với ý kiến của Đoàn, sẽ khắc phục trong thời hạn."}},
    Sentences{"difficulties",
              {"Giá nguyên liệu biến động, khó ký hợp đồng dài hạn.", "Thiếu lao động có tay nghề vào mùa vụ.",
               "Điện yếu vào giờ cao điểm, ảnh hưởng sản xuất."}},
    Sentences{"proposals",
              {"Đề nghị hỗ trợ tham gia hội chợ hàng công nghiệp nông thôn.",
               "Đề nghị Sở hướng dẫn thủ tục đăng ký nhãn hiệu.", "Đề nghị xem xét hỗ trợ tiếp giai đoạn sau."}},
    Sentences{"unannounced_why",
              {"Theo phản ánh của chính quyền địa phương.", "Kiểm tra ngẫu nhiên theo kế hoạch năm.",
               "Phúc tra kiến nghị đã quá hạn."}},
    Sentences{"gps_reason",
              {"Trong nhà xưởng mái tôn, máy chưa bắt được vị trí.", "Thung lũng hẹp, tín hiệu yếu.",
               "Trời mưa to, vị trí còn rộng."}},
    Sentences{"model_diff",
              {"Thay một thiết bị cùng công suất của hãng khác.", "Bổ sung khâu sấy ngoài hợp đồng.",
               "Chưa lắp bộ điều khiển tự động."}},
    Sentences{"prior_support_txt",
              {"Khuyến công địa phương năm 2015, 80 triệu đồng.", "Chương trình giảm nghèo năm 2014, 50 triệu đồng.",
               "Dự án khoa học cấp tỉnh năm 2016, 120 triệu đồng."}},
    Sentences{"low_attend_why",
              {"Trùng ngày thu hoạch, một số học viên xin nghỉ.", "Mưa lũ, đường vào thôn bị chia cắt.",
               "Ba học viên ốm, hai học viên việc gia đình."}},
    Sentences{"m_why_missing",
              {"Máy đang được đưa về nhà cung cấp bảo hành.", "Ngừng do thiếu nguyên liệu cuối vụ.",
               "Hỏng bo mạch, chờ linh kiện thay thế."}},
    Sentences{"moved_txt",
              {"Chuyển sang xưởng mới trong cùng xã từ tháng 3, có báo cáo Sở.",
               "Chuyển tạm do sửa nhà xưởng, UBND xã biết.", "Cho hợp tác xã cùng thôn dùng chung, chưa xin phép."}},
    Sentences{"lab_fail_param", {"COD vượt 1,3 lần; Amoni vượt 1,1 lần.", "TSS vượt 1,5 lần.", "Coliform vượt 2 lần."}},
    Sentences{"env_permit", {"Số 142/GPMT-UBND, hạn 7 năm.", "không", "Số 58/GPMT-UBND, còn hạn 2 năm."}},
    Sentences{"investor_issues",
              {"Vướng giải phóng mặt bằng 3 hộ cuối tuyến.", "Giá thuê đất cao so với khu lân cận.",
               "Chưa có đường đấu nối vào quốc lộ."}},
    Sentences{"none_where",
              {"Bản trên cao, cách trung tâm xã 14 km.", "Nhóm hộ mới tách ở cuối thôn.", "Khu lán sản xuất ven hồ."}},
    Sentences{"link_chain",
              {"Ký hợp đồng bao tiêu với hai hợp tác xã trong xã.", "Liên kết thu mua nguyên liệu với 40 hộ.",
               "Cùng gian hàng trên sàn thương mại điện tử."}},
    Sentences{"trainee_opinion",
              {"Học viên mong được thực hành nhiều hơn.", "Nội dung dễ hiểu, muốn học tiếp lớp nâng cao.",
               "Đề nghị bố trí lịch tránh mùa gặt."}},
    Sentences{"model_product",
              {"Dây chuyền sơ chế, sấy và đóng gói khép kín.", "Quy trình tiết kiệm nhiên liệu, giảm phát thải.",
               "Sản phẩm mới từ nguyên liệu tại chỗ."}},
    Sentences{"privacy_reason",
              {"Người dân vắng nhà khi bắt đầu, đã thông báo sau.", "Đã thông báo bằng lời khi kết thúc.",
               "Chưa kịp thông báo do mưa lớn."}},
    Sentences{"data_unknown_why",
              {"Chủ đầu tư chưa chốt số liệu kỳ này.", "Chưa có báo cáo của doanh nghiệp thứ cấp.",
               "Cán bộ phụ trách đi vắng."}},
    Sentences{"sig_refused_why",
              {"Đại diện đề nghị xin ý kiến cấp trên; cán bộ xã chứng kiến.",
               "Không nhất trí mục 2; trưởng thôn chứng kiến.", "Chủ cơ sở vắng; cán bộ xã chứng kiến."}},
    Sentences{"trainer_unit",
              {"Trường Trung cấp nghề của tỉnh", "Trung tâm Giáo dục nghề nghiệp khu vực",
               "Hợp tác xã và nghệ nhân địa phương"}},
    Sentences{
        "power_company",
        {"Điện lực khu vực, Công ty Điện lực tỉnh", "Đội quản lý điện khu vực số 2", "Hợp tác xã dịch vụ điện năng"}},
};

}  // namespace

std::span<const FindingText> findingTexts(string_view formId) {
  if (formId.starts_with("03")) return kTraining;
  if (formId.starts_with("04")) return kCluster;
  if (formId.starts_with("05")) return kGrid;
  if (formId.starts_with("06")) return kMarket;
  return kEstablishment;
}

string_view sentence(string_view question, Dice& dice) {
  const auto found = std::ranges::find(kSentences, question, &Sentences::question);
  return found == kSentences.end() ? string_view() : dice.pick(found->texts);
}

}  // namespace thucdia::core::demo
