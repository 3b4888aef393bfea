#include "qml/reports/minutes_sheet.h"

#include <QtGui/QPainter>

namespace thucdia::app {

MinutesSheet::MinutesSheet(QQuickItem* parent) : QQuickPaintedItem(parent) {}

void MinutesSheet::setMinutes(MinutesModel* minutes) {
  if (minutes == m_minutes) return;
  m_minutes = minutes;
  if (minutes != nullptr) connect(minutes, &MinutesModel::laidOut, this, [this] { update(); });
  emit changed();
  update();
}

void MinutesSheet::setNumber(int number) {
  if (number == m_number) return;
  m_number = number;
  emit changed();
  update();
}

void MinutesSheet::paint(QPainter* painter) {
  painter->fillRect(boundingRect(), Qt::white);
  const QImage image = m_minutes != nullptr ? m_minutes->page(m_number) : QImage();
  if (image.isNull()) return;
  painter->setRenderHint(QPainter::SmoothPixmapTransform);
  painter->drawImage(boundingRect(), image);
}

}  // namespace thucdia::app
