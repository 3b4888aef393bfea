#include "qml/controls/signature_canvas.h"

#include <QtCore/QBuffer>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace thucdia::app {
namespace {
constexpr qreal kPen = 3.4;
constexpr int kMargin = 12;
}  // namespace

SignatureCanvas::SignatureCanvas(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptedMouseButtons(Qt::LeftButton);
  setAcceptTouchEvents(true);
  setKeepMouseGrab(true);
  setKeepTouchGrab(true);
  setAntialiasing(true);
  connect(this, &SignatureCanvas::inkChanged, this, [this] { update(); });
}

QPointF SignatureCanvas::pen() const { return m_strokes.isEmpty() ? QPointF() : m_strokes.last().last(); }

void SignatureCanvas::undo() {
  if (m_strokes.isEmpty()) return;
  m_strokes.removeLast();
  update();
  emit strokesChanged();
}

void SignatureCanvas::clear() {
  m_strokes.clear();
  update();
  emit strokesChanged();
}

QByteArray SignatureCanvas::png() const {
  if (m_strokes.isEmpty()) return {};
  QRectF box;
  for (const Stroke& stroke : m_strokes) {
    for (const QPointF point : stroke) box = box.united(QRectF(point, QSizeF(1, 1)));
  }
  const QRect area = box.adjusted(-kMargin, -kMargin, kMargin, kMargin).toAlignedRect();
  QImage image(area.size() * 2, QImage::Format_Grayscale8);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(2, 2);
  painter.translate(-area.topLeft());
  painter.setPen(QPen(Qt::black, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const Stroke& stroke : m_strokes) paintStroke(painter, stroke);
  painter.end();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return bytes;
}

void SignatureCanvas::draw(const QList<QPointF>& points) {
  if (points.isEmpty()) return;
  Stroke stroke;
  for (const QPointF point : points) stroke.append(QPointF(point.x() * width(), point.y() * height()));
  m_strokes.append(stroke);
  update();
  emit strokesChanged();
  emit penMoved();
}

void SignatureCanvas::paint(QPainter* painter) {
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(m_ink, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const Stroke& stroke : m_strokes) paintStroke(*painter, stroke);
}

void SignatureCanvas::paintStroke(QPainter& painter, const Stroke& stroke) {
  if (stroke.size() == 1) {
    painter.drawPoint(stroke.first());
    return;
  }
  QPainterPath path(stroke.first());
  for (qsizetype i = 1; i + 1 < stroke.size(); ++i) path.quadTo(stroke[i], (stroke[i] + stroke[i + 1]) / 2);
  path.lineTo(stroke.last());
  painter.drawPath(path);
}

void SignatureCanvas::begin(QPointF point) {
  m_strokes.append(Stroke{point});
  m_drawing = true;
  update();
  emit drawingChanged();
  emit strokesChanged();
  emit penMoved();
}

void SignatureCanvas::follow(QPointF point) {
  if (!m_drawing) return;
  m_strokes.last().append(point);
  update();
  emit penMoved();
}

void SignatureCanvas::end() {
  if (!m_drawing) return;
  m_drawing = false;
  emit drawingChanged();
  emit strokeEnded();
}

void SignatureCanvas::mousePressEvent(QMouseEvent* event) {
  begin(event->position());
  event->accept();
}

void SignatureCanvas::mouseMoveEvent(QMouseEvent* event) { follow(event->position()); }

void SignatureCanvas::mouseReleaseEvent(QMouseEvent* event) {
  static_cast<void>(event);
  end();
}

void SignatureCanvas::touchEvent(QTouchEvent* event) {
  // The first finger writes; a resting palm does not.
  if (event->points().isEmpty()) return;
  const auto& point = event->points().first();
  switch (point.state()) {
    case QEventPoint::Pressed:
      begin(point.position());
      break;
    case QEventPoint::Updated:
      follow(point.position());
      break;
    case QEventPoint::Released:
      end();
      break;
    default:
      break;
  }
  event->accept();
}

}  // namespace thucdia::app
