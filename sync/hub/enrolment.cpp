#include "sync/hub/enrolment.h"

#include <thucdia/records/v1/registers.pb.h>

#include "core/base/crypto.h"
#include "sync/hub/hub_records.h"
#include "sync/wire/enrol_code.h"
#include "sync/wire/enrol_statement.h"
#include "sync/wire/limits.h"

namespace thucdia::hub {

using core::ErrorCode;

namespace {

constexpr std::size_t kMaxNameBytes = 200;

/// At most kMaxNameBytes of it, cut between characters.
std::string shortened(std::string name) {
  if (name.size() <= kMaxNameBytes) return name;
  name.resize(kMaxNameBytes + 1);
  while (!name.empty() && (static_cast<unsigned char>(name.back()) & 0xC0) == 0x80) name.pop_back();
  if (!name.empty()) name.pop_back();
  return name;
}

core::Error codeInvalid() {
  return {ErrorCode::CodeInvalid, "the enrolment code is unknown, was used, or is older than ten minutes"};
}

Device makeDevice(const wire::EnrolRequest& request, const Account& account, DeviceTag tag, Timestamp now,
                  core::RandomSource& random, HubRead& read) {
  const auto identity = read.identity();
  Device device;
  const auto had = DeviceId::fromBytes(request.device_id());
  // A restored hub that has forgotten the device may have been given its record back, its revocation too.
  const auto record = had ? getSigned<records::Device>(read, *had) : std::nullopt;
  const bool own =
      record && record->public_key() == request.public_key() && record->person_id() == account.person.raw();
  const bool free =
      had && *had != identity.deviceId && !read.device(*had) && (own || !read.head(RecordId(had->bytes())));
  device.id = free ? *had : DeviceId(core::makeUuidV7(now, random));
  device.tag = tag;
  device.person = account.person;
  device.publicKey = request.public_key();
  device.name = shortened(request.device_name());
  device.enrolledAt = now;
  // Who comes back with work of an earlier time has to send it again; who is new has nothing of that kind.
  device.epoch = had && identity.restored ? 0 : identity.epoch;
  if (own && record->revoked_at() != 0) device.revokedAt = core::fromMicros(record->revoked_at());
  return device;
}

}  // namespace

core::Result<IssuedCode> issueCode(HubWrite& write, std::string_view accountName, Timestamp now,
                                   core::RandomSource& random) {
  const auto account = write.accountNamed(accountName);
  if (!account || !account->active) {
    return core::fail(ErrorCode::NotFound, "no user " + std::string(accountName) + ": see thucdia-hub user add");
  }
  const auto identity = write.identity();
  const auto code = sync::makeEnrolCode(random, identity.key.publicKey());
  write.putEnrolCode(
      {std::string(core::raw(core::sha256(code.secret))), account->person, now + sync::kEnrolCodeLife, std::nullopt});
  return IssuedCode{sync::enrolCodeText(code), sync::enrolQrText(code, identity.url)};
}

core::Result<wire::EnrolResponse> enrol(HubWrite& write, const wire::EnrolRequest& request, Timestamp now,
                                        core::RandomSource& random) {
  if (request.protocol() < sync::kOldestProtocol) return core::fail(ErrorCode::ProtocolTooOld, "update the program");
  auto code = write.enrolCode(core::raw(core::sha256(request.secret())));
  if (!code || code->usedAt || code->expiresAt <= now) return core::fail(codeInvalid());
  const auto account = write.account(code->person);
  if (!account || !account->active) return core::fail(codeInvalid());
  if (!request.person_id().empty() && request.person_id() != account->person.raw()) {
    return core::fail(ErrorCode::NotPermitted, "the device holds another person's work");
  }
  const auto statement = sync::enrolStatement(request.secret(), request.public_key());
  if (!core::verify(request.public_key(), statement, request.signature())) {
    return core::fail(ErrorCode::BadSignature, "the device does not hold the key it names");
  }
  const auto tag = core::deviceTag(request.public_key());
  const auto identity = write.identity();
  bool taken = tag == 0 || tag == identity.tag() || tag == identity.sharedTag();
  std::optional<Device> known;
  for (const auto& other : write.devices()) {
    if (other.publicKey == request.public_key()) known = other;
    taken = taken || (other.tag == tag && other.publicKey != request.public_key());
  }
  if (taken) return core::fail(ErrorCode::AlreadyExists, "that key's tag is taken: make another key");

  if (known && known->person != account->person) {
    return core::fail(ErrorCode::AlreadyExists, "this device is enrolled already, for another person");
  }
  if (known && known->revokedAt) return core::fail(ErrorCode::Revoked, "the device was revoked");
  // A replica made anew beside a key that was kept would give the old stamps to new values.
  if (known && known->sequence > 0 && request.device_id() != known->id.raw()) {
    return core::fail(ErrorCode::AlreadyExists, "another replica has used this device's key: make another key");
  }
  code->usedAt = now;
  write.putEnrolCode(*code);
  // A device that the hub knows lost the reply on its way, or asks to be sure.
  const auto device = known ? *known : makeDevice(request, *account, tag, now, random, write);
  if (!known) {
    write.putDevice(device);
    THUCDIA_TRY(publishDevice(write, device, now));
  }

  wire::EnrolResponse response;
  response.set_hub_id(identity.id);
  response.set_hub_public_key(identity.key.publicKey());
  response.set_epoch(identity.epoch);
  response.set_device_id(device.id.rawString());
  *response.mutable_account() = describeAccount(*account);
  response.set_hub_time(core::toMicros(now));
  response.set_oldest_protocol(sync::kOldestProtocol);
  response.set_newest_protocol(sync::kProtocol);
  return response;
}

wire::Account describeAccount(const Account& account) {
  wire::Account described;
  described.set_person_id(account.person.rawString());
  described.set_name(account.name);
  described.set_role(account.role);
  described.set_all_provinces(account.scope.allProvinces);
  for (const auto& province : account.scope.provinces) described.add_provinces(province);
  return described;
}

}  // namespace thucdia::hub
