#include "tests/simulation/work.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <thucdia/records/v1/visits.pb.h>

#include "core/changes/wire.h"
#include "core/records/record_rows.h"
#include "core/registers/datasets.h"
#include "core/review/conflict_commands.h"
#include "core/visits/answer_text.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_session.h"
#include "tests/simulation/hands.h"
#include "tests/simulation/other_work.h"

namespace thucdia::simulation {

namespace db = core::db;
namespace visits = core::visits;
using core::ErrorCode;
using core::Result;
using core::changes::RecordWriter;
using core::records::RecordType;

namespace {

constexpr std::int64_t kSignatureBytes = 900;

class Worker : public Hands {
 public:
  using Hands::Hands;

  std::string work() {
    static constexpr Choice<Worker> kInspector[] = {
        {12, "starts a visit", &Worker::startVisit},
        {45, "answers", &Worker::answer},
        {8, "takes a photo", &Worker::takePhoto},
        {10, "signs", &Worker::sign},
        {8, "submits", &Worker::submit},
        {3, "reopens or cancels", &Worker::reopen},
        {4, "makes a facility", &Worker::makeFacility},
        {8, "edits a facility", &Worker::editFacility},
        {6, "settles a conflict", &Worker::settle},
        {2, "writes with a newer program", &Worker::writeNewer},
    };
    static constexpr Choice<Worker> kSupervisor[] = {
        {30, "reviews", &Worker::review},
        {12, "edits a facility", &Worker::editFacility},
        {5, "moves a facility", &Worker::moveFacility},
        {12, "assigns", &Worker::assign},
        {8, "settles a conflict", &Worker::settle},
        {4, "reassigns a visit", &Worker::reassign},
        {3, "makes a facility", &Worker::makeFacility},
    };
    static constexpr Choice<Worker> kClerk[] = {
        {20, "gives a number", &Worker::issue},
        {10, "files", &Worker::file},
    };
    std::span<const Choice<Worker>> choices = kSupervisor;
    if (m_person.role() == v1::ROLE_INSPECTOR) choices = kInspector;
    if (m_person.role() == v1::ROLE_CLERK) choices = kClerk;
    return doOneOf<Worker>(*this, choices);
  }

 private:
  Result<> startVisit() {
    THUCDIA_ASSIGN(const auto facility, anyFacility());
    const bool fromPrevious = m_dice.chance(0.3);
    THUCDIA_TRY(write([&](RecordWriter& writer) {
      return visits::startVisit(writer, m_person,
                                {.facility = facility, .formId = "small", .fromPrevious = fromPrevious});
    }));
    return {};
  }

  /// An open form over a visit.
  struct OpenForm {
    visits::OpenedVisit opened;
    std::unique_ptr<visits::VisitHost> host;
    std::unique_ptr<core::forms::Session> session;
    std::vector<core::forms::AnswerEdit> edits;

    void take(core::forms::Changes changes) { std::ranges::move(changes.edits, std::back_inserter(edits)); }
  };
  Result<std::unique_ptr<OpenForm>> open(core::VisitId visit) {
    auto form = std::make_unique<OpenForm>();
    THUCDIA_ASSIGN(form->opened, read([&](db::ReadTransaction& transaction) {
                     return visits::openVisit(transaction, m_tablet.forms(), visit);
                   }));
    static const auto kDatasets = std::make_shared<core::registers::Datasets>();
    form->host = std::make_unique<visits::VisitHost>(form->opened, m_tablet.clock(), m_tablet.random(), m_tablet.tag(),
                                                     m_person, kDatasets);
    THUCDIA_ASSIGN(form->session, core::forms::Session::begin(form->opened.form, *form->host, form->opened.answers));
    form->take(form->session->takeStartChanges());
    return form;
  }
  Result<> set(OpenForm& form, const std::string& path, const std::string& text) {
    core::forms::Changes changes;
    THUCDIA_ASSIGN(const auto node, visits::findOrAddQuestion(*form.session, path, changes));
    form.take(std::move(changes));
    THUCDIA_ASSIGN(auto done, form.session->set(node, text));
    form.take(std::move(done));
    return {};
  }
  /// Saves, and looks at once whether it is there.
  Result<> save(OpenForm& form) {
    const auto id = form.opened.id;
    THUCDIA_TRY(write([&](RecordWriter& writer) {
      return visits::saveAnswers(writer, m_person, id, *form.opened.form, form.edits);
    }));
    std::map<std::string, std::optional<std::string>> last;
    for (const auto& edit : form.edits) last[edit.key] = edit.text;
    const auto stored =
        read([&](db::ReadTransaction& transaction) { return core::records::get<v1::Visit>(transaction, id); });
    if (!stored || !*stored) return {};  // the disk failed meanwhile
    for (const auto& [key, text] : last) {
      const bool there = (*stored)->answers().contains(key);
      if (there != (text.has_value() && !text->empty()))
        violated("answer {} of visit {} was saved and is not so", key, id.text());
    }
    return {};
  }

