<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>RefusalNotice</name>
    <message>
        <source>Not done</source>
        <translation>Chưa làm được</translation>
    </message>
    <message>
        <source>This file is no photo that can be read (JPEG, PNG or WebP). Choose another; the answers are safe.</source>
        <translation>Tệp này không phải ảnh đọc được (JPEG, PNG, WebP). Xin chọn tệp khác; câu trả lời vẫn còn.</translation>
    </message>
    <message>
        <source>The storage of this device is full. What is saved stays; free some space and try again.</source>
        <translation>Bộ nhớ máy đã đầy. Những gì đã lưu vẫn còn; xin giải phóng bớt rồi thử lại.</translation>
    </message>
    <message>
        <source>This is for another person to do. Nothing was changed.</source>
        <translation>Việc này thuộc người khác. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>The visit is no longer in the state for this. It was brought up to date.</source>
        <translation>Chuyến này đã sang trạng thái khác. Màn hình đã cập nhật.</translation>
    </message>
    <message>
        <source>Locked by signature. To change it, open a new revision.</source>
        <translation>Đã khóa sau khi ký. Muốn sửa, lập bản mới.</translation>
    </message>
    <message>
        <source>Some answers are still missing or need a look before it can be signed.</source>
        <translation>Còn câu thiếu hoặc cần xem lại trước khi ký.</translation>
    </message>
    <message>
        <source>It is not on this device. Nothing was changed.</source>
        <translation>Nội dung này không có trên máy. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>It is in the register already. Search for it by its tax code.</source>
        <translation>Cơ sở này đã có trong sổ. Xin tìm theo mã số thuế.</translation>
    </message>
    <message>
        <source>This province is not among yours. Nothing was changed.</source>
        <translation>Tỉnh này ngoài phạm vi của anh/chị. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <source>Something is still missing. Please look at what was entered.</source>
        <translation>Còn thiếu thông tin. Xin xem lại những gì đã nhập.</translation>
    </message>
    <message>
        <source>It could not be done now; nothing is lost. Please try again. (%1)</source>
        <translation>Chưa làm được lúc này; không mất gì. Xin thử lại. (%1)</translation>
    </message>
    <message>
        <source>This file is larger than 64 MB. Choose a smaller one; the answers are safe.</source>
        <translation>Tệp này lớn hơn 64 MB. Xin chọn tệp nhỏ hơn; các câu trả lời vẫn an toàn.</translation>
    </message>
</context>
<context>
    <name>VisitStatusChip</name>
    <message>
        <source>Not accepted</source>
        <translation>Chưa được nhận</translation>
    </message>
    <message>
        <source>To choose</source>
        <translation>Cần chọn</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>Chưa gửi</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Chưa bắt đầu</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>Đang làm</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>Chờ ký</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>Đã ký</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>Đã nộp</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>Đang duyệt</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Đã duyệt</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Trả lại</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Đã cấp số</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>Đã lưu hồ sơ</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Đã hủy</translation>
    </message>
</context>
</TS>
