#include "tests/simulation/other_work.h"

#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/visits/visit_carry.h"
#include "core/visits/visit_commands.h"
#include "tests/simulation/hands.h"

namespace thucdia::simulation {

namespace visits = core::visits;
using core::ErrorCode;
using core::Result;
using core::changes::RecordWriter;
using visits::VisitStatus;

namespace {

class OtherWorker : public Hands {
 public:
  using Hands::Hands;

  std::optional<std::string> work() {
    const auto& variety = m_world.variety;
    std::vector<Choice<OtherWorker>> choices;
    const auto add = [&](bool wanted, Choice<OtherWorker> choice) {
      if (wanted) choices.push_back(choice);
    };
    if (m_person.role() == v1::ROLE_INSPECTOR) {
      add(variety.projects, {10, "starts a visit on a project", &OtherWorker::startOnProject});
      add(variety.carries, {10, "carries a visit over", &OtherWorker::carry});
    }
    if (m_person.role() == v1::ROLE_SUPERVISOR) {
      add(variety.projects, {8, "makes a project", &OtherWorker::makeProject});
      add(variety.projects, {6, "edits a project", &OtherWorker::editProject});
      add(variety.projects, {10, "adds a beneficiary", &OtherWorker::addBeneficiary});
      add(variety.projects, {6, "assigns a beneficiary", &OtherWorker::assignBeneficiary});
      add(variety.comments, {10, "returns with a comment", &OtherWorker::comment});
    }
    if (choices.empty()) return std::nullopt;
    return doOneOf<OtherWorker>(*this, choices);
  }

 private:
  Result<core::ProjectId> anyProject() { return any<core::ProjectId>("SELECT id FROM project ORDER BY id"); }
  Result<core::BeneficiaryId> anyBeneficiary() {
    return any<core::BeneficiaryId>("SELECT id FROM beneficiary ORDER BY id");
  }

  Result<> makeProject() {
    const auto provinces = ownProvinces();
    if (provinces.empty()) return {};
    v1::Project project;
    project.set_code(fmt::format("KC-{}", m_dice.below(1000)));
    project.set_name(fmt::format("Đề án {}", m_dice.below(1000)));
    project.set_year(2025);
    project.set_province(m_dice.pick(provinces));
    return write([&](RecordWriter& writer) {
      project.set_id(writer.newId<core::ProjectId>().rawString());
      return writer.put(project);
    });
  }

  Result<> editProject() {
    THUCDIA_ASSIGN(const auto id, anyProject());
    m_detail = " " + id.text().substr(24);
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(auto project, there<v1::Project>(writer, id));
      switch (m_dice.below(4)) {
        case 0:
          project.set_support(static_cast<std::int64_t>(m_dice.below(100)) * 1'000'000);
          break;
        case 1:
          project.set_status(m_dice.chance(0.5) ? "THUC_HIEN" : "KY_HD");
          break;
        case 2:
          project.set_province(std::string(kProvinces[m_dice.below(std::size(kProvinces))]));
          break;
        default:
          project.add_communes(fmt::format("{:05}", m_dice.below(100)));
      }
      return writer.put(project);
    });
  }

  Result<> addBeneficiary() {
    THUCDIA_ASSIGN(const auto project, anyProject());
    THUCDIA_ASSIGN(const auto id, anyFacility());
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(const auto facility, there<v1::Facility>(writer, id));
      v1::Beneficiary beneficiary;
      beneficiary.set_id(writer.newId<core::BeneficiaryId>().rawString());
      beneficiary.set_project_id(project.rawString());
      beneficiary.set_facility_id(id.rawString());
      beneficiary.set_province(facility.province());
      beneficiary.set_content("Máy sấy");
      return writer.put(beneficiary);
    });
  }

  Result<> assignBeneficiary() {
    THUCDIA_ASSIGN(const auto id, anyBeneficiary());
    THUCDIA_ASSIGN(const auto assignee, anyInspector());
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(const auto beneficiary, there<v1::Beneficiary>(writer, id));
      v1::Assignment assignment;
      assignment.set_id(writer.newId<core::AssignmentId>().rawString());
      assignment.set_facility_id(beneficiary.facility_id());
      assignment.set_project_id(beneficiary.project_id());
      assignment.set_beneficiary_id(id.rawString());
      assignment.set_province(beneficiary.province());
      assignment.set_assignee_id(assignee.rawString());
      assignment.set_form_id("small");
      return writer.put(assignment);
    });
  }

  Result<> startOnProject() {
    THUCDIA_ASSIGN(const auto id, anyBeneficiary());
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(const auto beneficiary, there<v1::Beneficiary>(writer, id));
      THUCDIA_TRY(visits::startVisit(writer, m_person,
                                     {.facility = *core::FacilityId::fromBytes(beneficiary.facility_id()),
                                      .project = core::ProjectId::fromBytes(beneficiary.project_id()),
                                      .beneficiary = id,
                                      .formId = "small",
                                      .fromPrevious = m_dice.chance(0.3)}));
      m_trace.count(Mishap::ProjectVisited);
      return {};
    });
  }

  Result<> carry() {
    THUCDIA_ASSIGN(const auto visit,
                   visitThat(true, {VisitStatus::Planned, VisitStatus::InProgress, VisitStatus::Returned}));
    THUCDIA_TRY(
        write([&](RecordWriter& writer) { return visits::carryVisit(writer, m_person, m_tablet.forms(), visit.id); }));
    m_trace.count(Mishap::VisitCarried);
    return {};
  }

  Result<> comment() {
    THUCDIA_ASSIGN(const auto visit, visitThat(false, {VisitStatus::Submitted, VisitStatus::UnderReview}));
    v1::AnswerComment comment;
    comment.set_path("facts/workers");
    comment.set_text(fmt::format("Xem lại số {}", m_dice.below(100)));
    THUCDIA_TRY(write([&](RecordWriter& writer) {
      return visits::decide(
          writer, m_person,
          {.visit = visit.id, .kind = v1::DECISION_KIND_RETURNED, .reason = "xem lại", .comments = {comment}});
    }));
    m_trace.count(Mishap::VisitCommented);
    return {};
  }
};

}  // namespace

std::optional<std::string> doOtherWork(Tablet& tablet, World& world, const v1::Person& person) {
  return OtherWorker(tablet, world, person).work();
}

}  // namespace thucdia::simulation
