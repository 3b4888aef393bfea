// A visit's whole life by the view models of the screens: answered, signed, handed in, synced to a hub in this process,
// returned, amended, approved; conflicts; minutes.

#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtGui/QImage>
#include <QtTest/QAbstractItemModelTester>
#include <catch2/catch_test_macros.hpp>

#include "core/forms/form_reader.h"
#include "core/visits/visit_commands.h"
#include "core/visits/visit_queries.h"
#include "qml/reports/minutes_model.h"
#include "qml/review/review_model.h"
#include "qml/review/review_queue_model.h"
#include "qml/syncing/conflict_model.h"
#include "qml/syncing/sync_visits_model.h"
#include "qml/visits/sign_model.h"
#include "tests/qml/desk.h"

namespace thucdia::tests {
namespace {

using namespace thucdia::app;

v1::FormVersion signedForm() {
  static constexpr std::string_view kMarkdown = R"(
| survey |
| | type | name | label | required | appearance |
| | begin_group | facts | Facts | | |
| | text | bene_name | Name | yes | |
| | decimal | progress | Progress (%) | | |
| | end_group | facts | | | |
| | begin_group | closing | Closing | | |
| | image | sig_lead | Leader of the team | yes | signature |
| | end_group | closing | | | |
| settings |
| | form_id | version | form_title |
| | signed | 1 | Signed form |
)";
  const auto read = core::forms::readForm(kMarkdown, "signed.md");
  REQUIRE(read.has_value());
  REQUIRE(read->ok());
  v1::FormVersion form;
  form.set_id(std::string(16, 's'));
  form.set_form_id("signed");
  form.set_version("1");
  form.set_title_en("Signed form");
  form.set_compiled(read->form.SerializeAsString());
  return form;
}

QByteArray drawnSignature() {
  QFile file(QStringLiteral(THUCDIA_SOURCE_DIR "/tests/data/sample_visit/signature_1.png"));
  REQUIRE(file.open(QIODevice::ReadOnly));
  return file.readAll();
}

/// An office: a hub with a form and a facility, an inspector with a visit begun, a supervisor.
struct Office {
  Office() {
    hub.addUser("huong", v1::ROLE_INSPECTOR);
    hub.addUser("phuc", v1::ROLE_SUPERVISOR);
    hub.put(signedForm());
    v1::Facility facility;
    facility.set_id(std::string(16, 'F'));
    facility.set_kind(v1::FACILITY_KIND_ESTABLISHMENT);
    facility.set_name("Xưởng Đường phèn Sơn Tây");
    facility.set_province("01");
    hub.put(facility);
    inspector = std::make_unique<AppDesk>(hub, "huong", 1);
    supervisor = std::make_unique<AppDesk>(hub, "phuc", 2);
    REQUIRE(inspector->sync());
    core::visits::StartVisit start;
    start.facility = *core::FacilityId::fromBytes(facility.id());
    start.formId = "signed";
    visit = must(inspector->tablet.replica->write([&](core::changes::RecordWriter& writer) {
      return core::visits::startVisit(writer, *inspector->workspace.person(), start);
    }));
  }

  [[nodiscard]] QString visitText() const { return qt(visit.text()); }
  /// Answers what is required, so that only the signature lacks.
  void answer(const QString& name) {
    VisitModel page;
    page.setWorkspace(&inspector->workspace);
    page.setVisit(visitText());
    REQUIRE(reached([&] { return page.ready(); }));
    page.answer(rowOf(page, QStringLiteral("Name")), name);
    REQUIRE(stores(*inspector, name));
  }
  /// Waits until a device has stored this name.
  [[nodiscard]] bool stores(AppDesk& desk, const QString& name) const {
    return reached([&] {
      const auto answers = must(desk.tablet.replica->read(
          [&](core::db::ReadTransaction& transaction) { return core::visits::answersOf(transaction, visit); }));
      const auto stored = answers.find("facts/bene_name");
      return stored != answers.end() && stored->second == name.toStdString();
    });
  }
  /// Signs by hand and by key, and hands in.
  void signAndHandIn() {
    SignModel sign;
    sign.setWorkspace(&inspector->workspace);
    sign.setVisit(visitText());
    REQUIRE(reached([&] { return sign.ready(); }));
    if (sign.missingSignatures() > 0) sign.keepSignature(0, drawnSignature());
    REQUIRE(reached([&] { return sign.missingSignatures() == 0 && !sign.busy(); }));
    sign.seal();
    REQUIRE(reached([&] { return sign.sealed() && !sign.busy(); }));
    sign.handIn();
    REQUIRE(reached([&] { return sign.status() == 5; }));
  }
  [[nodiscard]] int status(AppDesk& desk) const {
    return static_cast<int>(must(desk.tablet.replica->read([&](core::db::ReadTransaction& transaction) {
      const auto state = core::visits::stateOf(transaction, visit);
      return state ? state->status : core::visits::VisitStatus{};
    })));
  }
  void synced() {
    REQUIRE(inspector->sync());
    REQUIRE(supervisor->sync());
  }

