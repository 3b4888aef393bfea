import QtQuick
import Thucdia.Controls

Column {
    id: column

    spacing: 10

    Heading { text: "Danh sách" }
    Column {
        width: column.width

        SectionBar { width: column.width; text: "Quá hạn"; count: 2 }
        ListRow {
            width: column.width
            text: "HTX Chế biến chè Shan tuyết và Dược liệu Hồ Thầu"
            subtitle: "Xã Hồ Thầu · 12,4 km"
            chipText: "6 ngày"
            chipGlyph: Icons.calendarClock
            chipTone: Chip.Warn
        }
        ListRow {
            width: column.width
            text: "Chợ Nậm Dịch"
            subtitle: "Xã Nậm Dịch · 21,0 km"
            chipText: "2 ngày"
            chipGlyph: Icons.calendarClock
            chipTone: Chip.Warn
            chosen: true
        }
        SectionBar { width: column.width; text: "Tuần này"; count: 4 }
    }
    Heading { text: "Trống, lỗi" }
    EmptyState {
        width: column.width
        glyph: Icons.calendarDays
        title: "Hôm nay chưa có điểm nào"
        text: "Có 6 cơ sở quá hạn trong 30 km quanh đây."

        Button { glyph: Icons.route; text: "Lập chuyến đi" }
        Button { kind: Button.Quiet; text: "Xem bản đồ" }
    }
    Note {
        width: column.width
        tone: Note.Bad
        plain: true
        glyph: Icons.hardDrive
        title: "Bộ nhớ còn 180 MB, đủ khoảng 40 ảnh"
        text: "Câu trả lời vẫn lưu được. Ảnh đã gửi có thể xóa bản gốc trên máy để lấy lại 3,2 GB."

        Button { text: "Xóa ảnh gốc đã gửi" }
    }
    Heading { text: "Thông báo ngắn, tiến độ" }
    Toast {
        width: column.width
        Component.onCompleted: show("Đã bỏ 1 ảnh")
    }
    Row {
        spacing: 16

        ProgressBar { anchors.verticalCenter: parent.verticalCenter; value: 0.54 }
        Switch { checked: true; text: "Ảnh gốc" }
        Switch { text: "Ảnh gốc" }
        Avatar { initials: "MH"; mine: true }
        Avatar { initials: "LH" }
        KeyCap { text: "D" }
    }
    Heading { text: "Câu trả lời lần trước" }
    GhostAnswer { width: column.width; beside: false; when: "12/03/2026 · Lò Thị Hạnh"; value: "900 triệu" }
    GhostAnswer { when: "12/03/2026"; value: "900 triệu" }
    Row {
        Repeater {
            model: [Icons.sun, Icons.building2, Icons.triangleAlert]

            NavigationItem {
                required property string modelData
                required property int index

                glyph: modelData
                text: ["Hôm nay", "Hồ sơ", "Tồn tại"][index]
                chosen: index === 0
                badge: index === 2 ? 3 : 0
            }
        }
    }
    SignaturePad { width: column.width; name: "Vàng Mí Hoàng"; role: "Trưởng đoàn kiểm tra"; signing: true; height: 240 }
}
