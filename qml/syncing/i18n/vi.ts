<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>BundleCard</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n mục</numerusform>
        </translation>
    </message>
    <message>
        <source>Bring it to the hub or to a tablet that has network. Until the answer has come they count as not sent.</source>
        <translation>Mang tệp đến máy chủ hoặc đến một máy có mạng. Khi chưa có trả lời, chúng vẫn tính là chưa gửi.</translation>
    </message>
    <message numerus="yes">
        <source>The hub has %n record(s) of this device.</source>
        <translation>
            <numerusform>Máy chủ đã nhận %n mục của máy này.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) new or changed</source>
        <translation>
            <numerusform>%n mục mới hoặc thay đổi</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing in the file is new here.</source>
        <translation>Trong tệp không có gì mới.</translation>
    </message>
    <message>
        <source>The work of another tablet is kept here and goes to the hub with the next sync.</source>
        <translation>Đã giữ phần việc của máy khác; lần gửi, nhận tới sẽ chuyển đến máy chủ.</translation>
    </message>
    <message>
        <source>The hub was restored from a backup. Save to a file again.</source>
        <translation>Máy chủ vừa phục hồi từ bản sao lưu. Xin lưu ra tệp lần nữa.</translation>
    </message>
    <message>
        <source>The file is cut, damaged or no file of this kind. Copy it again.</source>
        <translation>Tệp bị cắt, bị hỏng hoặc không đúng loại. Xin chép lại.</translation>
    </message>
    <message>
        <source>The file is not for this tablet: it is its own, or for another tablet or hub.</source>
        <translation>Tệp không dành cho máy này: do chính máy này lưu, hoặc của máy khác, máy chủ khác.</translation>
    </message>
    <message>
        <source>The file was made by a newer version. Update this app first.</source>
        <translation>Tệp do phiên bản mới hơn lưu. Xin cập nhật ứng dụng trước.</translation>
    </message>
    <message>
        <source>The file was not made by this tablet&apos;s hub. Nothing was taken from it.</source>
        <translation>Tệp không phải do máy chủ của máy này lập. Không lấy gì từ tệp.</translation>
    </message>
    <message>
        <source>Connect this tablet to a hub first.</source>
        <translation>Xin kết nối máy này với máy chủ trước.</translation>
    </message>
    <message>
        <source>There is no space left. Make room and try again; nothing is lost.</source>
        <translation>Bộ nhớ đã đầy. Xin giải phóng chỗ rồi thử lại; không mất gì cả.</translation>
    </message>
    <message>
        <source>The file cannot be read or written there. Choose another place.</source>
        <translation>Không đọc hoặc ghi được tệp ở đó. Xin chọn chỗ khác.</translation>
    </message>
    <message>
        <source>Without network</source>
        <translation>Khi không có mạng</translation>
    </message>
    <message>
        <source>A file on a USB stick or another tablet carries it. Only the hub can read it.</source>
        <translation>Một tệp trên USB hoặc trên máy khác mang đi. Chỉ máy chủ đọc được.</translation>
    </message>
    <message>
        <source>Save to a file</source>
        <translation>Lưu ra tệp</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Mở tệp</translation>
    </message>
    <message>
        <source>Working on the file</source>
        <translation>Đang xử lý tệp</translation>
    </message>
    <message>
        <source>Save what is not sent</source>
        <translation>Lưu phần chưa gửi</translation>
    </message>
    <message>
        <source>Thực Địa bundle (*.thucdia)</source>
        <translation>Gói Thực Địa (*.thucdia)</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>Mở gói</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <source>%1 and %2 are in the file.</source>
        <translation>%1 và %2 đã nằm trong tệp.</translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n ảnh</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictCard</name>
    <message>
        <source>Yours, this device</source>
        <translation>Của anh/chị, máy này</translation>
    </message>
    <message>
        <source>Another device</source>
        <translation>Của máy khác</translation>
    </message>
    <message>
        <source>By %1, %2</source>
        <translation>Của %1, %2</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>Của %1</translation>
    </message>
    <message>
        <source>Left empty</source>
        <translation>Để trống</translation>
    </message>
