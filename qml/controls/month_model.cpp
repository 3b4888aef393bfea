#include "qml/controls/month_model.h"

namespace thucdia::app {
namespace {
constexpr int kCells = 42;
}

MonthModel::MonthModel(QObject* parent) : QAbstractListModel(parent) {
  const QDate today = QDate::currentDate();
  show(QDate(today.year(), today.month(), 1));
}

void MonthModel::setMonth(const QString& anyDay) {
  const QDate day = QDate::fromString(anyDay.left(10), Qt::ISODate);
  if (day.isValid()) show(QDate(day.year(), day.month(), 1));
}

void MonthModel::move(int months) { show(m_first.addMonths(months)); }

void MonthModel::show(QDate first) {
  if (first == m_first) return;
  m_first = first;
  m_begin = first.addDays(1 - first.dayOfWeek());
  emit monthChanged();
  emit dataChanged(index(0), index(kCells - 1));
}

int MonthModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kCells; }

QVariant MonthModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= kCells) return {};
  const QDate day = m_begin.addDays(index.row());
  switch (role) {
    case DayRole:
      return day.day();
    case IsoRole:
      return day.toString(Qt::ISODate);
    case InMonthRole:
      return day.month() == m_first.month();
    default:
      return {};
  }
}

QHash<int, QByteArray> MonthModel::roleNames() const {
  return {{DayRole, "day"}, {IsoRole, "iso"}, {InMonthRole, "inMonth"}};
}

}  // namespace thucdia::app
