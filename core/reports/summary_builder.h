#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/forms/session.h"
#include "core/registers/administrative_units.h"
#include "core/reports/former_answers.h"
#include "core/reports/summary.h"
#include "core/visits/life_cycle.h"

namespace thucdia::core::reports {

/// The bytes of an attachment by its hash (32 raw bytes); empty when they are not on this device.
using AttachmentBytes = std::function<std::string(std::string_view sha256)>;

/// What a summary is made of beside the form and its answers. What does not apply is empty.
struct SummarySources {
  ::thucdia::records::v1::Visit visit;  ///< with its id
  visits::VisitState state;
  std::optional<::thucdia::records::v1::VisitSeal> seal;  ///< of the revision shown
  ::thucdia::records::v1::Facility facility;
  ::thucdia::records::v1::Project project;
  ::thucdia::records::v1::Person inspector;
  std::string sealedBy;                 ///< full name
  Bodies bodies;                        ///< see bodiesOf
  std::vector<std::string> legalBases;  ///< see basesOf
  FormerAnswers former;                 ///< see formerAnswers; those that are not in it stand as they are stored
  AttachmentBytes attachment;           ///< none: pictures are left out
  bool photos = true;                   ///< with the photos as an annex; signatures are always shown
  Language language = Language::Vietnamese;
};

/// The summary of a visit. `session` holds its answers; its language is set. Questions of the forms' common block are
/// known by their names (participants/p_side p_name p_title, findings/f_cat f_sev f_text f_basis f_action f_owner
/// f_due, visit_purpose, decision_no, contract_no, contract_date, province, commune, started_at, ended_at,
/// difficulties, proposals, team_opinion, site_opinion, conclusion, copies, read_back, sig_lead, sig_site, sig_refused,
/// sig_refused_why) and stand where minutes have them; everything else that is relevant and answered stands in the
/// form's sections. Any other question that is a drawn signature becomes a signature column, with the texts of its
/// repeat as name and role.
[[nodiscard]] VisitSummary buildSummary(forms::Session& session, const SummarySources& sources,
                                        const registers::AdministrativeUnits& units);

}  // namespace thucdia::core::reports