</context>
<context>
    <name>ConflictModel</name>
    <message>
        <source>empty</source>
        <translation>để trống</translation>
    </message>
    <message>
        <source>photo</source>
        <translation>ảnh</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>Đã chọn</translation>
    </message>
    <message>
        <source>Chosen: %1</source>
        <translation>Đã chọn: %1</translation>
    </message>
    <message>
        <source> or </source>
        <translation> hay </translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Answers to choose</source>
        <translation>Câu cần chọn</translation>
    </message>
    <message>
        <source>Two people worked on this without network</source>
        <translation>Hai người cùng làm khi chưa có mạng</translation>
    </message>
    <message>
        <source>Answers that agree were joined by themselves. The one that is not chosen stays in history.</source>
        <translation>Các câu khác khớp nhau nên đã tự ghép. Câu không chọn vẫn lưu trong lịch sử.</translation>
    </message>
    <message>
        <source>Visit of %1: %2</source>
        <translation>Lần kiểm tra %1: %2</translation>
    </message>
    <message>
        <source>All are settled, for everybody after the next sync.</source>
        <translation>Đã chọn xong; mọi người sẽ thấy sau lần gửi, nhận tới.</translation>
    </message>
    <message>
        <source>Somebody was quicker. Please look at the values once more.</source>
        <translation>Đã có người chọn trước. Xin xem lại các giá trị.</translation>
    </message>
    <message>
        <source>Not choosing is fine too: %1 is used meanwhile.</source>
        <translation>Chưa chọn cũng không sao: tạm dùng %1.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Xong</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>Câu tiếp</translation>
    </message>
    <message>
        <source>Take %1, next question</source>
        <translation>Dùng %1, câu tiếp</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>Dùng %1</translation>
    </message>
    <message>
        <source>Nothing to choose</source>
        <translation>Không có câu nào cần chọn</translation>
    </message>
    <message>
        <source>Where two people edit the same answer without network, both stand here until one is chosen.</source>
        <translation>Khi hai người cùng sửa một câu lúc chưa có mạng, cả hai hiện ở đây cho đến khi chọn một.</translation>
    </message>
</context>
<context>
    <name>EnrolPage</name>
    <message>
        <source>Sign in to the hub</source>
        <translation>Đăng nhập máy chủ</translation>
    </message>
    <message>
        <source>Once, with network. After that everything works without it.</source>
        <translation>Chỉ một lần, khi có mạng. Sau đó mọi việc làm được không cần mạng.</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Địa chỉ máy chủ</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>The office gives it. It lives ten minutes and works once; small and capital letters are the same.</source>
        <translation>Văn phòng cấp. Mã sống mười phút, dùng một lần; chữ thường hay chữ hoa đều được.</translation>
    </message>
    <message>
        <source>Name of this device</source>
        <translation>Tên máy này</translation>
    </message>
    <message>
        <source>For example: Tablet 07</source>
        <translation>Ví dụ: Máy tính bảng 07</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Đang đăng nhập</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>Sign in: address and code are missing</source>
        <translation>Đăng nhập: còn thiếu địa chỉ và mã</translation>
    </message>
