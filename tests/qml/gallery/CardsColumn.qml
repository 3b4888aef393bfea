import QtQuick
import Thucdia.Controls

Column {
    id: column

    spacing: 10

    Heading { text: "Thẻ chọn, thẻ lặp" }
    Row {
        spacing: 10

        ChoiceCard { width: (column.width - 10) / 2; several: true; chosen: true; text: "Thiết bị về chậm" }
        ChoiceCard { width: (column.width - 10) / 2; several: true; text: "Thiếu vốn đối ứng" }
    }
    RepeatCard { width: column.width; text: "3. Tủ sấy chè 20 khay"; subtitle: "thiếu 1 · đang lắp đặt"; alarming: true }
    RemovedRow { width: column.width; text: "Đã bỏ dòng “Máy hút chân không”" }
    AddRow { width: column.width; text: "Thêm thiết bị" }
    Row {
        spacing: 10

        PhotoTile { caption: "3 · 11:19 · 20 m"; state_: PhotoTile.DrawnOn }
        PhotoTile { state_: PhotoTile.Saving }
        AddTile { text: "Chụp ảnh" }
    }
    Heading { text: "Vị trí" }
    Row {
        spacing: 16

        PositionDial { accuracy: 6 }
        PositionDial { accuracy: 64 }
        PositionDial {}
        Compass { bearing: 52; width: 112; height: 112 }
    }
    Note { width: column.width; glyph: Icons.mapPin; title: "Cách nơi đăng ký 340 m"; text: "Mức lưu ý là 200 m. Xin ghi lý do, hoặc cập nhật nơi đăng ký." }
    Heading { text: "Đã lưu chưa, đã gửi chưa" }
    Row {
        spacing: 16

        SaveState { kind: SaveState.Saving }
        SaveState { kind: SaveState.Saved; time: "10:42" }
        SaveState { kind: SaveState.NotSaved }
    }
    Flow {
        width: column.width
        spacing: 10

        Chip { glyph: Icons.circleDashed; text: "Đang làm" }
        Chip { tone: Chip.Way; glyph: Icons.signature; text: "Chờ ký" }
        Chip { tone: Chip.Ok; glyph: Icons.lock; text: "Đã ký" }
        Chip { tone: Chip.Way; glyph: Icons.cloudUpload; text: "Chưa gửi" }
        Chip { tone: Chip.Way; glyph: Icons.arrowUp; text: "Đang gửi 57 %" }
        Chip { tone: Chip.Ok; glyph: Icons.cloudCheck; text: "Đã nhận" }
        Chip { tone: Chip.Way; glyph: Icons.eye; text: "Đang duyệt" }
        Chip { tone: Chip.Ok; glyph: Icons.badgeCheck; text: "Đã duyệt" }
        Chip { tone: Chip.Returned; glyph: Icons.cornerUpLeft; text: "Trả lại" }
        Chip { tone: Chip.Bad; glyph: Icons.circleX; text: "Chưa được nhận" }
        Chip { tone: Chip.Warn; glyph: Icons.gitCompareArrows; text: "Cần chọn" }
    }
    Heading { text: "Tồn tại" }
    FindingCard {
        width: column.width
        severity: FindingCard.Serious
        severityText: "Nghiêm trọng, kiến nghị xử lý"
        text: "Thiếu lối thoát nạn khu sao chè"
        detail: "An toàn lao động, PCCC · cơ sở phải làm"
        due: "Quá hạn 15 ngày"
        overdue: true
    }
    FindingCard {
        width: column.width
        severity: FindingCard.Medium
        severityText: "Trung bình, phải khắc phục"
        text: "Chưa có biển ghi nguồn hỗ trợ"
        detail: "Hạn 31/07 · còn 16 ngày"
    }
}
