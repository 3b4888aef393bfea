#include "qml/app/screenshots.h"

#include <cstdio>
#include <utility>

#include <QtCore/QDir>
#include <QtGui/QImage>

#include "core/visits/visit_queries.h"

namespace thucdia::app {
namespace {

/// A page is there when nothing has been drawn for so long: queries have come back, and it has slid in.
constexpr int kStillMs = 500;
/// Some pages never stand still.
constexpr int kMostMs = 2000;

struct Size {
  const char* name;
  int width;
  int height;
};
constexpr Size kTablet{"tablet", 1280, 800};
constexpr Size kUpright{"portrait", 800, 1280};
constexpr Size kPhone{"phone", 412, 915};
constexpr Size kDesktop{"desktop", 1440, 900};

}  // namespace

Screenshots::Screenshots(QQmlApplicationEngine& engine, Workspace& workspace, Preferences& preferences, QString folder)
    : m_workspace(workspace),
      m_preferences(preferences),
      m_folder(std::move(folder)),
      m_language(preferences.language()) {
  m_window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
  QDir().mkpath(m_folder);
  for (QTimer* timer : {&m_still, &m_longest}) {
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, &Screenshots::settled);
  }
  m_still.setInterval(kStillMs);
  m_longest.setInterval(kMostMs);
  connect(m_window, &QQuickWindow::frameSwapped, this, [this] {
    if (m_still.isActive()) m_still.start();
  });
  settle([this] { findExamples(); });
}

void Screenshots::findExamples() {
  core::visits::VisitFilter inWork;
  inWork.statuses = {core::visits::VisitStatus::InProgress};
  core::visits::VisitFilter sealed;
  sealed.statuses = {core::visits::VisitStatus::Signed,   core::visits::VisitStatus::Submitted,
                     core::visits::VisitStatus::Returned, core::visits::VisitStatus::Approved,
                     core::visits::VisitStatus::Issued,   core::visits::VisitStatus::Filed};
  if (m_workspace.person()) {
    const auto me = core::PersonId::fromBytes(m_workspace.person()->id());
    if (m_workspace.inspector()) inWork.inspector = me;
  }
  m_workspace.read(
      m_receiver,
      [inWork, sealed](core::db::ReadTransaction& transaction) {
        Examples examples;
        for (const auto& line : core::visits::visitsPage(transaction, inWork, 1)) examples.visit = qt(line.id.text());
        for (const auto& line : core::visits::visitsPage(transaction, sealed, 1)) {
          examples.sealed = qt(line.id.text());
          examples.facility = qt(line.facility.text());
        }
        return examples;
      },
      [this](core::Result<Examples> examples) {
        if (examples) plan(*examples);
        next();
      });
}

void Screenshots::plan(const Examples& examples) {
  struct Stop {
    const char* name;
    const char* place;
    QString record;
  };
  std::vector<Stop> stops;
  std::vector<Size> sizes{kTablet, kUpright, kPhone};
  if (!m_workspace.enrolled()) {
    stops = {{"enrol", "enrol", {}}};
  } else if (m_workspace.inspector()) {
    stops = {{"home", "home", {}},
             {"facilities", "facilities", {}},
             {"facility", "facilities", examples.facility},
             {"start", "facilities", examples.facility},
             {"visits", "visits", {}},
             {"visit", "visits", examples.visit},
             {"signing", "visits", examples.visit},
             {"minutes", "visits", examples.sealed},
             {"findings", "findings", {}},
             {"sync", "sync", {}},
             {"settings", "settings", {}}};
  } else {
    sizes = {kDesktop};
    stops = {{"review", "review", {}},
             {"facilities", "facilities", {}},
             {"facility", "facilities", examples.facility},
             {"visits", "visits", {}},
             {"minutes", "visits", examples.sealed},
             {"findings", "findings", {}},
             {"sync", "sync", {}},
             {"settings", "settings", {}}};
  }
  for (const QString language : {QStringLiteral("vi"), QStringLiteral("en")}) {
    for (const Size& size : sizes) {
      for (const Stop& stop : stops) {
        const QString name = QString::fromLatin1(stop.name);
        const QString place = QString::fromLatin1(stop.place);
        if (name != place && stop.record.isEmpty()) continue;
        m_steps.push_back({QStringLiteral("%1-%2-%3").arg(name, QString::fromLatin1(size.name), language),
                           [this, language, size, place, name, record = stop.record] {
                             m_preferences.setLanguage(language);
                             m_window->resize(size.width, size.height);
                             QMetaObject::invokeMethod(m_window, "showPlace", Q_ARG(QString, place),
                                                       Q_ARG(QString, name), Q_ARG(QString, record));
                           }});
      }
    }
  }
}

void Screenshots::next() {
  if (m_at >= m_steps.size()) {
    m_preferences.setLanguage(m_language);
    emit finished(m_failed ? 1 : 0);
    return;
  }
  const Step& step = m_steps[m_at++];
  step.prepare();
  settle([this, name = step.name] {
    shoot(name);
    next();
  });
}

void Screenshots::settle(std::function<void()> then) {
  m_then = std::move(then);
  m_still.start();
  m_longest.start();
}

void Screenshots::settled() {
  m_still.stop();
  m_longest.stop();
  std::exchange(m_then, nullptr)();
}

void Screenshots::shoot(const QString& name) {
  const QString path = QDir(m_folder).filePath(name + QStringLiteral(".png"));
  if (m_window->grabWindow().save(path)) return;
  std::fprintf(stderr, "thucdia: cannot write %s\n", path.toUtf8().constData());
  m_failed = true;
}

}  // namespace thucdia::app
