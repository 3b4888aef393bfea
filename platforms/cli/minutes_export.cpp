#include "platforms/cli/minutes_export.h"

#include <QGuiApplication>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <system_error>

#include "core/registers/datasets.h"
#include "core/reports/minutes.h"
#include "core/reports/summary_queries.h"
#include "platforms/qt/qt_document_writer.h"

namespace thucdia::cli {

namespace {

using core::ErrorCode;
using core::Result;
using core::reports::Document;

/// Fonts and PDF need it; a screen does not.
std::unique_ptr<QGuiApplication> offscreenApplication() {
  static int count = 1;
  static char name[] = "thucdia-cli";
  static char* arguments[] = {name, nullptr};
  qputenv("QT_QPA_PLATFORM", "offscreen");
  // What Qt says of this machine's desktop is of no use to who exports; errors come back as errors.
  qInstallMessageHandler([](QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg) std::fprintf(stderr, "thucdia-cli: %s\n", qPrintable(text));
  });
  return std::make_unique<QGuiApplication>(count, arguments);
}

struct PickedVisit {
  core::VisitId id;
  std::string number;
};

/// A number as a file's name: what folders and systems do not like becomes a dash.
std::string fileName(const PickedVisit& visit, std::set<std::string>& taken) {
  std::string name = visit.number.empty() ? visit.id.text() : visit.number;
  for (char& c : name) {
    if (static_cast<unsigned char>(c) < 0x20 || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '-';
  }
  if (!taken.insert(name).second) name += "-" + visit.id.text().substr(28);
  return name + ".pdf";
}

Result<std::vector<PickedVisit>> choose(core::replica::Replica& replica, const core::reports::ExportFilter& filter,
                                        const core::registers::AdministrativeUnits& units) {
  return replica.store().read([&](core::db::ReadTransaction& transaction) -> Result<std::vector<PickedVisit>> {
    std::vector<PickedVisit> found;
    THUCDIA_TRY(core::reports::forEachVisit(transaction, filter, units,
                                            [&](const core::reports::ExportedVisit& visit) -> Result<> {
                                              // Nothing was found on a visit that was not made.
                                              if (visit.answers.empty()) return {};
                                              found.push_back({visit.id, visit.number});
                                              return {};
                                            }));
    return found;
  });
}

}  // namespace

Result<std::vector<std::filesystem::path>> exportMinutes(core::replica::Replica& replica,
                                                         const core::reports::ExportFilter& filter,
                                                         const std::filesystem::path& out, core::Language language,
                                                         std::optional<std::int32_t> revision) {
  const auto units = core::registers::AdministrativeUnits::shipped();
  THUCDIA_ASSIGN(const auto visits, choose(replica, filter, units));
  if (visits.empty()) return core::fail(ErrorCode::NotFound, "no visit with answers is chosen");

  core::visits::FormLibrary forms;
  core::reports::SummaryTools tools;
  tools.forms = &forms;
  tools.units = &units;
  tools.language = language;
  tools.revision = revision;
  tools.attachment = [&replica](std::string_view sha256) {
    return replica.blobs().read(sha256).value_or(std::string());
  };
  THUCDIA_TRY(replica.read([&](core::db::ReadTransaction& transaction) {
    tools.datasets = std::make_shared<core::registers::Datasets>(transaction);
  }));
  const auto minutesOf = [&](const PickedVisit& visit) -> Result<Document> {
    THUCDIA_ASSIGN(const auto summary, replica.store().read([&](core::db::ReadTransaction& transaction) {
      return core::reports::summaryOf(transaction, visit.id, tools);
    }));
    return core::reports::minutes(summary);
  };

  const auto application = offscreenApplication();
  platforms::qt::QtDocumentWriter writer;
  std::vector<std::filesystem::path> written;
  if (out.extension() == ".pdf") {
    std::vector<Document> documents;
    for (const PickedVisit& visit : visits) {
      THUCDIA_ASSIGN(documents.emplace_back(), minutesOf(visit));
    }
    THUCDIA_TRY(writer.writePdfOf(documents, out));
    written.push_back(out);
    return written;
  }
  std::error_code error;
  std::filesystem::create_directories(out, error);
  if (error) return core::fail(ErrorCode::IoError, out.string() + ": " + error.message());
  std::set<std::string> taken;
  for (const PickedVisit& visit : visits) {
    THUCDIA_ASSIGN(const Document document, minutesOf(visit));
    written.push_back(out / fileName(visit, taken));
    THUCDIA_TRY(writer.writePdf(document, written.back()));
  }
  return written;
}

}  // namespace thucdia::cli
