#include "qml/syncing/sync_service.h"

#include <chrono>

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkInformation>

#include "core/base/dates.h"
#include "core/records/blob_rows.h"
#include "core/replica/settings.h"
#include "core/review/conflict_queries.h"
#include "core/visits/visit_queries.h"
#include "sync/engine/sync_state.h"
#include "sync/wire/enrol_code.h"

namespace thucdia::app {

namespace {

using core::ErrorCode;
using namespace std::chrono_literals;

// Names in core/replica/settings.h.
constexpr std::string_view kWifiOnly = "app_originals_on_wifi_only";

/// How often the schedule is asked.
constexpr auto kAskEvery = 5s;
constexpr auto kProgressEvery = 250ms;
/// Signatures and thumbnails go over any network; larger files are originals.
constexpr std::size_t kSmallFile = 64 * 1024;
/// Newest visits that are looked through for what is not sent.
constexpr int kVisitsLookedAt = 500;

SyncService::Trouble troubleOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::Cancelled:
      return SyncService::Stopped;
    case ErrorCode::Unreachable:
      return SyncService::Unreachable;
    case ErrorCode::NotAHub:
      return SyncService::NotAHub;
    case ErrorCode::WrongHub:
      return SyncService::WrongHub;
    case ErrorCode::ProtocolTooOld:
      return SyncService::HubTooOld;
    case ErrorCode::ProtocolTooNew:
      return SyncService::AppTooOld;
    case ErrorCode::CodeInvalid:
      return SyncService::CodeInvalid;
    case ErrorCode::InvalidArgument:
      return SyncService::AddressInvalid;
    case ErrorCode::Revoked:
      return SyncService::Revoked;
    case ErrorCode::NotEnrolled:
      return SyncService::NotEnrolled;
    case ErrorCode::AlreadyExists:
      return SyncService::AlreadyEnrolled;
    case ErrorCode::BadSignature:
      return SyncService::NotTrusted;
    case ErrorCode::DiskFull:
      return SyncService::DiskFull;
    default:
      return SyncService::Other;
  }
}

/// What a person typed as the hub's address: without a scheme https is meant, but on this machine itself http.
std::string hubUrlOf(const QString& typed) {
  QString text = typed.trimmed();
  while (text.endsWith(u'/')) text.chop(1);
  if (text.isEmpty() || text.contains(u"://")) return text.toStdString();
  const bool here = text.startsWith(u"localhost") || text.startsWith(u"127.") || text.startsWith(u"[::1]");
  return ((here ? QStringLiteral("http://") : QStringLiteral("https://")) + text).toStdString();
}

}  // namespace

SyncService::SyncService(Workspace& workspace, MakeTransport makeTransport, QObject* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_makeTransport(std::move(makeTransport)),
      m_schedule(workspace.random()),
      m_thread(std::make_unique<core::ThreadExecutor>("sync")) {
  QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::TransportMedium);
  m_countSoon.setSingleShot(true);
  m_countSoon.setInterval(300ms);
  connect(&m_countSoon, &QTimer::timeout, this, &SyncService::count);
  connect(&workspace, &Workspace::recordsChanged, this, [this] {
    if (!m_countSoon.isActive()) m_countSoon.start();
    if (!m_running) m_schedule.wrote(m_workspace.replica().clock().now());
  });
  if (const auto* network = QNetworkInformation::instance()) {
    connect(network, &QNetworkInformation::reachabilityChanged, this,
            [this] { m_schedule.now(m_workspace.replica().clock().now()); });
  }
  connect(&workspace, &Workspace::languageChanged, this, &SyncService::lastChanged);
  m_byItself.setInterval(kAskEvery);
  connect(&m_byItself, &QTimer::timeout, this, &SyncService::runIfDue);
  m_byItself.start();
  loadSettings();
  count();
}

SyncService::~SyncService() {
  {
    const std::scoped_lock lock(m_engineMutex);
    m_stopping = true;
  }
  stop();
  m_thread.reset();
}

