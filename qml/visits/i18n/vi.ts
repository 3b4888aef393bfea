<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>AcknowledgeAnswer</name>
    <message>
        <source>Confirmed</source>
        <translation>Đã xác nhận</translation>
    </message>
</context>
<context>
    <name>CarrySheet</name>
    <message>
        <source>Go on in version %1</source>
        <translation>Chuyển sang phiên bản %1</translation>
    </message>
    <message>
        <source>Answers without a place</source>
        <translation>Câu trả lời không còn chỗ</translation>
    </message>
    <message numerus="yes">
        <source>This visit was begun with version %1. %n answer(s) stay as they are; the others are listed here. Nothing is lost.</source>
        <translation>
            <numerusform>Chuyến này bắt đầu với phiên bản %1. %n câu trả lời giữ nguyên; các câu khác nêu dưới đây. Không mất gì.</numerusform>
        </translation>
    </message>
    <message>
        <source>Version %1 of the form does not ask for these any more. They stay in the visit, its minutes and its exports.</source>
        <translation>Phiên bản %1 của mẫu không hỏi các câu này nữa. Chúng vẫn nằm trong chuyến kiểm tra, biên bản và tệp xuất.</translation>
    </message>
    <message>
        <source>Carry over to version %1</source>
        <translation>Chuyển sang phiên bản %1</translation>
    </message>
    <message>
        <source>Stands elsewhere now</source>
        <translation>Đã chuyển chỗ</translation>
    </message>
    <message>
        <source>Read otherwise</source>
        <translation>Được hiểu khác đi</translation>
    </message>
    <message>
        <source>Has no place any more: kept</source>
        <translation>Không còn chỗ: vẫn giữ</translation>
    </message>
    <message>
        <source>To be signed again</source>
        <translation>Phải ký lại</translation>
    </message>
    <message>
        <source>New questions</source>
        <translation>Câu hỏi mới</translation>
    </message>
    <message>
        <source>Kept beside the form</source>
        <translation>Giữ bên ngoài mẫu</translation>
    </message>
    <message>
        <source>%1 · now under %2</source>
        <translation>%1 · nay ở mục %2</translation>
    </message>
    <message>
        <source>%1 becomes %2; the first is kept</source>
        <translation>%1 thành %2; câu cũ vẫn giữ</translation>
    </message>
    <message>
        <source>Drawn for the revision before, and kept with it</source>
        <translation>Chữ ký cho bản trước, vẫn lưu cùng bản đó</translation>
    </message>
    <message>
        <source>Begins with %1</source>
        <translation>Bắt đầu bằng %1</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Chưa trả lời</translation>
    </message>
</context>
<context>
    <name>ChoiceSheet</name>
    <message>
        <source>Search the list</source>
        <translation>Tìm trong danh sách</translation>
    </message>
    <message>
        <source>Type a few letters, without marks</source>
        <translation>Gõ vài chữ, không cần dấu</translation>
    </message>
    <message>
        <source>Nothing has these letters. Try fewer.</source>
        <translation>Không có mục nào khớp. Xin thử ít chữ hơn.</translation>
    </message>
</context>
<context>
    <name>DayAndTimeAnswer</name>
    <message>
        <source>Time, hours and minutes</source>
        <translation>Giờ và phút</translation>
    </message>
    <message>
        <source>hh:mm</source>
        <translation>gg:pp</translation>
    </message>
</context>
<context>
    <name>FileAnswer</name>
    <message>
        <source>Choose a file</source>
        <translation>Chọn tệp</translation>
    </message>
    <message>
        <source>Another</source>
        <translation>Tệp khác</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Bỏ tệp</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Serious</source>
        <translation>Nghiêm trọng</translation>
    </message>
    <message>
        <source>Medium, to be mended</source>
        <translation>Trung bình, phải khắc phục</translation>
    </message>
    <message>
        <source>Minor</source>
        <translation>Nhẹ</translation>
    </message>
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
    <name>FindingsPage</name>
    <message>
        <source>Most urgent first</source>
        <translation>Gấp nhất trước</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Tồn tại</translation>
    </message>
    <message>
        <source>Search findings</source>
        <translation>Tìm tồn tại</translation>
    </message>
    <message>
        <source>Facility or words, without marks</source>
        <translation>Tên cơ sở hoặc nội dung, không cần dấu</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Quá hạn</translation>
    </message>
    <message>
        <source>Nothing is overdue</source>
        <translation>Không có gì quá hạn</translation>
    </message>
    <message>
        <source>No finding here</source>
        <translation>Chưa có tồn tại nào</translation>
    </message>
    <message>
        <source>Findings of signed and of unfinished visits appear here.</source>
        <translation>Tồn tại của chuyến đã ký và đang làm hiện ở đây.</translation>
    </message>
