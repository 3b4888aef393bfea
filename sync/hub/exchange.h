#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_state.h"
#include "sync/hub/hub.h"
#include "sync/hub/push_rules.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;

/// One POST /v1/exchange, from its body to its reply: open it, push in a write transaction if it pushes, answer.
class Exchange {
 public:
  /// Who sends is known, the signature verifies, the number is new, the message is within its limits.
  /// Errors: CorruptData, NotEnrolled, BadSignature, Replayed, ProtocolTooOld, ProtocolTooNew, LimitExceeded.
  [[nodiscard]] static core::Result<std::unique_ptr<Exchange>> open(Hub& hub, std::string_view body);

  [[nodiscard]] bool pushes() const { return m_canPush && !m_request.push().empty(); }
  /// Judges and stores the batch. May run again after it was undone.
  [[nodiscard]] core::Result<> push(HubWrite& write);
  /// Pulls, and packs the signed reply.
  [[nodiscard]] core::Result<std::string> answer();

 private:
  Exchange(Hub& hub, wire::SignedRequest envelope, wire::ExchangeRequest request, std::string statement, Pusher pusher);
  [[nodiscard]] core::Result<bool> pushOne(HubWrite& write, int index);
  void refuse(int index, const core::Error& error, bool quarantined);

  Hub& m_hub;
  wire::SignedRequest m_envelope;
  wire::ExchangeRequest m_request;
  std::string m_statement;
  Pusher m_pusher;
  bool m_revoked = false;
  bool m_resending = false;  ///< the device sends again what the hub may have forgotten, and may
  bool m_canPush = false;    ///< the request's epoch is this hub's
  std::vector<core::Result<core::changes::RecordState>> m_patches;
  wire::ExchangeResponse m_response;
};

}  // namespace thucdia::hub
