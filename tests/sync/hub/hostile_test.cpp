// Requests that no honest tablet makes: each is refused with a code, logged, and leaves the store as it was.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <zstd.h>

#include "core/records/blob_rows.h"
#include "sync/hub/hub_service.h"
#include "sync/wire/compression.h"
#include "sync/wire/envelope.h"
#include "sync/wire/limits.h"
#include "tests/support/sync_world.h"

using namespace thucdia;
using namespace thucdia::tests;
using core::ErrorCode;
namespace wire = sync::v1;

namespace {

constexpr std::string_view kExchange = "POST /v1/exchange";

/// All that a request may have changed.
struct Stored {
  std::uint64_t sequence = 0;
  std::int64_t logged = 0;
  std::uint64_t highest = 0;  ///< of the tablet's request numbers
  std::size_t devices = 0;
  std::vector<std::int64_t> records;
  std::vector<std::string> blobs;
  std::uint64_t piece = 0;
  bool operator==(const Stored&) const = default;
};

/// A hub that logs, a tablet that has pushed a visit with a photo, and the photo's bytes.
struct Besieged {
  core::MemoryLog log;
  TestHub hub;
  std::string photo = std::string(1000, 'p');
  std::string sha256{core::raw(core::sha256(photo))};
  std::unique_ptr<Tablet> tablet;
  std::uint64_t number = 1'900'000'000'000'000;

  Besieged() {
    auto options = hub.options();
    options.log = core::Logger(log, hub.clock);
    hub.hub.reset();
    hub.hub = must(hub::Hub::open(options));
    hub.addUser("an", v1::ROLE_INSPECTOR, "01");
    tablet = std::make_unique<Tablet>(hub, "an", 1);
    auto visit = tablet->makeVisit(tablet->makeFacility("A", "01"));
    auto& attachment = *(*visit.mutable_answers())["photo"].mutable_attachment();
    attachment.set_sha256(sha256);
    attachment.set_size(photo.size());
    tablet->put(visit);
    tablet->sync();
  }

  [[nodiscard]] Stored stored() {
    Stored now;
    must(hub->storage().read([&](hub::HubRead& read) -> core::Result<> {
      now.sequence = read.sequence();
      const auto last = read.lastLogEntry();
      now.logged = last ? last->entry : 0;
      now.devices = read.devices().size();
      now.highest = read.device(tablet->replica->enrolment()->device)->sequence;
      for (const auto& type : core::records::RecordType::all()) now.records.push_back(read.countOfType(type.number()));
      return {};
    }));
    now.blobs = must(hub->blobs().list());
    now.piece = hub->blobs().have(sha256);
    return now;
  }
  [[nodiscard]] sync::Requester requester() {
    const auto enrolment = *tablet->replica->enrolment();
    return {enrolment.hubId, enrolment.device.rawString(), &tablet->replica->deviceKey()};
  }
  hub::HttpReply post(std::string body, const std::string& path = "/v1/exchange") {
    return hub::answerNow(*hub.hub, {"POST", path, {}, std::move(body)});
  }
  hub::HttpReply put(const std::string& authorization, const std::string& target, const std::string& body) {
    return hub::answerNow(*hub.hub, {"PUT", target, authorization, body});
  }
  [[nodiscard]] std::string photoTarget() const { return "/v1/blobs/" + core::hex(sha256) + "?offset=0&size=1000"; }

  /// Refused with this code, said so in the log, and nothing is otherwise than before.
  void refused(const hub::HttpReply& reply, ErrorCode code, const Stored& before) {
    wire::Refusal refusal;
    REQUIRE(reply.status >= 400);
    REQUIRE(refusal.ParseFromString(reply.body));
    CHECK(refusal.code() == core::name(code));
    CHECK(stored() == before);
    const auto entries = log.entries();
    REQUIRE_FALSE(entries.empty());
    const auto& fields = entries.back().fields;
    CHECK(entries.back().level >= core::LogLevel::Warning);
    CHECK(std::ranges::find(fields, std::pair<std::string, std::string>("code", core::name(code))) != fields.end());
  }
};

/// An envelope signed for this payload, whatever it is.
std::string sealed(const sync::Requester& by, std::uint64_t number, wire::Encoding encoding,
                   const std::string& payload) {
  wire::SignedRequest request;
  request.set_magic(sync::kRequestMagic);
  request.set_device_id(by.deviceId);
  request.set_sequence(number);
  request.set_encoding(encoding);
  request.set_payload(payload);
  request.set_signature(by.key->sign(sync::requestStatement(by.hubId, by.deviceId, number, kExchange, payload)));
  return request.SerializeAsString();
}

std::string emptyExchange() {
  wire::ExchangeRequest request;
  request.set_protocol(sync::kProtocol);
  return request.SerializeAsString();
}

core::KeyPair strangersKey() {
  core::SeededRandom random(77);
  return core::KeyPair::make(random);
}

}  // namespace

