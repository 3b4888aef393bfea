#include "sync/hub/routes.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <thucdia/sync/v1/enrol.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "sync/hub/accounts.h"
#include "sync/hub/bundles.h"
#include "sync/hub/enrolment.h"
#include "sync/hub/hashing.h"
#include "sync/hub/heads.h"
#include "sync/hub/hub_service.h"
#include "sync/hub/pull.h"
#include "sync/wire/enrol_statement.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::string_view kBlobPath = "/v1/blobs/";
constexpr std::string_view kBundlePath = "/v1/bundles/";

struct Caller {
  Account account;
  Device device;
};

/// Who sent a request with an Authorization header. Errors: NotEnrolled, BadSignature, Replayed, Revoked.
core::Result<Caller> authenticate(Hub& hub, const HttpRequest& request, std::string& deviceId) {
  const auto authorization = sync::parseAuthorization(request.authorization);
  if (!authorization) {
    return request.authorization.empty()
               ? core::fail(ErrorCode::NotEnrolled, "the request names no device")
               : core::fail(ErrorCode::CorruptData, "the Authorization header cannot be read");
  }
  deviceId = authorization->deviceId;
  const auto id = *DeviceId::fromBytes(authorization->deviceId);
  std::optional<Caller> caller;
  THUCDIA_TRY(hub.storage().read([&](HubRead& read) -> core::Result<> {
    const auto device = read.device(id);
    const auto account = device ? read.account(device->person) : std::nullopt;
    if (account) caller = Caller{*account, *device};
    return {};
  }));
  if (!caller) return core::fail(ErrorCode::NotEnrolled, "the device is not enrolled at this hub");
  const auto statement = sync::requestStatement(hub.identity().id, authorization->deviceId, authorization->sequence,
                                                request.method + ' ' + request.target, request.body, quickSha256);
  if (!core::verify(caller->device.publicKey, statement, authorization->signature)) {
    return core::fail(ErrorCode::BadSignature, "the request is not signed by that device for this hub");
  }
  THUCDIA_TRY(hub.window().accept(id, authorization->sequence, caller->device.sequence));
  return *caller;
}

