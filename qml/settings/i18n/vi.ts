<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Ngôn ngữ</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Màu sắc</translation>
    </message>
    <message>
        <source>Sunlight: black on white, thick edges, for reading outdoors</source>
        <translation>Ngoài nắng: chữ đen nền trắng, nét dày, dễ đọc ngoài trời</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Sáng</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tối</translation>
    </message>
    <message>
        <source>Sunlight</source>
        <translation>Ngoài nắng</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Cỡ chữ</translation>
    </message>
    <message>
        <source>Gloves</source>
        <translation>Đeo găng</translation>
    </message>
    <message>
        <source>Everything that is touched grows by 8</source>
        <translation>Mọi nút bấm to thêm</translation>
    </message>
    <message>
        <source>Left hand</source>
        <translation>Tay trái</translation>
    </message>
    <message>
        <source>Navigation at the right, main button at the left</source>
        <translation>Thanh điều hướng bên phải, nút chính bên trái</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Giảm chuyển động</translation>
    </message>
    <message>
        <source>Pages and buttons change at once; saves battery</source>
        <translation>Trang và nút đổi ngay, đỡ tốn pin</translation>
    </message>
    <message>
        <source>Nobody has signed in yet</source>
        <translation>Chưa có ai đăng nhập</translation>
    </message>
    <message>
        <source>Hub</source>
        <translation>Máy chủ</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Chưa có</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) on this device</source>
        <translation>
            <numerusform>%n chuyến trên máy này</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n facility(ies)</source>
        <translation>
            <numerusform>%n cơ sở</numerusform>
        </translation>
    </message>
    <message>
        <source>Photos and signatures: %1</source>
        <translation>Ảnh và chữ ký: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n not sent yet</source>
        <translation>
            <numerusform>%n tệp chưa gửi</numerusform>
        </translation>
    </message>
    <message>
        <source>All sent</source>
        <translation>Đã gửi hết</translation>
    </message>
    <message>
        <source>Answers and register: %1</source>
        <translation>Câu trả lời và hồ sơ: %1</translation>
    </message>
    <message>
        <source>%1 free on this device</source>
        <translation>Máy còn trống %1</translation>
    </message>
    <message>
        <source>Thực Địa %1</source>
        <translation>Thực Địa %1</translation>
    </message>
    <message>
        <source>A recorded NMEA log</source>
        <translation>Bản ghi NMEA</translation>
    </message>
    <message>
        <source>NMEA logs (*.nmea *.log *.txt)</source>
        <translation>Bản ghi NMEA (*.nmea *.log *.txt)</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <source>Replayed from %1, for trying</source>
        <translation>Phát lại từ %1, để thử</translation>
    </message>
    <message>
        <source>From this device&apos;s receiver</source>
        <translation>Từ bộ thu của máy</translation>
    </message>
    <message>
        <source>Use the receiver</source>
        <translation>Dùng bộ thu</translation>
    </message>
    <message>
        <source>Replay a recording</source>
        <translation>Phát lại bản ghi</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>Phát lại</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
</context>
</TS>
