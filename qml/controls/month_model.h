#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QDate>
#include <QtQml/qqmlregistration.h>

namespace thucdia::app {

/// The days of one month in six weeks of seven, Monday first, for DateSheet. GUI thread; pure.
class MonthModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  /// Any day of the month shown, ISO.
  Q_PROPERTY(QString month READ month WRITE setMonth NOTIFY monthChanged FINAL)
  Q_PROPERTY(int year READ year NOTIFY monthChanged FINAL)
  /// From 1.
  Q_PROPERTY(int monthNumber READ monthNumber NOTIFY monthChanged FINAL)

 public:
  enum Role { DayRole = Qt::UserRole + 1, IsoRole, InMonthRole };

  explicit MonthModel(QObject* parent = nullptr);

  [[nodiscard]] QString month() const { return m_first.toString(Qt::ISODate); }
  void setMonth(const QString& anyDay);
  [[nodiscard]] int year() const { return m_first.year(); }
  [[nodiscard]] int monthNumber() const { return m_first.month(); }

  /// Shows the month so many later.
  Q_INVOKABLE void move(int months);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

 signals:
  void monthChanged();

 private:
  void show(QDate first);

  QDate m_first;
  QDate m_begin;
};

}  // namespace thucdia::app