struct Extent {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

core::Result<> checkPiece(const Extent& extent, std::uint64_t most, std::string_view piece) {
  const auto& [offset, size] = extent;
  if (size == 0 || size > most) return core::fail(ErrorCode::LimitExceeded, fmt::format("1 to {} bytes", most));
  if (piece.empty() || piece.size() > sync::kBlobPiece) {
    return core::fail(ErrorCode::LimitExceeded, fmt::format("a piece has 1 to {} bytes", sync::kBlobPiece));
  }
  if (piece.size() > size || offset > size - piece.size()) {
    return core::fail(ErrorCode::InvalidArgument,
                      fmt::format("{} bytes at {} reach beyond the {} of the whole", piece.size(), offset, size));
  }
  return {};
}

core::Result<Extent> extentOf(const HttpRequest& request) {
  const auto offset = queryNumber(request.target, "offset");
  const auto size = queryNumber(request.target, "size");
  if (!offset || !size) return core::fail(ErrorCode::InvalidArgument, "a piece names its offset and the whole's size");
  return Extent{*offset, *size};
}

HttpReply pieceReply(const BlobFiles::Stored& stored) {
  wire::BlobResponse response;
  response.set_have(stored.have);
  response.set_complete(stored.complete);
  return {.status = 200, .body = response.SerializeAsString()};
}

core::Result<HttpReply> putBlob(Hub& hub, const HttpRequest& request, const Caller& caller, std::string_view sha256) {
  THUCDIA_ASSIGN(const auto extent, extentOf(request));
  THUCDIA_ASSIGN(const auto stored,
                 storePiece(hub, caller.device.id, sha256, extent.size, extent.offset, request.body));
  return pieceReply(stored);
}

core::Result<HttpReply> putBundle(Hub& hub, const HttpRequest& request, const Caller& caller, std::string_view sha256,
                                  const RunWrite& write) {
  THUCDIA_TRY(checkActive(caller.device, caller.account));
  THUCDIA_ASSIGN(const auto extent, extentOf(request));
  THUCDIA_TRY(checkPiece(extent, sync::kMaxBundleBytes, request.body));
  THUCDIA_ASSIGN(const auto known, hub.read([&](HubRead& read) { return read.bundle(sha256).has_value(); }));
  if (known) return pieceReply({extent.size, true});
  THUCDIA_TRY(hub.disk().makeFolder(hub.folder() + "/carried"));
  THUCDIA_ASSIGN(const auto stored, hub.carried().add(sha256, extent.size, extent.offset, request.body));
  if (stored.complete) THUCDIA_TRY(takeInCarried(hub, sha256, write));
  return pieceReply(stored);
}

core::Result<HttpReply> getBlob(Hub& hub, const HttpRequest& request, const Caller& caller, std::string_view sha256) {
  THUCDIA_TRY(checkActive(caller.device, caller.account));
  bool allowed = false;
  THUCDIA_TRY(hub.storage().read([&](HubRead& read) -> core::Result<> {
    for (const auto& id : read.usersOfBlob(sha256)) {
      const auto head = read.head(id);
      allowed = allowed || (head && inScope(caller.account, head->province, head->owner));
    }
    return {};
  }));
  const auto size = hub.blobs().sizeOf(sha256);
  // What is not there and what may not be seen look alike.
  if (!allowed || !size) return core::fail(ErrorCode::NotFound, "no such blob in this device's scope");
  const auto limit = queryNumber(request.target, "limit").value_or(sync::kBlobPiece);
  THUCDIA_ASSIGN(auto bytes, hub.blobs().read(sha256, queryNumber(request.target, "offset").value_or(0),
                                              std::clamp<std::uint64_t>(limit, 1, sync::kBlobPiece)));
  return HttpReply{.status = 200, .body = std::move(bytes), .headers = {{"Thucdia-Size", std::to_string(*size)}}};
}

/// Answers a request that names bytes by their hash and is signed in its header.
template <class Answer>
HttpReply answerNamed(Hub& hub, const HttpRequest& request, std::string_view prefix, Answer&& answer) {
  std::string sha256;
  const auto path = pathOf(request.target);
  if (!core::unhex(path.substr(prefix.size()), sha256) || sha256.size() != 32) {
    return refuse({ErrorCode::NotFound, "what is sent and fetched is named by 64 hexadecimal digits"});
  }
  std::string deviceId;
  const auto caller = authenticate(hub, request, deviceId);
  constexpr std::string_view kEvent = "transfer_refused";
  if (!caller) return refuseSigned(hub, caller.error(), deviceId, kEvent);
  core::Result<HttpReply> reply = answer(*caller, sha256);
  if (reply) return std::move(*reply);
  return reply.error().code == ErrorCode::NotFound ? refuse(reply.error())
                                                   : refuseSigned(hub, reply.error(), deviceId, kEvent);
}

}  // namespace

int httpStatus(ErrorCode code) {
  switch (code) {
    case ErrorCode::NotEnrolled:
    case ErrorCode::BadSignature:
      return 401;
    case ErrorCode::CodeInvalid:
    case ErrorCode::NotPermitted:
    case ErrorCode::Revoked:
      return 403;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::AlreadyExists:
    case ErrorCode::Replayed:
      return 409;
    case ErrorCode::LimitExceeded:
      return 413;
    case ErrorCode::BadHash:
      return 422;
    case ErrorCode::ProtocolTooOld:
    case ErrorCode::ProtocolTooNew:
      return 426;
    case ErrorCode::DatabaseBusy:
      return 503;
    case ErrorCode::DiskFull:
      return 507;
    case ErrorCode::Internal:
    case ErrorCode::IoError:
      return 500;
    default:
      return 400;
  }
}

