#pragma once

#include <span>

#include "core/base/embedded.h"

namespace thucdia::core::forms {

/// The inspection forms that ship with the product, as standard XLSForm in Markdown (core/forms/shipped/*.md), in
/// order: name "01_mo_hinh_trinh_dien.md", text. Each carries the rows of the common block ("Đầu biên bản" first, "Phát
/// hiện, tồn tại" and "Kết luận, ký tên" last). Thread-safe.
///
/// They look things up in these tables (names of ExternalData):
///  - `norms`, `thresholds`, `cluster_indicators`: the dated reference datasets of those names, with their columns;
///  - `vn_provinces_34`, `vn_communes_3321`, `vsic_rural_industry_subset`: choices by `code`;
///  - `visit`: one row about the visit at hand, from which questions are filled in before the inspector begins ("Điền
///    sẵn"). All columns are text and may be empty:
///      facility_code, facility_name, facility_province, facility_commune (codes of the units in force), facility_head,
///      facility_tax_code, facility_legal_form (a value of the list legal_form: "ctcp", "hkd" …), facility_vsic (code),
///      cluster_code, cluster_name, old_communes (names of the former communes, separated by "; "),
///      project_code, project_name, project_class ("diem", "nhom", "thuong"),
///      contract_no, contract_date (ISO), implementing_unit, total_cost, support (integer đồng),
///      beneficiary_name, previous_visit_date (ISO), previous_conclusion, inspector_name, inspector_position.
[[nodiscard]] std::span<const EmbeddedFile> shippedForms();

/// The columns of the table `visit`, in the order above.
[[nodiscard]] std::span<const std::string_view> visitColumns();

}  // namespace thucdia::core::forms
