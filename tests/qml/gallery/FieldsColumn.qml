import QtQuick
import Thucdia.Controls

Column {
    id: column

    spacing: 8

    Heading { text: "Nút" }
    Row {
        spacing: 10

        Button { kind: Button.Primary; glyph: Icons.clipboardCheck; text: "Bắt đầu kiểm tra" }
        Button { text: "Hồ sơ" }
        Button { kind: Button.Quiet; text: "Để sau" }
    }
    Flow {
        width: column.width
        spacing: 10

        Button { text: "Đang nhấn"; down: true }
        Button { text: "Đang gửi"; busy: true }
        Button { kind: Button.NotYet; text: "Gửi: còn thiếu 2 câu" }
        Button { kind: Button.Careful; glyph: Icons.trash2; text: "Bỏ dòng" }
    }
    Heading { text: "Ô nhập" }
    TextField { width: column.width; placeholderText: "Ví dụ: Triệu Chòi Hín"; name: "Họ và tên" }
    MoneyField { width: column.width; dong: "111350000000"; unit: 2 }
    MoneyField { width: column.width; dong: "1000000000"; unit: 1; readOnly: true }
    NumberField { width: column.width; text: "2"; unit: "cái"; steps: true; difference: "Hợp đồng 3, thiếu 1" }
    DateField { width: column.width; iso: "2026-08-15"; deadline: true }
    TextField { width: column.width; text: "72 tỷ đồng"; invalid: true }
    FieldMessage { width: column.width; text: "Đã tạm ứng không thể lớn hơn kinh phí hỗ trợ (1.000 triệu). Kiểm tra lại đơn vị: đang là tỷ." }
    TextField { width: column.width; text: "1.000 triệu đồng"; readOnly: true }
    NotesField { width: column.width; text: "Tủ sấy chạy thử lúc 11:30, đạt 85 °C sau 12 phút; ẰỄỘ nằm trong ô." }
    Heading { text: "Danh sách chọn có tìm" }
    SearchField { width: column.width; text: "ho thau" }
    Tabs { width: column.width; labels: ["Diễn biến", "Đề án", "Tồn tại"]; counts: [-1, 2, 3] }
}
