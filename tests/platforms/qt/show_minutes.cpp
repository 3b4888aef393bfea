// Writes minutes of several shapes into the folder given: what a person looks at after changing the layout.
#include <QBuffer>
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "core/registers/datasets.h"
#include "core/reports/export_queries.h"
#include "core/reports/minutes.h"
#include "core/reports/summary_queries.h"
#include "platforms/qt/qt_document_writer.h"
#include "tests/support/demo_replica.h"
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

/// The minutes of the first sealed visit of each form in the sample portfolio, and of all of them in one file.
int writeDemo(const std::filesystem::path& folder) {
  tests::TestReplica replica;
  tests::fillWithDemo(replica, {.facilities = 60, .projects = 40, .visits = 60});
  const auto units = core::registers::AdministrativeUnits::shipped();
  core::visits::FormLibrary forms;
  core::reports::SummaryTools tools;
  tools.forms = &forms;
  tools.units = &units;
  tools.datasets = std::make_shared<core::registers::Datasets>();
  tools.attachment = [&](std::string_view sha256) { return replica->blobs().read(sha256).value_or(std::string()); };
  std::map<std::string, core::reports::Document> first;
  std::vector<core::reports::Document> all;
  const auto made = replica->read([&](core::db::ReadTransaction& transaction) -> core::Result<> {
    return core::reports::forEachVisit(
        transaction, {}, units, [&](const core::reports::ExportedVisit& visit) -> core::Result<> {
          THUCDIA_ASSIGN(const auto summary, core::reports::summaryOf(transaction, visit.id, tools));
          all.push_back(core::reports::minutes(summary));
          if (summary.seal) first.emplace(summary.formId, all.back());
          return {};
        });
  });
  platforms::qt::QtDocumentWriter writer;
  auto written = made;
  for (const auto& [form, document] : first) {
    if (written) written = writer.writePdf(document, folder / ("demo_" + form + ".pdf"));
  }
  if (written) written = writer.writePdfOf(all, folder / "demo_all.pdf");
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
  return failures + writeDemo(folder);
}
