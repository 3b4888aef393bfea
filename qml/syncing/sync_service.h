#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>
#include <QtQml/qqmlregistration.h>

#include "core/base/executor.h"
#include "qml/workspace/size_text.h"
#include "qml/workspace/workspace.h"
#include "sync/engine/last_sync.h"
#include "sync/engine/sync_engine.h"
#include "sync/engine/sync_schedule.h"

namespace thucdia::app {

/// Sends and receives for the whole app, on a thread of its own: by itself while something waits, or when a person
/// asks. One for the program, shared by pages; lives in the GUI thread.
class SyncService : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the program")
  Q_PROPERTY(bool running READ running NOTIFY runningChanged FINAL)
  Q_PROPERTY(bool enrolling READ enrolling NOTIFY runningChanged FINAL)
  /// What kept the last sync or enrolment from going through.
  Q_PROPERTY(Trouble trouble READ trouble NOTIFY troubleChanged FINAL)
  /// In English, for the curious.
  Q_PROPERTY(QString troubleDetail READ troubleDetail NOTIFY troubleChanged FINAL)
  /// Of 1; by bytes while photos are sent, else by records.
  Q_PROPERTY(double share READ share NOTIFY progressed FINAL)
  Q_PROPERTY(double bytesSent READ bytesSent NOTIFY progressed FINAL)
  Q_PROPERTY(double bytesToSend READ bytesToSend NOTIFY progressed FINAL)
  Q_PROPERTY(int recordsSent READ recordsSent NOTIFY progressed FINAL)
  Q_PROPERTY(int recordsToSend READ recordsToSend NOTIFY progressed FINAL)
  Q_PROPERTY(int recordsReceived READ recordsReceived NOTIFY progressed FINAL)
  Q_PROPERTY(int photosSent READ photosSent NOTIFY progressed FINAL)
  Q_PROPERTY(int photosFetched READ photosFetched NOTIFY progressed FINAL)
  /// Waiting on this device now.
  Q_PROPERTY(int unsentVisits READ unsentVisits NOTIFY counted FINAL)
  Q_PROPERTY(int unsentRecords READ unsentRecords NOTIFY counted FINAL)
  Q_PROPERTY(int unsentPhotos READ unsentPhotos NOTIFY counted FINAL)
  Q_PROPERTY(double unsentBytes READ unsentBytes NOTIFY counted FINAL)
  Q_PROPERTY(int refused READ refused NOTIFY counted FINAL)
  /// Records of which the hub lacks something since it was restored.
  Q_PROPERTY(int lackedByHub READ lackedByHub NOTIFY counted FINAL)
  Q_PROPERTY(int conflicts READ conflicts NOTIFY counted FINAL)
  /// "17:21" today, "17:21 15/07/2026" before; empty: never.
  Q_PROPERTY(QString lastSync READ lastSync NOTIFY lastChanged FINAL)
  Q_PROPERTY(int lastReceived READ lastReceived NOTIFY lastChanged FINAL)
  /// Whole minutes by which this device's clock is before the hub's; negative: behind.
  Q_PROPERTY(int clockAheadMinutes READ clockAheadMinutes NOTIFY lastChanged FINAL)
  /// Large files wait for Wi-Fi or a cable.
  Q_PROPERTY(
      bool originalsOnWifiOnly READ originalsOnWifiOnly WRITE setOriginalsOnWifiOnly NOTIFY settingsChanged FINAL)
  Q_PROPERTY(bool onMobileNetwork READ onMobileNetwork NOTIFY settingsChanged FINAL)

 public:
  enum Trouble {
    None,
    Stopped,
    Unreachable,
    NotAHub,
    WrongHub,
    HubTooOld,
    AppTooOld,
    CodeInvalid,
    AddressInvalid,
    Revoked,
    NotEnrolled,
    AlreadyEnrolled,
    NotTrusted,
    DiskFull,
    Other
  };
  Q_ENUM(Trouble)

  /// A way to the hub at an address ("https://hub.example"); called and used in the sync thread. Null when the address
  /// is none.
  using MakeTransport = std::function<std::unique_ptr<sync::Transport>(const std::string& hubUrl)>;

  /// The workspace outlives it.
  SyncService(Workspace& workspace, MakeTransport makeTransport, QObject* parent = nullptr);
  ~SyncService() override;

