#pragma once

#include <memory>
#include <string>

#include "core/registers/datasets.h"
#include "core/review/conflict_queries.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"
#include "core/visits/visit_session.h"
#include "tests/support/small_form.h"
#include "tests/support/sync_world.h"

namespace thucdia::tests {

namespace visits = core::visits;

/// One inspector with two tablets that hold one visit.
struct TwoTablets {
  TwoTablets() {
    hub.put(smallForm());
    first.sync();
    const auto facility = first.makeFacility("HTX Hồ Thầu", "01");
    visit = must(first.replica->write([&](core::changes::RecordWriter& writer) {
      return visits::startVisit(writer, personOf(first),
                                {.facility = *core::FacilityId::fromBytes(facility.id()), .formId = "small"});
    }));
    answer(first, "bene_name", "HTX Hồ Thầu");
    answer(first, "workers", "12");
    answer(first, "place", "22.6641 104.6183 512.5 6.0");
    first.sync();
    second.sync();
  }

  static v1::Person personOf(Tablet& tablet) { return tablet.replica->enrolment()->person; }

  void answer(Tablet& tablet, const std::string& path, const std::string& text) {
    with(tablet, [&](core::forms::Session& session, const visits::OpenedVisit& opened) {
      core::forms::Changes changes = session.takeStartChanges();
      const auto node = must(visits::findOrAddQuestion(session, path, changes));
      for (auto& edit : must(session.set(node, text)).edits) changes.edits.push_back(std::move(edit));
      must(tablet.replica->write([&](core::changes::RecordWriter& writer) {
        return visits::saveAnswers(writer, personOf(tablet), visit, *opened.form, changes.edits);
      }));
    });
    tablet.replica.clock.advance(std::chrono::minutes(1));
  }

  /// Answers with a picture of these bytes.
  void attach(Tablet& tablet, const std::string& path, const std::string& bytes) {
    const auto blob = must(tablet.replica->blobs().put(bytes));
    answer(tablet, path, must(tablet.replica->write([&](core::changes::RecordWriter& writer) {
             return visits::addAttachment(writer, blob.sha256, blob.size, "image/png", "signature.png");
           })));
  }

  /// Seals the visit and hands it in.
  void sign(Tablet& tablet) {
    with(tablet, [&](core::forms::Session& session, const visits::OpenedVisit&) {
      must(tablet.replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
        THUCDIA_TRY(visits::signVisit(writer, personOf(tablet), tablet.replica->enrolment()->device,
                                      tablet.replica->deviceKey(), visit, session));
        THUCDIA_TRY(visits::decide(writer, personOf(tablet), {.visit = visit, .kind = v1::DECISION_KIND_SUBMITTED}));
        return {};
      }));
    });
  }

  std::string answerOf(Tablet& tablet, const std::string& path) {
    std::string text;
    with(tablet, [&](core::forms::Session& session, const visits::OpenedVisit&) {
      text = session.value(visits::findQuestion(session, path));
    });
    return text;
  }

  /// Until everybody has everything.
  void syncAll() {
    for (int round = 0; round < 2; ++round) {
      first.sync();
      second.sync();
    }
  }

  v1::Visit record(Tablet& tablet) { return tablet.get<v1::Visit>(visit).value(); }
  std::string body(Tablet& tablet) {
    return must(tablet.replica->read([&](core::db::ReadTransaction& transaction) {
      return core::records::loadRow(transaction, core::records::RecordType::of<v1::Visit>(),
                                    core::RecordId(visit.bytes()))
          ->body;
    }));
  }

  std::size_t conflicts(Tablet& tablet) {
    return must(tablet.replica->read([&](core::db::ReadTransaction& transaction) {
             return core::review::conflicts(transaction, tablet.replica->author().device, -1);
           }))
        .size();
  }

  TestHub hub;
  core::PersonId inspector = hub.addUser("an", v1::ROLE_INSPECTOR, "01");
  Tablet first{hub, "an", 1};
  Tablet second{hub, "an", 2};
  core::VisitId visit;

 private:
  template <class Use>
  void with(Tablet& tablet, Use use) {
    core::visits::FormLibrary forms;
    auto opened = std::make_unique<visits::OpenedVisit>();
    must(tablet.replica->read([&](core::db::ReadTransaction& transaction) -> core::Result<> {
      THUCDIA_ASSIGN(*opened, visits::openVisit(transaction, forms, visit));
      return {};
    }));
    visits::VisitHost host(*opened, tablet.replica.clock, tablet.replica.random, tablet.replica->author().device,
                           personOf(tablet), std::make_shared<core::registers::Datasets>());
    const auto session = must(core::forms::Session::begin(opened->form, host, opened->answers));
    use(*session, *opened);
  }
};

}  // namespace thucdia::tests
