#pragma once

#include <QtCore/QObject>
#include <QtCore/QSettings>
#include <QtCore/QUrl>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// What the person has set on this device: language, look, sizes. Kept in `<replica>/preferences.ini`; never synced.
class Preferences : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the program")
  /// "vi" or "en".
  Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
  /// 0 light, 1 dark, 2 sunlight.
  Q_PROPERTY(int look READ look WRITE setLook NOTIFY changed FINAL)
  /// 1.0, 1.15 or 1.3.
  Q_PROPERTY(qreal textScale READ textScale WRITE setTextScale NOTIFY changed FINAL)
  Q_PROPERTY(bool gloves READ gloves WRITE setGloves NOTIFY changed FINAL)
  Q_PROPERTY(bool leftHand READ leftHand WRITE setLeftHand NOTIFY changed FINAL)
  Q_PROPERTY(bool reduceMotion READ reduceMotion WRITE setReduceMotion NOTIFY changed FINAL)
  /// The unit in which sums were typed last: 0 đồng, 1 triệu, 2 tỷ.
  Q_PROPERTY(int moneyUnit READ moneyUnit WRITE setMoneyUnit NOTIFY changed FINAL)
  /// A recorded NMEA log to replay in place of the receiver, for trying; empty: the receiver.
  Q_PROPERTY(QString nmeaLog READ nmeaLog WRITE setNmeaLog NOTIFY changed FINAL)

 public:
  explicit Preferences(const QString& file, QObject* parent = nullptr);

  [[nodiscard]] QString language() const;
  void setLanguage(const QString& language);
  [[nodiscard]] int look() const { return m_settings.value("look", 0).toInt(); }
  void setLook(int look) { set("look", look); }
  [[nodiscard]] qreal textScale() const { return m_settings.value("textScale", 1.0).toReal(); }
  void setTextScale(qreal scale) { set("textScale", scale); }
  [[nodiscard]] bool gloves() const { return m_settings.value("gloves", false).toBool(); }
  void setGloves(bool on) { set("gloves", on); }
  [[nodiscard]] bool leftHand() const { return m_settings.value("leftHand", false).toBool(); }
  void setLeftHand(bool on) { set("leftHand", on); }
  [[nodiscard]] bool reduceMotion() const { return m_settings.value("reduceMotion", false).toBool(); }
  void setReduceMotion(bool on) { set("reduceMotion", on); }
  [[nodiscard]] int moneyUnit() const { return m_settings.value("moneyUnit", 1).toInt(); }
  void setMoneyUnit(int unit) { set("moneyUnit", unit); }
  [[nodiscard]] QString nmeaLog() const { return m_settings.value("nmeaLog").toString(); }
  void setNmeaLog(const QString& file) { set("nmeaLog", file); }
  /// As setNmeaLog(), with a file that a person picked.
  Q_INVOKABLE void replay(const QUrl& file) { setNmeaLog(file.toLocalFile()); }

 signals:
  void changed();
  void languageChanged();

 private:
  void set(const QString& key, const QVariant& value);

  QSettings m_settings;
};

}  // namespace thucdia::app
