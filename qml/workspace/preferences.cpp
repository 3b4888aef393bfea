#include "qml/workspace/preferences.h"

namespace thucdia::app {

Preferences::Preferences(const QString& file, QObject* parent)
    : QObject(parent), m_settings(file, QSettings::IniFormat) {}

QString Preferences::language() const {
  return m_settings.value("language").toString() == u"en" ? QStringLiteral("en") : QStringLiteral("vi");
}

void Preferences::setLanguage(const QString& language) {
  if (language == this->language()) return;
  m_settings.setValue("language", language);
  emit languageChanged();
}

void Preferences::set(const QString& key, const QVariant& value) {
  if (m_settings.value(key) == value) return;
  m_settings.setValue(key, value);
  emit changed();
}

}  // namespace thucdia::app