</context>
<context>
    <name>IssueSheet</name>
    <message>
        <source>Number of the minutes</source>
        <translation>Số biên bản</translation>
    </message>
    <message>
        <source>Issue with this number</source>
        <translation>Ban hành với số này</translation>
    </message>
    <message>
        <source>Write the number first</source>
        <translation>Xin ghi số trước</translation>
    </message>
</context>
<context>
    <name>ManyAnswer</name>
    <message>
        <source>Choose from the list</source>
        <translation>Chọn trong danh sách</translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>Câu %1 trên %2</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Các mục</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
</context>
<context>
    <name>PageFoot</name>
    <message>
        <source>Next</source>
        <translation>Câu tiếp</translation>
    </message>
    <message>
        <source>Question before</source>
        <translation>Câu trước</translation>
    </message>
    <message>
        <source>Row is done</source>
        <translation>Xong dòng này</translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>Mục tiếp</translation>
    </message>
    <message numerus="yes">
        <source>Sign: %n answer(s) missing</source>
        <translation>
            <numerusform>Ký: còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message>
        <source>Read back and sign</source>
        <translation>Đọc lại và ký</translation>
    </message>
</context>
<context>
    <name>PhotoAnswer</name>
    <message>
        <source>Another</source>
        <translation>Ảnh khác</translation>
    </message>
    <message>
        <source>Add photo</source>
        <translation>Thêm ảnh</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Bỏ ảnh</translation>
    </message>
</context>
<context>
    <name>PositionAnswer</name>
    <message>
        <source>±%1 m</source>
        <translation>±%1 m</translation>
    </message>
    <message>
        <source>Entered by hand</source>
        <translation>Nhập tay</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Đang tìm</translation>
    </message>
    <message>
        <source>Kept with this visit</source>
        <translation>Đã ghi vào biên bản</translation>
    </message>
    <message>
        <source>from this device&apos;s receiver</source>
        <translation>từ bộ thu của máy</translation>
    </message>
    <message>
        <source>No position yet. Try open sky, or enter it with a reason.</source>
        <translation>Chưa bắt được vị trí. Ra chỗ thoáng, hoặc nhập tay kèm lý do.</translation>
    </message>
    <message>
        <source>This device has no receiver. Enter it with a reason.</source>
        <translation>Máy này không có bộ thu vị trí. Xin nhập tay kèm lý do.</translation>
    </message>
    <message>
        <source>Take it again</source>
        <translation>Lấy lại vị trí</translation>
    </message>
    <message>
        <source>Take this position</source>
        <translation>Lấy vị trí này</translation>
    </message>
    <message>
        <source>Enter by hand</source>
        <translation>Nhập tay</translation>
    </message>
    <message>
        <source>Latitude and longitude in degrees</source>
        <translation>Vĩ độ và kinh độ, tính bằng độ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Giữ</translation>
    </message>
    <message>
        <source>Position found</source>
        <translation>Đã có vị trí</translation>
    </message>
    <message>
        <source>Position is ±%1 m, ±%2 m asked. Wait, or take it with a reason.</source>
        <translation>Vị trí còn rộng ±%1 m, cần ±%2 m. Chờ thêm, hoặc lấy kèm lý do.</translation>
    </message>
</context>
<context>
    <name>QuestionDelegate</name>
    <message>
        <source>The reviewer says</source>
        <translation>Người duyệt góp ý</translation>
    </message>
</context>
<context>
    <name>QuestionFields</name>
    <message>
        <source>Add a row: %1</source>
        <translation>Thêm dòng: %1</translation>
    </message>
</context>
<context>
    <name>QuestionLabel</name>
    <message>
        <source>needed</source>
        <translation>bắt buộc</translation>
    </message>
