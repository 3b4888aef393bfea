#include "sync/wire/envelope.h"

#include <catch2/catch_test_macros.hpp>

#include "sync/wire/compression.h"
#include "sync/wire/encoding.h"
#include "sync/wire/limits.h"

using namespace thucdia;
using namespace thucdia::sync;
using core::ErrorCode;

namespace {

struct Peers {
  core::SeededRandom random{5};
  core::KeyPair device = core::KeyPair::make(random);
  core::KeyPair hub = core::KeyPair::make(random);
  Requester requester{std::string(16, 'h'), std::string(16, 'd'), &device};
};

}  // namespace

TEST_CASE("a reply is believed only when the hub signed it for this very request") {
  Peers peers;
  const auto first = sealRequest(peers.requester, 1, "POST /v1/exchange", "question");
  const auto second = sealRequest(peers.requester, 2, "POST /v1/exchange", "question");
  const auto reply = sealReply(peers.hub, first.statement, "answer");
  CHECK(openReply(peers.hub.publicKey(), first.statement, reply) == "answer");
  CHECK(openReply(peers.hub.publicKey(), second.statement, reply).error().code == ErrorCode::BadSignature);
  CHECK(openReply(peers.device.publicKey(), first.statement, reply).error().code == ErrorCode::BadSignature);
  CHECK(openReply(peers.hub.publicKey(), first.statement, "<html>Sign in</html>").error().code == ErrorCode::NotAHub);
  CHECK(openReply(peers.hub.publicKey(), first.statement, "").error().code == ErrorCode::NotAHub);
}

TEST_CASE("a long message travels compressed and comes out whole") {
  Peers peers;
  const std::string message(100'000, 'x');
  const auto sealed = sealRequest(peers.requester, 1, "POST /v1/exchange", message);
  CHECK(sealed.body.size() < 1'000);
  v1::SignedRequest request;
  REQUIRE(request.ParseFromString(sealed.body));
  CHECK(unpack(request.encoding(), request.payload()) == message);
}

TEST_CASE("a zstd bomb is refused by the size it states") {
  const auto bomb = compress(std::string(50u << 20, '\0'));
  CHECK(decompress(bomb, kMaxUnpackedBytes).error().code == ErrorCode::LimitExceeded);
}

TEST_CASE("damaged zstd frames are refused") {
  const auto frame = compress("some bytes that are not so many, some bytes that are not so many");
  CHECK(decompress(frame, 1000));
  for (std::size_t length = 0; length < frame.size(); ++length) CHECK_FALSE(decompress(frame.substr(0, length), 1000));
  CHECK_FALSE(decompress(frame + "x", 1000));
  CHECK_FALSE(decompress(frame + frame, 1000));
}

TEST_CASE("an authorization header names device, sequence and signature") {
  Peers peers;
  const auto header = authorize(peers.requester, 77, "PUT /v1/blobs/ab", "bytes");
  const auto parsed = parseAuthorization(header);
  REQUIRE(parsed);
  CHECK(parsed->deviceId == peers.requester.deviceId);
  CHECK(parsed->sequence == 77);
  const auto statement =
      requestStatement(peers.requester.hubId, parsed->deviceId, parsed->sequence, "PUT /v1/blobs/ab", "bytes");
  CHECK(core::verify(peers.device.publicKey(), statement, parsed->signature));
  CHECK_FALSE(parseAuthorization("Bearer x"));
  CHECK_FALSE(parseAuthorization(header.substr(0, header.size() - 1)));
  CHECK_FALSE(parseAuthorization(header + "A"));
}

TEST_CASE("base 32 and base 64 read back what they wrote") {
  std::string bytes;
  for (int i = 0; i < 40; ++i) {
    CHECK(fromBase32(base32(bytes)) == bytes);
    CHECK(fromBase64(base64(bytes)) == bytes);
    bytes += static_cast<char>(i * 37);
  }
}
