<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>HomePage</name>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Find a file</source>
        <translation>Tìm hồ sơ</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>Chuyến mới</translation>
    </message>
    <message>
        <source>No visit is asked for</source>
        <translation>Chưa có điểm nào được giao</translation>
    </message>
    <message>
        <source>A visit can begin from any facility&apos;s file.</source>
        <translation>Có thể bắt đầu từ hồ sơ của bất kỳ cơ sở nào.</translation>
    </message>
    <message>
        <source>Open the register</source>
        <translation>Mở hồ sơ</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>Cần làm</translation>
    </message>
    <message>
        <source>This week, %1</source>
        <translation>Tuần này, %1</translation>
    </message>
</context>
<context>
    <name>NextStopCard</name>
    <message>
        <source>Next stop</source>
        <translation>Điểm tiếp theo</translation>
    </message>
    <message>
        <source>Begin the visit</source>
        <translation>Bắt đầu kiểm tra</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Hồ sơ</translation>
    </message>
</context>
<context>
    <name>RouteStop</name>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>Quá hạn %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>Due %1</source>
        <translation>Hạn %1</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>left, answers still save</source>
        <translation>còn lại, câu trả lời vẫn lưu được</translation>
    </message>
    <message>
        <source>free</source>
        <translation>còn trống</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n chuyến</numerusform>
        </translation>
    </message>
    <message>
        <source>All handed in</source>
        <translation>Đã nộp hết</translation>
    </message>
    <message>
        <source>signed, not handed in</source>
        <translation>đã ký, chưa nộp</translation>
    </message>
</context>
<context>
    <name>TodoCard</name>
    <message>
        <source>Returned to be completed</source>
        <translation>Trả lại để bổ sung</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>không có</translation>
    </message>
    <message>
        <source>Overdue visits</source>
        <translation>Chuyến quá hạn</translation>
    </message>
    <message>
        <source>Serious findings, late</source>
        <translation>Tồn tại nghiêm trọng, quá hạn</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>Đang làm dở</translation>
    </message>
</context>
<context>
    <name>WeekCard</name>
    <message>
        <source>%1 of %2 visits done this week</source>
        <translation>Tuần này xong %1 trên %2 chuyến</translation>
    </message>
    <message numerus="yes">
        <source>of %n visit(s) done</source>
        <translation>
            <numerusform>trên %n chuyến đã xong</numerusform>
        </translation>
    </message>
    <message>
        <source>visits done, none is due</source>
        <translation>chuyến đã xong, không còn chuyến đến hạn</translation>
    </message>
</context>
<context>
    <name>thucdia::app::HomeModel</name>
    <message>
        <source>Last time %1: no finding</source>
        <translation>Lần trước %1: không có tồn tại</translation>
    </message>
    <message numerus="yes">
        <source>Last time %1: %n finding(s)</source>
        <translation>
            <numerusform>Lần trước %1: %n tồn tại</numerusform>
        </translation>
    </message>
</context>
</TS>
