#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// Reads a typed date ("15082026", "15/8", "15/8/26") for DateField. GUI thread; pure but for the day it is.
class DateReader : public QObject {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
  /// "2026-08-15"; empty when nothing or no date was typed.
  Q_PROPERTY(QString iso READ iso NOTIFY changed FINAL)
  Q_PROPERTY(bool valid READ valid NOTIFY changed FINAL)
  /// The day it is in Viet Nam, ISO.
  Q_PROPERTY(QString today READ today CONSTANT FINAL)

 public:
  using QObject::QObject;

  [[nodiscard]] QString text() const { return m_text; }
  void setText(const QString& text);
  [[nodiscard]] QString iso() const { return m_iso; }
  [[nodiscard]] bool valid() const { return m_valid; }
  [[nodiscard]] QString today() const;

  /// "2026-08-15" → "15/08/2026"; "" when it is no such date.
  Q_INVOKABLE [[nodiscard]] QString shown(const QString& iso) const;
  /// The ISO date so many days after today.
  Q_INVOKABLE [[nodiscard]] QString daysFromToday(int days) const;

 signals:
  void changed();

 private:
  QString m_text;
  QString m_iso;
  bool m_valid = true;
};

}  // namespace thucdia::app
