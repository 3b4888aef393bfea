#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/records/v1/visits.pb.h>

#include "core/base/id.h"
#include "core/changes/record_state.h"
#include "core/db/transaction.h"
#include "core/forms/form.h"

/// What a visit's next revision begins with. Drawn signatures stand under the answers that they were drawn for: once
/// one of those changes they are history, kept in the seal of their revision, and asked for again.
namespace thucdia::core::visits {

namespace v1 = ::thucdia::records::v1;

/// Whether the question is answered by a drawn signature.
[[nodiscard]] bool isSignature(const v1::FormNode& question);
/// Whether it is, of the question that an answer's key names.
[[nodiscard]] bool isSignatureKey(const forms::Form& form, std::string_view key);

/// The keys of the visit's answers that are drawn signatures, sorted.
[[nodiscard]] std::vector<std::string> drawnSignatures(const forms::Form& form, const v1::Visit& visit);

/// Whether the revision that the visit names may still be answered: it has not been sealed.
[[nodiscard]] bool isRevisionOpen(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit);

/// The revision's number as it is written.
[[nodiscard]] changes::LeafEdit revisionLeaf(std::int32_t revision);

/// What the first answer that changes after a seal writes beside itself: the next revision's number, and nothing in
/// place of each drawn signature, but of those that `edits` (the leaves about to be written) draw. Empty while the
/// revision of the answers is open, and when `edits` change no answer. `visit`: as it is stored.
[[nodiscard]] std::vector<changes::LeafEdit> openingEdits(db::ReadTransaction& transaction, VisitId id,
                                                          const v1::Visit& visit, const forms::Form& form,
                                                          std::span<const changes::LeafEdit> edits);

/// Whether the drawn signature was sealed, as the answer of this key, under other answers than stand there now: in any
/// seal of the last revision that it stands in (of two devices' seals of one revision the hub takes one).
[[nodiscard]] bool isOvertaken(db::ReadTransaction& transaction, VisitId id, const v1::Visit& visit,
                               const std::string& key, const std::optional<std::string>& drawn);
/// The keys of signatures that are overtaken though no edit on `device`, this one, took them away: what was written
/// elsewhere came after the seal, or the signature after the next revision was opened.
[[nodiscard]] std::vector<std::string> overtakenSignatures(db::ReadTransaction& transaction, VisitId id,
                                                           const v1::Visit& visit, const forms::Form& form,
                                                           changes::DeviceTag device);

}  // namespace thucdia::core::visits