</context>
<context>
    <name>RankAnswer</name>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Up: %1</source>
        <translation>Lên: %1</translation>
    </message>
    <message>
        <source>Down: %1</source>
        <translation>Xuống: %1</translation>
    </message>
    <message>
        <source>This order is right</source>
        <translation>Thứ tự này đúng</translation>
    </message>
</context>
<context>
    <name>ReasonSheet</name>
    <message>
        <source>Write a reason first</source>
        <translation>Xin ghi lý do trước</translation>
    </message>
</context>
<context>
    <name>SectionBarTop</name>
    <message>
        <source>section %1 of %2</source>
        <translation>mục %1 trên %2</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>Các mục</translation>
    </message>
</context>
<context>
    <name>SectionStop</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n dòng</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/%2 answers</source>
        <translation>%1/%2 câu</translation>
    </message>
    <message numerus="yes">
        <source>%n to check</source>
        <translation>
            <numerusform>%n câu cần xem lại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remark(s)</source>
        <translation>
            <numerusform>%n lưu ý</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SignFoot</name>
    <message>
        <source>The site signs after all</source>
        <translation>Cơ sở đồng ý ký</translation>
    </message>
    <message>
        <source>The site refuses to sign</source>
        <translation>Cơ sở từ chối ký</translation>
    </message>
    <message>
        <source>Open again to change</source>
        <translation>Mở lại để sửa</translation>
    </message>
    <message>
        <source>Lock: this visit is somebody else&apos;s</source>
        <translation>Khóa: chuyến này của người khác</translation>
    </message>
    <message numerus="yes">
        <source>Lock: %n question(s) left</source>
        <translation>
            <numerusform>Khóa biên bản: còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock: %n signature(s) left</source>
        <translation>
            <numerusform>Khóa biên bản: còn thiếu %n chữ ký</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lock the minutes, %n copy(ies)</source>
        <translation>
            <numerusform>Khóa biên bản, %n bản</numerusform>
        </translation>
    </message>
    <message>
        <source>Lock the minutes</source>
        <translation>Khóa biên bản</translation>
    </message>
    <message>
        <source>Hand in for review</source>
        <translation>Nộp để duyệt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
</context>
<context>
    <name>SignPage</name>
    <message>
        <source>Back to the questions</source>
        <translation>Về các câu hỏi</translation>
    </message>
    <message>
        <source>Conclusion and signatures · %1</source>
        <translation>Kết luận, ký tên · %1</translation>
    </message>
    <message>
        <source>Something is still missing</source>
        <translation>Còn thiếu câu trả lời</translation>
    </message>
    <message>
        <source>Locked already</source>
        <translation>Đã khóa trước đó</translation>
    </message>
    <message>
        <source>The device&apos;s storage is full</source>
        <translation>Bộ nhớ máy đã đầy</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Chưa lưu được</translation>
    </message>
    <message>
        <source>Answers that are saved stay saved. Please free some room, then try again.</source>
        <translation>Câu trả lời đã lưu vẫn còn. Xin dọn bớt bộ nhớ rồi thử lại.</translation>
    </message>
    <message>
        <source>Nothing was lost; please look again and try once more.</source>
        <translation>Không mất gì; xin xem lại rồi thử lần nữa.</translation>
    </message>
    <message>
        <source>The site refuses to sign</source>
        <translation>Cơ sở từ chối ký</translation>
    </message>
    <message>
        <source>This form asks for no signatures</source>
        <translation>Mẫu này không cần chữ ký</translation>
    </message>
    <message>
        <source>The minutes are locked by this device&apos;s own signature.</source>
        <translation>Biên bản được khóa bằng chữ ký của chính máy này.</translation>
    </message>
    <message>
        <source>Lock these minutes?</source>
        <translation>Khóa biên bản này?</translation>
    </message>
    <message>
        <source>After that, changing something means opening a new version and signing again.</source>
        <translation>Sau khi khóa, muốn sửa phải lập bản mới và ký lại.</translation>
    </message>
    <message>
        <source>Lock the minutes</source>
        <translation>Khóa biên bản</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Xem lại</translation>
    </message>
    <message>
        <source>Why, and who bears witness</source>
        <translation>Lý do và người làm chứng</translation>
    </message>
    <message>
        <source>Note the refusal</source>
        <translation>Ghi nhận từ chối</translation>
    </message>
    <message>
        <source>Open again to change</source>
        <translation>Mở lại để sửa</translation>
    </message>
    <message>
        <source>Why a new version is needed</source>
        <translation>Lý do cần bản mới</translation>
    </message>
    <message>
        <source>Open a new version</source>
        <translation>Lập bản mới</translation>
    </message>
    <message>
        <source>To be signed again</source>
        <translation>Cần ký lại</translation>
    </message>
    <message>
        <source>Answers were changed after the minutes were signed. Version %1 keeps its signatures.</source>
        <translation>Nội dung đã thay đổi sau khi biên bản được ký. Bản %1 vẫn giữ các chữ ký cũ.</translation>
    </message>