  [[nodiscard]] bool running() const { return m_running; }
  [[nodiscard]] bool enrolling() const { return m_enrolling; }
  [[nodiscard]] Trouble trouble() const { return m_trouble; }
  [[nodiscard]] QString troubleDetail() const { return m_troubleDetail; }
  [[nodiscard]] double share() const;
  [[nodiscard]] double bytesSent() const { return static_cast<double>(m_progress.bytesSent); }
  [[nodiscard]] double bytesToSend() const { return m_counts.bytes; }
  [[nodiscard]] int recordsSent() const { return static_cast<int>(m_progress.recordsSent); }
  [[nodiscard]] int recordsToSend() const { return static_cast<int>(m_progress.recordsToSend); }
  [[nodiscard]] int recordsReceived() const { return static_cast<int>(m_progress.recordsReceived); }
  [[nodiscard]] int photosSent() const { return static_cast<int>(m_progress.blobsSent); }
  [[nodiscard]] int photosFetched() const { return static_cast<int>(m_progress.blobsFetched); }
  [[nodiscard]] int unsentVisits() const { return m_counts.visits; }
  [[nodiscard]] int unsentRecords() const { return m_counts.records; }
  [[nodiscard]] int unsentPhotos() const { return m_counts.photos; }
  [[nodiscard]] double unsentBytes() const { return m_counts.bytes; }
  [[nodiscard]] int refused() const { return m_counts.refused; }
  [[nodiscard]] int lackedByHub() const { return m_counts.lackedByHub; }
  [[nodiscard]] int conflicts() const { return m_counts.conflicts; }
  [[nodiscard]] QString lastSync() const;
  [[nodiscard]] int lastReceived() const { return m_last ? static_cast<int>(m_last->received) : 0; }
  [[nodiscard]] int clockAheadMinutes() const;
  [[nodiscard]] bool originalsOnWifiOnly() const { return m_originalsOnWifiOnly; }
  void setOriginalsOnWifiOnly(bool on);
  [[nodiscard]] bool onMobileNetwork() const;

  /// Sends and receives now; nothing when it is under way or this device belongs to no hub.
  Q_INVOKABLE void sync();
  /// As sync(), and offers the hub again what it has refused.
  Q_INVOKABLE void retryRefused();
  /// "3,4 MB".
  Q_INVOKABLE [[nodiscard]] QString sizeText(double bytes) const { return app::sizeText(bytes); }
  /// What was sent and received until now stays so.
  Q_INVOKABLE void stop();
  /// Reads a QR code's text, or a code alone; `invited` tells what it holds. Nothing when it is neither.
  Q_INVOKABLE void readInvitation(const QString& text);
  /// Makes this device one of the hub's, then syncs. `url` may lack "https://".
  Q_INVOKABLE void enrol(const QString& url, const QString& code, const QString& deviceName);

 signals:
  void runningChanged();
  void troubleChanged();
  void progressed();
  void counted();
  void lastChanged();
  void settingsChanged();
  void synced();
  void enrolled();
  void invited(const QString& hub, const QString& secret);

 private:
  struct Counts {
    int visits = 0;
    int records = 0;
    int photos = 0;
    int refused = 0;
    int lackedByHub = 0;
    int conflicts = 0;
    double bytes = 0;
  };

  void run(bool retry);
  /// Syncs when the schedule says so.
  void runIfDue();
  void runInThread(const std::string& url, const sync::SyncOptions& options);
  void finish(const core::Result<sync::SyncResult>& result);
  void setTrouble(Trouble trouble, const QString& detail);
  void tell(const core::Error& error);
  void count();
  void loadSettings();
  void saveSetting(std::string name, std::string value);

  Workspace& m_workspace;
  MakeTransport m_makeTransport;
  bool m_running = false;
  bool m_enrolling = false;
  Trouble m_trouble = None;
  QString m_troubleDetail;
  sync::SyncProgress m_progress;
  Counts m_counts;
  std::optional<sync::LastSync> m_last;
  bool m_originalsOnWifiOnly = true;
  QTimer m_countSoon;
  sync::SyncSchedule m_schedule;
  QTimer m_byItself;
  Receiver m_receiver;
  std::mutex m_engineMutex;
  sync::SyncEngine* m_engine = nullptr;  ///< of the sync under way
  bool m_stopping = false;
  std::unique_ptr<core::ThreadExecutor> m_thread;  ///< joined before the rest goes
};

}  // namespace thucdia::app