  std::string rowPath(OpenForm& form, const std::string& repeat, bool mayAdd) {
    const auto rows = form.session->children(form.session->find(repeat)).size();
    if (rows == 0 && !mayAdd) return {};
    const auto number = 1 + m_dice.below(rows + (mayAdd && rows < 5 ? 1 : 0));
    return fmt::format("{}[{}]", repeat, number);
  }

  Result<> changeSomething(OpenForm& form) {
    static const std::string kWords[] = {"Chè Shan", "sấy khay", "đạt", "thiếu", "Hồ Thầu", "máy sao"};
    switch (m_dice.below(8)) {
      case 0:
      case 1:
        return set(form, "bene_name", fmt::format("{} {}", m_dice.pick(kWords), m_dice.below(100)));
      case 2:
        return set(form, "workers", std::to_string(m_dice.below(60)));
      case 3:
        return set(form, "place",
                   fmt::format("21.{:07} 105.{:07} 12 {}", m_dice.below(9'999'999), m_dice.below(9'999'999),
                               1 + m_dice.below(20)));
      case 4:
        return set(form, rowPath(form, "equip", true) + "/eq_name", m_dice.pick(kWords));
      case 5: {
        const auto row = rowPath(form, "findings", true);
        THUCDIA_TRY(set(form, row + "/f_text", m_dice.pick(kWords)));
        return set(form, row + "/f_sev", m_dice.chance(0.5) ? "nhe" : "nghiem_trong");
      }
      case 6: {
        const auto path = rowPath(form, "equip", false);
        const auto row = path.empty() ? core::forms::NodeRef{} : form.session->find(path);
        if (!row) return {};
        THUCDIA_ASSIGN(auto changes, form.session->removeRepeat(row));
        form.take(std::move(changes));
        return {};
      }
      default: {
        const auto path = rowPath(form, "equip", false);
        const auto row = path.empty() ? core::forms::NodeRef{} : form.session->find(path);
        if (!row) return {};
        const auto rows = form.session->children(form.session->find("equip")).size();
        THUCDIA_ASSIGN(auto changes, form.session->moveRepeat(row, static_cast<std::uint32_t>(1 + m_dice.below(rows))));
        form.take(std::move(changes));
        return {};
      }
    }
  }

