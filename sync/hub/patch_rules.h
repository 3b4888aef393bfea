#pragma once

#include <google/protobuf/message.h>

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

/// Whether every value of a patch, those of conflicts included, can stand in such a record. `shown`: the values shown,
/// parsed together as the record's message, which shows that each can be read. Known fields have their wire type, a
/// field that is not repeated stands once, map entries and texts can be read, an attachment names bytes of a size that
/// the hub takes. Fields that this program does not know are left as they are. CorruptData, InvalidArgument.
[[nodiscard]] core::Result<> checkValues(const core::records::RecordType& type, const core::changes::RecordState& patch,
                                         const google::protobuf::Message& shown);

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
