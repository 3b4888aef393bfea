#pragma once

#include <functional>
#include <vector>

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>
#include <QtQml/QQmlApplicationEngine>
#include <QtQuick/QQuickWindow>

#include "qml/workspace/preferences.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Walks the main screens of the app on the replica it was opened with, in both languages and the sizes of the role,
/// and writes a PNG of each.
class Screenshots : public QObject {
  Q_OBJECT

 public:
  Screenshots(QQmlApplicationEngine& engine, Workspace& workspace, Preferences& preferences, QString folder);

 signals:
  /// All are written: 0; else what a program that failed returns.
  void finished(int code);

 private:
  struct Step {
    QString name;
    std::function<void()> prepare;
  };

  /// Records of this replica to show on the pages of one.
  struct Examples {
    QString visit;     ///< in work
    QString sealed;    ///< signed or further
    QString facility;  ///< of the sealed one
  };

  void findExamples();
  void plan(const Examples& examples);
  void next();
  /// Calls `then` when the page has come to rest.
  void settle(std::function<void()> then);
  void settled();
  void shoot(const QString& name);

  Workspace& m_workspace;
  Preferences& m_preferences;
  QString m_folder;
  QString m_language;  ///< as it was before
  QQuickWindow* m_window = nullptr;
  std::vector<Step> m_steps;
  std::size_t m_at = 0;
  QTimer m_still;
  QTimer m_longest;
  std::function<void()> m_then;
  bool m_failed = false;
  Receiver m_receiver;
};

}  // namespace thucdia::app
