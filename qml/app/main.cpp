// thucdia: the app for tablets and desktops.

#include <cstdio>
#include <memory>
#include <string_view>

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QStandardPaths>
#include <QtGui/QGuiApplication>
#include <QtQml/QQmlApplicationEngine>
#include <QtQuickControls2/QQuickStyle>

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/replica/replica.h"
#include "platforms/qt/http_transport.h"
#include "qml/app/qt_paper.h"
#include "qml/app/screenshots.h"
#include "qml/app/translations.h"
#include "qml/syncing/sync_service.h"
#include "qml/workspace/preferences.h"
#include "qml/workspace/thumbnails.h"
#include "qml/workspace/workspace.h"

namespace {

int fail(const QString& line) {
  std::fprintf(stderr, "thucdia: %s\n", line.toUtf8().constData());
  return 1;
}

/// The hub at an address that a person gave or that this replica keeps; null when it is none.
std::unique_ptr<thucdia::sync::Transport> hubTransport(const std::string& url) {
  auto hub = thucdia::sync::parseHubUrl(url);
  return hub ? std::make_unique<thucdia::platforms::QtHttpTransport>(std::move(*hub)) : nullptr;
}

/// Help and version are told without a display too.
std::unique_ptr<QCoreApplication> application(int& argc, char** argv) {
  for (int at = 1; at < argc; ++at) {
    const std::string_view word = argv[at];
    if (word == "--help" || word == "-h" || word == "--version" || word == "-v") {
      return std::make_unique<QCoreApplication>(argc, argv);
    }
  }
  return std::make_unique<QGuiApplication>(argc, argv);
}

}  // namespace

int main(int argc, char** argv) {
  const auto app = application(argc, argv);
  QCoreApplication::setApplicationName(QStringLiteral("thucdia"));
  QCoreApplication::setApplicationVersion(QStringLiteral(THUCDIA_VERSION));
  QGuiApplication::setApplicationDisplayName(QStringLiteral("Thực Địa"));
  QQuickStyle::setStyle(QStringLiteral("Basic"));

  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("Offline-first field inspection: the app for tablets and desktops."));
  parser.addHelpOption();
  parser.addVersionOption();
  const QCommandLineOption replicaOption(QStringLiteral("replica"), QStringLiteral("The folder of this device's data."),
                                         QStringLiteral("DIR"));
  const QCommandLineOption languageOption(QStringLiteral("language"), QStringLiteral("vi or en."),
                                          QStringLiteral("LANGUAGE"));
  const QCommandLineOption picturesOption(
      QStringLiteral("screenshots"), QStringLiteral("Walk the main screens, write their pictures into DIR and end."),
      QStringLiteral("DIR"));
  parser.addOptions({replicaOption, languageOption, picturesOption});
  parser.process(*app);
  if (!parser.positionalArguments().isEmpty()) {
    return fail(QStringLiteral("unexpected argument \"%1\"; see --help").arg(parser.positionalArguments().first()));
  }
  const QString language = parser.value(languageOption);
  if (parser.isSet(languageOption) && language != u"vi" && language != u"en") {
    return fail(QStringLiteral("--language is vi or en, not \"%1\"").arg(language));
  }

  const QString folder = parser.isSet(replicaOption)
                             ? parser.value(replicaOption)
                             : QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  thucdia::core::SystemClock clock;
  thucdia::core::SystemRandom random;
  thucdia::core::replica::Replica::Options options;
  options.folder = folder.toStdString();
  options.clock = &clock;
  options.random = &random;
  auto replica = thucdia::core::replica::Replica::open(options);
  if (!replica) return fail(QString::fromStdString(thucdia::core::describe(replica.error())));

  thucdia::app::Preferences preferences(QDir(folder).filePath(QStringLiteral("preferences.ini")));
  if (parser.isSet(languageOption)) preferences.setLanguage(language);
  thucdia::app::QtPaper paper;
  thucdia::app::Workspace workspace(**replica, random);
  workspace.setPaper(&paper);
  thucdia::app::SyncService syncing(workspace, hubTransport);
  QQmlApplicationEngine engine;
  thucdia::app::Translations translations(engine, preferences, workspace);

  engine.addImageProvider(QStringLiteral("photo"), new thucdia::app::Thumbnails((*replica)->blobs()));
  engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  engine.setInitialProperties({{QStringLiteral("workspace"), QVariant::fromValue(&workspace)},
                               {QStringLiteral("preferences"), QVariant::fromValue(&preferences)},
                               {QStringLiteral("syncing"), QVariant::fromValue(&syncing)}});
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Thucdia/App/Main.qml")));
  if (engine.rootObjects().isEmpty()) return fail(QStringLiteral("the window could not be made"));

  if (!parser.isSet(picturesOption)) return QGuiApplication::exec();
  thucdia::app::Screenshots pictures(engine, workspace, preferences, parser.value(picturesOption));
  QObject::connect(&pictures, &thucdia::app::Screenshots::finished, app.get(), &QCoreApplication::exit);
  return QGuiApplication::exec();
}
