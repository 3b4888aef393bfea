#include "qml/app/screenshots.h"

#include <cstdio>

#include <QtCore/QDir>
#include <QtCore/QTimer>
#include <QtGui/QImage>

namespace thucdia::app {
namespace {

/// For queries to come back and a page to slide in.
constexpr int kSettleMs = 900;

struct Size {
  const char* name;
  int width;
  int height;
};
constexpr Size kTablet{"tablet", 1280, 800};
constexpr Size kUpright{"portrait", 800, 1280};
constexpr Size kDesktop{"desktop", 1440, 900};

}  // namespace

Screenshots::Screenshots(QQmlApplicationEngine& engine, Workspace& workspace, Preferences& preferences, QString folder)
    : m_workspace(workspace), m_preferences(preferences), m_folder(std::move(folder)) {
  m_window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
  QDir().mkpath(m_folder);
  plan();
  QTimer::singleShot(kSettleMs, this, &Screenshots::next);
}

void Screenshots::plan() {
  QStringList places{"home",    "facilities", "facility", "visits",    "visit",
                     "signing", "findings",   "sync",     "conflicts", "settings"};
  if (m_workspace.supervisor()) places = QStringList{"review", "facilities", "facility", "visits", "findings", "sync"};
  if (!m_workspace.enrolled()) places = QStringList{"enrol"};
  const std::vector<Size> sizes =
      m_workspace.supervisor() ? std::vector<Size>{kDesktop} : std::vector<Size>{kTablet, kUpright};
  for (const QString language : {QStringLiteral("vi"), QStringLiteral("en")}) {
    for (const Size& size : sizes) {
      for (const QString& place : places) {
        const auto name = QStringLiteral("%1-%2-%3").arg(place, QString::fromLatin1(size.name), language);
        m_steps.push_back({name, [this, language, size, place] {
                             m_preferences.setLanguage(language);
                             m_window->resize(size.width, size.height);
                             QMetaObject::invokeMethod(m_window, "show_", Q_ARG(QString, place));
                           }});
      }
    }
  }
}

void Screenshots::next() {
  if (m_at >= m_steps.size()) {
    emit finished(m_failed ? 1 : 0);
    return;
  }
  const Step& step = m_steps[m_at++];
  step.prepare();
  QTimer::singleShot(kSettleMs, this, [this, name = step.name] {
    shoot(name);
    next();
  });
}

void Screenshots::shoot(const QString& name) {
  const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
  if (m_window->grabWindow().save(path)) return;
  std::fprintf(stderr, "thucdia: cannot write %s\n", path.toUtf8().constData());
  m_failed = true;
}

}  // namespace thucdia::app