TEST_CASE("bytes that are no message are refused and leave nothing behind") {
  Besieged place;
  const auto before = place.stored();
  place.refused(place.post("garbage"), ErrorCode::CorruptData, before);
  place.refused(place.post(std::string(3000, '\xFF')), ErrorCode::CorruptData, before);
  place.refused(place.post(sealed(place.requester(), ++place.number, wire::ENCODING_PLAIN, "\x0A\xFF\xFF")),
                ErrorCode::CorruptData, before);
  place.refused(place.post(sealed(place.requester(), ++place.number, wire::ENCODING_UNSPECIFIED, emptyExchange())),
                ErrorCode::CorruptData, before);
  place.refused(place.post("garbage", "/v1/enrol"), ErrorCode::CorruptData, before);
}

TEST_CASE("a frame that would fill the memory is refused before anything is unpacked") {
  Besieged place;
  const auto before = place.stored();
  const auto send = [&](const std::string& frame) {
    return place.post(sealed(place.requester(), ++place.number, wire::ENCODING_ZSTD, frame));
  };
  place.refused(send(sync::compress(std::string(sync::kMaxUnpackedBytes + 1, 'a'))), ErrorCode::LimitExceeded, before);
  // A header that promises 1 TiB, with nothing behind it.
  std::string promise("\x28\xB5\x2F\xFD\xE0", 5);
  for (const char byte : {0, 0, 0, 0, 0, 1, 0, 0}) promise += byte;
  place.refused(send(promise), ErrorCode::LimitExceeded, before);
  // One that states no size, one cut short, one with something behind it.
  std::string streamed(1000, '\0');
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
  const auto message = std::string(500, 'a');
  streamed.resize(ZSTD_compress2(context, streamed.data(), streamed.size(), message.data(), message.size()));
  ZSTD_freeCCtx(context);
  place.refused(send(streamed), ErrorCode::CorruptData, before);
  const auto whole = sync::compress(message);
  place.refused(send(whole.substr(0, whole.size() - 1)), ErrorCode::CorruptData, before);
  place.refused(send(whole + whole), ErrorCode::CorruptData, before);
}

TEST_CASE("forged requests are refused: another's name, another's key, another hub, other bytes than were signed") {
  Besieged place;
  const auto before = place.stored();
  const auto stranger = strangersKey();
  auto by = place.requester();
  by.key = &stranger;
  place.refused(place.post(sync::sealRequest(by, ++place.number, kExchange, emptyExchange()).body),
                ErrorCode::BadSignature, before);
  by = place.requester();
  by.hubId = std::string(16, 'h');
  place.refused(place.post(sync::sealRequest(by, ++place.number, kExchange, emptyExchange()).body),
                ErrorCode::BadSignature, before);
  by = place.requester();
  by.deviceId = std::string(16, 'd');
  place.refused(place.post(sync::sealRequest(by, ++place.number, kExchange, emptyExchange()).body),
                ErrorCode::NotEnrolled, before);
  by = place.requester();
  place.refused(place.post(sync::sealRequest(by, ++place.number, "POST /v1/enrol", emptyExchange()).body),
                ErrorCode::BadSignature, before);
  wire::SignedRequest changed;
  REQUIRE(changed.ParseFromString(sync::sealRequest(by, ++place.number, kExchange, emptyExchange()).body));
  changed.set_sequence(changed.sequence() + 1);
  place.refused(place.post(changed.SerializeAsString()), ErrorCode::BadSignature, before);
}

TEST_CASE("a request that is said again is refused, whatever it carried") {
  Besieged place;
  const auto body = sync::sealRequest(place.requester(), ++place.number, kExchange, emptyExchange()).body;
  CHECK(place.post(body).status == 200);
  const auto before = place.stored();
  place.refused(place.post(body), ErrorCode::Replayed, before);
  const auto target = place.photoTarget();
  const auto token = sync::authorize(place.requester(), ++place.number, "PUT " + target, place.photo);
  CHECK(place.put(token, target, place.photo).status == 200);
  const auto withPhoto = place.stored();
  place.refused(place.put(token, target, place.photo), ErrorCode::Replayed, withPhoto);
  const auto old = sync::authorize(place.requester(), 5, "PUT " + target, place.photo);
  place.refused(place.put(old, target, place.photo), ErrorCode::Replayed, withPhoto);
}

