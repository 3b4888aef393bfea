#include <QtCore/QObject>
#include <QtQml/QQmlEngine>
#include <QtQuickTest/quicktest.h>

/// Finds the modules that are linked into this program.
class Setup : public QObject {
  Q_OBJECT

 public slots:
  void qmlEngineAvailable(QQmlEngine* engine) { engine->addImportPath(QStringLiteral("qrc:/qt/qml")); }
};

QUICK_TEST_MAIN_WITH_SETUP(controls, Setup)

#include "controls_test.moc"