core::Result<BlobFiles::Stored> storePiece(Hub& hub, DeviceId device, std::string_view sha256, std::uint64_t size,
                                           std::uint64_t offset, std::string_view piece) {
  THUCDIA_TRY(checkPiece({offset, size}, sync::kMaxBlobBytes, piece));
  // A revoked device may still hand in what its records speak of.
  THUCDIA_ASSIGN(const bool uploads, hub.read([&](HubRead& read) {
    const auto known = read.device(device);
    return known && mayHandIn(read, sha256, *known);
  }));
  if (!uploads) {
    return core::fail(ErrorCode::NotPermitted, "no record of this device or its person speaks of those bytes");
  }
  return hub.blobs().add(sha256, size, offset, piece);
}

std::string_view pathOf(std::string_view target) { return target.substr(0, target.find('?')); }

std::optional<std::uint64_t> queryNumber(std::string_view target, std::string_view name) {
  const auto question = target.find('?');
  if (question == std::string_view::npos) return std::nullopt;
  auto rest = target.substr(question + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const auto part = rest.substr(0, end);
    if (part.size() > name.size() && part.substr(0, name.size()) == name && part[name.size()] == '=') {
      const auto text = part.substr(name.size() + 1);
      std::uint64_t number = 0;
      const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
      if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
      return number;
    }
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return std::nullopt;
}

HttpReply refuse(const core::Error& error, std::uint64_t highestSequence) {
  return {.status = httpStatus(error.code), .body = sync::packRefusal(error, highestSequence)};
}

HttpReply refuseSigned(Hub& hub, const core::Error& error, std::string_view deviceId, std::string_view event) {
  const auto id = DeviceId::fromBytes(deviceId);
  hub.log().warning(event, {{"code", std::string(core::name(error.code))},
                            {"detail", error.detail},
                            {"device", id ? id->text() : std::string()}});
  const bool replayed = error.code == ErrorCode::Replayed && id;
  return refuse(error, replayed ? hub.window().highest(*id) : 0);
}

HttpReply answerHello(Hub& hub) {
  wire::HelloResponse response;
  response.set_magic(sync::kHelloMagic);
  response.set_hub_id(hub.identity().id);
  response.set_hub_public_key(hub.identity().key.publicKey());
  response.set_oldest_protocol(sync::kOldestProtocol);
  response.set_newest_protocol(sync::kProtocol);
  response.set_hub_time(core::toMicros(hub.now()));
  response.set_program(THUCDIA_VERSION);
  return {.status = 200, .body = response.SerializeAsString()};
}

HttpReply answerEnrol(Hub& hub, const HttpRequest& request, const RunWrite& write) {
  wire::EnrolRequest asked;
  if (!asked.ParseFromString(request.body) || asked.secret().empty()) {
    hub.log().warning("enrolment_refused", {{"code", std::string(core::name(ErrorCode::CorruptData))}});
    return refuse({ErrorCode::CorruptData, "not an enrolment"});
  }
  wire::EnrolResponse response;
  const auto outcome = write([&](HubWrite& transaction) -> core::Result<> {
    THUCDIA_ASSIGN(response, enrol(transaction, asked, hub.now(), hub.random()));
    return {};
  });
  if (!outcome) {
    hub.log().warning("enrolment_refused", {{"code", std::string(core::name(outcome.error().code))}});
    return refuse(outcome.error());
  }
  hub.log().info("device_enrolled", {{"device", DeviceId::fromBytes(response.device_id())->text()}});
  const auto statement = sync::enrolStatement(asked.secret(), asked.public_key());
  return {.status = 200, .body = sync::sealReply(hub.identity().key, statement, response.SerializeAsString())};
}

HttpReply answerBlob(Hub& hub, const HttpRequest& request) {
  return answerNamed(hub, request, kBlobPath, [&](const Caller& caller, std::string_view sha256) {
    return request.method == "PUT" ? putBlob(hub, request, caller, sha256) : getBlob(hub, request, caller, sha256);
  });
}

HttpReply answerBundle(Hub& hub, const HttpRequest& request, const RunWrite& write) {
  return answerNamed(hub, request, kBundlePath, [&](const Caller& caller, std::string_view sha256) {
    return putBundle(hub, request, caller, sha256, write);
  });
}

}  // namespace thucdia::hub