</context>
<context>
    <name>SignSummary</name>
    <message>
        <source>The minutes are locked</source>
        <translation>Biên bản đã khóa</translation>
    </message>
    <message>
        <source>Not complete yet</source>
        <translation>Biên bản chưa đủ</translation>
    </message>
    <message>
        <source>The minutes are complete</source>
        <translation>Biên bản đã đủ</translation>
    </message>
    <message>
        <source>Locked at %1</source>
        <translation>Khóa lúc %1</translation>
    </message>
    <message>
        <source>Read back to everybody, and agreed</source>
        <translation>Đã đọc lại cho mọi người cùng nghe, nhất trí</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) left before signing</source>
        <translation>
            <numerusform>Còn thiếu %n câu trước khi ký</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s), none missing that is required</source>
        <translation>
            <numerusform>%n câu, không thiếu câu bắt buộc</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 warnings, %2 without a reason</source>
        <translation>%1 lưu ý, %2 chưa có lý do</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s), with reasons</source>
        <translation>
            <numerusform>%n lưu ý, đã có lý do</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n ảnh</numerusform>
        </translation>
    </message>
    <message>
        <source>Kept on this device</source>
        <translation>Đã lưu trên máy này</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n tồn tại</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n serious</source>
        <translation>
            <numerusform>%n nghiêm trọng</numerusform>
        </translation>
    </message>
    <message>
        <source>due %1</source>
        <translation>hạn %1</translation>
    </message>
    <message>
        <source>Conclusion: %1</source>
        <translation>Kết luận: %1</translation>
    </message>
    <message>
        <source>Read the minutes</source>
        <translation>Đọc lại biên bản</translation>
    </message>
    <message>
        <source>Once signed, the minutes are locked on this device. To change them a new version is opened; this one stays as it is.</source>
        <translation>Ký xong, biên bản được khóa trên máy. Muốn sửa thì lập bản mới, bản này vẫn giữ nguyên.</translation>
    </message>
</context>
<context>
    <name>StopsSheet</name>
    <message>
        <source>Sections</source>
        <translation>Các mục</translation>
    </message>
</context>
<context>
    <name>TraceAnswer</name>
    <message>
        <source>No point yet</source>
        <translation>Chưa có điểm nào</translation>
    </message>
    <message>
        <source> · ±%1 m</source>
        <translation> · ±%1 m</translation>
    </message>
    <message>
        <source>No position yet. Try open sky.</source>
        <translation>Chưa có vị trí. Hãy ra chỗ thoáng.</translation>
    </message>
    <message>
        <source>This device has no receiver.</source>
        <translation>Máy này không có bộ thu vị trí.</translation>
    </message>
    <message>
        <source>Take a point here</source>
        <translation>Lấy điểm tại đây</translation>
    </message>
    <message>
        <source>Take the last one back</source>
        <translation>Bỏ điểm vừa lấy</translation>
    </message>
</context>
<context>
    <name>VisitFoot</name>
    <message>
        <source>Back to the list</source>
        <translation>Về danh sách</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Mục trước</translation>
    </message>
    <message>
        <source>Section before</source>
        <translation>Mục trước</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to go</source>
        <translation>
            <numerusform>Còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message>
        <source>Next section</source>
        <translation>Mục tiếp</translation>
    </message>
    <message>
        <source>Row is done</source>
        <translation>Xong dòng này</translation>
    </message>
    <message numerus="yes">
        <source>Sign: %n answer(s) missing</source>
        <translation>
            <numerusform>Ký: còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message>
        <source>Read back and sign</source>
        <translation>Đọc lại và ký</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Ký</translation>
    </message>
</context>
<context>
    <name>VisitHeader</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>±%1 m</source>
        <translation>±%1 m</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