</context>
<context>
    <name>RefusedCard</name>
    <message>
        <source>Answers of a visit</source>
        <translation>Câu trả lời của một chuyến</translation>
    </message>
    <message>
        <source>A signed visit</source>
        <translation>Một biên bản đã ký</translation>
    </message>
    <message>
        <source>A decision on a visit</source>
        <translation>Một quyết định về chuyến</translation>
    </message>
    <message>
        <source>A facility</source>
        <translation>Một cơ sở</translation>
    </message>
    <message>
        <source>A change</source>
        <translation>Một thay đổi</translation>
    </message>
    <message>
        <source>Its province is no longer among yours.</source>
        <translation>tỉnh này không còn thuộc phạm vi của anh/chị.</translation>
    </message>
    <message>
        <source>Your role may not do this at the hub.</source>
        <translation>vai trò của anh/chị không làm được việc này trên máy chủ.</translation>
    </message>
    <message>
        <source>Meanwhile somebody else has decided on this visit.</source>
        <translation>trong lúc đó đã có người quyết định chuyến này.</translation>
    </message>
    <message>
        <source>The visit was signed already; what is signed stays as it was.</source>
        <translation>biên bản đã ký trước đó; bản đã ký giữ nguyên.</translation>
    </message>
    <message>
        <source>This device may no longer send.</source>
        <translation>máy này không còn được gửi.</translation>
    </message>
    <message>
        <source>What it belongs to has not reached the hub yet.</source>
        <translation>hồ sơ mà nó thuộc về chưa lên máy chủ.</translation>
    </message>
    <message>
        <source>The hub could not check this device&apos;s signature.</source>
        <translation>máy chủ chưa kiểm được chữ ký của máy này.</translation>
    </message>
    <message>
        <source>It is larger than the hub takes.</source>
        <translation>lớn hơn mức máy chủ nhận.</translation>
    </message>
    <message>
        <source>The hub did not take it.</source>
        <translation>máy chủ chưa nhận.</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>Chưa được nhận</translation>
    </message>
    <message>
        <source>%1: %2 Everything is still on this device.</source>
        <translation>%1: %2 Nội dung vẫn giữ nguyên trên máy này.</translation>
    </message>
    <message>
        <source>Open the visit</source>
        <translation>Mở chuyến này</translation>
    </message>
    <message>
        <source>Offer it again</source>
        <translation>Gửi lại lần nữa</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Chi tiết</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sending</source>
        <translation>Đang gửi</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Đang nhận</translation>
    </message>
    <message numerus="yes">
        <source>%n visit(s) not sent</source>
        <translation>
            <numerusform>%n chuyến chưa gửi</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) not sent</source>
        <translation>
            <numerusform>%n ảnh chưa gửi</numerusform>
        </translation>
    </message>
    <message>
        <source>The rest is sent</source>
        <translation>Phần còn lại đã gửi</translation>
    </message>
    <message>
        <source>All received at %1</source>
        <translation>Máy chủ đã nhận đủ lúc %1</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
    <message>
        <source>Visits and findings first, photos after. If the network goes, it goes on from there next time.</source>
        <translation>Biên bản và tồn tại đi trước, ảnh đi sau. Mất mạng giữa chừng thì lần sau gửi tiếp từ chỗ dừng.</translation>
    </message>
    <message>
        <source>Kept on this device. Without network carry on; it sends itself later.</source>
        <translation>Đã lưu trên máy này. Chưa có mạng cứ làm tiếp, có mạng sẽ tự gửi.</translation>
    </message>
    <message>
        <source>Sends itself when there is network and something new.</source>
        <translation>Có mạng và có nội dung mới, máy sẽ tự gửi.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <source>Send, receive now</source>
        <translation>Gửi, nhận ngay</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 / %2 records</source>
        <translation>%1 / %2 mục</translation>
    </message>
    <message>
        <source>Nothing waits on this device</source>
        <translation>Trên máy không còn gì chờ gửi</translation>
    </message>
    <message>
        <source>Visits stand here from their first answer until the hub has them with all their photos.</source>
        <translation>Chuyến hiện ở đây từ câu trả lời đầu tiên cho đến khi máy chủ nhận đủ cả ảnh.</translation>
    </message>
    <message numerus="yes">
        <source>Since it was restored the hub lacks part of %n record(s)</source>
        <translation>
            <numerusform>Từ khi khôi phục, máy chủ thiếu một phần của %n mục</numerusform>
        </translation>
    </message>
    <message>
        <source>It stays on this device. The hub has it again when whoever wrote it sends; if they no longer can, please tell the office.</source>
        <translation>Phần ấy vẫn ở trên máy này. Khi người đã ghi gửi lại, máy chủ sẽ có; nếu họ không gửi được nữa, xin báo văn phòng.</translation>
    </message>
    <message>
        <source>Offer it again</source>
        <translation>Gửi lại lần nữa</translation>
    </message>
