#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QPointF>
#include <QtQml/qqmlregistration.h>
#include <QtQuick/QQuickPaintedItem>

namespace thucdia::app {

/// Where a signature is drawn: strokes of a pen 3.4 wide, smoothed, with the person's place as a dot at the pen.
class SignatureCanvas : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(bool empty READ empty NOTIFY strokesChanged FINAL)
  Q_PROPERTY(bool drawing READ drawing NOTIFY drawingChanged FINAL)
  Q_PROPERTY(QColor ink MEMBER m_ink NOTIFY inkChanged FINAL)
  Q_PROPERTY(QPointF pen READ pen NOTIFY penMoved FINAL)

 public:
  explicit SignatureCanvas(QQuickItem* parent = nullptr);

  [[nodiscard]] bool empty() const { return m_strokes.isEmpty(); }
  [[nodiscard]] bool drawing() const { return m_drawing; }
  [[nodiscard]] QPointF pen() const;

  Q_INVOKABLE void undo();
  Q_INVOKABLE void clear();
  /// The strokes in black on white, cut to what was drawn with a margin, as PNG bytes; empty without strokes.
  Q_INVOKABLE [[nodiscard]] QByteArray png() const;
  /// Draws through these points, from 0 to 1 of width and height; for pictures and tests.
  void draw(const QList<QPointF>& points);

  void paint(QPainter* painter) override;

 signals:
  void strokesChanged();
  void drawingChanged();
  void inkChanged();
  void penMoved();
  /// The pen was lifted.
  void strokeEnded();

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void touchEvent(QTouchEvent* event) override;

 private:
  using Stroke = QList<QPointF>;
  void begin(QPointF point);
  void follow(QPointF point);
  void end();
  static void paintStroke(QPainter& painter, const Stroke& stroke);

  QList<Stroke> m_strokes;
  bool m_drawing = false;
  QColor m_ink{0x14, 0x20, 0x1E};
};

}  // namespace thucdia::app
