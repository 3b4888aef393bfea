<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en_GB">
<context>
    <name>FacilitiesPage</name>
    <message numerus="yes">
        <source>%Ln facilities</source>
        <translation>
            <numerusform>%Ln cơ sở</numerusform>
        </translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <source>New facility on site</source>
        <translation>Cơ sở mới</translation>
    </message>
    <message>
        <source>Search facilities</source>
        <translation>Tìm cơ sở</translation>
    </message>
    <message>
        <source>Name, code, tax code, person, product; without marks</source>
        <translation>Tên, mã, mã số thuế, người, sản phẩm; không cần dấu</translation>
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
        <source>Establishments</source>
        <translation>Cơ sở</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cụm công nghiệp</translation>
    </message>
    <message>
        <source>Markets</source>
        <translation>Chợ</translation>
    </message>
    <message>
        <source>Power grids</source>
        <translation>Lưới điện</translation>
    </message>
    <message>
        <source>No facility has these words</source>
        <translation>Không có cơ sở nào khớp</translation>
    </message>
    <message>
        <source>No facility here yet</source>
        <translation>Chưa có cơ sở nào</translation>
    </message>
    <message>
        <source>Try fewer letters; marks do not matter. What is not in the register can be entered on site.</source>
        <translation>Xin thử ít chữ hơn; không cần dấu. Cơ sở chưa có trong sổ thì ghi mới tại chỗ.</translation>
    </message>
    <message>
        <source>The register comes from the hub with the first sync.</source>
        <translation>Sổ hồ sơ về máy trong lần nhận đầu tiên.</translation>
    </message>
    <message>
        <source>Send, receive</source>
        <translation>Gửi, nhận</translation>
    </message>
</context>
<context>
    <name>FacilityDetails</name>
    <message>
        <source>Industrial cluster</source>
        <translation>Cụm công nghiệp</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Chợ</translation>
    </message>
    <message>
        <source>Power grid</source>
        <translation>Lưới điện</translation>
    </message>
    <message>
        <source>Establishment</source>
        <translation>Cơ sở</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <source>Tax code</source>
        <translation>Mã số thuế</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>Ngành</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Sản phẩm</translation>
    </message>
    <message>
        <source>Represented by</source>
        <translation>Người đại diện</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Lao động</translation>
    </message>
    <message>
        <source>Capital</source>
        <translation>Vốn</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>chưa có</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Địa bàn</translation>
    </message>
    <message>
        <source>extremely difficult</source>
        <translation>đặc biệt khó khăn</translation>
    </message>
    <message>
        <source>Entered</source>
        <translation>Ghi vào sổ</translation>
    </message>
    <message>
        <source>on site</source>
        <translation>tại chỗ</translation>
    </message>
</context>
<context>
    <name>FacilityHead</name>
    <message>
        <source>Back</source>
        <translation>Quay lại</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>Kiểm tra</translation>
    </message>
</context>
<context>
    <name>FacilityPage</name>
    <message>
        <source>formerly: %1</source>
        <translation>trước đây: %1</translation>
    </message>
    <message>
        <source>Visits</source>
        <translation>Chuyến</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Đề án</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Tồn tại</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <source>Not visited yet</source>
        <translation>Chưa kiểm tra lần nào</translation>
    </message>
    <message>
        <source>No project supports it</source>
        <translation>Chưa có đề án hỗ trợ</translation>
    </message>
    <message>
        <source>No finding</source>
        <translation>Không có tồn tại</translation>
    </message>
    <message>
        <source>The first visit begins the file.</source>
        <translation>Chuyến đầu tiên mở đầu hồ sơ.</translation>
    </message>
    <message>
        <source>A visit can be made on the facility itself.</source>
        <translation>Có thể kiểm tra ngay tại cơ sở, không theo đề án.</translation>
    </message>
    <message>
        <source>Findings of its visits appear here.</source>
        <translation>Tồn tại của các chuyến kiểm tra hiện ở đây.</translation>
    </message>
</context>
<context>
    <name>FacilityRow</name>
    <message>
        <source>last visit %1</source>
        <translation>kiểm tra %1</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Quá hạn</translation>
    </message>
    <message>
        <source>Entered on site</source>
        <translation>Lập tại chỗ</translation>
    </message>
</context>
<context>
    <name>NewFacilityPage</name>
    <message>
        <source>Entered on site, goes to the hub with the next sync</source>
        <translation>Lập tại chỗ, lần gửi tới sẽ lên máy chủ</translation>
    </message>
    <message>
        <source>New facility</source>
        <translation>Cơ sở mới</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Loại</translation>
    </message>
    <message>
        <source>Establishment</source>
        <translation>Cơ sở</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cụm công nghiệp</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Chợ</translation>
    </message>
    <message>
        <source>Power grid</source>
        <translation>Lưới điện</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Xã, phường</translation>
    </message>
    <message>
        <source>Name or former name, without marks</source>
        <translation>Tên mới hoặc tên cũ, không cần dấu</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Tax code</source>
        <translation>Mã số thuế</translation>
    </message>
    <message>
        <source>Represented by</source>
        <translation>Người đại diện</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <source>Taken, ±%1 m</source>
        <translation>Đã lấy, ±%1 m</translation>
    </message>
    <message>
        <source>Take this position</source>
        <translation>Lấy vị trí này</translation>
    </message>
    <message>
        <source>No position yet. It can be added with the first visit.</source>
        <translation>Chưa bắt được vị trí. Có thể ghi trong chuyến đầu.</translation>
    </message>
    <message>
        <source>Enter the facility</source>
        <translation>Ghi cơ sở mới</translation>
    </message>
    <message>
        <source>Name and commune are needed</source>
        <translation>Còn thiếu tên và xã, phường</translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message>
        <source>support</source>
        <translation>hỗ trợ</translation>
    </message>
    <message>
        <source>Inspect this project</source>
        <translation>Kiểm tra đề án này</translation>
    </message>
</context>
<context>
    <name>StartVisitPage</name>
    <message>
        <source>New visit</source>
        <translation>Chuyến mới</translation>
    </message>
    <message>
        <source>On which project</source>
        <translation>Theo đề án nào</translation>
    </message>
    <message>
        <source>On the facility itself, on no project</source>
        <translation>Tại cơ sở, không theo đề án nào</translation>
    </message>
    <message>
        <source>With which form</source>
        <translation>Theo mẫu nào</translation>
    </message>
    <message>
        <source>Begin with the answers of %1; photos, positions and signatures are taken anew</source>
        <translation>Bắt đầu từ câu trả lời ngày %1; ảnh, vị trí và chữ ký lấy lại</translation>
    </message>
    <message>
        <source>Begin the visit</source>
        <translation>Bắt đầu kiểm tra</translation>
    </message>
    <message>
        <source>Choose a form</source>
        <translation>Chọn một mẫu</translation>
    </message>
</context>
<context>
    <name>thucdia::app::FacilityModel</name>
    <message>
        <source>N</source>
        <translation>B</translation>
    </message>
    <message>
        <source>S</source>
        <translation>N</translation>
    </message>
    <message>
        <source>E</source>
        <translation>Đ</translation>
    </message>
    <message>
        <source>W</source>
        <translation>T</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>đến %1</translation>
    </message>
</context>
</TS>
