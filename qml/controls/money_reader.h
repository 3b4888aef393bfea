#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// Reads a typed sum of money for MoneyField: what it is in whole đồng, exactly and in words, or the question to ask
/// when it can be read in two ways. GUI thread; pure.
class MoneyReader : public QObject {
  Q_OBJECT
  QML_ELEMENT
  /// What was typed.
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
  /// 0 đồng, 1 triệu, 2 tỷ.
  Q_PROPERTY(int unit READ unit WRITE setUnit NOTIFY changed FINAL)
  Q_PROPERTY(bool english READ english WRITE setEnglish NOTIFY changed FINAL)
  /// Whole đồng as digits; empty when nothing was typed, it is no sum, or it is ambiguous.
  Q_PROPERTY(QString dong READ dong NOTIFY changed FINAL)
  Q_PROPERTY(bool valid READ valid NOTIFY changed FINAL)
  Q_PROPERTY(bool ambiguous READ ambiguous NOTIFY changed FINAL)
  /// "1.000.000.000 đồng".
  Q_PROPERTY(QString exact READ exact NOTIFY changed FINAL)
  /// "Một tỷ đồng chẵn"; empty in English.
  Q_PROPERTY(QString words READ words NOTIFY changed FINAL)
  /// The two readings of an ambiguous entry, shown and as digits.
  Q_PROPERTY(QString firstReading READ firstReading NOTIFY changed FINAL)
  Q_PROPERTY(QString secondReading READ secondReading NOTIFY changed FINAL)
  Q_PROPERTY(QString firstDong READ firstDong NOTIFY changed FINAL)
  Q_PROPERTY(QString secondDong READ secondDong NOTIFY changed FINAL)

 public:
  using QObject::QObject;

  [[nodiscard]] QString text() const { return m_text; }
  void setText(const QString& text);
  [[nodiscard]] int unit() const { return m_unit; }
  void setUnit(int unit);
  [[nodiscard]] bool english() const { return m_english; }
  void setEnglish(bool english);
  [[nodiscard]] QString dong() const { return m_dong; }
  [[nodiscard]] bool valid() const { return m_valid; }
  [[nodiscard]] bool ambiguous() const { return !m_firstDong.isEmpty(); }
  [[nodiscard]] QString exact() const { return m_exact; }
  [[nodiscard]] QString words() const { return m_words; }
  [[nodiscard]] QString firstReading() const { return m_firstReading; }
  [[nodiscard]] QString secondReading() const { return m_secondReading; }
  [[nodiscard]] QString firstDong() const { return m_firstDong; }
  [[nodiscard]] QString secondDong() const { return m_secondDong; }

  /// How a stored sum is typed in a unit: "1000000000" in triệu → "1.000"; "" for what is no whole number.
  Q_INVOKABLE [[nodiscard]] QString typed(const QString& dong, int unit) const;
  /// The unit that shows a stored sum shortest and exactly.
  Q_INVOKABLE [[nodiscard]] int bestUnit(const QString& dong) const;

 signals:
  void changed();

 private:
  void read();

  QString m_text;
  int m_unit = 1;
  bool m_english = false;
  bool m_valid = true;
  QString m_dong;
  QString m_exact;
  QString m_words;
  QString m_firstReading;
  QString m_secondReading;
  QString m_firstDong;
  QString m_secondDong;
};

}  // namespace thucdia::app
