#include "tests/bench/workload.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "core/base/crypto.h"
#include "core/base/id.h"

namespace thucdia::bench {

namespace v1 = ::thucdia::records::v1;

namespace {

// clang-format off
constexpr auto kSyllables = std::to_array<std::string_view>({"an", "ăn", "anh", "áo", "ba", "bác", "bãi", "ban", "bàn", "bảng", "bảo", "bay", "bắc", "bằng", "bể", "bên", "bền", "bếp", "bị", "biển", "biết", "bình", "bó", "bọc", "bồn", "bơm", "bụi", "buồng", "cách", "cái", "cam", "cảm", "cao", "cáp", "cát", "cắt", "cầu", "cấp", "cây", "chai", "chảy", "chắc", "chậm", "chân", "chất", "che", "chết", "chì", "chiếu", "chính", "cho", "chống", "chờ", "chủ", "chuyển", "chứa", "có", "cọc", "còi", "công", "cổng", "cột", "cơ", "cũ", "cung", "cuộn", "cửa", "dài", "dán", "dày", "dây", "dầm", "dẫn", "dễ", "dọc", "dốc", "dời", "dột", "dùng", "đã", "đai", "đang", "đánh", "đáy", "đặt", "đất", "đầu", "đầy", "đèn", "đến", "đi", "điện", "điểm", "đo", "đỏ", "đóng", "đồng", "đổ", "đôi", "đống", "động", "đúng", "được", "đứt", "gãy", "gạch", "gãy", "gần", "gây", "ghi", "giá", "giàn", "giảm", "gió", "giữ", "gỗ", "gỉ", "gốc", "góc", "hai", "ham", "hàn", "hàng", "hành", "hầm", "hẹp", "hệ", "hiện", "hoen", "hoạt", "hở", "hố", "hơi", "hỏng", "hút", "hư", "huỷ", "kê", "kém", "kẹt", "khá", "khay", "khe", "khi", "khí", "kho", "khoá", "khoan", "khô", "khối", "không", "kiểm", "kín", "kính", "kỹ", "lan", "lát", "lắp", "lâu", "lệch", "lỏng", "lối", "lò", "lọc", "lớn", "lửa", "lún", "lưới", "lượng", "mái", "màng", "mạch", "máy", "mặt", "mất", "mẫu", "men", "mép", "mọt", "mòn", "mỏng", "móng", "mốc", "mờ", "mới", "mưa", "mục", "nắp", "nặng", "nâng", "nền", "ngang", "ngăn", "ngập", "nghiêng", "ngoài", "ngói", "người", "nguồn", "nhà", "nhẹ", "nhiều", "nhiệt", "nhỏ", "nhôm", "nước", "nối", "nóng", "nổ", "nứt", "ổ", "ống", "phai", "pha", "phải", "phân", "phẳng", "phòng", "phồng", "phủ", "quá", "quạt", "quản", "quanh", "quy", "rãnh", "rạn", "rào", "ren", "rỉ", "rò", "rộng", "rơi", "rung", "rửa", "sàn", "sáng", "sạt", "sắt", "sâu", "sơn", "sụt", "sửa", "tải", "tạm", "tầng", "tấm", "tắc", "thang", "thanh", "thay", "thấm", "thép", "thiếu", "thoát", "thông", "thùng", "thử", "tiếng", "tiếp", "tốt", "tràn", "trát", "trần", "treo", "trong", "trống", "trục", "trượt", "tụ", "tủ", "tường", "van", "vành", "vệ", "vênh", "vết", "vỏ", "vỡ", "vôi", "vữa", "xà", "xả", "xây", "xe", "xi", "xuống", "yếu"});
constexpr auto kObjects = std::to_array<std::string_view>({"mái tôn", "trần thạch cao", "dầm bê tông D3", "cột thép H200", "tường bao phía bắc", "cửa cuốn số 2", "bồn nước inox", "tủ điện tổng MSB", "cáp nguồn 3 pha", "đường ống cấp nước DN50", "hố ga trước cổng", "lan can tầng 3", "cầu thang thoát hiểm", "bình chữa cháy MFZ8", "đầu báo khói", "hệ thống sprinkler", "máy bơm chữa cháy", "máy phát dự phòng 250kVA", "thang máy số 1", "nền kho lạnh", "giàn lạnh", "kệ hàng khu B", "biển báo an toàn", "hàng rào phía tây", "rãnh thoát nước", "trạm biến áp", "van một chiều", "đồng hồ áp lực", "bể tự hoại", "mái che bãi xe", "kính mặt dựng", "sàn gỗ phòng họp"});
constexpr auto kStates = std::to_array<std::string_view>({"bị nứt dọc theo mạch vữa", "rỉ sét khoảng {n}% bề mặt", "hoạt động bình thường", "cần thay thế trong vòng {n} ngày", "rò rỉ nhẹ tại mối nối", "đã sửa tạm bằng keo silicon", "không đạt áp lực thiết kế, chỉ còn {d} bar", "lệch khoảng {n} mm so với hồ sơ hoàn công", "có tiếng ồn bất thường khi tải cao", "thiếu tem kiểm định năm 2026", "ẩm mốc lan rộng, diện tích chừng {d} m²", "còn tốt, không phát hiện hư hỏng", "bong sơn từng mảng", "quá hạn bảo dưỡng {n} ngày", "đọng nước sau mưa lớn", "dây dẫn hở, nguy cơ chập điện", "đã vệ sinh và siết lại bu lông", "bị che khuất, chưa tiếp cận được", "độ mở vết nứt đo được {d} mm", "chủ cơ sở cam kết khắc phục trước ngày {n}/12"});
constexpr auto kAdvice = std::to_array<std::string_view>({"Đề nghị chụp lại ảnh sau khi khắc phục", "Cần báo cho đội cơ điện", "Theo dõi thêm ở lần kiểm tra sau", "Chuyển ban quản lý toà nhà xử lý", "Tạm ngừng sử dụng khu vực này", "Không cần xử lý", "Lập biên bản và yêu cầu ký xác nhận", "Liên hệ anh {nm} để lấy chìa khoá", "Bổ sung bản vẽ hoàn công"});
constexpr auto kFamilies = std::to_array<std::string_view>({"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"});
constexpr auto kMiddles = std::to_array<std::string_view>({"Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Quốc", "Xuân", "Thu"});
constexpr auto kGiven = std::to_array<std::string_view>({"An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hải", "Hạnh", "Hiếu", "Hoa", "Hùng", "Hương", "Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phong", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Trang", "Tuấn", "Vinh", "Yến"});
constexpr auto kStreets = std::to_array<std::string_view>({"Lê Lợi", "Trần Hưng Đạo", "Nguyễn Huệ", "Hai Bà Trưng", "Điện Biên Phủ", "Lý Thường Kiệt", "Phan Chu Trinh", "Cách Mạng Tháng Tám", "Võ Văn Kiệt", "Hoàng Diệu", "Quang Trung", "Nguyễn Trãi"});
constexpr auto kDistricts = std::to_array<std::string_view>({"phường Bến Nghé, Quận 1", "phường Thạch Thang, quận Hải Châu", "phường Hàng Bài, quận Hoàn Kiếm", "xã Tân Kiên, huyện Bình Chánh", "phường An Hoà, quận Ninh Kiều", "thị trấn Trâu Quỳ, huyện Gia Lâm", "phường Phú Hội, thành phố Huế"});
// clang-format on

constexpr auto kTexts = std::to_array<std::string_view>({"roof_note", "wall_note", "electric_note", "water_note",
                                                         "fire_note", "hazard_note", "recommendation", "general_note"});
constexpr auto kNumbers = std::to_array<std::string_view>(
    {"floors", "occupants", "extinguishers", "exits", "crack_count", "sensor_count", "meter_reading", "staff_trained"});
constexpr auto kDecimals =
    std::to_array<std::string_view>({"pressure_bar", "crack_width_mm", "humidity_pct", "temp_c"});

struct Choice {
  std::string_view name;
  int of;
};
constexpr auto kChoices = std::to_array<Choice>({{"building_type", 6},
                                                 {"roof_state", 5},
                                                 {"wall_state", 5},
                                                 {"floor_state", 5},
                                                 {"wiring_state", 5},
                                                 {"panel_state", 5},
                                                 {"pump_state", 5},
                                                 {"alarm_state", 4},
                                                 {"exit_clear", 2},
                                                 {"signage", 3},
                                                 {"license_ok", 3},
                                                 {"risk_level", 4},
                                                 {"followup", 3},
                                                 {"weather", 5}});

void replace(std::string& text, std::string_view mark, const std::string& by) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.replace(at, mark.size(), by);
}

/// Makes the first letter a capital: the templates begin with ASCII letters or with đ.
void capitalise(std::string& text) {
  if (text.starts_with("đ")) {
    text.replace(0, 2, "Đ");
  } else if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
}

}  // namespace

Workload::Workload(std::uint64_t seed) : m_random(seed) {}

double Workload::share() { return static_cast<double>(m_random.next() >> 11) * 0x1.0p-53; }

std::int64_t Workload::between(std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(high - low + 1)));
}

