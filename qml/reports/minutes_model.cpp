#include "qml/reports/minutes_model.h"

#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtGui/QDesktopServices>

#include "core/registers/datasets.h"
#include "core/reports/minutes.h"
#include "core/reports/summary_queries.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace reports = core::reports;

namespace {
/// Sharp on a tablet's screen, and 3 MB a page.
constexpr int kDotsPerInch = 110;
}  // namespace

MinutesModel::MinutesModel(QObject* parent) : QObject(parent) {}

void MinutesModel::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  connect(workspace, &Workspace::languageChanged, this, &MinutesModel::load);
  emit workspaceChanged();
  load();
}

void MinutesModel::setVisit(const QString& visit) {
  if (visit == m_visit) return;
  m_visit = visit;
  emit visitChanged();
  load();
}

void MinutesModel::load() {
  const auto id = core::VisitId::parse(m_visit.toStdString());
  if (m_workspace == nullptr || !id || m_workspace->paper() == nullptr) return;
  m_receiver.renew();
  m_workspace->read(
      m_receiver,
      [workspace = m_workspace, id = *id, language = m_workspace->language()](
          core::db::ReadTransaction& transaction) -> core::Result<std::shared_ptr<Laid>> {
        reports::SummaryTools tools;
        tools.forms = &workspace->forms();
        tools.units = &workspace->units();
        tools.datasets = std::make_shared<core::registers::Datasets>(transaction);
        tools.language = language;
        tools.attachment = [workspace](std::string_view sha256) {
          return workspace->replica().blobs().read(sha256).value_or(std::string());
        };
        THUCDIA_ASSIGN(const auto summary, reports::summaryOf(transaction, id, tools));
        auto laid = std::make_shared<Laid>();
        laid->document = reports::minutes(summary);
        laid->pages = workspace->paper()->pages(laid->document, kDotsPerInch);
        laid->number = qt(summary.officialNumber.empty() ? summary.number : summary.officialNumber);
        if (const auto line = core::visits::visitLine(transaction, id)) laid->title = qt(line->facilityName);
        return laid;
      },
      [this](core::Result<core::Result<std::shared_ptr<Laid>>> laid) {
        if (!laid || !*laid) {
          m_problem = qt(core::name((!laid ? laid.error() : laid->error()).code));
        } else {
          Laid& result = ***laid;
          m_document = std::move(result.document);
          m_pages = std::move(result.pages);
          m_title = result.title;
          m_fileName = QStringLiteral("bien-ban-%1.pdf").arg(QString(result.number).replace(u'/', u'-'));
          m_problem.clear();
        }
        emit laidOut();
      });
}

QUrl MinutesModel::suggestedFile() const {
  const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  return QUrl::fromLocalFile((documents.exists() ? documents : QDir::home()).filePath(m_fileName));
}

QImage MinutesModel::page(int number) const {
  return number >= 0 && number < pageCount() ? m_pages[static_cast<std::size_t>(number)] : QImage();
}

void MinutesModel::savePdf(const QUrl& file) { write(file.toLocalFile(), false); }

void MinutesModel::openForPrinting() {
  const QDir folder(QString::fromStdString(m_workspace->replica().folder().string()));
  folder.mkpath(QStringLiteral("documents"));
  write(folder.filePath(QStringLiteral("documents/") + m_fileName), true);
}

void MinutesModel::write(const QString& path, bool open) {
  if (!ready()) return;
  m_workspace->work(
      m_receiver,
      [workspace = m_workspace, document = m_document, path] {
        return workspace->paper()->writer().writePdf(document, path.toStdString());
      },
      [this, path, open](const core::Result<>& result) {
        if (!result) {
          emit refused(qt(core::name(result.error().code)));
          return;
        }
        emit saved(path);
        if (open && !QDesktopServices::openUrl(QUrl::fromLocalFile(path))) emit noViewer();
      });
}

}  // namespace thucdia::app
