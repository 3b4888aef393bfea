#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/base/id.h"
#include "core/db/transaction.h"
#include "core/forms/external_data.h"
#include "core/registers/administrative_units.h"
#include "core/reports/summary.h"
#include "core/reports/summary_builder.h"
#include "core/visits/form_library.h"

namespace thucdia::core::reports {

/// What summaries are made with; what is pointed to outlives the call.
struct SummaryTools {
  visits::FormLibrary* forms = nullptr;
  const registers::AdministrativeUnits* units = nullptr;
  std::shared_ptr<const forms::ExternalData>
      datasets;                ///< that the forms look into; none: choices from files show codes
  AttachmentBytes attachment;  ///< see SummarySources
  bool photos = true;
  Language language = Language::Vietnamese;
  std::optional<std::int32_t> revision = {};  ///< as it was signed then; none: as the visit stands
};

/// Everything that minutes of the visit say, as it was sealed where it is sealed. The heads of minutes come from the
/// datasets `issuing_bodies` and `minute_bases` of this replica, or those in the program where it has none. NotFound
/// (visit, its form, a revision that was never signed), InvalidForm.
[[nodiscard]] Result<VisitSummary> summaryOf(db::ReadTransaction& transaction, VisitId visit,
                                             const SummaryTools& tools);

}  // namespace thucdia::core::reports