double SyncService::share() const {
  const double sent = static_cast<double>(m_progress.bytesSent);
  if (m_counts.bytes > 0) return sent / (sent + m_counts.bytes);
  const auto all = m_progress.recordsSent + m_progress.recordsToSend;
  return all > 0 ? static_cast<double>(m_progress.recordsSent) / static_cast<double>(all) : 0;
}

QString SyncService::lastSync() const {
  if (!m_last) return {};
  const bool today = core::localDate(m_last->at) == core::localDate(m_workspace.replica().clock().now());
  return QString::fromStdString(today ? core::formatTime(m_last->at)
                                      : core::formatDateTime(m_last->at, m_workspace.language()));
}

int SyncService::clockAheadMinutes() const {
  return m_last ? static_cast<int>(std::chrono::round<std::chrono::minutes>(m_last->clockAhead).count()) : 0;
}

bool SyncService::onMobileNetwork() const {
  const auto* network = QNetworkInformation::instance();
  return network && network->transportMedium() == QNetworkInformation::TransportMedium::Cellular;
}

void SyncService::setOriginalsOnWifiOnly(bool on) {
  if (on == m_originalsOnWifiOnly) return;
  m_originalsOnWifiOnly = on;
  saveSetting(std::string(kWifiOnly), on ? "1" : "0");
  emit settingsChanged();
}

void SyncService::sync() { run(false); }

void SyncService::retryRefused() { run(true); }

void SyncService::runIfDue() {
  if (!m_running && m_workspace.enrolled() && m_schedule.isDue(m_workspace.replica().clock().now())) run(false);
}

void SyncService::run(bool retry) {
  if (m_running || !m_workspace.enrolled()) return;
  m_running = true;
  m_progress = {};
  setTrouble(None, {});
  emit runningChanged();
  emit progressed();
  sync::SyncOptions options = m_schedule.options();
  options.retryRefused = retry;
  if (m_originalsOnWifiOnly && onMobileNetwork()) {
    options.sendBlobsUpTo = kSmallFile;
    options.fetchBlobs = false;
  }
  m_thread->post([this, url = m_workspace.hubUrl().toStdString(), options] { runInThread(url, options); });
}

void SyncService::runInThread(const std::string& url, const sync::SyncOptions& options) {
  const auto alive = m_receiver.weak();
  const auto transport = m_makeTransport(url);
  auto result = std::make_shared<core::Result<sync::SyncResult>>(core::fail(ErrorCode::InvalidArgument, url));
  if (transport) {
    sync::SyncEngine engine(m_workspace.replica(), *transport);
    {
      const std::scoped_lock lock(m_engineMutex);
      m_engine = m_stopping ? nullptr : &engine;
    }
    auto told = std::chrono::steady_clock::time_point();
    if (m_engine) {
      *result = engine.sync(options, [&](const sync::SyncProgress& progress) {
        const auto now = std::chrono::steady_clock::now();
        if (now - told < kProgressEvery) return;
        told = now;
        m_workspace.gui().post([this, alive, progress] {
          if (alive.expired()) return;
          m_progress = progress;
          count();
          emit progressed();
        });
      });
    }
    const std::scoped_lock lock(m_engineMutex);
    m_engine = nullptr;
  }
  m_workspace.gui().post([this, alive, result] {
    if (!alive.expired()) finish(*result);
  });
}

void SyncService::finish(const core::Result<sync::SyncResult>& result) {
  m_running = false;
  m_schedule.ended(result, m_workspace.replica().clock().now());
  if (result) {
    m_progress = result->progress;
    m_last = {m_workspace.replica().clock().now(), result->progress.recordsReceived, result->clockAhead};
    m_workspace.write(
        m_receiver,
        [last = *m_last](core::changes::RecordWriter& writer) -> core::Result<> {
          sync::saveLastSync(writer.transaction(), last);
          return {};
        },
        [](const core::Result<>&) {});
    m_workspace.refreshPerson();
    emit lastChanged();
  } else {
    tell(result.error());
  }
  count();
  emit progressed();
  emit runningChanged();
  if (result) emit synced();
}

