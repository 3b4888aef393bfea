#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "core/records/record_rows.h"
#include "core/visits/visit_carry.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"
#include "core/visits/visit_session.h"
#include "tests/support/replicas.h"
#include "tests/support/small_form.h"

namespace thucdia::tests {

namespace rv1 = ::thucdia::records::v1;
using namespace core;
using namespace core::visits;
using changes::RecordWriter;

/// One tablet with a facility, a form and three people, told as one story.
class Story {
 public:
  /// `form` must be of the form id "small".
  explicit Story(const rv1::FormVersion& form = smallForm()) {
    inspector = person("hanh", rv1::ROLE_INSPECTOR);
    colleague = person("minh", rv1::ROLE_INSPECTOR);
    supervisor = person("phuc", rv1::ROLE_SUPERVISOR);
    clerk = person("lan", rv1::ROLE_CLERK);
    rv1::Facility made;
    facility = FacilityId::make(tablet.clock, tablet.random);
    made.set_id(facility.rawString());
    made.set_name("HTX Hồ Thầu");
    made.set_province("08");
    put(made);
    put(form);
    visit = must(tablet->write([&](RecordWriter& writer) {
      return startVisit(writer, inspector, {.facility = facility, .formId = "small"});
    }));
  }

  Result<> answer(const std::string& path, const std::string& text) { return answerAs(inspector, path, text); }

  Result<> answerAs(const rv1::Person& who, const std::string& path, const std::string& text) {
    auto [opened, host, session] = open();
    forms::Changes changes = session->takeStartChanges();
    THUCDIA_ASSIGN(const auto node, findOrAddQuestion(*session, path, changes));
    THUCDIA_ASSIGN(auto set, session->set(node, text));
    std::ranges::move(set.edits, std::back_inserter(changes.edits));
    return tablet->write(
        [&](RecordWriter& writer) { return saveAnswers(writer, who, visit, *opened.form, changes.edits); });
  }

  /// Answers with a picture of these bytes.
  Result<> attach(const std::string& path, const std::string& bytes) {
    const auto blob = must(tablet->blobs().put(bytes));
    return answer(path, must(tablet->write([&](RecordWriter& writer) {
                    return addAttachment(writer, blob.sha256, blob.size, "image/png", "signature.png");
                  })));
  }

  Result<rv1::VisitSeal> sign() {
    auto [opened, host, session] = open();
    return tablet->write([&](RecordWriter& writer) {
      return signVisit(writer, inspector, DeviceId::make(tablet.clock, tablet.random), tablet->deviceKey(), visit,
                       *session);
    });
  }

  Result<v1::VisitDecision> decideAs(const rv1::Person& who, Decide decision) {
    decision.visit = visit;
    tablet.clock.advance(std::chrono::minutes(1));
    return tablet->write([&](RecordWriter& writer) { return decide(writer, who, decision); });
  }

  template <class Use>
  void withSession(Use use) {
    auto [opened, host, session] = open();
    session->setPrevious(opened.previous);
    use(*session);
  }

  Result<CarryPreview> carry() {
    return tablet->write([&](RecordWriter& writer) { return carryVisit(writer, inspector, m_forms, visit); });
  }

  [[nodiscard]] std::string answerOf(const std::string& path) {
    const auto opened = open();
    return std::string(opened.session->value(findQuestion(*opened.session, path)));
  }

  VisitStatus status() {
    return must(tablet->read([&](db::ReadTransaction& transaction) { return visitLine(transaction, visit); }))->status;
  }

  template <class Query>
  auto read(Query query) {
    return must(tablet->read(query));
  }

  void signedVisit() {
    REQUIRE(answer("equip[1]/eq_name", "Máy sao chè"));
    REQUIRE(answer("bene_name", "HTX Hồ Thầu"));
    REQUIRE(sign());
    REQUIRE(decideAs(inspector, {.kind = v1::DECISION_KIND_SUBMITTED}));
  }

  void put(const google::protobuf::Message& record) {
    REQUIRE(tablet->write([&](RecordWriter& writer) { return writer.put(record); }));
  }

  rv1::Visit record() {
    return read([&](auto& transaction) { return foundOn(transaction, visit); }).value();
  }

  TestReplica tablet;
  rv1::Person inspector, colleague, supervisor, clerk;
  FacilityId facility;
  VisitId visit;

 private:
  struct Open {
    OpenedVisit opened;
    std::unique_ptr<VisitHost> host;
    std::unique_ptr<forms::Session> session;
  };

  Open open() {
    OpenedVisit opened =
        must(must(tablet->read([&](db::ReadTransaction& transaction) { return openResult(transaction); })));
    auto host = std::make_unique<VisitHost>(opened, tablet.clock, tablet.random, tablet->author().device, inspector,
                                            std::make_shared<forms::NoExternalData>());
    auto session = must(forms::Session::begin(opened.form, *host, opened.answers));
    return {std::move(opened), std::move(host), std::move(session)};
  }

  std::shared_ptr<Result<OpenedVisit>> openResult(db::ReadTransaction& transaction) {
    return std::make_shared<Result<OpenedVisit>>(openVisit(transaction, m_forms, visit));
  }

  template <class Value>
  static Value must(Result<Value> result) {
    if (!result) FAIL(describe(result.error()));
    return std::move(*result);
  }
  static OpenedVisit must(const std::shared_ptr<Result<OpenedVisit>>& result) { return must(std::move(*result)); }

  rv1::Person person(const std::string& name, rv1::Role role) {
    rv1::Person made;
    made.set_id(PersonId::make(tablet.clock, tablet.random).rawString());
    made.set_name(name);
    made.set_full_name("Người " + name);
    made.set_role(role);
    made.add_provinces("08");
    put(made);
    return made;
  }

  FormLibrary m_forms;
};

}  // namespace thucdia::tests
