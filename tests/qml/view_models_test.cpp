#include <QtTest/QAbstractItemModelTester>
#include <catch2/catch_test_macros.hpp>

#include "qml/registers/facility_list_model.h"
#include "qml/visits/visit_list_model.h"
#include "tests/qml/visit_desk.h"

namespace thucdia::tests {

using namespace thucdia::app;

TEST_CASE("the register is read page by page and searched without marks") {
  Desk desk(150);
  FacilityListModel model;
  const QAbstractItemModelTester tester(&model, kFatal);
  model.setWorkspace(desk.workspace.get());
  // The tester asks for more whenever there is more, as a list does that is scrolled to its end.
  REQUIRE(reached([&] { return model.total() == 150 && model.rowCount() == 150; }));
  model.setSearch(QStringLiteral("duong phen"));
  REQUIRE(reached([&] { return model.rowCount() == 1; }));
  CHECK(model.data(model.index(0), FacilityListModel::NameRole).toString() ==
        QStringLiteral("Xưởng Đường phèn Sơn Tây"));
  CHECK(model.facilityAt(0) == qt(desk.first.text()));
}

TEST_CASE("an answer is saved without being asked, and is there after a restart") {
  Desk desk;
  {
    Opened page(desk);
    const QAbstractItemModelTester tester(page.model.questions(), kFatal);
    page.model.answer(page.rowOf(QStringLiteral("Name")), QStringLiteral("Cơ sở Đông Phong"));
    REQUIRE(reached([&] { return page.model.saveState() == 2; }));
  }
  desk.workspace.reset();
  desk.replica.reopen();
  CHECK(desk.stored().at("facts/bene_name") == "Cơ sở Đông Phong");
}

TEST_CASE("a number typed with the other custom's decimal point is not taken for ten times as much") {
  Desk desk;
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Workers"));
  page.model.answer(row, QStringLiteral("1.250"));
  CHECK(page.at(row, QuestionListModel::ValueRole).toString() == QStringLiteral("1250"));
  page.model.answer(row, QStringLiteral("8.5"));
  CHECK(page.at(row, QuestionListModel::ValueRole).toString() != QStringLiteral("85"));
}

TEST_CASE("what cannot be so is said under the question and kept") {
  Desk desk;
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Workers"));
  page.model.answer(row, QStringLiteral("-3"));
  CHECK(page.at(row, QuestionListModel::ErrorRole).toString() == QStringLiteral("Workers cannot be fewer than none"));
  CHECK(page.model.missing() == 3);
  page.model.answer(row, QStringLiteral("3"));
  CHECK(page.at(row, QuestionListModel::ErrorRole).toString().isEmpty());
  CHECK(page.model.missing() == 2);
}

TEST_CASE("a row that was removed comes back with its answers in its place") {
  Desk desk;
  Opened page(desk);
  auto* sections = page.model.sections();
  int equipment = -1;
  for (int at = 0; at < sections->count(); ++at) {
    if (sections->at(at)->title == u"Equipment") equipment = at;
  }
  REQUIRE(equipment >= 0);
  page.model.goToSection(equipment);
  const QAbstractItemModelTester tester(page.model.questions(), kFatal);
  const auto* questions = page.model.questions();
  const int before = questions->rowCount();
  page.model.addRow(0);
  page.model.answer(0, QStringLiteral("Máy sao chè"));
  REQUIRE(page.model.closeRow());
  CHECK(questions->rowCount() == before + 1);
  const int last = questions->rowCount() - 2;  // before the row that adds
  CHECK(page.at(last, QuestionListModel::LabelRole).toString().endsWith(QStringLiteral("Máy sao chè")));
  page.model.removeRow(last);
  CHECK(questions->rowCount() == before);
  page.model.takeBackRow();
  REQUIRE(questions->rowCount() == before + 1);
  CHECK(page.at(last, QuestionListModel::LabelRole).toString().endsWith(QStringLiteral("Máy sao chè")));
}

TEST_CASE("the next missing answer is found wherever it is") {
  Desk desk;
  Opened page(desk);
  page.model.goToSection(page.model.sections()->count() - 1);
  const int row = page.model.goToMissing();
  REQUIRE(row >= 0);
  CHECK(page.model.section() == 0);
  CHECK(page.at(row, QuestionListModel::LackingRole).toBool());
}

TEST_CASE("asked again, the next missing answer is another one") {
  Desk desk;
  Opened page(desk);
  const int first = page.model.goToMissing();
  const int section = page.model.section();
  const int second = page.model.goToMissing(first);
  CHECK((second != first || page.model.section() != section));
}

TEST_CASE("visits are listed with their state, and the list follows what is written") {
  Desk desk;
  VisitListModel model;
  const QAbstractItemModelTester tester(&model, kFatal);
  model.setMine(true);
  model.setWorkspace(desk.workspace.get());
  REQUIRE(reached([&] { return model.rowCount() == 1; }));
  CHECK(model.data(model.index(0), VisitListModel::StatusRole).toInt() == 1);
  Opened page(desk);
  page.model.answer(page.rowOf(QStringLiteral("Name")), QStringLiteral("A"));
  CHECK(reached([&] { return model.data(model.index(0), VisitListModel::StatusRole).toInt() == 2; }));
  model.setGroup(VisitListModel::Done);
  CHECK(reached([&] { return model.rowCount() == 0; }));
}

}  // namespace thucdia::tests
