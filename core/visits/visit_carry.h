#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>

#include "core/changes/record_writer.h"
#include "core/forms/form_carry.h"
#include "core/visits/form_library.h"
#include "core/visits/visit_session.h"

namespace thucdia::core::visits {

/// What carrying a visit to another version of its form would do.
struct CarryPreview {
  std::shared_ptr<const forms::Form> from;
  std::shared_ptr<const forms::Form> to;
  forms::CarryPlan plan;  ///< of what is carried
  /// Keys of signatures that are not: drawn for the revision before, they are asked for again in the one that opens.
  std::vector<std::string> signedBefore;
};

/// Works it out; nothing is changed. `version` empty: the newest (newerForm). `host` is the visit's (VisitHost).
/// Errors: Locked (sealed or cancelled), NotFound (no such version, or none newer, on this device), InvalidArgument (it
/// has that version already), those of linking and beginning.
[[nodiscard]] Result<CarryPreview> previewCarry(db::ReadTransaction& transaction, FormLibrary& forms,
                                                const OpenedVisit& opened, forms::SessionHost& host,
                                                std::string_view version = {});

/// Carries the visit over, in one transaction: its version, the answers that go elsewhere or are read otherwise,
/// defaults of new questions. Answers without a place stay in the visit. What is returned is what was done. Errors:
/// those of previewCarry, NotPermitted (another's visit).
[[nodiscard]] Result<CarryPreview> carryVisit(changes::RecordWriter& writer, const records::v1::Person& by,
                                              FormLibrary& forms, VisitId visit, std::string_view version = {});

}  // namespace thucdia::core::visits
