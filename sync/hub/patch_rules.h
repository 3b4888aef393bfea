#pragma once

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

/// Whether every value of a patch, those of conflicts included, can stand in such a record. Known fields have their
/// wire type, a field that is not repeated stands once, map entries can be read, an attachment names bytes of a size
/// that the hub takes. Fields that this program does not know are left as they are. That the values shown of the plain
/// fields can be read together is for the caller to see, who needs them parsed. CorruptData, InvalidArgument.
[[nodiscard]] core::Result<> checkValues(const core::records::RecordType& type,
                                         const core::changes::RecordState& patch);

/// What the patch claims to know of other devices, cut to what the hub knows of them or the patch itself brings: nobody
/// can make the hub believe it has been given what it has not.
[[nodiscard]] core::changes::VersionVector honestKnowledge(const core::changes::RecordState& before,
                                                           const core::changes::RecordState& patch, DeviceTag pusher);

/// Whether a merge is one that an honest device can bring about: no leaf vanishes, no stamp names another value than
/// before, and (unless the device is sending again after a restore) no value of another device comes that the hub has
/// not seen. `after`: `before` merged with `patch`. CorruptData, NotPermitted.
[[nodiscard]] core::Result<> checkMerge(const core::changes::RecordState& before,
                                        const core::changes::RecordState& patch,
                                        const core::changes::RecordState& after, DeviceTag pusher, bool resending);

}  // namespace thucdia::hub
