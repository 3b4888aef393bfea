// Questions beyond text and numbers, and the pages of a phone, where one question is asked at a time.

#include <fstream>

#include <QtTest/QAbstractItemModelTester>
#include <catch2/catch_test_macros.hpp>

#include "core/records/blob_rows.h"
#include "core/records/limits.h"
#include "tests/qml/visit_desk.h"

namespace thucdia::tests {
namespace {

using namespace thucdia::app;

v1::FormVersion everyKind() {
  return publishedForm(R"(
| survey |
| | type | name | label | required | appearance | relevant | parameters |
| | begin_group | all | All | | | | |
| | acknowledge | agreed | Agreed | yes | | | |
| | rank needs | order | Order | | | | |
| | geotrace | path | Path | | | | |
| | geoshape | yard | Yard | | | | |
| | file | paper | Paper | | | | |
| | range | score | Score | | | | start=2 end=6 step=2 |
| | end_group | all | | | | | |
| choices |
| | list_name | name | label |
| | needs | power | Power |
| | needs | water | Water |
| | needs | road | Road |
| settings |
| | form_id | version | form_title |
| | kinds | 1 | Kinds |
)");
}

v1::FormVersion paged() {
  return publishedForm(R"(
| survey |
| | type | name | label | required | appearance | relevant |
| | begin_group | all | All | | | |
| | note | hello | Read this first | | | |
| | text | who | Who | yes | | |
| | text | guest | Guest | | | ${who} = 'two' |
| | integer | workers | Workers | | | |
| | note | few | Few workers | | warning | ${workers} < 3 |
| | begin_group | sizes | Sizes | | field-list | |
| | integer | wide | Width | | | |
| | integer | long | Length | | | |
| | end_group | sizes | | | | |
| | begin_repeat | things | Things | | | |
| | text | thing | Thing | | | |
| | end_repeat | things | | | | |
| | end_group | all | | | | |
| settings |
| | form_id | version | form_title |
| | paged | 1 | Paged |
)");
}

QStringList labels(const QuestionListModel& questions, int page) {
  QStringList all;
  for (int row = 0; row < questions.rowCount(); ++row) {
    if (questions.pageOf(row) == page)
      all << questions.data(questions.index(row), QuestionListModel::LabelRole).toString();
  }
  all.removeDuplicates();
  return all;
}

/// "lat lon" of each.
QStringList pointsOf(Opened& page, int row) {
  QStringList points = page.at(row, QuestionListModel::ValueRole).toString().split(u';');
  for (QString& point : points) point = point.section(u' ', 0, 1);
  return points;
}

}  // namespace

TEST_CASE("an acknowledgement is given and taken back") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Agreed"));
  CHECK(page.at(row, QuestionListModel::KindRole).toInt() == QuestionListModel::Acknowledge);
  page.model.choose(row, QStringLiteral("OK"));
  CHECK(page.model.missing() == 0);
  page.model.choose(row, QStringLiteral("OK"));
  CHECK(page.model.missing() == 1);
}

TEST_CASE("choices are put in order one step at a time") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Order"));
  page.model.rank(row, 2, 0);
  CHECK(page.at(row, QuestionListModel::ValueRole).toString() == QStringLiteral("road power water"));
  CHECK(page.at(row, QuestionListModel::ChoiceLabelsRole).toStringList() ==
        QStringList{QStringLiteral("Road"), QStringLiteral("Power"), QStringLiteral("Water")});
}

TEST_CASE("the order as it stands is an answer once it is said to be") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Order"));
  CHECK(page.at(row, QuestionListModel::ValueRole).toString().isEmpty());
  page.model.rank(row, 0, 0);
  CHECK(page.at(row, QuestionListModel::ValueRole).toString() == QStringLiteral("power water road"));
}

TEST_CASE("a range is stepped through from its start to its end") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Score"));
  QStringList values;
  for (int press = 0; press < 4; ++press) {
    page.model.step(row, 1);
    values << page.at(row, QuestionListModel::ValueRole).toString();
  }
  CHECK(values.join(u' ') == QStringLiteral("2 4 6 6"));
}

TEST_CASE("a line grows point by point, and its last point is taken back") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Path"));
  page.model.addPoint(row, QStringLiteral("21.5 104.5 0 5"));
  page.model.addPoint(row, QStringLiteral("21.6 104.5 0 5"));
  page.model.addPoint(row, QStringLiteral("21.6 104.6 0 5"));
  page.model.takeBackPoint(row);
  CHECK(pointsOf(page, row) == QStringList{QStringLiteral("21.5 104.5"), QStringLiteral("21.6 104.5")});
}