TEST_CASE("a request's number that would leave none for later is refused") {
  Besieged place;
  const auto before = place.stored();
  const auto number = GENERATE(UINT64_MAX, std::uint64_t{1} << 63, (std::uint64_t{1} << 62) + 1);
  place.refused(place.post(sync::sealRequest(place.requester(), number, kExchange, emptyExchange()).body),
                ErrorCode::LimitExceeded, before);
  const auto target = place.photoTarget();
  place.refused(
      place.put(sync::authorize(place.requester(), number, "PUT " + target, place.photo), target, place.photo),
      ErrorCode::LimitExceeded, before);
  CHECK(place.tablet->trySync());
}

TEST_CASE("bytes that are not those of their name are refused and begin anew") {
  Besieged place;
  const auto before = place.stored();
  const auto target = place.photoTarget();
  const std::string wrong(1000, 'w');
  place.refused(place.put(sync::authorize(place.requester(), ++place.number, "PUT " + target, wrong), target, wrong),
                ErrorCode::BadHash, before);
}

TEST_CASE("tokens that are forged, for other bytes or for nothing are refused") {
  Besieged place;
  const auto before = place.stored();
  const auto target = place.photoTarget();
  const auto good = sync::authorize(place.requester(), ++place.number, "PUT " + target, place.photo);
  place.refused(place.put("", target, place.photo), ErrorCode::NotEnrolled, before);
  place.refused(place.put("Bearer abc", target, place.photo), ErrorCode::CorruptData, before);
  place.refused(place.put(good.substr(0, good.size() - 4), target, place.photo), ErrorCode::CorruptData, before);
  place.refused(place.put(good, target, place.photo + "x"), ErrorCode::BadSignature, before);
  place.refused(place.put(good, "/v1/blobs/" + core::hex(place.sha256) + "?offset=0&size=1001", place.photo),
                ErrorCode::BadSignature, before);
  const auto stranger = strangersKey();
  auto by = place.requester();
  by.key = &stranger;
  place.refused(place.put(sync::authorize(by, ++place.number, "PUT " + target, place.photo), target, place.photo),
                ErrorCode::BadSignature, before);
}

TEST_CASE("photos that no record of the device speaks of, too large ones and pieces of nothing are refused") {
  Besieged place;
  const auto before = place.stored();
  const auto send = [&](const std::string& target, const std::string& body) {
    return place.put(sync::authorize(place.requester(), ++place.number, "PUT " + target, body), target, body);
  };
  const auto path = "/v1/blobs/" + core::hex(place.sha256);
  place.refused(send("/v1/blobs/" + std::string(64, 'a') + "?offset=0&size=4", "body"), ErrorCode::NotPermitted,
                before);
  place.refused(send(path + "?offset=0&size=99999999999", "body"), ErrorCode::LimitExceeded, before);
  place.refused(send(path + "?offset=0&size=1000", ""), ErrorCode::LimitExceeded, before);
  place.refused(send(path + "?offset=0&size=1000", std::string(sync::kBlobPiece + 1, 'x')), ErrorCode::LimitExceeded,
                before);
  place.refused(send(path + "?offset=-1&size=1000", "body"), ErrorCode::InvalidArgument, before);
  // Longer than the whole: said to be taken in part, it would be sent for ever.
  place.refused(send(path + "?offset=998&size=1000", "body"), ErrorCode::InvalidArgument, before);
  place.refused(send(path + "?offset=18446744073709551615&size=1000", "body"), ErrorCode::InvalidArgument, before);
  place.refused(send(path, "body"), ErrorCode::InvalidArgument, before);
}

TEST_CASE("batches above the limits are refused whole") {
  Besieged place;
  const auto before = place.stored();
  wire::ExchangeRequest request;
  request.set_protocol(sync::kProtocol);
  for (int i = 0; i <= sync::kMaxPushChanges; ++i) request.add_push()->set_type(1);
  const auto send = [&] {
    return place.post(
        sync::sealRequest(place.requester(), ++place.number, kExchange, request.SerializeAsString()).body);
  };
  place.refused(send(), ErrorCode::LimitExceeded, before);
  request.clear_push();
  for (int i = 0; i <= sync::kMaxUploadsAsked; ++i) request.add_uploads(std::string(32, 'u'));
  place.refused(send(), ErrorCode::LimitExceeded, before);
  request.clear_uploads();
  for (int i = 0; i <= sync::kMaxCarried; ++i) request.add_carried(std::string(32, 'c'));
  place.refused(send(), ErrorCode::LimitExceeded, before);
}

TEST_CASE("a code that was used enrols nobody else, and a wrong one is not told from it") {
  Besieged place;
  const auto before = place.stored();
  TestReplica other(9);
  LoopbackTransport transport(*place.hub.hub);
  const auto again = sync::enrol(*other.replica, transport, Tablet::kUrl, place.tablet->code, "thief");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == ErrorCode::CodeInvalid);
  CHECK(place.stored() == before);
  CHECK(place.log.entries().back().event == "enrolment_refused");
}
