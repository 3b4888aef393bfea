#include "sync/wire/columns.h"

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/visits.pb.h>
#include <thucdia/sync/v1/exchange.pb.h>

#include "core/changes/record_state.h"
#include "core/records/record_type.h"
#include "sync/wire/compression.h"

using namespace thucdia;
using namespace thucdia::sync;
using core::ErrorCode;
namespace rv1 = ::thucdia::records::v1;

namespace {

constexpr auto kPush = v1::ExchangeRequest::kPushFieldNumber;
constexpr std::size_t kLimit = 1 << 20;

std::string id(char of, int number) { return std::string(15, of) + static_cast<char>(number); }

template <class Record>
void add(v1::ExchangeRequest& request, const std::string& id, const Record& record) {
  const auto& type = core::records::RecordType::of<Record>();
  core::changes::RecordState state;
  core::changes::write(state, *core::changes::difference({}, record.SerializeAsString(), type.mapField()),
                       {{0xABCD, 7}, core::fromMicros(1'795'900'000'000'000)});
  auto encoded = core::changes::encode(state);
  auto& change = *request.add_push();
  change.set_type(type.number());
  change.set_id(id);
  change.set_body(encoded.body);
  change.set_meta(encoded.meta);
}

/// Visits of one form, each with its seal and its submission.
v1::ExchangeRequest batch(int visits) {
  v1::ExchangeRequest request;
  request.set_protocol(1);
  request.set_cursor("here");
  for (int i = 0; i < visits; ++i) {
    rv1::Visit visit;
    visit.set_form_id("form");
    visit.set_province("01");
    visit.set_revision(1);
    auto& answers = *visit.mutable_answers();
    answers["roof"].set_text("Mái tôn rỉ sét khoảng " + std::to_string(7 * i) + "% bề mặt");
    answers["floors"].set_integer(i % 4);
    answers["state"].set_choice("opt" + std::to_string(i % 3));
    if (i % 3 == 0) answers["note"].set_text(std::string(static_cast<std::size_t>(i) * 40, 'n'));
    answers["items:ab-1"].mutable_row()->set_order(1);
    add(request, id('v', i), visit);
    rv1::VisitSeal seal;
    seal.set_visit_id(id('v', i));
    seal.set_content(request.push(request.push_size() - 1).body());
    seal.set_signature(std::string(64, static_cast<char>('A' + i)));
    add(request, id('s', i), seal);
    rv1::VisitDecision submission;
    submission.set_visit_id(id('v', i));
    submission.set_seal_sha256(std::string(core::raw(core::sha256(seal.content()))));
    add(request, id('d', i), submission);
  }
  return request;
}

}  // namespace

TEST_CASE("a batch in columns comes out byte for byte") {
  const auto message = batch(20).SerializeAsString();
  const auto columns = toColumns(message, kPush);
  REQUIRE(columns);
  v1::ExchangeRequest back;
  REQUIRE(back.ParseFromString(*fromColumns(*columns, kLimit)));
  CHECK(back.SerializeAsString() == message);
}

TEST_CASE("a sealed visit's bytes and their hash are said once") {
  const auto request = batch(1);
  const auto columns = toColumns(request.SerializeAsString(), kPush);
  REQUIRE(columns);
  const auto& answer = "Mái tôn rỉ sét khoảng 0% bề mặt";
  const auto at = columns->find(answer);
  CHECK(at != std::string::npos);
  CHECK(columns->find(answer, at + 1) == std::string::npos);
  CHECK(columns->find(core::raw(core::sha256(request.push(0).body()))) == std::string::npos);
}

TEST_CASE("a packed batch is a third shorter in columns") {
  const auto message = batch(60).SerializeAsString();
  CHECK(3 * compress(*toColumns(message, kPush)).size() < 2 * compress(message).size());
}

TEST_CASE("a message that the library would write otherwise takes no columns") {
  const auto message = batch(1).SerializeAsString();
  CHECK_FALSE(toColumns("", kPush));
  CHECK_FALSE(toColumns(v1::ExchangeRequest().SerializeAsString(), kPush));
  v1::ExchangeRequest odd;
  odd.ParseFromString(message);
  odd.mutable_push(0)->set_id("short");
  CHECK_FALSE(toColumns(odd.SerializeAsString(), kPush));
  odd.ParseFromString(message);
  odd.mutable_push(0)->set_body("\x0A\x7F");
  CHECK_FALSE(toColumns(odd.SerializeAsString(), kPush));
  odd.ParseFromString(message);
  // A length in two bytes where one does: kept as it is, not made shorter.
  odd.mutable_push(0)->set_body(std::string("\x12\x83\x00", 3) + "abc");
  v1::ExchangeRequest back;
  REQUIRE(back.ParseFromString(*fromColumns(*toColumns(odd.SerializeAsString(), kPush), kLimit)));
  CHECK(back.push(0).body() == odd.push(0).body());
}

TEST_CASE("columns that were cut or changed anywhere are refused or read as something else, never beyond their end") {
  const auto columns = *toColumns(batch(3).SerializeAsString(), kPush);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    CHECK(fromColumns(std::string_view(columns).substr(0, i), kLimit).error().code == ErrorCode::CorruptData);
    for (const int change : {1, 0x80, 0xFF}) {
      auto changed = columns;
      changed[i] = static_cast<char>(changed[i] ^ change);
      static_cast<void>(fromColumns(changed, kLimit));
    }
  }
}

TEST_CASE("columns that refer to one another again and again are held to the limit") {
  // Each change's body is the body before, twice.
  v1::ExchangeRequest request;
  std::string body = "\x0A\x28" + std::string(40, 'x');
  for (int i = 0; i < 9; ++i) {
    auto& change = *request.add_push();
    change.set_type(1);
    change.set_id(id('b', i));
    change.set_body(body);
    v1::Change twice;
    twice.set_id(body);
    body = twice.SerializeAsString() + twice.SerializeAsString();
  }
  const auto message = request.SerializeAsString();
  const auto columns = *toColumns(message, kPush);
  CHECK(columns.size() < message.size() / 5);
  CHECK(fromColumns(columns, message.size() / 2).error().code == ErrorCode::LimitExceeded);
}
