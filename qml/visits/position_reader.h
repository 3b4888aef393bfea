#pragma once

#include <memory>

#include <QtCore/QObject>
#include <QtPositioning/QGeoPositionInfoSource>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// The device's position while it is asked for: from its receiver by Qt Positioning, or replayed from a recorded NMEA
/// log for trying. GUI thread.
class PositionReader : public QObject {
  Q_OBJECT
  QML_ELEMENT
  /// Listens while true: a receiver costs battery.
  Q_PROPERTY(bool active READ active WRITE setActive NOTIFY changed FINAL)
  /// A log to replay in place of the receiver; empty: the receiver.
  Q_PROPERTY(QString nmeaLog READ nmeaLog WRITE setNmeaLog NOTIFY changed FINAL)
  Q_PROPERTY(bool available READ available NOTIFY changed FINAL)
  Q_PROPERTY(bool fixed READ fixed NOTIFY changed FINAL)
  /// Metres at about 68 %; 0 while there is no fix or the receiver does not tell.
  Q_PROPERTY(qreal accuracy READ accuracy NOTIFY changed FINAL)
  /// "22,66410° 104,61830°".
  Q_PROPERTY(QString text READ text NOTIFY changed FINAL)
  /// "lat lon alt accuracy", as forms have it; empty while there is no fix. An accuracy that is not known is 999.
  Q_PROPERTY(QString lexical READ lexical NOTIFY changed FINAL)

 public:
  explicit PositionReader(QObject* parent = nullptr);
  ~PositionReader() override;

  [[nodiscard]] bool active() const { return m_active; }
  void setActive(bool active);
  [[nodiscard]] QString nmeaLog() const { return m_log; }
  void setNmeaLog(const QString& log);
  [[nodiscard]] bool available() const { return m_source != nullptr; }
  [[nodiscard]] bool fixed() const { return m_info.isValid(); }
  [[nodiscard]] qreal accuracy() const;
  [[nodiscard]] QString text() const;
  [[nodiscard]] QString lexical() const;

  /// A typed position ("22.66410 104.61830", "22,66410; 104,61830") as forms have it, of accuracy 999; empty when it is
  /// none.
  Q_INVOKABLE [[nodiscard]] QString lexicalOf(const QString& typed) const;

 signals:
  void changed();

 private:
  void listen();

  bool m_active = false;
  QString m_log;
  std::unique_ptr<QGeoPositionInfoSource> m_source;
  QGeoPositionInfo m_info;
};

}  // namespace thucdia::app
