#include <catch2/catch_test_macros.hpp>
#include <google/protobuf/unknown_field_set.h>
#include <nlohmann/json.hpp>

#include <thucdia/sync/v1/envelope.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "sync/engine/exchange_reply.h"
#include "sync/hub/hub_service.h"
#include "sync/wire/envelope.h"
#include "tests/sync/versions/older.h"

using namespace thucdia;
using namespace thucdia::tests;
namespace wire = sync::v1;

namespace {

std::string unbase64(std::string_view text) {
  std::string bytes;
  unsigned value = 0;
  int bits = 0;
  for (const char c : text) {
    static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto digit = kDigits.find(c);
    if (digit == std::string_view::npos) break;
    value = value << 6 | static_cast<unsigned>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(value >> bits & 0xFF);
  }
  return bytes;
}

struct Said {
  std::string request;
  std::string reply;
};
/// The one exchange that was recorded of this protocol.
Said recorded(int protocol) {
  const auto json = nlohmann::json::parse(versionFile("road-" + std::to_string(protocol) + ".json"));
  const auto& exchange = json.at("exchanges").at(0);
  REQUIRE(exchange.at("target") == "/v1/exchange");
  return {unbase64(exchange.at("request").get<std::string>()), unbase64(exchange.at("reply").get<std::string>())};
}

std::string statementOf(const hub::Hub& hub, const std::string& request) {
  wire::SignedRequest envelope;
  REQUIRE(envelope.ParseFromString(request));
  return sync::requestStatement(hub.identity().id, envelope.device_id(), envelope.sequence(), "POST /v1/exchange",
                                envelope.payload());
}

wire::ExchangeResponse responseIn(const hub::Hub& hub, const Said& said, const std::string& reply) {
  const auto message = must(sync::openReply(hub.identity().key.publicKey(), statementOf(hub, said.request), reply));
  wire::ExchangeResponse response;
  REQUIRE(response.ParseFromString(message));
  return response;
}

}  // namespace

TEST_CASE("a tablet that speaks protocol 1 is answered by this hub, and its work is taken") {
  OlderHub older;
  const auto said = recorded(1);
  const auto reply = hub::answerNow(*older.hub, {"POST", "/v1/exchange", {}, said.request});
  REQUIRE(reply.status == 200);
  const auto response = responseIn(*older.hub, said, reply.body);
  CHECK(response.protocol() == 1);
  CHECK(response.accepted() == 1);
  CHECK(response.refused_size() == 0);
  // What the hub says is what it said then, but for its clock.
  auto then = responseIn(*older.hub, said, said.reply);
  then.set_hub_time(response.hub_time());
  CHECK(response.SerializeAsString() == then.SerializeAsString());
}

TEST_CASE("the reply of a hub that speaks protocol 1 is taken by this tablet") {
  OlderHub older;
  OlderReplica tablet(2);
  const auto said = recorded(1);
  auto response = responseIn(*older.hub, said, said.reply);
  const sync::PulledChanges pulled(response, tablet.replica->author().device);
  sync::SyncState state;
  sync::OutgoingBatch batch;
  must(tablet.replica->store().write([&](core::db::WriteTransaction& write) -> core::Result<> {
    state = sync::syncState(write);
    THUCDIA_ASSIGN(batch, sync::nextBatch(write, tablet.replica->author().device, false, {}, tablet.clock.now()));
    return {};
  }));
  REQUIRE(batch.changes.size() == 1);
  const auto taken = must(sync::takeReply(*tablet.replica, state, batch, {}, response, pulled, true));
  CHECK(taken.refused.empty());
  CHECK_FALSE(taken.hubIsRestored);
  CHECK(must(tablet.replica->read([](core::db::ReadTransaction& read) { return sync::countOutgoing(read); })) == 0);
}

TEST_CASE("replica and hub of earlier schemas sync with one another under today's programs") {
  for (const int schema : {1, 2}) {
    OlderHub older;
    OlderReplica tablet(schema);
    LoopbackTransport transport(*older.hub);
    sync::SyncEngine engine(*tablet.replica, transport);
    const auto result = must(engine.sync({.fetchBlobs = false}));
    CHECK(result.progress.recordsSent == 1);
    CHECK(result.progress.recordsToSend == 0);
    CHECK(result.refused.empty());
  }
}

TEST_CASE("what a later program wrote into fields that this one does not know survives an edit here and the hub") {
  constexpr int kLater = 900;
  TestHub hub;
  hub.addUser("an", v1::ROLE_SUPERVISOR, "all");
  hub.addUser("binh", v1::ROLE_SUPERVISOR, "all");
  Tablet later(hub, "an", 1);
  Tablet older(hub, "binh", 2);
  auto facility = later.makeFacility("A", "01");
  facility.GetReflection()->MutableUnknownFields(&facility)->AddLengthDelimited(kLater, "of the year 2031");
  later.put(facility);
  later.sync();
  older.sync();
  const auto id = *core::FacilityId::fromBytes(facility.id());
  auto here = *older.get<v1::Facility>(id);
  here.set_phone("0900");
  older.put(here);
  older.sync();
  later.replica.clock.advance(std::chrono::minutes(10));
  later.sync();
  const auto back = *later.get<v1::Facility>(id);
  CHECK(back.phone() == "0900");
  const auto& unknown = back.GetReflection()->GetUnknownFields(back);
  REQUIRE(unknown.field_count() == 1);
  CHECK(unknown.field(0).number() == kLater);
  CHECK(unknown.field(0).length_delimited() == "of the year 2031");
}
