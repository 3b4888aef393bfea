<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>MinutesPage</name>
    <message>
        <source>Written to %1</source>
        <translation>Đã ghi vào %1</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n trang</numerusform>
        </translation>
    </message>
    <message>
        <source>Laying out</source>
        <translation>Đang dàn trang</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Lưu PDF</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>Trang %1 trên %2</translation>
    </message>
    <message>
        <source>The minutes cannot be laid out yet</source>
        <translation>Chưa dàn được biên bản</translation>
    </message>
    <message>
        <source>The visit&apos;s form is not on this device. It comes with the next sync; nothing is lost.</source>
        <translation>Mẫu của chuyến này chưa có trên máy. Lần nhận tới sẽ có; không mất gì.</translation>
    </message>
    <message>
        <source>Save the minutes</source>
        <translation>Lưu biên bản</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Written to %1; no program here opens it for printing</source>
        <translation>Đã ghi vào %1; máy này chưa có chương trình mở để in</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
</context>
</TS>
