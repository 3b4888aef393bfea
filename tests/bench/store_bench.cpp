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
class Answers {
 public:
  Answers() {
    m_visit = core::VisitId::make(m_replica.clock, m_replica.random);
    v1::Visit begun;
    begun.set_id(m_visit.rawString());
    begun.set_form_id("form");
    must(m_replica->write([&](core::changes::RecordWriter& writer) { return writer.put(begun); }).has_value());
  }

  void commit(int run) {
    v1::Answer answer;
    answer.set_text("Cơ sở thực hiện đúng tiến độ " + std::to_string(run));
    const auto saved = m_replica->write([&](core::changes::RecordWriter& writer) {
      return writer.edit(core::records::RecordType::of<v1::Visit>(), core::RecordId(m_visit.bytes()),
                         {{{v1::Visit::kAnswersFieldNumber, "closing/team_opinion"}, answer.SerializeAsString()}});
    });
    must(saved.has_value());
  }

 private:
  tests::TestReplica m_replica;
  core::VisitId m_visit;
};

/// One row of about as many bytes replaced and committed by the C API alone.
class Rows {
 public:
  Rows() {
    must(sqlite3_open((m_folder / "raw.db").c_str(), &m_database) == SQLITE_OK);
    must(sqlite3_exec(m_database,
                      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                      "CREATE TABLE visit (id INTEGER PRIMARY KEY, body BLOB, meta BLOB) STRICT;",
                      nullptr, nullptr, nullptr) == SQLITE_OK);
    must(sqlite3_prepare_v2(m_database, "INSERT OR REPLACE INTO visit VALUES (1, ?, ?)", -1, &m_write, nullptr) ==
         SQLITE_OK);
  }
  ~Rows() {
    sqlite3_finalize(m_write);
    sqlite3_close(m_database);
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  void commit(int run) {
    const std::string body = "closing/team_opinion: Cơ sở thực hiện đúng tiến độ " + std::to_string(run);
    const std::string meta(48, 'm');
    sqlite3_bind_blob(m_write, 1, body.data(), static_cast<int>(body.size()), SQLITE_TRANSIENT);
    sqlite3_bind_blob(m_write, 2, meta.data(), static_cast<int>(meta.size()), SQLITE_TRANSIENT);
    must(sqlite3_step(m_write) == SQLITE_DONE);
    sqlite3_reset(m_write);
  }

 private:
  tests::TemporaryFolder m_folder;
  sqlite3* m_database = nullptr;
  sqlite3_stmt* m_write = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  if (bench::wanted(argc, argv, "store/answer_commit")) {
    Answers answers;
    Rows rows;
    const auto [ours, raw] = bench::medianMicrosecondsInTurns(
        kRuns, [&](int run) { answers.commit(run); }, [&](int run) { rows.commit(run); });
    bench::print({"store/answer_commit", ours, "us", raw, "raw SQLite commit of the same bytes"});
  }
  return 0;
}
