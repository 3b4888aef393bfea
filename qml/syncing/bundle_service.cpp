#include "qml/syncing/bundle_service.h"

#include <string>

#include "sync/engine/bundle.h"

namespace thucdia::app {

using core::ErrorCode;

namespace {

std::string pathOf(const QUrl& file) { return file.toLocalFile().toStdString(); }

BundleService::Outcome outcomeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::CorruptData:
      return BundleService::NoBundle;
    case ErrorCode::WrongHub:
    case ErrorCode::NotPermitted:
      return BundleService::NotForHere;
    case ErrorCode::ProtocolTooNew:
      return BundleService::TooNew;
    case ErrorCode::BadSignature:
      return BundleService::NotTrusted;
    case ErrorCode::NotEnrolled:
      return BundleService::NotEnrolled;
    case ErrorCode::DiskFull:
      return BundleService::DiskFull;
    default:
      return BundleService::Failed;
  }
}

}  // namespace

BundleService::BundleService(QObject* parent)
    : QObject(parent), m_thread(std::make_unique<core::ThreadExecutor>("bundle")) {}

BundleService::Report BundleService::failed(const core::Error& error) {
  return {outcomeOf(error.code), 0, 0, QString::fromStdString(core::describe(error))};
}

void BundleService::save(const QUrl& file) {
  run([&replica = m_workspace->replica(), path = pathOf(file)]() -> Report {
    const auto made = sync::exportBundle(replica, path);
    if (!made) return failed(made.error());
    return {Saved, static_cast<int>(made->records), static_cast<int>(made->files), {}};
  });
}

void BundleService::take(const QUrl& file) {
  run([&replica = m_workspace->replica(), path = pathOf(file)]() -> Report {
    const auto imported = sync::importBundle(replica, path);
    if (!imported) return failed(imported.error());
    if (imported->carried) return {Carried, 0, 0, {}};
    if (imported->hubIsRestored) return {HubIsRestored, 0, 0, {}};
    return {imported->known ? Known : Applied,
            static_cast<int>(imported->receipts),
            static_cast<int>(imported->records),
            {}};
  });
}

void BundleService::run(std::function<Report()> work) {
  if (m_running || !m_workspace) return;
  m_running = true;
  m_report = {};
  emit changed();
  m_thread->post([this, &gui = m_workspace->gui(), alive = m_receiver.weak(), work = std::move(work)] {
    const auto report = work();
    gui.post([this, alive, report] {
      if (alive.expired()) return;
      m_running = false;
      m_report = report;
      emit changed();
      if (report.outcome == Applied || report.outcome == HubIsRestored) m_workspace->refreshPerson();
      if (report.outcome == Applied || report.outcome == HubIsRestored) emit taken();
    });
  });
}

}  // namespace thucdia::app