</context>
<context>
    <name>SyncSide</name>
    <message>
        <source>Received at %1</source>
        <translation>Nhận về lúc %1</translation>
    </message>
    <message>
        <source>Nothing received yet</source>
        <translation>Chưa nhận lần nào</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) new or changed</source>
        <translation>
            <numerusform>%n mục mới hoặc thay đổi</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing new</source>
        <translation>Không có gì mới</translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) to choose</source>
        <translation>
            <numerusform>%n câu cần anh/chị chọn</numerusform>
        </translation>
    </message>
    <message>
        <source>Two people edited the same one</source>
        <translation>Hai người cùng sửa một câu</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Chọn</translation>
    </message>
    <message numerus="yes">
        <source>The clock is %n minute(s) fast</source>
        <translation>
            <numerusform>Đồng hồ máy nhanh %n phút</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock is %n minute(s) slow</source>
        <translation>
            <numerusform>Đồng hồ máy chậm %n phút</numerusform>
        </translation>
    </message>
    <message>
        <source>By the hub&apos;s clock. Nothing is lost or put out of order by it.</source>
        <translation>So với máy chủ. Không vì thế mà mất hay lẫn thứ tự.</translation>
    </message>
    <message>
        <source>Originals over Wi-Fi only</source>
        <translation>Ảnh gốc chỉ gửi qua Wi-Fi</translation>
    </message>
    <message>
        <source>Visits and signatures always go</source>
        <translation>Biên bản và chữ ký vẫn gửi ngay</translation>
    </message>
    <message>
        <source>What is not sent never deletes itself, not even when the sign-in has ended.</source>
        <translation>Nội dung chưa gửi không bao giờ tự xóa, kể cả khi hết hạn đăng nhập.</translation>
    </message>
</context>
<context>
    <name>SyncVisitRow</name>
    <message numerus="yes">
        <source>Visit and %n photo(s)</source>
        <translation>
            <numerusform>Biên bản và %n ảnh</numerusform>
        </translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>Biên bản</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>Chưa được nhận</translation>
    </message>
    <message>
        <source>The hub lacks part of it since it was restored</source>
        <translation>Máy chủ thiếu một phần từ khi khôi phục</translation>
    </message>
    <message>
        <source>Visit done · %1 of %2 photos</source>
        <translation>Biên bản xong · %1/%2 ảnh</translation>
    </message>
    <message numerus="yes">
        <source>Visit done · %n photo(s) wait</source>
        <translation>
            <numerusform>Biên bản xong · %n ảnh chờ gửi</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes wait</source>
        <translation>Có thay đổi chờ gửi</translation>
    </message>
    <message>
        <source>Waits its turn</source>
        <translation>Chờ đến lượt</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Đã nhận</translation>
    </message>
