#include "core/demo/vocabulary.h"

#include <array>

#include <fmt/format.h>

namespace thucdia::core::demo {

namespace {

using std::string_view;

constexpr std::array kSectors = {
    Sector{"1076", "chế biến chè", "Chè xanh, chè đen, chè ướp hương", "Máy sao chè liên hoàn", "Máy vò chè", "tấn"},
    Sector{"1077", "chế biến cà phê", "Cà phê rang xay, cà phê nhân", "Máy rang cà phê 60 kg/mẻ", "Máy phân loại màu",
           "tấn"},
    Sector{"1061", "xay xát lúa gạo", "Gạo trắng, gạo thơm đóng túi", "Máy tách màu gạo", "Máy đóng gói tự động",
           "tấn"},
    Sector{"1074", "sản xuất miến dong", "Miến dong, bún khô, phở khô", "Dây chuyền tráng miến tự động",
           "Máy sấy băng tải", "tấn"},
    Sector{"1062", "chế biến tinh bột", "Tinh bột sắn, tinh bột nghệ", "Máy nghiền ly tâm", "Máy sấy khí động", "tấn"},
    Sector{"1030", "chế biến rau quả", "Hoa quả sấy, măng khô, nước quả", "Máy sấy lạnh", "Tủ cấp đông", "tấn"},
    Sector{"1020", "chế biến thủy sản", "Cá fillet đông lạnh, chả cá, mực khô", "Máy sấy năng lượng mặt trời",
           "Máy hút chân không", "tấn"},
    Sector{"10203", "sản xuất nước mắm", "Nước mắm, mắm tôm", "Máy chiết rót, dán nhãn", "Hệ thống bồn ủ inox", "lít"},
    Sector{"1040", "sản xuất dầu thực vật", "Dầu lạc, dầu vừng, dầu sở", "Máy ép dầu trục vít", "Máy lọc dầu ly tâm",
           "lít"},
    Sector{"1071", "sản xuất bánh kẹo", "Bánh đa, bánh cốm, kẹo lạc", "Máy tráng bánh tự động", "Lò nướng điện", "tấn"},
    Sector{"1079", "chế biến thực phẩm", "Mật ong, tinh dầu, gia vị", "Máy hạ thủy phần mật ong",
           "Nồi cô đặc chân không", "tấn"},
    Sector{"1080", "sản xuất thức ăn chăn nuôi", "Thức ăn gia súc, gia cầm", "Máy ép viên cám", "Máy trộn trục ngang",
           "tấn"},
    Sector{"1105", "sản xuất nước uống", "Nước tinh khiết, nước quả lên men", "Dây chuyền lọc RO",
           "Máy chiết chai tự động", "nghìn lít"},
    Sector{"1312", "dệt thổ cẩm", "Vải thổ cẩm, khăn dệt tay", "Khung dệt bán tự động", "Máy mắc sợi", "nghìn mét"},
    Sector{"1392", "may và thêu ren", "Chăn ga, đồ thêu, túi vải", "Máy thêu vi tính", "Máy cắt vải tự động",
           "nghìn sản phẩm"},
    Sector{"1410", "may mặc", "Quần áo bảo hộ, đồng phục", "Máy may lập trình", "Máy trải vải", "nghìn sản phẩm"},
    Sector{"1520", "sản xuất giày dép", "Giày vải, dép da", "Máy ép đế thủy lực", "Máy cắt CNC", "nghìn đôi"},
    Sector{"1622", "sản xuất đồ gỗ", "Cửa gỗ, sàn gỗ, nội thất", "Máy chạm khắc gỗ CNC", "Máy bào bốn mặt", "m³"},
    Sector{"1621", "sản xuất ván ép", "Ván bóc, ván ghép thanh", "Máy bóc gỗ", "Máy ép nhiệt", "m³"},
    Sector{"16292", "mây tre đan", "Giỏ mây, bàn ghế tre, mành tre", "Máy chẻ nan", "Máy uốn tre", "nghìn sản phẩm"},
    Sector{"23", "sản xuất gốm sứ", "Gốm mỹ nghệ, gốm gia dụng", "Lò nung gas tiết kiệm năng lượng", "Máy ép lăn",
           "nghìn sản phẩm"},
    Sector{"25", "gia công cơ khí", "Kết cấu thép, nông cụ, cửa cuốn", "Máy cắt laser CNC", "Máy chấn tôn thủy lực",
           "tấn"},
    Sector{"22", "sản xuất bao bì nhựa", "Túi tự hủy, chai nhựa", "Máy thổi màng", "Máy ép phun", "tấn"},
    Sector{"31", "sản xuất nội thất", "Bàn ghế, giường tủ", "Máy dán cạnh tự động", "Máy khoan cam CNC", "bộ"},
    Sector{"32", "chế tác đá mỹ nghệ", "Tượng đá, đồ lưu niệm", "Máy cắt đá cầu", "Máy khắc đá CNC", "sản phẩm"},
    Sector{"1394", "se tơ, bện sợi", "Lưới đánh cá, dây thừng", "Máy se sợi", "Máy đan lưới", "tấn"},
};

constexpr std::array kFamilies = {
    string_view("Nguyễn"), string_view("Nguyễn"), string_view("Nguyễn"), string_view("Trần"),  string_view("Trần"),
    string_view("Lê"),     string_view("Lê"),     string_view("Phạm"),   string_view("Hoàng"), string_view("Vũ"),
    string_view("Đặng"),   string_view("Bùi"),    string_view("Đỗ"),     string_view("Hồ"),    string_view("Ngô"),
    string_view("Dương"),  string_view("Lý"),     string_view("Lò"),     string_view("Giàng"), string_view("Triệu"),
    string_view("Nông"),   string_view("Hà"),     string_view("Cao"),    string_view("Đinh"),  string_view("Mai"),
    string_view("Trương"), string_view("Phan"),   string_view("Tạ"),     string_view("Quách"), string_view("Đoàn"),
};
constexpr std::array kMaleMiddles = {
    string_view("Văn"),  string_view("Đức"),  string_view("Hữu"),   string_view("Quốc"), string_view("Minh"),
    string_view("Xuân"), string_view("Công"), string_view("Thanh"), string_view("Đình"), string_view("Trọng")};
constexpr std::array kFemaleMiddles = {string_view("Thị"),       string_view("Thị Thu"),  string_view("Thị Kim"),
                                       string_view("Ngọc"),      string_view("Thị Bích"), string_view("Diệu"),
                                       string_view("Thị Thanh"), string_view("Thị Minh")};
constexpr std::array kMaleGivens = {
    string_view("An"),    string_view("Bình"), string_view("Cường"), string_view("Dũng"), string_view("Đạt"),
    string_view("Giang"), string_view("Hải"),  string_view("Hiếu"),  string_view("Hùng"), string_view("Khánh"),
    string_view("Lâm"),   string_view("Long"), string_view("Mạnh"),  string_view("Nam"),  string_view("Phong"),
    string_view("Quân"),  string_view("Sơn"),  string_view("Thắng"), string_view("Toàn"), string_view("Trung"),
    string_view("Tuấn"),  string_view("Vinh"),
};
constexpr std::array kFemaleGivens = {
    string_view("Hạnh"), string_view("Hoa"),    string_view("Hồng"),  string_view("Hương"), string_view("Lan"),
    string_view("Liên"), string_view("Loan"),   string_view("Mai"),   string_view("Nga"),   string_view("Nhung"),
    string_view("Oanh"), string_view("Phương"), string_view("Quyên"), string_view("Thảo"),  string_view("Thu"),
    string_view("Thúy"), string_view("Trang"),  string_view("Tuyết"), string_view("Vân"),   string_view("Yến"),
};
constexpr std::array kBrandFirst = {
    string_view("An"),   string_view("Bình"),  string_view("Cát"),   string_view("Đại"),    string_view("Đông"),
    string_view("Gia"),  string_view("Hồng"),  string_view("Hưng"),  string_view("Kim"),    string_view("Lộc"),
    string_view("Minh"), string_view("Nam"),   string_view("Ngọc"),  string_view("Phú"),    string_view("Quang"),
    string_view("Tân"),  string_view("Thanh"), string_view("Thiên"), string_view("Trường"), string_view("Vạn"),
    string_view("Việt"), string_view("Xuân"),
};
constexpr std::array kBrandSecond = {
    string_view("Bảo"),   string_view("Cường"), string_view("Đạt"),   string_view("Hà"),    string_view("Hải"),
    string_view("Hương"), string_view("Khang"), string_view("Lâm"),   string_view("Long"),  string_view("Phát"),
    string_view("Phúc"),  string_view("Sơn"),   string_view("Thành"), string_view("Thịnh"), string_view("Tiến"),
    string_view("Tường"), string_view("Vinh"),  string_view("Xanh"),
};
constexpr std::array kHamletKinds = {string_view("Thôn"), string_view("Xóm"), string_view("Tổ dân phố"),
                                     string_view("Ấp"), string_view("Bản")};
constexpr std::array kHamletNames = {string_view("Đông"),   string_view("Đoài"),     string_view("Trung"),
                                     string_view("Thượng"), string_view("Hạ"),       string_view("Chợ"),
                                     string_view("Đình"),   string_view("Nà Lèng"),  string_view("Cây Đa"),
                                     string_view("Bến"),    string_view("Suối Cạn"), string_view("Gò Mít")};

std::string firstUpper(string_view words) {
  // The trades begin with ASCII letters, or with đ.
  if (words.starts_with("đ")) return "Đ" + std::string(words.substr(2));
  std::string text(words);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::span<const Sector> sectors() { return kSectors; }

PersonName personName(Dice& dice) {
  const bool female = dice.chance(45);
  const string_view family = dice.pick(kFamilies);
  const string_view middle = female ? dice.pick(kFemaleMiddles) : dice.pick(kMaleMiddles);
  const string_view given = female ? dice.pick(kFemaleGivens) : dice.pick(kMaleGivens);
  return {fmt::format("{} {} {}", family, middle, given), std::string(given)};
}

std::string brand(Dice& dice) {
  const string_view first = dice.pick(kBrandFirst);
  return fmt::format("{} {}", first, dice.pick(kBrandSecond));
}

FirmName firmName(Dice& dice, const Sector& sector, string_view commune) {
  const PersonName head = personName(dice);
  const std::int64_t kind = dice.between(1, 100);
  if (kind <= 30) return {fmt::format("Công ty TNHH {} {}", sector.trade, brand(dice)), "cttnhh_2tv", head.full};
  if (kind <= 42) return {fmt::format("Công ty TNHH MTV {}", brand(dice)), "cttnhh_mtv", head.full};
  if (kind <= 58) return {fmt::format("Công ty cổ phần {} {}", sector.trade, brand(dice)), "ctcp", head.full};
  if (kind <= 78) return {fmt::format("Hợp tác xã {} {}", sector.trade, commune), "htx", head.full};
  if (kind <= 86) return {fmt::format("Doanh nghiệp tư nhân {}", brand(dice)), "dntn", head.full};
  if (kind <= 95) return {fmt::format("Hộ kinh doanh {}", head.full), "hkd", head.full};
  return {fmt::format("{} {}", firstUpper(sector.trade), head.given), "hkd", head.full};
}

std::string taxCode(Dice& dice, string_view legalForm) {
  if (legalForm == "hkd") return fmt::format("0990{:08}", dice.between(0, 99'999'999));
  constexpr std::array kWeights = {31, 29, 23, 19, 17, 13, 7, 5, 3};
  for (;;) {
    const std::string digits = fmt::format("99{:07}", dice.between(0, 9'999'999));
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (digits[i] - '0') * kWeights[i];
    const int check = 10 - sum % 11;
    if (check >= 0 && check <= 9) return digits + static_cast<char>('0' + check);
  }
}

std::string phone(Dice& dice) { return fmt::format("0200{:06}", dice.between(0, 999'999)); }

std::string hamlet(Dice& dice) {
  const string_view kind = dice.pick(kHamletKinds);
  if (dice.chance(40)) return fmt::format("{} {}", kind, dice.between(1, 12));
  return fmt::format("{} {}", kind, dice.pick(kHamletNames));
}

}  // namespace thucdia::core::demo