double Workload::exponential(double rate) { return -std::log(1 - share()) / rate; }

template <class List>
const auto& Workload::any(const List& list) {
  return list[m_random.below(list.size())];
}

template <class List>
const auto& Workload::skewed(const List& list) {
  const auto at = static_cast<std::size_t>(exponential(1) * static_cast<double>(list.size()) / 4);
  return list[std::min(at, list.size() - 1)];
}

std::string Workload::personName() { return fmt::format("{} {} {}", any(kFamilies), any(kMiddles), any(kGiven)); }

std::string Workload::facilityName() {
  return fmt::format("Cơ sở {} {} {}", any(kObjects), any(kStreets), between(1, 999));
}

std::string Workload::sentence() {
  auto text = fmt::format("{} {}", skewed(kObjects), skewed(kStates));
  replace(text, "{n}", std::to_string(between(2, 95)));
  auto decimal = fmt::format("{:.1f}", 0.2 + share() * 13.8);
  std::ranges::replace(decimal, '.', ',');
  replace(text, "{d}", decimal);
  const auto kind = share();
  if (kind < 0.35) {
    std::string advice(skewed(kAdvice));
    replace(advice, "{nm}", std::string(any(kGiven)));
    text += ". " + advice;
  } else if (kind < 0.65) {
    text += ",";
    for (auto words = between(4, 14); words > 0; --words) {
      text += ' ';
      text += share() < 0.5 ? skewed(kSyllables) : any(kSyllables);
    }
  }
  capitalise(text);
  return text;
}

