#pragma once

#include <string>
#include <string_view>

#include <thucdia/sync/v1/enrol.pb.h>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "sync/hub/storage.h"

namespace thucdia::hub {

namespace wire = ::thucdia::sync::v1;

struct IssuedCode {
  std::string code;  ///< to be typed
  std::string qr;    ///< to be drawn as a QR code
};

/// A one-time code for a new device of this account, good for kEnrolCodeLife. Only its hash is stored. NotFound for an
/// unknown or inactive account.
[[nodiscard]] core::Result<IssuedCode> issueCode(HubWrite& write, std::string_view accountName, Timestamp now,
                                                 core::RandomSource& random);

/// Takes the code and registers the device. CodeInvalid when it is unknown, used or too old (all alike: nothing is told
/// to who guesses), BadSignature when the device does not hold the key it names, NotPermitted when it holds another
/// person's work, AlreadyExists when key or tag are taken: the device makes another key and asks again, the code is
/// still good.
[[nodiscard]] core::Result<wire::EnrolResponse> enrol(HubWrite& write, const wire::EnrolRequest& request, Timestamp now,
                                                      core::RandomSource& random);

/// The account as devices are told of it.
[[nodiscard]] wire::Account describeAccount(const Account& account);
}  // namespace thucdia::hub
