#pragma once

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

/// Who pushes, from which device.
struct Pusher {
  Account account;
  Device device;
};

/// One change to be judged: what the hub holds (`before`, empty for a new record), what it would hold.
struct Proposal {
  const core::records::RecordType& type;
  RecordId id;
  bool isNew = false;
  const core::changes::RecordState& before;
  const core::changes::RecordState& patch;
  const core::changes::RecordState& after;
  bool resending = false;     ///< after a restore: values of other devices come along
  bool sealVerified = false;  ///< a seal: found to be signed by the pushing device's key
};

/// Whether the hub takes a change: the role may write the record and its fields, nothing append-only is written twice,
/// it is in the pusher's scope or their own work, what it names exists, seals are genuine and seal what they say,
/// decisions are legal moves, a sealed revision is not changed behind its seal. A decision is judged by every status
/// that the visit has passed through in its revision: its maker need not have known what came meanwhile. What a
/// supervisor hands back to a restored hub is judged by who wrote it.
/// Errors: NotPermitted, Locked, OutOfScope, NotFound, BadSignature, BadHash, IllegalMove, InvalidArgument.
[[nodiscard]] core::Result<> checkPush(HubRead& read, const Pusher& pusher, const Proposal& proposal);

}  // namespace thucdia::hub