  Result<> answer() {
    THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::Planned, visits::VisitStatus::InProgress,
                                                      visits::VisitStatus::Returned}));
    THUCDIA_ASSIGN(const auto form, open(visit.id));
    const auto changes = m_dice.between(1, 4);
    for (int i = 0; i < changes; ++i) THUCDIA_TRY(changeSomething(*form));
    return save(*form);
  }

  /// Answers with a picture of a few random bytes, never the same twice.
  Result<> attach(OpenForm& form, const std::string& path, std::int64_t size) {
    std::string bytes(static_cast<std::size_t>(size), '\0');
    m_tablet.random().fill({reinterpret_cast<std::uint8_t*>(bytes.data()), std::min<std::size_t>(bytes.size(), 64)});
    THUCDIA_ASSIGN(const auto blob, m_tablet.replica().blobs().put(bytes));
    THUCDIA_ASSIGN(const auto text, write([&](RecordWriter& writer) {
                     return visits::addAttachment(writer, blob.sha256, blob.size, "image/jpeg", "eq_photo");
                   }));
    THUCDIA_TRY(set(form, path, text));
    return save(form);
  }

  Result<> takePhoto() {
    THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::Planned, visits::VisitStatus::InProgress,
                                                      visits::VisitStatus::Returned}));
    THUCDIA_ASSIGN(const auto form, open(visit.id));
    const auto size = m_dice.chance(0.08) ? m_dice.between(257, 600) * 1024 : m_dice.between(10, 6000);
    return attach(*form, rowPath(*form, "equip", true) + "/eq_photo", size);
  }

  Result<> sign() {
    THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::InProgress, visits::VisitStatus::Returned}));
    THUCDIA_ASSIGN(auto form, open(visit.id));
    THUCDIA_TRY(set(*form, "bene_name", "Hợp tác xã"));
    const auto rows = form->session->children(form->session->find("equip")).size();
    for (std::size_t i = 1; i <= rows; ++i) THUCDIA_TRY(set(*form, fmt::format("equip[{}]/eq_name", i), "Máy"));
    THUCDIA_TRY(save(*form));
    // A next revision has taken away what was drawn for the one before.
    THUCDIA_ASSIGN(form, open(visit.id));
    const auto draw = [&] { return attach(*form, "sig_site", kSignatureBytes); };
    if (form->session->value(form->session->find("sig_site")).empty()) THUCDIA_TRY(draw());
    const auto seal = [&]() -> Result<> {
      THUCDIA_TRY(write([&](RecordWriter& writer) {
        return visits::signVisit(writer, m_person, m_tablet.replica().enrolment()->device,
                                 m_tablet.replica().deviceKey(), visit.id, *form->session);
      }));
      return {};
    };
    const auto sealed = seal();
    if (sealed || sealed.error().place.question != "sig_site") return sealed;
    THUCDIA_TRY(draw());
    return seal();
  }

  Result<> decide(core::VisitId visit, v1::DecisionKind kind, std::string reason = {}) {
    THUCDIA_TRY(write([&](RecordWriter& writer) {
      return visits::decide(writer, m_person, {.visit = visit, .kind = kind, .reason = std::move(reason)});
    }));
    return {};
  }

  Result<> submit() {
    THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::Signed}));
    return decide(visit.id, v1::DECISION_KIND_SUBMITTED);
  }

  Result<> reopen() {
    if (m_dice.chance(0.3)) {
      THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::Planned}));
      return decide(visit.id, v1::DECISION_KIND_CANCELLED, "đường sạt lở");
    }
    THUCDIA_ASSIGN(const auto visit, visitThat(true, {visits::VisitStatus::Signed}));
    return decide(visit.id, v1::DECISION_KIND_REOPENED, "nhầm số");
  }

  Result<> review() {
    THUCDIA_ASSIGN(const auto visit, visitThat(false, {visits::VisitStatus::Submitted, visits::VisitStatus::UnderReview,
                                                       visits::VisitStatus::Approved}));
    if (visit.status == visits::VisitStatus::Approved) {
      if (m_dice.chance(0.8)) return {};
      return decide(visit.id, v1::DECISION_KIND_REOPENED, "xem lại");
    }
    if (m_dice.chance(0.6)) return decide(visit.id, v1::DECISION_KIND_APPROVED);
    return decide(visit.id, v1::DECISION_KIND_RETURNED, "thiếu ảnh");
  }

  Result<> issue() {
    THUCDIA_ASSIGN(const auto visit, visitThat(false, {visits::VisitStatus::Approved}));
    const auto number = fmt::format("{}/BB-KC", m_dice.below(1000));
    m_trace.count(Mishap::VisitIssued);
    THUCDIA_TRY(write([&](RecordWriter& writer) {
      return visits::decide(writer, m_person, {.visit = visit.id, .kind = v1::DECISION_KIND_ISSUED, .number = number});
    }));
    return {};
  }
  Result<> file() {
    THUCDIA_ASSIGN(const auto visit, visitThat(false, {visits::VisitStatus::Issued}));
    m_trace.count(Mishap::VisitIssued);
    return decide(visit.id, v1::DECISION_KIND_FILED);
  }

  Result<> makeFacility() {
    const auto provinces = ownProvinces();
    if (provinces.empty()) return {};
    v1::Facility facility;
    facility.set_name(fmt::format("Cơ sở {}", m_dice.below(1000)));
    facility.set_province(m_dice.pick(provinces));
    return write([&](RecordWriter& writer) {
      facility.set_id(writer.newId<core::FacilityId>().rawString());
      return writer.put(facility);
    });
  }

  Result<> changeFacility(const std::function<void(v1::Facility&)>& change) {
    THUCDIA_ASSIGN(const auto id, anyFacility());
    m_detail = " " + id.text().substr(24);
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(auto facility, there<v1::Facility>(writer, id));
      change(facility);
      return writer.put(facility);
    });
  }
  Result<> editFacility() {
    return changeFacility([&](v1::Facility& facility) {
      const auto text = fmt::format("0{}", 900'000'000 + m_dice.below(50));
      switch (m_dice.below(4)) {
        case 0:
          return facility.set_phone(text);
        case 1:
          return facility.set_address("Thôn " + text);
        case 2:
          return facility.clear_phone();
        default:
          return facility.set_name("Cơ sở " + text);
      }
    });
  }
  Result<> moveFacility() {
    return changeFacility([&](v1::Facility& facility) {
      facility.set_province(std::string(kProvinces[m_dice.below(std::size(kProvinces))]));
    });
  }

  Result<> assign() {
    THUCDIA_ASSIGN(const auto assignee, anyInspector());
    const auto known = any<core::AssignmentId>("SELECT id FROM assignment ORDER BY id");
    if (known && m_dice.chance(0.5)) {
      return write([&](RecordWriter& writer) -> Result<> {
        THUCDIA_ASSIGN(auto assignment, there<v1::Assignment>(writer, *known));
        if (m_dice.chance(0.3)) assignment.set_withdrawn(true);
        assignment.set_assignee_id(assignee.rawString());
        return writer.put(assignment);
      });
    }
    THUCDIA_ASSIGN(const auto id, anyFacility());
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(const auto facility, there<v1::Facility>(writer, id));
      v1::Assignment assignment;
      assignment.set_id(writer.newId<core::AssignmentId>().rawString());
      assignment.set_facility_id(id.rawString());
      assignment.set_province(facility.province());
      assignment.set_assignee_id(assignee.rawString());
      assignment.set_form_id("small");
      return writer.put(assignment);
    });
  }

  Result<> reassign() {
    THUCDIA_ASSIGN(const auto visit, visitThat(false, {visits::VisitStatus::Planned, visits::VisitStatus::InProgress}));
    THUCDIA_ASSIGN(const auto inspector, anyInspector());
    m_trace.count(Mishap::VisitReassigned);
    return write([&](RecordWriter& writer) -> Result<> {
      THUCDIA_ASSIGN(auto record, there<v1::Visit>(writer, visit.id));
      record.set_inspector_id(inspector.rawString());
      return writer.put(record);
    });
  }

  Result<> settle() {
    THUCDIA_ASSIGN(const auto found, read([&](db::ReadTransaction& transaction) {
                     return core::review::conflicts(transaction, m_tablet.tag(), 20);
                   }));
    if (found.empty()) return core::fail(ErrorCode::NotFound, "no conflict");
    const auto& conflict = m_dice.pick(found);
    m_detail = " " + conflict.name;
    m_tablet.asNewerProgram();
    const auto value = static_cast<std::size_t>(m_dice.below(conflict.values.size()));
    return write([&](RecordWriter& writer) { return core::review::settleConflict(writer, conflict, value); });
  }

  /// As a program would that knows more fields than this one.
  Result<> writeNewer() {
    std::string value;
    core::changes::wire::appendTag(value, kNewerField, core::changes::wire::kVarint);
    core::changes::wire::appendVarint(value, m_dice.below(1000));
    THUCDIA_ASSIGN(const auto id, anyFacility());
    m_trace.count(Mishap::NewerField);
    m_tablet.asNewerProgram();
    return write([&](RecordWriter& writer) {
      return writer.edit(RecordType::of<v1::Facility>(), core::RecordId(id.bytes()), {{{kNewerField, {}}, value}});
    });
  }
};

}  // namespace

std::string doSomeWork(Tablet& tablet, World& world) {
  auto person = tablet.person();
  if (!person) return "cannot read who uses it";
  if (world.variety.any() && world.dice.chance(0.2)) {
    if (auto done = doOtherWork(tablet, world, *person)) return std::move(*done);
  }
  return Worker(tablet, world, std::move(*person)).work();
}

}  // namespace thucdia::simulation
