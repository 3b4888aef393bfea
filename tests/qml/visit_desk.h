#pragma once

#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"
#include "qml/visits/visit_model.h"
#include "tests/qml/desk.h"
#include "tests/support/replicas.h"
#include "tests/support/small_form.h"

namespace thucdia::tests {

namespace v1 = core::records::v1;

/// An inspector's replica with a form, facilities and one visit begun, and the workspace on it.
struct Desk {
  explicit Desk(int facilities = 3, const v1::FormVersion& form = smallForm()) {
    application();
    me.set_id(std::string(16, 'p'));
    me.set_name("huong");
    me.set_full_name("Vàng Mí Hoàng");
    me.set_role(v1::ROLE_INSPECTOR);
    me.set_all_provinces(true);
    me.set_active(true);
    const auto written = replica->write([&](core::changes::RecordWriter& writer) -> core::Result<> {
      THUCDIA_TRY(writer.put(me));
      THUCDIA_TRY(writer.put(form));
      for (int at = 0; at < facilities; ++at) {
        v1::Facility facility;
        const auto id = writer.newId<core::FacilityId>();
        facility.set_id(id.rawString());
        facility.set_kind(v1::FACILITY_KIND_ESTABLISHMENT);
        facility.set_name(at == 0 ? "Xưởng Đường phèn Sơn Tây" : "Hợp tác xã số " + std::to_string(at));
        facility.set_province("01");
        THUCDIA_TRY(writer.put(facility));
        if (at == 0) first = id;
      }
      core::visits::StartVisit start;
      start.facility = first;
      start.formId = form.form_id();
      THUCDIA_ASSIGN(visit, core::visits::startVisit(writer, me, start));
      return {};
    });
    REQUIRE(written.has_value());
    core::replica::Enrolment enrolment;
    enrolment.hubUrl = "http://127.0.0.1:1";
    enrolment.hubId = std::string(16, 'h');
    enrolment.hubPublicKey = std::string(32, 'k');
    enrolment.device = core::DeviceId(core::UuidBytes{7});
    enrolment.person = me;
    REQUIRE(replica->saveEnrolment(enrolment).has_value());
    workspace = std::make_unique<app::Workspace>(*replica.replica, replica.random);
  }

  [[nodiscard]] core::forms::AnswerMap stored() {
    return *replica->read(
        [&](core::db::ReadTransaction& transaction) { return core::visits::answersOf(transaction, visit); });
  }

  TestReplica replica;
  v1::Person me;
  core::FacilityId first;
  core::VisitId visit;
  std::unique_ptr<app::Workspace> workspace;
};

/// The visit's page, opened.
struct Opened {
  explicit Opened(Desk& desk) {
    model.setWorkspace(desk.workspace.get());
    model.setVisit(app::qt(desk.visit.text()));
    REQUIRE(reached([&] { return model.ready(); }));
  }
  int rowOf(const QString& label) { return tests::rowOf(model, label); }
  QVariant at(int row, int role) { return model.questions()->data(model.questions()->index(row), role); }

  app::VisitModel model;
};

}  // namespace thucdia::tests
