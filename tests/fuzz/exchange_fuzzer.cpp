// Requests against a real hub: raw, and signed by an enrolled device so that what lies behind the signature is met; and
// the same in a bundle. The hub lies in a folder of its own, in memory where the system has such a place.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "sync/hub/bundles.h"
#include "sync/hub/hub_service.h"
#include "sync/wire/bundle_file.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;

namespace {

struct World {
  World() {
    // A clock that goes on is not needed: numbers are given here.
    hub.addUser("an", v1::ROLE_SUPERVISOR, "all");
  }
  TestHub hub;
  Tablet tablet = [this] {
    hub.addUser("binh", v1::ROLE_INSPECTOR, "01");
    return Tablet(hub, "binh", 1);
  }();
  std::uint64_t number = 1'800'000'000'000'000;
};

World& world() {
  static World* const made = [] {
    std::error_code ignored;
    if (std::filesystem::is_directory("/dev/shm", ignored)) ::setenv("TMPDIR", "/dev/shm", 0);
    return new World;
  }();
  return *made;
}

/// A hub answers with what a client can tell from any other program's answer.
void check(const hub::HttpReply& reply) {
  if (reply.status == 405) return;
  if (reply.status / 100 == 2) return;
  sync::v1::Refusal refusal;
  if (reply.status < 400 || !refusal.ParseFromString(reply.body) || refusal.magic() != sync::kRefusalMagic) abort();
  if (reply.status == 500) abort();
}

sync::Requester requester() {
  auto& replica = *world().tablet.replica.replica;
  return {replica.enrolment()->hubId, replica.enrolment()->device.rawString(), &replica.deviceKey()};
}

void exchange(std::string_view message) {
  auto sealed = sync::sealRequest(requester(), ++world().number, "POST /v1/exchange", message);
  check(hub::answerNow(*world().hub.hub, {"POST", "/v1/exchange", {}, std::move(sealed.body)}));
}

void bundle(std::string_view entry) {
  auto& replica = *world().tablet.replica.replica;
  const auto path = world().tablet.replica.folder / "fuzz.thucdia";
  sync::v1::BundleHeader header;
  header.set_kind(sync::v1::BUNDLE_KIND_TO_HUB);
  header.set_id(std::string(16, 'b'));
  header.set_hub_id(replica.enrolment()->hubId);
  header.set_device_id(replica.enrolment()->device.rawString());
  sync::v1::BundleEntry parsed;
  if (!parsed.ParseFromArray(entry.data(), static_cast<int>(entry.size()))) return;
  // A request in it is signed, as the device itself would.
  if (parsed.has_request()) {
    const auto sealed =
        sync::sealRequest(requester(), ++world().number, "POST /v1/exchange", parsed.request().payload());
    parsed.mutable_request()->ParseFromString(sealed.body);
  }
  auto writer = must(sync::BundleWriter::create(path, header, replica.deviceKey(), replica.enrolment()->hubPublicKey));
  must(writer.add(parsed));
  must(writer.finish());
  auto& hub = *world().hub.hub;
  static_cast<void>(hub::takeInBundle(hub, path, [&](const auto& command) { return hub.storage().write(command); }));
}

}  // namespace

// The first byte says which way the rest goes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto& hub = *world().hub.hub;
  switch (data[0] % 6) {
    case 0:
      check(hub::answerNow(hub, {"POST", "/v1/exchange", {}, bytes}));
      break;
    case 1:
      exchange(bytes);
      break;
    case 2:
      bundle(bytes);
      break;
    case 3:
      check(hub::answerNow(hub, {"POST", "/v1/enrol", {}, bytes}));
      break;
    case 4: {
      const auto target = "/v1/blobs/" + bytes;
      const auto authorization = sync::authorize(requester(), ++world().number, "PUT " + target, "piece");
      check(hub::answerNow(hub, {"PUT", target, authorization, "piece"}));
      break;
    }
    default:
      check(hub::answerNow(hub, {"GET", bytes, bytes, bytes}));
  }
  return 0;
}