void SyncService::stop() {
  const std::scoped_lock lock(m_engineMutex);
  if (m_engine) m_engine->cancel();
}

void SyncService::enrol(const QString& url, const QString& code, const QString& deviceName) {
  if (m_running || m_enrolling) return;
  m_enrolling = true;
  setTrouble(None, {});
  emit runningChanged();
  const auto alive = m_receiver.weak();
  m_thread->post([this, alive, url = hubUrlOf(url), code = code.trimmed().toStdString(),
                  name = deviceName.trimmed().toStdString()] {
    const auto transport = m_makeTransport(url);
    core::Result<> done;
    if (!transport) {
      done = core::fail(ErrorCode::InvalidArgument, url);
    } else if (const auto enrolment = sync::enrol(m_workspace.replica(), *transport, url, code, name); !enrolment) {
      done = core::fail(enrolment.error());
    }
    m_workspace.gui().post([this, alive, done] {
      if (alive.expired()) return;
      m_enrolling = false;
      if (!done) tell(done.error());
      emit runningChanged();
      if (!done) return;
      m_workspace.refreshPerson();
      emit enrolled();
      sync();
    });
  });
}

void SyncService::readInvitation(const QString& text) {
  if (!text.contains(u"thucdia:")) return;
  if (const auto invitation = sync::parseInvitation(text.trimmed().toStdString())) {
    emit invited(QString::fromStdString(invitation->hubUrl),
                 QString::fromStdString(sync::enrolCodeText(invitation->code)));
  }
}

void SyncService::tell(const core::Error& error) {
  setTrouble(troubleOf(error.code), QString::fromStdString(core::describe(error)));
}

void SyncService::setTrouble(Trouble trouble, const QString& detail) {
  if (trouble == m_trouble && detail == m_troubleDetail) return;
  m_trouble = trouble;
  m_troubleDetail = detail;
  emit troubleChanged();
}

void SyncService::count() {
  m_workspace.read(
      m_receiver,
      [device = m_workspace.replica().author().device](core::db::ReadTransaction& transaction) {
        Counts counts;
        for (const auto& line : core::visits::visitsPage(transaction, {}, kVisitsLookedAt)) {
          counts.visits += line.unsent ? 1 : 0;
        }
        counts.records = static_cast<int>(sync::countOutgoing(transaction));
        for (const auto& blob : core::records::blobsToSend(transaction, -1)) {
          ++counts.photos;
          counts.bytes += static_cast<double>(blob.size);
        }
        counts.refused = static_cast<int>(sync::refusedChanges(transaction).size());
        counts.lackedByHub = static_cast<int>(sync::countLackedByHub(transaction));
        counts.conflicts = static_cast<int>(core::review::conflicts(transaction, device, -1).size());
        return counts;
      },
      [this](const core::Result<Counts>& counts) {
        if (!counts) return;
        m_counts = *counts;
        emit counted();
        emit progressed();
      });
}

void SyncService::loadSettings() {
  struct Settings {
    bool wifiOnly = true;
    std::optional<sync::LastSync> last;
  };
  m_workspace.read(
      m_receiver,
      [](core::db::ReadTransaction& transaction) {
        Settings settings;
        settings.wifiOnly = core::replica::setting(transaction, kWifiOnly).value_or("1") != "0";
        settings.last = sync::lastSync(transaction);
        return settings;
      },
      [this](const core::Result<Settings>& settings) {
        if (!settings) return;
        m_originalsOnWifiOnly = settings->wifiOnly;
        m_last = settings->last;
        emit settingsChanged();
        emit lastChanged();
      });
}

void SyncService::saveSetting(std::string name, std::string value) {
  m_workspace.write(
      m_receiver,
      [name = std::move(name), value = std::move(value)](core::changes::RecordWriter& writer) -> core::Result<> {
        core::replica::setSetting(writer.transaction(), name, value);
        return {};
      },
      [](const core::Result<>&) {});
}

}  // namespace thucdia::app
