#include "qml/settings/device_figures.h"

#include <filesystem>

#include <QtCore/QCoreApplication>

#include "core/base/dates.h"
#include "core/records/blob_rows.h"
#include "core/registers/registers_queries.h"
#include "core/visits/visit_queries.h"

namespace thucdia::app {

namespace {

/// Bytes of all files under a folder; what cannot be read counts nothing.
double bytesUnder(const std::filesystem::path& folder) {
  double bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code none;
    if (!at->is_regular_file(none)) continue;
    const auto size = at->file_size(none);
    if (!none) bytes += static_cast<double>(size);
  }
  return bytes;
}

}  // namespace

void DeviceFigures::setWorkspace(Workspace* workspace) {
  if (workspace == m_workspace) return;
  m_workspace = workspace;
  emit workspaceChanged();
  refresh();
}

QString DeviceFigures::version() const { return QCoreApplication::applicationVersion(); }

QString DeviceFigures::folder() const {
  return m_workspace ? QString::fromStdString(m_workspace->replica().folder().string()) : QString();
}

void DeviceFigures::refresh() {
  if (!m_workspace) return;
  const std::filesystem::path folder = m_workspace->replica().folder();
  const core::Date today = core::localDate(m_workspace->replica().clock().now());
  m_workspace->read(
      m_receiver,
      [folder, today](core::db::ReadTransaction& transaction) {
        Figures figures;
        figures.visits = static_cast<int>(core::visits::countVisits(transaction, {}));
        figures.facilities = static_cast<int>(core::registers::countFacilities(transaction, {}, today));
        figures.photosToSend = static_cast<int>(core::records::countBlobsToSend(transaction));
        figures.photoBytes = bytesUnder(folder / "blobs");
        figures.databaseBytes = bytesUnder(folder) - figures.photoBytes;
        std::error_code error;
        const auto space = std::filesystem::space(folder, error);
        if (!error) figures.freeBytes = static_cast<double>(space.available);
        return figures;
      },
      [this](core::Result<Figures> figures) {
        if (!figures) return;
        m_figures = *figures;
        m_ready = true;
        emit counted();
      });
}

}  // namespace thucdia::app
