<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>Compass</name>
    <message>
        <source>N</source>
        <comment>north</comment>
        <translation>B</translation>
    </message>
</context>
<context>
    <name>DateField</name>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>nn/tt/nnnn</translation>
    </message>
    <message>
        <source>Pick from the calendar</source>
        <translation>Chọn trên lịch</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>+30 days</source>
        <translation>+30 ngày</translation>
    </message>
</context>
<context>
    <name>DateSheet</name>
    <message>
        <source>%1/%2</source>
        <comment>month and year</comment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>Tháng trước</translation>
    </message>
    <message>
        <source>Month %1, %2</source>
        <translation>Tháng %1, %2</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>Tháng sau</translation>
    </message>
    <message>
        <source>Mo</source>
        <translation>T2</translation>
    </message>
    <message>
        <source>Tu</source>
        <translation>T3</translation>
    </message>
    <message>
        <source>We</source>
        <translation>T4</translation>
    </message>
    <message>
        <source>Th</source>
        <translation>T5</translation>
    </message>
    <message>
        <source>Fr</source>
        <translation>T6</translation>
    </message>
    <message>
        <source>Sa</source>
        <translation>T7</translation>
    </message>
    <message>
        <source>Su</source>
        <translation>CN</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
</context>
<context>
    <name>GhostAnswer</name>
    <message>
        <source>Last time, %1: %2</source>
        <translation>Lần trước, %1: %2</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>như trước</translation>
    </message>
    <message>
        <source>Unchanged: take last time&apos;s answer</source>
        <translation>Không đổi: lấy câu trả lời lần trước</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Không đổi</translation>
    </message>
</context>
<context>
    <name>MoneyField</name>
    <message>
        <source>đồng</source>
        <translation>đồng</translation>
    </message>
    <message>
        <source>million</source>
        <translation>triệu</translation>
    </message>
    <message>
        <source>billion</source>
        <translation>tỷ</translation>
    </message>
    <message>
        <source>Which is meant?</source>
        <translation>Ý anh/chị là số nào?</translation>
    </message>
</context>
<context>
    <name>NumberField</name>
    <message>
        <source>One less</source>
        <translation>Bớt một</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Thêm một</translation>
    </message>
</context>
<context>
    <name>PageHeader</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
</context>
<context>
    <name>PhotoTile</name>
    <message>
        <source>Saving</source>
        <translation>Đang lưu</translation>
    </message>
</context>
<context>
    <name>RemovedRow</name>
    <message>
        <source>Take back</source>
        <translation>Lấy lại</translation>
    </message>
</context>
<context>
    <name>RepeatCard</name>
    <message>
        <source>Copy this row</source>
        <translation>Chép dòng này</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>Bỏ dòng này</translation>
    </message>
</context>
<context>
    <name>SaveState</name>
    <message>
        <source>Saved %1</source>
        <translation>Đã lưu %1</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Đã lưu</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Chưa lưu được</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Đang lưu</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Empty the search</source>
        <translation>Xóa ô tìm</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
</context>
<context>
    <name>SignaturePad</name>
    <message>
        <source>Erase this signature</source>
        <translation>Xóa chữ ký này</translation>
    </message>
    <message>
        <source>Undo last stroke</source>
        <translation>Bỏ nét cuối</translation>
    </message>
    <message>
        <source>Sign again</source>
        <translation>Ký lại</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>Ký tại đây</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Take back</source>
        <translation>Lấy lại</translation>
    </message>
</context>
</TS>