std::string Workload::date(core::Timestamp day, std::int64_t days) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(day) + std::chrono::days(days));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string Workload::choice(int of, double rate) {
  return fmt::format("opt{}", std::min(static_cast<int>(exponential(rate)), of - 1) + 1);
}

v1::Visit Workload::visit(core::Timestamp startedAt, std::uint32_t device, const core::FacilityId& facility,
                          const core::PersonId& inspector) {
  const auto number = m_visits++;
  v1::Visit visit;
  visit.set_id(core::RecordId(core::makeUuidV7(startedAt, m_random)).rawString());
  visit.set_form_id("kiem_tra_co_so");
  visit.set_form_version("2026081201");
  visit.set_facility_id(facility.rawString());
  visit.set_inspector_id(inspector.rawString());
  visit.set_province("01");
  visit.set_number(fmt::format("TB{:02}-20261122-{:03}", device % 60, number % 1000));
  visit.set_revision(1);
  visit.set_started_at(core::toMicros(startedAt));
  visit.set_facility_name(facilityName());
  auto& answers = *visit.mutable_answers();
  answers["facility_address"].set_text(fmt::format("{} {}, {}", between(1, 480), any(kStreets), any(kDistricts)));
  answers["contact_name"].set_text(personName());
  for (const auto name : kTexts) {
    if (share() < 0.85) answers[std::string(name)].set_text(sentence());
  }
  for (const auto name : kNumbers) {
    answers[std::string(name)].set_integer(
        name == "meter_reading" ? between(0, 99'999) : std::min<std::int64_t>(std::lround(exponential(0.12)), 400));
  }
  for (const auto name : kDecimals) {
    answers[std::string(name)].set_decimal(fmt::format("{:.2f}", share() * (name == "humidity_pct" ? 90 : 15)));
  }
  for (const auto& [name, of] : kChoices) answers[std::string(name)].set_choice(choice(of));
  answers["last_service"].set_date(date(startedAt, -between(5, 400)));
  answers["next_due"].set_date(date(startedAt, between(5, 200)));
  auto& position = *answers["location"].mutable_position();
  position.set_latitude_e7(105'000'000 + between(0, 6'000'000));
  position.set_longitude_e7(1'064'000'000 + between(0, 6'000'000));
  position.set_altitude_mm(between(10, 400) * 100);
  position.set_accuracy_mm(static_cast<std::uint64_t>(between(20, 180) * 100));
  for (const std::string name : {"photo_front", "photo_detail"}) {
    auto& photo = *answers[name].mutable_attachment();
    photo.set_sha256(std::string(core::raw(core::sha256(fmt::format("{}-{}-{}", device, number, name)))));
    photo.set_size(static_cast<std::uint64_t>(between(200'000, 400'000)));
    photo.set_mime("image/jpeg");
    photo.set_name(fmt::format("{:06}_{}.jpg", number, name.substr(6)));
  }
  for (int row = 1; row <= 5; ++row) {
    const auto key = fmt::format("items:{:x}-{}", device, row);
    answers[key].mutable_row()->set_order(row);
    answers[key + "/item"].set_text(std::string(skewed(kObjects)));
    answers[key + "/qty"].set_integer(between(1, 40));
    answers[key + "/condition"].set_choice(fmt::format("opt{}", between(1, 5)));
    if (share() < 0.5) answers[key + "/note"].set_text(sentence());
  }
  return visit;
}

}  // namespace thucdia::bench
