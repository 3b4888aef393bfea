#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "sync/hub/http_server.h"
#include "sync/hub/hub.h"

namespace thucdia::hub {

/// Runs a command in one of the hub's write transactions: directly, or grouped with those of others.
using RunWrite = std::function<core::Result<>(const std::function<core::Result<>(HubWrite&)>&)>;

[[nodiscard]] HttpReply answerHello(Hub& hub);
[[nodiscard]] HttpReply answerEnrol(Hub& hub, const HttpRequest& request, const RunWrite& write);
/// GET and PUT /v1/blobs/<64 hexadecimal digits>?offset=N[&size=M].
[[nodiscard]] HttpReply answerBlob(Hub& hub, const HttpRequest& request);
/// PUT /v1/bundles/<64 hexadecimal digits>?offset=N&size=M: another device's bundle, taken in with its last piece.
[[nodiscard]] HttpReply answerBundle(Hub& hub, const HttpRequest& request, const RunWrite& write);
/// Keeps a piece of a blob that records pushed by `device` speak of. LimitExceeded, NotPermitted, BadHash, DiskFull.
[[nodiscard]] core::Result<BlobFiles::Stored> storePiece(Hub& hub, DeviceId device, std::string_view sha256,
                                                         std::uint64_t size, std::uint64_t offset,
                                                         std::string_view piece);
[[nodiscard]] HttpReply refuse(const core::Error& error, std::uint64_t highestSequence = 0);
/// The reply that refuses a signed request: says the highest number when that was the trouble. Logged as `event`;
/// `deviceId`: who says to be asking.
[[nodiscard]] HttpReply refuseSigned(Hub& hub, const core::Error& error, std::string_view deviceId,
                                     std::string_view event);

/// The path of a target, and a number of its query.
[[nodiscard]] std::string_view pathOf(std::string_view target);
[[nodiscard]] std::optional<std::uint64_t> queryNumber(std::string_view target, std::string_view name);

}  // namespace thucdia::hub
