// Writes minutes of several shapes into the folder given: what a person looks at after changing the layout.
#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <cstdio>
#include <filesystem>

#include "core/reports/minutes.h"
#include "platforms/qt/qt_document_writer.h"
#include "tests/support/inspected_visit.h"
#include "tests/support/sample_summary.h"

namespace {

using namespace thucdia;

std::string drawnSignature() {
  QImage image(600, 240, QImage::Format_ARGB32);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(QColor(0x10, 0x10, 0x10), 6, Qt::SolidLine, Qt::RoundCap));
  QPainterPath path(QPointF(40, 170));
  path.cubicTo(120, 10, 160, 40, 150, 190);
  path.cubicTo(190, 60, 240, 90, 250, 150);
  path.cubicTo(300, 60, 340, 60, 360, 160);
  path.cubicTo(420, 120, 480, 90, 570, 60);
  painter.drawPath(path);
  painter.end();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes.toStdString();
}

int write(const core::reports::VisitSummary& summary, const std::filesystem::path& file) {
  const auto written = platforms::qt::QtDocumentWriter().writePdf(core::reports::minutes(summary), file);
  if (written) return 0;
  std::fprintf(stderr, "%s\n", core::describe(written.error()).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QGuiApplication application(argc, argv);
  if (argc != 2) {
    std::fprintf(stderr, "usage: show-minutes FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const std::string signature = drawnSignature();
  int failures = write(tests::sampleSummary(signature), folder / "sample.pdf");
  failures += write(tests::largeSummary(30, 12, 6, signature), folder / "large.pdf");
  auto refused = tests::largeSummary(0, 3, 2, signature);
  refused.refusal = "không nhất trí với nhận xét về thiết bị; người làm chứng: ông Lò Văn Páo, công chức xã Hồ Thầu";
  refused.signatures[0].refused = true;
  refused.signatures[0].image.clear();
  refused.officialNumber = "05";
  refused.photos = {
      {"Ảnh 1. Toàn cảnh mô hình", signature}, {"Ảnh 2. Máy sao chè gas", signature}, {"Ảnh 3. Tủ sấy", signature}};
  failures += write(refused, folder / "refused.pdf");
  auto draft = tests::sampleSummary();
  draft.language = core::Language::English;
  draft.seal.reset();
  failures += write(draft, folder / "draft_english.pdf");
  tests::InspectedVisit visit("01_mo_hinh_trinh_dien", tests::InspectedVisit::answersOfForm01(), true, signature);
  failures += write(visit.summary(), folder / "visit_01.pdf");
  failures += write(visit.summary(core::Language::English), folder / "visit_01_english.pdf");
  return failures;
}
