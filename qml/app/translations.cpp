#include "qml/app/translations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLocale>

namespace thucdia::app {

Translations::Translations(QQmlEngine& engine, Preferences& preferences, Workspace& workspace)
    : m_engine(engine), m_workspace(workspace) {
  use(preferences.language());
  connect(&preferences, &Preferences::languageChanged, this, [this, &preferences] { use(preferences.language()); });
}

Translations::~Translations() {
  for (const auto& translator : m_translators) QCoreApplication::removeTranslator(translator.get());
}

void Translations::use(const QString& language) {
  for (const auto& translator : m_translators) QCoreApplication::removeTranslator(translator.get());
  m_translators.clear();
  const QDir modules(QStringLiteral(":/i18n"));
  for (const QString& module : modules.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(modules.filePath(module + u'/' + language + QStringLiteral(".qm")))) continue;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
  }
  const bool english = language == u"en";
  QLocale::setDefault(english ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                              : QLocale(QLocale::Vietnamese, QLocale::Vietnam));
  m_workspace.setLanguage(english ? core::Language::English : core::Language::Vietnamese);
  m_engine.retranslate();
}

}  // namespace thucdia::app
