#include "core/records/packing.h"

#include <string>

#include <catch2/catch_test_macros.hpp>

#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "core/visits/visit_queries.h"
#include "tests/support/replicas.h"

using namespace thucdia;
namespace rows = core::records;
namespace v1 = ::thucdia::records::v1;

namespace {

v1::Visit longVisit(tests::TestReplica& replica) {
  v1::Visit visit;
  visit.set_id(core::VisitId::make(replica.clock, replica.random).rawString());
  visit.set_form_id("01_mo_hinh_trinh_dien");
  visit.set_facility_name("Xưởng chè Tân Cương");
  for (int i = 0; i < 40; ++i) {
    (*visit.mutable_answers())["section/question_" + std::to_string(i)].set_text("Đạt yêu cầu, lần " +
                                                                                 std::to_string(i * 977));
  }
  return visit;
}

std::string storedBody(tests::TestReplica& replica) {
  return *replica->read([](core::db::ReadTransaction& transaction) {
    auto row = transaction.prepare("SELECT body FROM visit");
    return row.step() ? std::string(row.blob(0)) : std::string();
  });
}

}  // namespace

TEST_CASE("a short body lies as it is, and a long one packed") {
  std::string scratch;
  CHECK(rows::pack("short") == "short");
  const std::string body(5'000, 'x');
  const auto stored = rows::pack(body);
  CHECK(stored.size() < 100);
  CHECK(rows::unpack(stored, scratch) == body);
}

TEST_CASE("a body that does not get shorter lies as it is") {
  std::string body(2'000, '\0');
  core::SeededRandom(1).fill({reinterpret_cast<std::uint8_t*>(body.data()), body.size()});
  body.front() = '\x0a';
  CHECK(rows::pack(body) == body);
}

TEST_CASE("a visit's body is packed in its row and read back as it was") {
  tests::TestReplica replica;
  const auto visit = longVisit(replica);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
  const auto stored = storedBody(replica);
  CHECK(stored.front() == '\0');
  CHECK(stored.size() * 2 < visit.ByteSizeLong());
  const auto read = *replica->read([&](core::db::ReadTransaction& transaction) {
    return rows::get<v1::Visit>(transaction, *core::VisitId::fromBytes(visit.id()));
  });
  REQUIRE(read);
  CHECK(read->answers().at("section/question_39").text() == "Đạt yêu cầu, lần 38103");
}

TEST_CASE("a body that an older program stored plain is read as before, and packed when it is next written") {
  tests::TestReplica replica;
  auto visit = longVisit(replica);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
  std::string scratch;
  const std::string plain(rows::unpack(storedBody(replica), scratch));
  REQUIRE(replica->store().write([&](core::db::WriteTransaction& transaction) -> core::Result<> {
    transaction.prepare("UPDATE visit SET body = ?").with(core::db::Blob{plain}).run();
    return {};
  }));
  (*visit.mutable_answers())["section/question_0"].set_text("Đã sửa");
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
  CHECK(storedBody(replica).front() == '\0');
  const auto read = *replica->read([&](core::db::ReadTransaction& transaction) {
    return rows::get<v1::Visit>(transaction, *core::VisitId::fromBytes(visit.id()));
  });
  CHECK(read->answers().at("section/question_0").text() == "Đã sửa");
  CHECK(read->answers_size() == 40);
}

TEST_CASE("a damaged packed body is corrupt data, wherever it is cut or changed, and nothing is read outside it") {
  tests::TestReplica replica;
  const auto visit = longVisit(replica);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
  const auto stored = storedBody(replica);
  const auto readAs = [&](std::string bytes) {
    std::string scratch;
    return replica->read([&](core::db::ReadTransaction&) { return std::string(rows::unpack(bytes, scratch)); });
  };
  for (std::size_t length = 1; length < stored.size(); length += 7) {
    const auto cut = readAs(stored.substr(0, length));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == core::ErrorCode::CorruptData);
  }
  auto unknown = stored;
  unknown[1] = '\x7f';
  CHECK(readAs(unknown).error().code == core::ErrorCode::CorruptData);
}

TEST_CASE("a visit that comes after its seal lies in the seal at once") {
  tests::TestReplica replica;
  auto visit = longVisit(replica);
  visit.set_revision(1);
  v1::VisitSeal seal;
  seal.set_id(core::VisitSealId::make(replica.clock, replica.random).rawString());
  seal.set_visit_id(visit.id());
  seal.set_revision(1);
  core::changes::RecordState state;
  const auto leaves = *core::changes::leavesOf(visit.SerializeAsString(), rows::RecordType::of<v1::Visit>().mapField());
  core::changes::write(state, leaves, {{7, 1}, replica.clock.now()});
  const auto encoded = core::changes::encode(state);
  seal.set_content(encoded.body);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(seal); }));
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
    const auto id = *core::RecordId::fromBytes(visit.id());
    THUCDIA_TRY(writer.apply(rows::RecordType::of<v1::Visit>(), id, encoded));
    // Before anything is computed from it.
    auto row = writer.transaction().prepare("SELECT length(body) FROM visit");
    if (!row.step() || row.integer(0) != 18) return core::fail(core::ErrorCode::Internal, "stored by itself");
    return {};
  }));
}

TEST_CASE("a sealed visit's body lies in its seal alone, until the visit changes or the seal goes") {
  tests::TestReplica replica;
  auto visit = longVisit(replica);
  visit.set_revision(1);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
  const auto id = *core::VisitId::fromBytes(visit.id());
  v1::VisitSeal seal;
  seal.set_id(core::VisitSealId::make(replica.clock, replica.random).rawString());
  seal.set_visit_id(visit.id());
  seal.set_revision(1);
  std::string scratch;
  const std::string body(rows::unpack(storedBody(replica), scratch));
  seal.set_content(body);
  REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(seal); }));
  CHECK(storedBody(replica).size() == 18);
  const auto readBody = [&] {
    return *replica->read([&](core::db::ReadTransaction& transaction) {
      return rows::loadRow(transaction, rows::RecordType::of<v1::Visit>(), core::RecordId(id.bytes()))->body;
    });
  };
  CHECK(readBody() == body);

  SECTION("a change gives it a body of its own") {
    (*visit.mutable_answers())["section/question_0"].set_text("Sửa sau khi ký");
    REQUIRE(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(visit); }));
    CHECK(storedBody(replica).size() > 18);
    CHECK(readBody() != body);
  }
  SECTION("without the seal it has its own again") {
    REQUIRE(replica->store().write([&](core::db::WriteTransaction& transaction) -> core::Result<> {
      rows::removeRow(transaction, rows::RecordType::of<v1::VisitSeal>(), *core::RecordId::fromBytes(seal.id()));
      return {};
    }));
    CHECK(storedBody(replica).size() > 18);
    CHECK(readBody() == body);
  }
}

TEST_CASE("what the first dictionary packed stays readable") {
  // If this fails, a released dictionary was changed.
  std::string stored;
  REQUIRE(
      core::unhex("000128b52ffd6304575b2da202950200a34104258dfeffffffff9d6f9df1b55fd2a8255718fc6393745f93435b93095793b7"
                  "5393c69e26692c4d0e8f26138116a61b1b159d0d70b2ef65d4f4f230de822e754dddebb92d930f66652adfb94e104203",
                  stored));
  std::string expected;
  for (int i = 0; i < 20; ++i) expected += "Kiểm tra việc thực hiện đề án, " + std::to_string(i) + "; ";
  std::string scratch;
  CHECK(rows::unpack(stored, scratch) == expected);
}
