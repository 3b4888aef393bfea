#include "core/forms/shipped.h"

#include <array>

#include <embedded/shipped_forms.h>

namespace thucdia::core::forms {

std::span<const EmbeddedFile> shippedForms() { return thucdia::embedded::shipped_forms(); }

std::span<const std::string_view> visitColumns() {
  static constexpr std::array<std::string_view, 24> kColumns{
      "facility_code",       "facility_name",       "facility_province", "facility_commune",  "facility_head",
      "facility_tax_code",   "facility_legal_form", "facility_vsic",     "cluster_code",      "cluster_name",
      "old_communes",        "project_code",        "project_name",      "project_class",     "contract_no",
      "contract_date",       "implementing_unit",   "total_cost",        "support",           "beneficiary_name",
      "previous_visit_date", "previous_conclusion", "inspector_name",    "inspector_position"};
  return kColumns;
}

}  // namespace thucdia::core::forms
