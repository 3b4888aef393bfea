#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_state.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub.h"
#include "sync/hub/push_rules.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;

/// How a request came. What comes in a bundle is not held to its number: it may be older than what came by the network,
/// and the same bundle may come again; merging makes that harmless. It pulls nothing.
enum class Road { Network, Bundle };

/// A change, read and looked at by itself: before anything is locked.
struct ReadPatch {
  core::changes::RecordState state;
  HeldForm form;              ///< of the state: how a record that is new with it is stored
  bool sealVerified = false;  ///< a seal that the key signed which it was looked at with
};
/// The patch of a change, its form and values checked; a seal's signature against `publicKey`, that of who pushes.
/// ProtocolTooNew, InvalidArgument, LimitExceeded, CorruptData.
[[nodiscard]] core::Result<ReadPatch> decodePatch(const wire::Change& change, std::string_view publicKey = {});
/// Judges a change by the rules of push_rules.h and merges it into its record; false when the record knew it all.
/// `resending`: it is a whole record, sent again after a restore. The patch is as before when this returns.
[[nodiscard]] core::Result<bool> takeChange(HubWrite& write, const Pusher& pusher, const wire::Change& change,
                                            ReadPatch& patch, bool resending, Timestamp now);

/// One POST /v1/exchange, from its body to its reply: open it, push in a write transaction if it pushes, answer.
class Exchange {
 public:
  /// Who sends is known, the signature verifies, the number is new, the message is within its limits.
  /// Errors: CorruptData, NotEnrolled, BadSignature, Replayed, ProtocolTooOld, ProtocolTooNew, LimitExceeded.
  [[nodiscard]] static core::Result<std::unique_ptr<Exchange>> open(Hub& hub, std::string_view body,
                                                                    Road road = Road::Network);

  [[nodiscard]] const wire::ExchangeRequest& request() const { return m_request; }
  [[nodiscard]] bool pushes() const { return m_canPush && !m_request.push().empty(); }
  /// Judges and stores the batch. May run again after it was undone.
  [[nodiscard]] core::Result<> push(HubWrite& write);
  /// Pulls, and gives the whole response.
  [[nodiscard]] core::Result<wire::ExchangeResponse> respond();
  /// The same, packed and signed.
  [[nodiscard]] core::Result<std::string> answer();

 private:
  Exchange(Hub& hub, Road road, wire::SignedRequest envelope, wire::ExchangeRequest request, std::string statement,
           Pusher pusher);
  [[nodiscard]] core::Result<bool> pushOne(HubWrite& write, int index);
  [[nodiscard]] core::Result<> addMissing(HubRead& read);
  /// What was handed back and is not in the sender's scope.
  [[nodiscard]] core::Result<> addDeparted(HubRead& read);
  [[nodiscard]] core::Result<> addBundles(HubRead& read);
  void refuse(int index, const core::Error& error, bool quarantined);

  Hub& m_hub;
  Road m_road;
  wire::SignedRequest m_envelope;
  wire::ExchangeRequest m_request;
  std::string m_statement;
  Pusher m_pusher;
  bool m_revoked = false;
  bool m_resending = false;  ///< the device sends again what the hub may have forgotten, and may
  bool m_canPush = false;    ///< the request's epoch is this hub's
  std::vector<core::Result<ReadPatch>> m_patches;
  wire::ExchangeResponse m_response;
};

}  // namespace thucdia::hub
