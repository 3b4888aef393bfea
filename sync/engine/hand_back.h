#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/changes/record_state.h"
#include "core/db/transaction.h"
#include "core/records/record_rows.h"
#include "core/records/record_type.h"

namespace thucdia::sync {

// After a restore the hub may have forgotten also what others wrote and this replica holds, while they may never come
// back. The hub is pulled from the beginning; what it then has not shown to know as it is here is handed back to it.

/// The hub has begun a new epoch: all that is not one's own (that is sent anyway) is in doubt.
void doubtWhatOthersWrote(core::db::WriteTransaction& transaction);
/// Whether anything is to be handed back.
[[nodiscard]] bool hasForgotten(core::db::ReadTransaction& transaction);
/// Whether anything is in doubt or was not taken back.
[[nodiscard]] bool mayLackAnything(core::db::ReadTransaction& transaction);
/// Whether this record is.
[[nodiscard]] bool mayBeLacked(core::db::ReadTransaction& transaction, const core::records::RecordType& type,
                               core::RecordId id);
/// The hub has sent this of a record, and it is taken in: the hub knows all that is here of it, or only something; then
/// what it did not take back is offered again.
void confirm(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id,
             const core::changes::EncodedState& sent);
/// All that the hub has is here: what is in doubt still has been forgotten.
void handBackTheRest(core::db::WriteTransaction& transaction);
/// What was not taken back is to be offered once more.
void handBackAgain(core::db::WriteTransaction& transaction);
/// The same, once a day: others may have brought what it rested on.
void handBackDaily(core::db::WriteTransaction& transaction, core::Timestamp now);
/// What is to be handed back of a kind, in order of making; at most `limit`.
[[nodiscard]] std::vector<core::records::RecordRow> forgottenRows(core::db::ReadTransaction& transaction,
                                                                  const core::records::RecordType& type, int limit);
/// The same of a visit's seals or decisions.
[[nodiscard]] std::vector<core::records::RecordRow> forgottenRowsOf(core::db::ReadTransaction& transaction,
                                                                    const core::records::RecordType& type,
                                                                    core::VisitId visit);
/// The hub has it, or has it again: it may lack the photos that are here.
void markAtHub(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id);
/// The hub did not take it: it is known to be missing there.
void markNotAtHub(core::db::WriteTransaction& transaction, core::RecordId id);
/// It is not handed back now: not taken, or too large for this link. It is offered again later.
void postpone(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id);
/// It is in doubt no longer: judged, or here no more.
void settleDoubt(core::db::WriteTransaction& transaction, const core::records::RecordType& type, core::RecordId id);
/// SQL for: the column names the visit that is bound first, a seal or a decision of it.
[[nodiscard]] std::string isOfVisit(std::string_view column);
/// Whether the hub may lack something of a visit, its seals and its decisions: it was restored and has not shown it
/// yet.
[[nodiscard]] bool isVisitInDoubt(core::db::ReadTransaction& transaction, core::VisitId visit);
/// Whether the hub lacks what others wrote of a visit, its seals and its decisions, and did not take it back.
[[nodiscard]] bool isVisitNotAtHub(core::db::ReadTransaction& transaction, core::VisitId visit);

}  // namespace thucdia::sync
