// Fills a replica with the sample portfolio, as if one of its people had enrolled and synced: for looking at screens.
//   thucdia_make_replica FOLDER [PERSON] [VISITS]     PERSON: phuc (a supervisor), huong (an inspector) …

#include <cstdio>
#include <cstdlib>
#include <string>

#include <thucdia/records/v1/registers.pb.h>
#include <thucdia/records/v1/visits.pb.h>

#include "core/base/clock.h"
#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/demo/demo_portfolio.h"
#include "core/forms/form_reader.h"
#include "core/forms/shipped.h"
#include "core/records/blob_rows.h"
#include "core/records/record_rows.h"
#include "core/registers/registers_queries.h"
#include "core/replica/replica.h"
#include "core/visits/visit_queries.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace thucdia::core;
namespace v1 = ::thucdia::records::v1;
using changes::RecordWriter;
using replica::Replica;

/// The forms that ship with the program, as records and ready to run.
Result<demo::DemoForms> publishForms(RecordWriter& writer) {
  demo::DemoForms ready;
  for (const auto& file : forms::shippedForms()) {
    THUCDIA_ASSIGN(auto read, forms::readForm(file.bytes, std::string(file.name)));
    v1::FormVersion version;
    version.set_id(writer.newId<FormId>().rawString());
    version.set_form_id(read.form.form_id());
    version.set_version(read.form.version());
    version.set_title_vi(read.form.title());
    version.set_title_en(read.form.title());
    version.set_compiled(read.form.SerializeAsString());
    version.set_published_at(writer.now().time_since_epoch().count());
    THUCDIA_TRY(writer.put(version));
    THUCDIA_ASSIGN(ready[version.form_id()], forms::Form::link(std::move(read.form)));
  }
  return ready;
}

Result<> fill(Replica& replica, const DeviceId& device, int visits) {
  return replica.write([&](RecordWriter& writer) -> Result<> {
    THUCDIA_ASSIGN(const auto ready, publishForms(writer));
    demo::DemoSink sink;
    sink.record = [&](const google::protobuf::Message& record) { return writer.put(record); };
    sink.picture = [&](std::string_view bytes, std::string_view mime, VisitId visit) -> Result<> {
      THUCDIA_ASSIGN(const auto blob, replica.blobs().put(bytes));
      records::addBlob(writer.transaction(), {.sha256 = blob.sha256,
                                              .size = blob.size,
                                              .mime = std::string(mime),
                                              .visit = visit,
                                              .toSend = true,
                                              .here = true,
                                              .addedAt = writer.now()});
      return {};
    };
    sink.sign = [&](std::string_view message) { return replica.deviceKey().sign(message); };
    sink.device = device;
    sink.deviceTag = replica.author().device;
    THUCDIA_TRY(demo::generateDemo({.visits = visits}, ready, sink));
    return {};
  });
}

/// Two answers of a visit in work, written here and on another device that did not know of it.
Result<> contend(Replica& mine, RandomSource& random, const Clock& clock) {
  const auto& type = records::RecordType::of<v1::Visit>();
  RecordId id;
  std::string number;
  THUCDIA_TRY(mine.read([&](db::ReadTransaction& transaction) {
    visits::VisitFilter filter;
    filter.statuses = {visits::VisitStatus::InProgress};
    for (const auto& line : visits::visitsPage(transaction, filter, 50)) {
      const auto visit = visits::foundOn(transaction, line.id);
      if (!visit) continue;
      for (const auto& [key, answer] : visit->answers()) {
        if (key.ends_with("/progress_pct") || (number.empty() && answer.has_integer())) {
          id = records::idAs<RecordId>(line.id);
          number = key;
        }
      }
    }
  }));
  if (number.empty()) return {};
  thucdia::tests::TemporaryFolder folder;
  THUCDIA_ASSIGN(const auto theirs, Replica::open({.folder = folder.path(), .clock = &clock, .random = &random}));
  const auto hand = [&](Replica& from, Replica& to) -> Result<> {
    std::optional<records::RecordRow> row;
    THUCDIA_TRY(from.read([&](db::ReadTransaction& transaction) { row = records::loadRow(transaction, type, id); }));
    return to.write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_TRY(writer.apply(type, id, {row->body, row->meta}));
      return {};
    });
  };
  const auto answer = [&](Replica& replica, std::int64_t value) {
    return replica.write([&](RecordWriter& writer) {
      v1::Answer said;
      said.set_integer(value);
      return writer.edit(type, id, {{{type.mapField(), number}, said.SerializeAsString()}});
    });
  };
  THUCDIA_TRY(hand(mine, *theirs));
  THUCDIA_TRY(answer(mine, 65));
  THUCDIA_TRY(answer(*theirs, 70));
  return hand(*theirs, mine);
}

Result<> make(const std::string& folder, const std::string& person, int visits) {
  SystemClock clock;
  SystemRandom random;
  THUCDIA_ASSIGN(const auto replica, Replica::open({.folder = folder, .clock = &clock, .random = &random}));
  const DeviceId device = DeviceId::make(clock, random);
  THUCDIA_TRY(fill(*replica, device, visits));
  replica::Enrolment enrolment;
  enrolment.hubUrl = "http://127.0.0.1:8080";
  enrolment.hubId = std::string(16, 'h');
  enrolment.hubPublicKey = replica->deviceKey().publicKey();
  enrolment.device = device;
  THUCDIA_TRY(replica->read([&](db::ReadTransaction& transaction) {
    for (const auto& someone : registers::people(transaction)) {
      if (someone.name() == person) enrolment.person = someone;
    }
  }));
  if (enrolment.person.name().empty()) return fail(ErrorCode::NotFound, "nobody is called " + person);
  THUCDIA_TRY(replica->saveEnrolment(enrolment));
  return contend(*replica, random, clock);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("thucdia_make_replica FOLDER [PERSON] [VISITS]\n", stderr);
    return 2;
  }
  const auto made = make(argv[1], argc > 2 ? argv[2] : "phuc", argc > 3 ? std::atoi(argv[3]) : 120);
  if (made) return 0;
  std::fprintf(stderr, "thucdia_make_replica: %s\n", describe(made.error()).c_str());
  return 1;
}