</context>
<context>
    <name>VisitMenu</name>
    <message>
        <source>Menu</source>
        <translation>Trình đơn</translation>
    </message>
    <message>
        <source>Cancel this visit</source>
        <translation>Hủy chuyến này</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>Mở lại để sửa</translation>
    </message>
    <message>
        <source>Ordinary light</source>
        <translation>Ánh sáng thường</translation>
    </message>
    <message>
        <source>Bright sun</source>
        <translation>Ngoài nắng</translation>
    </message>
    <message>
        <source>Black on white, thick edges</source>
        <translation>Đen trên trắng, nét đậm</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản</translation>
    </message>
    <message>
        <source>Read, print, save as PDF</source>
        <translation>Xem, in, lưu PDF</translation>
    </message>
    <message>
        <source>With a reason; nothing is deleted</source>
        <translation>Kèm lý do; không xóa gì</translation>
    </message>
    <message>
        <source>A new revision; the signed one is kept</source>
        <translation>Lập bản mới; bản đã ký vẫn giữ nguyên</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation>Xin ghi lý do</translation>
    </message>
    <message>
        <source>Cancel the visit</source>
        <translation>Hủy chuyến</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Mở lại</translation>
    </message>
    <message>
        <source>The form&apos;s new version: %1</source>
        <translation>Phiên bản mới của mẫu: %1</translation>
    </message>
    <message>
        <source>Answers without a place</source>
        <translation>Câu trả lời không còn chỗ</translation>
    </message>
    <message>
        <source>See what goes where, then decide</source>
        <translation>Xem câu nào về đâu rồi quyết định</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) kept beside the form</source>
        <translation>
            <numerusform>%n câu trả lời giữ bên ngoài mẫu</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitNotes</name>
    <message numerus="yes">
        <source>Returned by %1 with %n comment(s)</source>
        <translation>
            <numerusform>%1 trả lại kèm %n góp ý</numerusform>
        </translation>
    </message>
    <message>
        <source>Returned by %1</source>
        <translation>%1 trả lại</translation>
    </message>
    <message>
        <source>The comments stand beside the questions.</source>
        <translation>Góp ý nằm cạnh từng câu.</translation>
    </message>
    <message>
        <source>Signed. Hand it in for review.</source>
        <translation>Đã ký. Nộp để được duyệt.</translation>
    </message>
    <message>
        <source>Another inspector&apos;s visit: for reading.</source>
        <translation>Chuyến của người khác: chỉ để xem.</translation>
    </message>
    <message>
        <source>Locked by signature.</source>
        <translation>Đã khóa sau khi ký.</translation>
    </message>
    <message>
        <source>It goes to the hub with the next sync; without network it waits on this device.</source>
        <translation>Lần gửi tới sẽ lên máy chủ; chưa có mạng thì nằm chờ trên máy.</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>Nộp biên bản</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>Biên bản</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to choose</source>
        <translation>
            <numerusform>%n câu cần chọn</numerusform>
        </translation>
    </message>
    <message>
        <source>Two people edited them without knowing of each other. Choose one; the other stays in history.</source>
        <translation>Hai người cùng sửa một câu. Xin chọn một, câu kia vẫn lưu trong lịch sử.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Chọn</translation>
    </message>
    <message>
        <source>To the comment</source>
        <translation>Đến góp ý</translation>
    </message>
    <message>
        <source>Approved. The minutes wait for their number.</source>
        <translation>Đã duyệt. Biên bản chờ cấp số.</translation>
    </message>
    <message>
        <source>Issued with number %1</source>
        <translation>Đã ban hành, số %1</translation>
    </message>
    <message>
        <source>Give the number</source>
        <translation>Cấp số</translation>
    </message>
    <message>
        <source>Put on file</source>
        <translation>Lưu hồ sơ</translation>
    </message>
    <message>
        <source>Cancelled: for reading.</source>
        <translation>Đã hủy: chỉ để xem.</translation>
    </message>
    <message>
        <source>Once an answer changes, everybody signs again; the version signed before keeps its signatures.</source>
        <translation>Khi có câu trả lời thay đổi, mọi người ký lại; bản đã ký trước vẫn giữ chữ ký của mình.</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Removed: %1</source>
        <translation>Đã bỏ: %1</translation>
    </message>
    <message>
        <source>This visit cannot be opened yet</source>
        <translation>Chưa mở được chuyến này</translation>
    </message>
    <message>
        <source>Its form is not on this device. It comes with the next sync; nothing is lost. (%1)</source>
        <translation>Mẫu của chuyến này chưa có trên máy. Lần nhận tới sẽ có; không mất gì. (%1)</translation>
    </message>
    <message>
        <source>A photo for this question</source>
        <translation>Ảnh cho câu này</translation>
    </message>
    <message>
        <source>Photos (*.jpg *.jpeg *.png *.webp)</source>
        <translation>Ảnh (*.jpg *.jpeg *.png *.webp)</translation>
    </message>
    <message>
        <source>Take it</source>
        <translation>Lấy</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Thôi</translation>
    </message>
    <message>
        <source>Carried over to version %1</source>
        <translation>Đã chuyển sang phiên bản %1</translation>
    </message>
    <message>
        <source>A file for this question</source>
        <translation>Tệp cho câu này</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