  TestHub hub;
  std::unique_ptr<AppDesk> inspector;
  std::unique_ptr<AppDesk> supervisor;
  core::VisitId visit;
};

struct Reviewed {
  explicit Reviewed(Office& office) {
    model.setWorkspace(&office.supervisor->workspace);
    model.setVisit(office.visitText());
    REQUIRE(reached([&] { return model.ready(); }));
    REQUIRE(model.decidable());
    QObject::connect(&model, &ReviewModel::decided, &model, [this] { decided = true; });
  }
  ReviewModel model;
  bool decided = false;
};

/// An office whose visit was signed, handed in and returned.
struct ReturnedOffice : Office {
  ReturnedOffice() {
    answer(QStringLiteral("Cơ sở Đông Phong"));
    signAndHandIn();
    synced();
    Reviewed desk(*this);
    desk.model.comment({}, QStringLiteral("Thiếu giấy tờ."));
    desk.model.returnVisit();
    REQUIRE(reached([&] { return desk.decided; }));
    REQUIRE(supervisor->sync());
    REQUIRE(inspector->sync());
  }
};

/// Paper that only notes what is laid on it.
class NotedPaper final : public Paper, core::reports::DocumentWriter {
 public:
  std::vector<QImage> pages(const core::reports::Document&, int) override {
    return {QImage(8, 8, QImage::Format_Grayscale8)};
  }
  core::reports::DocumentWriter& writer() override { return *this; }
  core::Result<> writePdf(const core::reports::Document&, const std::filesystem::path& path) override {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly)) return core::fail(core::ErrorCode::NotFound, path.string());
    file.write("%PDF-");
    return {};
  }
  core::Result<> writePdfOf(const std::vector<core::reports::Document>&, const std::filesystem::path&) override {
    return {};
  }
};

}  // namespace

TEST_CASE("what lacks is told before signing, the signature apart from the questions") {
  Office office;
  SignModel sign;
  const QAbstractItemModelTester tester(&sign, kFatal);
  sign.setWorkspace(&office.inspector->workspace);
  sign.setVisit(office.visitText());
  REQUIRE(reached([&] { return sign.ready(); }));
  CHECK(sign.missing() == 1);
  CHECK(sign.missingLabels() == QStringLiteral("Name"));
  CHECK(sign.missingSignatures() == 1);
  CHECK(sign.rowCount() == 1);
}

TEST_CASE("a visit that lacks an answer is not sealed") {
  Office office;
  SignModel sign;
  sign.setWorkspace(&office.inspector->workspace);
  sign.setVisit(office.visitText());
  REQUIRE(reached([&] { return sign.ready(); }));
  sign.seal();
  REQUIRE(reached([&] { return !sign.busy() && !sign.refusal().isEmpty(); }));
  CHECK(sign.refusal() == QStringLiteral("incomplete"));
  CHECK_FALSE(sign.sealed());
}

TEST_CASE("the page of questions does not count a signature among the answers to go") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  VisitModel page;
  page.setWorkspace(&office.inspector->workspace);
  page.setVisit(office.visitText());
  REQUIRE(reached([&] { return page.ready(); }));
  CHECK(page.missing() == 0);
  CHECK(page.goToMissing() == -1);
}

TEST_CASE("an answer is kept when the page is left while an earlier one is on its way to the disk") {
  Office office;
  {
    VisitModel page;
    page.setWorkspace(&office.inspector->workspace);
    page.setVisit(office.visitText());
    REQUIRE(reached([&] { return page.ready(); }));
    const int row = rowOf(page, QStringLiteral("Name"));
    page.answer(row, QStringLiteral("Cơ sở"));
    page.answer(row, QStringLiteral("Cơ sở Đông Phong"));
  }
  CHECK(office.stores(*office.inspector, QStringLiteral("Cơ sở Đông Phong")));
}

TEST_CASE("a signed visit is locked on its page") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  office.signAndHandIn();
  VisitModel page;
  page.setWorkspace(&office.inspector->workspace);
  page.setVisit(office.visitText());
  REQUIRE(reached([&] { return page.ready(); }));
  CHECK(page.locked());
}

