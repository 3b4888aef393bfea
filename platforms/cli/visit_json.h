#pragma once

#include "core/forms/session.h"
#include "core/visits/visit_queries.h"
#include "core/visits/visit_session.h"
#include "platforms/cli/output.h"
#include "sync/engine/sync_state.h"

namespace thucdia::cli {

/// A line of a list of visits, with the field names of the Visit record where it has them.
[[nodiscard]] Json visitLineJson(const core::visits::VisitLine& line);

/// How far a visit has travelled: `reach` (on_this_device, changes_wait, data_received, received_whole, refused,
/// hub_lacks_part), how many `photos` are here, how many of them are `photos_sent`, how many are `photos_away`, the
/// first refusal as `refused`, and all of it in words as `text`.
[[nodiscard]] Json syncJson(const sync::VisitSyncStatus& status);

/// All of a visit: its line; `answers` from question path to text, calculated ones included, in the form's order;
/// `attachments`; `last_time`: the previous visit's answers by question path, and which are `unchanged`; `decisions`
/// with their comments by question path.
[[nodiscard]] Json visitJson(const core::visits::VisitLine& line, const core::visits::OpenedVisit& visit,
                             const core::forms::Session& session);

/// What lacks before signing, in the form's order: of each question its `path`, `label`, `why` (missing, or not so with
/// the form's `message`) and the `choices` that it offers.
[[nodiscard]] Json missingJson(const core::forms::Session& session);

/// The path of an answer's key; the key itself where this version of the form has no place for it.
[[nodiscard]] std::string pathOf(const core::forms::Session& session, const std::string& key);

}  // namespace thucdia::cli