TEST_CASE("an area of three points ends where it begins") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const int row = page.rowOf(QStringLiteral("Yard"));
  for (const auto* point : {"21.5 104.5 0 5", "21.6 104.5 0 5", "21.6 104.6 0 5"}) {
    page.model.addPoint(row, QString::fromLatin1(point));
  }
  CHECK(pointsOf(page, row).size() == 4);
  CHECK(pointsOf(page, row).first() == pointsOf(page, row).last());
  page.model.takeBackPoint(row);
  CHECK(pointsOf(page, row) == QStringList{QStringLiteral("21.5 104.5"), QStringLiteral("21.6 104.5")});
}

TEST_CASE("a file is kept, told under its name, and waits for the hub with the answer that names it") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const auto path = desk.replica.folder / "licence.pdf";
  std::ofstream(path) << "%PDF-1.4 licence";
  const int row = page.rowOf(QStringLiteral("Paper"));
  page.model.attachFile(row, QUrl::fromLocalFile(QString::fromStdString(path)));
  REQUIRE(reached([&] { return desk.stored().contains("all/paper"); }));
  CHECK(page.at(row, QuestionListModel::ShownRole).toString() == QStringLiteral("licence.pdf"));
  CHECK(desk.stored().at("all/paper").ends_with(".pdf"));
  const auto waiting = must(desk.replica->read(
      [](core::db::ReadTransaction& transaction) { return core::records::blobsToSend(transaction, 10); }));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting.front().mime == "application/pdf");
}

TEST_CASE("a file above the limit is refused before it is copied") {
  Desk desk(1, everyKind());
  Opened page(desk);
  const auto path = desk.replica.folder / "film.mp4";
  std::ofstream(path) << "x";
  std::filesystem::resize_file(path, core::records::kMaxBlobBytes + 1);
  QString code;
  QObject::connect(&page.model, &VisitModel::fileRefused, &page.model, [&](const QString& told) { code = told; });
  page.model.attachFile(page.rowOf(QStringLiteral("Paper")), QUrl::fromLocalFile(QString::fromStdString(path)));
  REQUIRE(reached([&] { return !code.isEmpty(); }));
  CHECK(code == QStringLiteral("limit_exceeded"));
}

TEST_CASE("a page is a question with what stands before it and the warnings after it, a field-list, or a repeat") {
  Desk desk(1, paged());
  Opened page(desk);
  const QAbstractItemModelTester tester(page.model.questions(), kFatal);
  page.model.answer(page.rowOf(QStringLiteral("Workers")), QStringLiteral("2"));
  const auto& questions = *page.model.questions();
  REQUIRE(questions.pageCount() == 4);
  CHECK(labels(questions, 0) == QStringList{QStringLiteral("Read this first"), QStringLiteral("Who")});
  CHECK(labels(questions, 1) == QStringList{QStringLiteral("Workers"), QStringLiteral("Few workers")});
  CHECK(labels(questions, 2) ==
        QStringList{QStringLiteral("Sizes"), QStringLiteral("Width"), QStringLiteral("Length")});
  CHECK(labels(questions, 3).first() == QStringLiteral("Things"));
}

TEST_CASE("a page is called by its question and done when that is answered") {
  Desk desk(1, paged());
  Opened page(desk);
  const auto& questions = *page.model.questions();
  CHECK(questions.pageTitle(0) == QStringLiteral("Who"));
  CHECK_FALSE(questions.pageDone(0));
  page.model.answer(page.rowOf(QStringLiteral("Who")), QStringLiteral("one"));
  CHECK(questions.pageDone(0));
}

TEST_CASE("the page that is open stays open when a question comes before it") {
  Desk desk(1, paged());
  Opened page(desk);
  auto& questions = *page.model.questions();
  questions.setPage(1);
  REQUIRE(questions.pageTitle(questions.page()) == QStringLiteral("Workers"));
  page.model.answer(page.rowOf(QStringLiteral("Who")), QStringLiteral("two"));
  CHECK(questions.pageCount() == 5);
  CHECK(questions.pageTitle(questions.page()) == QStringLiteral("Workers"));
}

}  // namespace thucdia::tests
