<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>Main</name>
    <message>
        <source>Thực Địa</source>
        <translation>Thực Địa</translation>
    </message>
</context>
<context>
    <name>MoreSheet</name>
    <message>
        <source>More</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
</context>
<context>
    <name>NavigationPane</name>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Duyệt</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Chuyến</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Tồn tại</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Thêm</translation>
    </message>
</context>
</TS>