</context>
<context>
    <name>VisitRow</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n tồn tại</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>Reading</source>
        <translation>Đang đọc</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s)</source>
        <translation>
            <numerusform>%n chuyến</numerusform>
        </translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Chuyến</translation>
    </message>
    <message>
        <source>New visit</source>
        <translation>Chuyến mới</translation>
    </message>
    <message>
        <source>Search visits</source>
        <translation>Tìm chuyến</translation>
    </message>
    <message>
        <source>Facility or number, without marks</source>
        <translation>Tên cơ sở hoặc số, không cần dấu</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <source>In work</source>
        <translation>Đang làm</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Trả lại</translation>
    </message>
    <message>
        <source>To hand in</source>
        <translation>Chờ nộp</translation>
    </message>
    <message>
        <source>With the reviewer</source>
        <translation>Đang chờ duyệt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>No visit has these words</source>
        <translation>Không có chuyến nào khớp</translation>
    </message>
    <message>
        <source>No visit here yet</source>
        <translation>Chưa có chuyến nào</translation>
    </message>
    <message>
        <source>A visit begins from a facility&apos;s file.</source>
        <translation>Chuyến kiểm tra bắt đầu từ hồ sơ của cơ sở.</translation>
    </message>
    <message>
        <source>Open the register</source>
        <translation>Mở hồ sơ</translation>
    </message>
    <message>
        <source>Waiting for a number</source>
        <translation>Chờ cấp số</translation>
    </message>
    <message>
        <source>Waiting to be filed</source>
        <translation>Chờ lưu hồ sơ</translation>
    </message>
    <message>
        <source>Nothing waits here</source>
        <translation>Không có gì chờ</translation>
    </message>
    <message>
        <source>What a supervisor approves comes with the next sync.</source>
        <translation>Biên bản được duyệt sẽ về sau lần gửi, nhận tới.</translation>
    </message>
</context>
<context>
    <name>thucdia::app::CarryModel</name>
    <message>
        <source>1 photo</source>
        <translation>1 ảnh</translation>
    </message>
</context>
<context>
    <name>thucdia::app::QuestionListModel</name>
    <message>
        <source>New row</source>
        <translation>Dòng mới</translation>
    </message>
    <message>
        <source>an answer needs a look</source>
        <translation>có câu cần xem lại</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) missing</source>
        <translation>
            <numerusform>còn thiếu %n câu</numerusform>
        </translation>
    </message>
    <message>
        <source>This cannot be so. Please check.</source>
        <translation>Câu trả lời này chưa khớp. Xin kiểm tra lại.</translation>
    </message>
    <message>
        <source>“%1” does not fit this form as it is now. Please answer again.</source>
        <translation>“%1” không hợp với biểu mẫu hiện nay. Xin trả lời lại.</translation>
    </message>
</context>
<context>
    <name>thucdia::app::VisitModel</name>
    <message>
        <source>%1, row %2</source>
        <translation>%1, dòng %2</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Câu hỏi</translation>
    </message>
    <message>
        <source>1 photo</source>
        <translation>1 ảnh</translation>
    </message>
    <message>
        <source>1 file</source>
        <translation>1 tệp</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Đã xác nhận</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s)</source>
        <translation>
            <numerusform>%n điểm</numerusform>
        </translation>
    </message>
</context>
</TS>
