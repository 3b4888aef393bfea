#pragma once

#include <memory>
#include <vector>

#include <QtCore/QObject>
#include <QtCore/QTranslator>
#include <QtQml/QQmlEngine>

#include "qml/workspace/preferences.h"
#include "qml/workspace/workspace.h"

namespace thucdia::app {

/// Puts the chosen language into force, at the start and whenever it is changed: every module's translations lie under
/// ":/i18n/<module>/<language>.qm".
class Translations : public QObject {
  Q_OBJECT

 public:
  Translations(QQmlEngine& engine, Preferences& preferences, Workspace& workspace);
  ~Translations() override;

 private:
  void use(const QString& language);

  QQmlEngine& m_engine;
  Workspace& m_workspace;
  std::vector<std::unique_ptr<QTranslator>> m_translators;
};

}  // namespace thucdia::app