TEST_CASE("a visit handed in stands in the supervisor's queue after both have synced") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  office.signAndHandIn();
  ReviewQueueModel queue;
  const QAbstractItemModelTester tester(&queue, kFatal);
  queue.setWorkspace(&office.supervisor->workspace);
  office.synced();
  REQUIRE(reached([&] { return queue.count() == 1; }));
  CHECK(queue.visitAt(0) == office.visitText());
}

TEST_CASE("a returned visit comes back as work, with the comment beside its question") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  office.signAndHandIn();
  office.synced();
  Reviewed desk(office);
  desk.model.comment(QStringLiteral("facts/bene_name"), QStringLiteral("Ghi đúng tên trên giấy phép."));
  desk.model.returnVisit();
  REQUIRE(reached([&] { return desk.decided; }));
  REQUIRE(office.supervisor->sync());
  REQUIRE(office.inspector->sync());
  VisitModel page;
  page.setWorkspace(&office.inspector->workspace);
  page.setVisit(office.visitText());
  REQUIRE(reached([&] { return page.ready(); }));
  CHECK_FALSE(page.locked());
  CHECK(page.returnComments() == 1);
  CHECK(page.asksForSignatures());
  const auto* questions = page.questions();
  CHECK(questions->data(questions->index(rowOf(page, QStringLiteral("Name"))), QuestionListModel::CommentRole)
            .toString() == QStringLiteral("Ghi đúng tên trên giấy phép."));
}

TEST_CASE("once a returned visit is answered otherwise, the sign page asks for the signatures again") {
  ReturnedOffice office;
  SignModel sign;
  sign.setWorkspace(&office.inspector->workspace);
  sign.setVisit(office.visitText());
  REQUIRE(reached([&] { return sign.ready(); }));
  const auto picture = [&] { return sign.data(sign.index(0), SignModel::PictureRole).toString(); };
  CHECK(sign.missingSignatures() == 0);
  CHECK_FALSE(picture().isEmpty());
  office.answer(QStringLiteral("Cơ sở Đông Phong 2"));
  REQUIRE(reached([&] { return sign.missingSignatures() == 1; }));
  CHECK(picture().isEmpty());
  CHECK(sign.revision() == 2);
}

TEST_CASE("an open page of questions lets go of a signature that an answer has overtaken") {
  ReturnedOffice office;
  VisitModel page;
  page.setWorkspace(&office.inspector->workspace);
  page.setVisit(office.visitText());
  REQUIRE(reached([&] { return page.ready(); }));
  const auto answered = [&] { return page.sections()->at(1)->section.answered; };
  CHECK(answered() == 1);
  page.answer(rowOf(page, QStringLiteral("Name")), QStringLiteral("Cơ sở Đông Phong 2"));
  CHECK(reached([&] { return answered() == 0; }));
}

TEST_CASE("an amended visit is signed again and approved") {
  ReturnedOffice office;
  office.answer(QStringLiteral("Cơ sở Đông Phong 2"));
  office.signAndHandIn();
  office.synced();
  Reviewed desk(office);
  CHECK(desk.model.revision() == 2);
  desk.model.approve();
  REQUIRE(reached([&] { return desk.decided; }));
  REQUIRE(office.supervisor->sync());
  REQUIRE(office.inspector->sync());
  CHECK(office.status(*office.inspector) == 7);
}

TEST_CASE("a hub that is away is told as unreachable, and what waits is sent when it is back") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  office.inspector->online = false;
  CHECK_FALSE(office.inspector->sync());
  CHECK(office.inspector->syncing.trouble() == SyncService::Unreachable);
  CHECK(reached([&] { return office.inspector->syncing.unsentRecords() > 0; }));
  office.inspector->online = true;
  REQUIRE(office.inspector->sync());
  CHECK(reached([&] { return office.inspector->syncing.unsentRecords() == 0; }));
}

TEST_CASE("a visit's road to the hub is told until it is whole there") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  SyncVisitsModel visits;
  const QAbstractItemModelTester tester(&visits, kFatal);
  visits.setWorkspace(&office.inspector->workspace);
  REQUIRE(reached([&] { return visits.count() == 1; }));
  CHECK(visits.data(visits.index(0), SyncVisitsModel::ReachRole).toInt() == SyncVisitsModel::OnThisDevice);
  office.signAndHandIn();
  REQUIRE(office.inspector->sync());
  visits.refresh();
  CHECK(reached([&] {
    return visits.data(visits.index(0), SyncVisitsModel::ReachRole).toInt() == SyncVisitsModel::ReceivedWhole;
  }));
}

