#pragma once

#include <QtQml/qqmlregistration.h>
#include <QtQuick/QQuickPaintedItem>

#include "qml/reports/minutes_model.h"

namespace thucdia::app {

/// One page of minutes on screen.
class MinutesSheet : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(thucdia::app::MinutesModel* minutes READ minutes WRITE setMinutes NOTIFY changed FINAL)
  /// From 0.
  Q_PROPERTY(int number READ number WRITE setNumber NOTIFY changed FINAL)

 public:
  explicit MinutesSheet(QQuickItem* parent = nullptr);

  [[nodiscard]] MinutesModel* minutes() const { return m_minutes; }
  void setMinutes(MinutesModel* minutes);
  [[nodiscard]] int number() const { return m_number; }
  void setNumber(int number);
  void paint(QPainter* painter) override;

 signals:
  void changed();

 private:
  MinutesModel* m_minutes = nullptr;
  int m_number = 0;
};

}  // namespace thucdia::app
