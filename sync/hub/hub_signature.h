#pragma once

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

// Of accounts, devices, forms and datasets a restored hub's own are the ones that count. What it has forgotten entirely
// it takes back from any replica, for it carries the hub's signature: a form that visits were made by, a person whose
// work they are, a device whose seals would verify no more.

/// Signs the record, which the hub alone makes, as it stands, its stamps and what it knows included. `stamp`: of the
/// write under way.
void signByHub(core::changes::RecordState& record, const core::records::RecordType& type, RecordId id,
               const HubIdentity& identity, const core::changes::Stamp& stamp);
/// Whether the record is as this hub had signed it, to the last stamp: an older one that is sent again is older still.
[[nodiscard]] bool isSignedByHub(const core::changes::RecordState& record, const core::records::RecordType& type,
                                 RecordId id, const HubIdentity& identity);
/// The signature's leaf: not what an import or a command changes.
[[nodiscard]] const core::changes::LeafKey& hubSignatureKey();

}  // namespace thucdia::hub