TEST_CASE("a device enrols with a code, and then has what its person may see") {
  TestHub hub;
  application();
  hub.addUser("huong", v1::ROLE_INSPECTOR);
  hub.put(signedForm());
  TestReplica replica(9);
  Workspace workspace(*replica.replica, replica.random);
  SyncService syncing(workspace, [&](const std::string&) { return std::make_unique<LoopbackTransport>(*hub.hub); });
  CHECK_FALSE(workspace.enrolled());
  syncing.enrol(QStringLiteral("127.0.0.1:8080"), qt(hub.codeFor("huong")), QStringLiteral("Tablet 07"));
  REQUIRE(reached([&] { return workspace.enrolled() && !syncing.running() && !syncing.lastSync().isEmpty(); }));
  CHECK(workspace.inspector());
}

TEST_CASE("a code that is not right is told, and the device stays free") {
  TestHub hub;
  application();
  hub.addUser("huong", v1::ROLE_INSPECTOR);
  TestReplica replica(9);
  Workspace workspace(*replica.replica, replica.random);
  SyncService syncing(workspace, [&](const std::string&) { return std::make_unique<LoopbackTransport>(*hub.hub); });
  syncing.enrol(QStringLiteral("127.0.0.1:8080"), QStringLiteral("ABCD-EFGH"), {});
  REQUIRE(reached([&] { return syncing.trouble() != SyncService::None; }));
  CHECK(syncing.trouble() == SyncService::CodeInvalid);
  CHECK_FALSE(workspace.enrolled());
}

TEST_CASE("two answers that knew nothing of each other wait for a choice, and the chosen one stands") {
  Office office;
  AppDesk other(office.hub, "huong", 3);
  REQUIRE(office.inspector->sync());
  REQUIRE(other.sync());
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  VisitModel page;
  page.setWorkspace(&other.workspace);
  page.setVisit(office.visitText());
  REQUIRE(reached([&] { return page.ready(); }));
  page.answer(rowOf(page, QStringLiteral("Name")), QStringLiteral("Cơ sở Đông Phong 2"));
  REQUIRE(office.stores(other, QStringLiteral("Cơ sở Đông Phong 2")));
  REQUIRE(office.inspector->sync());
  REQUIRE(other.sync());
  REQUIRE(reached([&] { return page.conflicts() > 0; }));
  ConflictModel conflicts;
  const QAbstractItemModelTester tester(&conflicts, kFatal);
  conflicts.setWorkspace(&other.workspace);
  conflicts.setVisit(office.visitText());
  REQUIRE(reached([&] { return conflicts.open() > 0; }));
  for (int left = conflicts.open(); left > 0; --left) {
    REQUIRE(conflicts.values()->rowCount() == 2);
    for (int value = 0; value < 2; ++value) {
      conflicts.setChosen(value);
      if (conflicts.chosenText() == QStringLiteral("Cơ sở Đông Phong")) break;
    }
    INFO("chosen for " << conflicts.question().toStdString());
    conflicts.settle();
    REQUIRE(reached([&] { return conflicts.open() < left; }));
  }
  REQUIRE(other.sync());
  REQUIRE(office.inspector->sync());
  const auto answers = must(office.inspector->tablet.replica->read(
      [&](core::db::ReadTransaction& transaction) { return core::visits::answersOf(transaction, office.visit); }));
  CHECK(answers.at("facts/bene_name") == "Cơ sở Đông Phong");
}

TEST_CASE("minutes are laid out in pages and written as a file") {
  Office office;
  office.answer(QStringLiteral("Cơ sở Đông Phong"));
  NotedPaper paper;
  office.inspector->workspace.setPaper(&paper);
  MinutesModel minutes;
  minutes.setWorkspace(&office.inspector->workspace);
  minutes.setVisit(office.visitText());
  REQUIRE(reached([&] { return minutes.ready(); }));
  CHECK(minutes.pageCount() == 1);
  QString written;
  QObject::connect(&minutes, &MinutesModel::saved, &minutes, [&](const QString& path) { written = path; });
  minutes.savePdf(QUrl::fromLocalFile(QString::fromStdString(office.hub.folder / "minutes.pdf")));
  REQUIRE(reached([&] { return !written.isEmpty(); }));
  CHECK(QFileInfo(written).size() > 0);
}

}  // namespace thucdia::tests
