// What one saved answer costs over the same bytes written to SQLite without us, both durable (synchronous=FULL).

#include <cstdlib>
#include <string>

#include <sqlcipher/sqlite3.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/records/record_rows.h"
#include "tests/bench/figure.h"
#include "tests/support/replicas.h"

using namespace thucdia;
namespace v1 = ::thucdia::records::v1;

namespace {

constexpr int kRuns = 400;

void must(bool worked) {
  if (!worked) std::abort();
}

/// A replica with one visit; each run saves another text under the same question, in one transaction.
double answerCommit() {
  tests::TestReplica replica;
  const auto visit = core::VisitId::make(replica.clock, replica.random);
  v1::Visit begun;
  begun.set_id(visit.rawString());
  begun.set_form_id("form");
  must(replica->write([&](core::changes::RecordWriter& writer) { return writer.put(begun); }).has_value());
  const auto& type = core::records::RecordType::of<v1::Visit>();
  return bench::medianMicroseconds(kRuns, [&](int run) {
    v1::Answer answer;
    answer.set_text("Cơ sở thực hiện đúng tiến độ " + std::to_string(run));
    const auto saved = replica->write([&](core::changes::RecordWriter& writer) {
      return writer.edit(type, core::RecordId(visit.bytes()),
                         {{{v1::Visit::kAnswersFieldNumber, "closing/team_opinion"}, answer.SerializeAsString()}});
    });
    must(saved.has_value());
  });
}

/// One row of about as many bytes replaced and committed by the C API alone.
double rawCommit() {
  const tests::TemporaryFolder folder;
  sqlite3* database = nullptr;
  must(sqlite3_open((folder / "raw.db").c_str(), &database) == SQLITE_OK);
  must(sqlite3_exec(database,
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "CREATE TABLE visit (id INTEGER PRIMARY KEY, body BLOB, meta BLOB) STRICT;",
                    nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_stmt* write = nullptr;
  must(sqlite3_prepare_v2(database, "INSERT OR REPLACE INTO visit VALUES (1, ?, ?)", -1, &write, nullptr) == SQLITE_OK);
  const double median = bench::medianMicroseconds(kRuns, [&](int run) {
    const std::string body = "closing/team_opinion: Cơ sở thực hiện đúng tiến độ " + std::to_string(run);
    const std::string meta(48, 'm');
    sqlite3_bind_blob(write, 1, body.data(), static_cast<int>(body.size()), SQLITE_TRANSIENT);
    sqlite3_bind_blob(write, 2, meta.data(), static_cast<int>(meta.size()), SQLITE_TRANSIENT);
    must(sqlite3_step(write) == SQLITE_DONE);
    sqlite3_reset(write);
  });
  sqlite3_finalize(write);
  sqlite3_close(database);
  return median;
}

}  // namespace

int main(int argc, char** argv) {
  if (bench::wanted(argc, argv, "store/answer_commit")) {
    bench::print({"store/answer_commit", answerCommit(), "us", rawCommit(), "raw SQLite commit of the same bytes"});
  }
  return 0;
}
