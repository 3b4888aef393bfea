#include <thucdia/sync/v1/enrol.pb.h>
#include <thucdia/sync/v1/envelope.pb.h>

#include "core/base/crypto.h"
#include "sync/engine/sync_engine.h"
#include "sync/wire/enrol_code.h"
#include "sync/wire/enrol_statement.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "sync/wire/urls.h"

namespace thucdia::sync {

using core::ErrorCode;
namespace replica = core::replica;

namespace {

/// That a hub answers, and that it is the one the code names: before the code's secret is sent to anybody.
core::Result<v1::HelloResponse> greet(Transport& transport, const EnrolCode& code) {
  THUCDIA_ASSIGN(const auto response, transport.send({"GET", "/v1/hello", {}, {}}));
  v1::HelloResponse hello;
  if (response.status != 200 || !hello.ParseFromString(response.body) || hello.magic() != kHelloMagic) {
    return core::fail(ErrorCode::NotAHub, "what answers at that address is no Thực Địa hub");
  }
  if (keyFingerprint(hello.hub_public_key()) != code.fingerprint) {
    return core::fail(ErrorCode::WrongHub, "the code was given out by another hub");
  }
  if (hello.oldest_protocol() > kProtocol) return core::fail(ErrorCode::ProtocolTooOld, "update this program first");
  if (hello.newest_protocol() < kOldestProtocol) return core::fail(ErrorCode::ProtocolTooNew, "the hub is too old");
  return hello;
}

core::Error refusalOf(const HttpResponse& response) {
  v1::Refusal refusal;
  if (!refusal.ParseFromString(response.body) || refusal.magic() != kRefusalMagic) {
    return {ErrorCode::NotAHub, "the reply is no hub's"};
  }
  return {core::errorCode(refusal.code()), refusal.detail()};
}

}  // namespace

core::Result<replica::Enrolment> enrol(replica::Replica& replica, Transport& transport, std::string_view hubUrl,
                                       std::string_view codeText, std::string_view deviceName) {
  THUCDIA_ASSIGN(const auto url, parseHubUrl(hubUrl));
  THUCDIA_ASSIGN(const auto invitation, parseInvitation(codeText));
  const auto& code = invitation.code;
  transport.resume();
  THUCDIA_ASSIGN(const auto hello, greet(transport, code));
  // At its own hub a device may ask again: a hub restored from a backup may have forgotten it. One that knows it
  // refuses.
  const auto enrolled = replica.enrolment();
  if (enrolled && enrolled->hubId != hello.hub_id()) {
    return core::fail(ErrorCode::WrongHub, "this replica belongs to another hub");
  }
  const auto& key = replica.deviceKey();
  const auto statement = enrolStatement(code.secret, key.publicKey());
  v1::EnrolRequest request;
  request.set_protocol(kProtocol);
  request.set_secret(code.secret);
  request.set_public_key(key.publicKey());
  request.set_device_name(std::string(deviceName));
  request.set_device_time(core::toMicros(replica.clock().now()));
  request.set_signature(key.sign(statement));
  if (enrolled) {
    request.set_person_id(enrolled->person.id());
    request.set_device_id(enrolled->device.rawString());
  }
  THUCDIA_ASSIGN(const auto response, transport.send({"POST", "/v1/enrol", {}, request.SerializeAsString()}));
  if (response.status != 200) return core::fail(refusalOf(response));
  THUCDIA_ASSIGN(const auto message, openReply(hello.hub_public_key(), statement, response.body));
  v1::EnrolResponse reply;
  const auto device = reply.ParseFromString(message) ? core::DeviceId::fromBytes(reply.device_id()) : std::nullopt;
  if (!device || reply.hub_public_key() != hello.hub_public_key() || reply.hub_id() != hello.hub_id()) {
    return core::fail(ErrorCode::NotAHub, "the reply cannot be read");
  }
  replica::Enrolment enrolment;
  enrolment.hubUrl = url.text();
  enrolment.hubId = reply.hub_id();
  enrolment.hubPublicKey = reply.hub_public_key();
  enrolment.device = *device;
  auto& person = enrolment.person;
  person.set_id(reply.account().person_id());
  person.set_name(reply.account().name());
  person.set_full_name(reply.account().name());
  person.set_role(reply.account().role());
  person.set_all_provinces(reply.account().all_provinces());
  *person.mutable_provinces() = reply.account().provinces();
  person.set_active(true);
  THUCDIA_TRY(replica.saveEnrolment(enrolment));
  return enrolment;
}

}  // namespace thucdia::sync
