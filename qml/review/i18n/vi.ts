<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>ReviewComment</name>
    <message>
        <source>Comment on this answer</source>
        <translation>Góp ý cho câu này</translation>
    </message>
    <message>
        <source>It will stand beside this answer on the inspector&apos;s device.</source>
        <translation>Góp ý hiện cạnh đúng câu này trên máy của người kiểm tra.</translation>
    </message>
    <message>
        <source>Reason given: %1</source>
        <translation>Lý do: %1</translation>
    </message>
</context>
<context>
    <name>ReviewDesk</name>
    <message>
        <source>signed %1</source>
        <translation>ký %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>bản %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>Đang duyệt</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Đã quyết định</translation>
    </message>
    <message>
        <source>Only what differs</source>
        <translation>Chỉ câu khác lần trước</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Câu</translation>
    </message>
    <message>
        <source>Contract, file</source>
        <translation>Hợp đồng, hồ sơ</translation>
    </message>
    <message>
        <source>Last time %1</source>
        <translation>Lần trước %1</translation>
    </message>
    <message>
        <source>This time %1</source>
        <translation>Lần này %1</translation>
    </message>
    <message>
        <source>Returned before</source>
        <translation>Đã từng trả lại</translation>
    </message>
    <message>
        <source>Approve without the comments?</source>
        <translation>Duyệt mà bỏ góp ý?</translation>
    </message>
    <message numerus="yes">
        <source>%n comment(s) are written and not sent; approving drops them.</source>
        <translation>
            <numerusform>Đã viết %n góp ý chưa gửi; duyệt thì bỏ các góp ý này.</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Duyệt</translation>
    </message>
</context>
<context>
    <name>ReviewFoot</name>
    <message>
        <source>What is asked for besides</source>
        <translation>Yêu cầu bổ sung</translation>
    </message>
    <message>
        <source>On the visit as a whole: papers, photos or answers that are wanted.</source>
        <translation>Cho cả chuyến: giấy tờ, ảnh hoặc câu trả lời cần thêm.</translation>
    </message>
    <message>
        <source>Somebody has decided on this visit meanwhile</source>
        <translation>Trong lúc đó đã có người quyết định chuyến này</translation>
    </message>
    <message>
        <source>This visit is not among yours to decide</source>
        <translation>Chuyến này không thuộc phạm vi anh/chị duyệt</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Chưa lưu được</translation>
    </message>
    <message>
        <source>Nothing was changed; what you have written stays here.</source>
        <translation>Chưa có gì thay đổi; những gì anh/chị đã viết vẫn còn ở đây.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Duyệt</translation>
    </message>
    <message>
        <source>Return: write a comment first</source>
        <translation>Trả lại: cần có góp ý</translation>
    </message>
    <message>
        <source>Ask for more</source>
        <translation>Yêu cầu bổ sung</translation>
    </message>
    <message numerus="yes">
        <source>Return with %n comment(s)</source>
        <translation>
            <numerusform>Trả lại kèm %n góp ý</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Nothing waits for review</source>
        <translation>Không có chuyến nào chờ duyệt</translation>
    </message>
    <message>
        <source>Visits come here when inspectors have handed them in and both sides have synced.</source>
        <translation>Chuyến hiện ở đây khi người kiểm tra đã nộp và hai bên đã gửi, nhận.</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
    <message>
        <source>This visit cannot be shown yet</source>
        <translation>Chưa xem được chuyến này</translation>
    </message>
    <message>
        <source>Its form has not come to this device. It comes with the next sync.</source>
        <translation>Mẫu của chuyến chưa về máy này; lần nhận sau sẽ có.</translation>
    </message>
</context>
<context>
    <name>ReviewPhotos</name>
    <message>
        <source>%1 · not here yet</source>
        <translation>%1 · chưa tải về</translation>
    </message>
</context>
<context>
    <name>ReviewQueue</name>
    <message>
        <source>Waiting %1</source>
        <translation>Chờ duyệt %1</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Đóng tìm kiếm</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>Search the queue</source>
        <translation>Tìm trong danh sách chờ</translation>
    </message>
    <message>
        <source>Facility, province, person</source>
        <translation>Cơ sở, tỉnh, người kiểm tra</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n ngày</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n serious</source>
        <translation>
            <numerusform>%n nghiêm trọng</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n lưu ý</numerusform>
        </translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation>Không có lưu ý</translation>
    </message>
</context>
<context>
    <name>ReviewRow</name>
    <message>
        <source>Photo %1</source>
        <translation>Ảnh %1</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>như trước</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>không trả lời</translation>
    </message>
    <message>
        <source>Change the comment</source>
        <translation>Sửa góp ý</translation>
    </message>
    <message>
        <source>Comment on this answer</source>
        <translation>Góp ý cho câu này</translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n lưu ý</numerusform>
        </translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation>Không có lưu ý</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Lý do: %1</translation>
    </message>
    <message>
        <source>No reason given</source>
        <translation>Chưa ghi lý do</translation>
    </message>
    <message>
        <source>%1 findings, %2 serious</source>
        <translation>%1 tồn tại, %2 nghiêm trọng</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n tồn tại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n ảnh</numerusform>
        </translation>
    </message>
    <message>
        <source>No photos</source>
        <translation>Không có ảnh</translation>
    </message>
</context>
</TS>