</context>
<context>
    <name>TroubleNote</name>
    <message>
        <source>Stopped</source>
        <translation>Đã dừng</translation>
    </message>
    <message>
        <source>No network, or the hub does not answer</source>
        <translation>Chưa có mạng, hoặc máy chủ chưa trả lời</translation>
    </message>
    <message>
        <source>At this address there is no Thực Địa hub</source>
        <translation>Địa chỉ này không phải máy chủ Thực Địa</translation>
    </message>
    <message>
        <source>This is another hub than the code or this device belongs to</source>
        <translation>Đây là máy chủ khác với mã hoặc với máy này</translation>
    </message>
    <message>
        <source>The hub is older than this app</source>
        <translation>Máy chủ cũ hơn ứng dụng</translation>
    </message>
    <message>
        <source>This app is older than the hub asks for</source>
        <translation>Ứng dụng cũ hơn mức máy chủ cần</translation>
    </message>
    <message>
        <source>The code is not known, was used, or has expired</source>
        <translation>Mã chưa đúng, đã dùng, hoặc đã hết hạn</translation>
    </message>
    <message>
        <source>This is not an address or a code as the hub gives them</source>
        <translation>Địa chỉ hoặc mã không đúng dạng</translation>
    </message>
    <message>
        <source>This device may no longer send</source>
        <translation>Máy này không còn được gửi</translation>
    </message>
    <message>
        <source>Sign-in has ended</source>
        <translation>Đã hết hạn đăng nhập</translation>
    </message>
    <message>
        <source>This device is signed in already</source>
        <translation>Máy này đã đăng nhập</translation>
    </message>
    <message>
        <source>The answer is not signed by the hub</source>
        <translation>Câu trả lời không mang chữ ký của máy chủ</translation>
    </message>
    <message>
        <source>The device&apos;s storage is full</source>
        <translation>Bộ nhớ máy đã đầy</translation>
    </message>
    <message>
        <source>Not done yet</source>
        <translation>Chưa xong</translation>
    </message>
    <message>
        <source>What was sent stays sent; next time it goes on from there.</source>
        <translation>Phần đã gửi vẫn giữ; lần sau gửi tiếp từ chỗ dừng.</translation>
    </message>
    <message>
        <source>Carry on; it sends itself later.</source>
        <translation>Cứ làm tiếp, có mạng sẽ tự gửi.</translation>
    </message>
    <message>
        <source>Please check the address with the office. A Wi-Fi that asks for a sign-in page also looks like this.</source>
        <translation>Xin hỏi lại địa chỉ ở văn phòng. Wi-Fi đòi trang đăng nhập cũng cho kết quả như vậy.</translation>
    </message>
    <message>
        <source>Please ask the office for a new code and its address.</source>
        <translation>Xin văn phòng cấp mã mới kèm địa chỉ.</translation>
    </message>
    <message>
        <source>Everything stays on this device until the office updates the hub.</source>
        <translation>Mọi nội dung vẫn ở trên máy này cho đến khi máy chủ được cập nhật.</translation>
    </message>
    <message>
        <source>Work goes on and stays on this device; please update the app to send.</source>
        <translation>Vẫn làm việc được và lưu trên máy này; cập nhật ứng dụng để gửi.</translation>
    </message>
    <message>
        <source>A code lives ten minutes and works once. Please ask the office for a new one.</source>
        <translation>Mã sống mười phút và dùng một lần. Xin văn phòng cấp mã mới.</translation>
    </message>
    <message>
        <source>Please copy both from the office&apos;s message, or read them from its QR code.</source>
        <translation>Xin chép cả hai từ tin nhắn của văn phòng, hoặc đọc từ mã QR.</translation>
    </message>
    <message>
        <source>What is here stays here. Please talk to the office.</source>
        <translation>Nội dung trên máy vẫn giữ nguyên. Xin liên hệ văn phòng.</translation>
    </message>
    <message>
        <source>Work goes on; sign in to send.</source>
        <translation>Vẫn làm việc được; đăng nhập lại khi có mạng để gửi.</translation>
    </message>
    <message>
        <source>Nothing to do: it sends and receives.</source>
        <translation>Không cần làm gì: máy vẫn gửi, nhận.</translation>
    </message>
    <message>
        <source>Nothing was taken over. Please tell the office if it comes again.</source>
        <translation>Chưa nhận gì về. Nếu còn gặp lại, xin báo văn phòng.</translation>
    </message>
    <message>
        <source>Answers that are saved stay saved. Please free some room, then try again.</source>
        <translation>Câu trả lời đã lưu vẫn còn. Xin dọn bớt bộ nhớ rồi thử lại.</translation>
    </message>
    <message>
        <source>Everything stays on this device. Please try again.</source>
        <translation>Mọi nội dung vẫn ở trên máy này. Xin thử lại.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Chi tiết</translation>
    </message>
</context>
</TS>
