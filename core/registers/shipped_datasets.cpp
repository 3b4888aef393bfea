#include "core/registers/shipped_datasets.h"

#include <array>

#include <embedded/registers_data.h>

#include "core/base/error.h"
#include "core/registers/stable_id.h"

namespace thucdia::core::registers {

namespace {

struct Title {
  std::string_view name;
  std::string_view vi;
  std::string_view en;
};

constexpr std::array kTitles = {
    Title{"cluster_indicators", "Chỉ tiêu báo cáo cụm công nghiệp", "Indicators of cluster reports"},
    Title{"content_types", "Nội dung hoạt động khuyến công", "Contents of industrial promotion"},
    Title{"issuing_bodies", "Cơ quan ban hành văn bản theo thời gian", "Issuing bodies and their names over time"},
    Title{"legal_texts", "Văn bản pháp luật", "Legal texts"},
    Title{"minute_bases", "Căn cứ pháp lý của biên bản", "Legal bases of minutes"},
    Title{"norms", "Định mức hỗ trợ", "Support norms"},
    Title{"product_groups", "Nhóm sản phẩm, tiêu chí và cấp bình chọn",
          "Product groups, criteria and levels of selection"},
    Title{"regions", "Vùng theo từng bộ tiêu chí", "Regions by criteria set"},
    Title{"thresholds", "Ngưỡng tiêu chí nông thôn mới", "New-Rural thresholds"},
    Title{"vn_communes_3321", "Xã, phường, đặc khu từ 01/7/2025", "Communes, wards and special zones since 2025-07-01"},
    Title{"vn_provinces_34", "Tỉnh, thành phố từ 01/7/2025", "Provinces and cities since 2025-07-01"},
    Title{"vn_provinces_63_to_34", "Tỉnh, thành phố trước 01/7/2025", "Provinces and cities before 2025-07-01"},
    Title{"vsic_rural_industry_subset", "Ngành kinh tế (VSIC) của công nghiệp nông thôn",
          "Rural-industry headings of VSIC"},
};

}  // namespace

std::vector<records::v1::Dataset> shippedDatasets() {
  std::vector<records::v1::Dataset> datasets;
  for (const Title& title : kTitles) {
    records::v1::Dataset& dataset = datasets.emplace_back();
    dataset.set_id(stableId<DatasetId>("dataset", title.name).rawString());
    dataset.set_name(std::string(title.name));
    dataset.set_title_vi(std::string(title.vi));
    dataset.set_title_en(std::string(title.en));
    const std::string_view csv = shippedFile(std::string(title.name) + ".csv");
    THUCDIA_ASSERT(!csv.empty());
    dataset.set_csv(csv.data(), csv.size());
  }
  return datasets;
}

std::string_view shippedFile(std::string_view name) {
  for (const EmbeddedFile& file : embedded::registers_data()) {
    if (file.name == name) return file.bytes;
  }
  return {};
}

}  // namespace thucdia::core::registers
