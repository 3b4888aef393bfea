#pragma once

#include <functional>
#include <memory>

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

#include "core/base/executor.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Sends and receives by file where there is no network: this device's unsent work out, the hub's answer or another
/// device's bundle in. On a thread of its own; lives in the GUI thread. Leaving the page waits for what is being
/// written.
class BundleService : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(thucdia::app::Workspace* workspace MEMBER m_workspace REQUIRED FINAL)
  Q_PROPERTY(bool running READ running NOTIFY changed FINAL)
  Q_PROPERTY(Outcome outcome READ outcome NOTIFY changed FINAL)
  /// Saved: records and photos in the file. Applied: records that the hub has, and records new or changed here.
  Q_PROPERTY(int first READ first NOTIFY changed FINAL)
  Q_PROPERTY(int second READ second NOTIFY changed FINAL)
  /// Of a failure, in English, for the curious.
  Q_PROPERTY(QString detail READ detail NOTIFY changed FINAL)

 public:
  enum Outcome {
    Nothing,
    Saved,
    Applied,        ///< the hub's answer for this device
    Known,          ///< all of it was here already
    Carried,        ///< another device's: it goes to the hub with the next sync
    HubIsRestored,  ///< all is to be saved again
    NoBundle,       ///< cut, damaged, or another file
    NotForHere,     ///< another hub's, another device's answer, or this device's own
    TooNew,
    NotTrusted,
    NotEnrolled,
    DiskFull,
    Failed
  };
  Q_ENUM(Outcome)

  explicit BundleService(QObject* parent = nullptr);

  [[nodiscard]] bool running() const { return m_running; }
  [[nodiscard]] Outcome outcome() const { return m_report.outcome; }
  [[nodiscard]] int first() const { return m_report.first; }
  [[nodiscard]] int second() const { return m_report.second; }
  [[nodiscard]] QString detail() const { return m_report.detail; }

  /// Writes all that is unsent into a file. Nothing while another file is under way; the same below.
  Q_INVOKABLE void save(const QUrl& file);
  /// Takes a file in.
  Q_INVOKABLE void take(const QUrl& file);

 signals:
  void changed();
  /// A file was taken in.
  void taken();

 private:
  struct Report {
    Outcome outcome = Nothing;
    int first = 0;
    int second = 0;
    QString detail;
  };
  static Report failed(const core::Error& error);
  void run(std::function<Report()> work);

  Workspace* m_workspace = nullptr;
  bool m_running = false;
  Report m_report;
  Receiver m_receiver;
  std::unique_ptr<core::ThreadExecutor> m_thread;  ///< joined before the rest goes
};

}  // namespace thucdia::app
